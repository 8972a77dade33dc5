"""Local days of real zones, and calendar units."""

import struct
from datetime import date, datetime
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.condition import Unit
from courtesy.situation.calendar import (
    day_crossings,
    day_of,
    first_minute,
    minute_of,
    moment_of,
    offset_changes,
    shift,
    wall_minutes,
)

ZONES = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()


def local(zone: str, text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("zone", "day", "first"),
    [
        ("Europe/London", "2026-07-01", ["2026-07-01 00:00"]),
        ("America/Sao_Paulo", "2018-11-04", ["2018-11-04 01:00"]),  # midnight does not exist
        ("Asia/Beirut", "2026-03-29", ["2026-03-29 01:00"]),
        ("America/Havana", "2025-11-02", ["2025-11-02 00:00"]),  # comes twice: the first counts
        ("Pacific/Apia", "2011-12-30", ["2011-12-31 00:00"]),  # a day that never was
        ("America/St_Johns", "2010-11-07", ["2010-11-07 00:00", "2010-11-06 23:01 again", "2010-11-07 00:00 again"]),
    ],
)
def test_a_local_day_begins(zone: str, day: str, first: list[str]) -> None:
    minutes = [minute_of(local(zone, text.removesuffix(" again"), fold=int(text.endswith("again")))) for text in first]
    ordinal = date.fromisoformat(day).toordinal()
    assert list(day_crossings(ordinal, ZoneInfo(zone))) == minutes
    assert first_minute(ordinal, ZoneInfo(zone)) == minutes[0]


@given(zone=st.sampled_from(ZONES), day=st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_day_has_come_at_its_crossing_and_not_the_minute_before(zone: str, day: date) -> None:
    where = ZoneInfo(zone)
    crossings = day_crossings(day.toordinal(), where)
    sides = [
        (day_of(minute - 1, where) >= day.toordinal(), day_of(minute, where) >= day.toordinal()) for minute in crossings
    ]
    assert sides == [(False, True), (True, False), (False, True)][: len(sides)]
    assert len(sides) in (1, 3)


def test_a_day_beyond_the_calendar_never_begins() -> None:
    assert first_minute(date.max.toordinal() + 5, ZoneInfo("Europe/London")) is None
    assert day_crossings(-7, ZoneInfo("Europe/London")) == ()


def test_the_two_hours_of_a_fold_are_different_minutes() -> None:
    first, second = (local("Europe/London", "2026-10-25 01:30", fold) for fold in (0, 1))
    assert minute_of(second) - minute_of(first) == 60
    assert wall_minutes(first.toordinal(), 90, ZoneInfo("Europe/London")) == (minute_of(first), minute_of(second))
    assert moment_of(minute_of(second), ZoneInfo("Europe/London")).fold == 1


def test_offset_changes_are_found_to_the_minute() -> None:
    zone = ZoneInfo("Europe/London")
    start, end = (minute_of(local("Europe/London", f"2026-{day}")) for day in ("01-01 00:00", "12-31 00:00"))
    found = [moment_of(minute, zone).isoformat() for minute in offset_changes(start, end, zone)]
    assert found == ["2026-03-29T02:00:00+01:00", "2026-10-25T01:00:00+00:00"]


def transitions(zone: str) -> list[tuple[int, int]]:
    """(second, offset from then on) of a zone, from the second block of its file in the tz database."""
    data = files("tzdata.zoneinfo").joinpath(*zone.split("/")).read_bytes()
    first = struct.unpack(">6l", data[20:44])
    start = 44 + first[3] * 5 + first[4] * 6 + first[5] + first[2] * 8 + first[1] + first[0]
    isut, isstd, leap, count, types, _ = struct.unpack(">6l", data[start + 20 : start + 44])
    del isut, isstd, leap
    at = start + 44
    times = struct.unpack(f">{count}q", data[at : at + 8 * count])
    kinds = data[at + 8 * count : at + 9 * count]
    offsets = [struct.unpack(">l", data[at + 9 * count + 6 * kind :][:4])[0] for kind in range(types)]
    return [(time, offsets[kind]) for time, kind in zip(times, kinds, strict=True)]


def test_no_zone_changes_its_offset_twice_within_the_steps_of_the_search() -> None:
    """The search for changes looks at offsets an hour apart, the search for midnights 40 hours apart."""
    shortest = 80 * 60 * 60
    close = {
        (zone, right[0])
        for zone in ZONES
        for left, right in pairwise(transitions(zone))
        if left[1] != right[1] and right[0] - left[0] < shortest
    }
    assert close == set()


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2026-03-02", 5, Unit.DAY, "2026-03-07"),
        ("2026-03-02", 2, Unit.WEEK, "2026-03-16"),
        ("2026-01-31", 1, Unit.MONTH, "2026-02-28"),
        ("2024-01-31", 1, Unit.MONTH, "2024-02-29"),
        ("2026-03-31", -1, Unit.MONTH, "2026-02-28"),
        ("2026-11-15", 14, Unit.MONTH, "2028-01-15"),
        ("2026-03-06", 1, Unit.BUSINESS_DAY, "2026-03-09"),  # a Friday
        ("2026-03-07", 1, Unit.BUSINESS_DAY, "2026-03-09"),  # a Saturday
        ("2026-03-07", 0, Unit.BUSINESS_DAY, "2026-03-07"),
        ("2026-03-09", -1, Unit.BUSINESS_DAY, "2026-03-06"),
        ("2026-04-02", 1, Unit.BUSINESS_DAY, "2026-04-07"),  # over Good Friday and Easter Monday
        ("2026-03-02", 1, Unit.MONDAY, "2026-03-09"),  # a Monday itself does not count
        ("2026-03-04", 1, Unit.MONDAY, "2026-03-09"),
        ("2026-03-04", 2, Unit.FRIDAY, "2026-03-13"),
        ("2026-03-04", -1, Unit.WEDNESDAY, "2026-02-25"),
        ("2026-03-04", -2, Unit.TUESDAY, "2026-02-24"),
        ("2026-03-04", 0, Unit.SUNDAY, "2026-03-04"),
    ],
)
def test_calendar_units(start: str, amount: int, unit: Unit, end: str) -> None:
    holidays = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
    moved = shift(date.fromisoformat(start).toordinal(), amount, unit, holidays)
    assert date.fromordinal(moved).isoformat() == end


@pytest.mark.parametrize("unit", [Unit.MONTH, Unit.BUSINESS_DAY])
def test_a_shift_stops_at_the_end_of_the_calendar(unit: Unit) -> None:
    assert shift(date.max.toordinal() - 3, 90000, unit) == date.max.toordinal()
    assert shift(date.min.toordinal() + 3, -90000, unit) == date.min.toordinal()


def test_elapsed_time_is_no_calendar_unit() -> None:
    with pytest.raises(AssertionError, match="elapsed time"):
        shift(1, 1, Unit.HOUR)


@given(minute=st.integers(0, 70_000_000), zone=st.sampled_from(ZONES))
def test_a_minute_and_its_local_moment_are_the_same(minute: int, zone: str) -> None:
    assert minute_of(moment_of(minute, ZoneInfo(zone))) == minute
