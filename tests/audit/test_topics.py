"""What two rules clash over: what both turn on, apart from what every history has."""

from __future__ import annotations

import pytest

from audit.worlds import FOLLOW_UP, INTERVIEW
from courtesy.audit.grading import topic_of
from courtesy.condition import (
    All,
    AtLeast,
    AtMost,
    Branch,
    Condition,
    CountOf,
    DaysSince,
    HasAnchor,
    Is,
    OneOf,
    Pattern,
    ProposalChannel,
)

INTERVIEWED = AtLeast(signal=CountOf(pattern=Pattern(events=("interview",))), value=1)
ANSWERED = AtLeast(signal=CountOf(pattern=Pattern(events=("reply",))), value=1)
TWICE = AtLeast(signal=CountOf(pattern=Pattern(events=("follow_up",))), value=2)
LATE = All(parts=(Is(signal=HasAnchor(anchor=INTERVIEW)), AtLeast(signal=DaysSince(anchor=INTERVIEW), value=7)))
SOON = All(parts=(Is(signal=HasAnchor(anchor=FOLLOW_UP)), AtMost(signal=DaysSince(anchor=FOLLOW_UP), value=6)))
BY_PHONE = OneOf(signal=ProposalChannel(), values=frozenset(("phone",)))


@pytest.mark.parametrize(
    ("favours", "opposes", "topic"),
    [
        (LATE, SOON, "time"),
        (INTERVIEWED, All(parts=(INTERVIEWED, BY_PHONE)), "channel"),
        (All(parts=(INTERVIEWED, BY_PHONE)), All(parts=(INTERVIEWED, TWICE)), "number"),
        (All(parts=(INTERVIEWED, TWICE)), All(parts=(INTERVIEWED, ANSWERED)), "history"),
        (INTERVIEWED, INTERVIEWED, "history"),
    ],
)
def test_the_interview_that_every_history_has_is_no_topic(favours: Condition, opposes: Condition, topic: str) -> None:
    assert topic_of(favours, opposes) == topic


@pytest.mark.parametrize("branch", [Branch.EARLY, Branch.LATE])
def test_too_early_and_too_late_is_a_matter_of_time(branch: Branch) -> None:
    assert topic_of(BY_PHONE, All(parts=(BY_PHONE, SOON)), branch) == "time"
