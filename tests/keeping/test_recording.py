"""An event is added to a case file only where the whole new file is right and tells the old case and the event."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.case import Case
from courtesy.keeping.entry import FieldValue, make_entry
from courtesy.keeping.recording import (
    CaseFile,
    add_events,
    case_of_text,
    difference,
    field_problems,
    open_case_file,
    write_addition,
)
from courtesy.keeping.replacement import Snapshot
from courtesy.loading.vocabulary_reader import read_vocabulary
from courtesy.resources import rules_directory
from courtesy.vocabulary import Vocabulary
from keeping.layouts import Written, case_files

CASE = """\
timezone: America/New_York
people: {kim: {name: Kim Lee}}
events:
  # the beginning
  - {event: interview, at: "2026-03-02 14:00", with: [kim]}
"""


def words() -> Vocabulary:
    """The shipped vocabulary."""
    vocabulary, problems = read_vocabulary([rules_directory()])
    assert problems == ()
    return vocabulary


VOCABULARY = words()


def case_file(text: str) -> CaseFile:
    """A case file of this text, on no disk."""
    case, problems = case_of_text(text, "case.yaml", VOCABULARY)
    path = Path("case.yaml")
    snapshot = Snapshot(path=path, target=path, data=text.encode())
    return CaseFile(snapshot=snapshot, text=text, case=case, problems=problems)


def loaded(text: str) -> Case:
    case, problems = case_of_text(text, "case.yaml", VOCABULARY)
    assert case is not None, problems
    return case


_EVENTS = st.sampled_from(
    [
        {"event": "follow_up", "to": ("kim", "raj"), "channel": "email"},
        {"event": "reply", "from": "raj", "channel": "phone", "says": "undecided"},
        {"event": "timeline_given", "by": "2026-04-20", "from": "kim"},
        {"event": "interview", "with": ("raj",), "round": 2, "channel": "phone"},
    ]
)


@given(case_files(), _EVENTS, st.integers(3, 28), st.integers(0, 23))
def test_the_case_is_the_old_one_and_the_event(
    written: Written, fields: dict[str, FieldValue], day: int, hour: int
) -> None:
    """Whatever the hand the file is written in, and wherever the event lies in time."""
    entry = make_entry({**fields, "at": f"2026-03-{day:02} {hour:02}:00"})
    file = case_file(written.text)
    addition, problems = add_events(file, [entry], VOCABULARY)
    if file.case is None or not file.case.events:
        # Nothing that answers or follows up can come first; then the file stays as unfinished as it was.
        assert (addition is not None) is (fields["event"] in {"interview", "timeline_given"})
        assert addition is not None or problems
        return
    assert addition is not None, problems
    before, after = loaded(written.text), addition.case
    rest = list(after.events)
    for event in before.events:
        rest.remove(event)
    (event,) = rest
    assert (event.event, event.at.strftime("%d %H:%M")) == (fields["event"], f"{day:02} {hour:02}:00")
    assert replace(after, events=()) == replace(before, events=())
    assert sorted(after.events, key=lambda one: one.at) == list(after.events)


def test_what_is_impossible_in_the_history_is_refused_with_the_reason() -> None:
    entry = make_entry({"event": "reply", "at": "2026-03-01 09:00", "from": "kim"})
    addition, problems = add_events(case_file(CASE), [entry], VOCABULARY)
    assert addition is None
    (problem,) = problems
    assert problem.code == "before-interview"
    assert problem.message.startswith("`reply` on 2026-03-01 09:00 is impossible: ")
    assert problem.excerpt == '  - {event: reply, at: "2026-03-01 09:00", from: kim}'


def test_a_file_that_was_wrong_before_is_told_as_it_stands() -> None:
    entry = make_entry({"event": "reply", "at": "2026-03-04 09:00"})
    addition, problems = add_events(case_file(CASE.replace("with:", "width:")), [entry], VOCABULARY)
    assert addition is None
    assert [problem.code for problem in problems] == ["unknown-key"]
    addition, problems = add_events(case_file("events: ["), [entry], VOCABULARY)
    assert addition is None
    assert problems


def test_an_event_finishes_a_file_whose_events_were_not_begun() -> None:
    text = "timezone: UTC\nevents:   # to come\n"
    entry = make_entry({"event": "interview", "at": "2026-03-02 14:00"})
    addition, _ = add_events(case_file(text), [entry], VOCABULARY)
    assert addition is not None
    assert addition.text == text + '  - {event: interview, at: "2026-03-02 14:00"}\n'


def test_where_an_addition_would_change_other_values_it_is_refused() -> None:
    """Blank lines at the end of a text that keeps them belong to it."""
    text = "events:\n  - event: interview\n    at: 2026-03-02 14:00\n    channel: |+\n      email\n\n"
    entry = make_entry({"event": "reply", "at": "2026-03-04 09:00"})
    addition, problems = add_events(case_file(text), [entry], VOCABULARY)
    assert addition is None
    assert problems


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_bytes_of_the_file_are_the_old_ones_and_the_new_line(tmp_path: Path, mark: bytes, newline: str) -> None:
    path = tmp_path / "case.yaml"
    old = mark + CASE.replace("\n", newline).encode()
    path.write_bytes(old)
    file, problems = open_case_file(path, VOCABULARY)
    assert file is not None, problems
    entry = make_entry({"event": "reply", "at": "2026-03-04 09:00"})
    addition, problems = add_events(file, [entry], VOCABULARY)
    assert addition is not None, problems
    assert write_addition(addition) == ()
    line = f'  - {{event: reply, at: "2026-03-04 09:00"}}{newline}'
    assert path.read_bytes() == old + line.encode()
    assert difference(addition).splitlines()[-1] == "+" + line.rstrip()


def test_a_repeated_hour_is_told_apart_by_its_offset() -> None:
    from datetime import UTC, datetime  # noqa: PLC0415

    from courtesy.keeping.entry import moment_text  # noqa: PLC0415

    zone = loaded(CASE).timezone
    first = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    second = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert moment_text(first, zone) == "2026-11-01 01:30"
    assert moment_text(second, zone) == "2026-11-01 01:30-05:00"
    text = CASE
    for moment in (second, first):
        entry = make_entry({"event": "reply", "at": moment_text(moment, zone)})
        addition, problems = add_events(case_file(text), [entry], VOCABULARY)
        assert addition is not None, problems
        text = addition.text
    assert {event.at.astimezone(UTC) for event in loaded(text).events[1:]} == {first, second}


def test_fields_are_held_to_the_vocabulary() -> None:
    problems = field_problems({"event": "timeline_given", "at": "x", "to": ("kim",)}, VOCABULARY)
    assert [problem.message for problem in problems] == [
        "`timeline_given` needs `by`",
        "`timeline_given` takes no `to`",
    ]
    assert field_problems({"event": "follow_up", "at": "x", "to": ("kim",)}, VOCABULARY) == ()
