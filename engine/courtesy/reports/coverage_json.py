"""The coverage of rules as plain data for JSON."""

from __future__ import annotations

from typing import Any

from courtesy.authoring.coverage_of_rules import share
from courtesy.authoring.exercises import Exercised


def coverage_data(found: Exercised) -> dict[str, Any]:
    """The shares in percent, every card, branch and boundary, and the missing examples."""
    items = found.items
    sources = dict.fromkeys(item.card.source for item in items)
    return {
        "schema": "courtesy/rule-coverage/1",
        "covered_percent": round(share(items), 2),
        "sources": {
            source: round(share([item for item in items if item.card.source == source]), 2) for source in sources
        },
        "items": [
            {
                "rule": item.card.id,
                "kind": item.kind.value,
                "name": item.name,
                "covered": item.covered,
                "unreachable": item.unreachable,
                "why": item.why,
                "file": item.card.location.file,
                "line": item.card.location.line,
            }
            for item in items
        ],
        "missing_examples": [
            {"rule": addition.card.id, "example": addition.example, "reaches": list(addition.purposes)}
            for addition in found.additions
        ],
    }
