"""Whether a conflict stays when the vague passages of its sources are read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        own = self._own(favours, opposes, draft.act)
        depends = tuple(sorted({name for clause in (favours, opposes, *own) for name in self._views.asked(clause)}))
        outcomes = [
            self._stays((favours, opposes), own, draft, chosen)
            for chosen in self._alternatives(depends, dict(readings))
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

    def _stays(self, both: Sequence[Clause], own: Sequence[Clause], draft: Draft, chosen: Mapping[str, str]) -> bool:
        formula = self._formula(both, own, draft.act, chosen)
        if formula is None:
            return False
        # The readings are put into the formula already: the draft's own do not matter to it.
        if self._prover.holds(formula, draft):
            return True
        if self._prover.refuter.refutes(formula):
            return False
        there = draft._replace(readings=tuple(sorted(chosen.items())))
        return search(self._prover.catalogue, formula, [there], steps=_STEPS) is not None

    def _formula(
        self, both: Iterable[Clause], own: Iterable[Clause], act: str, chosen: Mapping[str, str]
    ) -> Formula | None:
        speaking = [self._views.voice(clause, act, chosen) for clause in both]
        if None in speaking:
            return None
        against = [self._views.voice(clause, act, chosen) for clause in own]
        return Every(
            (
                *(voice.formula for voice in speaking if voice is not None),
                *(voice.silent for voice in against if voice is not None),
            )
        )
