"""Windows as a calendar: when everybody agrees, and when each source favours it.

Two exports of the same windows are the same bytes, and a later export updates the entries of an earlier one: their UIDs
are made of whose application it is, of the message and of the place in the list, not of the moments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from courtesy.case import Case
from courtesy.frozen import dataclass
from courtesy.reports.windows_words import asked_words, rule_words
from courtesy.reports.words import listed
from courtesy.windows.compute import Windows

_PRODUCT = "-//courtesy//courtesy//EN"
_MOMENT = timedelta(minutes=15)
"""How long an entry is that stands for an instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: `key` names it among the entries of a case, `alarms` are instants before or in it.

    `end` None: only the beginning is known, the entry stands for that instant.
    """

    key: tuple[str, ...]
    summary: str
    description: str
    start: datetime
    end: datetime | None
    alarms: tuple[datetime, ...] = ()


def windows_calendar(windows: Windows) -> bytes:
    """The calendar of the windows; a window that lasts to the horizon stands as its opening."""
    return calendar_bytes(windows.case, windows.proposal.at, _entries(windows))


def _entries(windows: Windows) -> Iterator[Entry]:
    asked = asked_words(windows)
    about = (windows.proposal.act, windows.proposal.channel, *windows.proposal.to)
    for number, interval in enumerate(windows.agreed):
        yield Entry(
            key=("agreed", *about, str(number)),
            summary=f"{asked}: all sources agree",
            description=f"{listed(interval.sources)} speak, and all are for it.",
            start=interval.start,
            end=_end(interval.end, windows),
            alarms=(interval.start,) if interval.start.timestamp() > windows.proposal.at.timestamp() else (),
        )
    for source in windows.sources:
        favouring = (window for window in source.windows if window.verdict.favours)
        for number, window in enumerate(favouring):
            opens = "" if _end(window.end, windows) else " from now on"
            yield Entry(
                key=("source", source.source, *about, str(number)),
                summary=f"{asked}: {window.verdict.value} by {source.source}{opens}",
                description=f"Rules: {rule_words(source.source, window.rules)}",
                start=window.start,
                end=_end(window.end, windows),
            )


def _end(end: datetime, windows: Windows) -> datetime | None:
    return None if windows.is_open(end) else end


# --- any calendar -------------------------------------------------------------------------------------------------


def calendar_bytes(case: Case, made: datetime, entries: Iterable[Entry]) -> bytes:
    """A calendar in UTC, so that it needs no definitions of time zones. `made` is the moment that it speaks of."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for entry in entries:
        calendar.add_component(_event(case, made, entry))
    data: bytes = calendar.to_ical()
    return data


def _event(case: Case, made: datetime, entry: Entry) -> Event:
    event = Event()
    event.add("uid", _uid(case, entry))
    event.add("dtstamp", made.astimezone(UTC))
    event.add("dtstart", entry.start.astimezone(UTC))
    event.add("dtend", (entry.end or entry.start.astimezone(UTC) + _MOMENT).astimezone(UTC))
    event.add("summary", _about(case, entry.summary))
    event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    for moment in entry.alarms:
        event.add_component(_alarm(entry, moment))
    return event


def _alarm(entry: Entry, moment: datetime) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", moment.astimezone(UTC), parameters={"VALUE": "DATE-TIME"})
    return alarm


def _about(case: Case, summary: str) -> str:
    return f"{summary} ({case.company})" if case.company else summary


def _uid(case: Case, entry: Entry) -> str:
    whose = (case.company or "", case.position or "", case.candidate.email or case.candidate.name or "")
    digest = sha256("\x1f".join((*whose, "", *entry.key)).encode()).hexdigest()
    return f"{digest[:32]}@courtesy"
