"""What the benchmarks decide: the shipped rulebook, and cases and proposals as candidates have them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from courtesy.backends.backend import Backend
from courtesy.case import Case, Event, Person, Proposal
from courtesy.loading.rulebook import load_rulebook
from courtesy.resources import rules_directory
from courtesy.rule import Rulebook
from courtesy.situation.situation import Situator

ZONE = ZoneInfo("America/New_York")
PEOPLE = (
    Person(id="kim", role="hiring_manager"),
    Person(id="raj", role="interviewer"),
    Person(id="ana", role="hr"),
)
ACTS = ("follow_up", "follow_up", "follow_up", "thank_you", "thank_you", "status_reply", "feedback_request")
CHANNELS = ("email", "email", "email", "phone", "letter", "linkedin")
ACKNOWLEDGED = "acknowledged"


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The shipped rulebook."""
    loaded, problems = load_rulebook([rules_directory()])
    if loaded is None:
        raise SystemExit("\n".join(f"{problem.location}: {problem.message}" for problem in problems))
    return loaded


def situator_of(backend: Backend, loaded: Rulebook) -> tuple[Situator, Mapping[str, str]]:
    """The situator of a backend, and every reading at its default."""
    readings = {
        f"{source.id}/{reading.name}": reading.default
        for source in loaded.sources
        for reading in source.readings.values()
    }
    return Situator(backend.signals), readings


def proposals(number: int, seed: int, events: int = 5) -> Iterator[tuple[Case, Proposal]]:
    """Cases of about so many events, and a proposal on each."""
    chance = random.Random(seed)
    for _ in range(number):
        case = case_of(chance, events)
        last = max(event.at for event in case.events)
        at = (last + timedelta(minutes=chance.randrange(1, 30 * 24 * 60))).replace(second=0)
        to = tuple(chance.sample(("kim", "raj", "ana"), chance.choice((1, 1, 1, 2))))
        yield case, Proposal(act=chance.choice(ACTS), channel=chance.choice(CHANNELS), to=to, at=at)


def case_of(chance: random.Random, events: int) -> Case:
    """An interview, perhaps a promised date, a thank-you, and follow-ups and replies up to the number."""
    at = datetime(2026, 3, 2, 14, tzinfo=ZONE) + timedelta(hours=chance.randrange(24 * 300))
    found = [Event(event="interview", at=at, ends=at + timedelta(hours=1), with_=("kim", "raj"), channel="in_person")]
    if chance.random() < 0.4:
        by = (at + timedelta(days=chance.randrange(3, 20))).replace(hour=23, minute=59)
        found.append(Event(event="timeline_given", at=at + timedelta(hours=1), by=by, from_="kim"))
    found.append(Event(event="thank_you", at=at + timedelta(hours=5), to=("kim",), channel="email"))
    while len(found) < events:
        at += timedelta(hours=chance.randrange(20, 200))
        if chance.random() < 0.7:
            found.append(Event(event="follow_up", at=at, to=("kim",), channel="email"))
        else:
            found.append(Event(event="reply", at=at, from_="kim", channel="email", says=ACKNOWLEDGED))
    ordered = sorted(found, key=lambda event: event.at)
    return Case(timezone=ZONE, people=PEOPLE, events=tuple(ordered))
