"""Breakpoints are exactly the minutes at which a literal changes: none missing, none too many."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.case import Case, Event, Proposal
from courtesy.condition import (
    All,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    CountOf,
    DayIs,
    DayKind,
    DayOfYear,
    DaysPast,
    DaysSince,
    HasAnchor,
    Is,
    Latest,
    Literal,
    MinuteOfDay,
    MinutesSince,
    Moved,
    Now,
    OneOf,
    Pattern,
    Promised,
    ProposalWeekday,
    Unit,
)
from courtesy.situation.calendar import minute_of, moment_of
from courtesy.situation.diary import diary_of
from courtesy.situation.moments import breakpoints, next_change
from courtesy.situation.situation import Situator, situate
from courtesy.situation.truth import holds, literal_holds, literals_of
from strategies import conditions, literals, situations

Given = tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]

ZONE = ZoneInfo("America/New_York")
INTERVIEW = Latest(pattern=Pattern(events=("interview",)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def truths_by_minute(asked: tuple[Literal, ...], given: Given, start: int, end: int) -> list[tuple[bool, ...]]:
    """What each literal says at every minute from `start` to `end`, one after the other."""
    case, proposal, readings, message = given
    situator, diary = Situator(dict.fromkeys(each.signal for each in asked)), diary_of(case)
    found = []
    for minute in range(start, end):
        moved = replace(proposal, at=moment_of(minute, case.timezone))
        situation = situator.situate(diary, moved, readings, message)
        found.append(tuple(literal_holds(each, situation[each.signal]) for each in asked))
    return found


@given(asked=st.lists(literals, min_size=1, max_size=3), given=situations(), hours=st.integers(1, 40))
def test_breakpoints_are_the_minutes_at_which_a_literal_changes(asked: list[Literal], given: Given, hours: int) -> None:
    case, proposal, *_ = given
    start = minute_of(proposal.at)
    end = start + 60 * hours
    truths = truths_by_minute(tuple(asked), given, start, end)
    changed = [minute for minute in range(start + 1, end) if truths[minute - start] != truths[minute - start - 1]]
    found = breakpoints(asked, case, proposal, moment_of(start, case.timezone), moment_of(end, case.timezone))
    assert [minute_of(moment) for moment in found] == changed


@given(condition=conditions, given=situations())
def test_the_next_change_is_the_first_minute_with_another_truth(condition: Condition, given: Given) -> None:
    """Compared with a walk over the breakpoints, at each of which the whole condition is evaluated."""
    case, proposal, readings, message = given
    asked = tuple(literals_of(condition))
    situator, diary = Situator(dict.fromkeys(each.signal for each in asked)), diary_of(case)
    situation = situator.situate(diary, proposal, readings, message)
    until = moment_of(minute_of(proposal.at) + 30 * 24 * 60 + 1, case.timezone)
    walk = (
        moment
        for moment in breakpoints((condition,), case, proposal, proposal.at, until)
        if holds(condition, situator.situate(diary, replace(proposal, at=moment), readings, message))
        is not holds(condition, situation)
    )
    assert next_change(condition, diary, proposal, situation, days=30) == next(walk, None)


INTERVIEWED = Case(
    timezone=ZONE,
    events=(Event(event="interview", at=at("2026-03-02 14:00"), ends=at("2026-03-02 15:00")),),
)


def follow_up(moment: str) -> Proposal:
    return Proposal(act="follow_up", channel="email", to=("kim",), at=at(moment))


@pytest.mark.parametrize(
    ("condition", "moment", "changes"),
    [
        (AtLeast(signal=DaysSince(anchor=INTERVIEW), value=14), "2026-03-10 09:00", "2026-03-16 00:00"),
        (AtMost(signal=DaysSince(anchor=INTERVIEW), value=14), "2026-03-10 09:00", "2026-03-17 00:00"),
        (AtLeast(signal=DaysSince(anchor=INTERVIEW), value=8), "2026-03-10 09:00", None),
        (AtLeast(signal=MinutesSince(anchor=INTERVIEW), value=60), "2026-03-02 15:10", "2026-03-02 16:00"),
        (
            AtLeast(signal=DaysPast(anchor=INTERVIEW, amount=5, unit=Unit.BUSINESS_DAY), value=0),
            "2026-03-06 09:00",
            "2026-03-09 00:00",
        ),
        (OneOf(signal=ProposalWeekday(), values=frozenset({"sat", "sun"})), "2026-03-06 09:00", "2026-03-07 00:00"),
        (AtMost(signal=MinuteOfDay(), value=12 * 60), "2026-03-06 09:00", "2026-03-06 12:01"),
        (Is(signal=HasAnchor(anchor=Promised())), "2026-03-06 09:00", None),
        # Without its anchor a signal stands still.
        (AtLeast(signal=DaysSince(anchor=Promised()), value=3), "2026-03-06 09:00", None),
        (
            All(
                parts=(
                    AtLeast(signal=DaysSince(anchor=INTERVIEW), value=5),
                    OneOf(signal=ProposalWeekday(), values=frozenset({"tue"})),
                )
            ),
            "2026-03-03 09:00",
            "2026-03-10 00:00",
        ),
        # One part takes over from the other without a gap: nothing changes in between.
        (
            AnyOf(
                parts=(
                    AtMost(signal=DaysSince(anchor=INTERVIEW), value=5),
                    AtLeast(signal=DaysSince(anchor=INTERVIEW), value=6),
                )
            ),
            "2026-03-03 09:00",
            None,
        ),
        # Far away, and beyond the horizon of 400 days.
        (AtLeast(signal=DaysSince(anchor=INTERVIEW), value=360), "2026-03-03 09:00", "2027-02-25 00:00"),
        (AtLeast(signal=DaysSince(anchor=INTERVIEW), value=500), "2026-03-03 09:00", None),
    ],
)
def test_the_next_change_of_a_clause(condition: Condition, moment: str, changes: str | None) -> None:
    proposal = follow_up(moment)
    situation = situate((each.signal for each in literals_of(condition)), INTERVIEWED, proposal, {})
    expected = None if changes is None else at(changes)
    assert next_change(condition, INTERVIEWED, proposal, situation) == expected


def test_an_event_that_lies_ahead_comes_into_view_at_its_moment() -> None:
    """The history may hold a message that is already scheduled."""
    count = CountOf(pattern=Pattern(events=("follow_up",)))
    case = replace(INTERVIEWED, events=(*INTERVIEWED.events, Event(event="follow_up", at=at("2026-03-09 10:00"))))
    proposal = follow_up("2026-03-05 09:00")
    condition = AtMost(signal=count, value=0)
    assert breakpoints((condition,), case, proposal, at("2026-03-05 09:00"), at("2026-03-12 09:00")) == (
        at("2026-03-09 10:00"),
    )
    assert next_change(condition, case, proposal, situate([count], case, proposal, {})) == at("2026-03-09 10:00")


def test_a_clock_is_followed_over_the_change_of_the_clock() -> None:
    """Noon stays noon on the wall, though the day before the change has 23 hours."""
    condition = AtLeast(signal=MinuteOfDay(), value=12 * 60)
    found = breakpoints(
        (condition,), INTERVIEWED, follow_up("2026-03-07 09:00"), at("2026-03-07 09:00"), at("2026-03-09 09:00")
    )
    assert found == (at("2026-03-07 12:00"), at("2026-03-08 00:00"), at("2026-03-08 12:00"), at("2026-03-09 00:00"))
    assert found[2] - timedelta(hours=12) == found[1]  # on the wall; 11 hours have passed
    assert minute_of(found[2]) - minute_of(found[1]) == 11 * 60


@pytest.mark.parametrize("moment", ["9999-12-30 23:59", "9999-12-01 09:00", "0001-01-03 09:00"])
def test_the_ends_of_the_calendar_are_no_error(moment: str) -> None:
    """Nothing changes beyond them."""
    condition = All(
        parts=(AtLeast(signal=MinuteOfDay(), value=5), AtLeast(signal=DaysSince(anchor=INTERVIEW), value=3_000_000))
    )
    proposal = follow_up(moment)
    situation = situate((each.signal for each in literals_of(condition)), INTERVIEWED, proposal, {})
    assert next_change(condition, INTERVIEWED, proposal, situation) is None
    end = at("9999-12-31 23:59")
    clock = OneOf(signal=ProposalWeekday(), values=frozenset({"mon"}))
    found = breakpoints((clock,), INTERVIEWED, proposal, max(proposal.at, at("9999-12-01 00:00")), end)
    assert all(each.weekday() in (0, 1) for each in found)


HOLIDAY_ON_FRIDAY = replace(INTERVIEWED, holidays=frozenset({date(2026, 3, 13)}))
WRITTEN_ON_MONDAY = replace(
    INTERVIEWED,
    events=(*INTERVIEWED.events, Event(event="follow_up", at=at("2026-03-09 09:30"), to=("kim",), channel="email")),
)


def written_since(amount: int, unit: Unit) -> AtLeast:
    """That a follow-up was sent within so long before the proposal."""
    back = Moved(anchor=Now(), amount=-amount, unit=unit)
    return AtLeast(signal=CountOf(pattern=Pattern(events=("follow_up",), since=back)), value=1)


@pytest.mark.parametrize(
    ("condition", "moment", "changes"),
    [
        # A window in days lets an event go at midnight, one in hours the minute after it, nobody else's watch needed.
        (written_since(6, Unit.DAY), "2026-03-10 09:00", "2026-03-16 00:00"),
        (written_since(0, Unit.DAY), "2026-03-09 10:00", "2026-03-10 00:00"),
        (written_since(48, Unit.HOUR), "2026-03-10 09:00", "2026-03-11 09:31"),
        (written_since(1, Unit.BUSINESS_DAY), "2026-03-10 09:00", "2026-03-11 00:00"),
        (written_since(6, Unit.DAY), "2026-03-16 00:00", None),
    ],
)
def test_an_event_falls_out_of_a_window_back_from_the_proposal(
    condition: Condition, moment: str, changes: str | None
) -> None:
    proposal = follow_up(moment)
    situation = situate([each.signal for each in literals_of(condition)], WRITTEN_ON_MONDAY, proposal, {})
    expected = None if changes is None else at(changes)
    assert next_change(condition, WRITTEN_ON_MONDAY, proposal, situation) == expected


@pytest.mark.parametrize(
    ("condition", "moment", "changes"),
    [
        (Is(signal=DayIs(kind=DayKind.BEFORE_HOLIDAY)), "2026-03-11 09:00", "2026-03-12 00:00"),
        (Is(signal=DayIs(kind=DayKind.HOLIDAY)), "2026-03-12 09:00", "2026-03-13 00:00"),
        (Is(signal=DayIs(kind=DayKind.AFTER_HOLIDAY)), "2026-03-13 09:00", "2026-03-16 00:00"),
        (Is(signal=DayIs(kind=DayKind.BUSINESS_DAY)), "2026-03-12 09:00", "2026-03-13 00:00"),
        (AtLeast(signal=DayOfYear(), value=1220), "2026-03-12 09:00", "2026-12-20 00:00"),
    ],
)
def test_a_day_changes_what_it_is_at_midnight(condition: Condition, moment: str, changes: str) -> None:
    proposal = follow_up(moment)
    situation = situate([each.signal for each in literals_of(condition)], HOLIDAY_ON_FRIDAY, proposal, {})
    assert next_change(condition, HOLIDAY_ON_FRIDAY, proposal, situation) == at(changes)
