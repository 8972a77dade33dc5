"""An agenda as a calendar: deadlines with an alarm on the day before, openings with one when they come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from courtesy.reports.next_text import message_words, why
from courtesy.reports.windows_ics import Entry, calendar_bytes
from courtesy.windows.agenda import Agenda, Item, Standing

_WARNING = timedelta(hours=24)
_LAST_CALL = timedelta(hours=2)


def agenda_calendar(agenda: Agenda) -> bytes:
    """The calendar of what is due and of what waits."""
    return calendar_bytes(agenda.case, agenda.at, _entries(agenda))


def _entries(agenda: Agenda) -> Iterator[Entry]:
    for item in agenda.items:
        if item.standing is Standing.DUE and item.deadline is not None:
            yield _deadline(agenda, item, item.deadline)
        elif item.standing is Standing.WAIT and item.opens is not None:
            yield _opening(agenda, item, item.opens)


def _deadline(agenda: Agenda, item: Item, deadline: datetime) -> Entry:
    """From the warning to the deadline itself."""
    instants = (deadline.astimezone(UTC) - ahead for ahead in (_WARNING, _LAST_CALL))
    start = max(deadline.astimezone(UTC) - _LAST_CALL, agenda.at.astimezone(UTC))
    return Entry(
        key=("due", *_about(item)),
        summary=f"Due: {message_words(agenda, item)}",
        description=why(item),
        start=start,
        end=deadline,
        alarms=tuple(instant for instant in instants if instant > agenda.at),
    )


def _opening(agenda: Agenda, item: Item, opens: datetime) -> Entry:
    return Entry(
        key=("opens", *_about(item)),
        summary=f"{message_words(agenda, item)} may go out",
        description=why(item),
        start=opens,
        end=item.closes,
        alarms=(opens,),
    )


def _about(item: Item) -> tuple[str, ...]:
    return item.act, *item.channels, *(person for people in item.people for person in people)
