"""Where the clocks go back an hour is lived twice: histories are ordered by instants, not by the clock on the wall."""

from courtesy.case import Case
from courtesy.loading.case_reader import case_from_data
from loading_shared import vocabulary

FIRST, SECOND = "2026-10-25 01:40+01:00", "2026-10-25 01:10+00:00"


def case_with(*events: dict[str, object]) -> Case:
    case, problems = case_from_data({"timezone": "Europe/London", "events": list(events)}, vocabulary())
    assert case is not None, problems
    return case


def test_an_event_of_the_second_pass_comes_after_one_of_the_first() -> None:
    case = case_with({"event": "reply", "at": SECOND}, {"event": "interview", "at": FIRST})
    assert [event.event for event in case.events] == ["interview", "reply"]


def test_what_happens_in_the_second_pass_is_not_seen_in_the_first() -> None:
    case = case_with({"event": "interview", "at": FIRST}, {"event": "reply", "at": SECOND})
    interview, reply = case.events
    assert case.seen_at(interview.at) == (interview,)
    assert case.seen_at(reply.at) == (interview, reply)


def test_an_interview_over_the_change_may_end_earlier_on_the_wall() -> None:
    case = case_with({"event": "interview", "at": FIRST, "ends": SECOND})
    assert case.events[0].end.timestamp() - case.events[0].at.timestamp() == 30 * 60
