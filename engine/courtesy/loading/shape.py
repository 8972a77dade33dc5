"""Shapes: what a file may look like, as data. One description gives the loader's checks and the editor's JSON Schema.

A shape never looks at more than one value and its children; what needs the rest of the file (names, anchors, times) is
checked where it is understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from courtesy.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Text. `expects` says which (`a name`); `pattern` is a regular expression for all of it.

    `editor_pattern` is a coarser one for the editor alone, where the loader reads the text with better messages. What
    `may_be_digits` is a number to an editor when nobody quotes it; the loader reads it as text in any case.
    """

    expects: str = "text"
    pattern: str | None = None
    editor_pattern: str | None = None
    examples: tuple[str, ...] = ()
    may_be_empty: bool = False
    may_be_digits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a closed list, each with its meaning. `expects` names the kind: `an act`.

    `hints` are words that people write instead, with what to write.
    """

    expects: str
    words: Mapping[str, str]
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number within bounds (None: open)."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything:
    """Plain data of any kind, checked elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """A list of at least `least` items; `most` is a stated limit.

    Checked data of a list with a wrong item is unusable as a whole; with `keeps_places` the item alone is, in its place.
    """

    item: Shape
    least: int = 1
    most: int | None = None
    keeps_places: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOrMany:
    """An item, or a list of at least one; read as a list."""

    item: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What stands under a key, what the key means, and whether it must be there."""

    shape: Shape
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A mapping with these keys and no others.

    Of each group in `exactly_one` one key stands, of `at_least_one` one or more; `may_be_empty` allows none at all.
    """

    name: str
    keys: Mapping[str, Key]
    exactly_one: tuple[tuple[str, ...], ...] = ()
    at_least_one: tuple[tuple[str, ...], ...] = ()
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A mapping from names to values of one shape. `name` tells what a name stands for."""

    name: str
    key: Text | Word
    value: Shape
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ByKind:
    """A value that is told by its kind: text (or a number), a list, or a mapping. `expects` names all in words."""

    expects: str
    text: Text | Word | None = None
    whole: Whole | None = None
    sequence: Many | None = None
    mapping: Fields | Table | Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByKey:
    """A mapping whose shape is told by which of several keys it has: `{("message",): Fields, …}`."""

    name: str
    variants: Mapping[tuple[str, ...], Fields]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByWord:
    """A mapping whose shape is told by the word under one key: an event by its `event`. Every variant has that key."""

    name: str
    key: str
    word: Word
    says: str
    variants: Mapping[str, Fields]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A shape of the grammar by its name, for shapes that hold themselves."""

    name: str


Shape: TypeAlias = (
    Text | Word | Whole | Flag | Anything | Many | OneOrMany | Fields | Table | ByKind | ByKey | ByWord | Ref
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """A whole kind of file: its root, and the shapes that have names."""

    title: str
    root: Shape
    named: Mapping[str, Shape] = field(default_factory=dict)
