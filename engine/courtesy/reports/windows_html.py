"""Windows as a page of their own: the lanes as SVG, each interval with its rules and citations, then all in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from courtesy.frozen import dataclass
from courtesy.reports.page_document import document, element, text
from courtesy.reports.windows_lanes import Span, agreed_lane, drawn_span, merged
from courtesy.reports.windows_words import (
    LETTER,
    asked_words,
    interval_words,
    listed_verdicts,
    looked_words,
    marks,
    no_agreement_words,
    short_moment,
)
from courtesy.reports.words import cite_words, listed, month_name
from courtesy.rule import Rulebook
from courtesy.windows.compute import Window, Windows

_TOP = 58
_LANE = 46
_BAR = 22
_NAME = 16
_ROOM_FOR_LETTER = 4.0
_TOO_CLOSE = 5.0
"""Two dates on the axis, in per cent of its width, that would touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One interval of a lane, as it is drawn and told."""

    identifier: str
    lane: str
    window: Window
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    """A lane: its name, and what it shows."""

    name: str
    told: tuple[_Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Instants as a share of the picture's width, in per cent."""

    start: datetime
    end: datetime

    def place(self, moment: datetime) -> float:
        """Between 0 and 100; what lies outside is moved to the border."""
        share = (moment.astimezone(UTC) - self.start) / (self.end - self.start)
        return round(100 * min(max(share, 0.0), 1.0), 3)


def windows_page(windows: Windows, rulebook: Rulebook) -> str:
    """The whole page."""
    lanes = tuple(_lanes(windows))
    body = [
        element("header", _header(windows)),
        element(
            "main", [_figure(windows, lanes), _panel(), _tellings(windows, rulebook, lanes), _table(windows, lanes)]
        ),
    ]
    return document(asked_words(windows), "\n".join(body))


def _header(windows: Windows) -> Iterator[str]:
    yield element("h1", text(asked_words(windows)))
    yield element("p", text(f"{looked_words(windows)}, profile {windows.profile.name}"), {"class": "quiet"})
    if windows.agreed:
        yield element("p", "Every source that speaks is for it:", {"class": "quiet"})
    for interval in windows.agreed:
        words = interval_words(interval.start, interval.end, windows)
        inside = f"<strong>{text(words)}</strong> {text(f'({listed(interval.sources)})')}"
        yield element("p", inside, {"class": "headline"})
    if not windows.agreed:
        yield element("p", text(no_agreement_words(windows)), {"class": "headline none"})


def _lanes(windows: Windows) -> Iterator[_Lane]:
    agreed = tuple(window for window in agreed_lane(windows) if window.verdict.favours)
    named = [("agreed", agreed), (f"profile {windows.profile.name}", merged(windows.combined))]
    named += [(source.source, source.windows) for source in windows.sources]
    for row, (name, shown) in enumerate(named):
        told = (_told(f"w{row}-{place}", name, window, windows) for place, window in enumerate(shown))
        yield _Lane(name=name, told=tuple(told))


def _told(identifier: str, lane: str, window: Window, windows: Windows) -> _Told:
    verdict = "every source that speaks is for it" if lane == "agreed" else window.verdict.value
    when = interval_words(window.start, window.end, windows)
    return _Told(identifier=identifier, lane=lane, window=window, headline=f"{lane}: {verdict}, {when}")


# --- the picture --------------------------------------------------------------------------------------------------


def _figure(windows: Windows, lanes: Sequence[_Lane]) -> str:
    span, zone = drawn_span(windows), windows.case.timezone
    edges = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (span.first, span.last + timedelta(days=1)))
    scale = _Scale(start=next(edges), end=next(edges))
    height = _TOP + _LANE * len(lanes)
    drawing = [*_ticks(windows, span, scale, height), *_marks(windows, scale)]
    drawing.extend(_today(windows, scale, height))
    for row, lane in enumerate(lanes):
        drawing.extend(_lane(lane, _TOP + _LANE * row, scale))
    label = f"Lanes of {asked_words(windows)}, one a source, from {span.first} to {span.last}"
    picture = element("svg", drawing, {"height": str(height), "role": "group", "aria-label": label})
    return element("figure", [picture, _legend(lanes)])


def _ticks(windows: Windows, span: Span, scale: _Scale, height: int) -> Iterator[str]:
    """A line where a week begins, with its date; every second label gives way where it is narrow."""
    zone = windows.case.timezone
    days = [span.first + timedelta(days=offset) for offset in range(span.days)]
    shown = [day for day in days if day == span.first or day.weekday() == 0]
    labelled = _TOO_CLOSE * -2
    for number, day in enumerate(shown):
        share = scale.place(datetime.combine(day, time(), zone))
        place = f"{share}%"
        yield element("line", "", {"class": "tick", "x1": place, "x2": place, "y1": "20", "y2": str(height)})
        if share - labelled >= _TOO_CLOSE and share <= 100 - _TOO_CLOSE:
            minor = number % 2 == 1 or share > 100 - 3 * _TOO_CLOSE
            label = {"class": "tick-label minor" if minor else "tick-label", "x": place, "y": "14", "dx": "2"}
            yield element("text", f"{day.day} {month_name(day)}", label)
            labelled = share


def _marks(windows: Windows, scale: _Scale) -> Iterator[str]:
    for mark in marks(windows, scale.start, scale.end):
        said = f"{short_moment(mark.at, windows.proposal.at.year)}: {mark.words}"
        shape = {
            "class": "mark promised" if mark.promised else "mark",
            "cx": f"{scale.place(mark.at)}%",
            "cy": "32",
            "r": "5",
        }
        yield element(
            "g", [element("title", text(said)), element("circle", "", shape)], {"role": "img", "aria-label": said}
        )


def _today(windows: Windows, scale: _Scale, height: int) -> Iterator[str]:
    share = scale.place(windows.proposal.at)
    place = f"{share}%"
    yield element("line", "", {"class": "today", "x1": place, "x2": place, "y1": "24", "y2": str(height)})
    anchor = {"text-anchor": "end", "dx": "-4"} if share > 50 else {"dx": "4"}
    yield element("text", "today", {"class": "today-label", "x": place, "y": "52", **anchor})


def _lane(lane: _Lane, top: int, scale: _Scale) -> Iterator[str]:
    yield element("text", text(lane.name), {"class": "lane-name", "x": "0", "y": str(top + _NAME)})
    for told in lane.told:
        left, right = scale.place(told.window.start), scale.place(told.window.end)
        if right > left:
            yield _bar(told, top + _NAME + 4, left, right)


def _bar(told: _Told, top: int, left: float, right: float) -> str:
    width = round(right - left, 3)
    box = {"x": f"{left}%", "y": str(top), "width": f"{width}%", "height": str(_BAR), "rx": "3"}
    parts = [element("title", text(told.headline)), element("rect", "", box)]
    if width >= _ROOM_FOR_LETTER:
        middle = {"class": "letter", "x": f"{round(left + width / 2, 3)}%", "y": str(top + 16)}
        parts.append(element("text", LETTER[told.window.verdict], middle))
    attributes = {
        "class": f"window {told.window.verdict.value}",
        "tabindex": "0",
        "role": "img",
        "aria-label": told.headline,
        "aria-describedby": told.identifier,
        "data-tells": told.identifier,
    }
    return element("g", parts, attributes)


def _legend(lanes: Sequence[_Lane]) -> str:
    occurring = listed_verdicts(told.window.verdict for lane in lanes for told in lane.told)
    keys = (f'<span class="key {verdict.value}">{LETTER[verdict]}</span> {verdict.value}' for verdict in occurring)
    return element("ul", [element("li", key) for key in keys], {"class": "legend"})


# --- the words ----------------------------------------------------------------------------------------------------


def _panel() -> str:
    hint = "Point at an interval, tap it, or reach it with Tab and the arrow keys: here stands which rule gives it."
    return element(
        "aside", element("p", text(hint), {"class": "quiet"}), {"id": "panel", "class": "panel", "aria-live": "polite"}
    )


def _tellings(windows: Windows, rulebook: Rulebook, lanes: Sequence[_Lane]) -> str:
    """What each interval tells, hidden until it is asked."""
    told = (each for lane in lanes for each in lane.told)
    return element("div", [_telling(windows, rulebook, each) for each in told], {"hidden": "hidden"})


def _telling(windows: Windows, rulebook: Rulebook, told: _Told) -> str:
    rules = [element("li", _rule(rulebook, rule)) for rule in told.window.rules]
    inside = element("p", f"<strong>{text(told.headline)}</strong>")
    if told.lane == "agreed":
        speaking = next(each.sources for each in windows.agreed if each.start == told.window.start)
        inside += element("p", text(f"{listed(speaking)} speak, and none is against it."))
    elif not rules:
        inside += element("p", "No rule speaks.")
    return element("div", inside + (element("ul", rules) if rules else ""), {"id": told.identifier})


def _rule(rulebook: Rulebook, rule: str) -> str:
    card = rulebook.cards[rule]
    cited = element("span", text(cite_words(rulebook, card.source, card.cite)), {"class": "cite"})
    return f"{text(card.says)} <code>{text(rule)}</code><br>{cited}"


def _table(windows: Windows, lanes: Sequence[_Lane]) -> str:
    rows = []
    for lane in lanes:
        for told in lane.told if lane.name != "agreed" else ():
            key = f'<span class="key {told.window.verdict.value}">{LETTER[told.window.verdict]}</span>'
            cells = [
                text(lane.name),
                f'<span class="verdict">{key} {_verdict(told.window)}</span>',
                text(interval_words(told.window.start, told.window.end, windows)),
            ]
            cells.append(" ".join(f"<code>{text(rule)}</code>" for rule in told.window.rules))
            rows.append(element("tr", [element("td", cell) for cell in cells]))
    head = element(
        "thead", element("tr", [f'<th scope="col">{name}</th>' for name in ("Who", "Says", "When", "By which rules")])
    )
    return element("h2", "In words") + element("table", [head, element("tbody", rows)])


def _verdict(window: Window) -> str:
    return "no verdict" if window.indeterminate else window.verdict.value
