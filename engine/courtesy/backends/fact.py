"""The flat fact of durable_rules: one integer property for each thing that the rules ask about.

A number is itself, a flag 0 or 1. A choice of one word is asked as the word's number; a choice among several as a flag
of its own (is the word among them), since a pattern then stays a plain conjunction; and so is the rare part of a
condition that has too many alternatives. Properties are named `p0`, `p1` …
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from courtesy.backends.normal_form import Demand, Whole
from courtesy.condition import (
    AtLeast,
    AtMost,
    ChoiceSignal,
    DaysPast,
    DaysSince,
    Is,
    MessageChoice,
    MessageCount,
    MinutesSince,
    OneOf,
    ProposalAct,
    ProposalChannel,
    ProposalWeekday,
    ReadingChoice,
    Signal,
    Value,
)
from courtesy.situation.truth import predicate

_LARGEST = 2**63 - 1
_FNV_OFFSET, _FNV_PRIME, _WORD = 2166136261, 16777619, 2**32


@dataclass(frozen=True, slots=True)
class WordSet:
    """Whether a choice is one of several words: a flag beside the signals."""

    signal: ChoiceSignal
    words: frozenset[str]


Property: TypeAlias = Signal | WordSet | Whole


def property_of(demand: Demand) -> Property:
    """What the demand asks about."""
    match demand:
        case Whole():
            return demand
        case OneOf(signal=signal, values=words) if len(words) > 1:
            return WordSet(signal, words)
        case _:
            return demand.signal


def name_hash(name: str) -> int:
    """The 32-bit hash by which durable_rules compares property names (FNV-1a)."""
    value = _FNV_OFFSET
    for byte in name.encode():
        value = (value ^ byte) * _FNV_PRIME % _WORD
    return value


def colliding(names: Iterable[str]) -> tuple[str, str] | None:
    """Two names that durable_rules cannot tell apart, or None."""
    seen: dict[int, str] = {}
    for name in names:
        other = seen.setdefault(name_hash(name), name)
        if other != name:
            return other, name
    return None


class FactForm:
    """The properties of one ruleset's facts, and how a situation's values fill them in."""

    def __init__(self, properties: Iterable[Property], slots: Mapping[Signal, int]) -> None:
        self._names: dict[Property, str] = {each: f"p{place}" for place, each in enumerate(dict.fromkeys(properties))}
        self._words: dict[Signal, dict[str, int]] = {}
        self._slots = slots

    @property
    def names(self) -> tuple[str, ...]:
        """The property names, in the order of the integers of `reader`."""
        return tuple(self._names.values())

    def comparison(self, demand: Demand) -> dict[str, object]:
        """The demand as an expression of durable_rules."""
        name = self._names[property_of(demand)]
        match demand:
            case Whole():
                return {name: 1}
            case Is(value=wanted):
                return {name: int(wanted)}
            case AtLeast(value=bound):
                return {"$gte": {name: _clamped(bound)}}
            case AtMost(value=bound):
                return {"$lte": {name: _clamped(bound)}}
            case OneOf(signal=signal, values=words):
                return {name: 1 if len(words) > 1 else self._number(signal, next(iter(words)))}

    def reader(self) -> Callable[[tuple[Value, ...]], tuple[int, ...]]:
        """From the values by slot to the integers of a fact; to be asked for after the last comparison.

        One generated expression, since a fact has hundreds of properties and each call of a function would be felt.
        """
        space: dict[str, Any] = {"clamped": _clamped}
        parts = [self._part(each, f"C{place}", space) for place, each in enumerate(self._names)]
        # S307: the text holds slots and names made here, nothing of a user's.
        reader: Callable[[tuple[Value, ...]], tuple[int, ...]] = eval(  # noqa: S307
            f"lambda v: ({''.join(f'{part}, ' for part in parts)})", space
        )
        return reader

    def _number(self, signal: Signal, word: str) -> int:
        numbers = self._words.setdefault(signal, {})
        return numbers.setdefault(word, len(numbers) + 1)

    def _part(self, each: Property, constant: str, space: dict[str, Any]) -> str:
        """The expression of one integer over the values `v`."""
        match each:
            case WordSet(signal=signal, words=words):
                space[constant] = words
                return f"v[{self._slots[signal]}] in {constant}"
            case Whole(condition=condition):
                space[constant] = predicate(condition, self._slots)
                return f"{constant}(v)"
            case ProposalAct() | ProposalChannel() | ProposalWeekday() | MessageChoice() | ReadingChoice():
                # A word that no rule asks about is number 0.
                space[constant] = self._words.get(each, {}).get
                return f"{constant}(v[{self._slots[each]}], 0)"
            case DaysSince() | DaysPast() | MinutesSince() | MessageCount():
                return f"clamped(v[{self._slots[each]}])"
            case _:
                return f"v[{self._slots[each]}]"


def _clamped(number: int) -> int:
    """The number within int64, beyond which durable_rules saturates; every real signal lies far inside."""
    return number if -_LARGEST <= number <= _LARGEST else max(-_LARGEST, min(number, _LARGEST))
