"""Events of a draft that match a pattern, the event that an anchor stands for, and new events that match."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from courtesy.audit.cast import passing, somebody
from courtesy.audit.draft import DAY, Draft, Happening, day_of, minute_at
from courtesy.condition import (
    Anchor,
    EarliestOf,
    First,
    Latest,
    LatestOf,
    Moved,
    Now,
    Pattern,
    People,
    Promised,
    SameChannel,
)
from courtesy.situation.diary import Instant
from courtesy.situation.diary import moved as moved_instant
from courtesy.vocabulary import WEEKDAYS

_HOUR = 60
_MORNING = 10 * _HOUR
_EMPLOYER = ("reply", "rejection", "offer", "timeline_given", "contact_named", "channel_invited")


class Place(NamedTuple):
    """An instant of a draft: an event by its place, or the date that it promises."""

    event: int
    promised: bool = False


def matching(draft: Draft, pattern: Pattern) -> list[int]:
    """The places of the events that the proposal sees and that satisfy the pattern, in order of time."""
    low, high = _bound(draft, pattern.since), _bound(draft, pattern.until)
    tests = [
        (frozenset(passing(draft, people)), field)
        for people, field in (
            (pattern.to, "to"),
            (pattern.with_, "with_"),
            (pattern.from_, "from_"),
            (pattern.who, "who"),
        )
        if people is not None
    ]
    return [
        place
        for place, event in enumerate(draft.events)
        if event.start <= draft.now
        and event.event in pattern.events
        and (low is None or event.start >= low)
        and (high is None or event.start <= high)
        and _fields_match(draft, event, pattern)
        and all(not ids.isdisjoint(_ids(event, field)) for ids, field in tests)
    ]


def _bound(draft: Draft, anchor: Anchor | None) -> int | None:
    if isinstance(anchor, Moved):
        return _moved_bound(draft, anchor)
    place = None if anchor is None else resolve(draft, anchor)
    return None if place is None else start_of(draft, place)


def _moved_bound(draft: Draft, anchor: Moved) -> int | None:
    """The minute at which a time so long after an anchor, or before the proposal, starts."""
    start: int | None = draft.now
    if not isinstance(anchor.anchor, Now):
        start = _bound(draft, anchor.anchor)
    if start is None:
        return None
    there = moved_instant(Instant(start, start, day_of(start)), anchor.amount, anchor.unit, draft.zone, draft.holidays)
    return there.start


def _ids(event: Happening, field: str) -> tuple[str, ...]:
    value = getattr(event, field)
    return value if isinstance(value, tuple) else (value,)


def _fields_match(draft: Draft, event: Happening, pattern: Pattern) -> bool:
    number = event.round or 0
    return (
        (pattern.channels is None or event.channel in pattern.channels)
        and (pattern.says is None or event.says in pattern.says)
        and (pattern.round_at_least is None or number >= pattern.round_at_least)
        and (pattern.round_at_most is None or 0 < number <= pattern.round_at_most)
        and _walls_match(event, pattern)
        and (pattern.same_channel is None or _channel_matches(draft, event, pattern.same_channel))
        and all(dict(event.extra).get(name) in words for name, words in pattern.fields)
    )


def _walls_match(event: Happening, pattern: Pattern) -> bool:
    """Weekday, time of day and length."""
    clock, lasted = event.start % DAY, (event.ends or event.start) - event.start
    inside = True
    if pattern.clock is not None:
        start, end = pattern.clock.start, pattern.clock.end
        inside = start <= clock <= end if start <= end else clock >= start or clock <= end
    return (
        inside
        and (pattern.weekdays is None or WEEKDAYS[(day_of(event.start) - 1) % 7] in pattern.weekdays)
        and (pattern.minutes_at_least is None or lasted >= pattern.minutes_at_least)
        and (pattern.minutes_at_most is None or lasted <= pattern.minutes_at_most)
    )


def _channel_matches(draft: Draft, event: Happening, wanted: SameChannel) -> bool:
    same = event.channel == draft.channel
    return event.channel is not None and same is (wanted is SameChannel.SAME)


def resolve(draft: Draft, anchor: Anchor) -> Place | None:
    """What the anchor stands for, or None where it never happened."""
    match anchor:
        case Latest(pattern=pattern):
            found = matching(draft, pattern)
            return Place(found[-1]) if found else None
        case First(pattern=pattern):
            found = matching(draft, pattern)
            return Place(found[0]) if found else None
        case Promised():
            return _promised(draft)
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            extreme = max if isinstance(anchor, LatestOf) else min
            return extreme(_resolved(draft, anchors), key=lambda place: start_of(draft, place), default=None)
        case Moved(anchor=moved_from):
            # What can be changed about it is the event that it counts from.
            return resolve(draft, moved_from)
        case Now():
            return None
        case _:
            assert_never(anchor)


def _promised(draft: Draft) -> Place | None:
    dated = [
        place
        for place, event in enumerate(draft.events)
        if event.event == "timeline_given" and event.by is not None and event.start <= draft.now
    ]
    return Place(dated[-1], promised=True) if dated else None


def _resolved(draft: Draft, anchors: tuple[Anchor, ...]) -> list[Place]:
    return [place for anchor in anchors if (place := resolve(draft, anchor)) is not None]


def start_of(draft: Draft, place: Place) -> int:
    """The minute at which the instant starts."""
    event = draft.events[place.event]
    return event.by if place.promised and event.by is not None else event.start


def end_of(draft: Draft, place: Place) -> int:
    """The minute from which elapsed time counts."""
    event = draft.events[place.event]
    return start_of(draft, place) if place.promised or event.ends is None else event.ends


def moved(draft: Draft, place: Place, minute: int) -> Draft:
    """The draft with the instant at another minute; a promised date keeps to the end of its day."""
    event = draft.events[place.event]
    if place.promised:
        return draft.changed(place.event, event._replace(by=minute_at(day_of(minute), DAY - 1)))
    delta = minute - event.start
    ends = None if event.ends is None else event.ends + delta
    return draft.changed(place.event, event._replace(start=minute, ends=ends))


def stretched(draft: Draft, after: int, delta: int) -> Draft:
    """The draft with everything later than a minute, the proposal included, `delta` minutes later."""
    events = [_shifted(event, delta) if event.start > after else event for event in draft.events]
    return draft.with_events(events)._replace(now=draft.now + delta)


def _shifted(event: Happening, delta: int) -> Happening:
    return event._replace(
        start=event.start + delta,
        ends=None if event.ends is None else event.ends + delta,
        by=None if event.by is None else event.by + delta,
    )


# --- new events ---------------------------------------------------------------------------------------------------


def additions(draft: Draft, pattern: Pattern) -> Iterator[Draft]:
    """Drafts with one more event that satisfies the pattern, at several moments."""
    for word in dict.fromkeys(pattern.events):
        for prepared, event in _new_events(draft, pattern, word):
            for start, now in _moments(prepared, pattern):
                by = minute_at(day_of(max(start, now)), DAY - 1) if event.by is not None else None
                ends = None if event.ends is None else start + event.ends
                placed = event._replace(start=start, by=by, ends=ends)
                yield prepared._replace(now=now).with_event(placed)


def anchor_additions(draft: Draft, anchor: Anchor) -> Iterator[Draft]:
    """Drafts in which the anchor happened."""
    match anchor:
        case Latest(pattern=pattern) | First(pattern=pattern):
            yield from additions(draft, pattern)
        case Promised():
            yield from additions(draft, Pattern(events=("timeline_given",)))
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            for each in anchors:
                yield from anchor_additions(draft, each)
        case Moved(anchor=moved_from):
            yield from anchor_additions(draft, moved_from)
        case Now():
            return
        case _:
            assert_never(anchor)


def _moments(draft: Draft, pattern: Pattern) -> Iterator[tuple[int, int]]:
    """Minutes for a new event, each with the proposal's moment."""
    low = _bound(draft, pattern.since)
    high = _bound(draft, pattern.until)
    last = max((event.start for event in draft.events), default=draft.now - DAY)
    if high is not None and high <= draft.now:
        yield high - 1, draft.now
    if pattern.clock is not None:
        yield minute_at(day_of(last), pattern.clock.start), draft.now
        yield minute_at(day_of(last) + 1, pattern.clock.start), draft.now
    starts = dict.fromkeys(
        start
        for start in (last, last + _HOUR, minute_at(day_of(last) + 1, _MORNING), draft.now)
        if start <= draft.now and (low is None or start >= low)
    )
    for start in starts:
        yield start, draft.now
    after = max(last, low or last)
    morning = minute_at(day_of(after) + 1, _MORNING)
    yield morning, max(draft.now, morning + 2 * _HOUR)


def _new_events(draft: Draft, pattern: Pattern, word: str) -> Iterator[tuple[Draft, Happening]]:
    """New events of a word that satisfy the pattern's tests of fields, with the people that they need."""
    plain = Happening(
        event=word,
        start=0,
        channel=_channel(pattern, word),
        says=min(pattern.says) if pattern.says else None,
        round=pattern.round_at_least or pattern.round_at_most,
        by=0 if word == "timeline_given" else None,
        extra=tuple((name, min(words)) for name, words in pattern.fields),
        ends=pattern.minutes_at_least,
    )
    states = [(draft, plain)]
    for people, field in _people_fields(pattern, word):
        states = [
            (then, _with_person(event, field, person))
            for state, event in states
            for then, person in _first(somebody(state, people), 2)
        ]
    yield from states


def _people_fields(pattern: Pattern, word: str) -> list[tuple[People, str]]:
    fields = [
        (pattern.to, "to"),
        (pattern.with_, "with_"),
        (pattern.from_, "from_"),
        (pattern.who, "who"),
    ]
    asked = [(people, field) for people, field in fields if people is not None]
    named = {field for _, field in asked}
    usual = _usual_field(word)
    return asked if usual is None or usual in named else [*asked, (People(), usual)]


def _usual_field(word: str) -> str | None:
    if word == "interview":
        return "with_"
    if word == "contact_named":
        return "who"
    return None if word in _EMPLOYER else "to"


def _with_person(event: Happening, field: str, person: str) -> Happening:
    match field:
        case "to":
            return event._replace(to=(person,))
        case "with_":
            return event._replace(with_=(person,))
        case "who":
            return event._replace(who=person)
        case _:
            return event._replace(from_=person)


def _channel(pattern: Pattern, word: str) -> str | None:
    if pattern.channels:
        return "email" if "email" in pattern.channels else min(pattern.channels)
    if word == "interview":
        return None
    if word == "channel_invited":
        return "phone"
    return None if word in ("timeline_given", "contact_named") else "email"


def _first(options: Iterator[tuple[Draft, str]], count: int) -> list[tuple[Draft, str]]:
    return [option for option, _ in zip(options, range(count), strict=False)]
