"""What audits found, beside conflicts, as titled lists of sentences: one text for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from courtesy.audit.case_groups import CaseGroup
from courtesy.audit.changes import Change, Changes
from courtesy.audit.lanes import Lane, Span, Timeline
from courtesy.audit.report import AuditReport, Coverage
from courtesy.audit.values import Cell, Gap, Grade, Idle, NotAnalysed, SourceGroup
from courtesy.audit.whatif import Effect, Reconciliation
from courtesy.case import Case
from courtesy.frozen import dataclass
from courtesy.reports.audit_text import diary_words
from courtesy.reports.words import act_words, channel_words, listed, moment_words, people_words

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A title and its sentences."""

    title: str
    lines: tuple[str, ...]


def print_sections(console: Console, sections: Iterable[Section]) -> None:
    """Write sections to a terminal."""
    for number, section in enumerate(sections):
        if number:
            console.print()
        console.print(Text(section.title, style="bold"))
        for line in section.lines:
            console.print(Padding(Text(line), (0, 0, 0, 2)))


def markdown(sections: Iterable[Section]) -> str:
    """Sections as Markdown."""
    blocks = ["\n".join([f"## {section.title}", "", *(f"- {line}" for line in section.lines)]) for section in sections]
    return "\n\n".join(blocks)


# --- rules --------------------------------------------------------------------------------------------------------

_IDLE = {
    "dead": ("never speaks, in no history and under no reading", "Every rule can speak."),
    "shadowed": ("never decides: a stronger rule of its source always speaks beside it", "Every rule can decide."),
    "redundant": ("says nothing that its source does not say without it", "No rule repeats another."),
}


def idle_section(kind: str, items: Sequence[Idle]) -> Section:
    """Dead, shadowed or redundant rules."""
    meaning, none = _IDLE[kind]
    if not items:
        return Section(title=f"No {kind} rules", lines=(f"{none} (proved)",))
    lines = tuple(_idle(item) for item in items)
    return Section(title=f"{len(items)} {kind} {_plural('rule', len(items))}: {meaning}", lines=lines)


def _idle(item: Idle) -> str:
    part = "" if item.branch.value == "main" else f" ({item.branch.value} part)"
    inside = f"#{item.exception}" if item.exception else ""
    beside = f" Beside it: {listed(item.by)}." if item.by else ""
    return f"{item.rule}{inside}{part}: {item.says}{beside} [{item.location.file}:{item.location.line}]"


def gap_section(gaps: Sequence[Gap]) -> Section:
    """Situations on which nobody speaks."""
    lines = tuple(f"{act_words(gap.act)} {channel_words(gap.channel)}: {diary_words(gap.witness)}" for gap in gaps)
    return Section(
        title=f"{len(gaps)} {_plural('gap', len(gaps))}: nobody says anything of this act by this channel",
        lines=lines or ("On every act and channel somebody speaks in every situation (proved).",),
    )


# --- sources ------------------------------------------------------------------------------------------------------


def group_sections(groups: Sequence[SourceGroup]) -> Iterator[Section]:
    """Which sources can be followed together, act by act."""
    if not groups:
        yield Section(title="No groups", lines=("Fewer than two sources favour this at all.",))
    for act in dict.fromkeys(group.act for group in groups):
        here = [group for group in groups if group.act == act]
        apart = [group for group in here if group.witness is None and group.minimal]
        lines = [f"never all of {listed(group.sources)} (proved; every smaller group can)" for group in apart]
        widest = max((group for group in here if group.witness), key=lambda group: len(group.sources), default=None)
        if widest is not None and widest.witness is not None:
            lines.append(f"together, for example, {listed(widest.sources)}: {diary_words(widest.witness)}")
        together = sum(group.witness is not None for group in here)
        title = f"{act_words(act)}: {together} of {len(here)} groups of sources can be followed together"
        yield Section(title=_capital(title), lines=tuple(lines))


def case_group_section(case: Case, groups: Sequence[CaseGroup]) -> Section:
    """Which sources can be followed together in one application."""
    lines = []
    for group in groups:
        if group.minimal:
            lines.append(f"never all of {listed(group.sources)} (every smaller group can)")
        elif group.proposal is not None:
            proposal = group.proposal
            lines.append(
                f"{listed(group.sources)}: {channel_words(proposal.channel)} to {people_words(case, proposal.to)} "
                f"on {moment_words(proposal.at)}"
            )
    title = f"{sum(group.proposal is not None for group in groups)} of {len(groups)} groups can be followed together"
    return Section(title=title, lines=tuple(lines) or ("Fewer than two sources favour anything.",))


def matrix_section(cells: Sequence[Cell]) -> Section:
    """Who contradicts whom, as a table in plain columns."""
    sources = list(dict.fromkeys(cell.favours for cell in cells))
    totals = {(cell.favours, cell.opposes): cell for cell in cells}
    width = max(len(source) for source in sources) if sources else 0
    head = " " * (width + 2) + "  ".join(f"{source:>{len(source)}}" for source in sources)
    lines = [head]
    for one in sources:
        counts = "  ".join(f"{totals[one, other].total:>{len(other)}}" for other in sources)
        lines.append(f"{one:<{width}}  {counts}")
    for grade in Grade:
        count = sum(cell.grades[grade] for cell in cells)
        lines.append(f"{_plural(grade.value, 2)}: {count}")
    return Section(title="Conflicts: the row favours what the column opposes", lines=tuple(lines))


def timeline_section(timeline: Timeline) -> Section:
    """One situation: what each source says from when to when, and where all agree."""
    lines = [_lane(timeline, lane) for lane in timeline.lanes]
    lines += [f"read otherwise ({_readings(lane)}): {_lane(timeline, lane)}" for lane in timeline.alternatives]
    lines.append(f"all agree: {_spans(timeline, timeline.agreed)}")
    lines.append(f"all agree under every reading: {_spans(timeline, timeline.surely)}")
    lines.append(f"all agree under some reading: {_spans(timeline, timeline.possibly)}")
    lines.append(f"contested: {_spans(timeline, timeline.contested)}")
    return Section(title=f"{timeline.scenario.title} (days since {timeline.scenario.since})", lines=tuple(lines))


def _readings(lane: Lane) -> str:
    return listed(f"{name}={option}" for name, option in sorted(lane.readings.items()))


def _lane(timeline: Timeline, lane: Lane) -> str:
    parts = [
        f"{each.verdict.value} {_days(timeline, Span(start=each.start, until=each.until))}" for each in lane.stretches
    ]
    return f"{lane.source}: {', '.join(parts)}"


def _spans(timeline: Timeline, spans: Sequence[Span]) -> str:
    return listed(_days(timeline, span) for span in spans) if spans else "never"


def _days(timeline: Timeline, span: Span) -> str:
    first, last = timeline.days(span)
    return f"day {first}" if first == last else f"days {first} to {last}"


def coverage_section(coverage: Sequence[Coverage]) -> Section:
    """The account of the articles' sentences."""
    lines = []
    for item in coverage:
        reasons = ", ".join(f"{count} {reason}" for reason, count in item.excluded.items())
        lines.append(f"{item.source}: {item.encoded} of {item.sentences} sentences encoded; {reasons}")
    return Section(title="Every sentence, encoded or left out with a reason", lines=tuple(lines))


# --- changes ------------------------------------------------------------------------------------------------------


def change_section(found: Changes) -> Section:
    """What changes, in sentences, and whether that is all."""
    lines = [_change(change) for change in found.changes]
    lines += [f"new rule {rule}" for rule in found.added] + [f"rule {rule} is gone" for rule in found.removed]
    if found.complete:
        lines.append("nothing else changes (proved)" if found.changes else "no decision changes (proved)")
    title = f"{len(found.changes)} {_plural('change', len(found.changes))} of what a source says"
    return Section(title=title, lines=tuple(lines))


def _change(change: Change) -> str:
    rules = f" by {listed(change.rules_before)}" if change.rules_before else ""
    now = f" by {listed(change.rules_after)}" if change.rules_after else ""
    return (
        f"{change.source} on {act_words(change.act)}: was {change.before.value}{rules}, becomes "
        f"{change.after.value}{now}; for example {diary_words(change.witness)}"
    )


def effect_section(effect: Effect) -> Section:
    """Which conflicts appear and go with a setting."""
    lines = [f"goes: {each.favours.rule} against {each.opposes.rule} ({each.act})" for each in effect.go]
    lines += [
        f"appears: {each.favours.rule} against {each.opposes.rule} ({each.act}); {diary_words(each.witness)}"
        for each in effect.appear
    ]
    lines.append(f"{effect.stay} other conflicts of {effect.setting.source} stay")
    return Section(title=f"{effect.setting.name}: {effect.setting.value} instead of {effect.was}", lines=tuple(lines))


def reconcile_section(found: Sequence[Reconciliation], one: str, other: str) -> Section:
    """What would bring two sources nearer."""
    lines = [
        f"{each.setting.name}: {each.setting.value} instead of {each.was} takes {len(each.go)} "
        f"{_plural('conflict', len(each.go))} away, {each.left} stay"
        for each in sorted(found, key=lambda each: (-len(each.go), each.setting.name))
    ]
    return Section(
        title=f"What would reconcile {one} and {other}",
        lines=tuple(lines) or ("No parameter of theirs does; they differ in more than numbers.",),
    )


# --- all of it ----------------------------------------------------------------------------------------------------


def open_section(items: Sequence[NotAnalysed]) -> Iterator[Section]:
    """What was not decided, where there is anything."""
    if items:
        lines = tuple(f"{item.question}: {listed(item.rules)} ({item.act}): {item.reason}" for item in items)
        yield Section(title=f"NOT ANALYSED: {len(items)}", lines=lines)


def report_sections(report: AuditReport) -> Iterator[Section]:
    """Everything but the conflicts themselves."""
    yield from (timeline_section(timeline) for timeline in report.timelines)
    yield from group_sections(report.groups)
    yield matrix_section(report.matrix)
    yield idle_section("dead", report.dead)
    yield idle_section("shadowed", report.shadowed)
    yield idle_section("redundant", report.redundant)
    yield gap_section(report.gaps)
    yield coverage_section(report.coverage)
    yield from open_section(report.not_analysed)
    yield Section(title="What is assumed of a history", lines=report.assumptions)


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
