"""Demands of two sources on one text: shown at a moment when the source of the met one is otherwise for the act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.books import Rule, rulebook
from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.values import Conflict
from courtesy.condition import All, Branch, Condition, Is, MessageFlag, MessageKnown, OneOf, ProposalAct
from courtesy.rule import Rulebook
from courtesy.verdict import Effect

SIGNAL = "qualifications"
ALWAYS = All(parts=())
ACT = OneOf(signal=ProposalAct(), values=frozenset(("follow_up",)))
KNOWN = Is(signal=MessageKnown(signal=SIGNAL))


def demanding(book: Rulebook, name: str, *, wanted: bool) -> Rulebook:
    """The rulebook in which a rule demands that the text has the signal, or that it has not."""
    card = book.cards[name]
    [clause] = card.clauses
    met: Condition = All(parts=(ACT, KNOWN, Is(signal=MessageFlag(signal=SIGNAL), value=wanted)))
    broken: Condition = All(parts=(ACT, KNOWN, Is(signal=MessageFlag(signal=SIGNAL), value=not wanted)))
    clauses = (
        replace(clause, branch=Branch.MAIN, condition=broken, effect=Effect.DISCOURAGE),
        replace(clause, branch=Branch.MET, condition=met, effect=None),
    )
    return replace(book, cards={**book.cards, name: replace(card, clauses=clauses)})


def conflicts(moods: dict[str, Effect]) -> dict[tuple[str, str], Conflict]:
    """The conflicts of a source that wants the signal and one that does not; by `moods` they are for the act or against it."""
    rules = [Rule(name=f"{source}/mood", effect=effect, condition=ALWAYS) for source, effect in moods.items()]
    texts = [Rule(name=f"{source}/text", effect=Effect.DISCOURAGE, condition=ALWAYS) for source in "ab"]
    book = demanding(demanding(rulebook([*rules, *texts]), "a/text", wanted=True), "b/text", wanted=False)
    found = find_conflicts(Auditor(book), Scope())
    assert not found.not_analysed
    return {(conflict.favours.rule, conflict.opposes.rule): conflict for conflict in found.conflicts}


@pytest.mark.parametrize(
    ("mood", "content"), [(Effect.RECOMMEND, True), (Effect.DISCOURAGE, False)], ids=["content", "never content"]
)
def test_where_a_source_is_against_the_act_at_every_moment_it_is_said_so(mood: Effect, content: bool) -> None:  # noqa: FBT001
    found = conflicts({"a": mood, "b": Effect.RECOMMEND})
    assert found["a/text", "b/text"].content is content
    assert found["b/text", "a/text"].content


def test_the_text_of_the_witness_meets_the_one_demand_and_breaks_the_other() -> None:
    found = conflicts({"a": Effect.PERMIT, "b": Effect.PERMIT})
    assert dict(found["a/text", "b/text"].witness.message) == {SIGNAL: True}
    assert dict(found["b/text", "a/text"].witness.message) == {SIGNAL: False}
