"""Until when a verdict holds, and which missing fact would change most."""

from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.case import Case, Event, Message, Proposal
from courtesy.decision.decide import decide
from courtesy.reports.windows_robustness import robustness_data, robustness_lines
from courtesy.resources import schemas_directory
from courtesy.situation.calendar import minute_of, moment_of
from courtesy.verdict import Combining, Profile, Verdict
from courtesy.windows.robustness import holds_until, next_question, robustness
from strategies import cases, proposals
from windows.asking import CAUTIOUS, at, courtesy_json, email, shipped, thanked


@pytest.mark.parametrize(
    ("moment", "turns", "because"),
    [
        ("2026-03-10 09:00", "2026-03-16 00:00", "lifesavvy's window opens"),
        ("2026-03-16 09:00", "2026-03-17 00:00", "levo's window ends"),
    ],
)
def test_a_verdict_holds_until_somebody_turns(moment: str, turns: str, because: str) -> None:
    hold = holds_until(shipped(), thanked(), email("follow_up", moment), CAUTIOUS)
    assert hold is not None
    assert (hold.at, hold.because) == (at(turns), because)


def test_whether_a_date_was_promised_is_asked_first() -> None:
    question = next_question(shipped(), thanked(), email("follow_up", "2026-03-16 09:00"), CAUTIOUS)
    assert question is not None
    assert question.fact.name == "timeline_given"
    assert (question.before, question.after) == (Verdict.RECOMMENDED, Verdict.DISCOURAGED)


def test_what_is_known_is_not_asked() -> None:
    promise = Event(event="timeline_given", at=at("2026-03-02 15:00"), by=at("2026-03-12 23:59"), from_="kim")
    question = next_question(shipped(), thanked(promise), email("follow_up", "2026-03-16 09:00"), CAUTIOUS)
    assert question is None or question.fact.name != "timeline_given"


def test_a_text_that_is_given_counts() -> None:
    """A bad text is against it for ever: nothing that time brings turns the verdict."""
    text = Message(subject="Well?", body="You promised! Answer me at once or you will regret it, you idiots.")
    proposal = replace(email("follow_up", "2026-03-10 09:00"), message=text)
    found = robustness(shipped(), thanked(), proposal, CAUTIOUS)
    assert found.hold is None
    assert found.question is None or not found.question.fact.is_text


def test_lines_and_data_tell_the_same() -> None:
    found = robustness(shipped(), thanked(), email("follow_up", "2026-03-10 09:00"), CAUTIOUS)
    hold, question = robustness_lines(found, 2026)
    assert hold == "This verdict holds until Mon 16 Mar 00:00 (lifesavvy's window opens)."
    assert question.startswith("Next question: Did they say by when they would decide? Suppose a date that has passed:")
    assert robustness_data(found)["holds_until"]["at"] == "2026-03-16T00:00:00-04:00"


@pytest.mark.parametrize("command", ["check", "when"])
def test_json_of_check_and_when(command: str) -> None:
    import json  # noqa: PLC0415  only this test reads a schema

    arguments = ("examples/first-follow-up.yaml", "--act", "follow_up", "--at", "2026-03-16 09:00")
    printed = courtesy_json(command, *arguments)
    name = {"check": "decision", "when": "windows"}[command]
    schema = json.loads((schemas_directory() / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(printed, schema)
    assert printed["holds_until"]["because"] == "levo's window ends"
    assert printed["next_question"]["fact"] == "timeline_given"


@st.composite
def asked(draw: st.DrawFn) -> tuple[Case, Proposal, Profile]:
    case, when = draw(cases())
    return case, draw(proposals(case, when)), Profile(name="any", combining=draw(st.sampled_from(Combining)))


@given(asked=asked())
def test_the_verdict_turns_when_it_is_said_to_and_not_a_minute_before(asked: tuple[Case, Proposal, Profile]) -> None:
    case, proposal, profile = asked
    now = decide(shipped(), case, proposal, profile)
    hold = holds_until(shipped(), case, proposal, profile)
    last = minute_of(proposal.at) + 100 * 24 * 60 if hold is None else minute_of(hold.at) - 1
    before = decide(shipped(), case, replace(proposal, at=moment_of(last, case.timezone)), profile)
    assert (before.verdict, before.indeterminate) == (now.verdict, now.indeterminate)
    if hold is not None:
        after = decide(shipped(), case, replace(proposal, at=hold.at), profile)
        assert (after.verdict, after.indeterminate) != (now.verdict, now.indeterminate)
        assert after.verdict is hold.verdict
        assert hold.because


@given(asked=asked())
def test_the_question_tells_what_check_would_say_with_its_answer(asked: tuple[Case, Proposal, Profile]) -> None:
    case, proposal, profile = asked
    question = next_question(shipped(), case, proposal, profile)
    if question is None or question.fact.is_text:
        return
    with_answer = decide(shipped(), question.answer.case, proposal, profile)
    assert with_answer.verdict is question.after
    told = {change.source: change.after for change in question.changes}
    without = {item.source: item.verdict for item in decide(shipped(), case, proposal, profile).sources}
    assert {item.source: item.verdict for item in with_answer.sources} == without | told
    added = [event for event in question.answer.case.events if event not in case.events]
    assert all(event.at.timestamp() <= proposal.at.timestamp() for event in added)
