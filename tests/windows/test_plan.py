"""Plans: every step is what the rules say of it, what is missed is told, and a clash is one."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtesy.case import Case, Event
from courtesy.decision.decide import decide
from courtesy.reports.plan_json import plan_data
from courtesy.verdict import Profile
from courtesy.windows.planning import Planning, make_plan
from strategies import cases
from windows.asking import CAUTIOUS, ROOT, at, courtesy, courtesy_json, shipped, thanked


def plan(case: Case, moment: str, *sources: str) -> Planning:
    return make_plan(shipped(), case, at(moment), Profile(name="some", sources=sources or None))


def course(planning: Planning) -> list[tuple[str, str]]:
    return [(step.option.act, f"{step.at:%Y-%m-%d %H:%M}") for step in planning.road.steps]


def test_two_sources_that_agree_on_a_day_meet_on_it_at_nine() -> None:
    """The first follow-up of both goes out on the fourteenth day."""
    planning = plan(thanked(), "2026-03-04 22:00", "levo", "lifesavvy")
    assert ("follow_up", "2026-03-16 09:00") in course(planning)


def test_one_source_alone_is_suited() -> None:
    """Levo: the first after a week, one final follow-up a week later, then nothing."""
    planning = plan(thanked(), "2026-03-04 22:00", "levo")
    assert planning.suits_all
    assert course(planning) == [("follow_up", "2026-03-09 09:00"), ("follow_up", "2026-03-16 09:00")]
    assert planning.clash == ()


def test_a_promised_date_beyond_two_weeks_splits_the_sources() -> None:
    promise = Event(event="timeline_given", at=at("2026-03-02 15:00"), by=at("2026-03-20 23:59"), from_="kim")
    planning = plan(thanked(promise), "2026-03-04 09:00", "levo", "business-news-daily")
    assert not planning.suits_all
    assert {rule.partition("/")[0] for rule in planning.clash} == {"levo", "business-news-daily"}


def test_what_was_followed_before_is_not_asked_again() -> None:
    """One who asked for a follow-up, and got it, does not ask for ever."""
    sent = Event(event="follow_up", at=at("2026-03-09 09:00"), to=("kim",), channel="email")
    planning = plan(thanked(sent), "2026-03-10 09:00", "business-news-daily")
    assert planning.suits_all
    assert course(planning) == []


@pytest.mark.parametrize("name", ["first-follow-up", "promised-date", "undecided-reply"])
def test_examples_keep_to_the_schema(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    moments = {
        "first-follow-up": "2026-03-03 09:00",
        "promised-date": "2026-04-15 09:00",
        "undecided-reply": "2026-06-11 09:00",
    }
    jsonschema.validate(courtesy_json("plan", f"examples/{name}.yaml", "--at", moments[name]), schema)


def test_text(golden: Callable[[str, str], None]) -> None:
    golden("plan/first-follow-up.txt", courtesy("plan", "examples/first-follow-up.yaml", "--at", "2026-03-03 09:00"))


@given(given=cases(), chosen=st.data())
@settings(max_examples=15)
def test_every_step_is_what_check_says_of_it(
    given: tuple[Case, st.SearchStrategy[datetime]], chosen: st.DataObject
) -> None:
    case, when = given
    moment = chosen.draw(when)
    sources = chosen.draw(
        st.lists(st.sampled_from(["levo", "lifesavvy", "abbot", "five-rules"]), min_size=1, max_size=2, unique=True)
    )
    profile = replace(CAUTIOUS, sources=tuple(sources))
    planning = make_plan(shipped(), case, moment, profile, 30)
    known = planning.case
    for place, step in enumerate(planning.road.steps):
        assert moment.timestamp() <= step.at.timestamp() < planning.horizon.timestamp()
        decision = decide(shipped(), known, step.option.proposal(step.at), profile)
        opposing = {(item.source, item.rules) for item in decision.sources if item.verdict.opposes}
        assert opposing == {(each.source, each.rules) for each in planning.road.objections if each.step == place}
        assert step.favoured_by == tuple(item.source for item in decision.sources if item.verdict.favours)
        event = Event(event=step.option.act, at=step.at, to=step.option.to, channel=step.option.channel)
        known = replace(known, events=(*known.events, event))
    assert plan_data(planning)["suits_all"] is not bool(plan_data(planning)["unmet"])
