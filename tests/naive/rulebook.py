"""What the cards of a source say of a proposal, as the keys of the clauses that must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from courtesy.case import Case, Proposal
from naive.cards import speaks
from naive.history import World

Given: TypeAlias = tuple[Case, Proposal, Mapping[str, str], Mapping[str, Any] | None]
"""A case, a proposal, the chosen readings, and what was read in the text."""


def meaning(source: Mapping[str, Any], cards: Sequence[Mapping[str, Any]], given: Given) -> set[str]:
    """The keys of all clauses that hold, from the cards as they are written."""
    case, proposal, readings, message = given
    world = World(case=case, proposal=proposal, source=source, readings=readings, message=message)
    found = set()
    for card in cards:
        name = f"{source['id']}/{card['id']}"
        truths = speaks(world, card)
        found |= {key(name, way) for way, truth in truths.items() if truth}
        if None in truths.values():
            found.add(f"{name}:asks")
    return found


def key(name: str, way: str) -> str:
    """The clause's key for a way in which a card speaks."""
    return f"{name}{way}:main" if way.startswith("#") else f"{name}:{way}"
