"""The counsel that matters in a situation, that which is owed to what happened first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from courtesy.case import Case, Proposal
from courtesy.condition import Branch, Clause
from courtesy.decision.decide import is_about_act
from courtesy.decision.engine import Engine
from courtesy.decision.values import Advice
from courtesy.rule import AnyCard
from courtesy.situation.diary import diary_of
from courtesy.situation.truth import support
from courtesy.windows.timeline import Asked


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Weight:
    """How much a card of counsel matters: owed to what happened, about the very act, resting on much."""

    owed: bool
    about_act: bool
    size: int


def counsel_now(engine: Engine, case: Case, proposals: Iterable[Proposal], asked: Asked) -> tuple[Advice, ...]:
    """What the sources advise in view of these messages, each card once, what matters most first.

    What would be said after any interview comes last.
    """
    weights: dict[str, _Weight] = {}
    for proposal in proposals:
        always = _rules(_clauses(engine, _only_interview(case, proposal), proposal, asked))
        for clause, size in _clauses(engine, case, proposal, asked):
            weight = _Weight(owed=clause.rule not in always, about_act=is_about_act(clause), size=size)
            weights[clause.rule] = max(weight, weights.get(clause.rule, weight))
    by_rule = sorted(weights)
    return tuple(
        _advice(engine.rulebook.cards[rule], weights[rule])
        for rule in sorted(by_rule, key=lambda rule: weights[rule], reverse=True)
    )


def _advice(card: AnyCard, weight: _Weight) -> Advice:
    return Advice(rule=card.id, source=card.source, says=card.says, cite=card.cite, about_act=weight.about_act)


def _rules(found: Iterable[tuple[Clause, int]]) -> frozenset[str]:
    return frozenset(clause.rule for clause, _ in found)


def _clauses(engine: Engine, case: Case, proposal: Proposal, asked: Asked) -> Sequence[tuple[Clause, int]]:
    """The clauses of counsel that hold, each with how much it rests on."""
    situation = engine.situator.situate(diary_of(case), proposal, asked.readings)
    found = (engine.clauses[key] for key in engine.backend.match(situation))
    counsel = [clause for clause in found if clause.branch is Branch.COUNSEL and clause.source in asked.sources]
    return [(clause, len(support(clause.condition, situation) or ())) for clause in counsel]


def _only_interview(case: Case, proposal: Proposal) -> Case:
    """The case as if nothing had happened but the latest interview."""
    interviews = [event for event in case.seen_at(proposal.at) if event.event == "interview"]
    return replace(case, events=tuple(interviews[-1:]))
