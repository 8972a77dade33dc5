"""Planted dead, shadowed and redundant rules and gaps are found, and none is invented."""

from __future__ import annotations

from audit.books import Rule, rulebook
from audit.worlds import FOLLOW_UP, INTERVIEW, REPLY
from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.grading import grade_of, stricter_by
from courtesy.audit.groups import matrix, source_groups
from courtesy.audit.rules_audit import dead_rules, gaps, redundant_rules, shadowed_rules
from courtesy.audit.values import Grade
from courtesy.condition import (
    All,
    AtLeast,
    AtMost,
    Condition,
    CountOf,
    DaysSince,
    HasAnchor,
    Is,
    OneOf,
    Pattern,
    ProposalChannel,
)
from courtesy.verdict import Effect

ALWAYS = All(parts=())
INTERVIEWED = Is(signal=HasAnchor(anchor=INTERVIEW))


def after(days: int) -> Condition:
    return All(parts=(INTERVIEWED, AtLeast(signal=DaysSince(anchor=INTERVIEW), value=days)))


def before(days: int) -> Condition:
    return All(parts=(INTERVIEWED, AtMost(signal=DaysSince(anchor=INTERVIEW), value=days - 1)))


def test_a_rule_that_contradicts_itself_is_dead() -> None:
    replied = CountOf(pattern=Pattern(events=("reply",), since=INTERVIEW))
    book = rulebook(
        [
            Rule(name="a/alive", effect=Effect.RECOMMEND, condition=after(7)),
            Rule(name="a/both-early-and-late", effect=Effect.FORBID, condition=All(parts=(after(7), before(7)))),
            Rule(
                name="a/reply-without-reply",
                effect=Effect.FORBID,
                condition=All(
                    parts=(AtLeast(signal=replied, value=1), Is(signal=HasAnchor(anchor=REPLY), value=False))
                ),
            ),
        ]
    )
    found = dead_rules(Auditor(book))
    assert [item.rule for item in found.idle] == ["a/both-early-and-late", "a/reply-without-reply"]
    assert not found.not_analysed


def test_a_rule_beneath_a_stronger_one_is_shadowed() -> None:
    book = rulebook(
        [
            Rule(name="a/late", effect=Effect.RECOMMEND, condition=after(14)),
            Rule(name="a/not-after-ten", effect=Effect.DISCOURAGE, condition=after(10)),
            Rule(name="a/early", effect=Effect.RECOMMEND, condition=before(3)),
            Rule(name="b/elsewhere", effect=Effect.FORBID, condition=ALWAYS),
        ]
    )
    auditor = Auditor(book)
    assert [(item.rule, item.by) for item in shadowed_rules(auditor, ()).idle] == [("a/late", ("a/not-after-ten",))]


def test_a_rule_inside_another_of_its_effect_is_redundant() -> None:
    book = rulebook(
        [
            Rule(name="a/after-a-week", effect=Effect.DISCOURAGE, condition=after(7)),
            Rule(name="a/after-two-weeks", effect=Effect.DISCOURAGE, condition=after(14)),
            Rule(name="b/after-two-weeks", effect=Effect.DISCOURAGE, condition=after(14)),
        ]
    )
    found = redundant_rules(Auditor(book), ())
    assert [(item.rule, item.by) for item in found.idle] == [("a/after-two-weeks", ("a/after-a-week",))]


def test_a_gap_lies_between_two_windows() -> None:
    book = rulebook(
        [
            Rule(name="a/early", effect=Effect.FORBID, condition=before(7)),
            Rule(name="b/late", effect=Effect.RECOMMEND, condition=after(9)),
        ]
    )
    found, left = gaps(Auditor(book), (), frozenset(("follow_up",)))
    assert not left
    assert {gap.channel for gap in found} == set(book.vocabulary.channels)
    assert found[0].witness.proposal["at"] == "2026-03-09 12:00"


def test_no_gap_where_the_windows_meet() -> None:
    book = rulebook(
        [
            Rule(name="a/early", effect=Effect.FORBID, condition=before(7)),
            Rule(name="b/late", effect=Effect.RECOMMEND, condition=after(7)),
        ]
    )
    assert gaps(Auditor(book), (), frozenset(("follow_up",))) == ((), ())


def test_three_sources_that_agree_two_by_two_and_never_all() -> None:
    """Pairs are not enough."""

    def by(*channels: str) -> Condition:
        return OneOf(signal=ProposalChannel(), values=frozenset(channels))

    book = rulebook(
        [
            Rule(name="a/one", effect=Effect.RECOMMEND, condition=by("email", "phone")),
            Rule(name="b/two", effect=Effect.RECOMMEND, condition=by("phone", "letter")),
            Rule(name="c/three", effect=Effect.RECOMMEND, condition=by("letter", "email")),
        ]
    )
    groups = source_groups(Auditor(book), (), frozenset(("follow_up",)))
    assert [group.sources for group in groups if group.witness is not None] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [group.sources for group in groups if group.minimal] == [("a", "b", "c")]


def test_the_least_witness_stands_at_the_edge_of_the_window() -> None:
    """A week against two weeks: seven days apart, shown on the first of them, with nothing but the interview."""
    book = rulebook(
        [
            Rule(name="a/week", effect=Effect.RECOMMEND, condition=after(7)),
            Rule(name="b/fortnight", effect=Effect.DISCOURAGE, condition=before(14)),
        ]
    )
    [conflict] = find_conflicts(Auditor(book), Scope()).conflicts
    assert (conflict.grade, conflict.stricter_by, conflict.anchor) == (Grade.TENSION, 7, "interview")
    assert conflict.replayed
    assert conflict.witness.case == {
        "timezone": "UTC",
        "people": {"hiring_manager": {"role": "hiring_manager"}},
        "events": [{"event": "interview", "at": "2026-03-02 10:00", "with": ["hiring_manager"]}],
    }
    assert conflict.witness.proposal == {
        "act": "follow_up",
        "channel": "email",
        "to": ["hiring_manager"],
        "at": "2026-03-09 12:00",
    }


def test_a_source_that_opposes_itself_favours_nothing() -> None:
    book = rulebook(
        [
            Rule(name="a/week", effect=Effect.RECOMMEND, condition=after(7)),
            Rule(name="a/never", effect=Effect.DISCOURAGE, condition=ALWAYS),
            Rule(name="b/fortnight", effect=Effect.DISCOURAGE, condition=before(14)),
        ]
    )
    found = find_conflicts(Auditor(book), Scope())
    assert (found.conflicts, found.not_analysed) == ((), ())


def test_a_heading_against_its_text_is_a_conflict_within_the_source() -> None:
    book = rulebook(
        [
            Rule(name="a/heading", effect=Effect.RECOMMEND, condition=after(2)),
            Rule(name="a/text", effect=Effect.FORBID, condition=before(4)),
        ]
    )
    found = find_conflicts(Auditor(book), Scope())
    assert [(each.favours.rule, each.opposes.rule, each.stricter_by) for each in found.within] == [
        ("a/heading", "a/text", 2)
    ]
    assert not found.conflicts


def test_grades() -> None:
    grades = {
        (favours, opposes): grade_of(favours, opposes)
        for favours in (Effect.REQUIRE, Effect.RECOMMEND, Effect.PERMIT)
        for opposes in (Effect.FORBID, Effect.DISCOURAGE)
    }
    assert grades == {
        (Effect.REQUIRE, Effect.FORBID): Grade.DILEMMA,
        (Effect.RECOMMEND, Effect.FORBID): Grade.OPPOSITION,
        (Effect.PERMIT, Effect.FORBID): Grade.OPPOSITION,
        (Effect.REQUIRE, Effect.DISCOURAGE): Grade.OPPOSITION,
        (Effect.RECOMMEND, Effect.DISCOURAGE): Grade.TENSION,
        (Effect.PERMIT, Effect.DISCOURAGE): Grade.TENSION,
    }


def test_windows_on_other_anchors_have_no_days_between_them() -> None:
    sent = All(parts=(Is(signal=HasAnchor(anchor=FOLLOW_UP)), AtMost(signal=DaysSince(anchor=FOLLOW_UP), value=6)))
    assert stricter_by(after(7), sent) is None


def test_the_matrix_counts_every_conflict_once() -> None:
    book = rulebook(
        [
            Rule(name="a/week", effect=Effect.RECOMMEND, condition=after(7)),
            Rule(name="b/fortnight", effect=Effect.DISCOURAGE, condition=before(14)),
            Rule(name="b/later", effect=Effect.REQUIRE, condition=after(30)),
            Rule(name="a/not-so-late", effect=Effect.FORBID, condition=after(40)),
        ]
    )
    found = find_conflicts(Auditor(book), Scope())
    counts = {(cell.favours, cell.opposes): cell.total for cell in matrix(found, ["a", "b"])}
    assert counts == {("a", "a"): 0, ("a", "b"): 1, ("b", "a"): 1, ("b", "b"): 0}
    assert {conflict.grade for conflict in found.conflicts} == {Grade.TENSION, Grade.DILEMMA}
