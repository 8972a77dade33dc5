"""What every backend does: tell which clauses hold in a situation, and on which values they turned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from courtesy.condition import Clause, Literal, Signal, Value
from courtesy.situation.situation import Situation


class BackendError(Exception):
    """The matching engine cannot hold these clauses, or gave no trustworthy answer; never a wrong result instead."""


class Evidence(NamedTuple):
    """Why a clause holds: literals that hold and suffice, and the values of their signals, in the same order.

    A tuple, because a decision makes one for every clause that speaks.
    """

    clause: Clause
    literals: tuple[Literal, ...]
    values: tuple[Value, ...]


class Backend(Protocol):
    """A matcher built from clauses, to be asked about any number of situations."""

    @property
    def name(self) -> str:
        """`durable` or `compiled`, as the decision names it."""
        ...

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Every signal that the clauses mention: what a situation must hold."""
        ...

    def match(self, situation: Mapping[Signal, Value]) -> frozenset[str]:
        """The keys of all clauses that hold."""
        ...

    def because(self, key: str, situation: Mapping[Signal, Value]) -> Evidence:
        """What one clause that holds turned on; BackendError where it does not hold and it shows."""
        ...

    def evidence(self, situation: Mapping[Signal, Value]) -> tuple[Evidence, ...]:
        """The clauses that hold and have an effect, in the order of the rulebook, each with what it turned on."""
        ...


def values_for(signals: tuple[Signal, ...], situation: Mapping[Signal, Value]) -> tuple[Value, ...]:
    """The values of these signals by slot; free of cost where the situation was made for the same tuple."""
    if isinstance(situation, Situation) and situation.signals is signals:
        return situation.values_by_slot
    return tuple(situation[signal] for signal in signals)


def unique_keys(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The keys of the clauses, in order. INVARIANT: the loader gives every clause a key of its own."""
    keys = tuple(clause.key for clause in clauses)
    if len(set(keys)) != len(keys):
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise BackendError(f"clauses share a key: {', '.join(twice)}")
    return keys
