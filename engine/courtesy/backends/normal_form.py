"""A condition as alternatives: disjunctive normal form, without alternatives that cannot hold or say nothing new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from courtesy.condition import All, AnyOf, AtLeast, AtMost, Condition, Is, Literal, OneOf, Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A part of a condition that is left as it is, because its alternatives would be too many."""

    condition: Condition


Demand: TypeAlias = Literal | Whole
Alternative: TypeAlias = frozenset[Demand]
"""What must all hold."""


class TooManyAlternativesError(Exception):
    """The condition has more alternatives than the limit."""


def within_limit(condition: Condition, limit: int) -> tuple[Alternative, ...]:
    """The alternatives of a condition; where they are more than the limit, one, whose wide parts are left whole."""
    try:
        return alternatives(condition, limit)
    except TooManyAlternativesError:
        parts = condition.parts if isinstance(condition, All) else (condition,)
        return (frozenset(Whole(condition=part) if isinstance(part, All | AnyOf) else part for part in parts),)


def alternatives(condition: Condition, limit: int) -> tuple[Alternative, ...]:
    """The condition holds where one of these holds; none: it never does. Not one of them contains another."""
    match condition:
        case All(parts=parts):
            return _product(parts, limit)
        case AnyOf(parts=parts):
            found = [alternative for part in parts for alternative in alternatives(part, limit)]
            return _without_supersets(found, limit)
        case OneOf(values=words) if not words:
            return ()
        case Is() | AtLeast() | AtMost() | OneOf():
            return (frozenset((condition,)),)
        case _:
            assert_never(condition)


def _product(parts: tuple[Condition, ...], limit: int) -> tuple[Alternative, ...]:
    product: tuple[Alternative, ...] = (frozenset(),)
    # Narrow parts first: they rule out the most before the wide ones multiply.
    for choices in sorted((alternatives(part, limit) for part in parts), key=len):
        joined = (_merged(left | right) for left in product for right in choices)
        product = _without_supersets((each for each in joined if each is not None), limit)
    return product


def _without_supersets(found: Iterable[Alternative], limit: int) -> tuple[Alternative, ...]:
    kept: list[Alternative] = []
    # The inner loop is quadratic: an expression far beyond the limit is given up before it starts.
    distinct = dict.fromkeys(found)
    if len(distinct) > 8 * limit:
        raise TooManyAlternativesError
    for alternative in sorted(distinct, key=len):
        if not any(other <= alternative for other in kept):
            kept.append(alternative)
    if len(kept) > limit:
        raise TooManyAlternativesError
    return tuple(kept)


def _merged(demands: Alternative) -> Alternative | None:
    """The same demand with one literal a signal and direction; None where it cannot hold."""
    merged: dict[tuple[type, Signal], Literal] = {}
    for demand in demands:
        assert not isinstance(demand, Whole), "parts are left whole only where nothing is merged"
        place = type(demand), demand.signal
        both = _both(merged.get(place, demand), demand)
        if both is None:
            return None
        merged[place] = both
    crossed = (
        least.value > most.value
        for least in merged.values()
        if isinstance(least, AtLeast) and isinstance(most := merged.get((AtMost, least.signal)), AtMost)
    )
    return None if any(crossed) else frozenset(merged.values())


def _both(left: Literal, right: Literal) -> Literal | None:
    """One literal for two of the same kind and signal; None where they exclude one another."""
    match left, right:
        case (Is(), Is()):
            return left if left.value is right.value else None
        case (AtLeast(), AtLeast()):
            return max(left, right, key=_bound)
        case (AtMost(), AtMost()):
            return min(left, right, key=_bound)
        case (OneOf(signal=signal), OneOf()):
            words = left.values & right.values
            return OneOf(signal=signal, values=words) if words else None
        case _:
            raise AssertionError(f"{left!r} and {right!r} are different questions")


def _bound(literal: AtLeast | AtMost) -> int:
    return literal.value
