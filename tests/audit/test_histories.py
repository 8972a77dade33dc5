"""What audits take for a history: every event complete, also those that packs add."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.books import Rule, rulebook
from audit.worlds import FOLLOW_UP, INTERVIEW, REPLY
from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.draft import DAY, Draft, Happening
from courtesy.audit.integrity import is_sound
from courtesy.condition import (
    All,
    AtLeast,
    AtMost,
    Condition,
    CountOf,
    DaysSince,
    Group,
    HasAnchor,
    Is,
    Latest,
    MinutesSince,
    Pattern,
    People,
    Quantifier,
    RecipientsAre,
)
from courtesy.loading.rulebook import find_rule_directories, load_rulebook
from courtesy.rule import Rulebook
from courtesy.verdict import Effect

PACKS = Path(__file__).resolve().parents[1] / "packs"
ALWAYS = All(parts=())


def with_pack(name: str) -> Rulebook:
    directories, _ = find_rule_directories((PACKS / name,))
    book, problems = load_rulebook(directories)
    assert book is not None, problems
    return book


def to(group: Group, *, value: bool) -> Is:
    return Is(signal=RecipientsAre(people=People(group=group), quantifier=Quantifier.EVERY), value=value)


def test_whoever_was_named_stays_named_in_the_least_witness() -> None:
    """A contact was named, and the proposal goes to somebody else, who was met."""
    named = Is(signal=HasAnchor(anchor=Latest(pattern=Pattern(events=("contact_named",)))))
    elsewhere = All(parts=(named, to(Group.CONTACT_NAMED, value=False), to(Group.MET, value=True)))
    book = rulebook(
        [
            Rule(name="a/rather-somebody-met", effect=Effect.RECOMMEND, condition=elsewhere),
            Rule(name="b/never", effect=Effect.DISCOURAGE, condition=ALWAYS),
        ]
    )
    found = find_conflicts(Auditor(book), Scope())
    assert not found.not_analysed
    [conflict] = found.conflicts
    assert [event.get("who") for event in conflict.witness.case["events"]] == [None, "hiring_manager"]


@pytest.mark.parametrize("pack", ["better-never", "screen-manners"])
def test_the_events_of_a_pack_have_its_fields_in_witnesses(pack: str) -> None:
    """A pack adds events with fields of its own; each witness is read like a case file, so a wrong field is refused."""
    found = find_conflicts(
        Auditor(with_pack(pack)), Scope(involving=frozenset((pack,)), acts=frozenset(("thank_you",)))
    )
    assert found.conflicts
    assert all(conflict.replayed for conflict in found.conflicts)


def test_a_conflict_rests_on_no_order_within_one_minute() -> None:
    """Two follow-ups since the answer, and an answer since the second of them: only where all fall on one minute."""
    after_the_answer = AtLeast(signal=CountOf(pattern=Pattern(events=("follow_up",), since=REPLY)), value=2)
    answered_since = AtLeast(signal=CountOf(pattern=Pattern(events=("reply",), since=FOLLOW_UP)), value=1)
    book = rulebook(
        [
            Rule(name="a/answered", effect=Effect.RECOMMEND, condition=answered_since),
            Rule(name="b/twice-without-answer", effect=Effect.DISCOURAGE, condition=after_the_answer),
        ]
    )
    found = find_conflicts(Auditor(book), Scope())
    assert (found.conflicts, found.not_analysed) == ((), ())


def test_interviews_do_not_overlap() -> None:
    """The one that begins last ends last, so a day after the latest is a day after every other one."""
    email = Latest(pattern=Pattern(events=("interview",), channels=frozenset(("email",))))
    early = All(parts=(Is(signal=HasAnchor(anchor=email)), AtMost(signal=MinutesSince(anchor=email), value=DAY)))
    late = All(
        parts=(Is(signal=HasAnchor(anchor=INTERVIEW)), AtLeast(signal=MinutesSince(anchor=INTERVIEW), value=DAY + 1))
    )
    book = rulebook(
        [
            Rule(name="a/within-a-day-of-the-one", effect=Effect.RECOMMEND, condition=early),
            Rule(name="b/not-after-a-day", effect=Effect.DISCOURAGE, condition=late),
        ]
    )
    found = find_conflicts(Auditor(book), Scope())
    assert (found.conflicts, found.not_analysed) == ((), ())


@pytest.mark.parametrize(
    "events",
    [
        (Happening("interview", 600, with_=("kim",)), Happening("reply", 600)),
        (Happening("interview", 600, ends=660, with_=("kim",)), Happening("interview", 659, with_=("kim",))),
        (Happening("interview", 600, with_=("kim",)), Happening("follow_up", 700)),
    ],
    ids=["on one minute", "overlapping", "to nobody"],
)
def test_what_is_no_history_for_an_audit(events: tuple[Happening, ...]) -> None:
    """A minute later, and to somebody, it is one."""
    draft = Draft(
        events=events,
        people=(("kim", "hiring_manager"),),
        act="follow_up",
        channel="email",
        to=("kim",),
        now=800,
        readings=(),
    )
    assert not is_sound(draft)
    first, second = events
    mended = draft._replace(events=(first, second._replace(start=second.start + 1, to=("kim",))))
    assert is_sound(mended)


def least_events(favours: Condition, opposes: Condition) -> tuple[list[tuple[str, str]], str]:
    """Words and moments of the witness of one conflict, and the moment of its proposal."""
    book = rulebook(
        [
            Rule(name="a/for", effect=Effect.RECOMMEND, condition=favours),
            Rule(name="b/against", effect=Effect.FORBID, condition=opposes),
        ]
    )
    [conflict] = find_conflicts(Auditor(book), Scope()).conflicts
    return [(event["event"], event["at"]) for event in conflict.witness.case["events"]], conflict.witness.proposal["at"]


def test_one_thanks_before_one_follows_up_where_both_orders_show_a_conflict() -> None:
    """Whichever rule is met first, the witness tells the usual story."""
    thanked = AtLeast(signal=CountOf(pattern=Pattern(events=("thank_you",))), value=1)
    followed = AtLeast(signal=CountOf(pattern=Pattern(events=("follow_up",))), value=1)
    usual = ["interview", "thank_you", "follow_up"]
    assert [word for word, _ in least_events(followed, thanked)[0]] == usual
    assert [word for word, _ in least_events(thanked, followed)[0]] == usual


def test_what_may_happen_by_day_happens_by_day() -> None:
    """From the next day on, and within a day of the interview: the morning after, not the midnight between."""
    since = Is(signal=HasAnchor(anchor=INTERVIEW))
    tomorrow = All(parts=(since, AtLeast(signal=DaysSince(anchor=INTERVIEW), value=1)))
    within_a_day = All(parts=(since, AtMost(signal=MinutesSince(anchor=INTERVIEW), value=DAY)))
    assert least_events(within_a_day, tomorrow) == ([("interview", "2026-03-02 10:00")], "2026-03-03 10:00")
