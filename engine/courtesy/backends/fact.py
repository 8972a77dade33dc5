"""The flat fact of durable_rules: one integer property for each thing that the rules ask about.

A number is itself, a flag 0 or 1. A choice of one word is asked as the word's number; a choice among several as a flag
of its own (is the word among them), since a pattern then stays a plain conjunction; and so is the rare part of a
condition that has too many alternatives. Properties are named `p0`, `p1` …
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from courtesy.backends.normal_form import Demand, Whole
from courtesy.condition import AtLeast, AtMost, ChoiceSignal, Is, OneOf, Signal, Value
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
        self._readers = tuple(self._reader(each, slots) for each in self._names)

    @property
    def names(self) -> tuple[str, ...]:
        """The property names, in the order of `numbers`."""
        return tuple(self._names.values())

    def numbers(self, values: tuple[Value, ...]) -> tuple[int, ...]:
        """The integers of a fact, from a situation's values by slot."""
        return tuple([reader(values) for reader in self._readers])

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

    def _number(self, signal: Signal, word: str) -> int:
        numbers = self._words.setdefault(signal, {})
        return numbers.setdefault(word, len(numbers) + 1)

    def _reader(self, each: Property, slots: Mapping[Signal, int]) -> Callable[[tuple[Value, ...]], int]:
        if isinstance(each, WordSet):
            slot, words = slots[each.signal], each.words
            return lambda values: int(values[slot] in words)
        if isinstance(each, Whole):
            test = predicate(each.condition, slots)
            return lambda values: int(test(values))
        slot = slots[each]
        numbers = self._words.setdefault(each, {})
        return lambda values: _number_of(values[slot], numbers)


def _number_of(value: Value, numbers: Mapping[str, int]) -> int:
    # A word that no rule asks about is number 0; numbers are filled while the rules are written.
    return numbers.get(value, 0) if isinstance(value, str) else _clamped(int(value))


def _clamped(number: int) -> int:
    """The number within int64, beyond which durable_rules saturates; every real signal lies far inside."""
    return max(-_LARGEST, min(number, _LARGEST))
