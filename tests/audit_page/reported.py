"""Audits that the tests of the page share: of the shipped rulebook, and of a small one with all that is rare."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from audit.books import Rule, rulebook, shipped
from courtesy.audit.conflicts import Scope
from courtesy.audit.report import AuditReport, audit
from courtesy.audit.values import NotAnalysed
from courtesy.condition import All, AtLeast, AtMost, DaysSince, Latest, Pattern
from courtesy.rule import Reading, Rulebook
from courtesy.verdict import Effect

HOSTILE = '<script>document.title = "taken"</script><img src=x onerror="document.title = 1">'


@cache
def whole() -> AuditReport:
    """The shipped rulebook, audited."""
    return audit(shipped(), Scope())


@cache
def small() -> AuditReport:
    """A dilemma, an opposition and a tension between two sources, one within a source, a dead rule, a question left open."""
    report = audit(_hostile(_book()), Scope(acts=frozenset(("follow_up",))))
    left = NotAnalysed(question="conflict", rules=("strict/never",), act="follow_up", reason=f"too deep {HOSTILE}")
    marked = replace(report.conflicts.conflicts[0], acknowledged=f"known {HOSTILE}")
    found = replace(report.conflicts, conflicts=(marked, *report.conflicts.conflicts[1:]))
    return replace(report, conflicts=found, not_analysed=(left,))


def _book() -> Rulebook:
    since = DaysSince(anchor=Latest(pattern=Pattern(events=("interview",))))

    def between(first: int, last: int) -> All:
        return All(parts=(AtLeast(signal=since, value=first), AtMost(signal=since, value=last)))

    return rulebook(
        [
            Rule("eager/must", Effect.REQUIRE, between(3, 5)),
            Rule("eager/should", Effect.RECOMMEND, between(6, 9)),
            Rule("eager/better-not", Effect.DISCOURAGE, between(9, 12)),
            Rule("eager/never-speaks", Effect.PERMIT, between(8, 7)),
            Rule("strict/never", Effect.FORBID, between(4, 6)),
            Rule("strict/not-then", Effect.FORBID, between(8, 8)),
            Rule("strict/rather-not", Effect.DISCOURAGE, between(7, 20)),
        ]
    )


def _hostile(book: Rulebook) -> Rulebook:
    """Every text that a pack's author writes holds markup."""
    cards = {
        name: replace(card, says=f"{name} {HOSTILE}", cite=replace(card.cite, section=HOSTILE, speaker=HOSTILE))
        for name, card in book.cards.items()
    }
    reading = Reading(
        name=f"how{HOSTILE}",
        question=HOSTILE,
        options={HOSTILE: HOSTILE},
        default=HOSTILE,
        cite=None,
        location=book.sources[0].location,
    )
    sources = tuple(
        replace(source, title=HOSTILE, author=HOSTILE, publisher=HOSTILE, readings={reading.name: reading})
        for source in book.sources
    )
    return replace(book, cards=cards, sources=sources)
