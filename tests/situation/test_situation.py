"""Every signal has the value that a person would look up in the history."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from courtesy.case import Case, Proposal
from courtesy.condition import Condition, Signal
from courtesy.situation.diary import diary_of
from courtesy.situation.situation import Situator, situate
from courtesy.situation.truth import blockers, holds, literal_holds, literals_of, support
from naive import signals as naive
from strategies import conditions, signals, situations


@given(asked=st.lists(signals, min_size=1, max_size=12, unique=True), given=situations())
def test_a_situation_is_what_the_naive_history_says(
    asked: list[Signal], given: tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]
) -> None:
    case, proposal, readings, message = given
    world = naive.world_of(case, proposal, readings, message)
    assert dict(situate(asked, case, proposal, readings, message)) == {each: naive.value(world, each) for each in asked}


@given(asked=st.lists(signals, min_size=1, max_size=6, unique=True), given=situations())
def test_the_order_of_the_signals_changes_no_value(
    asked: list[Signal], given: tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]
) -> None:
    case, proposal, readings, message = given
    there = situate(asked, case, proposal, readings, message)
    back = situate(asked[::-1], case, proposal, readings, message)
    assert there == back


@given(asked=st.lists(signals, min_size=1, max_size=6, unique=True), given=situations())
def test_what_happens_later_is_not_seen(
    asked: list[Signal], given: tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]
) -> None:
    """Cutting the events after the proposal out of the case changes no value; one diary serves both moments."""
    case, proposal, readings, message = given
    cut = replace(case, events=case.seen_at(proposal.at))
    situator = Situator(asked)
    whole = situator.situate(diary_of(case), proposal, readings, message)
    assert whole == situator.situate(diary_of(cut), proposal, readings, message)


@given(condition=conditions, given=situations())
def test_support_and_blockers_settle_a_condition(
    condition: Condition, given: tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]
) -> None:
    """Exactly one of them is there; its literals all hold, or all fail."""
    case, proposal, readings, message = given
    situation = situate((literal.signal for literal in literals_of(condition)), case, proposal, readings, message)
    for found, wanted in ((support(condition, situation), True), (blockers(condition, situation), False)):
        assert (found is not None) is (holds(condition, situation) is wanted)
        assert all(literal_holds(each, situation[each.signal]) is wanted for each in found or ())
