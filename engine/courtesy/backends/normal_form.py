"""A condition as alternatives: disjunctive normal form, without alternatives that cannot hold or say nothing new.

Demands are known by numbers while they are multiplied: to compare nested signals would cost more than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias, assert_never

from courtesy.condition import All, AnyOf, AtLeast, AtMost, Condition, Is, Literal, OneOf, Signal
from courtesy.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A part of a condition that is left as it is, because its alternatives would be too many."""

    condition: Condition


Demand: TypeAlias = Literal | Whole
Alternative: TypeAlias = frozenset[int]
"""The numbers of what must all hold."""

_LITERALS: tuple[type, ...] = (Is, AtLeast, AtMost, OneOf)
_LEAST, _MOST = _LITERALS.index(AtLeast), _LITERALS.index(AtMost)


class TooManyAlternativesError(Exception):
    """The condition has more alternatives than the limit."""


class Demands:
    """Every demand that was met, by number, and the alternatives of conditions in these numbers."""

    def __init__(self) -> None:
        self._demands: list[Demand] = []
        self._numbers: dict[Demand, int] = {}
        self._signals: dict[Signal, int] = {}
        # What a literal asks about: the number of its signal and of its kind, together. -1: it is no literal.
        self._questions: list[int] = []

    def __getitem__(self, number: int) -> Demand:
        return self._demands[number]

    def number(self, demand: Demand) -> int:
        """The number of a demand: equal demands have the same."""
        number = self._numbers.setdefault(demand, len(self._demands))
        if number == len(self._demands):
            self._demands.append(demand)
            self._questions.append(self._question(demand))
        return number

    def within_limit(self, condition: Condition, limit: int) -> tuple[Alternative, ...]:
        """The alternatives of a condition; where they are more than the limit, one, whose wide parts are left whole."""
        try:
            return self.alternatives(condition, limit)
        except TooManyAlternativesError:
            parts = condition.parts if isinstance(condition, All) else (condition,)
            whole = (Whole(condition=part) if isinstance(part, All | AnyOf) else part for part in parts)
            return (frozenset(map(self.number, whole)),)

    def alternatives(self, condition: Condition, limit: int) -> tuple[Alternative, ...]:
        """The condition holds where one of these holds; none: it never does. Not one of them contains another."""
        match condition:
            case All(parts=parts):
                return self._product(parts, limit)
            case AnyOf(parts=parts):
                found = [alternative for part in parts for alternative in self.alternatives(part, limit)]
                return _without_supersets(found, limit)
            case OneOf(values=words) if not words:
                return ()
            case Is() | AtLeast() | AtMost() | OneOf():
                return (frozenset((self.number(condition),)),)
            case _:
                assert_never(condition)

    def _product(self, parts: Sequence[Condition], limit: int) -> tuple[Alternative, ...]:
        product: tuple[Alternative, ...] = (frozenset(),)
        # Narrow parts first: they rule out the most before the wide ones multiply.
        for choices in sorted(self._factors(parts, limit), key=len):
            joined = (self._merged(left | right) for left in product for right in choices)
            product = _without_supersets((each for each in joined if each is not None), limit)
        return product

    def _factors(self, parts: Sequence[Condition], limit: int) -> list[tuple[Alternative, ...]]:
        """The alternatives of the parts; those with a single one together, since nothing multiplies among them."""
        factors = [self.alternatives(part, limit) for part in parts]
        single = frozenset[int]().union(*(each[0] for each in factors if len(each) == 1))
        return [(single,), *(each for each in factors if len(each) != 1)]

    def _question(self, demand: Demand) -> int:
        if isinstance(demand, Whole):
            return -1
        signal = self._signals.setdefault(demand.signal, len(self._signals))
        return signal * len(_LITERALS) + _LITERALS.index(type(demand))

    def _merged(self, numbers: Alternative) -> Alternative | None:
        """The same demand with one literal a signal and kind; None where it cannot hold."""
        merged: dict[int, int] = {}
        for number in numbers:
            question = self._questions[number]
            assert question >= 0, "parts are left whole only where nothing is merged"
            other = merged.setdefault(question, number)
            if other != number:
                both = self._both(other, number)
                if both is None:
                    return None
                merged[question] = both
        return None if self._are_crossed(merged) else frozenset(merged.values())

    def _are_crossed(self, merged: dict[int, int]) -> bool:
        """True where a signal would have to be at least this and at most less."""
        for question, number in merged.items():
            if question % len(_LITERALS) == _LEAST:
                most = merged.get(question - _LEAST + _MOST)
                if most is not None and self._bound(number) > self._bound(most):
                    return True
        return False

    def _both(self, left: int, right: int) -> int | None:
        """One literal for two of the same kind and signal; None where they exclude one another."""
        match self[left], self[right]:
            case (Is(), Is()):
                return None
            case (AtLeast(), AtLeast()):
                return max(left, right, key=self._bound)
            case (AtMost(), AtMost()):
                return min(left, right, key=self._bound)
            case (OneOf(signal=signal, values=mine), OneOf(values=others)):
                words = mine & others
                return self.number(OneOf(signal=signal, values=words)) if words else None
            case different:
                raise AssertionError(f"{different} are different questions")

    def _bound(self, number: int) -> int:
        literal = self[number]
        assert isinstance(literal, AtLeast | AtMost)
        return literal.value


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
