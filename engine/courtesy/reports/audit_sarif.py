"""Conflicts as SARIF 2.1.0: each is a result at the opposing rule, with the favouring one as related location."""

from __future__ import annotations

from typing import Any

from courtesy.audit.values import Conflict, Conflicts, Grade
from courtesy.reports.audit_text import diary_words
from courtesy.reports.sarif import file_uri
from courtesy.rule import Rulebook

_LEVEL = {Grade.DILEMMA: "error", Grade.OPPOSITION: "warning", Grade.TENSION: "note"}
_MEANING = {
    Grade.DILEMMA: "One rule requires what another forbids.",
    Grade.OPPOSITION: "A rule favours what another forbids, or requires what another discourages.",
    Grade.TENSION: "A rule recommends or permits what another discourages.",
}


def conflicts_sarif(rulebook: Rulebook, found: Conflicts) -> dict[str, Any]:
    """A SARIF log with one run; what was not analysed stands among the notifications."""
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "courtesy audit",
                        "rules": [
                            {"id": grade.value, "shortDescription": {"text": _MEANING[grade]}} for grade in Grade
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            {
                                "level": "warning",
                                "message": {
                                    "text": f"not analysed: {', '.join(item.rules)} ({item.act}): {item.reason}"
                                },
                            }
                            for item in found.not_analysed
                        ],
                    }
                ],
                "results": [_result(rulebook, conflict) for conflict in (*found.conflicts, *found.within)],
            }
        ],
    }


def _result(rulebook: Rulebook, conflict: Conflict) -> dict[str, Any]:
    turn = conflict.turn
    one, other = ("", "") if turn is None else (f" with {turn.reading}={turn.favours}", f" with {turn.opposes}")
    text = (
        f"{conflict.favours.rule} favours this {conflict.act}{one}, {conflict.opposes.rule} opposes it{other}: "
        f"{diary_words(conflict.witness)}"
    )
    suppressed = [{"kind": "external", "justification": conflict.acknowledged}] if conflict.acknowledged else []
    return {
        "ruleId": conflict.grade.value,
        "level": _LEVEL[conflict.grade],
        "message": {"text": text},
        "locations": [_location(rulebook, conflict.opposes.rule)],
        "relatedLocations": [_location(rulebook, conflict.favours.rule)],
        "partialFingerprints": {"pair/v1": "|".join(_identity(conflict))},
        "suppressions": suppressed,
    }


def _identity(conflict: Conflict) -> list[str]:
    """What tells a conflict from all others, in this audit and in the next."""
    turned = [] if conflict.turn is None else [conflict.turn.reading]
    return [conflict.favours.key, conflict.opposes.key, conflict.act, *turned]


def _location(rulebook: Rulebook, rule: str) -> dict[str, Any]:
    place = rulebook.cards[rule].location
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": file_uri(place.file)},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
