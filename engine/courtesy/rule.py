"""Rule cards and their sources, as a coach wrote them and the loader checked them: the authoring language in values.

The surface of a card is kept (for documentation, formatting and explanation) beside what it means: `clauses`, the
intermediate representation of `courtesy.condition`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, TypeAlias

from courtesy.condition import Anchor, Clause
from courtesy.diagnostic import Location
from courtesy.frozen import dataclass
from courtesy.verdict import Effect, Profile
from courtesy.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Where in its source a rule comes from; the text itself is never kept.

    `paragraph` counts the non-empty blocks from the top of the document, `sentence` the sentences in it, both from 1;
    `digest` is the first 12 hex digits of the SHA-256 of the normalised sentence.
    """

    section: str | None
    paragraph: int
    sentence: int
    digest: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A compact situation of a card and whether the card speaks on it. `given` and `propose` keep the coach's form."""

    speaks: bool
    given: Mapping[str, Any]
    propose: Mapping[str, Any]
    message: str | None
    effect: str | None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionCard:
    """A node of a card's tree of exceptions: where `condition` holds, the card is removed, or replaced by `effect`."""

    id: str
    surface: Mapping[str, Any]
    effect: Effect | None
    says: str | None
    fix: str | None
    cite: Cite | None
    implied: bool
    location: Location
    unless: tuple[ExceptionCard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What every card has. `id` is `source/name`; `surface` is the YAML of the card as plain data.

    `acts` are the acts that it speaks about (none: advice beside every act); `reading` maps a reading's name to the
    options under which the card counts.
    """

    id: str
    source: str
    says: str
    cite: Cite
    surface: Mapping[str, Any]
    location: Location
    clauses: tuple[Clause, ...]
    acts: tuple[str, ...]
    implied: bool = False
    fix: str | None = None
    reading: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: tuple[ExceptionCard, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActCard(Card):
    """Says of an act whether and when it may be done. `otherwise` is the effect outside the card's window."""

    effect: Effect
    otherwise: Effect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCard(Card):
    """A demand on the text of an act: `strength` is must, should, should_not or must_not."""

    strength: str
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselCard(Card):
    """Advice that no program can decide, shown where it matters. `says` is the advice."""


AnyCard: TypeAlias = ActCard | MessageCard | CounselCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A vague word of a source made a number: an integer `amount`, with a `unit` for a duration."""

    name: str
    amount: int
    unit: str | None
    says: str
    cite: Cite | None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One vague passage and the ways to understand it: option name to a plain sentence."""

    name: str
    question: str
    options: Mapping[str, str]
    default: str
    cite: Cite | None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence of a source, accounted for: encoded by `rules` (ids without the source), or excluded with a reason."""

    paragraph: int
    sentence: int
    digest: str
    rules: tuple[str, ...] = ()
    excluded: str | None = None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published article: its provenance, its readings and parameters, and the account of its passages.

    `digest` is the SHA-256 (hex) of the document's bytes.
    """

    id: str
    title: str
    author: str | None
    publisher: str | None
    date: str | None
    document: str
    digest: str
    readings: Mapping[str, Reading] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything that was loaded: sources in order, cards by id, the digest over all files that went in.

    `vocabulary` gives every word, and every choice signal's closed list; `profiles` are those of all packs, by name.
    `quotes` are the cited sentences themselves by source and digest, for who has the documents; no file of rules has them.
    `lexicons` are the packs (paths of their directories) that bring lexicons of their own.
    """

    sources: tuple[Source, ...]
    cards: Mapping[str, AnyCard]
    digest: str
    vocabulary: Vocabulary
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    quotes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    lexicons: tuple[str, ...] = ()

    def source(self, identifier: str) -> Source | None:
        """The source with this id, or None."""
        return next((source for source in self.sources if source.id == identifier), None)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of all cards, in the order of the files."""
        return tuple(clause for card in self.cards.values() for clause in card.clauses)
