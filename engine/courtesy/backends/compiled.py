"""The compiled backend: clauses → one function of straight-line Python over the values by slot.

Clauses that demand the same words of the proposal (nearly all name its act) stand together under one test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, assert_never

from courtesy.backends.backend import Evidence, unique_keys, values_for
from courtesy.backends.evidence import EvidenceFunctions
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
from courtesy.frozen import dataclass
from courtesy.situation.truth import signals_of


class CompiledBackend:
    """Matches by generated Python. Holds no state beyond the code; any thread may use it."""

    name = "compiled"

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = tuple(clauses)
        self.keys = unique_keys(self.clauses)
        self.signals = signals_of(self.clauses)
        self._matching = _matching_function(self.clauses, self.signals)
        slots = {signal: slot for slot, signal in enumerate(self.signals)}
        self._places = {key: place for place, key in enumerate(self.keys)}
        self._speaking = frozenset(place for place, clause in enumerate(self.clauses) if clause.effect is not None)
        self._evidence = EvidenceFunctions(self.clauses, slots)

    def matching(self, values: tuple[Value, ...]) -> list[int]:
        """The places (in `clauses`) of all clauses that hold for these values by slot, in no order."""
        return self._matching(values)

    def match(self, situation: Mapping[Signal, Value]) -> frozenset[str]:
        """The keys of all clauses that hold."""
        keys = self.keys
        return frozenset([keys[place] for place in self._matching(values_for(self.signals, situation))])

    def because(self, key: str, situation: Mapping[Signal, Value]) -> Evidence:
        """What one clause that holds turned on."""
        return self._evidence[self._places[key]](values_for(self.signals, situation))

    def evidence(self, situation: Mapping[Signal, Value]) -> tuple[Evidence, ...]:
        """The clauses that hold and have an effect, in the order of the rulebook, each with what it turned on."""
        values = values_for(self.signals, situation)
        evidence, speaking = self._evidence, self._speaking
        return tuple([evidence[place](values) for place in sorted(speaking.intersection(self._matching(values)))])


class _Source:
    """Expressions of literals and conditions over the local names `s0`, `s1` … of the slots."""

    def __init__(self, slots: Mapping[Signal, int]) -> None:
        self.constants: dict[str, object] = {}
        self.used: set[int] = set()
        self._slots = slots
        self._words: dict[frozenset[str], str] = {}

    def literal(self, literal: Literal) -> str:
        slot = self._slots[literal.signal]
        self.used.add(slot)
        match literal:
            case Is(value=True):
                return f"s{slot}"
            case Is():
                return f"not s{slot}"
            case AtLeast(value=least):
                return f"s{slot} >= {least}"
            case AtMost(value=most):
                return f"s{slot} <= {most}"
            case OneOf(values=words):
                return self._membership(slot, words)
            case _:
                assert_never(literal)

    def condition(self, condition: Condition) -> str:
        match condition:
            case All(parts=parts):
                return self._joined(parts, " and ", "True")
            case AnyOf(parts=parts):
                return self._joined(parts, " or ", "False")
            case Is() | AtLeast() | AtMost() | OneOf():
                return self.literal(condition)
            case _:
                assert_never(condition)

    def _joined(self, parts: tuple[Condition, ...], word: str, empty: str) -> str:
        texts = dict.fromkeys(self.condition(part) for part in parts)
        return f"({word.join(texts)})" if texts else empty

    def _membership(self, slot: int, words: frozenset[str]) -> str:
        if len(words) == 1:
            return f"s{slot} == {next(iter(words))!r}"
        if words not in self._words:
            name = self._words[words] = f"W{len(self._words)}"
            self.constants[name] = words
        return f"s{slot} in {self._words[words]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingLines:
    """Python that matches.

    Lines in the body of a function that has the values in `s0`, `s1` … and an `add` for the place of each clause that
    holds; the slots that they read, and the constants that they name.
    """

    lines: tuple[str, ...]
    slots: frozenset[int]
    constants: Mapping[str, object]


def matching_lines(clauses: tuple[Clause, ...], signals: tuple[Signal, ...]) -> MatchingLines:
    """The code that matches these clauses, over the values of these signals by slot."""
    source = _Source({signal: slot for slot, signal in enumerate(signals)})
    groups: dict[str, list[str]] = defaultdict(list)
    for place, clause in enumerate(clauses):
        shared, rest = _split(clause.condition)
        groups[source.condition(All(parts=shared))].append(f"if {source.condition(All(parts=rest))}: add({place})")
    lines = tuple(
        line
        for shared_test, tests in groups.items()
        for line in (f"    if {shared_test}:", *(f"        {test}" for test in tests))
    )
    return MatchingLines(lines=lines, slots=frozenset(source.used), constants=source.constants)


def _matching_function(
    clauses: tuple[Clause, ...], signals: tuple[Signal, ...]
) -> Callable[[tuple[Value, ...]], list[int]]:
    code = matching_lines(clauses, signals)
    names = "".join(f"s{slot}, " if slot in code.slots else "_, " for slot in range(len(signals)))
    unpack = [f"    {names}= values"] if names else []
    head = ["def matching(values):", "    found = []", "    add = found.append"]
    text = "\n".join([*head, *unpack, *code.lines, "    return found"])
    space: dict[str, Any] = dict(code.constants)
    # S102: the text holds slots, whole numbers and reprs of vocabulary words only.
    exec(compile(text, "<clauses>", "exec"), space)  # noqa: S102
    matching: Callable[[tuple[Value, ...]], list[int]] = space["matching"]
    return matching


def _split(condition: Condition) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """The parts of a conjunction that speak of the proposal's act, and all others."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    shared = tuple(part for part in parts if isinstance(part, OneOf) and isinstance(part.signal, ProposalAct))
    return shared, tuple(part for part in parts if part not in shared)
