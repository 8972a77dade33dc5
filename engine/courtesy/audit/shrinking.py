"""From a witness to the least one that single steps reach: fewest events, then people, then fields, then least instants.

Every step is tried against the question itself, so a smaller witness is a witness, too. The order of the steps is fixed:
the same question ends at the same witness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from courtesy.audit.draft import DAY, MONDAY, Draft, Happening, untied
from courtesy.audit.happenings import stretched
from courtesy.history import INTERVIEW

_HOUR = 60
_MORNING = 10 * _HOUR
_NOON = 12 * _HOUR
_HOURS = (12, 11, 13, 10, 14, 9, 15, 8, 16, 17, 18)
"""The hours of the day at which one writes, from noon on both ways."""
_ROUNDS = 12
_CHANNELS = ("email", "phone", "letter", "linkedin", "in_person", "text", "hand_delivery", "voicemail")

Test: TypeAlias = Callable[[Draft], bool]
Measure: TypeAlias = tuple[object, ...]


def shrunk(draft: Draft, test: Test) -> Draft:
    """The least draft that passes the test, as far as single steps lead. `draft` itself passes."""
    failed: set[Draft] = set()
    for _ in range(_ROUNDS):
        before = draft
        for steps in (_fewer_events, _fewer_people, _plainer, _nearer, _at_usual_times):
            draft = _descend(draft, steps, test, failed)
        if draft == before:
            break
    return draft


def without_needless(draft: Draft, test: Test) -> Draft:
    """The draft without the events and people that the test can do without: a small part of the work of `shrunk`."""
    failed: set[Draft] = set()
    for steps in (_fewer_events, _fewer_people):
        draft = _descend(draft, steps, test, failed)
    return draft


def _descend(draft: Draft, steps: Callable[[Draft], Iterator[Draft]], test: Test, failed: set[Draft]) -> Draft:
    """Take the first step that leads down, again and again, until none does. `failed` is not tried twice."""
    here = measure(draft)
    while True:
        for step in map(untied, steps(draft)):
            if step in failed:
                continue
            there = measure(step)
            if there < here and test(step):
                draft, here = step, there
                break
            if there < here:
                failed.add(step)
        else:
            return draft


def measure(draft: Draft) -> Measure:
    """What is minimised, the most important first."""
    events = draft.events
    first = (events[0].start if events else draft.now) // DAY
    days: list[int] = []
    for event in events:
        days.append(event.start // DAY - first)
        if event.by is not None:
            days.append(event.by // DAY - first)
    return (
        len(events),
        len(draft.people),
        len(draft.to),
        len(draft.traits) + len(draft.message) + len(draft.reach),
        _fields(draft),
        _first_interview(draft),
        draft.now // DAY - first,
        tuple(days),
        _belated_thanks(draft),
        abs(first * DAY - MONDAY),
        _unusual(draft),
    )


def _fields(draft: Draft) -> int:
    """Whatever is not as plain as it could be."""
    roles = sum([role != "hiring_manager" for _, role in draft.people])
    return sum(map(_event_fields, draft.events)) + _plain_channel(draft.channel) + roles


@lru_cache(maxsize=65536)
def _event_fields(event: Happening) -> int:
    return (
        (event.ends is not None)
        + (event.says is not None)
        + (event.round is not None)
        + len(event.extra)
        + len(event.people)
        + (event.by is not None and event.by % DAY != DAY - 1)
        + _plain_channel(event.channel)
    )


def _plain_channel(channel: str | None) -> int:
    """No channel is plainest, then those that come to mind first."""
    if channel is None:
        return 0
    return 1 + (_CHANNELS.index(channel) if channel in _CHANNELS else len(_CHANNELS))


def _first_interview(draft: Draft) -> int:
    """How many events stand before the first interview."""
    return next((place for place, event in enumerate(draft.events) if event.event == INTERVIEW), 0)


def _belated_thanks(draft: Draft) -> int:
    """How often thanks stand after a follow-up, which is no usual order."""
    belated = follow_ups = 0
    for event in draft.events:
        follow_ups += event.event == "follow_up"
        belated += follow_ups if event.event == "thank_you" else 0
    return belated


def _unusual(draft: Draft) -> int:
    """Minutes by which the clock times differ from the usual ones."""
    off = abs(draft.now - _usual_now(draft))
    for event, usual in zip(draft.events, _usual_times(draft), strict=True):
        off += abs(event.start - usual)
    return off


def _usual_times(draft: Draft) -> list[int]:
    """Ten in the morning; on a day with an earlier event, an hour after it."""
    usual: list[int] = []
    last: int | None = None
    for event in draft.events:
        day = event.start // DAY
        usual.append(last + _HOUR if last is not None and last // DAY == day else day * DAY + _MORNING)
        last = event.start
    return usual


def _usual_now(draft: Draft) -> int:
    last = draft.events[-1].start if draft.events else None
    day = draft.now // DAY
    return last + _HOUR if last is not None and last // DAY == day else day * DAY + _NOON


# --- steps --------------------------------------------------------------------------------------------------------


def _fewer_events(draft: Draft) -> Iterator[Draft]:
    for place in reversed(range(len(draft.events))):
        yield draft.without(place)


def _fewer_people(draft: Draft) -> Iterator[Draft]:
    for person, _ in reversed(draft.people):
        others = tuple(pair for pair in draft.people if pair[0] != person)
        yield _renamed(draft._replace(people=others), person, None)
        for other, _ in others:
            yield _renamed(draft._replace(people=others), person, other)
    if len(draft.to) > 1:
        for person in reversed(draft.to):
            yield draft._replace(to=tuple(each for each in draft.to if each != person))


def _renamed(draft: Draft, person: str, other: str | None) -> Draft:
    """The draft with another person in one's place, or with nobody."""
    events = tuple(
        event._replace(
            with_=_exchanged(event.with_, person, other),
            to=_exchanged(event.to, person, other),
            from_=other if event.from_ == person else event.from_,
            who=other if event.who == person else event.who,
        )
        for event in draft.events
    )
    moved = ((other if each == person else each, way) for each, way in draft.reach)
    reach = frozenset((each, way) for each, way in moved if each is not None)
    return draft._replace(events=events, to=_exchanged(draft.to, person, other), reach=reach)


def _exchanged(people: tuple[str, ...], person: str, other: str | None) -> tuple[str, ...]:
    changed = (other if each == person else each for each in people)
    return tuple(dict.fromkeys(each for each in changed if each is not None))


def _plainer(draft: Draft) -> Iterator[Draft]:
    for trait in sorted(draft.traits):
        yield draft._replace(traits=draft.traits - {trait})
    for pair in sorted(draft.reach):
        yield draft._replace(reach=draft.reach - {pair})
    for name, _ in draft.message:
        yield draft.with_message(name, None)
    yield from _other_channels(draft)
    yield from _with_plainer_events(draft)
    for person, role in draft.people:
        if role != "hiring_manager" and "hiring_manager" not in draft.roles.values():
            people = tuple(pair for pair in draft.people if pair[0] != person)
            renamed = _renamed(draft._replace(people=people), person, "hiring_manager")
            yield renamed._replace(people=(("hiring_manager", "hiring_manager"), *people))


def _with_plainer_events(draft: Draft) -> Iterator[Draft]:
    for place, event in enumerate(draft.events):
        for plain in _plainer_events(event):
            yield draft.changed(place, plain)
        if event.ends is not None:
            # Elapsed time counts from the end: the proposal comes earlier with it.
            shorter = draft.changed(place, event._replace(ends=None))
            yield shorter._replace(now=draft.now - event.ends + event.start)


def _other_channels(draft: Draft) -> Iterator[Draft]:
    """With a plainer channel for the proposal, alone and wherever its channel stands."""
    for channel in _CHANNELS[: max(0, _plain_channel(draft.channel) - 1)]:
        yield draft._replace(channel=channel)
        events = tuple(
            event._replace(channel=channel) if event.channel == draft.channel else event for event in draft.events
        )
        yield draft._replace(channel=channel, events=events)


def _plainer_events(event: Happening) -> Iterator[Happening]:
    yield from (event._replace(ends=None), event._replace(says=None), event._replace(round=None))
    yield from (event._replace(from_=None), event._replace(extra=()))
    if event.channel is not None and not event.to and event.event != "channel_invited":
        yield event._replace(channel=None)
    for channel in _CHANNELS[: max(0, _plain_channel(event.channel) - 1)]:
        yield event._replace(channel=channel)
    if event.by is not None and event.by % DAY != DAY - 1:
        yield event._replace(by=event.by // DAY * DAY + DAY - 1)
    if len(event.with_) > 1:
        yield event._replace(with_=event.with_[:-1])
    if len(event.to) > 1:
        yield event._replace(to=event.to[:-1])


def _nearer(draft: Draft) -> Iterator[Draft]:
    """The interview first; everything from one instant on some days earlier; a promised date earlier."""
    place = _first_interview(draft)
    if place:
        start = draft.events[0].start
        rest = (*draft.events[:place], *draft.events[place + 1 :])
        yield draft.with_events((_moved(draft.events[place], start), *rest))
    if draft.events and draft.events[0].start // DAY * DAY != MONDAY:
        yield stretched(draft, draft.events[0].start - 1, MONDAY - draft.events[0].start // DAY * DAY)
    instants = [*(event.start for event in draft.events), draft.now]
    for earlier, later in pairwise(instants):
        for days in _fractions(later // DAY - earlier // DAY):
            yield _pulled(draft, earlier, later, days)
    yield from _events_nearer(draft)


def _events_nearer(draft: Draft) -> Iterator[Draft]:
    for place, event in enumerate(draft.events):
        if place and event.start // DAY > draft.events[place - 1].start // DAY:
            yield draft.changed(place, _moved(event, draft.events[place - 1].start + _HOUR))
        if event.by is not None:
            for days in _fractions(event.by // DAY - event.start // DAY):
                yield draft.changed(place, event._replace(by=event.by - days * DAY))


def _moved(event: Happening, start: int) -> Happening:
    ends = None if event.ends is None else start + event.ends - event.start
    return event._replace(start=start, ends=ends)


def _pulled(draft: Draft, earlier: int, later: int, days: int) -> Draft:
    moved = stretched(draft, later - 1, -days * DAY)
    if later - days * DAY > earlier:
        return moved
    # On the same day what came later stays later: an hour after the earlier one.
    return stretched(draft, later - 1, earlier + _HOUR - later)


def _fractions(days: int) -> Iterator[int]:
    """How many days to try to save: all, all but one, half, a quarter, one."""
    yield from dict.fromkeys(each for each in (days, days - 1, days // 2, days // 4, 2, 1) if 0 < each <= days)


def _at_usual_times(draft: Draft) -> Iterator[Draft]:
    if _belated_thanks(draft):
        yield from _thanks_first(draft)
    if _unusual(draft):
        plain, midnight = _all_usual(draft), draft.now // DAY * DAY
        yield plain
        for hour in _HOURS:
            yield plain._replace(now=midnight + hour * _HOUR)
            yield draft._replace(now=midnight + hour * _HOUR)
    yield draft._replace(now=_usual_now(draft))
    usual = _usual_times(draft)
    for place, (event, start) in enumerate(zip(draft.events, usual, strict=True)):
        yield draft.changed(place, _moved(event, start))
    if draft.events and draft.events[0].start != usual[0]:
        yield stretched(draft, draft.events[0].start - 1, usual[0] - draft.events[0].start)


def _thanks_first(draft: Draft) -> Iterator[Draft]:
    """Each of the thanks in the place of the follow-up before it, and what stands between a place later."""
    words = [event.event for event in draft.events]
    for late in (place for place, word in enumerate(words) if word == "thank_you"):
        for early in (place for place, word in enumerate(words[:late]) if word == "follow_up"):
            order = [*range(early), late, *range(early, late), *range(late + 1, len(words))]
            starts = [event.start for event in draft.events]
            yield draft.with_events(
                [_moved(draft.events[old], start) for old, start in zip(order, starts, strict=True)]
            )


def _all_usual(draft: Draft) -> Draft:
    """The draft with every clock time as usual, one after the other."""
    for place in range(len(draft.events)):
        event, start = draft.events[place], _usual_times(draft)[place]
        draft = draft._replace(events=(*draft.events[:place], _moved(event, start), *draft.events[place + 1 :]))
    ordered = draft.with_events(draft.events)
    return ordered._replace(now=_usual_now(ordered))
