"""What can stand at the cursor: anchors, events, readings, parameters, signals and the other words of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from courtesy.frozen import dataclass
from courtesy.loading.durations import UNITS
from courtesy.loading.times import TIME_KEYS
from courtesy.lsp.cursor import Cursor
from courtesy.lsp.knowledge import Knowledge
from courtesy.lsp.names import READING_KEYS, RULE_KEYS
from courtesy.reports.rulebook_words import parameter_value
from courtesy.rule import Rulebook, Source
from courtesy.verdict import Effect
from courtesy.vocabulary import WEEKDAYS, MessageWord, Vocabulary

_AFTER = re.compile(r".*?\b(?:after|before) (?P<typed>[\w -]*)$")
_UNIT = re.compile(r"\d+ (?P<typed>[a-z ]*)$")
_EVENTS = ("event", "happened", "never", "latest", "first", "in", "same_as")
_ANCHORS = ("since", "until", "of", "latest_of", "earliest_of", "anchors")
_FLAGS = ("have", "have_any", "lack")
_DEMANDS = ("must", "should", "should_not", "must_not")
_NUMBERS = ("at_least", "at_most")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A word that can stand at the cursor. `kind` is what it is, `tells` what it means, `typed` how much of it is there."""

    label: str
    kind: str
    tells: str
    typed: int


def offers(knowledge: Knowledge, path: Path, cursor: Cursor) -> list[Offer]:
    """Everything that can stand here, each once, in order."""
    source, book = knowledge.source_of(path), knowledge.book
    if book is None:
        return []
    found = {offer.label: offer for offer in _offers(book, source, cursor)}
    return list(found.values())


def _offers(book: Rulebook, source: Source | None, cursor: Cursor) -> Iterator[Offer]:
    words = book.vocabulary
    if cursor.key in TIME_KEYS and not _is_plain_anchor(cursor):
        yield from _times(words, source, cursor)
    elif cursor.key in _ANCHORS:
        yield from _anchors(words, source, cursor.typed)
    elif cursor.key in READING_KEYS or READING_KEYS[0] in cursor.keys[:-1]:
        yield from _readings(source, cursor)
    elif cursor.key in RULE_KEYS:
        yield from _rules(book, source, cursor)
    elif cursor.key in _NUMBERS:
        yield from _parameters(source, cursor.typed, durations=False)
    else:
        yield from _of_vocabulary(words, cursor)


def _is_plain_anchor(cursor: Cursor) -> bool:
    """`until` inside a pattern takes an anchor, `from` inside one people."""
    return "event" in cursor.keys


def _times(words: Vocabulary, source: Source | None, cursor: Cursor) -> Iterator[Offer]:
    after, unit = _AFTER.match(cursor.typed), _UNIT.match(cursor.typed)
    if after:
        yield from _anchors(words, source, after["typed"])
    elif unit:
        for word in UNITS:
            yield Offer(label=word, kind="unit", tells="a unit of time", typed=len(unit["typed"]))
    else:
        yield from _parameters(source, cursor.typed, durations=True)
        yield from _anchors(words, source, cursor.typed)


def _anchors(words: Vocabulary, source: Source | None, typed: str) -> Iterator[Offer]:
    length = len(typed)
    for name in source.anchors if source else ():
        yield Offer(label=name, kind="anchor", tells="an anchor of this source", typed=length)
    yield Offer(label="promised date", kind="anchor", tells="The date that the employer promised.", typed=length)
    for name, event in words.events.items():
        yield Offer(label=name, kind="event", tells=f"{event.meaning} (the latest)", typed=length)
    for name, event in words.events.items():
        yield Offer(label=f"first {name}", kind="event", tells=f"{event.meaning} (the first)", typed=length)


def _parameters(source: Source | None, typed: str, *, durations: bool) -> Iterator[Offer]:
    for parameter in source.parameters.values() if source else ():
        if (parameter.unit is not None) is durations:
            tells = f"{parameter_value(parameter)}: {parameter.says}"
            yield Offer(label=parameter.name, kind="parameter", tells=tells, typed=len(typed))


def _readings(source: Source | None, cursor: Cursor) -> Iterator[Offer]:
    readings = source.readings if source else {}
    if cursor.key in readings:
        for option, says in readings[cursor.key].options.items():
            yield Offer(label=option, kind="option", tells=says, typed=len(cursor.typed))
    elif cursor.key in READING_KEYS:
        for reading in readings.values():
            yield Offer(label=reading.name, kind="reading", tells=reading.question, typed=len(cursor.typed))


def _rules(book: Rulebook, source: Source | None, cursor: Cursor) -> Iterator[Offer]:
    """Ids without the source in an account of passages, with it in tests (where proposals are)."""
    whole = "proposals" in cursor.keys
    typed = cursor.typed.rpartition(", ")[2] if cursor.key == "excluded" else cursor.typed
    typed = typed.rpartition(": ")[2]
    for card in book.cards.values():
        if source is None or card.source == source.id or whole:
            label = card.id if whole else card.id.partition("/")[2]
            yield Offer(label=label, kind="rule", tells=card.says, typed=len(typed))


def _of_vocabulary(words: Vocabulary, cursor: Cursor) -> Iterator[Offer]:
    key, typed = cursor.key, len(cursor.typed)
    events = {name: event.meaning for name, event in words.events.items()}
    flags = _signals(words, "flag")
    tables = {
        **dict.fromkeys(_EVENTS, ("event", events)),
        **dict.fromkeys(_FLAGS, ("signal", flags)),
        **dict.fromkeys(_DEMANDS, ("signal", {**_signals(words, "count"), **_signals(words, "choice")})),
        **dict.fromkeys((*Effect, "act", "message", "about"), ("act", dict(words.acts))),
        **dict.fromkeys(
            ("otherwise", "then"), ("effect", {effect.value: f"the source says: {effect.value}" for effect in Effect})
        ),
        "channel": ("channel", dict(words.channels)),
        "role": ("role", dict(words.roles)),
        "trait": ("trait", dict(words.traits)),
        "traits": ("trait", dict(words.traits)),
        "given": ("event", events),
        "weekday": ("weekday", dict.fromkeys(WEEKDAYS, "A day of the week.")),
    }
    kind, known = tables.get(key, ("option", _options(words.messages.get(key))))
    for label, tells in known.items():
        yield Offer(label=label, kind=kind, tells=tells, typed=typed)


def _signals(words: Vocabulary, kind: str) -> dict[str, str]:
    return {name: word.meaning for name, word in words.messages.items() if word.kind == kind}


def _options(word: MessageWord | None) -> dict[str, str]:
    return dict.fromkeys(word.options, word.meaning) if word else {}
