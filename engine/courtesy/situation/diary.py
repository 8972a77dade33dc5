"""A case made ready for many situations: its events in whole minutes and local days, indexed by word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from courtesy.case import Case, Event
from courtesy.condition import Reach, Unit
from courtesy.frozen import dataclass
from courtesy.situation.calendar import FIRST_MINUTE, LAST_MINUTE, day_of, first_minute, minute_of, shift


class Instant(NamedTuple):
    """What an anchor stands for: the minute it starts, the minute from which elapsed time counts, its local day."""

    start: int
    end: int
    day: int


class Entry(NamedTuple):
    """An event in the engine's clock. A tuple, because generated code reads its fields by place.

    The first three fields are those of `Instant`. `order` is the place among all events in order of time, `promise` the
    promised date of a `timeline_given`, `people` all ids that the event names, `clock` the minute of the local day at
    which it starts.
    """

    start: int
    end: int
    day: int
    order: int
    channel: str | None
    event: Event
    promise: Instant | None
    people: tuple[str, ...]
    clock: int


Words: TypeAlias = Mapping[str, tuple[Entry, ...]]
"""The entries of each event word, in order of time (of two at one instant the later in the file comes later)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """A case's history. `last` is the minute of its last event, None without events.

    `reach` are the ids of the people whose e-mail address, or telephone number, the case tells.
    """

    case: Case
    zone: ZoneInfo
    holidays: frozenset[date]
    traits: frozenset[str]
    roles: Mapping[str, str]
    reach: Mapping[Reach, frozenset[str]]
    entries: tuple[Entry, ...]
    words: Words
    last: int | None

    def seen_at(self, minute: int) -> Words:
        """The entries that are not after a minute: later events are not seen."""
        if self.last is None or self.last <= minute:
            return self.words
        return _by_word(tuple(entry for entry in self.entries if entry.start <= minute))


def diary_of(case: Case) -> Diary:
    """The diary of a case."""
    zone = case.timezone
    events = sorted(((minute_of(event.at), event) for event in case.events), key=lambda pair: pair[0])
    entries = tuple(_entry(event, start, order, zone) for order, (start, event) in enumerate(events))
    return Diary(
        case=case,
        zone=zone,
        holidays=case.holidays,
        traits=case.traits,
        roles={person.id: person.role for person in case.people},
        reach={
            Reach.EMAIL: frozenset(person.id for person in case.people if person.email is not None),
            Reach.PHONE: frozenset(person.id for person in case.people if person.phone is not None),
        },
        entries=entries,
        words=_by_word(entries),
        last=entries[-1].start if entries else None,
    )


def local_day(moment: datetime, zone: ZoneInfo) -> int:
    """The ordinal of a moment's date on the zone's calendar."""
    return (moment if moment.tzinfo is zone else moment.astimezone(zone)).toordinal()


def _entry(event: Event, start: int, order: int, zone: ZoneInfo) -> Entry:
    singles = tuple(person for person in (event.from_, event.who) if person is not None)
    return Entry(
        start,
        start if event.ends is None else minute_of(event.ends),
        local_day(event.at, zone),
        order,
        event.channel,
        event,
        _promise(event, zone),
        event.with_ + event.to + singles,
        local_minute(event.at, zone),
    )


def local_minute(moment: datetime, zone: ZoneInfo) -> int:
    """The minute of the local day at a moment."""
    wall = moment if moment.tzinfo is zone else moment.astimezone(zone)
    return wall.hour * 60 + wall.minute


def moved(instant: Instant | Entry, amount: int, unit: Unit, zone: ZoneInfo, holidays: frozenset[date]) -> Instant:
    """The instant that lies `amount` units after another: a minute, or a whole day from its first minute to its last."""
    if unit in (Unit.MINUTE, Unit.HOUR):
        minute = instant.end + amount * (60 if unit is Unit.HOUR else 1)
        inside = min(max(minute, FIRST_MINUTE), LAST_MINUTE)
        return Instant(inside, inside, day_of(inside, zone))
    day = shift(instant.day, amount, unit, holidays)
    first, after = first_minute(day, zone), first_minute(day + 1, zone)
    if first is None or after is None:
        edge = FIRST_MINUTE if amount < 0 else LAST_MINUTE
        return Instant(edge, edge, day)
    return Instant(first, after - 1, day)


def _promise(event: Event, zone: ZoneInfo) -> Instant | None:
    if event.by is None:
        return None
    minute = minute_of(event.by)
    return Instant(minute, minute, local_day(event.by, zone))


def _by_word(entries: tuple[Entry, ...]) -> Words:
    words: dict[str, list[Entry]] = {}
    for entry in entries:
        words.setdefault(entry.event.event, []).append(entry)
    return {word: tuple(those) for word, those in words.items()}
