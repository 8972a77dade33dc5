"""The main situations as lanes of days: a bar a stretch, what all say together above, and what each bar tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from courtesy.audit.draft import case_data
from courtesy.audit.draft import moment as moment_of
from courtesy.audit.lanes import Lane, Span, Timeline
from courtesy.frozen import dataclass
from courtesy.reports.audit_page_agreement import MOST_CHOICES, Together, choices, count_choices, stages
from courtesy.reports.audit_page_words import (
    capital,
    counted,
    day_words,
    event_words,
    lane_readings,
    paragraph,
    reading_links,
    rule_code,
    section,
    spans_words,
    table,
)
from courtesy.reports.page_document import element, text
from courtesy.reports.windows_words import LETTER
from courtesy.reports.words import cite_words, listed, moment_words
from courtesy.rule import Rulebook
from courtesy.verdict import Verdict

_ROW, _THIN = 34, 22
"""Heights of a lane and of a lane under another reading, in pixels."""

_AXIS = 22
_GAP = 4
_ROOM_FOR_LETTER, _ROOM_ON_PHONES = 2.2, 5.5
"""The narrowest bar that gets its letter, in per cent of the width; on narrow screens the narrowest that keeps it."""

_SIGN = {Together.AGREED: "✓", Together.CONTESTED: "≠", Together.AGAINST: "✗", Together.NOBODY: "·"}
_TOGETHER = {
    Together.AGREED: "all that speak agree",
    Together.CONTESTED: "the sources differ",
    Together.AGAINST: "all that speak are against it",
    Together.NOBODY: "nobody speaks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """A piece of a lane as it is drawn and told: `style` is its class, `tells` the markup of what it says.

    Bars of what is `against` the proposal are striped.
    """

    identifier: str
    span: Span
    style: str
    letter: str
    headline: str
    tells: str
    against: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A lane on the page: its name (markup), its height, its bars."""

    name: str
    label: str
    style: str
    height: int
    bars: tuple[_Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """Moments as a share of the picture's width, in per cent, from the first day's midnight."""

    start: datetime
    end: datetime

    def place(self, moment: datetime) -> float:
        """Between 0 and 100; what lies outside is moved to the border."""
        share = (moment - self.start) / (self.end - self.start)
        return round(100 * min(max(share, 0.0), 1.0), 2)

    def midnights(self) -> Iterator[tuple[int, datetime]]:
        """Every day that is marked, with its number: each of a fortnight, else the weeks."""
        length = (self.end - self.start).days
        for number in range(0, length + 1, 1 if length <= 15 else 7):
            yield number, self.start + timedelta(days=number)


def timelines_section(book: Rulebook, timelines: Sequence[Timeline]) -> str:
    """All situations, and the panel in which their bars are told."""
    told = {"id": "panel", "class": "panel", "aria-live": "polite", "aria-label": "What the chosen bar tells"}
    panel = element("aside", "", told)
    figures = [_figure(book, place, timeline) for place, timeline in enumerate(timelines)]
    intro = paragraph(
        "One message, proposed on each day after something happened: a lane is what a source says of it. "
        "Shaded days are those on which the sources differ; a thin lane shows a source read otherwise. "
        "Point at a bar, tap it, or reach it with Tab and the arrow keys, to see which rule gives it; Escape closes that."
    )
    return section("timelines", "The main situations, day by day", [intro, _legend(), *figures, panel])


def _legend() -> str:
    verdicts = (
        f'<span class="key {verdict.value}">{LETTER[verdict]}</span> {verdict.value}' for verdict in reversed(Verdict)
    )
    signs = (f'<span class="key together {kind.value}">{_SIGN[kind]}</span> {_TOGETHER[kind]}' for kind in Together)
    return element("ul", [element("li", key) for key in (*verdicts, *signs)], {"class": "legend"})


def _figure(book: Rulebook, place: int, timeline: Timeline) -> str:
    rows = tuple(_rows(book, place, timeline))
    days = _scale(timeline)
    drawn = [_axis(timeline, days), *(_lane(timeline, days, row, first=not at) for at, row in enumerate(rows))]
    tells = (element("div", bar.tells, {"id": bar.identifier}) for row in rows for bar in row.bars)
    inside = [
        element("figcaption", [element("h3", text(timeline.scenario.title)), *_caption(timeline)]),
        element("div", drawn, {"class": "lanes"}),
        element("div", tells, {"hidden": "hidden"}),
        _choices(book, timeline),
    ]
    return element("figure", inside, {"class": "timeline", "id": f"situation-{timeline.scenario.name}"})


def _caption(timeline: Timeline) -> Iterator[str]:
    yield paragraph(f"Before it: {_history(timeline)}. Days count from {timeline.scenario.since}.")
    told = [f"All agree on <strong>{text(spans_words(timeline, timeline.agreed))}</strong>"]
    if timeline.alternatives:
        told.append(f"under every reading on {text(spans_words(timeline, timeline.surely))}")
        told.append(f"under some reading on {text(spans_words(timeline, timeline.possibly))}")
    told.append(f"they differ on {text(spans_words(timeline, timeline.contested))}")
    yield element("p", "; ".join(told) + ".")


def _history(timeline: Timeline) -> str:
    events = case_data(timeline.scenario.draft)["events"]
    return "; ".join(f"{day_words(datetime.fromisoformat(event['at']))} {event_words(event)}" for event in events)


def _scale(timeline: Timeline) -> _Days:
    """From the midnight before the first moment to the one after the last."""
    zone = timeline.anchor.tzinfo
    last = max(each.until for lane in timeline.lanes for each in lane.stretches) - timedelta(minutes=1)
    return _Days(
        start=datetime.combine(timeline.anchor.date(), time(), zone),
        end=datetime.combine(last.date() + timedelta(days=1), time(), zone),
    )


# --- rows ---------------------------------------------------------------------------------------------------------


def _rows(book: Rulebook, place: int, timeline: Timeline) -> Iterator[_Row]:
    yield _together_row(f"t{place}-0", timeline)
    number = 0
    for lane in timeline.lanes:
        others = [other for other in timeline.alternatives if other.source == lane.source]
        for each in (lane, *others):
            number += 1
            yield _lane_row(book, f"t{place}-{number}", timeline, each)


def _together_row(identifier: str, timeline: Timeline) -> _Row:
    bars = []
    for at, stage in enumerate(stages(timeline.lanes)):
        headline = f"{capital(_TOGETHER[stage.together])}, {_when(timeline, stage.span)}"
        sides = [f"for it {listed(stage.favour)}"] * bool(stage.favour) + [f"against it {listed(stage.oppose)}"] * bool(
            stage.oppose
        )
        told = element("p", f"<strong>{text(headline)}</strong>") + paragraph(capital("; ".join(sides)), "cite")
        bars.append(
            _Bar(
                identifier=f"{identifier}-{at}",
                span=stage.span,
                style=f"together {stage.together.value}",
                letter=_SIGN[stage.together],
                headline=headline,
                tells=told,
                against=stage.together is Together.AGAINST,
            )
        )
    return _Row(name="together", label="together", style="lane sum", height=_ROW, bars=tuple(bars))


def _lane_row(book: Rulebook, identifier: str, timeline: Timeline, lane: Lane) -> _Row:
    other = f"if {lane_readings(lane)}" if lane.readings else ""
    label = f"{lane.source} {other}".strip()
    bars = []
    for at, stretch in enumerate(lane.stretches):
        span = Span(start=stretch.start, until=stretch.until)
        headline = f"{label}: {stretch.verdict.value}, {_when(timeline, span)}"
        rules = element("ul", [element("li", _rule(book, rule)) for rule in stretch.rules]) if stretch.rules else ""
        bars.append(
            _Bar(
                identifier=f"{identifier}-{at}",
                span=span,
                style=stretch.verdict.value,
                letter=LETTER[stretch.verdict],
                headline=headline,
                tells=element("p", f"<strong>{text(headline)}</strong>") + (rules or paragraph("No rule speaks.")),
                against=stretch.verdict.opposes,
            )
        )
    return _Row(
        name=text(other or lane.source),
        label=label,
        style="lane other" if other else "lane",
        height=_THIN if other else _ROW,
        bars=tuple(bars),
    )


def _rule(book: Rulebook, rule: str) -> str:
    card = book.cards[rule]
    cited = element("span", text(cite_words(book, card.source, card.cite)), {"class": "cite"})
    return f"{text(card.says)} {rule_code(rule)}<br>{cited}"


def _when(timeline: Timeline, span: Span) -> str:
    days = spans_words(timeline, (span,))
    return f"{days} ({moment_words(span.start)} – {moment_words(span.until)})"


# --- drawing ------------------------------------------------------------------------------------------------------


def _axis(timeline: Timeline, days: _Days) -> str:
    drawn = []
    for number, midnight in days.midnights():
        share = days.place(midnight)
        if share < 98:
            drawn.append(element("text", str(number), {"class": "tick-label", "x": f"{share}%", "y": "15", "dx": "2"}))
    name = element("span", text(f"days since {timeline.scenario.since}"), {"class": "lane-name quiet"})
    picture = element("svg", drawn, {"class": "track", "height": str(_AXIS), "aria-hidden": "true"})
    return element("div", name + picture, {"class": "lane axis"})


def _lane(timeline: Timeline, days: _Days, row: _Row, *, first: bool) -> str:
    drawn = [*_behind(timeline, days, row.height)]
    drawn += [_bar(days, bar, row.height, reached=first and not at) for at, bar in enumerate(row.bars)]
    name = element("span", row.name, {"class": "lane-name"})
    attributes = {"class": "track", "height": str(row.height), "role": "group", "aria-label": row.label}
    return element("div", name + element("svg", drawn, attributes), {"class": row.style})


def _behind(timeline: Timeline, days: _Days, height: int) -> Iterator[str]:
    """The shade of the contested days, the weeks, and the dates that were promised."""
    for span in timeline.contested:
        left, right = days.place(span.start), days.place(span.until)
        box = {"class": "shade", "x": f"{left}%", "width": f"{round(right - left, 2)}%", "height": str(height)}
        yield element("rect", "", box)
    for _, midnight in days.midnights():
        yield _upright("tick", days.place(midnight), height)
    for event in timeline.scenario.draft.events:
        if event.by is not None:
            yield _upright("promise", days.place(moment_of(event.by + 1)), height)


def _upright(style: str, share: float, height: int) -> str:
    line = {"class": style, "x1": f"{share}%", "x2": f"{share}%", "y1": "0", "y2": str(height)}
    return element("line", "", line)


def _bar(days: _Days, bar: _Bar, height: int, *, reached: bool) -> str:
    """A bar; of a figure the first one is reached with Tab, the others with the arrow keys."""
    left, right = days.place(bar.span.start), days.place(bar.span.until)
    width = round(right - left, 2)
    box = {"x": f"{left}%", "y": str(_GAP), "width": f"{width}%", "height": str(height - 2 * _GAP), "rx": "3"}
    parts = [element("title", text(bar.headline)), element("rect", "", box)]
    if bar.against:
        parts.append(element("rect", "", box | {"class": "stripes"}))
    if width >= _ROOM_FOR_LETTER:
        style = "letter" if width >= _ROOM_ON_PHONES else "letter tight"
        middle = {"class": style, "x": f"{round(left + width / 2, 2)}%", "y": str(height // 2 + 5)}
        parts.append(element("text", bar.letter, middle))
    attributes = {
        "class": f"window {bar.style}",
        "tabindex": "0" if reached else "-1",
        "role": "img",
        "aria-label": bar.headline,
        "aria-describedby": bar.identifier,
        "data-tells": bar.identifier,
    }
    return element("g", parts, attributes)


# --- each reading -------------------------------------------------------------------------------------------------


def _choices(book: Rulebook, timeline: Timeline) -> str:
    """The days on which all agree, under each choice of readings; nothing where no reading matters."""
    if not timeline.alternatives:
        return ""
    count = count_choices(timeline)
    summary = element(
        "summary", text(f"The days on which all agree, under each of {counted(count, 'choice')} of readings")
    )
    return element("details", [summary, choices_table(book, timeline)], {"class": "choices"})


def choices_table(book: Rulebook, timeline: Timeline) -> str:
    """A row for each choice of readings, the default first."""
    found = choices(timeline)
    rows = [
        (
            reading_links(book, choice.readings) or "every reading at its default",
            text(spans_words(timeline, choice.agreed)),
        )
        for choice in found
    ]
    left = count_choices(timeline) - len(found)
    rest = paragraph(f"{left} more choices are not listed, of {MOST_CHOICES + left}.") if left else ""
    heads = ("Read as", f"All agree on, since {timeline.scenario.since}")
    return table(heads, rows, f"{timeline.scenario.title}: days on which all agree, by reading", "narrow") + rest
