"""What the lints found, for a terminal: each with its place, and a line that counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from courtesy.authoring.lint.lints import LINTS
from courtesy.authoring.lint.run import LintReport
from courtesy.loading.render import render_diagnostics


def lint_text(report: LintReport) -> str:
    """All diagnostics, and how many there are in how much."""
    told = render_diagnostics(report.found)
    return f"{told}\n{summary(report)}\n" if told else f"{summary(report)}\n"


def summary(report: LintReport) -> str:
    """`5 sources, 243 cards: 1 error, 2 warnings, 3 silenced`."""
    if not report.usable:
        return f"{_counted(len(report.found), 'error')}; the lints wait until nothing is in error"
    severities = Counter(diagnostic.severity.value for diagnostic in report.found)
    parts = [_counted(severities[name], name) for name in ("error", "warning") if severities[name]]
    parts += [f"{len(report.silenced)} silenced"] if report.silenced else []
    looked = f"{_counted(len(report.sources), 'source')}, {_counted(report.cards, 'card')}"
    clean = [] if severities else ["nothing to remark"]
    return f"{looked}: {', '.join([*clean, *parts])}"


def table() -> Iterator[str]:
    """Every lint with its severity and its sentence."""
    width = max(map(len, LINTS))
    for lint in LINTS.values():
        yield f"{lint.code:{width}}  {lint.severity.value:7}  {lint.says}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
