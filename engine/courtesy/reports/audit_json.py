"""What audits found as plain data; the key names of conflicts are fixed by `schemas/conflicts.schema.json`."""

from __future__ import annotations

from typing import Any

from courtesy.audit.case_groups import CaseGroup
from courtesy.audit.changes import Change, Changes
from courtesy.audit.lanes import Lane, Span, Timeline
from courtesy.audit.report import AuditReport
from courtesy.audit.values import (
    Cell,
    Conflict,
    Conflicts,
    Gap,
    Idle,
    NotAnalysed,
    Side,
    SourceGroup,
    Witness,
)
from courtesy.audit.whatif import Effect, Reconciliation
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
        **({"wording": wording_data(found)} if found.wordings else {}),
    }


def wording_data(found: Conflicts) -> list[dict[str, Any]]:
    """What minds only the text, by act and sources: the demand, and the rules beside which it stands."""
    return [
        {
            "act": item.act,
            "favours": item.favours,
            "opposes": item.demand.source,
            "demand": item.demand.rule,
            "says": item.demand.says,
            "cite": cite_data(item.demand.cite),
            "beside": list(item.rules),
            "pairs": item.pairs,
        }
        for item in found.wordings
    ]


def conflict_data(conflict: Conflict) -> dict[str, Any]:
    """One conflict with both rules, its grade and its witness."""
    turn = conflict.turn
    return {
        "kind": "within" if conflict.within_source else "between",
        "favours": conflict.favours.rule,
        "opposes": conflict.opposes.rule,
        "grade": conflict.grade.value,
        "act": conflict.act,
        "topic": conflict.topic,
        "witness": witness_data(conflict.witness),
        "replayed": conflict.replayed,
        "readings": conflict.readings.value,
        "depends_on": list(conflict.depends_on),
        "stricter_by_days": conflict.stricter_by,
        "anchor": conflict.anchor,
        "favours_side": side_data(conflict.favours),
        "opposes_side": side_data(conflict.opposes),
        "acknowledged": conflict.acknowledged,
        "otherwise_content": conflict.content,
        "turns_on": None
        if turn is None
        else {"reading": turn.reading, "favours": turn.favours, "opposes": turn.opposes},
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


def idle_data(item: Idle) -> dict[str, Any]:
    """A part of a rule that never matters."""
    return {
        "rule": item.rule,
        "clause": item.key,
        "branch": item.branch.value,
        "exception": item.exception,
        "says": item.says,
        "file": item.location.file,
        "line": item.location.line,
        "by": list(item.by),
    }


def gap_data(gap: Gap) -> dict[str, Any]:
    """A situation on which nobody speaks."""
    return {"act": gap.act, "channel": gap.channel, "witness": witness_data(gap.witness)}


def group_data(group: SourceGroup) -> dict[str, Any]:
    """Sources that can, or cannot, be followed together."""
    return {
        "act": group.act,
        "sources": list(group.sources),
        "together": None if not group.decided else group.witness is not None,
        "minimal": group.minimal,
        "witness": None if group.witness is None else witness_data(group.witness),
        "reason": group.reason,
    }


def case_group_data(group: CaseGroup) -> dict[str, Any]:
    """Sources that can, or cannot, be followed together in one case."""
    proposal = group.proposal
    return {
        "act": group.act,
        "sources": list(group.sources),
        "together": proposal is not None,
        "minimal": group.minimal,
        "proposal": None
        if proposal is None
        else {"act": proposal.act, "channel": proposal.channel, "to": list(proposal.to), "at": proposal.at.isoformat()},
    }


def cell_data(cell: Cell) -> dict[str, Any]:
    """How often one source favours what another opposes."""
    grades = {grade.value: count for grade, count in cell.grades.items()}
    return {"favours": cell.favours, "opposes": cell.opposes, "total": cell.total, "grades": grades}


def timeline_data(timeline: Timeline) -> dict[str, Any]:
    """One situation day by day."""
    return {
        "name": timeline.scenario.name,
        "title": timeline.scenario.title,
        "since": timeline.scenario.since,
        "from": timeline.anchor.isoformat(),
        "lanes": [_lane(lane) for lane in timeline.lanes],
        "alternatives": [_lane(lane) for lane in timeline.alternatives],
        "agreed": [_span(timeline, span) for span in timeline.agreed],
        "agreed_under_every_reading": [_span(timeline, span) for span in timeline.surely],
        "agreed_under_some_reading": [_span(timeline, span) for span in timeline.possibly],
        "contested": [_span(timeline, span) for span in timeline.contested],
    }


def _lane(lane: Lane) -> dict[str, Any]:
    stretches = [
        {
            "from": each.start.isoformat(),
            "until": each.until.isoformat(),
            "verdict": each.verdict.value,
            "rules": list(each.rules),
        }
        for each in lane.stretches
    ]
    return {"source": lane.source, "readings": dict(lane.readings), "stretches": stretches}


def _span(timeline: Timeline, span: Span) -> dict[str, Any]:
    first, last = timeline.days(span)
    return {
        "from": span.start.isoformat(),
        "until": span.until.isoformat(),
        "first_day": first,
        "last_day": last,
    }


def changes_data(found: Changes) -> dict[str, Any]:
    """What changes from one rulebook to another."""
    return {
        "schema": "courtesy/changes/1",
        "old": found.old,
        "new": found.new,
        "changes": [_change(change) for change in found.changes],
        "added": list(found.added),
        "removed": list(found.removed),
        "nothing_else_changes": found.complete,
        "not_analysed": [not_analysed_data(item) for item in found.not_analysed],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "source": change.source,
        "act": change.act,
        "before": change.before.value,
        "after": change.after.value,
        "rules_before": list(change.rules_before),
        "rules_after": list(change.rules_after),
        "witness": witness_data(change.witness),
    }


def effect_data(effect: Effect) -> dict[str, Any]:
    """Which conflicts appear and go with a setting."""
    return {
        "schema": "courtesy/what-if/1",
        "parameter": effect.setting.name,
        "was": effect.was,
        "value": effect.setting.value,
        "appear": [conflict_data(conflict) for conflict in effect.appear],
        "go": [conflict_data(conflict) for conflict in effect.go],
        "stay": effect.stay,
    }


def reconciliation_data(found: Reconciliation) -> dict[str, Any]:
    """The nearest value of a parameter that takes the most conflicts away."""
    return {
        "parameter": found.setting.name,
        "was": found.was,
        "value": found.setting.value,
        "go": [[conflict.favours.rule, conflict.opposes.rule, conflict.act] for conflict in found.go],
        "left": found.left,
    }


def report_data(report: AuditReport) -> dict[str, Any]:
    """The whole audit."""
    return {
        **conflicts_data(report.conflicts),
        "schema": "courtesy/audit/1",
        "matrix": [cell_data(cell) for cell in report.matrix],
        "dead": [idle_data(item) for item in report.dead],
        "shadowed": [idle_data(item) for item in report.shadowed],
        "redundant": [idle_data(item) for item in report.redundant],
        "gaps": [gap_data(gap) for gap in report.gaps],
        "groups": [group_data(group) for group in report.groups],
        "timelines": [timeline_data(timeline) for timeline in report.timelines],
        "coverage": [
            {
                "source": item.source,
                "sentences": item.sentences,
                "encoded": item.encoded,
                "excluded": dict(item.excluded),
            }
            for item in report.coverage
        ],
        "not_analysed": [not_analysed_data(item) for item in report.not_analysed],
    }
