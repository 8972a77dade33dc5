"""Conflicts as Markdown, for a pull request or a wiki."""

from __future__ import annotations

from collections.abc import Iterator

from courtesy.audit.values import Conflict, Conflicts
from courtesy.reports.audit_text import Group, diary_words, grouped, turn_words
from courtesy.reports.words import cite_words
from courtesy.rule import Rulebook


def conflicts_markdown(rulebook: Rulebook, found: Conflicts) -> str:
    """The whole report as one text."""
    return "\n".join(_lines(rulebook, found))


def _lines(rulebook: Rulebook, found: Conflicts) -> Iterator[str]:
    yield "# Conflicts between sources"
    yield ""
    yield (
        f"{len(found.conflicts)} conflicts, {len(found.within)} more within a source; {found.asked} pairs of rules were asked about, {found.refuted} cannot meet "
        f"(proved), {len(found.not_analysed)} not analysed, {found.wording} more mind only the text."
    )
    for group in grouped(found.conflicts):
        yield from _group(rulebook, group)
    if found.within:
        yield from ("", "## Within a source", "")
        yield from (
            "| what differs | favoured by | opposed by | grade | readings | for example |",
            "|---|---|---|---|---|---|",
        )
        yield from (_within(rulebook, conflict) for conflict in found.within)
    if found.not_analysed:
        yield from ("", "## NOT ANALYSED", "")
        yield from (
            f"- {', '.join(f'`{rule}`' for rule in item.rules)} ({item.act}): {item.reason}"
            for item in found.not_analysed
        )
    yield from ("", "## What is assumed of a history", "")
    yield from (f"- {assumption}" for assumption in found.assumptions)


def _group(rulebook: Rulebook, group: Group) -> Iterator[str]:
    first = group.conflicts[0].opposes
    yield from ("", f"## `{group.opposes}` against {group.act}", "")
    yield f"{first.says} ({cite_words(rulebook, first.source, first.cite)})"
    yield from ("", "| favoured by | grade | stricter by | readings | for example |", "|---|---|---|---|---|")
    yield from (_row(conflict) for conflict in group.conflicts)


def _row(conflict: Conflict) -> str:
    days = "" if conflict.stricter_by is None else f"{conflict.stricter_by} days after {conflict.anchor}"
    cells = (
        f"`{conflict.favours.rule}`: {conflict.favours.says}",
        conflict.grade.value,
        days,
        conflict.readings.value,
        diary_words(conflict.witness),
    )
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _within(rulebook: Rulebook, conflict: Conflict) -> str:
    sides = [
        f"`{side.rule}`: {side.says} ({cite_words(rulebook, side.source, side.cite)})"
        for side in (conflict.favours, conflict.opposes)
    ]
    cells = (turn_words(conflict), *sides, conflict.grade.value, conflict.readings.value, diary_words(conflict.witness))
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")
