"""Cases and proposals that cannot be: every transcript whole."""

from collections.abc import Callable
from textwrap import dedent, indent

import pytest

from courtesy.case import Case, Message
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.proposal_reader import MESSAGE_LIMIT, build_proposal, proposal_from_data
from courtesy.loading.render import render_diagnostics
from courtesy.loading.yaml_reader import read_text
from loading_shared import vocabulary

Golden = Callable[[str, str], None]

HEAD = """\
timezone: Europe/London
people:
  kim: {name: Kim Lee, role: hiring_manager}
  raj: {name: Raj Patel, role: interviewer}
events:
"""
INTERVIEW = '- {event: interview, at: "2026-03-02 14:00", with: [kim]}'

EVENTS = {
    "misspelt-event": f'{INTERVIEW}\n- {{event: thankyou, at: "2026-03-02 19:00", to: [kim]}}',
    "misspelt-field": '- {event: interview, at: "2026-03-02 14:00", whit: [kim]}',
    "field-of-another-event": f'{INTERVIEW}\n- {{event: reply, at: "2026-03-03 10:00", to: [kim]}}',
    "missing-moment": "- {event: interview, with: [kim]}",
    "missing-promise": f'{INTERVIEW}\n- {{event: timeline_given, at: "2026-03-02 15:00", from: kim}}',
    "misspelt-channel": '- {event: interview, at: "2026-03-02 14:00", channel: inperson}',
    "unknown-answer": f'{INTERVIEW}\n- {{event: reply, at: "2026-03-03 10:00", says: maybe}}',
    "no-list-of-people": '- {event: interview, at: "2026-03-02 14:00", with: {kim: true}}',
    "empty-list-of-people": '- {event: interview, at: "2026-03-02 14:00", with: []}',
    "unknown-person": '- {event: interview, at: "2026-03-02 14:00", with: [kim, rja]}',
    "person-twice": '- {event: interview, at: "2026-03-02 14:00", with: [kim, kim]}',
    "unquoted-clock-time": "- {event: interview, at: 14:00}",
    "no-time-of-day": "- {event: interview, at: 2026-03-02}",
    "day-first": '- {event: interview, at: "02.03.2026 14:00"}',
    "twelve-hours": '- {event: interview, at: "2026-03-02 2:00 pm"}',
    "no-such-day": '- {event: interview, at: "2026-02-30 14:00"}',
    "no-such-time": '- {event: interview, at: "2026-03-02 24:30"}',
    "no-such-offset": '- {event: interview, at: "2026-03-02 14:00+25:00"}',
    "no-such-year": '- {event: interview, at: "0026-03-02 14:00"}',
    "skipped-time": '- {event: interview, at: "2026-03-29 01:30"}',
    "ends-before-it-begins": '- {event: interview, at: "2026-03-02 14:00", ends: "2026-03-02 13:00"}',
    "promise-in-the-past": f'{INTERVIEW}\n- {{event: timeline_given, at: "2026-03-02 15:00", by: "2025-03-16"}}',
    "reply-before-the-interview": f'{INTERVIEW}\n- {{event: reply, at: "2026-03-01 10:00", from: kim}}',
    "thanks-without-an-interview": '- {event: thank_you, at: "2026-03-02 19:00", to: [kim]}',
    "rounds-go-back": '- {event: interview, at: "2026-03-02 14:00", round: 2}\n- {event: interview, at: "2026-03-09 14:00", round: 1}',
    "round-is-text": '- {event: interview, at: "2026-03-02 14:00", round: second}',
    "round-zero": '- {event: interview, at: "2026-03-02 14:00", round: 0}',
    "event-without-value": "- {event: interview, at: }",
    "event-is-text": "- interview",
    "several-problems": '- {event: interveiw, at: "2026-03-02 14:00"}\n- {event: reply, at: "2026-13-01 10:00", form: kim}\n- {at: "2026-03-02 14:00"}',
}

WHOLE = {
    "misspelt-key": "timezon: Europe/London\nevents: []\n",
    "missing-events": "timezone: Europe/London\n",
    "misspelt-zone": "timezone: Europe/Londn\nevents: []\n",
    "zone-by-abbreviation": "timezone: PST\nevents: []\n",
    "zone-by-city": "timezone: berlin\nevents: []\n",
    "zone-is-a-path": "timezone: ../../etc/passwd\nevents: []\n",
    "zone-is-a-region": "timezone: Europe\nevents: []\n",
    "unknown-role": "people:\n  kim: {role: manager}\nevents: []\n",
    "people-as-a-list": "people:\n  - {name: Kim Lee}\nevents: []\n",
    "person-as-text": "people:\n  kim: Kim Lee\nevents: []\n",
    "bad-id-of-a-person": "people:\n  Kim Lee: {role: hr}\nevents: []\n",
    "no-e-mail-address": "candidate: {name: Dana, email: dana at example.org}\nevents: []\n",
    "unknown-trait": "traits: [oldfashioned_company]\nevents: []\n",
    "bad-holiday": "holidays: [easter monday, 2026-04-31]\nevents: []\n",
    "notes-as-text": "notes: hiking\nevents: []\n",
    "key-without-value": "company:\nevents: []\n",
    "a-list": "- {event: interview}\n",
    "a-text": "just a note\n",
}

PROPOSALS = {
    "misspelt-act": "act: followup\n",
    "missing-act": "channel: email\n",
    "unknown-recipient": "act: follow_up\nto: [kim, anna]\n",
    "message-as-text": "act: follow_up\nmessage: Dear Kim\n",
    "message-without-body": "act: follow_up\nmessage: {subject: Hello}\n",
    "misspelt-body": "act: follow_up\nmessage: {subject: Hello, text: Dear Kim}\n",
    "bad-moment": "act: follow_up\nat: tomorrow\n",
}


@pytest.mark.parametrize("name", EVENTS)
def test_impossible_events(name: str, golden: Golden) -> None:
    golden(f"loading/case/{name}.txt", told(HEAD + indent(EVENTS[name], "  ") + "\n"))


@pytest.mark.parametrize("name", WHOLE)
def test_wrong_cases(name: str, golden: Golden) -> None:
    golden(f"loading/case/{name}.txt", told(WHOLE[name]))


def test_more_events_than_the_limit(golden: Golden) -> None:
    event = {"event": "interview", "at": "2026-03-02 14:00"}
    case, problems = case_from_data({"events": [event] * 10_001}, vocabulary())
    assert case is None
    golden("loading/case/too-many-events.txt", render_diagnostics(problems))


def test_without_a_file_the_place_inside_the_data_is_told(golden: Golden) -> None:
    data = {
        "timezone": "Europe/London",
        "people": {"kim": {"role": "boss", "phone": 5550100}},
        "events": [{"event": "interview", "at": 12}, {"event": "reply", "at": None}, 7],
    }
    case, problems = case_from_data(data, vocabulary())
    assert case is None
    golden("loading/case/from-json.txt", render_diagnostics(problems))


def told(text: str) -> str:
    document, problems = read_text(text, "case.yaml")
    assert document is not None, problems
    case, problems = case_from_data(document.data, vocabulary(), locate=document)
    assert case is None
    return render_diagnostics(problems)


# ---------------------------------------------------------------- proposals


def a_case(events: str = INTERVIEW) -> Case:
    document, _ = read_text(HEAD + indent(dedent(events), "  ") + "\n", "case.yaml")
    assert document is not None
    case, problems = case_from_data(document.data, vocabulary(), locate=document)
    assert case is not None, problems
    return case


@pytest.mark.parametrize("name", PROPOSALS)
def test_wrong_proposals(name: str, golden: Golden) -> None:
    document, _ = read_text(PROPOSALS[name], "proposal.yaml")
    assert document is not None
    proposal, problems = proposal_from_data(document.data, a_case(), vocabulary(), locate=document)
    assert proposal is None
    golden(f"loading/proposal/{name}.txt", render_diagnostics(problems))


def test_wrong_options_are_all_told(golden: Golden) -> None:
    proposal, problems = build_proposal(
        a_case(), vocabulary(), act="folow_up", channel="mail", to=("kim,rja",), at="10.3.2026"
    )
    assert proposal is None
    golden("loading/proposal/options.txt", render_diagnostics(problems))


def test_nobody_to_write_to(golden: Golden) -> None:
    text = HEAD.replace("hiring_manager", "executive") + "  []\n"
    document, _ = read_text(text.replace("events:\n  []", "events: []"), "case.yaml")
    assert document is not None
    case, _ = case_from_data(document.data, vocabulary(), locate=document)
    assert case is not None
    proposal, problems = build_proposal(case, vocabulary(), act="follow_up")
    assert proposal is None
    golden("loading/proposal/nobody.txt", render_diagnostics(problems))


def test_a_message_beyond_the_limit(golden: Golden) -> None:
    message = Message(subject=None, body="x" * (MESSAGE_LIMIT + 1))
    proposal, problems = build_proposal(a_case(), vocabulary(), act="follow_up", message=message)
    assert proposal is None
    golden("loading/proposal/long-message.txt", render_diagnostics(problems))
