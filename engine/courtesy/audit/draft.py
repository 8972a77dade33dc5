"""A draft of a situation: a small diary and a proposal as plain tuples, cheap to change, to compare and to evaluate.

Audits look for situations in a zone without clock changes (UTC) and without holidays: a day has 24 hours there. Instants
are whole minutes since the epoch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from courtesy.condition import Value
from courtesy.situation.diary import Entry, Instant

DAY = 24 * 60
EPOCH_DAY = date(1970, 1, 1).toordinal()
MONDAY = (date(2026, 3, 2).toordinal() - EPOCH_DAY) * DAY
"""The midnight at which a witness begins where nothing asks for another weekday: Monday 2 March 2026."""

NO_DAYS: frozenset[date] = frozenset()
UTC_ZONE = ZoneInfo("UTC")


class Happening(NamedTuple):
    """An event. It carries the field names of `courtesy.case.Event`, with minutes for moments."""

    event: str
    start: int
    ends: int | None = None
    channel: str | None = None
    with_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    from_: str | None = None
    who: str | None = None
    says: str | None = None
    round: int | None = None
    by: int | None = None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """All ids that the event names."""
        singles = tuple(person for person in (self.from_, self.who) if person is not None)
        return self.with_ + self.to + singles


Read: TypeAlias = bool | int | str | None
"""How a message signal was read; None: it is not known."""

MessageItems: TypeAlias = tuple[tuple[str, bool | int | str], ...]


class Draft(NamedTuple):
    """A situation in the making. `readings` and `message` are sorted pairs; a message signal that is missing is unknown.

    `reach` are people with a way by which the case tells how to reach them (`email`, `phone`).

    `act`, `channel` and `to` carry the names of `courtesy.case.Proposal`. `events` are in order of time.
    """

    events: tuple[Happening, ...]
    people: tuple[tuple[str, str], ...]
    act: str
    channel: str
    to: tuple[str, ...]
    now: int
    readings: tuple[tuple[str, str], ...]
    traits: frozenset[str] = frozenset()
    message: MessageItems = ()
    reach: frozenset[tuple[str, str]] = frozenset()

    @property
    def holidays(self) -> frozenset[date]:
        """None: audits search a world without holidays."""
        return NO_DAYS

    @property
    def zone(self) -> ZoneInfo:
        """UTC: a day has 24 hours."""
        return UTC_ZONE

    @property
    def roles(self) -> dict[str, str]:
        """Each person's role."""
        return dict(self.people)

    def with_event(self, event: Happening) -> Draft:
        """The draft with one more event, in its place in time (after others at the same instant)."""
        return self.with_events((*self.events, event))

    def with_events(self, events: Sequence[Happening]) -> Draft:
        """The draft with these events in order of time."""
        return self._replace(events=tuple(sorted(events, key=lambda event: event.start)))

    def changed(self, place: int, event: Happening) -> Draft:
        """The draft with another event in this place."""
        return self.with_events((*self.events[:place], event, *self.events[place + 1 :]))

    def without(self, place: int) -> Draft:
        """The draft without the event in this place."""
        return self._replace(events=self.events[:place] + self.events[place + 1 :])

    def with_person(self, role: str) -> tuple[Draft, str]:
        """The draft with one more person of this role, and that person's id (`hr`, `hr_2` …)."""
        taken = {identifier for identifier, _ in self.people}
        number, name = 1, role
        while name in taken:
            number += 1
            name = f"{role}_{number}"
        return self._replace(people=(*self.people, (name, role))), name

    def with_message(self, name: str, value: Read) -> Draft:
        """The draft with a message signal read so; None: unknown."""
        kept = [item for item in self.message if item[0] != name]
        added = [] if value is None else [(name, value)]
        return self._replace(message=tuple(sorted([*kept, *added])))


def untied(draft: Draft) -> Draft:
    """The draft with every event that falls on the minute of another one, or before it, a minute after it."""
    events = draft.events
    if all(one.start < two.start for one, two in pairwise(events)):
        return draft
    spread: list[Happening] = []
    for event in events:
        late = spread[-1].start + 1 - event.start if spread else 0
        spread.append(event if late <= 0 else delayed(event, late))
    return draft._replace(events=tuple(spread), now=max(draft.now, spread[-1].start))


def delayed(event: Happening, minutes: int) -> Happening:
    """The event so much later, with its end."""
    ends = None if event.ends is None else event.ends + minutes
    return event._replace(start=event.start + minutes, ends=ends)


def day_of(minute: int) -> int:
    """The ordinal of the day of a minute."""
    return minute // DAY + EPOCH_DAY


def minute_at(day: int, clock: int) -> int:
    """The minute of a clock time (minutes after midnight) on a day."""
    return (day - EPOCH_DAY) * DAY + clock


def moment(minute: int) -> datetime:
    """A minute as an aware moment."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)


def entries(draft: Draft) -> dict[str, tuple[Entry, ...]]:
    """The events that the proposal sees, by word, as the signals read them."""
    words: dict[str, tuple[Entry, ...]] = {}
    now = draft.now
    for order, event in enumerate(draft.events):
        if event.start <= now:
            words[event.event] = (*words.get(event.event, ()), _entry(event, order))
    return words


@lru_cache(maxsize=65536)
def _entry(event: Happening, order: int) -> Entry:
    end = event.start if event.ends is None else event.ends
    promise = None if event.by is None else Instant(event.by, event.by, day_of(event.by))
    # A happening has the fields of an event that signals read; they never read its moments.
    day, clock = day_of(event.start), event.start % DAY
    return Entry(event.start, end, day, order, event.channel, event, promise, event.people, clock)  # type: ignore[arg-type]


# --- as plain data, the form of case files ------------------------------------------------------------------------


def case_data(draft: Draft) -> dict[str, Any]:
    """The case as plain data, readable by `courtesy check`."""
    data: dict[str, Any] = {
        "timezone": "UTC",
        "people": {identifier: {"role": role, **_reach(draft, identifier)} for identifier, role in draft.people},
        "events": [event_data(event) for event in draft.events],
    }
    if draft.traits:
        data["traits"] = sorted(draft.traits)
    return data


def _reach(draft: Draft, person: str) -> dict[str, str]:
    given = {"email": f"{person}@example.org", "phone": "+1 555 0100"}
    return {way: text for way, text in given.items() if (person, way) in draft.reach}


def event_data(event: Happening) -> dict[str, Any]:
    """One event as a case file has it, only the fields that it carries."""
    fields = {
        "event": event.event,
        "at": clock_text(event.start),
        "ends": None if event.ends is None else clock_text(event.ends),
        "by": None if event.by is None else _by_text(event.by),
        "with": list(event.with_),
        "to": list(event.to),
        "from": event.from_,
        "who": event.who,
        "channel": event.channel,
        "says": event.says,
        "round": event.round,
        **dict(event.extra),
    }
    return {name: value for name, value in fields.items() if value is not None and value != []}


def proposal_data(draft: Draft) -> dict[str, Any]:
    """The proposal as plain data (without a text)."""
    return {
        "act": draft.act,
        "channel": draft.channel,
        "to": list(draft.to),
        "at": clock_text(draft.now),
    }


def clock_text(minute: int) -> str:
    """A minute as `2026-03-02 10:00`."""
    hour, rest = divmod(minute % DAY, 60)
    return f"{_day_text(minute)} {hour:02}:{rest:02}"


def _day_text(minute: int) -> str:
    return date.fromordinal(day_of(minute)).isoformat()


def _by_text(minute: int) -> str:
    """A promised instant: a date where it is the last minute of a day."""
    return _day_text(minute) if minute % DAY == DAY - 1 else clock_text(minute)


def message_values(draft: Draft) -> Mapping[str, Value]:
    """The message signals that are known, by name."""
    return MappingProxyType(dict(draft.message))
