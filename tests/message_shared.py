"""A case and a short way to read a text against it, for the tests of the message reading."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from courtesy.case import Candidate, Case, Event, Message, Person
from courtesy.message.reading import read
from courtesy.message.signals import Context, Reading

ZONE = ZoneInfo("America/New_York")
INTERVIEW = datetime(2026, 3, 2, 14, 0, tzinfo=ZONE)
CASE = Case(
    timezone=ZONE,
    candidate=Candidate(name="Dana Reyes", email="dana@example.org", phone="+1 555 010 0100"),
    company="Acme Analytics",
    position="Data Analyst",
    notes=("hiking", "the Lisbon migration"),
    people=(
        Person(id="kim", name="Kimberly Lee", role="hiring_manager", email="kim@acme.example"),
        Person(id="brian", name="Brian Patel", role="interviewer"),
    ),
    events=(
        Event(
            event="interview",
            at=INTERVIEW,
            ends=INTERVIEW.replace(hour=15),
            with_=("kim", "brian"),
            channel="in_person",
        ),
    ),
)
LETTER = (
    "Dear Kim and Brian,\n\nThank you for taking the time to meet with me on Monday, March 2. I enjoyed hearing about the move to Lisbon"
    " and I am very interested in the Data Analyst position at Acme Analytics.\n\nKind regards,\nDana Reyes\n+1 555 010 0100\n"
)


def reading(
    body: str,
    *,
    subject: str | None = None,
    to: tuple[str, ...] = (),
    channel: str = "email",
    at: datetime | None = None,
) -> Reading:
    """The reading of a text against the case above."""
    return read(Message(subject=subject, body=body), Context(case=CASE, channel=channel, to=to, at=at))


def value(body: str, name: str, **given: str) -> bool | int | str | None:
    """One signal's value."""
    return reading(body, subject=given.get("subject"), channel=given.get("channel", "email")).signals[name].value


def words(read_text: Reading, name: str) -> list[str]:
    """The words that a signal's spans point at."""
    texts = {"subject": read_text.subject, "body": read_text.body}
    return [texts[span.part][span.start : span.end] for span in read_text.signals[name].spans]
