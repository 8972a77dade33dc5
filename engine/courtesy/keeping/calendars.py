"""Appointments of an `.ics` file: interviews, with everybody who was invited, repeated ones and changed ones too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from courtesy.diagnostic import Diagnostic, Location, Severity
from courtesy.frozen import dataclass
from courtesy.keeping.mail import Mailbox, plain

CALENDAR_LIMIT = 4 * 1024 * 1024
"""The largest calendar that is read, in bytes."""

APPOINTMENTS_LIMIT = 10_000
"""How many appointments a calendar may hold."""

OCCURRENCES_LIMIT = 50
"""How often one appointment may be repeated: no interview is held more often."""

# Series of interviews are daily or weekly. Of the wider language some rules are fulfilled by no day (30 February), and
# the library seeks such a day up to the year 9999.
_FREQUENCIES = ("DAILY", "WEEKLY")
_RULE_PARTS = frozenset(("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"))
_HORIZON = timedelta(days=3660)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One occurrence of an appointment: aware moments, the title, and who organises it or is invited."""

    origin: str
    file: str
    at: datetime
    ends: datetime | None
    title: str
    people: tuple[Mailbox, ...]


def read_calendar(path: Path, zone: ZoneInfo) -> tuple[tuple[Appointment, ...], tuple[Diagnostic, ...]]:
    """The appointments of a calendar in order of time; times without a zone are those of `zone`.

    Cancelled ones are left out. Whole days, and what is repeated too often, are warnings.
    """
    data, problem = _bytes(path)
    if data is None:
        return (), (problem,) if problem else ()
    try:
        events = _events(data)
    except (ValueError, IndexError, KeyError, TypeError, RecursionError):
        # What the library raises on a text that is no calendar.
        return (), (_error(path, "not-a-calendar", "this is no calendar that can be read"),)
    if len(events) > APPOINTMENTS_LIMIT:
        return (), (_over(path, f"{APPOINTMENTS_LIMIT:,} appointments"),)
    changed = {_occurrence(event) for event in events if "RECURRENCE-ID" in event}
    found = [_appointments(event, path, zone, changed) for event in events]
    appointments = sorted((one for some, _ in found for one in some), key=lambda one: one.at)
    return tuple(appointments), tuple(problem for _, problem in found if problem)


def _events(data: bytes) -> list[Any]:
    from icalendar import Calendar  # noqa: PLC0415 - only an import of a calendar pays for it

    calendars = Calendar.from_ical(data, multiple=True)
    return [event for calendar in calendars for event in calendar.walk("VEVENT")]


def _appointments(
    event: Any,
    path: Path,
    zone: ZoneInfo,
    changed: set[tuple[str, datetime | None]],
) -> tuple[tuple[Appointment, ...], Diagnostic | None]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return (), None
    title = " ".join(plain(str(event.get("SUMMARY", ""))).split())[:200]
    try:
        starts, repeated = _starts(event, zone)
        length = _length(event, zone)
        made = tuple(
            _appointment(event, path, title, start, length, repeated=repeated)
            for start in starts
            if not repeated or (_uid(event), start.astimezone(UTC)) not in changed
        )
    except _WholeDayError:
        return (), _warning(path, title, "lasts whole days and tells no hour")
    except _UnusualRuleError:
        return (), _warning(path, title, "is repeated otherwise than by days or weeks")
    except _TooOftenError:
        return (), _warning(path, title, f"is repeated more often than the limit of {OCCURRENCES_LIMIT}")
    except (ValueError, AttributeError, TypeError, KeyError, OverflowError):
        # Broken properties come out of the library as whatever its parsers raise.
        return (), _warning(path, title, "has a time that cannot be read")
    return made, None


class _WholeDayError(Exception):
    """The appointment has dates, no times."""


class _UnusualRuleError(Exception):
    """The appointment is repeated, and not simply every so many days or weeks."""


class _TooOftenError(Exception):
    """The appointment is repeated beyond the limit."""


def _starts(event: Any, zone: ZoneInfo) -> tuple[tuple[datetime, ...], bool]:
    """The beginnings of all occurrences, and whether there is a rule for more than one."""
    start = _moment(event.decoded("DTSTART"), zone)
    if "RRULE" not in event and "RDATE" not in event:
        return (start,), False
    from dateutil.rrule import rruleset  # noqa: PLC0415 - only for repeated appointments

    occurrences = rruleset()
    occurrences.rdate(start)
    for rule in _listed(event.get("RRULE")):
        for repetition in _repetitions(rule, start):
            occurrences.rdate(repetition)
    for further in _dates(event.get("RDATE")):
        occurrences.rdate(_moment(further, zone))
    for left_out in _dates(event.get("EXDATE")):
        occurrences.exdate(_moment(left_out, zone).astimezone(start.tzinfo))
    starts = tuple(islice(occurrences, OCCURRENCES_LIMIT + 1))
    if len(starts) > OCCURRENCES_LIMIT:
        raise _TooOftenError
    return starts, True


def _repetitions(rule: Any, start: datetime) -> tuple[datetime, ...]:
    """The moments of one rule, at most one more than the limit; a rule without an end is repeated too often."""
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only for repeated appointments

    if str(rule["FREQ"][0]).upper() not in _FREQUENCIES or set(rule) - _RULE_PARTS:
        raise _UnusualRuleError
    if not {"COUNT", "UNTIL"} & set(rule):
        raise _TooOftenError
    count = min(int(rule["COUNT"][0]), OCCURRENCES_LIMIT + 1) if "COUNT" in rule else OCCURRENCES_LIMIT + 1
    until = min([start + _HORIZON, *(_last(end, start) for end in rule.get("UNTIL", ()))])
    parts = rule.to_ical().decode().split(";")
    endless = ";".join(part for part in parts if not part.startswith(("COUNT=", "UNTIL=")))
    return tuple(islice(rrulestr(endless, dtstart=start).replace(until=until), count))


def _last(end: Any, start: datetime) -> datetime:
    """The end of a rule as a moment; a day lasts until its end in the zone of the beginning."""
    if not isinstance(end, datetime):
        return datetime.combine(end, time.max, start.tzinfo)
    return end if end.tzinfo else end.replace(tzinfo=start.tzinfo)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _dates(value: Any) -> Iterator[Any]:
    for several in _listed(value):
        yield from (one.dt for one in several.dts)


def _length(event: Any, zone: ZoneInfo) -> timedelta | None:
    start = _moment(event.decoded("DTSTART"), zone)
    if "DTEND" in event:
        length = _moment(event.decoded("DTEND"), zone) - start
    elif "DURATION" in event:
        length = event.decoded("DURATION")
    else:
        return None
    return length if length > timedelta(0) else None


def _moment(value: Any, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        raise _WholeDayError if isinstance(value, date) else ValueError
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _appointment(
    event: Any,
    path: Path,
    title: str,
    start: datetime,
    length: timedelta | None,
    *,
    repeated: bool,
) -> Appointment:
    at = start.astimezone(UTC)
    moved = event.decoded("RECURRENCE-ID") if "RECURRENCE-ID" in event else None
    which = _moment(moved, ZoneInfo("UTC")).astimezone(UTC) if moved else at if repeated else None
    stamp = f"/{which:%Y%m%dT%H%MZ}" if which else ""
    return Appointment(
        origin=f"ics:{_uid(event)}{stamp}",
        file=str(path),
        at=at,
        ends=at + length if length else None,
        title=title,
        people=tuple(_people(_listed(event.get("ORGANIZER")) + _listed(event.get("ATTENDEE")))),
    )


def _people(values: Iterable[Any]) -> Iterator[Mailbox]:
    for value in values:
        address = str(value)
        if address.lower().startswith("mailto:"):
            name = str(getattr(value, "params", {}).get("CN", ""))
            yield Mailbox(address=plain(address[len("mailto:") :]).strip().casefold(), name=plain(name))


def _uid(event: Any) -> str:
    uid = str(event.get("UID", ""))
    safe = uid.isprintable() and not set(uid) & set(" #") and 0 < len(uid) <= 200
    return uid if safe else "sha256:" + hashlib.sha256(event.to_ical()).hexdigest()[:24]


def _occurrence(event: Any) -> tuple[str, datetime | None]:
    moment = event.decoded("RECURRENCE-ID")
    aware = isinstance(moment, datetime) and moment.tzinfo is not None
    return _uid(event), moment.astimezone(UTC) if aware else None


def _bytes(path: Path) -> tuple[bytes | None, Diagnostic | None]:
    try:
        with path.open("rb") as file:
            data = file.read(CALENDAR_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error).lower()
        return None, _error(path, "unreadable-file", f"cannot read this file: {reason}")
    if len(data) > CALENDAR_LIMIT:
        return None, _over(path, f"{CALENDAR_LIMIT >> 20} MiB")
    return data, None


def _error(path: Path, code: str, message: str) -> Diagnostic:
    return Diagnostic(
        code=code,
        message=message,
        location=Location(file=str(path)),
        help="export the appointment from the calendar once more, as .ics",
    )


def _over(path: Path, limit: str) -> Diagnostic:
    return Diagnostic(
        code="file-too-large",
        message=f"this calendar is larger than the limit of {limit}",
        location=Location(file=str(path)),
        help="export the interviews alone",
    )


def _warning(path: Path, title: str, what: str) -> Diagnostic:
    return Diagnostic(
        code="appointment-passed-over",
        message=f"the appointment `{title}` {what}, it was passed over",
        location=Location(file=str(path)),
        severity=Severity.WARNING,
        help="add its event by `courtesy case log`",
    )
