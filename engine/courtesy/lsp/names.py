"""What a name in a rule file stands for, and where that is defined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from courtesy.diagnostic import Location
from courtesy.frozen import dataclass
from courtesy.loading.rule_files import PASSAGES_FILE, SOURCE_FILE
from courtesy.lsp.cursor import Cursor
from courtesy.lsp.knowledge import Knowledge
from courtesy.rule import AnyCard, Parameter, Passage, Reading, Rulebook, Source

RULE_KEYS = ("rules", "silent_rules", "excluded")
READING_KEYS = ("reading", "readings")
_NUMBER = re.compile(r"\b(paragraph|sentence):\s*(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAnchor:
    """An anchor of a source, with the line that declares it."""

    name: str
    written: str
    location: Location


Thing = AnyCard | Parameter | Reading | NamedAnchor | Passage


def things_at(knowledge: Knowledge, path: Path, cursor: Cursor, line: str) -> list[Thing]:
    """What the word under the cursor names, the likeliest first."""
    source, book = knowledge.source_of(path), knowledge.book
    if source is None or book is None:
        return []
    found = [*_named(cursor.word, source, book, knowledge)]
    found.sort(key=lambda thing: not _is_expected(thing, cursor))
    if "cite" in cursor.keys and not found:
        found += _cited(line, source)
    return found


def _named(word: str, source: Source, book: Rulebook, knowledge: Knowledge) -> Iterator[Thing]:
    card = book.cards.get(word) or book.cards.get(f"{source.id}/{word}")
    if card is not None:
        yield card
    owner, _, name = word.partition("/")
    far = book.source(owner) if name else None
    for place, label in ((source, word), (far, name)):
        if place is not None:
            yield from _declared(place, label, knowledge)


def _declared(source: Source, name: str, knowledge: Knowledge) -> Iterator[Thing]:
    if name in source.parameters:
        yield source.parameters[name]
    if name in source.readings:
        yield source.readings[name]
    if name in source.anchors:
        yield _anchor(source, name, knowledge)


def _anchor(source: Source, name: str, knowledge: Knowledge) -> NamedAnchor:
    """The line of `source.yaml` below `anchors:` that declares the name."""
    file = source.location.file
    lines = Path(file).read_text(encoding="utf-8").splitlines() if Path(file).exists() else []
    below = next((number for number, line in enumerate(lines) if line.startswith("anchors:")), 0)
    for number, line in enumerate(lines[below:], below):
        match = re.match(rf"\s+[\"']?{re.escape(name)}[\"']?\s*:", line)
        if match:
            column = len(line) - len(line.lstrip()) + 1
            place = Location(file=file, line=number + 1, column=column, length=len(name))
            return NamedAnchor(name=name, written=line.strip(), location=place)
    return NamedAnchor(name=name, written=name, location=Location(file=str(knowledge.mirror.copy / SOURCE_FILE)))


def _is_expected(thing: Thing, cursor: Cursor) -> bool:
    """Whether the keys around the cursor ask for this kind of thing."""
    keys = set(cursor.keys)
    match thing:
        case Reading():
            return bool(keys & {*READING_KEYS})
        case Parameter() | NamedAnchor():
            return not keys & {*RULE_KEYS, *READING_KEYS, "id"}
        case _:
            return bool(keys & {*RULE_KEYS, "id"})


def _cited(line: str, source: Source) -> Iterator[Passage]:
    """The passage that a citation on this line names by its numbers."""
    numbers = dict(_NUMBER.findall(line))
    for passage in source.passages:
        if {"paragraph": str(passage.paragraph), "sentence": str(passage.sentence)} == numbers:
            yield passage


def card_around(knowledge: Knowledge, path: Path, cursor: Cursor) -> AnyCard | None:
    """The card in which the cursor stands, in a file of cards."""
    source, book = knowledge.source_of(path), knowledge.book
    if source is None or book is None or cursor.card is None or path.name in {SOURCE_FILE, PASSAGES_FILE}:
        return None
    return book.cards.get(f"{source.id}/{cursor.card}")
