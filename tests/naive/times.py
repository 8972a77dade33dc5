"""Times as docs/cards.md tells them: bounds of a moment by durations from an anchor, on a calendar and a clock."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from naive.history import Moment, World, anchor, as_list

ONE_DAY = timedelta(days=1)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
LOWER, UPPER = ("from", "after"), ("until", "before")
KEYS = (*LOWER, *UPPER, "between", "within")


def bounds(written: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each bound of a card or condition as (from, after, until or before; the time)."""
    for key in (*LOWER, *UPPER):
        for time in as_list(written.get(key, [])):
            yield key, time
    if "between" in written:
        yield "from", written["between"][0]
        yield "until", written["between"][1]
    if "within" in written:
        span = written["within"]
        _, after, anchor_after = span.partition(" after ")
        _, _, anchor_before = span.partition(" before ")
        yield "from", anchor_after if after else span
        yield "until", span if after else anchor_before


def subject(world: World) -> Moment:
    """The proposal's moment."""
    return Moment(start=world.now, end=world.now, day=world.local(world.now).date())


def happened(world: World, time: str) -> bool:
    """Whether the anchor of a time happened."""
    return anchor(world, split(world, time)[2]) is not None


def bound_holds(world: World, of: Moment | None, bound: str, time: str) -> bool:
    """Whether a moment lies on the right side of a bound. Without one of the anchors it does not."""
    amount, unit, name = split(world, time)
    start = anchor(world, name)
    if of is None or start is None:
        return False
    if unit in ("minute", "hour"):
        elapsed = of.start - start.end
        return compare(bound, elapsed, amount * (timedelta(hours=1) if unit == "hour" else timedelta(minutes=1)))
    return compare(bound, of.day, move(start.day, amount, unit, world.case.holidays))


def compare(bound: str, left: Any, right: Any) -> bool:
    return bool({"from": left >= right, "after": left > right, "until": left <= right, "before": left < right}[bound])


def split(world: World, time: str) -> tuple[int, str, str]:
    """A time as amount (negative before the anchor), unit and anchor. An anchor alone is its end."""
    for word, sign in ((" after ", 1), (" before ", -1)):
        duration, found, name = time.partition(word)
        if found:
            amount, unit = duration_of(world, duration)
            return sign * amount, unit, name
    return 0, "minute", time


def duration_of(world: World, written: str) -> tuple[int, str]:
    """`5 days`, `1 monday`, `3 business days`, or the name of a parameter."""
    parameters = world.source.get("parameters", {})
    if written in parameters:
        return duration_of(world, parameters[written]["value"])
    number, _, unit = written.partition(" ")
    return int(number), unit.removesuffix("s")


def move(day: date, amount: int, unit: str, holidays: frozenset[date]) -> date:
    """The date that many units later (or earlier)."""
    if unit == "month":
        return move_months(day, amount)
    if unit == "week":
        return day + 7 * amount * ONE_DAY
    if unit == "day":
        return day + amount * ONE_DAY
    step = ONE_DAY if amount > 0 else -ONE_DAY
    left = abs(amount)
    while left:
        day += step
        left -= counts(day, unit, holidays)
    return day


def counts(day: date, unit: str, holidays: frozenset[date]) -> bool:
    """Whether a day is one of those that the unit counts."""
    if unit == "business day":
        return day.weekday() < 5 and day not in holidays
    return WEEKDAYS[day.weekday()] == unit


def move_months(day: date, amount: int) -> date:
    months = day.year * 12 + (day.month - 1) + amount
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
