"""Mutation of rules: each mutant of a card is held against the tests about that card. One that none notices survives.

Only the mutated card is lowered anew, and a test is asked again only about that card: all others say what they said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from courtesy.authoring.mutants import Mutant, mutants_of
from courtesy.authoring.rehearsal import Rehearsed, fired
from courtesy.authoring.variants import Workshop, lowered
from courtesy.condition import Branch, Clause
from courtesy.frozen import dataclass
from courtesy.rule import AnyCard


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    """A test fails on it."""
    SURVIVED = "survived"
    """No test notices it, and the example that does is written."""
    EQUIVALENT = "equivalent"
    """It says what the card says, in every situation."""
    UNDECIDED = "undecided"
    """No test notices it, and no situation was found in which one could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A mutant held against the tests: `killer` is the first test that notices it (None: none does)."""

    card: AnyCard
    mutant: Mutant
    clauses: tuple[Clause, ...]
    same: bool
    killer: str | None


def try_mutants(workshop: Workshop, card: AnyCard, tests: Sequence[Rehearsed]) -> Iterator[Trial]:
    """Every mutant of a card that the loader accepts, each meaning once, held against the tests about the card.

    `same` marks a mutant that is lowered to what the card is lowered to; `killer` is the test that notices it.
    """
    about = [test for test in tests if test.concerns(card) and not fails(test)]
    scope = workshop.scope(card.source)
    seen: set[tuple[Clause, ...]] = set()
    for mutant in mutants_of(card, scope.parameters, workshop.rulebook.vocabulary):
        clauses = () if mutant.surface is None else lowered(workshop, card, mutant.surface)
        if clauses is None or clauses in seen:
            continue
        seen.add(clauses)
        same = _speaking(clauses) == _speaking(card.clauses)
        killer = None if same else _killer(card, clauses, about)
        yield Trial(card=card, mutant=mutant, clauses=clauses, same=same, killer=killer)


def fails(test: Rehearsed) -> bool:
    """Whether a test fails as things are: it cannot tell a mutant from the original."""
    return next(test.disappointments(test.holding), None) is not None


def _speaking(clauses: Iterable[Clause]) -> frozenset[Clause]:
    return frozenset(clause for clause in clauses if clause.branch is not Branch.ASKS)


def _killer(card: AnyCard, clauses: Sequence[Clause], about: Iterable[Rehearsed]) -> str | None:
    return next((test.name for test in about if notices(test, card, clauses)), None)


def notices(test: Rehearsed, card: AnyCard, clauses: Sequence[Clause]) -> bool:
    """Whether a test fails where the card has these clauses."""
    others = [clause for clause in test.holding if clause.rule != card.id]
    return next(test.disappointments([*others, *fired(clauses, test)]), None) is not None
