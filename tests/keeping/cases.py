"""One case and its people, for the tests of keeping."""

from datetime import datetime
from zoneinfo import ZoneInfo

from courtesy.case import Candidate, Case, Event, Person

ZONE = ZoneInfo("America/New_York")
ACTS = frozenset(("thank_you", "follow_up", "status_reply", "feedback_request"))


def local(text: str) -> datetime:
    """A moment of New York."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def acme(*events: Event) -> Case:
    """Dana's application at Acme; without events, an interview on 2 March 2026 from two to three."""
    return Case(
        timezone=ZONE,
        candidate=Candidate(name="Dana Reyes", email="dana@example.org"),
        company="Acme Analytics",
        position="Data Analyst",
        people=(
            Person(id="kim", name="Kim Lee", role="hiring_manager", email="kim@acme.example"),
            Person(id="raj", name="Raj Patel", role="interviewer"),
            Person(id="ana", name="Ana Cruz", role="hr", email="Ana@acme.example"),
        ),
        events=events or (interview(),),
    )


def interview(at: str = "2026-03-02 14:00", ends: str | None = "2026-03-02 15:00") -> Event:
    """An interview with Kim and Raj."""
    return Event(
        event="interview",
        at=local(at),
        ends=local(ends) if ends else None,
        with_=("kim", "raj"),
        channel="in_person",
    )
