"""What to do now: standings, their order, deadlines, who shares a row, and why."""

import json
from datetime import datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.case import Case, Event, Person
from courtesy.decision.decide import decide
from courtesy.reports.next_json import agenda_data
from courtesy.reports.next_text import message_words, why
from courtesy.verdict import Combining, Profile
from courtesy.windows.agenda import Agenda, Item, Standing, make_agenda
from courtesy.windows.options import Option, sensible_options
from strategies import ACTS, cases
from windows.asking import CAUTIOUS, ROOT, ZONE, at, courtesy, courtesy_json, shipped, thanked


def interviewed(*more: Event) -> Case:
    """Interviewed by two people on Monday, nothing sent yet."""
    people = (
        Person(id="kim", name="Kim Lee", role="hiring_manager", email="kim@acme.example"),
        Person(id="raj", name="Raj Patel", role="interviewer", email="raj@acme.example"),
    )
    interview = Event(event="interview", at=at("2026-03-02 14:00"), ends=at("2026-03-02 15:00"), with_=("kim",))
    return Case(timezone=ZONE, people=people, events=(interview, *more))


def agenda(case: Case, moment: str, profile: Profile = CAUTIOUS) -> Agenda:
    return make_agenda(shipped(), case, at(moment), profile)


def row(found: Agenda, act: str) -> Item:
    return next(item for item in found.items if item.act == act)


def test_thanks_are_due_with_the_deadline_of_the_first_source_that_stops_asking() -> None:
    """24 hours after the interview's end the strictest source calls it late."""
    thanks = row(agenda(interviewed(), "2026-03-02 17:00"), "thank_you")
    assert thanks.standing is Standing.DUE
    assert thanks.people == (("kim",),)
    assert {"abbot", "levo"} <= set(thanks.asked_by)
    assert thanks.deadline == at("2026-03-03 15:01")


def test_a_first_follow_up_waits_for_the_agreed_window() -> None:
    named = Event(event="contact_named", at=at("2026-03-02 15:00"), who="ana")
    follow_up = row(agenda(thanked(named), "2026-03-04 09:00"), "follow_up")
    assert follow_up.standing is Standing.WAIT
    assert (follow_up.opens, follow_up.closes) == (at("2026-03-16 00:00"), at("2026-03-17 00:00"))
    assert follow_up.people == (("ana",), ("kim",)), "people with the same answer share a row"


def test_it_is_due_inside_the_agreed_window() -> None:
    follow_up = row(agenda(thanked(), "2026-03-16 09:00"), "follow_up")
    assert (follow_up.standing, follow_up.deadline) == (Standing.DUE, at("2026-03-17 00:00"))


def test_what_no_moment_suits_is_closed_and_says_when_fewest_are_against_it() -> None:
    """With a date promised for the fifteenth day one source wants it before, the others after."""
    promise = Event(event="timeline_given", at=at("2026-03-02 15:00"), by=at("2026-03-17 23:59"), from_="kim")
    follow_up = row(agenda(thanked(promise), "2026-03-05 09:00"), "follow_up")
    assert follow_up.standing is Standing.CLOSED
    assert follow_up.least is not None
    assert follow_up.least.opposes == ("levo",)


def test_an_undecided_answer_is_answered_and_the_rows_are_in_order() -> None:
    reply = Event(event="reply", at=at("2026-03-05 09:00"), from_="kim", channel="email", says="undecided")
    found = agenda(thanked(reply), "2026-03-05 10:00")
    assert row(found, "status_reply").standing in {Standing.DUE, Standing.FINE}
    order = [list(Standing).index(item.standing) for item in found.items]
    assert order == sorted(order)


def test_nothing_before_the_interview() -> None:
    found = agenda(Case(timezone=ZONE), "2026-03-02 09:00")
    assert (found.items, found.counsel) == ((), ())


def test_counsel_that_is_owed_to_what_happened_comes_first() -> None:
    found = agenda(
        thanked(
            Event(event="follow_up", at=at("2026-03-10 09:00"), to=("kim",), channel="email"),
            Event(event="follow_up", at=at("2026-03-18 09:00"), to=("kim",), channel="email"),
        ),
        "2026-03-26 09:00",
    )
    assert "levo/move-on" in [advice.rule for advice in found.counsel[:6]]


def test_each_row_says_why_in_one_line() -> None:
    found = agenda(interviewed(), "2026-03-02 17:00")
    for item in found.items:
        assert "\n" not in why(item)
        assert why(item).strip()
        assert message_words(found, item)[0].isupper()


def moments_of(item: Item) -> list[datetime]:
    return [moment for moment in (item.opens, item.closes, item.deadline) if moment is not None]


@given(given=cases(), chosen=st.data())
def test_each_row_is_what_check_would_say(
    given: tuple[Case, st.SearchStrategy[datetime]], chosen: st.DataObject
) -> None:
    """What may be sent now is not opposed now; what waits is opposed or favoured by nobody now, and fine when it opens."""
    case, when = given
    moment = chosen.draw(when)
    profile = Profile(name="any", combining=chosen.draw(st.sampled_from(Combining)))
    for item in make_agenda(shipped(), case, moment, profile, 20).items:
        for to in item.people:
            for channel in item.channels:
                option = Option(act=item.act, channel=channel, to=to)
                now = decide(shipped(), case, option.proposal(moment), profile)
                assert now.opposed or item.standing is not Standing.CLOSED
                assert not now.opposed or item.standing in {Standing.WAIT, Standing.CLOSED}
                if item.opens is not None:
                    assert not decide(shipped(), case, option.proposal(item.opens), profile).opposed
                if item.closes is not None:
                    assert decide(shipped(), case, option.proposal(item.closes), profile).opposed
        assert all(moment <= turn for turn in moments_of(item))


@given(given=cases(), chosen=st.data())
def test_options_name_people_of_the_case_once(
    given: tuple[Case, st.SearchStrategy[datetime]], chosen: st.DataObject
) -> None:
    case, when = given
    found = sensible_options(case, chosen.draw(when), ACTS)
    assert len(set(found)) == len(found)
    known = {person.id for person in case.people}
    assert all(set(option.to) <= known for option in found)


@pytest.fixture(scope="module")
def printed() -> Any:
    return courtesy_json("next", "examples/panel-interview.yaml", "--at", "2026-05-20 09:20")


def test_json_keeps_to_its_schema(printed: Any) -> None:
    schema = json.loads((ROOT / "schemas" / "next.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(printed, schema)
    jsonschema.validate(agenda_data(agenda(thanked(), "2026-03-04 09:00")), schema)


def test_no_row_for_an_act_of_which_no_source_speaks(printed: Any) -> None:
    assert {item["act"] for item in printed["items"]}.isdisjoint({"status_reply", "feedback_request"})


def test_text(golden: Any) -> None:
    golden("next/panel-interview.txt", courtesy("next", "examples/panel-interview.yaml", "--at", "2026-05-20 09:20"))


def test_text_without_an_interview(tmp_path: Any) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("timezone: Europe/Berlin\npeople: {}\nevents: []\n", encoding="utf-8")
    assert "no interview yet" in courtesy("next", str(path), "--at", "2026-03-02 09:00")
