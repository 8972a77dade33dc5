"""Alternatives mean what the condition means."""

from typing import Any

import pytest
from hypothesis import given

from courtesy.backends.normal_form import Demand, Demands, TooManyAlternativesError, Whole
from courtesy.case import Case, Proposal
from courtesy.condition import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Is,
    MessageFlag,
    MetCount,
    OneOf,
    ProposalChannel,
)
from courtesy.situation.situation import situate
from courtesy.situation.truth import holds, literals_of, predicate
from strategies import conditions, situations


def alternatives(condition: Condition, limit: int) -> list[set[Demand]]:
    demands = Demands()
    return [set(map(demands.__getitem__, numbers)) for numbers in demands.alternatives(condition, limit)]


def within_limit(condition: Condition, limit: int) -> list[set[Demand]]:
    demands = Demands()
    return [set(map(demands.__getitem__, numbers)) for numbers in demands.within_limit(condition, limit)]


@given(condition=conditions, given=situations())
def test_a_condition_holds_where_one_of_its_alternatives_does(
    condition: Condition, given: tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]
) -> None:
    situation = situate((literal.signal for literal in literals_of(condition)), *given)
    found = [
        all(holds(demand, situation) for demand in alternative if not isinstance(demand, Whole))
        for alternative in alternatives(condition, 10_000)
    ]
    assert any(found) is holds(condition, situation)


FLAG, OTHER = (Is(signal=MessageFlag(signal=name)) for name in ("thanks", "salary"))
NOT_FLAG = Is(signal=MessageFlag(signal="thanks"), value=False)
MET = MetCount()


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (TRUE, [set()]),
        (FALSE, []),
        (FLAG, [{FLAG}]),
        (All(parts=(FLAG, NOT_FLAG)), []),
        (AnyOf(parts=(FLAG, All(parts=(FLAG, OTHER)))), [{FLAG}]),
        (All(parts=(AtLeast(signal=MET, value=3), AtMost(signal=MET, value=2))), []),
        (All(parts=(AtLeast(signal=MET, value=3), AtLeast(signal=MET, value=5))), [{AtLeast(signal=MET, value=5)}]),
        (All(parts=(AtMost(signal=MET, value=3), AtMost(signal=MET, value=5))), [{AtMost(signal=MET, value=3)}]),
        (
            All(
                parts=(
                    OneOf(signal=ProposalChannel(), values=frozenset({"email", "letter"})),
                    OneOf(signal=ProposalChannel(), values=frozenset({"phone", "letter"})),
                )
            ),
            [{OneOf(signal=ProposalChannel(), values=frozenset({"letter"}))}],
        ),
        (OneOf(signal=ProposalChannel(), values=frozenset()), []),
    ],
)
def test_alternatives_say_nothing_twice(condition: Condition, expected: list[set[Condition]]) -> None:
    assert alternatives(condition, 10) == expected


def test_more_alternatives_than_the_limit_are_refused() -> None:
    choices = tuple(
        AnyOf(parts=tuple(Is(signal=MessageFlag(signal=f"{row}-{column}")) for column in range(3))) for row in range(3)
    )
    assert len(alternatives(All(parts=choices), 27)) == 27
    with pytest.raises(TooManyAlternativesError):
        alternatives(All(parts=choices), 26)
    with pytest.raises(TooManyAlternativesError):
        alternatives(All(parts=choices), 1)


@given(condition=conditions, given=situations())
def test_parts_left_whole_change_no_meaning(
    condition: Condition, given: tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]
) -> None:
    situation = situate((literal.signal for literal in literals_of(condition)), *given)
    slots = {signal: slot for slot, signal in enumerate(situation)}
    found = [
        all(
            predicate(demand.condition if isinstance(demand, Whole) else demand, slots)(tuple(situation.values()))
            for demand in alternative
        )
        for alternative in within_limit(condition, 1)
    ]
    assert len(found) <= 1
    assert any(found) is holds(condition, situation)
