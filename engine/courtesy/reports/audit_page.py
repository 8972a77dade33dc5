"""The audit as one page made to be read: what the sources agree on, where they differ, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from courtesy.audit.lanes import Timeline
from courtesy.audit.report import AuditReport
from courtesy.reports.audit_page_agreement import stages
from courtesy.reports.audit_page_conflicts import conflicts_section
from courtesy.reports.audit_page_lanes import choices_table, timelines_section
from courtesy.reports.audit_page_tables import (
    coverage_section,
    grade_counts,
    groups_table,
    idle_section,
    matrix_section,
    method_section,
    readings_section,
)
from courtesy.reports.audit_page_words import counted, paragraph, section, spans_words, table
from courtesy.reports.page_document import document, element, text
from courtesy.reports.words import listed
from courtesy.rule import Rulebook

_CONTENTS = {
    "agreement": "Agreement",
    "first": "First follow-up",
    "timelines": "Day by day",
    "matrix": "Who contradicts whom",
    "conflicts": "Conflicts",
    "idle": "Open and idle",
    "coverage": "Coverage",
    "readings": "Readings",
    "method": "Method",
}
_FIRST = "first-follow-up"
_TITLE = "Where the sources agree, and where they do not"


def audit_page(report: AuditReport) -> str:
    """The whole page. The same report gives the same bytes."""
    book, found = report.rulebook, report.conflicts
    first = [timeline for timeline in report.timelines if timeline.scenario.name.startswith(_FIRST)]
    parts = [
        _agreement(report),
        _first_follow_up(book, first),
        timelines_section(book, report.timelines),
        matrix_section(report.matrix),
        conflicts_section(book, found.conflicts, found.within),
        idle_section(report),
        coverage_section(book, report.coverage),
        readings_section(report),
        method_section(report),
    ]
    skip = element("a", "Skip to the conflicts", {"href": "#conflicts", "class": "skip"})
    body = [skip, _hatch(), element("header", _header(report)), _contents(), element("main", parts)]
    return document(_TITLE, "\n".join(body), ("page", "audit"))


def _hatch() -> str:
    """The stripes of what is opposed, so that it differs from what is favoured without its colour."""
    line = {"d": "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", "class": "stripe"}
    size = {"id": "stripes", "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
    pattern = element("defs", element("pattern", element("path", "", line), size))
    return element("svg", pattern, {"class": "unseen", "aria-hidden": "true", "width": "0", "height": "0"})


def _header(report: AuditReport) -> Iterator[str]:
    names = [source.id for source in report.rulebook.sources]
    yield element("h1", _TITLE)
    yield paragraph(
        f"An audit of {counted(len(names), 'source')} and {counted(len(report.rulebook.cards), 'rule')}: {listed(names)}."
    )
    yield element("ul", [element("li", fact) for fact in _facts(report)], {"class": "facts"})
    for timeline in report.timelines:
        if timeline.scenario.name == _FIRST:
            yield element("p", _lead(timeline), {"class": "headline" if timeline.agreed else "headline none"})


def _lead(timeline: Timeline) -> str:
    """The result that most people ask for, in a sentence."""
    days, surely = spans_words(timeline, timeline.agreed), spans_words(timeline, timeline.surely)
    told = f"{text(timeline.scenario.title)}: all agree on <strong>{text(days)}</strong> after {text(timeline.scenario.since)}"
    return f"{told}, and under every reading of the vague passages on {text(surely)}."


def _facts(report: AuditReport) -> Iterator[str]:
    """Numbers to begin with: conflicts by grade, and what was left open."""
    for grade, count in grade_counts(report):
        yield f'<span class="number {grade.value}">{count}</span> {text(_plural(grade.value, count))}'
    yield f'<span class="number">{len(report.conflicts.within)}</span> within one source'
    yield f'<span class="number">{len(report.dead)}</span> dead {_plural("rule", len(report.dead))}'
    yield f'<span class="number">{len(report.not_analysed)}</span> NOT ANALYSED'


def _plural(word: str, count: int) -> str:
    return counted(count, word).partition(" ")[2]


def _contents() -> str:
    links = [element("li", element("a", text(name), {"href": f"#{part}"})) for part, name in _CONTENTS.items()]
    return element("nav", element("ul", links), {"aria-label": "On this page"})


# --- agreement ----------------------------------------------------------------------------------------------------


def _agreement(report: AuditReport) -> str:
    rows = [_agreement_row(timeline) for timeline in report.timelines]
    heads = (
        "Situation",
        "All agree on",
        "Under every reading",
        "Under some reading",
        "For it, at some time",
        "Against it",
    )
    inside = [
        paragraph("The days on which every source that speaks is for it, in the main situations."),
        table(heads, rows, "Days of agreement in the main situations", "days"),
        element("h3", "Can they be followed together?"),
        paragraph("Groups of sources, two and more, for which there is a proposal that all of them favour."),
        groups_table(report.rulebook, report.groups),
    ]
    return section("agreement", "What the sources agree on", inside)


def _agreement_row(timeline: Timeline) -> Sequence[str]:
    link = element("a", text(timeline.scenario.title), {"href": f"#situation-{timeline.scenario.name}"})
    since = element("span", text(f"days since {timeline.scenario.since}"), {"class": "cite"})
    days = [text(spans_words(timeline, spans)) for spans in (timeline.agreed, timeline.surely, timeline.possibly)]
    found = stages(timeline.lanes)
    sides = (_voices(timeline, [stage.favour for stage in found]), _voices(timeline, [stage.oppose for stage in found]))
    return (f"{link}<br>{since}", f"<strong>{days[0]}</strong>", days[1], days[2], *sides)


def _voices(timeline: Timeline, sides: Sequence[Sequence[str]]) -> str:
    """Who is ever on one side."""
    found = {source for side in sides for source in side}
    if not found:
        return "–"
    return "all" if len(found) == len(timeline.lanes) else text(listed(sorted(found)))


def _first_follow_up(book: Rulebook, timelines: Sequence[Timeline]) -> str:
    """The days of the first follow-up on which all agree, in a sentence and under each choice of readings."""
    parts = []
    for timeline in timelines:
        days = spans_words(timeline, timeline.agreed)
        told = f"All agree on <strong>{text(days)}</strong> after {text(timeline.scenario.since)}."
        shown = "headline" if timeline.agreed else "headline none"
        parts.append(
            element(
                "div",
                [
                    element("h3", text(timeline.scenario.title)),
                    element("p", told, {"class": shown}),
                    choices_table(book, timeline),
                ],
            )
        )
    intro = paragraph("Day 0 is the day of the interview. Readings that draw the same days are named once.")
    return section("first", "The first follow-up: days on which all agree, under each reading", [intro, *parts])
