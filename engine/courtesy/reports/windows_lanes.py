"""Windows laid out on a day axis, as values: which days are drawn, what each cell of a lane shows.

The terminal and the page draw the same lanes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise

from courtesy.frozen import dataclass
from courtesy.verdict import Verdict
from courtesy.windows.compute import Window, Windows

DAYS_BEFORE = 14
"""How much of the history is drawn before the moment from which on windows are known."""

DAYS_AFTER = 7
"""How many days are drawn after the last change, so that one sees that it stays so."""

FEWEST_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The local days [first, last] that are drawn."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A few hours or days of a lane: the verdict of most of it (None: before the windows), and whether it changes."""

    verdict: Verdict | None
    mixed: bool


def drawn_span(windows: Windows) -> Span:
    """From the latest interview (two weeks back at most) to a week after the last change."""
    here = windows.proposal.at.date()
    interviews = [event.at.date() for event in windows.case.events if event.event == "interview"]
    begun = max((day for day in interviews if day <= here), default=here)
    first = max(begun, here - timedelta(days=DAYS_BEFORE))
    last = max([here + timedelta(days=FEWEST_DAYS), *(turn + timedelta(days=DAYS_AFTER) for turn in _turns(windows))])
    return Span(first=first, last=min(last, windows.horizon.date()))


def _turns(windows: Windows) -> Iterable[date]:
    lanes = (windows.combined, *(source.windows for source in windows.sources))
    return (window.start.date() for lane in lanes for window in lane[1:])


def cell_edges(span: Span, windows: Windows, cells_a_day: int, days_a_cell: int) -> tuple[datetime, ...]:
    """The instants between which cells lie: local days, split or joined; one more than there are cells."""
    zone = windows.case.timezone
    days = [span.first + timedelta(days=offset) for offset in range(0, span.days + days_a_cell, days_a_cell)]
    midnights = [datetime.combine(day, time(), zone).astimezone(UTC) for day in days]
    edges = [
        left + (right - left) * part / cells_a_day for left, right in pairwise(midnights) for part in range(cells_a_day)
    ]
    return (*edges, midnights[-1])


def lane_cells(lane: Sequence[Window], edges: Sequence[datetime]) -> tuple[Cell, ...]:
    """One cell between each two edges."""
    spells = [(window.start.astimezone(UTC), window.end.astimezone(UTC), window.verdict) for window in lane]
    return tuple(_cell(spells, left, right) for left, right in pairwise(edges))


def _cell(spells: Sequence[tuple[datetime, datetime, Verdict]], left: datetime, right: datetime) -> Cell:
    shares: dict[Verdict, timedelta] = {}
    for start, end, verdict in spells:
        shared = min(end, right) - max(start, left)
        if shared > timedelta():
            shares[verdict] = shares.get(verdict, timedelta()) + shared
    most = max(shares, key=lambda verdict: shares[verdict], default=None)
    return Cell(verdict=most, mixed=len(shares) > 1)


def agreed_lane(windows: Windows) -> tuple[Window, ...]:
    """The agreed windows as a lane: permitted where all that speak favour it, discouraged where all oppose it."""
    pairs = [(interval, Verdict.PERMITTED) for interval in windows.agreed]
    pairs += [(interval, Verdict.DISCOURAGED) for interval in windows.agreed_against]
    return tuple(
        Window(start=interval.start, end=interval.end, verdict=verdict, rules=())
        for interval, verdict in sorted(pairs, key=lambda pair: pair[0].start)
    )


def merged(lane: Sequence[Window]) -> tuple[Window, ...]:
    """Neighbouring windows of one verdict as one, with the rules of all of them."""
    groups = (tuple(group) for _, group in groupby(lane, lambda window: (window.verdict, window.indeterminate)))
    return tuple(
        replace(same[0], end=same[-1].end, rules=tuple(sorted({rule for window in same for rule in window.rules})))
        for same in groups
    )
