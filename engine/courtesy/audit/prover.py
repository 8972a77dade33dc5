"""The decision of one question: a situation in which a formula holds, a proof that there is none, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from courtesy.audit.draft import Draft
from courtesy.audit.formula import Catalogue, Formula, World
from courtesy.audit.integrity import is_sound
from courtesy.audit.refutation import Refuter
from courtesy.audit.search import search
from courtesy.audit.shrinking import shrunk

_QUICK, _LONG = 150, 3000
"""Drafts that a search evaluates: before the solver is asked, and after."""


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

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.refuter = Refuter(catalogue)

    def decide(self, formula: Formula, starts: Sequence[Draft]) -> Answer:
        """A situation near one of `starts`, a refutation, or the reason why neither was found."""
        if self.refuter.refutes(formula):
            return Refuted()
        draft = search(self.catalogue, formula, starts, steps=_QUICK)
        if draft is None:
            draft = search(self.catalogue, formula, starts, steps=_LONG)
        if draft is not None:
            return Shown(draft=draft)
        return Undecided(reason=f"neither a proof nor a situation was found among {_LONG} that were tried")

    def least(self, formula: Formula, draft: Draft) -> Draft:
        """The least situation near this one in which the formula holds."""
        return shrunk(draft, lambda each: self.holds(formula, each))

    def holds(self, formula: Formula, draft: Draft) -> bool:
        """Whether the formula holds in a sound draft."""
        return is_sound(draft) and World(self.catalogue, draft).holds(formula)
