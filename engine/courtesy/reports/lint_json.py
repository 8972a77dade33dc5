"""What the lints found, as plain data."""

from __future__ import annotations

from typing import Any

from courtesy.authoring.lint.run import LintReport
from courtesy.diagnostic import Diagnostic


def lint_data(report: LintReport) -> dict[str, Any]:
    """`courtesy/lint/1`: the problems in order, what was silenced with its reason, and how much was looked at."""
    return {
        "schema": "courtesy/lint/1",
        "usable": report.usable,
        "sources": list(report.sources),
        "cards": report.cards,
        "problems": [problem_data(problem) for problem in report.found],
        "silenced": [{**problem_data(problem), "reason": silencing.reason} for problem, silencing in report.silenced],
    }


def problem_data(problem: Diagnostic) -> dict[str, Any]:
    """One diagnostic; a problem with no place in a file has null for each part of the place."""
    place = problem.location
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "length": place.length if place else None,
        "message": problem.message,
        "help": problem.help,
    }
