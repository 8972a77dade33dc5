"""A decision as the plain data of `schemas/decision.schema.json`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from courtesy.case import Proposal
from courtesy.decision.values import Advice, Decision, Evidence, Finding
from courtesy.decision.whynot import RuleAnswer
from courtesy.rule import Cite

SCHEMA = "courtesy/decision/1"


def decision_data(decision: Decision) -> dict[str, Any]:
    """The decision, its keys in reading order."""
    return {
        "schema": SCHEMA,
        "rulebook": decision.rulebook,
        "engine": decision.engine,
        "proposal": proposal_data(decision.proposal),
        "profile": decision.profile,
        "combining": decision.combining.value,
        "verdict": decision.verdict.value,
        "indeterminate": decision.indeterminate,
        "contested": decision.contested,
        "sources": [
            {"source": item.source, "verdict": item.verdict.value, "rules": list(item.rules)}
            for item in decision.sources
        ],
        "findings": [finding_data(finding) for finding in decision.findings],
        "unknown": [{"signal": item.signal, "asked_by": list(item.asked_by)} for item in decision.unknown],
        "counsel": [advice_data(item) for item in decision.counsel],
        "met": [advice_data(item) for item in decision.met],
        "readings": dict(decision.readings),
    }


def proposal_data(proposal: Proposal) -> dict[str, Any]:
    """The proposal without its text."""
    return {
        "act": proposal.act,
        "channel": proposal.channel,
        "to": list(proposal.to),
        "at": moment_data(proposal.at),
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "rule": finding.rule,
        "source": finding.source,
        "effect": finding.effect.value,
        "says": finding.says,
        "because": [evidence_data(item) for item in finding.because],
        "cite": cite_data(finding.cite),
        "spans": [
            {"part": span.part, "start": span.start, "end": span.end, "entry": span.entry} for span in finding.spans
        ],
        "fix": finding.fix,
        "reading": finding.reading,
        "changes_at": moment_data(finding.changes_at),
        "branch": finding.branch.value,
        "exception": finding.exception,
        "implied": finding.implied,
        "decides": finding.decides,
    }


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """One signal with its value and what is needed."""
    return {
        "signal": evidence.signal,
        "value": evidence.value,
        "needs": evidence.needs,
        "sentence": evidence.sentence,
        "decisive": evidence.decisive,
    }


def advice_data(advice: Advice) -> dict[str, Any]:
    """A counsel card, or a demand that is met."""
    return {
        "rule": advice.rule,
        "source": advice.source,
        "says": advice.says,
        "cite": cite_data(advice.cite),
    }


def cite_data(cite: Cite) -> dict[str, Any]:
    """A citation; `speaker` only where a named expert speaks."""
    data: dict[str, Any] = {
        "section": cite.section,
        "paragraph": cite.paragraph,
        "sentence": cite.sentence,
        "digest": cite.digest,
    }
    return data | ({"speaker": cite.speaker} if cite.speaker else {})


def moment_data(moment: datetime | None) -> str | None:
    """A moment in ISO 8601 with its offset."""
    return None if moment is None else moment.isoformat(timespec="seconds")


def rule_answer_data(answer: RuleAnswer) -> dict[str, Any]:
    """The answer to "why did this rule (not) speak?"."""
    return {
        "schema": "courtesy/explanation/1",
        "rule": answer.card.id,
        "source": answer.card.source,
        "says": answer.card.says,
        "speaks": answer.speaks,
        "cite": cite_data(answer.card.cite),
        "branches": [
            {
                "branch": branch.branch.value,
                "exception": branch.exception,
                "effect": branch.effect.value if branch.effect else None,
                "speaks": branch.speaks,
                "decisive": [evidence_data(item) for item in branch.decisive],
                "changes_at": moment_data(branch.changes_at),
            }
            for branch in answer.branches
        ],
        "unknown": [f"message.{signal}" for signal in answer.unknown],
    }
