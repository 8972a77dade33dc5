"""All backends give the plain meaning of every clause, on any rulebook, case and proposal."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.backends.compiled import CompiledBackend
from courtesy.backends.select import NAMES, choose, durable_is_installed
from courtesy.case import Case, Proposal
from courtesy.condition import Clause
from courtesy.situation.situation import Situator, situate
from courtesy.situation.truth import holds, literal_holds, signals_of, support
from naive import signals as naive
from strategies import clauses, situations

Given = tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]
ENGINES = [
    "compiled",
    pytest.param(
        "durable", marks=pytest.mark.skipif(not durable_is_installed(), reason="durable_rules is not installed")
    ),
]


def meaning(rulebook: tuple[Clause, ...], given: Given) -> set[str]:
    """The keys of the clauses that hold, from the naive values by the plain meaning of conditions."""
    world = naive.world_of(*given)
    values = {signal: naive.value(world, signal) for signal in signals_of(rulebook)}
    return {clause.key for clause in rulebook if holds(clause.condition, values)}


@pytest.mark.parametrize("engine", ENGINES)
@given(rulebook=clauses(), given=st.lists(situations(), min_size=1, max_size=3))
def test_a_backend_matches_what_the_naive_meaning_says(
    engine: str, rulebook: tuple[Clause, ...], given: list[Given]
) -> None:
    backend = choose(engine, rulebook)
    situator = Situator(backend.signals)
    for each in given:
        assert backend.match(situator.situate(*each)) == meaning(rulebook, each)


@pytest.mark.parametrize("engine", ENGINES)
@given(rulebook=clauses(), given=situations(), shuffle=st.randoms(use_true_random=False))
def test_the_order_of_clauses_changes_nothing(
    engine: str, rulebook: tuple[Clause, ...], given: Given, shuffle: Any
) -> None:
    other = shuffle.sample(rulebook, len(rulebook))
    situation = situate(signals_of(rulebook), *given)
    assert choose(engine, rulebook).match(situation) == choose(engine, other).match(situation)


@pytest.mark.parametrize("engine", ENGINES)
@given(rulebook=clauses(), given=situations())
def test_evidence_holds_and_names_the_same_clauses(engine: str, rulebook: tuple[Clause, ...], given: Given) -> None:
    backend = choose(engine, rulebook)
    situation = Situator(backend.signals).situate(*given)
    evidence = backend.evidence(situation)
    assert {each.clause.key for each in evidence} == backend.match(situation)
    for each in evidence:
        assert backend.because(each.clause.key, situation) == each
        assert all(literal_holds(*pair) for pair in zip(each.literals, each.values, strict=True))
        assert each.values == tuple(situation[literal.signal] for literal in each.literals)
        assert each.literals == support(each.clause.condition, situation)


@given(rulebook=clauses(), given=situations())
def test_all_engines_tell_the_same_evidence(rulebook: tuple[Clause, ...], given: Given) -> None:
    """An `auto` engine may be either; a person must not be able to tell."""
    situation = situate(signals_of(rulebook), *given)
    assert choose("auto", rulebook).evidence(situation) == CompiledBackend(rulebook).evidence(situation)


def test_an_unknown_backend_is_a_bug() -> None:
    assert NAMES == ("auto", "durable", "compiled")
    with pytest.raises(ValueError, match="no backend `solver`"):
        choose("solver", ())
