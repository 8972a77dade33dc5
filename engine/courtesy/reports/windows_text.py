"""Windows as text: the agreed windows, lanes on a day axis, then every interval in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from courtesy.frozen import dataclass
from courtesy.reports.decision_text import STYLE
from courtesy.reports.windows_lanes import Cell, Span, agreed_lane, cell_edges, drawn_span, lane_cells, merged
from courtesy.reports.windows_words import (
    LETTER,
    asked_words,
    interval_words,
    is_silent,
    listed_verdicts,
    looked_words,
    marks,
    no_agreement_words,
    rule_words,
)
from courtesy.reports.words import WEEKDAY_NAMES, listed, month_name
from courtesy.verdict import Verdict
from courtesy.windows.compute import Interval, Windows

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_NARROWEST = 14
_NARROWEST_TABLE = 80
_WIDEST_DAY = 4
_LONGEST_NAME = 20
_PAINT = {
    Verdict.FORBIDDEN: "bold white on red",
    Verdict.DISCOURAGED: "black on yellow",
    Verdict.SILENT: "dim",
    Verdict.PERMITTED: "black on green",
    Verdict.RECOMMENDED: "black on green",
    Verdict.REQUIRED: "bold black on bright_green",
}


def print_windows(console: Console, windows: Windows, outlook: Sequence[str] = ()) -> None:
    """Write the windows; the picture is as wide as the console, and left out where that is too narrow.

    `outlook` are sentences on how firmly the verdict of the first moment stands.
    """
    for line in _lines(windows, console.width):
        console.print(line)
    if outlook:
        console.print()
    for sentence in outlook:
        console.print(Text(sentence))


def _lines(windows: Windows, width: int) -> Iterator[RenderableType]:
    yield _heading(windows)
    yield Text()
    yield from _agreed(windows)
    axis = _axis(windows, width)
    if axis is not None:
        yield Text()
        yield from _picture(windows, axis)
    yield Text()
    yield from _in_words(windows, width)
    yield from _silent(windows)


def _heading(windows: Windows) -> Text:
    return Text.assemble((asked_words(windows), "bold"), f", {looked_words(windows)}")


def _agreed(windows: Windows) -> Iterator[Text]:
    if windows.agreed:
        yield Text("Agreed: every source that speaks is for it", style="bold")
        for interval in windows.agreed:
            yield _agreed_line(interval, windows)
    else:
        yield Text(no_agreement_words(windows), style="bold")


def _agreed_line(interval: Interval, windows: Windows) -> Text:
    words = interval_words(interval.start, interval.end, windows)
    return Text.assemble("  ", (words, STYLE[Verdict.RECOMMENDED]), (f"  {listed(interval.sources)}", "dim"))


# --- the picture --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """The days that are drawn and the instants between their cells; `label` is the width of the lanes' names."""

    span: Span
    edges: tuple[datetime, ...]
    label: int
    day_width: float

    def place(self, moment: datetime) -> int | None:
        """The cell in which a moment lies; None outside."""
        instant = moment.astimezone(UTC)
        before = sum(edge <= instant for edge in self.edges)
        return before - 1 if 0 < before < len(self.edges) else None


def _axis(windows: Windows, width: int) -> _Axis | None:
    names = ["agreed", windows.profile.name, *(source.source for source in windows.sources)]
    label = min(max(len(name) for name in names), _LONGEST_NAME, max(width // 4, 6))
    room = width - label - 3
    if room < _NARROWEST:
        return None
    span = drawn_span(windows)
    cells_a_day = min(max(room // span.days, 1), _WIDEST_DAY)
    days_a_cell = -(-span.days // room)
    edges = cell_edges(span, windows, cells_a_day, days_a_cell)
    return _Axis(span=span, edges=edges, label=label, day_width=cells_a_day / days_a_cell)


def _picture(windows: Windows, axis: _Axis) -> Iterator[Text]:
    yield _row("", Text(_dates(axis)), axis)
    yield _row("", Text(_marked(windows, axis)), axis)
    yield _row("agreed", _painted(_agreed_cells(windows, axis)), axis, "bold")
    yield _row(windows.profile.name, _painted(lane_cells(windows.combined, axis.edges)), axis, "italic")
    for source in windows.sources:
        yield _row(source.source, _painted(lane_cells(source.windows, axis.edges)), axis)
    yield from _legend(windows, axis)


def _row(name: str, content: Text, axis: _Axis, style: str = "") -> Text:
    return Text.assemble(
        "  ", (f"{name[: axis.label]:<{axis.label}}", style), " ", content, overflow="crop", no_wrap=True
    )


def _dates(axis: _Axis) -> str:
    """`Mon 2 Mar` where a week begins, as many of them as there is room for."""
    line = [" "] * (len(axis.edges) - 1)
    free = 0
    for offset in range(axis.span.days):
        day = axis.span.first + timedelta(days=offset)
        place = int(offset * axis.day_width)
        words = f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {month_name(day)}"
        if (offset == 0 or day.weekday() == 0) and place >= free and place + len(words) <= len(line):
            line[place : place + len(words)] = words
            free = place + len(words) + 1
    return "".join(line).rstrip()


def _marked(windows: Windows, axis: _Axis) -> str:
    """The history (`*`), promised dates (`!`) and today (`|`) above the lanes."""
    line = [" "] * (len(axis.edges) - 1)
    for mark in marks(windows, axis.edges[0], axis.edges[-1]):
        place = axis.place(mark.at)
        if place is not None:
            line[place] = "!" if mark.promised else "*"
    today = axis.place(windows.proposal.at)
    if today is not None:
        line[today] = "|"
        words = " today"
        if today + len(words) < len(line) and not "".join(line[today + 1 : today + 1 + len(words)]).strip():
            line[today + 1 : today + 1 + len(words)] = words
    return "".join(line).rstrip()


def _agreed_cells(windows: Windows, axis: _Axis) -> tuple[Cell, ...]:
    return lane_cells([window for window in agreed_lane(windows) if window.verdict.favours], axis.edges)


def _painted(cells: Iterable[Cell]) -> Text:
    drawn = Text()
    for cell in cells:
        if cell.verdict is None:
            drawn.append(" ")
        else:
            letter = LETTER[cell.verdict]
            drawn.append(letter.lower() if cell.mixed else letter, _PAINT[cell.verdict])
    return drawn


def _legend(windows: Windows, axis: _Axis) -> Iterator[Text]:
    lanes = [windows.combined, agreed_lane(windows), *(source.windows for source in windows.sources)]
    cells = [cell for lane in lanes for cell in lane_cells(lane, axis.edges)]
    words = [f"{LETTER[verdict]} {verdict.value}" for verdict in listed_verdicts(_verdicts(cells))]
    if any(cell.mixed for cell in cells):
        words.append("small letter: changes within")
    shown = marks(windows, axis.edges[0], axis.edges[-1])
    words += [
        f"{sign} {what}" for sign, what, there in _signs(bool(shown), any(mark.promised for mark in shown)) if there
    ]
    yield Text("  " + "   ".join(words), style="dim")


def _verdicts(cells: Sequence[Cell]) -> Iterator[Verdict]:
    return (cell.verdict for cell in cells if cell.verdict is not None)


def _signs(history: bool, promised: bool) -> tuple[tuple[str, str, bool], ...]:  # noqa: FBT001 - two of a kind
    return (("|", "today", True), ("*", "history", history), ("!", "promised date", promised))


# --- the intervals in words ---------------------------------------------------------------------------------------


def _in_words(windows: Windows, width: int) -> Iterator[RenderableType]:
    """One row an interval: who, verdict, when, and by which rules; in columns where there is room for them."""
    rows = [*_profile_rows(windows), *_source_rows(windows)]
    if width < _NARROWEST_TABLE:
        yield from (Text(" ").join(row) for row in rows)
        return
    table = Table.grid(padding=(0, 1))
    for wraps in (False, False, True):
        table.add_column(no_wrap=not wraps, overflow="fold")
    for row in rows:
        table.add_row(*row)
    yield table


def _profile_rows(windows: Windows) -> Iterator[tuple[Text, Text, Text]]:
    """The profile's windows by verdict alone: the rules behind it stand with the sources."""
    for window in merged(windows.combined):
        told = Text("no verdict" if window.indeterminate else window.verdict.value, STYLE[window.verdict])
        when = interval_words(window.start, window.end, windows)
        yield Text(windows.profile.name, "italic"), told, Text.assemble(when, (" (profile)", "dim"))


def _source_rows(windows: Windows) -> Iterator[tuple[Text, Text, Text]]:
    for source in windows.sources:
        for window in () if is_silent(source) else source.windows:
            rules = f" ({rule_words(source.source, window.rules)})" if window.rules else ""
            when = Text.assemble(interval_words(window.start, window.end, windows), (rules, "dim"))
            yield Text(source.source), Text(window.verdict.value, STYLE[window.verdict]), when


def _silent(windows: Windows) -> Iterator[Text]:
    silent = [source.source for source in windows.sources if is_silent(source)]
    if silent:
        yield Text()
        yield Text(f"· silent: {listed(silent)}", style="dim")
