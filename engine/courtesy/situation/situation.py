"""A situation: the value of every signal that the rulebook mentions, for one case and one proposal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from courtesy.case import Case, Proposal
from courtesy.condition import Signal, Value
from courtesy.situation.calendar import minute_of
from courtesy.situation.diary import Diary, diary_of
from courtesy.situation.plan import MessageValues, compute_function

NO_MESSAGE: Final[MessageValues] = {}
"""The message values of a proposal whose text is not known."""


class Situation(Mapping[Signal, Value]):
    """The values of signals, by signal or by slot: `values[n]` belongs to `signals[n]`.

    A class of its own, because looking a nested signal up costs more than a whole decision: a backend that was built
    for the same `signals` (the same tuple) reads the slots.
    """

    __slots__ = ("_slots", "signals", "values_by_slot")

    def __init__(self, signals: tuple[Signal, ...], slots: Mapping[Signal, int], values: tuple[Value, ...]) -> None:
        self.signals = signals
        self.values_by_slot = values
        self._slots = slots

    def __getitem__(self, signal: Signal) -> Value:
        return self.values_by_slot[self._slots[signal]]

    def __iter__(self) -> Iterator[Signal]:
        return iter(self.signals)

    def __len__(self) -> int:
        return len(self.signals)

    def __repr__(self) -> str:
        return f"Situation({dict(self)!r})"


class Situator:
    """Computes the same signals for many cases and proposals; what can be planned is planned once."""

    __slots__ = ("_compute", "_slots", "signals")

    def __init__(self, signals: Iterable[Signal]) -> None:
        self.signals = signals if isinstance(signals, tuple) else tuple(signals)
        self._slots = {signal: slot for slot, signal in enumerate(self.signals)}
        self._compute = compute_function(self.signals)

    def situate(
        self,
        case: Case | Diary,
        proposal: Proposal,
        readings: Mapping[str, str],
        message: MessageValues | None = None,
    ) -> Situation:
        """The situation of a proposal. `readings` maps `source/reading` to the chosen option.

        Who asks about one case many times keeps its diary. `message` holds what was read in the proposal's text; None: there is no text, all of it is unknown.
        """
        diary = case if isinstance(case, Diary) else diary_of(case)
        at, zone, minute = proposal.at, diary.zone, minute_of(proposal.at)
        if at.tzinfo is not zone:
            at = at.astimezone(zone)
        values = self._compute(
            diary,
            diary.seen_at(minute),
            minute,
            at.toordinal(),
            at.weekday(),
            at.hour * 60 + at.minute,
            proposal,
            NO_MESSAGE if message is None else message,
            readings,
        )
        return Situation(self.signals, self._slots, values)


def situate(
    signals: Iterable[Signal],
    case: Case,
    proposal: Proposal,
    readings: Mapping[str, str],
    message: MessageValues | None = None,
) -> Situation:
    """The situation of one proposal, computed once; for many, keep a `Situator` and the case's `Diary`."""
    return Situator(dict.fromkeys(signals)).situate(case, proposal, readings, message)
