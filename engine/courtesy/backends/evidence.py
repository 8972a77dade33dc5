"""Why a clause holds, found from the values by slot: what `support` in `courtesy.situation.truth` says, planned once.

Literals are numbered within their clause, since looking nested literals up would cost more than the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias, assert_never

from courtesy.backends.backend import BackendError, Evidence
from courtesy.condition import All, AnyOf, AtLeast, AtMost, Clause, Condition, Is, Literal, OneOf, Signal, Value
from courtesy.situation.truth import literal_predicate, literals_of

Values: TypeAlias = tuple[Value, ...]
_Numbers: TypeAlias = tuple[int, ...]
_Find: TypeAlias = Callable[[Values], _Numbers | None]


class EvidenceFunctions(dict[int, Callable[[Values], Evidence]]):
    """The evidence functions of clauses by place, each planned when it is first asked for: few clauses ever speak."""

    def __init__(self, clauses: Sequence[Clause], slots: Mapping[Signal, int]) -> None:
        super().__init__()
        self._clauses = clauses
        self._slots = slots

    def __missing__(self, place: int) -> Callable[[Values], Evidence]:
        planned = self[place] = evidence_function(self._clauses[place], self._slots)
        return planned


def evidence_function(clause: Clause, slots: Mapping[Signal, int]) -> Callable[[Values], Evidence]:
    """From the values by slot to the evidence of a clause that holds. BackendError: it does not hold."""
    literals = tuple(dict.fromkeys(literals_of(clause.condition)))
    places = tuple(slots[literal.signal] for literal in literals)
    if not _has_alternatives(clause.condition):
        return _of_conjunction(clause, literals, places)
    find = _finder(clause.condition, {literal: number for number, literal in enumerate(literals)}, places)
    planned: dict[_Numbers, tuple[tuple[Literal, ...], Callable[[Values], Values]]] = {}

    def evidence(values: Values) -> Evidence:
        numbers = find(values)
        if numbers is None:
            raise BackendError(f"`{clause.key}` was matched and does not hold")
        if numbers not in planned:
            once = tuple(dict.fromkeys(numbers))
            planned[numbers] = tuple(literals[each] for each in once), _picker([places[each] for each in once])
        found, pick = planned[numbers]
        return Evidence(clause, found, pick(values))

    return evidence


def _picker(places: Sequence[int]) -> Callable[[Values], Values]:
    """From the values by slot to those at some places, always as a tuple."""
    match places:
        case []:
            return lambda _values: ()
        case [place]:
            return lambda values: (values[place],)
        case _:
            return itemgetter(*places)


def _of_conjunction(
    clause: Clause, literals: tuple[Literal, ...], places: tuple[int, ...]
) -> Callable[[Values], Evidence]:
    """A conjunction turns on all of its literals: the evidence is a look at their slots."""
    pick = _picker(places)
    return lambda values: Evidence(clause, literals, pick(values))


def _has_alternatives(condition: Condition) -> bool:
    match condition:
        case AnyOf():
            return True
        case All(parts=parts):
            return any(_has_alternatives(part) for part in parts)
        case _:
            return False


def _finder(condition: Condition, numbers: Mapping[Literal, int], places: tuple[int, ...]) -> _Find:
    match condition:
        case All(parts=parts):
            return _together([_finder(part, numbers, places) for part in parts])
        case AnyOf(parts=parts):
            return _fewest([_finder(part, numbers, places) for part in parts])
        case Is() | AtLeast() | AtMost() | OneOf():
            number = numbers[condition]
            return _single(condition, number, places[number])
        case _:
            assert_never(condition)


def _single(literal: Literal, number: int, place: int) -> _Find:
    found, holds = (number,), literal_predicate(literal, place)
    return lambda values: found if holds(values) else None


def _together(finders: list[_Find]) -> _Find:
    def find(values: Values) -> _Numbers | None:
        found: list[int] = []
        for each in finders:
            side = each(values)
            if side is None:
                return None
            found += side
        return tuple(dict.fromkeys(found))

    return find


def _fewest(finders: list[_Find]) -> _Find:
    def find(values: Values) -> _Numbers | None:
        sides = (each(values) for each in finders)
        return min((side for side in sides if side is not None), key=len, default=None)

    return find
