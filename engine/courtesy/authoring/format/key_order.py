"""The order of keys: a card says what it is, when, in which words, where it comes from, and shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from courtesy.authoring.format.tree import Collection, Entry, Value
from courtesy.loading.rule_files import PASSAGES_FILE, SOURCE_FILE
from courtesy.loading.times import TIME_KEYS
from courtesy.verdict import Effect

_CARD = (
    "id",
    *(effect.value for effect in Effect),
    "message",
    "must",
    "should",
    "should_not",
    "must_not",
    "counsel",
    "about",
    "if",
    *TIME_KEYS,
    "otherwise",
    "early",
    "late",
    "unless",
    "says",
    "fix",
    "cite",
    "implied",
    "reading",
    "note",
    "examples",
)
_EXCEPTION = ("id", "if", "then", "says", "fix", "cite", "implied", "unless")
_CITE = ("section", "paragraph", "sentence", "digest", "speaker")
_SOURCE = (
    "id",
    "title",
    "author",
    "publisher",
    "date",
    "document",
    "digest",
    "note",
    "parameters",
    "readings",
    "anchors",
)
_PASSAGE = ("paragraph", "sentence", "digest", "rules", "excluded")
_TEST = ("name", "skip", "case", "readings", "proposals")
_PROPOSAL = ("name", "act", "channel", "to", "at", "message", "expect", "rules", "silent_rules", "skip")
_INSIDE = {
    "unless": _EXCEPTION,
    "cite": _CITE,
    "examples": ("speaks", "effect", "given", "propose", "message"),
    "early": ("says", "fix"),
    "late": ("says", "fix"),
    "propose": ("act", "channel", "to", "at"),
}
_INSIDE_SOURCE = {
    "parameters": ("value", "says", "cite"),
    "readings": ("question", "options", "default", "cite"),
    "cite": _CITE,
}


def order_keys(root: Value, file: Path) -> None:
    """Put the keys of a rule file in order, told by its name; keys of other mappings stay as they are."""
    _order_of(file)(root)


def _order_of(file: Path) -> Callable[[Value], None]:
    if file.parent.name == "tests":
        return _order_tests
    if file.name == SOURCE_FILE:
        return _order_source
    if file.name == PASSAGES_FILE:
        return _order_passages
    return _order_cards if (file.parent / SOURCE_FILE).is_file() else _keep


def _keep(_root: Value) -> None:
    """The order of words and phrases is their author's."""


def _order_cards(root: Value) -> None:
    for card in _items(root):
        _sort(card, _CARD)
        for entry in _items_of(card):
            _order_inside(entry)


def _order_inside(entry: Entry) -> None:
    order = _INSIDE.get(entry.key.text) if entry.key else None
    if order is None:
        return
    for value in (entry.value, *_items(entry.value)):
        _sort(value, order)
        for inner in _items_of(value):
            _order_inside(inner)


def _order_source(root: Value) -> None:
    _sort(root, _SOURCE)
    for section in _items_of(root):
        order = _INSIDE_SOURCE.get(section.key.text) if section.key else None
        for named in _items_of(section.value) if order else ():
            _sort(named.value, order or ())
            for inner in _items_of(named.value):
                if inner.key and inner.key.text == "cite":
                    _sort(inner.value, _CITE)


def _order_passages(root: Value) -> None:
    for entry in _items_of(root):
        for passage in _items(entry.value):
            _sort(passage, _PASSAGE)


def _order_tests(root: Value) -> None:
    for test in _items(root):
        _sort(test, _TEST)
        for entry in _items_of(test):
            if entry.key and entry.key.text == "proposals":
                for proposal in _items(entry.value):
                    _sort(proposal, _PROPOSAL)


def _items(value: Value) -> list[Value]:
    """The items of a list."""
    return [entry.value for entry in value.entries] if isinstance(value, Collection) and value.is_list else []


def _items_of(value: Value) -> list[Entry]:
    """The entries of a mapping."""
    return value.entries if isinstance(value, Collection) and not value.is_list else []


def _sort(value: Value, order: tuple[str, ...]) -> None:
    """Known keys in their order; unknown ones behind, as they stand."""
    places = {name: place for place, name in enumerate(order)}
    if isinstance(value, Collection) and not value.is_list:
        value.entries.sort(key=lambda entry: places.get(entry.key.text if entry.key else "", len(places)))
