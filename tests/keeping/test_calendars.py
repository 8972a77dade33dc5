"""Appointments become interviews."""

from pathlib import Path

import pytest

from courtesy.keeping.calendars import read_calendar
from courtesy.keeping.finding import Found
from courtesy.keeping.importing import find_events, read_sources
from courtesy.keeping.people import address_book
from keeping.cases import ACTS, ZONE, acme, interview

INVITED = """ORGANIZER;CN=Ana Cruz:mailto:ana@acme.example
ATTENDEE;CN=Kim Lee:mailto:KIM@acme.example
ATTENDEE;CN=Dana Reyes:mailto:dana@example.org"""
ZONED = """DTSTART;TZID=America/New_York:20260302T140000
DTEND;TZID=America/New_York:20260302T150000"""


def event(body: str, summary: str = "Interview with Acme", uid: str = "u1@acme.example") -> str:
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260201T000000Z\nSUMMARY:{summary}\n{body}\nEND:VEVENT"


def write(tmp_path: Path, *events: str) -> Path:
    path = tmp_path / "calendar.ics"
    body = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//acme//", *events, "END:VCALENDAR", ""])
    path.write_text(body.replace("\n", "\r\n"), newline="")
    return path


def found(path: Path, *, known: frozenset[str] = frozenset()) -> tuple[Found, ...]:
    # A case in which nothing happened yet.
    from dataclasses import replace  # noqa: PLC0415

    case = replace(acme(), events=())
    sources, problems = read_sources([path], ZONE)
    assert problems == ()
    return find_events(sources, case, address_book(case), known, tuple(ACTS))


def test_an_interview_with_people_of_the_case_is_sure(tmp_path: Path) -> None:
    (one,) = found(write(tmp_path, event(f"{ZONED}\n{INVITED}")))
    assert (one.event, one.sure, one.with_) == ("interview", True, ("ana", "kim"))
    assert dict(one.entry(acme(), "interview").fields) == {
        "event": "interview",
        "at": "2026-03-02 14:00",
        "ends": "2026-03-02 15:00",
        "with": ("ana", "kim"),
    }
    assert one.origin == "ics:u1@acme.example"
    assert found(write(tmp_path, event(ZONED)), known=frozenset({one.origin})) == ()


def test_an_appointment_of_another_title_is_a_question(tmp_path: Path) -> None:
    (one,) = found(write(tmp_path, event(f"{ZONED}\n{INVITED}", summary="Chat")))
    assert (one.event, one.likely, one.sure) == (None, ("interview",), False)
    assert found(write(tmp_path, event(ZONED, summary="Dentist"))) == ()


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ("DTSTART:20260302T190000Z", "2026-03-02 14:00"),
        ("DTSTART:20260302T140000", "2026-03-02 14:00"),
        ("DTSTART;TZID=Europe/Madrid:20260302T200000", "2026-03-02 14:00"),
        ("DTSTART;TZID=Europe/Madrid:20260312T200000", "2026-03-12 15:00"),
    ],
)
def test_times_are_told_in_the_zone_of_the_case(tmp_path: Path, start: str, at: str) -> None:
    """In the second week of March New York has changed its clocks and Madrid has not."""
    (one,) = found(write(tmp_path, event(f"{start}\nDURATION:PT45M\n{INVITED}")))
    assert one.entry(acme(), "interview").field("at") == at


def test_a_repeated_interview_is_several_and_keeps_its_hour_over_a_clock_change(tmp_path: Path) -> None:
    repeated = f"{ZONED}\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=America/New_York:20260309T140000\n{INVITED}"
    one, two = found(write(tmp_path, event(repeated)))
    assert [some.entry(acme(), "interview").field("at") for some in (one, two)] == [
        "2026-03-02 14:00",
        "2026-03-16 14:00",
    ]
    assert one.origin != two.origin


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;UNTIL=20260316T180000Z", ["02", "09", "16"]),
        ("FREQ=WEEKLY;UNTIL=20260316", ["02", "09", "16"]),
        ("FREQ=DAILY;COUNT=2", ["02", "03"]),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=MO,WE", ["02", "04", "09"]),
    ],
)
def test_rules_of_repetition_end(tmp_path: Path, rule: str, days: list[str]) -> None:
    times = [one.at.strftime("%d") for one in found(write(tmp_path, event(f"{ZONED}\nRRULE:{rule}\n{INVITED}")))]
    assert times == days


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=SECONDLY;COUNT=9", "otherwise than by days or weeks"),
        ("FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=30", "otherwise than by days or weeks"),
        ("FREQ=WEEKLY", "more often than the limit of 50"),
        ("FREQ=DAILY;COUNT=90000000", "more often than the limit of 50"),
    ],
)
def test_rules_without_an_end_in_sight_are_passed_over(tmp_path: Path, rule: str, why: str) -> None:
    path = write(tmp_path, event(f"{ZONED}\nRRULE:{rule}\n{INVITED}"))
    appointments, (problem,) = read_calendar(path, ZONE)
    assert appointments == ()
    assert why in problem.message


def test_a_changed_occurrence_stands_in_the_place_of_the_planned_one(tmp_path: Path) -> None:
    repeated = event(f"{ZONED}\nRRULE:FREQ=WEEKLY;COUNT=2\n{INVITED}")
    moved = event(
        f"DTSTART;TZID=America/New_York:20260310T090000\nRECURRENCE-ID;TZID=America/New_York:20260309T140000\n{INVITED}"
    )
    times = [one.entry(acme(), "interview").field("at") for one in found(write(tmp_path, repeated, moved))]
    assert times == ["2026-03-02 14:00", "2026-03-10 09:00"]


def test_a_cancelled_interview_did_not_happen(tmp_path: Path) -> None:
    assert found(write(tmp_path, event(f"{ZONED}\nSTATUS:CANCELLED\n{INVITED}"))) == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "DTSTART;VALUE=DATE:20260302",
            "the appointment `Interview with Acme` lasts whole days and tells no hour, it was passed over",
        ),
        (
            f"{ZONED}\nRRULE:FREQ=DAILY",
            "the appointment `Interview with Acme` is repeated more often than the limit of 50, it was passed over",
        ),
        (
            "DTSTART:tomorrow",
            "the appointment `Interview with Acme` has a time that cannot be read, it was passed over",
        ),
        (
            "DESCRIPTION:no start",
            "the appointment `Interview with Acme` has a time that cannot be read, it was passed over",
        ),
    ],
)
def test_what_tells_no_moment_is_passed_over_with_a_word(tmp_path: Path, body: str, message: str) -> None:
    appointments, problems = read_calendar(write(tmp_path, event(body)), ZONE)
    assert appointments == ()
    assert [problem.message for problem in problems] == [message]


@pytest.mark.parametrize("text", ["", "hello", "BEGIN:VCALENDAR", "BEGIN:VEVENT\nEND:VCALENDAR", "\x00\xff"])
def test_what_is_no_calendar_is_told_or_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.ics"
    path.write_text(text, encoding="latin-1")
    appointments, problems = read_calendar(path, ZONE)
    assert appointments == ()
    assert {problem.code for problem in problems} <= {"not-a-calendar", "appointment-passed-over"}


def test_a_calendar_above_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.ics"
    path.write_bytes(b" " * (4 * 1024 * 1024 + 1))
    _, (problem,) = read_calendar(path, ZONE)
    assert problem.message == "this calendar is larger than the limit of 4 MiB"


def test_an_interview_that_was_noted_by_hand_is_a_question(tmp_path: Path) -> None:
    case = acme(interview())
    sources, _ = read_sources([write(tmp_path, event(f"{ZONED}\n{INVITED}"))], ZONE)
    (one,) = find_events(sources, case, address_book(case), frozenset(), tuple(ACTS))
    assert (one.sure, one.already) == (False, interview())
