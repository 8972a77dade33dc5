"""What audits take for a history: every event complete, also those that packs add."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.books import Rule, rulebook
from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.condition import All, Group, HasAnchor, Is, Latest, Pattern, People, Quantifier, RecipientsAre
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
