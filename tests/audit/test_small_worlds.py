"""On small worlds the audit finds exactly what looking at every history finds."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.books import Rule, rulebook
from audit.worlds import conditions, every_draft
from courtesy.audit.bound import bound_of
from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.draft import Draft
from courtesy.audit.formula import Catalogue, World
from courtesy.audit.integrity import is_sound
from courtesy.audit.lanes import read_draft
from courtesy.audit.prover import Prover, Refuted, Shown
from courtesy.audit.search import first_draft, search
from courtesy.audit.solver import Asked, ask
from courtesy.condition import All, Condition
from courtesy.decision.combine import source_verdict
from courtesy.history import breaches
from courtesy.situation.situation import situate
from courtesy.situation.truth import holds, literals_of
from courtesy.verdict import Effect

_BOOK = rulebook([])


@cache
def drafts() -> tuple[Draft, ...]:
    return tuple(draft for draft in every_draft() if is_sound(draft))


def test_the_small_world_is_worth_looking_at() -> None:
    assert len(drafts()) > 1000


@settings(max_examples=120, deadline=None)
@given(condition=conditions)
def test_a_situation_that_exists_is_never_refuted_and_always_found(condition: Condition) -> None:
    """Soundness and completeness of the decision: by enumeration, by the fast refuter, by the search and by z3."""
    catalogue = Catalogue()
    prover = Prover(catalogue, _BOOK.vocabulary)
    formula = catalogue.formula(condition)
    exists = any(World(catalogue, draft).holds(formula) for draft in drafts())
    answer = prover.decide(formula, [first_draft("follow_up", ())])
    assert isinstance(answer, Shown | Refuted)
    if exists:
        assert isinstance(answer, Shown)
        assert not prover.refuter.refutes(formula)
    if isinstance(answer, Shown):
        case, proposal = read_draft(_BOOK, answer.draft)
        signals = dict.fromkeys(literal.signal for literal in literals_of(condition))
        assert holds(condition, situate(signals, case, proposal, {}))
        assert not list(breaches(case))


@settings(max_examples=120, deadline=None)
@given(condition=conditions)
def test_the_fast_path_and_the_solver_agree(condition: Condition) -> None:
    """What difference bounds and exclusions refute, z3 refutes, too; what the search finds, z3 finds."""
    catalogue = Catalogue()
    prover = Prover(catalogue, _BOOK.vocabulary)
    formula = catalogue.formula(condition)
    asked = Asked(formula=formula, act="follow_up", readings=(), vocabulary=_BOOK.vocabulary)
    verdict = ask(asked, bound_of(formula))
    assert verdict.closed is (verdict.draft is None)
    if prover.refuter.refutes(formula):
        assert verdict.closed
    if search(catalogue, formula, [first_draft("follow_up", ())]) is not None:
        assert verdict.draft is not None
    if verdict.draft is not None:
        assert prover.holds(formula, verdict.draft)


@settings(max_examples=40, deadline=None)
@given(condition=conditions)
def test_the_least_situation_has_nothing_to_spare(condition: Condition) -> None:
    """No event and no person can be left out of a witness; and it is found again."""
    catalogue = Catalogue()
    prover = Prover(catalogue, _BOOK.vocabulary)
    formula = catalogue.formula(condition)
    answer = prover.decide(formula, [first_draft("follow_up", ())])
    if not isinstance(answer, Shown):
        return
    least = prover.least(formula, answer.draft)
    assert prover.holds(formula, least)
    assert not any(prover.holds(formula, least.without(place)) for place in range(len(least.events)))
    assert prover.least(formula, least) == least
    assert prover.least(formula, answer.draft) == least


_effects = st.sampled_from([Effect.RECOMMEND, Effect.PERMIT, Effect.DISCOURAGE, Effect.FORBID, Effect.REQUIRE])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rules=st.lists(st.tuples(st.sampled_from("ab"), _effects, conditions), min_size=2, max_size=5))
def test_conflicts_are_those_that_every_history_shows(rules: list[tuple[str, Effect, Condition]]) -> None:
    """A random rulebook: each pair that some small history shows is found, and each that is found is shown by its own."""
    book = rulebook(
        [
            Rule(name=f"{source}/r{number}", effect=effect, condition=condition)
            for number, (source, effect, condition) in enumerate(rules)
        ]
    )
    found = find_conflicts(Auditor(book), Scope())
    assert not found.not_analysed
    pairs = {(conflict.favours.rule, conflict.opposes.rule) for conflict in found.conflicts}
    catalogue = Catalogue()
    formulas = {clause.rule: (clause, catalogue.formula(clause.condition)) for clause in book.clauses}
    for draft in drafts():
        world = World(catalogue, draft)
        speaking = [clause for clause, formula in formulas.values() if world.holds(formula)]
        assert shown(speaking) <= pairs


def shown(speaking: list) -> set[tuple[str, str]]:  # type: ignore[type-arg]
    verdicts = {
        source: source_verdict(clause.effect for clause in speaking if clause.source == source)
        for source in {clause.source for clause in speaking}
    }
    return {
        (one.rule, other.rule)
        for one in speaking
        for other in speaking
        if one.source != other.source
        and verdicts[one.source].favours
        and other.effect in (Effect.DISCOURAGE, Effect.FORBID)
    }


@pytest.mark.parametrize("effect", [Effect.DISCOURAGE, Effect.FORBID])
def test_a_condition_that_never_holds_makes_no_conflict(effect: Effect) -> None:
    book = rulebook(
        [
            Rule(name="a/always", effect=Effect.RECOMMEND, condition=All(parts=())),
            Rule(name="b/never", effect=effect, condition=All(parts=(*_contradiction(),))),
        ]
    )
    found = find_conflicts(Auditor(book), Scope())
    assert (found.conflicts, found.not_analysed, found.refuted) == ((), (), 1)


def _contradiction() -> tuple[Condition, ...]:
    from audit.worlds import FOLLOW_UP, INTERVIEW  # noqa: PLC0415
    from courtesy.condition import AtLeast, AtMost, CountOf, DaysSince, HasAnchor, Is, Pattern  # noqa: PLC0415

    return (
        Is(signal=HasAnchor(anchor=INTERVIEW)),
        Is(signal=HasAnchor(anchor=FOLLOW_UP)),
        AtLeast(signal=CountOf(pattern=Pattern(events=("follow_up",), since=INTERVIEW)), value=1),
        AtLeast(signal=DaysSince(anchor=FOLLOW_UP), value=7),
        AtMost(signal=DaysSince(anchor=INTERVIEW), value=6),
    )
