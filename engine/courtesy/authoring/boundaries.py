"""The boundaries of a card: every number that its conditions compare, with the last value on either side."""

from __future__ import annotations

from collections.abc import Iterable

from courtesy.authoring.rehearsal import Rehearsed
from courtesy.condition import (
    AtLeast,
    AtMost,
    Branch,
    Clause,
    CountSignal,
    DaysPast,
    DaysSince,
    FlagSignal,
    HasAnchor,
    MessageCount,
    MessageKnown,
    MinutesSince,
)
from courtesy.frozen import dataclass
from courtesy.situation.truth import literals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """The edge between two neighbouring values of a signal: what `below` is not, `above` is."""

    signal: CountSignal
    above: int

    @property
    def below(self) -> int:
        """The last value on the lower side."""
        return self.above - 1

    @property
    def edge(self) -> tuple[int, int]:
        """Both sides, the lower first."""
        return self.below, self.above


def boundaries_of(clauses: Iterable[Clause]) -> tuple[Boundary, ...]:
    """Each boundary once, in the order of the conditions. `at most 13` and `at least 14` are one boundary."""
    literals = (
        literal
        for clause in clauses
        if clause.branch is not Branch.ASKS
        for literal in literals_of(clause.condition)
        if isinstance(literal, AtLeast | AtMost)
    )
    found = (
        Boundary(signal=literal.signal, above=literal.value if isinstance(literal, AtLeast) else literal.value + 1)
        for literal in literals
    )
    return tuple(dict.fromkeys(found))


def seen_at(boundary: Boundary, test: Rehearsed) -> int | None:
    """The signal's value in a test; None where it has none: the anchor did not happen, the text is not known."""
    present = presence_of(boundary.signal)
    values = test.compute((*present, boundary.signal))
    return int(values[boundary.signal]) if all(values[signal] for signal in present) else None


def presence_of(signal: CountSignal) -> tuple[FlagSignal, ...]:
    """What must hold for the signal's value to mean anything."""
    match signal:
        case DaysSince() | MinutesSince() | DaysPast():
            anchors = (signal.anchor,) if signal.of is None else (signal.anchor, signal.of)
            return tuple(HasAnchor(anchor=anchor) for anchor in anchors)
        case MessageCount(signal=name):
            return (MessageKnown(signal=name),)
        case _:
            return ()
