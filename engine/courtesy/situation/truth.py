"""What a condition says of a situation: whether it holds, what it mentions, what it turned on.

This is the plain meaning of the intermediate representation; the backends are held to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from courtesy.condition import (
    All,
    AnyOf,
    AtLeast,
    AtMost,
    Clause,
    Condition,
    Is,
    Literal,
    OneOf,
    ProposalAct,
    Signal,
    Value,
)


def literals_of(condition: Condition) -> list[Literal]:
    """Every literal of a condition, from left to right, repeated where it is."""
    found: list[Literal] = []
    _gather(condition, found)
    return found


def _gather(condition: Condition, found: list[Literal]) -> None:
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                _gather(part, found)
        case Is() | AtLeast() | AtMost() | OneOf():
            found.append(condition)
        case _:
            assert_never(condition)


def signals_of(clauses: Iterable[Clause]) -> tuple[Signal, ...]:
    """Every signal that a clause mentions, once."""
    literals = (literal for clause in clauses for literal in literals_of(clause.condition))
    return tuple(dict.fromkeys(literal.signal for literal in literals))


def may_speak(clause: Clause, act: str | None) -> bool:
    """False for a clause that names other acts than this one, as most do: it need not be looked at."""
    parts = clause.condition.parts if isinstance(clause.condition, All) else (clause.condition,)
    return all(act in part.values for part in parts if isinstance(part, OneOf) and isinstance(part.signal, ProposalAct))


def literal_holds(literal: Literal, value: Value) -> bool:
    """True where the signal's value satisfies the literal."""
    match literal:
        case Is(value=wanted):
            return bool(value) is wanted
        case AtLeast(value=least):
            return int(value) >= least
        case AtMost(value=most):
            return int(value) <= most
        case OneOf(values=words):
            return value in words
        case _:
            assert_never(literal)


def holds(condition: Condition, situation: Mapping[Signal, Value]) -> bool:
    """True where the condition holds in the situation."""
    match condition:
        case All(parts=parts):
            return all(holds(part, situation) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, situation) for part in parts)
        case Is() | AtLeast() | AtMost() | OneOf():
            return literal_holds(condition, situation[condition.signal])
        case _:
            assert_never(condition)


def predicate(condition: Condition, slots: Mapping[Signal, int]) -> Callable[[tuple[Value, ...]], bool]:
    """`holds` over values by slot, with the signals looked up once."""
    match condition:
        case All(parts=parts):
            tests = [predicate(part, slots) for part in parts]
            return lambda values: all(test(values) for test in tests)
        case AnyOf(parts=parts):
            tests = [predicate(part, slots) for part in parts]
            return lambda values: any(test(values) for test in tests)
        case Is() | AtLeast() | AtMost() | OneOf():
            return literal_predicate(condition, slots[condition.signal])
        case _:
            assert_never(condition)


def literal_predicate(literal: Literal, slot: int) -> Callable[[tuple[Value, ...]], bool]:
    """`literal_holds` over values by slot."""
    match literal:
        case Is(value=True):
            return lambda values: bool(values[slot])
        case Is():
            return lambda values: not values[slot]
        case AtLeast(value=least):
            return lambda values: int(values[slot]) >= least
        case AtMost(value=most):
            return lambda values: int(values[slot]) <= most
        case OneOf(values=words):
            return lambda values: values[slot] in words
        case _:
            assert_never(literal)


def support(condition: Condition, situation: Mapping[Signal, Value]) -> tuple[Literal, ...] | None:
    """Literals that all hold and together make the condition hold, each once; None where it does not hold.

    Of several alternatives that hold, the one with the fewest literals counts, of equals the first.
    """
    return _side(condition, situation, wanted=True)


def blockers(condition: Condition, situation: Mapping[Signal, Value]) -> tuple[Literal, ...] | None:
    """Literals that all fail and together keep the condition from holding, each once; None where it holds.

    They are the decisive ones: of several parts of a conjunction that fail, the one with the fewest failing literals.
    """
    return _side(condition, situation, wanted=False)


def _side(condition: Condition, situation: Mapping[Signal, Value], *, wanted: bool) -> tuple[Literal, ...] | None:
    match condition:
        case All(parts=parts):
            sides = [_side(part, situation, wanted=wanted) for part in parts]
            return _together(sides) if wanted else _fewest(sides)
        case AnyOf(parts=parts):
            sides = [_side(part, situation, wanted=wanted) for part in parts]
            return _fewest(sides) if wanted else _together(sides)
        case Is() | AtLeast() | AtMost() | OneOf():
            return (condition,) if literal_holds(condition, situation[condition.signal]) is wanted else None
        case _:
            assert_never(condition)


def _together(sides: list[tuple[Literal, ...] | None]) -> tuple[Literal, ...] | None:
    found: dict[Literal, None] = {}
    for side in sides:
        if side is None:
            return None
        found.update(dict.fromkeys(side))
    return tuple(found)


def _fewest(sides: list[tuple[Literal, ...] | None]) -> tuple[Literal, ...] | None:
    return min((side for side in sides if side is not None), key=len, default=None)
