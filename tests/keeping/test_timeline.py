"""The history as a timeline: days, silences, the promised date, in text and in JSON."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from courtesy.case import Case, Event
from courtesy.keeping.timeline import Timeline, day_of, draw_timeline
from courtesy.reports.case_json import timeline_data
from courtesy.reports.case_text import print_timeline
from keeping.cases import ACTS, acme, interview, local

HISTORY = acme(
    interview(),
    Event(event="timeline_given", at=local("2026-03-02 15:00"), by=local("2026-03-16 23:59"), from_="kim"),
    Event(event="thank_you", at=local("2026-03-02 19:10"), to=("kim", "raj"), channel="email"),
    Event(event="contact_named", at=local("2026-03-05 09:00"), who="ana", from_="kim", channel="phone"),
    Event(event="reply", at=local("2026-03-05 09:20"), from_="ana", channel="email", says="undecided"),
    Event(event="interview", at=local("2026-03-12 10:00"), with_=("ana",), channel="phone", round=2),
)


def drawn(case: Case, now: str) -> Timeline:
    return draw_timeline(case, local(now), ACTS)


def shown(timeline: Timeline, width: int = 80) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False, no_color=True)
    print_timeline(console, timeline)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_timeline_as_text(golden: Callable[[str, str], None], width: int) -> None:
    text = shown(drawn(HISTORY, "2026-03-10 09:00"), width)
    assert max(map(len, text.splitlines())) <= width
    golden(f"keeping/timeline-{width}.txt", text)


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("2026-03-09 09:00", "The employer promised word by Mon 16 Mar 2026: 7 days left."),
        ("2026-03-16 23:00", "The employer promised word by Mon 16 Mar 2026: today is the last day."),
        ("2026-03-17 00:00", "The employer promised word by Mon 16 Mar 2026: 1 day overdue."),
        ("2026-03-01 12:00", "Now is Sun 1 Mar 2026, 12:00, 1 day before the interview."),
        ("2026-03-02 14:30", "Now is Mon 2 Mar 2026, 14:30, the day of the interview."),
        ("2026-03-06 08:00", "The last event was reply, yesterday."),
        ("2026-03-12 11:00", "The last event was interview, today."),
    ],
)
def test_how_it_stands(now: str, sentence: str) -> None:
    assert sentence in shown(drawn(HISTORY, now), 200).splitlines()


def test_an_empty_history_says_how_to_begin() -> None:
    assert "Nothing has happened yet" in shown(drawn(replace(HISTORY, events=()), "2026-03-10 09:00"))


def test_days_count_from_the_latest_interview_that_had_begun() -> None:
    moments = ("2026-03-01 23:59", "2026-03-02 00:00", "2026-03-03 00:00", "2026-03-12 09:59", "2026-03-12 10:00")
    assert [day_of(HISTORY, local(moment)) for moment in moments] == [-1, 0, 1, 10, 0]
    assert day_of(replace(HISTORY, events=()), local("2026-03-01 12:00")) is None


def test_a_silence_is_elapsed_time_over_a_change_of_the_clock() -> None:
    case = acme(interview("2026-03-08 01:30", None), Event(event="reply", at=local("2026-03-08 03:30")))
    assert drawn(case, "2026-03-09 09:00").past[1].silence == local("2026-03-02 02:00") - local("2026-03-02 01:00")


def test_what_is_to_come_is_shown_and_not_counted() -> None:
    timeline = drawn(HISTORY, "2026-03-01 09:00")
    assert (len(timeline.past), len(timeline.coming)) == (0, 6)
    assert (timeline.promise, timeline.silent_days) == (None, None)


def test_the_timeline_as_json() -> None:
    data = timeline_data(drawn(HISTORY, "2026-03-10 09:00"))
    assert data["schema"] == "courtesy/history/1"
    assert (data["now"], data["day"], data["silent_days"]) == ("2026-03-10T09:00-04:00", 8, 5)
    assert data["promised_date"] == {"by": "2026-03-16T23:59-04:00", "day": 14, "days_left": 6}
    assert data["events"][2] == {
        "event": "thank_you",
        "at": "2026-03-02T19:10-05:00",
        "to": ["kim", "raj"],
        "channel": "email",
        "by_candidate": True,
        "happened": True,
        "day": 0,
        "silence_minutes": 250,
        "days_since_previous": 0,
    }
    assert [event["happened"] for event in data["events"]] == [True] * 5 + [False]
