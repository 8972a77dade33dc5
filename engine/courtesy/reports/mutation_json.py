"""Mutation of rules as plain data for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from courtesy.authoring.supplement import Supplement, scores


def mutation_data(found: Sequence[Supplement]) -> dict[str, Any]:
    """The score of every source, every mutant with its fate, and the missing examples."""
    verdicts = [verdict for each in found for verdict in each.verdicts]
    return {
        "schema": "courtesy/mutation/1",
        "sources": {
            source: {"score_percent": round(percent, 2), **{fate.value: count for fate, count in counts.items()}}
            for source, percent, counts in scores(verdicts)
        },
        "mutants": [
            {
                "rule": verdict.card.id,
                "operator": verdict.mutant.operator,
                "says": verdict.mutant.says,
                "fate": verdict.fate.value,
                "why": verdict.why,
            }
            for verdict in verdicts
        ],
        "missing_examples": [
            {"rule": addition.card.id, "example": addition.example, "kills": list(addition.purposes)}
            for each in found
            for addition in each.additions
        ],
    }
