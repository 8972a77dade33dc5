"""Durations: a whole number and a unit, as a coach writes them."""

from __future__ import annotations

import re

from courtesy.condition import Unit
from courtesy.frozen import dataclass

LARGEST_AMOUNT = 100_000
"""The largest number in a duration: beyond it the calendar ends."""

_PLURALS = {unit.value + "s": unit for unit in Unit}
UNITS = {unit.value: unit for unit in Unit} | _PLURALS
"""Every unit by its word, singular and plural."""

ELAPSED = {Unit.MINUTE: 1, Unit.HOUR: 60}
"""Minutes of the units that are elapsed time."""

FIXED_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
"""Calendar days of the units that always have as many."""

WEEKDAY_UNITS = frozenset(
    {
        Unit.MONDAY,
        Unit.TUESDAY,
        Unit.WEDNESDAY,
        Unit.THURSDAY,
        Unit.FRIDAY,
        Unit.SATURDAY,
        Unit.SUNDAY,
    }
)
"""The units that count days of the week."""

_DURATION = re.compile(r"([0-9]+) ([a-z]+(?: [a-z]+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A number of units. Negative: before an anchor."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a text that should be a duration: one sentence and help, about `[start, end)` of it."""

    message: str
    advice: str | None
    start: int
    end: int


def duration_of(text: str) -> Duration | Fault:
    """`3 days` as a value, or what is wrong with it."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return Fault(
            message=f"`{text}` is not a duration",
            advice="a duration is a whole number and a unit, say `3 days` or `2 business days`",
            start=0,
            end=len(text),
        )
    amount, word = int(match[1]), match[2]
    unit = UNITS.get(word)
    if unit is None:
        return Fault(message=f"`{word}` is not a unit", advice=None, start=match.start(2), end=len(text))
    if amount > LARGEST_AMOUNT:
        limit = f"`{match[1]}` is more than {LARGEST_AMOUNT:,}"
        return Fault(message=limit, advice=None, start=0, end=match.end(1))
    if amount == 0 and unit in WEEKDAY_UNITS:
        advice = f"`1 {unit.value}` is the first one after the anchor's day"
        return Fault(message=f"there is no zeroth {unit.value}", advice=advice, start=0, end=len(text))
    return Duration(amount=amount, unit=unit)
