"""What to change in a draft so that something lies nearer or farther in time: the part of the repairs that moves days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from courtesy.audit.draft import DAY, Draft, day_of, minute_at
from courtesy.audit.happenings import (
    Place,
    additions,
    anchor_additions,
    end_of,
    moved,
    resolve,
    start_of,
    stretched,
)
from courtesy.condition import (
    DaysPast,
    DaysSince,
    Latest,
    MinutesSince,
)
from courtesy.situation.calendar import shift
from courtesy.vocabulary import WEEKDAYS

_NOON = 12 * 60
_LONGEST = 400 * DAY


def times(draft: Draft, signal: DaysSince | DaysPast | MinutesSince, bound: int, *, more: bool) -> Iterator[Draft]:
    """Moves what is measured, what it is measured from, or all that lies between."""
    place = resolve(draft, signal.anchor)
    other = None if signal.of is None else resolve(draft, signal.of)
    if place is None or (signal.of is not None and other is None):
        yield from anchor_additions(draft, signal.anchor)
        if signal.of is not None:
            yield from anchor_additions(draft, signal.of)
        return
    if isinstance(signal, MinutesSince) and not place.promised:
        yield from _lasting(draft, place, bound)
    here = draft.now if other is None else start_of(draft, other)
    anchor = start_of(draft, place)
    for target in _targets(draft, signal, place, bound, here, more=more):
        if abs(target - here) > _LONGEST:
            continue
        if other is None:
            yield draft._replace(now=target)
        else:
            yield moved(draft, other, target)
        yield moved(draft, place, anchor + here - target)
        yield stretched(draft, anchor, target - here)
    if other is None and not more and isinstance(signal.anchor, Latest):
        # Something new that it counts from, where the old one has to stay.
        yield from additions(draft, signal.anchor.pattern)


def _lasting(draft: Draft, place: Place, bound: int) -> Iterator[Draft]:
    """With an interview that ends so that the elapsed time is the bound."""
    event = draft.events[place.event]
    if event.event != "interview":
        return
    if draft.now - bound > event.start:
        yield draft.changed(place.event, event._replace(ends=draft.now - bound))
    if bound < 0:
        lasting = draft.changed(place.event, event._replace(ends=event.start - bound))
        yield lasting._replace(now=event.start)


def _targets(
    draft: Draft,
    signal: DaysSince | DaysPast | MinutesSince,
    place: Place,
    bound: int,
    here: int,
    *,
    more: bool,
) -> Iterator[int]:
    """The minutes nearest to the bound: at the same time of day, and at its ends."""
    if isinstance(signal, MinutesSince):
        yield end_of(draft, place) + bound
        return
    day = day_of(start_of(draft, place)) + bound
    if isinstance(signal, DaysPast):
        day = shift(day_of(start_of(draft, place)), signal.amount, signal.unit) + bound
    clocks = (here % DAY, _NOON, 0) if more else (here % DAY, _NOON, DAY - 1)
    yield from dict.fromkeys(minute_at(day, clock) for clock in clocks)


def dates(draft: Draft, bound: int) -> Iterator[Draft]:
    """The proposal on a date of the year (month times 100 plus day), alone and with the whole history."""
    month, day = divmod(bound, 100)
    for year in (2026, 2027):
        try:
            target = minute_at(date(year, month, day).toordinal(), draft.now % DAY)
        except ValueError:
            continue
        yield draft._replace(now=target)
        first = min((event.start for event in draft.events), default=draft.now)
        yield stretched(draft, first - 1, target - draft.now)


def weekdays(draft: Draft, words: frozenset[str]) -> Iterator[Draft]:
    """The proposal on one of these weekdays, alone and with the whole history."""
    today = (day_of(draft.now) - 1) % 7
    for word in sorted(words, key=lambda word: (WEEKDAYS.index(word) - today) % 7):
        ahead = (WEEKDAYS.index(word) - today) % 7
        yield draft._replace(now=draft.now + ahead * DAY)
        # The whole history can stand on other weekdays, too.
        yield stretched(draft, min((event.start for event in draft.events), default=0) - 1, ahead * DAY)
