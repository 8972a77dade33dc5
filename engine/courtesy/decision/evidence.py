"""What to tell of a condition: what would have to change for it to hold, and which literals are worth a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
from courtesy.situation.truth import holds


def unmet(condition: Condition, situation: Mapping[Signal, Value]) -> tuple[Literal, ...]:
    """The literals that would have to change for a false condition to hold: the smallest such set, each once."""
    return tuple(dict.fromkeys(_unmet(condition, situation)))


def _unmet(condition: Condition, situation: Mapping[Signal, Value]) -> Iterator[Literal]:
    match condition:
        case _ if holds(condition, situation):
            return
        case All(parts=parts):
            for part in parts:
                yield from _unmet(part, situation)
        case AnyOf(parts=parts):
            yield from min((unmet(part, situation) for part in parts), key=len, default=())
        case Is() | AtLeast() | AtMost() | OneOf():
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
    """Whether a literal is worth telling: not the act itself, a chosen reading, or that an anchor is there."""
    match literal:
        case Is(signal=HasAnchor(), value=value):
            return not value
        case _:
            return not isinstance(literal.signal, ProposalAct | ReadingChoice | MessageKnown)
