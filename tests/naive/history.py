"""The history as a person would look it up: plain datetimes, one loop for each question, no cleverness.

Written from docs/cards.md alone, apart from the engine's own code: together with `times` and `cards` it defines what a
card means. Slow on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from courtesy.case import Case, Event, Proposal

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ACTS = (
    "thank_you",
    "follow_up",
    "status_reply",
    "feedback_request",
    "connection_request",
    "contact_lookup",
    "document_request",
)
"""The acts of the shipped vocabulary; the naive world knows no packs."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An instant of the history: when it starts, when it ends, and its date on the case's calendar."""

    start: datetime
    end: datetime
    day: date


@dataclass(frozen=True, kw_only=True)
class World:
    """All that a card can ask about. `source` is the data of its source.yaml; `message` maps a signal to its value.

    No message at all is None, a signal that could not be read is None in it.
    """

    case: Case
    proposal: Proposal
    source: Mapping[str, Any]
    readings: Mapping[str, str]
    message: Mapping[str, Any] | None

    @property
    def now(self) -> datetime:
        """The proposal's moment, in UTC."""
        return utc(self.proposal.at)

    @property
    def history(self) -> list[Event]:
        """What happened up to the proposal's moment, in order."""
        seen = [event for event in self.case.events if utc(event.at) <= self.now]
        return sorted(seen, key=lambda event: utc(event.at))

    def local(self, moment: datetime) -> datetime:
        """A moment on the case's clock."""
        return moment.astimezone(self.case.timezone)


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


# --- people -------------------------------------------------------------------------------------------------------


def latest(world: World, word: str) -> Event | None:
    events = [event for event in world.history if event.event == word]
    return events[-1] if events else None


def group(world: World, name: str) -> set[str]:
    """The ids of the people of a group."""
    if name == "same":
        return set(world.proposal.to)
    if name == "others":
        return {person.id for person in world.case.people} - set(world.proposal.to)
    if name == "met":
        interview = latest(world, "interview")
        return set(interview.with_) if interview else set()
    if name == "ever_met":
        return {person for event in world.history if event.event == "interview" for person in event.with_}
    if name == "contact_named":
        named = latest(world, "contact_named")
        return {named.who} if named and named.who else set()
    raise AssertionError(name)


def passes(world: World, person: str, test: Any) -> bool:
    """Whether one person passes `GROUP` or `{role: …, is: …}`."""
    if isinstance(test, str):
        return person in group(world, test)
    somebody = next(each for each in world.case.people if each.id == person)
    if "role" in test and somebody.role not in as_list(test["role"]):
        return False
    known = {"email": somebody.email is not None, "phone": somebody.phone is not None}
    if not all(known[way] for way in as_list(test.get("has", []))):
        return False
    if any(known[way] for way in as_list(test.get("lacks", []))):
        return False
    return "is" not in test or person in group(world, test["is"])


def people_who(world: World, test: Any) -> set[str]:
    return {person.id for person in world.case.people if passes(world, person.id, test)}


# --- events -------------------------------------------------------------------------------------------------------


def people_in(event: Event, field: str) -> list[str]:
    return {
        "to": list(event.to),
        "with": list(event.with_),
        "from": [event.from_] if event.from_ else [],
        "who": [event.who] if event.who else [],
    }[field]


def in_round(event: Event, wanted: Any) -> bool:
    if event.round is None:
        return False
    if isinstance(wanted, int):
        return event.round == wanted
    return bool(wanted.get("at_least", 1) <= event.round <= wanted.get("at_most", event.round))


def is_like(world: World, event: Event, pattern: Mapping[str, Any]) -> bool:
    """Whether an event satisfies a pattern."""
    checks: dict[str, Callable[[Any], bool]] = {
        "event": lambda wanted: any(is_word(event, word) for word in as_list(wanted)),
        "since": lambda wanted: is_since(world, event, wanted),
        "until": lambda wanted: is_until(world, event, wanted),
        "channel": lambda wanted: event.channel is not None and is_by(world, event, as_list(wanted)),
        "weekday": lambda wanted: WEEKDAYS[world.local(event.at).weekday()] in as_list(wanted),
        "clock": lambda wanted: in_span(world.local(event.at), wanted),
        "lasting": lambda wanted: lasted(world, event, wanted),
        "says": lambda wanted: event.says in as_list(wanted),
        "round": lambda wanted: in_round(event, wanted),
        "at_least": lambda _: True,
        "at_most": lambda _: True,
    }
    for key, wanted in pattern.items():
        if key in ("to", "from", "with", "who"):
            if not any(passes(world, person, wanted) for person in people_in(event, key)):
                return False
        elif not checks[key](wanted):
            return False
    return True


def is_word(event: Event, word: str) -> bool:
    """Acts are the words of what a candidate sends: `any` is each of them."""
    return event.event == word or (word == "any" and event.event in ACTS)


def is_by(world: World, event: Event, channels: list[str]) -> bool:
    """Every kind of word that is there must fit: channels by name, and `same` or `other`."""
    named = [word for word in channels if word not in ("same", "other")]
    as_proposed = event.channel == world.proposal.channel
    return (not named or event.channel in named) and not (
        ("same" in channels and not as_proposed) or ("other" in channels and as_proposed)
    )


def in_span(wall: datetime, span: Mapping[str, str]) -> bool:
    """Whether a time of day lies in a span; one whose start is written later than its end goes round midnight."""
    minute = wall.hour * 60 + wall.minute
    limits = {key: int(text[:2]) * 60 + int(text[3:]) for key, text in span.items()}
    lower = [minute >= limits.get("from", minute), minute > limits.get("after", -1)]
    upper = [minute <= limits.get("until", minute), minute < limits.get("before", 24 * 60 + 1)]
    start = max(limits.get("from", 0), limits.get("after", 0))
    end = min(limits.get("until", 24 * 60), limits.get("before", 24 * 60))
    return all(lower) or all(upper) if start > end else all(lower) and all(upper)


def lasted(world: World, event: Event, wanted: Mapping[str, str]) -> bool:
    length = utc(event.ends or event.at) - utc(event.at)
    least, most = (span_of(world, wanted[key]) if key in wanted else length for key in ("at_least", "at_most"))
    return bool(least <= length <= most)


def span_of(world: World, written: str) -> timedelta:
    """`90 minutes`, `2 hours` or the name of a parameter."""
    written = world.source.get("parameters", {}).get(written, {}).get("value", written)
    number, _, unit = written.partition(" ")
    return int(number) * (timedelta(hours=1) if unit.startswith("hour") else timedelta(minutes=1))


def is_since(world: World, event: Event, written: Any) -> bool:
    bound = anchor(world, written)
    return bound is None or utc(event.at) >= bound.start


def is_until(world: World, event: Event, written: Any) -> bool:
    bound = anchor(world, written)
    if bound is None:
        return True
    return utc(event.at) <= (bound.end if is_moved(world, written) else bound.start)


def is_moved(world: World, written: Any) -> bool:
    """Whether a text is a time, or the name of one: a moved day counts to its end."""
    own = world.source.get("anchors", {})
    written = own.get(written, written) if isinstance(written, str) else written
    return "moved" in written if isinstance(written, Mapping) else " after " in written or " before " in written


def as_pattern(written: Any) -> Mapping[str, Any]:
    return {"event": written} if isinstance(written, str) else written


def events_like(world: World, written: Any) -> list[Event]:
    pattern = as_pattern(written)
    return [event for event in world.history if is_like(world, event, pattern)]


# --- anchors ------------------------------------------------------------------------------------------------------


def anchor(world: World, written: Any) -> Moment | None:
    """The instant of an anchor, as a word or a mapping; None where it never happened."""
    if isinstance(written, str):
        return anchor_by_name(world, written)
    ((kind, inside),) = written.items()
    if kind == "latest":
        return last_of(moment(world, event) for event in events_like(world, inside))
    if kind == "moved":
        return moved(world, anchor(world, inside["of"]), inside["by"], inside["sign"])
    if kind == "first":
        return first_of(moment(world, event) for event in events_like(world, inside))
    several = [found for each in inside if (found := anchor(world, each)) is not None]
    if not several:
        return None
    pick = {"latest_of": max, "earliest_of": min}[kind]
    return pick(several, key=lambda found: (found.start, found.end))


def anchor_by_name(world: World, name: str) -> Moment | None:
    own = world.source.get("anchors", {})
    if name in own:
        return anchor(world, own[name])
    if name == "now":
        return Moment(start=world.now, end=world.now, day=world.local(world.now).date())
    for word, sign in ((" after ", 1), (" before ", -1)):
        duration, found, base = name.partition(word)
        if found:
            return moved(world, anchor(world, base), duration, sign)
    if name == "promised date":
        return last_of(promise(world, event) for event in world.history if event.by is not None)
    if name.startswith("first "):
        return first_of(moment(world, event) for event in events_like(world, name.removeprefix("first ")))
    return last_of(moment(world, event) for event in events_like(world, name))


def moved(world: World, base: Moment | None, duration: str, sign: int) -> Moment | None:
    """The minute, or the whole day, that lies so long after (or before) an anchor."""
    from naive import times  # noqa: PLC0415 - times are told in terms of anchors, and this anchor of a time

    if base is None:
        return None
    amount, unit = times.duration_of(world, duration)
    if unit in ("minute", "hour"):
        there = base.end + sign * amount * (timedelta(hours=1) if unit == "hour" else timedelta(minutes=1))
        return Moment(start=there, end=there, day=world.local(there).date())
    day = times.move(base.day, sign * amount, unit, world.case.holidays)
    # A day that the zone skipped begins, and is over, with the next one.
    start = next(minute for minute in minutes_around(day) if world.local(minute).date() >= day)
    after = next(minute for minute in minutes_around(day) if world.local(minute).date() > day)
    return Moment(start=start, end=after - timedelta(minutes=1), day=day)


def minutes_around(day: date) -> Iterator[datetime]:
    """Every minute that may lie on a local day somewhere, and some before and beyond."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=26)
    return (start + timedelta(minutes=minute) for minute in range(104 * 60))


def moment(world: World, event: Event) -> Moment:
    return Moment(start=utc(event.at), end=utc(event.ends or event.at), day=world.local(event.at).date())


def promise(world: World, event: Event) -> Moment:
    assert event.by is not None
    return Moment(start=utc(event.by), end=utc(event.by), day=world.local(event.by).date())


def first_of(moments: Iterable[Moment]) -> Moment | None:
    return next(iter(moments), None)


def last_of(moments: Iterable[Moment]) -> Moment | None:
    found = list(moments)
    return found[-1] if found else None
