"""The variables of a situation with so many events and people: every event, person and moment a term of z3."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import z3

from courtesy.audit.bound import Bound, all_patterns
from courtesy.audit.draft import DAY
from courtesy.audit.event_fields import added_words
from courtesy.audit.terms import Term
from courtesy.condition import (
    Literal,
    Reach,
)
from courtesy.vocabulary import EventWord, Vocabulary

NOBODY = -1
"""The number of a person who is not named."""


class Words:
    """Words as numbers, from 1; 0 is none."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.numbers: dict[str, int] = {}
        for word in words:
            self.number(word)

    def number(self, word: str) -> int:
        """The number of a word."""
        return self.numbers.setdefault(word, len(self.numbers) + 1)

    def word(self, number: int) -> str | None:
        """The word of a number."""
        return next((word for word, each in self.numbers.items() if each == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One event: word 0 is no event."""

    word: Term
    day: Term
    clock: Term
    lasts: Term
    channel: Term
    says: Term
    round: Term
    from_: Term
    who: Term
    by_day: Term
    by_clock: Term
    with_: tuple[Term, ...]
    to: tuple[Term, ...]
    fields: dict[str, Term]

    @property
    def start(self) -> Term:
        """The minute at which it starts."""
        return self.day * DAY + self.clock


@dataclass(slots=True)
class History:
    """The variables of a situation with so many events and people."""

    slots: tuple[Slot, ...]
    exists: tuple[Term, ...]
    roles: tuple[Term, ...]
    to: tuple[Term, ...]
    channel: Term
    day: Term
    clock: Term
    words: Words
    channels: Words
    saying: Words
    role_words: Words
    field_words: dict[str, Words]
    messages: dict[tuple[str, str], Term]
    message_words: dict[str, Words]
    traits: dict[str, Term]
    reach: dict[tuple[int, Reach], Term]
    added: Mapping[str, EventWord]

    @property
    def now(self) -> Term:
        """The minute of the proposal."""
        return self.day * DAY + self.clock


def history_of(literals: Sequence[Literal], bound: Bound, vocabulary: Vocabulary) -> History:
    """The variables for so many events and people, with the words that the literals and the vocabulary know."""
    words = Words(("interview", "timeline_given", "contact_named", "reply"))
    fields: dict[str, Words] = {}
    for literal in literals:
        for pattern in all_patterns(literal):
            for word in pattern.events:
                words.number(word)
            for name, _ in pattern.fields:
                fields.setdefault(name, Words())
    says = (word for event in vocabulary.events.values() for word in event.says)
    people = range(bound.people)
    return History(
        slots=tuple(_slot(place, bound.people, fields) for place in range(bound.events)),
        exists=tuple(z3.Bool(f"exists {person}") for person in people),
        roles=tuple(z3.Int(f"role {person}") for person in people),
        to=tuple(z3.Bool(f"to {person}") for person in people),
        channel=z3.Int("channel"),
        day=z3.Int("day"),
        clock=z3.Int("clock"),
        words=words,
        channels=Words(vocabulary.channels),
        saying=Words(says),
        role_words=Words(vocabulary.roles),
        field_words=fields,
        messages={},
        message_words={},
        traits={},
        reach={},
        added=added_words(vocabulary),
    )


def _slot(place: int, people: int, fields: Iterable[str]) -> Slot:
    def number(name: str) -> Any:
        return z3.Int(f"{name} {place}")

    return Slot(
        word=number("word"),
        day=number("day"),
        clock=number("clock"),
        lasts=number("lasts"),
        channel=number("channel"),
        says=number("says"),
        round=number("round"),
        from_=number("from"),
        who=number("who"),
        by_day=number("by day"),
        by_clock=number("by clock"),
        with_=tuple(z3.Bool(f"with {place} {person}") for person in range(people)),
        to=tuple(z3.Bool(f"to {place} {person}") for person in range(people)),
        fields={name: number(f"field {name}") for name in fields},
    )
