"""A case (one application and its history) and a proposal (the next message), as checked values.

Moments are aware datetimes in the case's time zone, in whole minutes (the engine's clock ticks in minutes).
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from courtesy.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The person who was interviewed; what is not known is None."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the employer's side, known by a short id in the case."""

    id: str
    name: str | None = None
    role: str = "unknown"
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened: an interview, something the employer did, or a message of the candidate.

    `event` is a word of the vocabulary (an act is an event, too). `ends` is None where only `at` was given.
    `people` holds the ids in `with` (an interview), `to` (an act), `from` (the employer's events) or `who`
    (`contact_named`) by field name: each event has at most one of them of each kind. `by` is the last instant
    of a promised date. `extra` holds the fields that a pack's vocabulary adds, as text.
    """

    event: str
    at: datetime
    ends: datetime | None = None
    channel: str | None = None
    with_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    from_: str | None = None
    who: str | None = None
    says: str | None = None
    round: int | None = None
    by: datetime | None = None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def end(self) -> datetime:
        """The instant from which elapsed minutes and hours count: `ends`, else `at`."""
        return self.ends or self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One application: people, company, time zone and the history of events in order of time (stable)."""

    timezone: ZoneInfo
    candidate: Candidate = field(default_factory=Candidate)
    company: str | None = None
    position: str | None = None
    notes: tuple[str, ...] | None = None
    people: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    holidays: frozenset[date] = frozenset()
    traits: frozenset[str] = frozenset()

    def person(self, identifier: str) -> Person | None:
        """The person with this id, or None."""
        return next((person for person in self.people if person.id == identifier), None)

    def seen_at(self, moment: datetime) -> tuple[Event, ...]:
        """The events not after `moment`: later ones are not seen.

        Instants are compared, not wall clocks: Python compares two moments of one zone by the clock on the wall, which
        goes back where an hour is repeated.
        """
        return tuple(event for event in self.events if event.at.timestamp() <= moment.timestamp())


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The text of a proposal. `quoted` tells whether the mail carried quoted text that was cut off."""

    subject: str | None = None
    body: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The next message: act, channel, recipients (ids of the case's people), moment, and its text if it is known."""

    act: str
    channel: str
    to: tuple[str, ...]
    at: datetime
    message: Message | None = None
