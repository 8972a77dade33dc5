"""What was tried, as plain data for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from courtesy.authoring.trial import Outcome
from courtesy.diagnostic import Diagnostic
from courtesy.reports.trial_text import WORDS


def trial_data(outcomes: Sequence[Outcome], problems: Sequence[Diagnostic]) -> dict[str, Any]:
    """The counts and every outcome; `problems` are those of test files that could not be read."""
    counts = Counter(outcome.word for outcome in outcomes)
    return {
        "schema": "courtesy/trial/1",
        **{word: counts[word] for word in WORDS},
        "problems": [problem_data(problem) for problem in problems],
        "tests": [_outcome(outcome) for outcome in outcomes],
    }


def problem_data(problem: Diagnostic) -> dict[str, Any]:
    """A diagnostic as data."""
    place = problem.location
    return {
        "code": problem.code,
        "message": problem.message,
        "help": problem.help,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.name,
        "source": outcome.group,
        "file": outcome.location.file,
        "line": outcome.location.line,
        "outcome": outcome.word,
        "skipped": outcome.skipped,
        "failures": [
            {"expected": failure.expected, "came": failure.came, "why": list(failure.why)}
            for failure in outcome.failures
        ],
        "problems": [problem_data(problem) for problem in outcome.problems],
    }
