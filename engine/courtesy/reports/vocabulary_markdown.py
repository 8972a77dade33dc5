"""The vocabulary as a page of Markdown: every word that a rule can use, with its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from courtesy.loading.durations import UNITS
from courtesy.loading.rule_shapes import EFFECTS, STRENGTHS, rule_grammar
from courtesy.loading.shape import Fields
from courtesy.loading.vocabulary_shapes import EVENT_FIELDS
from courtesy.vocabulary import EventWord, MessageWord, Vocabulary

_INTRODUCTION = """\
# The vocabulary

Every word that a rule can use. `tools/write_vocabulary.py` writes this page from `rules/vocabulary.yaml` and from the shapes
of the loader, which are the shapes of the JSON Schemas, too; a test holds it to them. A pack adds words in a `vocabulary.yaml`
of its own. What the words mean together is in [cards.md](cards.md).
"""


def vocabulary_page(words: Vocabulary) -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *_of_words(words), *_of_language(words)]) + "\n"


def _of_words(words: Vocabulary) -> Iterator[str]:
    yield from _table("Acts", "act", words.acts)
    yield from _table("Channels", "channel", words.channels)
    yield from _table("Roles", "role", words.roles)
    yield from _table("Traits of a case", "trait", words.traits)
    yield from _events(words.events)
    yield from _table("Fields of events", "field", EVENT_FIELDS)
    yield from _signals(words.messages)


def _of_language(words: Vocabulary) -> Iterator[str]:
    grammar = rule_grammar(words)
    yield from _table("Effects", "effect", EFFECTS)
    yield from _table("Strengths of a demand on the text", "strength", STRENGTHS)
    for title, name in (("Atoms of a condition", "condition"), ("Fields of a pattern", "pattern")):
        shape = grammar.named[name]
        if isinstance(shape, Fields):
            yield from _table(title, "key", {key: entry.says for key, entry in shape.keys.items()})
    units = sorted(word for word in UNITS if word.endswith("s"))
    yield from _section("Units of a duration", [f"`{unit}`" for unit in units])


def _events(events: Mapping[str, EventWord]) -> Iterator[str]:
    rows = [
        [f"`{event.name}`", event.meaning, _fields(event), ", ".join(f"`{word}`" for word in event.says)]
        for event in events.values()
    ]
    yield from _rows("Events (each is an anchor, too)", ("event", "meaning", "fields", "it says"), rows)


def _fields(event: EventWord) -> str:
    """The fields of an event; those that must be there are marked."""
    required = [f"`{name}` (always)" for name in event.required]
    return ", ".join([*required, *(f"`{name}`" for name in (*event.optional, *event.fields))])


def _signals(signals: Mapping[str, MessageWord]) -> Iterator[str]:
    rows = [
        [f"`{signal.name}`", signal.kind, signal.meaning, ", ".join(f"`{option}`" for option in signal.options)]
        for signal in signals.values()
    ]
    yield from _rows("Signals of a message", ("signal", "kind", "meaning", "words"), rows)


# --- Markdown -----------------------------------------------------------------------------------------------------


def _table(title: str, name: str, words: Mapping[str, str]) -> Iterator[str]:
    yield from _rows(title, (name, "meaning"), [[f"`{word}`", meaning] for word, meaning in words.items()])


def _rows(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in rows]
    yield from (f"## {title}", "", *lines, "")


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    yield from (f"## {title}", "", f"{', '.join(items)}.")
