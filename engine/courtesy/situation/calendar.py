"""Days and minutes of a time zone: local midnights, business days, weekdays and months; nothing is sampled.

A *day* is the proleptic ordinal of a local date (`date.toordinal`). A *minute* counts whole minutes since
1970-01-01T00:00Z; it is the engine's clock, and the same everywhere.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import assert_never
from zoneinfo import ZoneInfo

from courtesy.condition import DayKind, Unit

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY_MINUTES = 24 * 60
_EPOCH_DAY = EPOCH.toordinal()
FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()
FIRST_MINUTE = (FIRST_DAY + 2 - _EPOCH_DAY) * DAY_MINUTES
LAST_MINUTE = (LAST_DAY - 2 - _EPOCH_DAY) * DAY_MINUTES

# INVARIANT: no zone of the tz database changes its offset twice within this many minutes, so two equal offsets this
# far apart have no change between them (tests/situation/test_calendar.py reads the transitions of every zone).
_SHORTEST_SPELL = 60

# Changes are searched, and remembered, a month at a time: who asks about one case asks about the same months again.
_BLOCK = 30 * DAY_MINUTES

# A local clock is at most 14 hours ahead of UTC and 12 behind, and a change of the date line jumps by 24.
_FARTHEST_OFFSET = 40 * 60

_WEEKDAY_OF_UNIT = {
    Unit.MONDAY: 0,
    Unit.TUESDAY: 1,
    Unit.WEDNESDAY: 2,
    Unit.THURSDAY: 3,
    Unit.FRIDAY: 4,
    Unit.SATURDAY: 5,
    Unit.SUNDAY: 6,
}


def minute_of(moment: datetime) -> int:
    """Whole minutes since the epoch, in UTC: an hour that the clock repeats is two hours here."""
    offset = moment.utcoffset()
    assert offset is not None, "moments are aware"
    wall = (moment.toordinal() - _EPOCH_DAY) * DAY_MINUTES + moment.hour * 60 + moment.minute
    seconds = offset.days * 86400 + offset.seconds
    return wall - seconds // 60 if seconds % 60 == 0 else int(moment.timestamp() // 60)


def moment_of(minute: int, zone: ZoneInfo) -> datetime:
    """The local moment of a minute."""
    return (EPOCH + minute * MINUTE).astimezone(zone)


def day_of(minute: int, zone: ZoneInfo) -> int:
    """The local day at a minute."""
    return moment_of(minute, zone).toordinal()


def offset_changes(start: int, end: int, zone: ZoneInfo) -> Iterator[int]:
    """The minutes in (start, end] at which the zone's offset differs from the minute before."""
    for block in range(start // _BLOCK, end // _BLOCK + 1):
        yield from (minute for minute in _changes_of_block(block, zone) if start < minute <= end)


@lru_cache(maxsize=4096)
def _changes_of_block(block: int, zone: ZoneInfo) -> tuple[int, ...]:
    return tuple(_search_changes(block * _BLOCK - 1, (block + 1) * _BLOCK - 1, zone))


def _search_changes(start: int, end: int, zone: ZoneInfo) -> Iterator[int]:
    start, end = max(start, FIRST_MINUTE), min(end, LAST_MINUTE)
    for left in range(start, end, _SHORTEST_SPELL):
        right = min(left + _SHORTEST_SPELL, end)
        if _offset(left, zone) != _offset(right, zone):
            yield _change(left, right, zone)


def day_crossings(day: int, zone: ZoneInfo) -> tuple[int, ...]:
    """The minutes at which the truth of "the local date is this day or later" changes, in order.

    One minute on nearly all days. Three where the clock is set back over midnight: the new day begins, ends, and
    begins again. A day that the zone skipped begins with the next one.
    """
    if not FIRST_DAY + 3 <= day <= LAST_DAY - 3:
        return ()
    naive = (day - _EPOCH_DAY) * DAY_MINUTES
    low, high = naive - _FARTHEST_OFFSET, naive + _FARTHEST_OFFSET
    offset = _offset(naive, zone)
    if _offset(low, zone) == offset == _offset(high, zone):
        # The usual day. Spells as short as the window would be two changes within three days: there are none.
        return (naive - offset // 60,)
    return _crossings_among_changes(day, zone, low, high)


def first_minute(day: int, zone: ZoneInfo) -> int | None:
    """The first minute of a local day: 00:00, or later where the clock skips midnight; None beyond the calendar."""
    crossings = day_crossings(day, zone)
    return crossings[0] if crossings else None


def wall_minutes(day: int, minute: int, zone: ZoneInfo) -> tuple[int, ...]:
    """The minutes at which the wall clock of a local day may show `minute` (0 to 1439): two where it is repeated."""
    if not FIRST_DAY < day < LAST_DAY:
        return ()
    wall = datetime.fromordinal(day) + minute * MINUTE
    folds = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return tuple(dict.fromkeys(minute_of(moment) for moment in folds))


@lru_cache(maxsize=8192)
def shift(day: int, amount: int, unit: Unit, holidays: frozenset[date] = frozenset()) -> int:
    """The day that lies `amount` calendar units after a day (before it, where negative).

    Months clamp to the month's end. Business days are Monday to Friday without the holidays, counted from the next
    day on. Weekdays count those strictly after the day.
    """
    match unit:
        case Unit.DAY:
            return day + amount
        case Unit.WEEK:
            return day + 7 * amount
        case Unit.MONTH:
            return _shift_months(day, amount)
        case Unit.BUSINESS_DAY:
            return _shift_business_days(day, amount, holidays)
        case Unit.MINUTE | Unit.HOUR:
            raise AssertionError(f"{unit} is elapsed time, not a calendar unit")
        case Unit.MONDAY | Unit.TUESDAY | Unit.WEDNESDAY | Unit.THURSDAY | Unit.FRIDAY | Unit.SATURDAY | Unit.SUNDAY:
            return _shift_weekdays(day, amount, _WEEKDAY_OF_UNIT[unit])
        case _:
            assert_never(unit)


@lru_cache(maxsize=8192)
def is_day(day: int, kind: DayKind, holidays: frozenset[date] = frozenset()) -> bool:
    """Whether a day is of this kind."""
    match kind:
        case DayKind.BUSINESS_DAY:
            return _is_business_day(day, holidays)
        case DayKind.WEEKEND:
            return _is_weekend(day)
        case DayKind.HOLIDAY:
            return date.fromordinal(day) in holidays
        case DayKind.BEFORE_HOLIDAY:
            return _is_beside_holiday(day, 1, holidays)
        case DayKind.AFTER_HOLIDAY:
            return _is_beside_holiday(day, -1, holidays)
        case _:
            assert_never(kind)


def _is_weekend(day: int) -> bool:
    # Ordinal 1 was a Monday, so the remainders 6 and 0 are Saturday and Sunday.
    return day % 7 in (6, 0)


def _is_business_day(day: int, holidays: frozenset[date]) -> bool:
    return not _is_weekend(day) and date.fromordinal(day) not in holidays


def _is_beside_holiday(day: int, step: int, holidays: frozenset[date]) -> bool:
    """A business day with a holiday among the closed days that follow it at once (or come just before it)."""
    if not _is_business_day(day, holidays):
        return False
    beside = day + step
    while FIRST_DAY < beside < LAST_DAY and not _is_business_day(beside, holidays):
        if date.fromordinal(beside) in holidays:
            return True
        beside += step
    return False


def day_of_year(day: int) -> int:
    """A day's date as month times 100 plus day of the month."""
    found = date.fromordinal(day)
    return found.month * 100 + found.day


def _shift_months(day: int, amount: int) -> int:
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    if year < date.min.year:
        return FIRST_DAY
    if year > date.max.year:
        return LAST_DAY
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal()


def _shift_business_days(day: int, amount: int, holidays: frozenset[date]) -> int:
    closed = {holiday.toordinal() for holiday in holidays}
    step = 1 if amount > 0 else -1
    left = abs(amount)
    while left and FIRST_DAY < day < LAST_DAY:
        day += step
        left -= not _is_weekend(day) and day not in closed
    return day


def _shift_weekdays(day: int, amount: int, weekday: int) -> int:
    if amount == 0:
        return day
    here = (day - 1) % 7
    if amount > 0:
        return day + ((weekday - here - 1) % 7 + 1) + 7 * (amount - 1)
    return day - ((here - weekday - 1) % 7 + 1) + 7 * (amount + 1)


def _offset(minute: int, zone: ZoneInfo) -> int:
    """Seconds that the local clock is ahead of UTC."""
    ahead = moment_of(minute, zone).utcoffset()
    assert ahead is not None
    return int(ahead.total_seconds())


def _change(left: int, right: int, zone: ZoneInfo) -> int:
    """The first minute in (left, right] with the offset of `right`."""
    after = _offset(right, zone)
    while right - left > 1:
        middle = (left + right) // 2
        left, right = (left, middle) if _offset(middle, zone) == after else (middle, right)
    return right


def _crossings_among_changes(day: int, zone: ZoneInfo, low: int, high: int) -> tuple[int, ...]:
    changes = (low, *offset_changes(low, high, zone), high)
    found = []
    for left, right in pairwise(changes):
        # Between two changes the local clock runs evenly: the midnight is where its offset puts it.
        midnight = (day - _EPOCH_DAY) * DAY_MINUTES - _offset(left, zone) // 60
        found += [minute for minute in (left, midnight) if left <= minute < right]
    return tuple(
        minute for minute in sorted(set(found)) if (day_of(minute, zone) >= day) != (day_of(minute - 1, zone) >= day)
    )
