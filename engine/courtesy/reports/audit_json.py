"""What audits found as plain data; the key names of conflicts are fixed by `schemas/conflicts.schema.json`."""

from __future__ import annotations

from typing import Any

from courtesy.audit.values import Conflict, Conflicts, NotAnalysed, Side, Witness
from courtesy.rule import Cite


def conflicts_data(found: Conflicts) -> dict[str, Any]:
    """All conflicts as JSON holds them."""
    return {
        "schema": "courtesy/conflicts/1",
        "rulebook": found.rulebook,
        "readings": dict(found.readings),
        "conflicts": [conflict_data(conflict) for conflict in found.conflicts],
        "within": [conflict_data(conflict) for conflict in found.within],
        "not_analysed": [not_analysed_data(item) for item in found.not_analysed],
        "counts": {
            "asked": found.asked,
            "conflicts": len(found.conflicts),
            "within": len(found.within),
            "refuted": found.refuted,
            "wording_only": found.wording,
            "not_analysed": len(found.not_analysed),
        },
        "assumptions": list(found.assumptions),
    }


def conflict_data(conflict: Conflict) -> dict[str, Any]:
    """One conflict with both rules, its grade and its witness."""
    return {
        "favours": conflict.favours.rule,
        "opposes": conflict.opposes.rule,
        "grade": conflict.grade.value,
        "act": conflict.act,
        "witness": witness_data(conflict.witness),
        "replayed": conflict.replayed,
        "readings": conflict.readings.value,
        "depends_on": list(conflict.depends_on),
        "stricter_by_days": conflict.stricter_by,
        "anchor": conflict.anchor,
        "favours_side": side_data(conflict.favours),
        "opposes_side": side_data(conflict.opposes),
        "acknowledged": conflict.acknowledged,
    }


def side_data(side: Side) -> dict[str, Any]:
    """One of the two rules: which part of the card speaks, and what it says."""
    return {
        "clause": side.key,
        "source": side.source,
        "effect": None if side.effect is None else side.effect.value,
        "branch": side.branch.value,
        "exception": side.exception,
        "says": side.says,
        "implied": side.implied,
        "cite": cite_data(side.cite),
    }


def cite_data(cite: Cite) -> dict[str, Any]:
    """Where a rule comes from."""
    data = {
        "section": cite.section,
        "paragraph": cite.paragraph,
        "sentence": cite.sentence,
        "digest": cite.digest,
        "speaker": cite.speaker,
    }
    return {name: value for name, value in data.items() if value is not None}


def witness_data(witness: Witness) -> dict[str, Any]:
    """A case and a proposal, and the signals of the text where it matters."""
    data: dict[str, Any] = {"case": dict(witness.case), "proposal": dict(witness.proposal)}
    if witness.message:
        data["message_signals"] = dict(witness.message)
    return data


def not_analysed_data(item: NotAnalysed) -> dict[str, Any]:
    """A question without an answer, and why."""
    return {
        "question": item.question,
        "rules": list(item.rules),
        "act": item.act,
        "reason": item.reason,
    }
