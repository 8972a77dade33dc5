"""What cannot be in any history: one table, shared by the reader of cases, the solver and the generators of random cases.

An axiom refuses as little as it can. A history that only looks odd (a promise before the interview, a mail after the
rejection, two interviews on one day) is a real one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from courtesy.case import Case, Event
from courtesy.frozen import dataclass

INTERVIEW = "interview"

AFTER_INTERVIEW = frozenset(
    {"thank_you", "follow_up", "status_reply", "feedback_request", "reply", "rejection", "offer"}
)
"""Events that presuppose an interview: they thank for it, come back to it, or answer and end what it began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """Where an axiom is broken: the place of the event in `case.events`, and the field that shows it."""

    event: int
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axiom:
    """Something that holds in every history: a code, one plain sentence, what to do about a breach, and its test."""

    code: str
    says: str
    advice: str
    breaches: Callable[[Case], Iterator[Breach]]


def _before_the_interview(case: Case) -> Iterator[Breach]:
    """A history that begins with a later round does not list what came before, so nothing is too early in it."""
    first = next((event for event in case.events if event.event == INTERVIEW), None)
    if first is not None and (first.round or 1) > 1:
        return
    for place, event in enumerate(case.events):
        if event.event in AFTER_INTERVIEW and (first is None or event.at.timestamp() < first.at.timestamp()):
            yield Breach(event=place, field="event")


def _ends_before_it_begins(case: Case) -> Iterator[Breach]:
    for place, event in enumerate(case.events):
        if event.ends is not None and event.ends.timestamp() < event.at.timestamp():
            yield Breach(event=place, field="ends")


def _promises_the_past(case: Case) -> Iterator[Breach]:
    for place, event in enumerate(case.events):
        if event.by is not None and event.by.timestamp() < event.at.timestamp():
            yield Breach(event=place, field="by")


def _rounds_go_back(case: Case) -> Iterator[Breach]:
    latest = 0
    for place, event in enumerate(case.events):
        if event.event == INTERVIEW and event.round is not None:
            if event.round < latest:
                yield Breach(event=place, field="round")
            latest = max(latest, event.round)


def _names_nobody_known(case: Case) -> Iterator[Breach]:
    known = {person.id for person in case.people}
    for place, event in enumerate(case.events):
        for field, people in people_by_field(event):
            if any(person not in known for person in people):
                yield Breach(event=place, field=field)


def people_by_field(event: Event) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ids in each field of an event that names people."""
    yield "with", event.with_
    yield "to", event.to
    yield "from", (event.from_,) if event.from_ is not None else ()
    yield "who", (event.who,) if event.who is not None else ()


AXIOMS: tuple[Axiom, ...] = (
    Axiom(
        code="before-interview",
        says="thanks, follow-ups and answers come after an interview",
        advice="add the interview, correct the date, or leave out what came before: the rules speak of the wait after it",
        breaches=_before_the_interview,
    ),
    Axiom(
        code="ends-before-start",
        says="nothing ends before it begins",
        advice="check the two times, and whether it ended on the next day",
        breaches=_ends_before_it_begins,
    ),
    Axiom(
        code="promise-in-the-past",
        says="a promised date is not before the day of the promise",
        advice="check the year and the month of both dates",
        breaches=_promises_the_past,
    ),
    Axiom(
        code="rounds-go-back",
        says="a later interview is not of an earlier round",
        advice="check the dates of the interviews, or leave `round` out",
        breaches=_rounds_go_back,
    ),
    Axiom(
        code="unknown-person",
        says="only people of the case take part in its events",
        advice="add the person under `people`",
        breaches=_names_nobody_known,
    ),
)
"""All axioms. INVARIANT: a case that the reader accepts breaks none of them."""


def breaches(case: Case) -> Iterator[tuple[Axiom, Breach]]:
    """Every breach of every axiom."""
    for axiom in AXIOMS:
        for breach in axiom.breaches(case):
            yield axiom, breach
