"""Moments, days and time zones as people write them."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from courtesy.diagnostic import nearest
from courtesy.frozen import dataclass

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years in which a case can lie."""

_MOMENT = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T ] ?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?: ?(?P<offset>Z|[+-]\d{2}(?::?\d{2})?))?)?"
)
_TWELVE_HOURS = re.compile(r"\d{1,2}(?::\d{2})? ?[ap]\.?m\.?", re.IGNORECASE)
_OTHER_ORDER = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b.*")
_MINUTES_OF_DAY = 24 * 60
_LAST_MINUTE = time(23, 59)
_ABBREVIATIONS = {
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "PT": "America/Los_Angeles",
    "MDT": "America/Denver",
    "MT": "America/Denver",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "CT": "America/Chicago",
    "EDT": "America/New_York",
    "ET": "America/New_York",
    "BST": "Europe/London",
    "CEST": "Europe/Berlin",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "AEST": "Australia/Sydney",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a text is no moment, day or time zone: code, one sentence and help."""

    code: str
    message: str
    advice: str | None = None


# --- time zones ---------------------------------------------------------------------------------------------------


def zone_of(name: str) -> ZoneInfo | Fault:
    """The time zone of this name, or the nearest known name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    similar = _ABBREVIATIONS.get(name.upper()) or _similar_zone(name)
    advice = f"did you mean `{similar}`?" if similar else "write region and city, say `Europe/London`"
    return Fault(code="unknown-timezone", message=f"`{name}` is not a time zone", advice=advice)


def _similar_zone(name: str) -> str | None:
    """By the whole name; else by its last part, since most people know the city."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    regions = {zone.partition("/")[0].casefold() for zone in zones}
    similar = nearest(name, zones) if "/" in name else None
    if similar or name.casefold() in regions:
        return similar
    cities = {zone.rpartition("/")[2]: zone for zone in zones}
    city = nearest(name.rpartition("/")[2].replace(" ", "_"), cities)
    return cities[city] if city else None


def machine_zone() -> ZoneInfo:
    """The machine's time zone: `TZ`, else what `/etc/localtime` points to, else UTC."""
    names = (os.environ.get("TZ", "").removeprefix(":"), _localtime())
    for name in names:
        if name:
            zone = zone_of(name)
            if isinstance(zone, ZoneInfo):
                return zone
    return ZoneInfo("UTC")


def _localtime() -> str:
    try:
        return str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    except OSError:
        return ""


# --- moments ------------------------------------------------------------------------------------------------------


def moment_of(text: str, zone: ZoneInfo) -> datetime | Fault:
    """`2026-03-10 09:00` in a zone, to the whole minute; an offset counts. Of an hour that comes twice: the first."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return _no_moment(text)
    day = _day(match, text)
    if isinstance(day, Fault):
        return day
    if match["hour"] is None:
        advice = f'write `"{day.isoformat()} 09:00"`'
        return Fault(code="no-time-of-day", message=f"`{text}` has no time of day", advice=advice)
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return Fault(
            code="no-such-time",
            message=f"there is no time of day `{text.strip()[10:].strip(' T')}`",
            advice="the day goes from 00:00 to 23:59",
        )
    local = datetime.combine(day, time(hour, minute))
    return _at_offset(local, match["offset"], zone) if match["offset"] else _in_zone(local, zone)


def day_of(text: str) -> date | Fault:
    """`2026-03-16` as a day."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return _no_moment(text, "day")
    if match["hour"] is not None:
        advice = f'write `"{text.strip()[:10]}"`'
        return Fault(code="not-a-day", message=f"`{text}` is a moment, and a day is needed", advice=advice)
    return _day(match, text)


def end_of_day_or_moment(text: str, zone: ZoneInfo) -> datetime | Fault:
    """A promised date: the last minute of a day, or a moment."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None or match["hour"] is not None:
        return moment_of(text, zone)
    day = _day(match, text)
    return day if isinstance(day, Fault) else last_minute(day, zone)


def last_minute(day: date, zone: ZoneInfo) -> datetime:
    """The last minute of a day, as the clocks of a zone show it (where they skip it: the last one they show)."""
    moment = datetime.combine(day, _LAST_MINUTE, zone)
    for _ in range(_MINUTES_OF_DAY):
        if _exists(moment):
            break
        moment -= timedelta(minutes=1)
    # Of a last hour that comes twice the second one ends the day.
    return moment.replace(fold=1)


def _no_moment(text: str, wanted: str = "moment") -> Fault:
    example = '`"2026-03-10"`' if wanted == "day" else '`"2026-03-10 09:00"`'
    advice = f"write it like {example}"
    if _OTHER_ORDER.fullmatch(text.strip()):
        advice = f"year first, then month and day: {example}"
    elif _TWELVE_HOURS.search(text):
        advice = f"with 24 hours: {example}"
    return Fault(code=f"not-a-{wanted}", message=f"`{text}` is not a {wanted}", advice=advice)


def _day(match: re.Match[str], text: str) -> date | Fault:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    try:
        found = date(year, month, day)
    except ValueError:
        written = re.split(r"[T ]", text.strip())[0]
        return Fault(
            code="no-such-day",
            message=f"there is no day `{written}`",
            advice="write year, month and day, and check the length of the month",
        )
    if FIRST_YEAR <= year <= LAST_YEAR:
        return found
    limits = f"a case lies between {FIRST_YEAR} and {LAST_YEAR}"
    return Fault(code="no-such-day", message=f"the year {year} is out of range", advice=limits)


def _at_offset(local: datetime, offset: str, zone: ZoneInfo) -> datetime | Fault:
    if offset == "Z":
        return local.replace(tzinfo=UTC).astimezone(zone)
    hours, minutes = int(offset[1:3]), int(offset[3:].removeprefix(":") or 0)
    if hours > 14 or minutes > 59:
        return Fault(code="no-such-time", message=f"there is no offset `{offset}`", advice="write it like `+01:00`")
    sign = -1 if offset[0] == "-" else 1
    difference = timezone(sign * timedelta(hours=hours, minutes=minutes))
    # An offset with seconds (before standard time) must not bring seconds into the engine's clock.
    return local.replace(tzinfo=difference).astimezone(zone).replace(second=0, microsecond=0)


def _in_zone(local: datetime, zone: ZoneInfo) -> datetime | Fault:
    moment = local.replace(tzinfo=zone)
    if _exists(moment):
        return moment
    # Read with the offset from before the gap, the moment lies as far behind it as it lies inside.
    after = moment.astimezone(UTC).astimezone(zone)
    return Fault(
        code="skipped-time",
        message=f"the clocks of {zone.key} skip `{local:%Y-%m-%d %H:%M}`: they are set forward there",
        advice=f'write `"{after:%Y-%m-%d %H:%M}"`, or add an offset such as `+01:00`',
    )


def _exists(moment: datetime) -> bool:
    returned = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return returned.replace(tzinfo=None) == moment.replace(tzinfo=None)
