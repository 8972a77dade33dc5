"""The history as a person would look it up: plain datetimes, one loop for each question, no cleverness.

Written from docs/cards.md alone, apart from the engine's own code: together with `times` and `cards` it defines what a
card means. Slow on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from courtesy.case import Case, Event, Proposal


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
    roles = {somebody.id: somebody.role for somebody in world.case.people}
    if "role" in test and roles[person] not in as_list(test["role"]):
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
        "event": lambda wanted: event.event in as_list(wanted),
        "since": lambda wanted: is_since(world, event, wanted),
        "until": lambda wanted: is_until(world, event, wanted),
        "channel": lambda wanted: event.channel in as_list(wanted),
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


def is_since(world: World, event: Event, written: Any) -> bool:
    bound = anchor(world, written)
    return bound is None or utc(event.at) >= bound.start


def is_until(world: World, event: Event, written: Any) -> bool:
    bound = anchor(world, written)
    return bound is None or utc(event.at) <= bound.start


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
    if name == "promised date":
        return last_of(promise(world, event) for event in world.history if event.by is not None)
    if name.startswith("first "):
        return first_of(moment(world, event) for event in events_like(world, name.removeprefix("first ")))
    return last_of(moment(world, event) for event in events_like(world, name))


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
