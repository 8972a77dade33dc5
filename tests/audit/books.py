"""Small rulebooks made by hand: a source is a list of rules, a rule an effect on an act where a condition holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courtesy.condition import (
    All,
    Branch,
    Clause,
    Condition,
    OneOf,
    ProposalAct,
)
from courtesy.diagnostic import Location
from courtesy.loading.rulebook import find_rule_directories, load_rulebook
from courtesy.rule import ActCard, Cite, Rulebook, Source
from courtesy.verdict import Effect

_HERE = Location(file="made-by-hand.yaml")
_CITE = Cite(section=None, paragraph=1, sentence=1, digest="0" * 12)


@dataclass(frozen=True)
class Rule:
    """`source/name` has this effect on the act where the condition holds."""

    name: str
    effect: Effect
    condition: Condition
    act: str = "follow_up"


def shipped() -> Rulebook:
    """The rulebook that is shipped."""
    book, diagnostics = load_rulebook(find_rule_directories(())[0])
    assert book is not None, diagnostics
    return book


_SHIPPED = shipped()


def rulebook(rules: Sequence[Rule]) -> Rulebook:
    """A rulebook of these rules, in the shipped vocabulary."""
    sources = dict.fromkeys(rule.name.partition("/")[0] for rule in rules)
    return Rulebook(
        sources=tuple(_source(name) for name in sources),
        cards={rule.name: _card(rule) for rule in rules},
        digest="sha256:" + "0" * 64,
        vocabulary=_SHIPPED.vocabulary,
    )


def _source(name: str) -> Source:
    return Source(
        id=name,
        title=name,
        author=None,
        publisher=None,
        date=None,
        document=f"{name}.txt",
        digest="0" * 64,
        location=_HERE,
    )


def _card(rule: Rule) -> ActCard:
    source = rule.name.partition("/")[0]
    act = OneOf(signal=ProposalAct(), values=frozenset((rule.act,)))
    clause = Clause(
        rule=rule.name,
        source=source,
        branch=Branch.MAIN,
        condition=All(parts=(act, rule.condition)),
        effect=rule.effect,
    )
    return ActCard(
        id=rule.name,
        source=source,
        says=f"{rule.name} speaks.",
        cite=_CITE,
        surface={},
        location=_HERE,
        clauses=(clause,),
        acts=(rule.act,),
        effect=rule.effect,
    )
