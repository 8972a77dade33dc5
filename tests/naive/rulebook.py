"""What the cards of a source say of a proposal, as the keys of the clauses that must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from courtesy.case import Case, Proposal
from naive.cards import speaks
from naive.history import World


def meaning(
    source: Mapping[str, Any],
    cards: Sequence[Mapping[str, Any]],
    case: Case,
    proposal: Proposal,
    readings: Mapping[str, str],
    message: Mapping[str, Any] | None,
) -> set[str]:
    """The keys of all clauses that hold, from the cards as they are written."""
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
