"""The coverage of rules as text: what is uncovered with its reason and its missing example, then a line a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from courtesy.authoring.coverage_of_rules import Item, Kind, share
from courtesy.authoring.exercises import Exercised
from courtesy.authoring.writing import items as item_lines

_PLURAL = {Kind.CARD: "cards", Kind.BRANCH: "branches", Kind.BOUNDARY: "boundaries"}


def coverage_lines(found: Exercised) -> Iterator[str]:
    """The whole report: what is uncovered card by card, then a line a source, the bottom line last."""
    uncovered = [item for item in found.items if not item.covered]
    for rule in dict.fromkeys(item.card.id for item in uncovered):
        yield from _card([item for item in uncovered if item.card.id == rule], found)
        yield ""
    for source in dict.fromkeys(item.card.source for item in found.items):
        own = [item for item in found.items if item.card.source == source]
        yield f"{source:<20}  {share(own):5.1f} %  {_counts(own)}"
    yield f"{'together':<20}  {share(found.items):5.1f} %  {_counts(found.items)}"


def _card(uncovered: Sequence[Item], found: Exercised) -> Iterator[str]:
    card = uncovered[0].card
    yield f"{card.id}  ({card.location})"
    for item in uncovered:
        yield f"  {item.kind.value}: {item.name}"
        yield f"    {item.why}"
    missing = [addition.example for addition in found.additions if addition.card.id == card.id]
    if missing:
        yield "  missing examples:"
        yield from item_lines(missing, "    ")


def _counts(items: Sequence[Item]) -> str:
    parts = []
    for kind in Kind:
        own = [item for item in items if item.kind is kind and not item.unreachable]
        parts.append(f"{sum(item.covered for item in own)} of {len(own)} {_PLURAL[kind]}")
    unreachable = sum(item.unreachable for item in items)
    return ", ".join(parts) + (f"; {unreachable} out of reach" if unreachable else "")
