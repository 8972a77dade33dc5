"""What the lints found, as commands of GitHub Actions: each is shown at its line of the change."""

from __future__ import annotations

from collections.abc import Iterator

from courtesy.authoring.lint.run import LintReport
from courtesy.diagnostic import Diagnostic
from courtesy.reports.sarif import file_uri, relative_file


def github_lines(report: LintReport) -> Iterator[str]:
    """One command a diagnostic, in order."""
    for problem in report.found:
        yield _command(problem)


def _command(problem: Diagnostic) -> str:
    text = problem.message if problem.help is None else f"{problem.message}\nhelp: {problem.help}"
    fields = {"title": problem.code}
    place = problem.location
    if place is not None:
        end = place.column + place.length - 1
        fields = {
            "file": relative_file(place.file) or file_uri(place.file),
            "line": str(place.line),
            "col": str(place.column),
            "endColumn": str(end),
        } | fields
    given = ",".join(f"{name}={_escaped(value, field=True)}" for name, value in fields.items())
    return f"::{problem.severity.value} {given}::{_escaped(text)}"


def _escaped(text: str, *, field: bool = False) -> str:
    """Text without what ends a command; in a field also without what ends the field."""
    for character in "%\r\n" + (":," if field else ""):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
