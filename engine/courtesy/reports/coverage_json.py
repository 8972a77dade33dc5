"""The coverage of rules as plain data for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from courtesy.authoring.coverage_of_rules import Item, share


def coverage_data(items: Sequence[Item]) -> dict[str, Any]:
    """The shares in percent, and every card, branch and boundary."""
    sources = dict.fromkeys(item.source for item in items)
    return {
        "schema": "courtesy/rule-coverage/1",
        "covered_percent": round(share(items), 2),
        "sources": {source: round(share([item for item in items if item.source == source]), 2) for source in sources},
        "items": [
            {
                "rule": item.rule,
                "kind": item.kind.value,
                "name": item.name,
                "covered": item.covered,
                "why": item.why,
                "file": item.location.file,
                "line": item.location.line,
            }
            for item in items
        ],
    }
