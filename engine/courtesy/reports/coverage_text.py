"""The coverage of rules as text: a line a source, then everything uncovered with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from courtesy.authoring.coverage_of_rules import Item, Kind, share

_PLURAL = {Kind.CARD: "cards", Kind.BRANCH: "branches", Kind.BOUNDARY: "boundaries"}


def coverage_lines(items: Sequence[Item]) -> Iterator[str]:
    """The whole report: what is uncovered card by card, then a line a source, the bottom line last."""
    for rule in dict.fromkeys(item.rule for item in items if not item.covered):
        uncovered = [item for item in items if item.rule == rule and not item.covered]
        yield f"{rule}  ({uncovered[0].location})"
        for item in uncovered:
            yield f"  {item.kind.value}: {item.name}"
            yield f"    {item.why}"
    for source in dict.fromkeys(item.source for item in items):
        own = [item for item in items if item.source == source]
        yield f"{source:<20}  {share(own):5.1f} %  {_counts(own)}"
    yield f"{'together':<20}  {share(items):5.1f} %  {_counts(items)}"


def _counts(items: Sequence[Item]) -> str:
    parts = []
    for kind in Kind:
        own = [item for item in items if item.kind is kind]
        parts.append(f"{sum(item.covered for item in own)} of {len(own)} {_PLURAL[kind]}")
    return ", ".join(parts)
