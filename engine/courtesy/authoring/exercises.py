"""The examples that would exercise what no test exercises yet, or the proof that nothing can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from courtesy.authoring.coverage_of_rules import Item, Kind
from courtesy.authoring.supplement import Addition, Written, additions, plain_statement, write_example
from courtesy.authoring.witnesses import Finder
from courtesy.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercised:
    """The items again, those marked that nothing can reach, and the examples that reach the others."""

    items: tuple[Item, ...]
    additions: tuple[Addition, ...]


def exercise(finder: Finder, items: Iterable[Item]) -> Exercised:
    """Look for an example for everything that is left open, card by card."""
    found = tuple(items)
    settled: list[Item] = []
    added: list[Addition] = []
    for rule in dict.fromkeys(item.card.id for item in found):
        own = [item for item in found if item.card.id == rule]
        written: list[Written] = []
        settled += [_settled(finder, item, written) for item in own]
        added += additions(own[0].card, written)
    return Exercised(items=tuple(_cards_settled(settled)), additions=tuple(added))


def _settled(finder: Finder, item: Item, written: list[Written]) -> Item:
    proofs = []
    for goal in item.goals:
        known = next((each for each in written if goal.reached(each.test)), None)
        if known is not None:
            known.purposes.append(item.name)
            continue
        card = item.card
        reached = goal.reached
        made = write_example(
            finder,
            card,
            goal.condition,
            lambda test: plain_statement(card, test) if reached(test) else None,  # noqa: B023 - called at once
        )
        if isinstance(made, Written):
            made.purposes.append(item.name)
            written.append(made)
        else:
            proofs.append(made)
    if not proofs:
        return item
    proved, reason = proofs[0]
    if proved:
        return replace(item, unreachable=True, why="proved: no situation reaches it")
    return replace(item, why=f"{item.why}; {reason}")


def _cards_settled(items: Iterable[Item]) -> Iterator[Item]:
    """A card of which nothing can be reached is out of reach itself."""
    listed = tuple(items)
    for item in listed:
        branches = [other for other in listed if other.card.id == item.card.id and other.kind is Kind.BRANCH]
        dead = item.kind is Kind.CARD and all(other.unreachable for other in branches)
        yield replace(item, unreachable=True, why="proved: it never speaks") if dead and not item.covered else item
