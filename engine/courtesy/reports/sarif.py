"""What the lints found, as SARIF 2.1.0, which code hosts and editors show in place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from courtesy.authoring.lint.lints import LINTS, Lint
from courtesy.authoring.lint.run import LintReport
from courtesy.authoring.lint.silencing import Silencing
from courtesy.diagnostic import Diagnostic

_PAGES = "docs/lints"


def lint_sarif(report: LintReport, version: str) -> dict[str, Any]:
    """A log with one run; what was silenced is there, marked as suppressed with its reason."""
    results = [_result(problem) for problem in report.found]
    results += [_suppressed(problem, silencing) for problem, silencing in report.silenced]
    codes = sorted({*LINTS, *(result["ruleId"] for result in results)})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "courtesy rules lint",
                        "version": version,
                        "rules": [_rule(code, LINTS.get(code)) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": report.usable}],
                "results": results,
            }
        ],
    }


def _rule(code: str, lint: Lint | None) -> dict[str, Any]:
    """A lint, or an error of the loader (which has no page)."""
    if lint is None:
        return {"id": code, "defaultConfiguration": {"level": "error"}}
    return {
        "id": code,
        "shortDescription": {"text": lint.says},
        "help": {"text": f"{lint.says} See {_PAGES}/{code}.md."},
        "defaultConfiguration": {"level": lint.severity.value},
    }


def _result(problem: Diagnostic) -> dict[str, Any]:
    text = f"{problem.message}. Help: {problem.help}" if problem.help else problem.message
    return {
        "ruleId": problem.code,
        "level": problem.severity.value,
        "message": {"text": text},
        "locations": [_location(problem)] if problem.location else [],
    }


def _suppressed(problem: Diagnostic, silencing: Silencing) -> dict[str, Any]:
    return {**_result(problem), "suppressions": [{"kind": "inSource", "justification": silencing.reason}]}


def _location(problem: Diagnostic) -> dict[str, Any]:
    place = problem.location
    assert place is not None
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": file_uri(place.file)},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endColumn": place.column + place.length,
            },
        }
    }


def file_uri(file: str) -> str:
    """A file below the working directory by its relative address, another by its whole one, as code hosts want them."""
    relative = relative_file(file)
    return _absolute(file).as_uri() if relative is None else quote(relative)


def relative_file(file: str) -> str | None:
    """A file below the working directory by its path from there; None for another."""
    path, here = _absolute(file), Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else None


def _absolute(file: str) -> Path:
    return Path(os.path.abspath(file))  # noqa: PTH100 - resolving links would lose the name that was typed
