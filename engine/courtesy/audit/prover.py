"""The decision of one question: a situation in which a formula holds, a proof that there is none, or neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from courtesy.audit.bound import Bound, bound_of
from courtesy.audit.draft import Draft
from courtesy.audit.event_fields import fitted
from courtesy.audit.formula import Catalogue, Formula
from courtesy.audit.refutation import Refuter
from courtesy.audit.search import search
from courtesy.audit.shrinking import shrunk, without_needless
from courtesy.vocabulary import Vocabulary

_QUICK = 200
"""Drafts that a search evaluates before the solver is asked."""

_FAR = 700
"""Drafts that the second search evaluates, from farther starts: as many as cost what the solver does."""

_LONG = 512
"""Branches of the last refutation before the solver is asked, which costs as much."""

_ENOUGH = 8
"""With up to so many events the solver is asked within the whole bound at once."""

_SMALL = 5, 3
"""Events and people of the first question to the solver: most situations that exist are that small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The formula holds in this situation."""

    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuted:
    """The formula holds in no situation: proved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """Neither a situation nor a proof was found."""

    reason: str


Answer: TypeAlias = Shown | Refuted | Undecided


class Prover:
    """Decides formulas over one catalogue of signals."""

    def __init__(self, catalogue: Catalogue, vocabulary: Vocabulary) -> None:
        self.catalogue = catalogue
        self.vocabulary = vocabulary
        self.refuter = Refuter(catalogue)

    def decide(self, formula: Formula, starts: Sequence[Draft], far: Callable[[], Sequence[Draft]] = tuple) -> Answer:
        """A situation near one of `starts`, a refutation, or the reason why neither was found.

        `far` are more places to start from, looked at where neither the first search nor the refutation ended.
        """
        if self.refuter.refutes(formula):
            return Refuted()
        draft = search(self.catalogue, formula, starts, steps=_QUICK)
        if draft is not None:
            return Shown(draft=draft)
        if self.refuter.refutes(formula, _LONG, thorough=True):
            return Refuted()
        draft = search(self.catalogue, formula, far(), steps=_FAR)
        if draft is not None:
            return Shown(draft=draft)
        return self.solved(formula, starts[0].act, starts[0].readings)

    def solved(self, formula: Formula, act: str, readings: tuple[tuple[str, str], ...]) -> Answer:
        """What z3 answers: asked for a small situation first, then within the bound that makes "none" a proof."""
        from courtesy.audit.encoding import UnencodableError  # noqa: PLC0415  as below
        from courtesy.audit.solver import Asked, ask  # noqa: PLC0415  z3 costs 53 ms, most questions need none

        asked = Asked(formula=formula, act=act, readings=readings, vocabulary=self.vocabulary)
        enough = bound_of(formula)
        small = Bound(events=min(_SMALL[0], enough.events), people=min(_SMALL[1], enough.people))
        for bound in dict.fromkeys((enough,) if enough.events <= _ENOUGH else (small, enough)):
            try:
                verdict = ask(asked, bound)
            except UnencodableError as missing:
                return Undecided(reason=f"no situation was found, and the solver does not know {missing}")
            if verdict.draft is not None:
                draft = fitted(verdict.draft, self.catalogue.added)
                if self.holds(formula, draft):
                    return Shown(draft=draft)
                return Undecided(reason="the solver's situation rests on the length of a month, which it only bounds")
            if verdict.closed and bound == enough:
                return Refuted()
            if not verdict.closed:
                return Undecided(reason=f"the solver did not answer within its time for {bound.events} events")
        raise AssertionError("the last bound is the one that is enough")

    def least(self, formula: Formula, draft: Draft) -> Draft:
        """The least situation near this one in which the formula holds."""
        self.catalogue.forget()
        return shrunk(draft, lambda each: self.holds(formula, each))

    def needed(self, formula: Formula, draft: Draft) -> Draft:
        """The situation without the events and people that the formula can do without."""
        self.catalogue.forget()
        return without_needless(draft, lambda each: self.holds(formula, each))

    def holds(self, formula: Formula, draft: Draft) -> bool:
        """Whether the formula holds in a sound draft."""
        world = self.catalogue.world(draft)
        return world.sound and world.holds(formula)
