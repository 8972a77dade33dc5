"""Spans of the wall clock as a coach writes them: `{from: "09:00", before: "12:00"}`."""

from __future__ import annotations

from collections.abc import Mapping

from courtesy.frozen import dataclass

LAST_MINUTE = 24 * 60 - 1
"""The last minute of a day on the wall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Minutes of the day, both ends included. `wraps`: as written, it goes round midnight."""

    start: int
    end: int
    wraps: bool


def clock_bounds(data: Mapping[str, str]) -> Span:
    """The span of `from`, `after`, `until` and `before`; an open side ends with the day."""
    least = [minutes(data[name]) + step for name, step in (("from", 0), ("after", 1)) if name in data]
    most = [minutes(data[name]) - step for name, step in (("until", 0), ("before", 1)) if name in data]
    # The times as written decide: a span that is only empty (`after` and `before` one time) does not go round.
    starts = [minutes(data[name]) for name in ("from", "after") if name in data]
    ends = [minutes(data[name]) for name in ("until", "before") if name in data]
    wraps = bool(starts and ends) and max(starts) > min(ends)
    return Span(start=max(least, default=0), end=min(most, default=LAST_MINUTE), wraps=wraps)


def minutes(text: str) -> int:
    """`09:30` as minutes since midnight."""
    hours, rest = text.split(":")
    return int(hours) * 60 + int(rest)
