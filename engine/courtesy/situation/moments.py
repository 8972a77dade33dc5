"""The instants at which the truth of a condition can change while the proposal's moment moves and all else stays.

Nothing is sampled. Between two events of the history (a *spell*) every anchor stands still, so each literal of time
says itself when it turns: at the first minute of a local day, at a minute, or as the clock on the wall goes round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import lru_cache, partial
from typing import TypeAlias
from zoneinfo import ZoneInfo

from courtesy.case import Case, Proposal
from courtesy.condition import (
    All,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    CountSignal,
    DayIs,
    DayOfYear,
    DaysPast,
    DaysSince,
    HasAnchor,
    HasTrait,
    Literal,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MinuteOfDay,
    MinutesSince,
    Moved,
    Now,
    ProposalAct,
    ProposalChannel,
    ProposalWeekday,
    ReadingChoice,
    RecipientCount,
    Signal,
    Unit,
    Value,
)
from courtesy.frozen import dataclass
from courtesy.situation.calendar import (
    DAY_MINUTES,
    LAST_MINUTE,
    day_crossings,
    day_of_year,
    is_day,
    minute_of,
    moment_of,
    offset_changes,
    wall_minutes,
)
from courtesy.situation.diary import Diary, diary_of
from courtesy.situation.situation import Situator
from courtesy.situation.truth import holds, literal_holds, literals_of
from courtesy.vocabulary import WEEKDAYS

HORIZON_DAYS = 400
"""How far `next_change` looks: more than a year, so that nothing that returns every year is missed."""

_FIRST_LOOK_DAYS = 21

_ELAPSED = (Unit.MINUTE, Unit.HOUR)

_Values: TypeAlias = Mapping[Signal, Value]

_TIMED = (DaysSince, DaysPast, MinutesSince)

_DATED = (DayIs, DayOfYear, ProposalWeekday)
"""Signals of the proposal's local day."""

_FIXED = (
    ProposalAct,
    ProposalChannel,
    RecipientCount,
    HasTrait,
    MessageKnown,
    MessageFlag,
    MessageCount,
    MessageChoice,
    ReadingChoice,
)


def breakpoints(
    conditions: Iterable[Condition],
    case: Case | Diary,
    proposal: Proposal,
    start: datetime,
    end: datetime,
) -> tuple[datetime, ...]:
    """The instants in (start, end) at which the truth of at least one literal differs from the minute before."""
    diary = case if isinstance(case, Diary) else diary_of(case)
    literals = tuple(dict.fromkeys(literal for each in conditions for literal in literals_of(each) if _varies(literal)))
    found: list[int] = []
    before: tuple[bool, ...] | None = None
    for spell in _spells(literals, diary, proposal, minute_of(start), min(minute_of(end), LAST_MINUTE)):
        here = spell.truths(literals, spell.start)
        if before is not None and here != before:
            found.append(spell.start)
        for minute in sorted(spell.candidates(literals)):
            before, here = here, spell.truths(literals, minute)
            if before != here:
                found.append(minute)
        before = here
    return tuple(moment_of(minute, diary.zone) for minute in found)


def next_change(
    condition: Condition,
    case: Case | Diary,
    proposal: Proposal,
    situation: _Values,
    days: int = HORIZON_DAYS,
) -> datetime | None:
    """The first instant after the proposal's moment at which the condition's truth is another; None within `days`.

    `situation` is the proposal's own: it tells what does not move (act, channel, text, readings; and all history but
    the time that passes, where no later event comes into view).
    """
    diary = case if isinstance(case, Diary) else diary_of(case)
    start = minute_of(proposal.at)
    quiet = (diary.last is None or diary.last <= start) and not _looks_back(condition)
    left_open = _reduced(condition, situation, _passes if quiet else _varies)
    if isinstance(left_open, bool):
        return None
    spells = partial(_quiet_spells, situation=situation) if quiet else _spells
    now, literals = holds(left_open, situation), tuple(literals_of(left_open))
    # A first short look, because a clock or a weekday turns every day.
    for look in (min(_FIRST_LOOK_DAYS, days), days):
        for spell in spells(literals, diary, proposal, start, min(start + look * DAY_MINUTES + 1, LAST_MINUTE)):
            for minute in sorted({spell.start, *spell.candidates(literals)}):
                if minute > start and holds(left_open, spell.values_at(minute)) is not now:
                    return moment_of(minute, diary.zone)
    return None


def _reduced(condition: Condition, situation: _Values, moves: Callable[[Literal], bool]) -> Condition | bool:
    """The condition without the literals that do not move; their truth, where they settle it."""
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            settled = isinstance(condition, AnyOf)
            left = []
            for part in parts:
                reduced = _reduced(part, situation, moves)
                if reduced is settled:
                    return settled
                if not isinstance(reduced, bool):
                    left.append(reduced)
            return replace(condition, parts=tuple(left)) if left else not settled
        case _:
            return condition if moves(condition) else literal_holds(condition, situation[condition.signal])


def can_hold(condition: Condition, situation: _Values) -> bool:
    """False where the condition fails whenever the proposal is sent: by what does not move with its moment.

    Of act, channel, text and readings the situation tells the value; everything else may come to hold.
    """
    match condition:
        case All(parts=parts):
            return all(can_hold(part, situation) for part in parts)
        case AnyOf(parts=parts):
            return any(can_hold(part, situation) for part in parts)
        case _:
            return _varies(condition) or literal_holds(condition, situation[condition.signal])


def _varies(literal: Literal) -> bool:
    return not isinstance(literal.signal, _FIXED)


def _passes(literal: Literal) -> bool:
    """True where a literal can change though no event happens."""
    match literal.signal:
        case DaysSince(of=None) | DaysPast(of=None) | MinutesSince(of=None) | MinuteOfDay():
            return True
        case _:
            return isinstance(literal.signal, _DATED)


def _quiet_spells(
    literals: tuple[Literal, ...], diary: Diary, proposal: Proposal, start: int, end: int, *, situation: _Values
) -> Iterator[_Spell]:
    """The one stretch [start, end) where no event is to come: the proposal's own situation tells all of it."""
    values = {literal.signal: situation[literal.signal] for literal in literals}
    anchors = {signal: HasAnchor(anchor=signal.anchor) for signal in values if isinstance(signal, _TIMED)}
    known: _Values = {anchor: situation[anchor] for anchor in anchors.values() if anchor in situation}
    if len(known) < len(set(anchors.values())):
        known = _situator(tuple(dict.fromkeys(anchors.values()))).situate(diary, proposal, {})
    still = frozenset(signal for signal, anchor in anchors.items() if not known[anchor])
    yield _Spell(start=start, end=end, zone=diary.zone, holidays=diary.holidays, values=values, still=still)


def _looks_back(condition: Condition) -> bool:
    """True where a pattern is bounded by a time before the proposal's moment."""
    return any(_look_backs(literal.signal) for literal in literals_of(condition))


@lru_cache(maxsize=4096)
def _look_backs(part: object) -> tuple[Moved, ...]:
    """Every time before the proposal's moment that a part of a signal mentions."""
    if isinstance(part, Moved) and isinstance(part.anchor, Now):
        return (part,)
    if isinstance(part, tuple):
        inside = part
    elif is_dataclass(part):
        inside = tuple(getattr(part, each.name) for each in fields(part))
    else:
        return ()
    return tuple(dict.fromkeys(found for each in inside for found in _look_backs(each)))


def _passings(signals: Iterable[Signal], diary: Diary, start: int, end: int) -> Iterator[int]:
    """The minutes in (start, end) at which an event may come inside, or fall out of, a time before the proposal.

    A time in days turns at midnight, one in minutes so long after an event; the minute after it, too, since both
    bounds are inclusive.
    """
    backs = dict.fromkeys(back for signal in signals for back in _look_backs(signal))
    elapsed = [back.amount * (60 if back.unit is Unit.HOUR else 1) for back in backs if back.unit in _ELAPSED]
    turns = {entry.start - amount + step for amount in elapsed for entry in diary.entries for step in (0, 1)}
    if len(elapsed) < len(backs):
        first, last = (moment_of(minute, diary.zone).toordinal() for minute in (start, end))
        turns.update(minute for day in range(first, last + 2) for minute in day_crossings(day, diary.zone))
    yield from (minute for minute in turns if start < minute < end)


@lru_cache(maxsize=512)
def _situator(signals: tuple[Signal, ...]) -> Situator:
    """Made once for the same signals: a clause is asked about again and again."""
    return Situator(signals)


def _spells(literals: tuple[Literal, ...], diary: Diary, proposal: Proposal, start: int, end: int) -> Iterator[_Spell]:
    """The stretches of [start, end) between the events that come into view, in order."""
    signals = dict.fromkeys(literal.signal for literal in literals)
    anchors = {signal: HasAnchor(anchor=signal.anchor) for signal in signals if isinstance(signal, _TIMED)}
    situator = _situator(tuple(dict.fromkeys((*signals, *anchors.values()))))
    seen = {entry.start for entry in diary.entries if start < entry.start < end}
    comings = sorted(seen.union(_passings(signals, diary, start, end)))
    for left, right in zip((start, *comings), (*comings, end), strict=True):
        situation = situator.situate(diary, replace(proposal, at=moment_of(left, diary.zone)), {})
        # Without its anchor a signal of time is 0 and does not move.
        still = {signal for signal, anchor in anchors.items() if not situation[anchor]}
        yield _Spell(
            start=left,
            end=right,
            zone=diary.zone,
            holidays=diary.holidays,
            values=dict(situation),
            still=frozenset(still),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spell:
    """The minutes [start, end), in which no event happens, and the values at its start of the signals that move."""

    start: int
    end: int
    zone: ZoneInfo
    holidays: frozenset[date]
    values: _Values
    still: frozenset[Signal]

    def candidates(self, literals: tuple[Literal, ...]) -> set[int]:
        """Every minute inside (the start apart) at which a literal may turn."""
        found: set[int] = set()
        for literal in literals:
            found.update(self._turns(literal))
        return {minute for minute in found if self.start < minute < self.end}

    def _turns(self, literal: Literal) -> Iterable[int]:
        match literal:
            case AtLeast(signal=signal, value=bound):
                return self._turns_at(signal, bound)
            case AtMost(signal=signal, value=bound):
                return self._turns_at(signal, bound + 1)
            case _ if isinstance(literal.signal, _DATED):
                return self._midnights()
            case _:
                return ()

    def _turns_at(self, signal: CountSignal, bound: int) -> Iterable[int]:
        """Where the signal's comparison with `bound` (below it, or not) may turn."""
        if signal in self.still:
            return ()
        match signal:
            case DaysSince(of=None) | DaysPast(of=None):
                today = moment_of(self.start, self.zone).toordinal()
                return day_crossings(today + bound - int(self.values[signal]), self.zone)
            case MinutesSince(of=None):
                return (self.start + bound - int(self.values[signal]),)
            case MinuteOfDay():
                return self._clock_turns(bound)
            case DayOfYear():
                return self._midnights()
            case _:
                return ()

    def _days(self) -> range:
        first = moment_of(self.start, self.zone).toordinal()
        return range(first - 1, moment_of(self.end, self.zone).toordinal() + 2)

    def _midnights(self) -> Iterator[int]:
        for day in self._days():
            yield from day_crossings(day, self.zone)

    def _clock_turns(self, bound: int) -> Iterator[int]:
        yield from self._midnights()
        yield from offset_changes(self.start, self.end, self.zone)
        if 0 < bound < DAY_MINUTES:
            for day in self._days():
                yield from wall_minutes(day, bound, self.zone)

    def truths(self, literals: tuple[Literal, ...], minute: int) -> tuple[bool, ...]:
        """Whether each literal holds at a minute of the spell."""
        values = self.values_at(minute)
        return tuple(literal_holds(literal, values[literal.signal]) for literal in literals)

    def values_at(self, minute: int) -> _Values:
        """The values of the moving signals at a minute of the spell."""
        if minute == self.start:
            return self.values
        here, there = moment_of(self.start, self.zone), moment_of(minute, self.zone)
        days = there.toordinal() - here.toordinal()
        return {
            signal: value if signal in self.still else self._moved(signal, value, days, minute - self.start, there)
            for signal, value in self.values.items()
        }

    def _moved(self, signal: Signal, value: Value, days: int, minutes: int, moment: datetime) -> Value:
        """A signal's value `days` and `minutes` after it was computed, with no event in between."""
        if isinstance(signal, DayIs):
            return is_day(moment.toordinal(), signal.kind, self.holidays)
        return _moved(signal, value, days, minutes, moment)


def _moved(signal: Signal, value: Value, days: int, minutes: int, moment: datetime) -> Value:
    match signal:
        case DaysSince(of=None) | DaysPast(of=None):
            return int(value) + days
        case MinutesSince(of=None):
            return int(value) + minutes
        case MinuteOfDay():
            return moment.hour * 60 + moment.minute
        case ProposalWeekday():
            return WEEKDAYS[moment.weekday()]
        case DayOfYear():
            return day_of_year(moment.toordinal())
        case _:
            return value
