"""Whether a conflict stays when the vague passages of its sources are read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from courtesy.audit.draft import Draft
from courtesy.audit.formula import Every, Formula
from courtesy.audit.prover import Prover
from courtesy.audit.search import search
from courtesy.audit.values import Survival
from courtesy.audit.view import OPPOSING, Readings, Views, reading_options
from courtesy.condition import Clause

_COMBINATIONS = 64
"""Up to so many combinations of readings are tried all; beyond, every reading is changed alone."""

_STEPS = 60


class Survivors:
    """Tells how conflicts fare under alternative readings of the passages that matter to them."""

    def __init__(self, views: Views, prover: Prover) -> None:
        self._views = views
        self._prover = prover
        self._options = reading_options(views.rulebook)

    def of(
        self, favours: Clause, opposes: Clause, draft: Draft, readings: Readings
    ) -> tuple[Survival, tuple[str, ...]]:
        """Whether the two rules clash under all, some or none of the alternatives, and which readings matter.

        Where no reading matters there is no alternative that it would not survive: all.
        """
        depends = self._depends(favours, opposes, draft.act)
        outcomes = [
            self._stays(favours, opposes, draft, chosen) for chosen in self._alternatives(depends, dict(readings))
        ]
        if all(outcomes):
            return Survival.ALL, depends
        return (Survival.SOME if any(outcomes) else Survival.NONE), depends

    def _own(self, favours: Clause, opposes: Clause, act: str) -> list[Clause]:
        """The clauses by which the favouring source could oppose, too; none within one source."""
        if favours.source == opposes.source:
            return []
        return [
            clause
            for clause in self._views.speakers(act)
            if clause.source == favours.source and clause.effect in OPPOSING
        ]

    def _depends(self, favours: Clause, opposes: Clause, act: str) -> tuple[str, ...]:
        clauses = (favours, opposes, *self._own(favours, opposes, act))
        return tuple(sorted({name for clause in clauses for name in self._views.asked(clause)}))

    def _alternatives(self, depends: tuple[str, ...], readings: dict[str, str]) -> Iterator[dict[str, str]]:
        options = [self._options[name] for name in depends]
        count = 1
        for each in options:
            count *= len(each)
        if count <= _COMBINATIONS:
            for combination in product(*options):
                changed = readings | dict(zip(depends, combination, strict=True))
                if changed != readings:
                    yield changed
            return
        for name in depends:
            for option in self._options[name]:
                if option != readings[name]:
                    yield readings | {name: option}

    def _stays(self, favours: Clause, opposes: Clause, draft: Draft, chosen: dict[str, str]) -> bool:
        formula = self._formula((favours, opposes), self._own(favours, opposes, draft.act), draft.act, chosen)
        if formula is None:
            return False
        there = draft._replace(readings=tuple(sorted(chosen.items())))
        if self._prover.holds(formula, there):
            return True
        if self._prover.refuter.refutes(formula):
            return False
        return search(self._prover.catalogue, formula, [there], steps=_STEPS) is not None

    def _formula(
        self, both: Iterable[Clause], own: Iterable[Clause], act: str, chosen: dict[str, str]
    ) -> Formula | None:
        parts: list[Formula] = []
        for clause in both:
            voice = self._views.voice(clause, act, chosen)
            if voice is None:
                return None
            parts.append(voice.formula)
        for clause in own:
            voice = self._views.voice(clause, act, chosen)
            if voice is not None:
                parts.append(voice.silent)
        return Every(tuple(parts))
