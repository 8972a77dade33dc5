"""The page and the calendars that `when` and `next` write."""

from dataclasses import replace
from pathlib import Path

import icalendar
import pytest

from courtesy.reports.next_ics import agenda_calendar
from courtesy.reports.windows_html import windows_page
from courtesy.reports.windows_ics import windows_calendar
from courtesy.windows.agenda import make_agenda
from courtesy.windows.compute import Windows, compute_windows
from windows.asking import CAUTIOUS, ROOT, at, courtesy, email, shipped, thanked


@pytest.fixture(scope="module")
def windows() -> Windows:
    return compute_windows(shipped(), thanked(), email("follow_up", "2026-03-04 09:00"), CAUTIOUS)


def page(windows: Windows) -> str:
    return windows_page(windows, shipped().rulebook)


def test_the_page_fetches_nothing(windows: Windows) -> None:
    markup = page(windows)
    assert "http://" not in markup
    assert "https://" not in markup
    assert "default-src &#x27;none&#x27;" in markup or "default-src 'none'" in markup


def test_the_page_carries_the_rule_and_the_citation_of_each_interval(windows: Windows) -> None:
    markup = page(windows)
    assert "levo/first-follow-up-window" in markup
    assert "paragraph 8, sentence 1 (b801b015a828)" in markup


def test_what_a_user_typed_is_escaped() -> None:
    case = thanked()
    (kim, *others) = case.people
    evil = replace(case, people=(replace(kim, name='<script>alert("x")</script>'), *others))
    windows = compute_windows(shipped(), evil, email("follow_up", "2026-03-04 09:00"), CAUTIOUS)
    assert "<script>alert" not in page(windows)


def test_two_exports_are_the_same_bytes(windows: Windows) -> None:
    assert windows_calendar(windows) == windows_calendar(windows)


def test_a_later_export_updates_the_entries_of_an_earlier_one(windows: Windows) -> None:
    later = compute_windows(shipped(), thanked(), email("follow_up", "2026-03-05 09:00"), CAUTIOUS)
    first, second = (icalendar.Calendar.from_ical(windows_calendar(each)) for each in (windows, later))
    assert {str(event["UID"]) for event in first.events} == {str(event["UID"]) for event in second.events}
    assert len({str(event["UID"]) for event in first.events}) == len(first.events)


def test_the_agreed_window_opens_with_an_alarm(windows: Windows) -> None:
    calendar = icalendar.Calendar.from_ical(windows_calendar(windows))
    agreed = next(event for event in calendar.events if "agree" in str(event["SUMMARY"]))
    assert agreed.decoded("DTSTART") == at("2026-03-16 00:00")
    assert agreed.decoded("DTEND") == at("2026-03-17 00:00")
    assert [alarm.decoded("TRIGGER") for alarm in agreed.walk("VALARM")] == [at("2026-03-16 00:00")]


def test_a_deadline_warns_a_day_and_two_hours_ahead() -> None:
    agenda = make_agenda(shipped(), thanked(), at("2026-03-15 23:00"), CAUTIOUS)
    opening = next(iter(icalendar.Calendar.from_ical(agenda_calendar(agenda)).events))
    assert opening.decoded("DTSTART") == at("2026-03-16 00:00")
    agenda = make_agenda(shipped(), thanked(), at("2026-03-16 00:00"), CAUTIOUS)
    due = next(
        event
        for event in icalendar.Calendar.from_ical(agenda_calendar(agenda)).events
        if "Due" in str(event["SUMMARY"])
    )
    assert due.decoded("DTEND") == at("2026-03-17 00:00")
    assert [alarm.decoded("TRIGGER") for alarm in due.walk("VALARM")] == [at("2026-03-16 22:00")]


def ask(case: Path, *files: str, status: int = 0) -> str:
    return courtesy("when", str(case), "--act", "follow_up", "--at", "2026-03-04 09:00", *files, status=status)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_bytes((ROOT / "examples" / "first-follow-up.yaml").read_bytes())
    return path


def test_files_are_written_and_replaced(case: Path) -> None:
    html, calendar = case.with_name("w.html"), case.with_name("w.ics")
    html.write_text("old", encoding="utf-8")
    ask(case, "--html", str(html), "--ics", str(calendar))
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert sorted(path.name for path in case.parent.iterdir()) == ["case.yaml", "w.html", "w.ics"]


@pytest.mark.parametrize("option", ["--html", "--ics"])
def test_the_case_file_is_never_written_over(case: Path, option: str) -> None:
    before = case.read_bytes()
    link = case.with_name("link.html")
    link.symlink_to(case)
    for name in (case, link, case.parent / "." / case.name):
        assert "is the case file" in ask(case, option, str(name), status=2)
    assert case.read_bytes() == before


def test_two_files_of_one_name_are_refused(case: Path) -> None:
    assert "named twice" in ask(case, "--html", "x", "--ics", "x", status=2)


def test_a_file_that_cannot_be_written_is_told(case: Path) -> None:
    assert "missing" in ask(case, "--html", str(case.parent / "missing" / "w.html"), status=3)
