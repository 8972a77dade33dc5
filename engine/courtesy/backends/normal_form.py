"""A condition as alternatives: disjunctive normal form, without alternatives that cannot hold or say nothing new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from courtesy.condition import (
    All,
    AnyOf,
    AtLeast,
    AtMost,
    ChoiceSignal,
    Condition,
    CountSignal,
    FlagSignal,
    Is,
    Literal,
    OneOf,
)

Alternative: TypeAlias = frozenset[Literal]
"""Literals that must all hold."""


class TooManyAlternativesError(Exception):
    """The condition has more alternatives than the limit."""


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


def _merged(literals: Alternative) -> Alternative | None:
    """The same demand with one literal a signal and direction; None where it cannot hold."""
    flags: dict[FlagSignal, bool] = {}
    least: dict[CountSignal, int] = {}
    most: dict[CountSignal, int] = {}
    words: dict[ChoiceSignal, frozenset[str]] = {}
    for literal in literals:
        match literal:
            case Is(signal=flag, value=value):
                if flags.setdefault(flag, value) is not value:
                    return None
            case AtLeast(signal=count, value=bound):
                least[count] = max(bound, least.get(count, bound))
            case AtMost(signal=count, value=bound):
                most[count] = min(bound, most.get(count, bound))
            case OneOf(signal=choice, values=allowed):
                words[choice] = allowed & words.get(choice, allowed)
            case _:
                assert_never(literal)
    if not all(words.values()) or any(bound > most.get(count, bound) for count, bound in least.items()):
        return None
    return frozenset(
        (
            *(Is(signal=flag, value=value) for flag, value in flags.items()),
            *(AtLeast(signal=count, value=bound) for count, bound in least.items()),
            *(AtMost(signal=count, value=bound) for count, bound in most.items()),
            *(OneOf(signal=choice, values=allowed) for choice, allowed in words.items()),
        )
    )
