"""Why a condition holds, and why it does not: the literals that carry its truth in a situation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from courtesy.condition import (
    All,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    HasAnchor,
    Is,
    Literal,
    MessageKnown,
    OneOf,
    ProposalAct,
    ReadingChoice,
    Signal,
    Value,
)

Situation: TypeAlias = Mapping[Signal, Value]


def holds(condition: Condition, situation: Situation) -> bool:
    """Whether the condition is true in the situation."""
    match condition:
        case All(parts=parts):
            return all(holds(part, situation) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, situation) for part in parts)
        case Is(signal=signal, value=wanted):
            return situation[signal] is wanted
        case AtLeast(signal=signal, value=bound):
            return int(situation[signal]) >= bound
        case AtMost(signal=signal, value=bound):
            return int(situation[signal]) <= bound
        case OneOf(signal=signal, values=values):
            return situation[signal] in values


def witnesses(condition: Condition, situation: Situation) -> tuple[Literal, ...]:
    """The literals that make a true condition true: every part of an `All`, the shortest true part of an `AnyOf`."""
    return tuple(dict.fromkeys(_witnesses(condition, situation)))


def _witnesses(condition: Condition, situation: Situation) -> Iterator[Literal]:
    match condition:
        case All(parts=parts):
            for part in parts:
                yield from _witnesses(part, situation)
        case AnyOf(parts=parts):
            true_parts = [witnesses(part, situation) for part in parts if holds(part, situation)]
            yield from min(true_parts, key=len, default=())
        case _:
            yield condition


def unmet(condition: Condition, situation: Situation) -> tuple[Literal, ...]:
    """The literals that would have to change for a false condition to hold: the smallest such set."""
    return tuple(dict.fromkeys(_unmet(condition, situation)))


def _unmet(condition: Condition, situation: Situation) -> Iterator[Literal]:
    match condition:
        case _ if holds(condition, situation):
            return
        case All(parts=parts):
            for part in parts:
                yield from _unmet(part, situation)
        case AnyOf(parts=parts):
            yield from min((unmet(part, situation) for part in parts), key=len, default=())
        case _:
            yield condition


def literals(condition: Condition) -> Iterator[Literal]:
    """Every literal of a condition, in order."""
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from literals(part)
        case _:
            yield condition


def complement(literal: Literal) -> Literal | None:
    """The literal that holds exactly where this one does not; None for a choice (its closed list is not known here)."""
    match literal:
        case Is(signal=signal, value=value):
            return Is(signal=signal, value=not value)
        case AtLeast(signal=signal, value=bound):
            return AtMost(signal=signal, value=bound - 1)
        case AtMost(signal=signal, value=bound):
            return AtLeast(signal=signal, value=bound + 1)
        case OneOf():
            return None


def tells(literal: Literal) -> bool:
    """Whether a literal is worth telling a person: not the act itself, a chosen reading, or mere book-keeping."""
    return not isinstance(literal.signal, ProposalAct | ReadingChoice | MessageKnown | HasAnchor) or (
        isinstance(literal.signal, HasAnchor) and literal == Is(signal=literal.signal, value=False)
    )
