"""Cases, proposals and profiles that are right: times, zones, order, defaults."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.case import Case, Message, Proposal
from courtesy.history import AXIOMS, breaches
from courtesy.loading.case_reader import case_from_data, read_case
from courtesy.loading.moments import machine_zone
from courtesy.loading.proposal_reader import build_proposal, default_recipients, proposal_from_data, read_proposal
from loading_shared import vocabulary


def case_of(**data: Any) -> Case:
    case, problems = case_from_data(data, vocabulary())
    assert case is not None, problems
    return case


def at_of(text: str, timezone: str = "Europe/London") -> datetime:
    return case_of(timezone=timezone, events=[{"event": "interview", "at": text}]).events[0].at


MOMENTS = {
    "2026-03-02 14:00": "2026-03-02T14:00:00+00:00",
    "2026-03-02T14:00": "2026-03-02T14:00:00+00:00",
    "2026-03-02 14:00:59": "2026-03-02T14:00:00+00:00",
    "2026-03-02 14:00:59.9": "2026-03-02T14:00:00+00:00",
    "2026-3-2 9:05": "2026-03-02T09:05:00+00:00",
    "2026-07-02 14:00": "2026-07-02T14:00:00+01:00",
    "2026-07-02 14:00Z": "2026-07-02T15:00:00+01:00",
    "2026-07-02 14:00 +02:00": "2026-07-02T13:00:00+01:00",
    "2026-07-02T14:00:00-0400": "2026-07-02T19:00:00+01:00",
    "2026-10-25 01:30": "2026-10-25T01:30:00+01:00",  # twice: the first
    "2026-10-25 01:30+00:00": "2026-10-25T01:30:00+00:00",  # the second, by its offset
    "2026-03-29 00:59": "2026-03-29T00:59:00+00:00",
    "2026-03-29 02:00": "2026-03-29T02:00:00+01:00",
}


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_read_in_the_zone_of_the_case(text: str) -> None:
    assert at_of(text).isoformat() == MOMENTS[text]


def test_a_promised_day_lasts_until_its_last_minute() -> None:
    case = case_of(
        timezone="America/New_York",
        events=[
            {"event": "interview", "at": "2026-03-02 14:00"},
            {"event": "timeline_given", "at": "2026-03-02 15:00", "by": "2026-03-16"},
            {"event": "timeline_given", "at": "2026-03-02 16:00", "by": "2026-03-16 12:00"},
        ],
    )
    promises = [event.by.isoformat() for event in case.events if event.by]
    assert promises == ["2026-03-16T23:59:00-04:00", "2026-03-16T12:00:00-04:00"]


def test_a_promise_on_the_day_of_the_interview_is_possible() -> None:
    case_of(
        events=[
            {"event": "interview", "at": "2026-03-02 14:00"},
            {"event": "timeline_given", "at": "2026-03-02 15:00", "by": "2026-03-02"},
        ]
    )


def test_a_promised_day_whose_last_hour_comes_twice_ends_with_the_second() -> None:
    """In Cairo the clocks were set back from midnight to eleven at the end of 30 September 2010."""
    case = case_of(
        timezone="Africa/Cairo",
        events=[
            {"event": "interview", "at": "2010-04-20 10:00"},
            {"event": "timeline_given", "at": "2010-04-20 11:00", "by": "2010-09-30"},
        ],
    )
    assert case.events[1].by is not None
    assert case.events[1].by.fold == 1


def test_events_are_sorted_by_time_and_stay_in_order_at_one_instant() -> None:
    case = case_of(
        timezone="Europe/London",
        events=[
            {"event": "reply", "at": "2026-03-04 10:00", "says": "other"},
            {"event": "thank_you", "at": "2026-03-02 19:00"},
            {"event": "interview", "at": "2026-03-02 14:00"},
            {"event": "reply", "at": "2026-03-04 10:00", "says": "undecided"},
        ],
    )
    assert [event.event for event in case.events] == ["interview", "thank_you", "reply", "reply"]
    assert [event.says for event in case.events[2:]] == ["other", "undecided"]


def test_everything_of_a_case_is_read(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        """\
timezone: Europe/London
candidate: {name: Dana Reyes, email: dana@example.org, phone: 5550100}
company: Acme
position: 007
notes: [hiking, no]
people:
  kim: {name: Kim Lee, role: hiring_manager, email: kim@acme.example, phone: "+1"}
  raj: {}
holidays: [2026-03-16]
traits: [phone_culture]
events:
  - {event: interview, at: 2026-03-02 14:00, ends: 2026-03-02 15:00, with: [kim, raj], channel: in_person, round: 2}
  - {event: contact_named, at: 2026-03-02 15:00, who: raj, from: kim}
  - {event: channel_invited, at: 2026-03-02 15:00, channel: phone, from: kim}
  - {event: reply, at: 2026-03-03 15:00, from: kim, channel: email, says: undecided}
""",
        encoding="utf-8",
    )
    case, problems = read_case(path, vocabulary())
    assert problems == ()
    assert case is not None
    assert (case.candidate.phone, case.position, case.notes) == ("5550100", "007", ("hiking", "no"))
    assert (case.holidays, case.traits) == (frozenset({date(2026, 3, 16)}), frozenset({"phone_culture"}))
    assert [person.role for person in case.people] == ["hiring_manager", "unknown"]
    interview, named, invited, reply = case.events
    assert (interview.with_, interview.round, interview.channel) == (("kim", "raj"), 2, "in_person")
    assert interview.end.isoformat() == "2026-03-02T15:00:00+00:00"
    assert (named.who, named.from_, invited.channel, reply.says) == ("raj", "kim", "phone", "undecided")


def test_notes_that_are_not_given_are_not_known() -> None:
    assert case_of(events=[]).notes is None
    assert case_of(events=[], notes=[]).notes == ()


def test_null_stands_for_a_key_that_is_left_out() -> None:
    event = {"event": "interview", "at": "2026-03-02 14:00", "ends": None, "with": None, "says": None}
    assert case_of(events=[event], company=None, people={"kim": {"role": None}}).people[0].role == "unknown"


def test_histories_that_only_look_odd_are_possible() -> None:
    case_of(
        people={"kim": {"role": "recruiter"}},
        events=[
            {"event": "contact_named", "at": "2026-02-20 10:00", "who": "kim"},
            {"event": "channel_invited", "at": "2026-02-20 10:00", "channel": "phone"},
            {"event": "timeline_given", "at": "2026-02-20 10:00", "by": "2026-03-30"},
            {"event": "connection_request", "at": "2026-02-21 10:00", "to": ["kim"]},
            {"event": "interview", "at": "2026-03-02 14:00", "round": 1},
            {"event": "interview", "at": "2026-03-02 16:00", "round": 1},
            {"event": "rejection", "at": "2026-03-05 10:00"},
            {"event": "offer", "at": "2026-03-06 10:00"},
            {"event": "thank_you", "at": "2026-03-06 10:00"},
        ],
    )


def test_a_history_that_begins_with_a_later_round_may_tell_of_the_time_before() -> None:
    case_of(
        events=[
            {"event": "follow_up", "at": "2026-02-20 10:00"},
            {"event": "interview", "at": "2026-03-02 14:00", "round": 2},
        ]
    )


def test_axioms_have_names_sentences_and_help() -> None:
    assert len({axiom.code for axiom in AXIOMS}) == len(AXIOMS)
    assert all(axiom.says and axiom.advice for axiom in AXIOMS)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"event": st.sampled_from(sorted(vocabulary().events)), "day": st.integers(1, 9)},
            optional={"round": st.integers(1, 3)},
        ),
        max_size=6,
    )
)
def test_a_case_that_is_accepted_breaks_no_axiom(drawn: list[dict[str, Any]]) -> None:
    events = [event_data(**event) for event in drawn]
    case, problems = case_from_data({"people": {"kim": {}}, "events": events}, vocabulary())
    assert (case is None) == bool(problems)
    if case is not None:
        assert list(breaches(case)) == []
        assert [event.at for event in case.events] == sorted(event.at for event in case.events)


def event_data(event: str, day: int, round: int = 1) -> dict[str, Any]:  # noqa: A002  the field's name
    data: dict[str, Any] = {"event": event, "at": f"2026-03-0{day} 10:00"}
    needed = {
        "timeline_given": {"by": "2026-03-05"},
        "contact_named": {"who": "kim"},
        "channel_invited": {"channel": "phone"},
    }
    return data | needed.get(event, {}) | ({"round": round} if event == "interview" else {})


json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(["kim", "reply"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["timezone", "people", "events", "event", "at", "by", "with", "kim", "notes", "x"]), inner
        )
    ),
    max_leaves=10,
)


@given(json_data)
def test_no_data_makes_the_reader_raise(data: Any) -> None:
    case, problems = case_from_data(data, vocabulary())
    assert (case is None) == bool(problems)


def test_data_nested_without_end_is_refused_like_any_other() -> None:
    data: Any = []
    for _ in range(900):
        data = [data]
    case, problems = case_from_data({"events": [], "notes": data}, vocabulary())
    assert case is None
    assert [problem.code for problem in problems] == ["wrong-type"]


def test_control_characters_in_data_do_not_reach_a_terminal() -> None:
    _, problems = case_from_data({"events": [], "time\x1b[31mzone": 1}, vocabulary())
    assert [(problem.message, problem.where) for problem in problems] == [
        ("a case has no key `time\ufffd[31mzone`", "time\ufffd[31mzone")
    ]


# ---------------------------------------------------------------- the machine's zone


def test_the_zone_of_the_machine_stands_in_for_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert case_of(events=[]).timezone.key == "Asia/Tokyo"
    monkeypatch.setenv("TZ", ":Europe/Paris")
    assert machine_zone().key == "Europe/Paris"
    monkeypatch.setenv("TZ", "nonsense")
    assert machine_zone().key


# ---------------------------------------------------------------- proposals

PEOPLE = {
    "ana": {"role": "hr"},
    "kim": {"role": "hiring_manager"},
    "raj": {"role": "interviewer"},
}
INTERVIEW = {"event": "interview", "at": "2026-03-02 14:00"}
CONTACT = {"event": "contact_named", "at": "2026-03-02 15:00"}

RECIPIENTS = {
    "the contact named last": ([{**INTERVIEW, "with": ["kim"]}, {**CONTACT, "who": "raj"}, {**CONTACT, "who": "ana"}], "ana"),
    "a contact named later is not seen": ([{**INTERVIEW, "with": ["kim"]}, {**CONTACT, "at": "2026-05-01 10:00", "who": "ana"}], "kim"),
    "the hiring manager who was met": ([{**INTERVIEW, "with": ["raj", "kim"]}], "kim"),
    "a hiring manager who was not met": ([{**INTERVIEW, "with": ["raj"]}], "kim"),
}  # fmt: skip


@pytest.mark.parametrize("name", RECIPIENTS)
def test_to_whom_a_proposal_goes_by_default(name: str) -> None:
    events, expected = RECIPIENTS[name]
    proposal = proposed(case_of(timezone="Europe/London", people=PEOPLE, events=events))
    assert proposal.to == (expected,)


def test_without_a_hiring_manager_the_first_person_met() -> None:
    people = {"ana": {"role": "hr"}, "raj": {"role": "interviewer"}}
    case = case_of(people=people, events=[{**INTERVIEW, "with": ["raj", "ana"]}])
    assert default_recipients(case, datetime(2026, 4, 1, tzinfo=UTC)) == ("raj",)


def test_a_case_without_people_has_nobody_to_name() -> None:
    assert proposed(case_of(events=[INTERVIEW])).to == ()


def proposed(case: Case, **options: Any) -> Proposal:
    given = {"act": "follow_up", "at": "2026-03-10 09:00"} | options
    proposal, problems = build_proposal(case, vocabulary(), **given)
    assert proposal is not None, problems
    return proposal


def test_the_defaults_of_a_proposal() -> None:
    case = case_of(timezone="America/New_York", people=PEOPLE, events=[INTERVIEW])
    now = datetime(2026, 3, 10, 13, 0, 42, tzinfo=UTC)
    proposal = proposed(case, at=None, now=now)
    assert proposal.channel == "email"
    assert proposal.message is None
    assert proposal.at.isoformat() == "2026-03-10T09:00:00-04:00"
    assert proposed(case, at="now", now=now) == proposal
    assert proposed(case, at=now, to=("kim,raj", "ana")).to == ("kim", "raj", "ana")


def test_a_message_is_kept_as_it_was_read() -> None:
    message = Message(subject="Hello", body="Dear Kim", quoted=True)
    case = case_of(people=PEOPLE, events=[INTERVIEW])
    assert proposed(case, message=message).message == message
    assert proposed(case, message=Message(body="")).message == Message(body="")
    data = {"act": "follow_up", "message": {"subject": None, "body": "Dear Kim"}}
    proposal, _ = proposal_from_data(data, case, vocabulary())
    assert proposal is not None
    assert proposal.message == Message(subject=None, body="Dear Kim")


def test_a_proposal_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "proposal.yaml"
    path.write_text("act: follow_up\nto: kim\nat: 2026-03-10 09:00\nmessage: {body: Dear Kim}\n", encoding="utf-8")
    case = case_of(timezone="UTC", people=PEOPLE, events=[INTERVIEW])
    proposal, problems = read_proposal(path, case, vocabulary())
    assert problems == ()
    assert proposal is not None
    assert (proposal.to, proposal.message) == (("kim",), Message(body="Dear Kim"))
    missing, problems = read_proposal(tmp_path / "none.yaml", case, vocabulary())
    assert missing is None
    assert [problem.code for problem in problems] == ["missing-file"]


# ---------------------------------------------------------------- the checks beside the checkout


def test_the_shared_cases_are_read(root: Path) -> None:
    directory = root.parent / "shared" / "checks"
    if not directory.is_dir():
        pytest.skip("no checks in ../shared/checks")
    for name in ("scenarios.jsonl", "drafts.jsonl"):
        for line in (directory / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            case, problems = case_from_data(record["case"], vocabulary())
            assert case is not None, (record["id"], problems)
            wanted = record.get("proposal") or {key: record[key] for key in ("act", "channel", "to", "at")}
            proposal, problems = proposal_from_data(wanted, case, vocabulary())
            assert proposal is not None, (record["id"], problems)
