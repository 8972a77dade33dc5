"""How firmly a verdict stands, as plain data and in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courtesy.reports.decision_json import moment_data
from courtesy.reports.windows_words import short_moment
from courtesy.reports.words import listed
from courtesy.verdict import Verdict
from courtesy.windows.robustness import Hold, Question, Robustness


def robustness_data(found: Robustness) -> dict[str, Any]:
    """The keys `holds_until` and `next_question`, null where there is nothing to tell."""
    return {"holds_until": _hold_data(found.hold), "next_question": _question_data(found.question)}


def _hold_data(hold: Hold | None) -> dict[str, Any] | None:
    if hold is None:
        return None
    return {"at": moment_data(hold.at), "because": hold.because, "verdict": hold.verdict.value}


def _question_data(question: Question | None) -> dict[str, Any] | None:
    if question is None:
        return None
    changed = question.before is not question.after
    return {
        "fact": question.fact.name,
        "question": question.fact.question,
        "answer": question.answer.words,
        "profile": {"from": question.before.value, "to": question.after.value} if changed else None,
        "sources": [
            {"source": change.source, "from": change.before.value, "to": change.after.value}
            for change in question.changes
        ],
        "record": question.fact.record,
    }


def robustness_lines(found: Robustness, year: int) -> Iterator[str]:
    """`This verdict holds until Thu 12 Mar 00:00 (levo's window ends).`, and the question to ask next."""
    if found.hold is not None:
        yield f"This verdict holds until {short_moment(found.hold.at, year)} ({found.hold.because})."
    if found.question is not None:
        yield _asked(found.question)


def _asked(question: Question) -> str:
    """The question, what the answer that changes most would change, and how to record it."""
    asked = f"{question.fact.question[0].upper()}{question.fact.question[1:]}"
    if question.before is not question.after:
        effect = f"{question.after.value} instead of {question.before.value}"
        whose = f" ({listed(change.source for change in question.changes)})"
    else:
        effect, whose = _sources(question), ""
    return f"Next question: {asked} Suppose {question.answer.words}: {effect}{whose}. Record it: {question.fact.record}"


def _sources(question: Question) -> str:
    """`levo and lifesavvy would be for it, abbot would be silent`."""
    stances = dict.fromkeys(_stance(change.after) for change in question.changes)
    told = {each: [change.source for change in question.changes if _stance(change.after) == each] for each in stances}
    return ", ".join(f"{listed(sources)} would be {stance}" for stance, sources in told.items())


def _stance(verdict: Verdict) -> str:
    return "silent" if verdict is Verdict.SILENT else "for it" if verdict.favours else "against it"
