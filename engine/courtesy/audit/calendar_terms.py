"""Days of the calendar as terms: weekdays, and days that lie so many weekdays or business days after another."""

from __future__ import annotations

import z3

from courtesy.audit.terms import Term
from courtesy.condition import (
    Unit,
)
from courtesy.situation.calendar import shift

_WEEK, _WORKDAYS = 7, 5


def weekday_of(day: Term) -> Term:
    """The weekday of an ordinal, Monday 0."""
    return (day - 1) % _WEEK


def business_days_after(day: Term, amount: int) -> Term:
    """Weeks of five days, counted from the Monday of the week; weekends count as the Friday, or back as the Monday."""
    weekday = weekday_of(day)
    if amount == 0:
        return day
    if amount > 0:
        place = z3.If(weekday > 4, 4, weekday) + amount
        return day - weekday + place / _WORKDAYS * _WEEK + place % _WORKDAYS
    weekend = weekday > 4
    monday = z3.If(weekend, day - weekday + _WEEK, day - weekday)
    place = z3.If(weekend, 0, weekday) + amount
    # z3 rounds a division by a positive number down, as the count of weeks back wants.
    return monday + place / _WORKDAYS * _WEEK + place % _WORKDAYS


def weekdays_after(day: Term, amount: int, unit: Unit) -> Term:
    """By the weekday of the day: seven cases, each with the length that the calendar gives."""
    weekday = weekday_of(day)
    shifted = day
    for place in range(_WEEK):
        shifted = z3.If(weekday == place, day + shift(place + 1, amount, unit) - (place + 1), shifted)
    return shifted
