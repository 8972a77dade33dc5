"""Whether a conflict stays when the vague passages of its sources are read otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from courtesy.audit.draft import Draft
from courtesy.audit.formula import Every, Formula
from courtesy.audit.prover import Prover
from courtesy.audit.search import search
from courtesy.audit.values import Survival, Turn
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
        self._sources: dict[tuple[str, str], _Own] = {}

    def of(
        self, favours: Clause, opposes: Clause, draft: Draft, readings: Readings, turn: Turn | None = None
    ) -> tuple[Survival, tuple[str, ...]]:
        """Whether the two rules clash under all, some or none of the alternatives, and which readings matter.

        Where no reading matters there is no alternative that it would not survive: all. The reading that they turn on
        is none of those.
        """
        single = turn is None and favours.source == opposes.source
        own = _NOBODY if single else self._own(favours.source, draft.act)
        asked = {*self._views.asked(favours), *self._views.asked(opposes), *own.asked}
        depends = tuple(sorted(asked - ({turn.reading} if turn is not None else set())))
        question = _Question(favours=favours, opposes=opposes, own=own, draft=draft, turn=turn)
        outcomes = [self._stays(question, chosen) for chosen in self._alternatives(depends, dict(readings))]
        if all(outcomes):
            return Survival.ALL, depends
        return (Survival.SOME if any(outcomes) else Survival.NONE), depends

    def _own(self, source: str, act: str) -> _Own:
        """The clauses by which the favouring source could oppose, too."""
        key = source, act
        if key not in self._sources:
            clauses = tuple(
                clause for clause in self._views.speakers(act) if clause.source == source and clause.effect in OPPOSING
            )
            asked = tuple(sorted({name for clause in clauses for name in self._views.asked(clause)}))
            self._sources[key] = _Own(clauses=clauses, asked=asked)
        return self._sources[key]

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

    def _stays(self, question: _Question, chosen: Mapping[str, str]) -> bool:
        draft, turn = question.draft, question.turn
        one = chosen if turn is None else {**chosen, turn.reading: turn.favours}
        other = chosen if turn is None else {**chosen, turn.reading: turn.opposes}
        favours = self._views.voice(question.favours, draft.act, one)
        opposes = self._views.voice(question.opposes, draft.act, other)
        if favours is None or opposes is None:
            return False
        quiet = self._quiet(question.own, draft.act, one)
        key = id(favours), id(opposes), id(quiet)
        if key not in question.known:
            formula = Every((favours.formula, opposes.formula, quiet))
            question.known[key] = self._clashes(formula, draft, chosen)
        return question.known[key]

    def _quiet(self, own: _Own, act: str, chosen: Mapping[str, str]) -> Every:
        """Where none of the source's own clauses opposes, made once for each choice of the readings that they ask about."""
        key = tuple([chosen[name] for name in own.asked])
        if key not in own.quiet:
            against = [self._views.voice(clause, act, chosen) for clause in own.clauses]
            own.quiet[key] = Every(tuple(voice.silent for voice in against if voice is not None))
        return own.quiet[key]

    def _clashes(self, formula: Formula, draft: Draft, chosen: Mapping[str, str]) -> bool:
        # The readings are put into the formula already: the draft's own do not matter to it.
        if self._prover.holds(formula, draft):
            return True
        if self._prover.refuter.refutes(formula):
            return False
        there = draft._replace(readings=tuple(sorted(chosen.items())))
        return search(self._prover.catalogue, formula, [there], steps=_STEPS) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """The clauses by which a source opposes an act, the readings that they ask about, and where they are silent."""

    clauses: tuple[Clause, ...]
    asked: tuple[str, ...]
    quiet: dict[tuple[str, ...], Every] = field(default_factory=dict)


_NOBODY = _Own(clauses=(), asked=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """Two clauses, those that must keep silent, and what is known of them: many choices of readings say the same."""

    favours: Clause
    opposes: Clause
    own: _Own
    draft: Draft
    turn: Turn | None
    known: dict[tuple[int, int, int], bool] = field(default_factory=dict)
