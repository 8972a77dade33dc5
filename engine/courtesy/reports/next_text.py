"""An agenda as text: due, fine now, wait, closed, each row with one line of why, then the counsel that matters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from courtesy.reports.windows_words import short_moment
from courtesy.reports.words import act_words, channel_words, listed, moment_words, people_words
from courtesy.windows.agenda import Agenda, Item, Standing

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_TITLE = {
    Standing.DUE: ("Due", "bold green"),
    Standing.FINE: ("Fine now", "bold green"),
    Standing.WAIT: ("Wait", "bold yellow"),
    Standing.CLOSED: ("Closed", "bold red"),
}
_COUNSEL_SHOWN = 5


def print_agenda(console: Console, agenda: Agenda) -> None:
    """Write the agenda, the most pressing first."""
    for line in _lines(agenda):
        console.print(line)


def _lines(agenda: Agenda) -> Iterator[RenderableType]:
    about = ", ".join(part for part in (agenda.case.position, agenda.case.company) if part)
    yield Text.assemble(("What now", "bold"), f"  {about}{', ' if about else ''}{moment_words(agenda.at)}")
    if not agenda.items:
        yield Text(nothing_words(agenda))
    for standing, items in groupby(agenda.items, lambda item: item.standing):
        yield Text()
        yield Text(*_TITLE[standing])
        for item in items:
            yield Padding(Text(f"{message_words(agenda, item)}{moment_of(agenda, item)}"), (0, 0, 0, 2))
            yield Padding(Text(why(item), "dim"), (0, 0, 0, 4))
    yield from _counsel(agenda)


def _counsel(agenda: Agenda) -> Iterator[RenderableType]:
    if agenda.counsel:
        yield Text()
        yield Text("Worth knowing now", "bold")
    for advice in agenda.counsel[:_COUNSEL_SHOWN]:
        yield Padding(Text.assemble(advice.says, (f"  {advice.rule}", "dim")), (0, 0, 0, 2))
    more = len(agenda.counsel) - _COUNSEL_SHOWN
    if more > 0:
        yield Padding(Text(f"and {more} more: --format json lists them", "dim"), (0, 0, 0, 2))


def nothing_words(agenda: Agenda) -> str:
    """Why there is nothing to do."""
    interviewed = any(event.event == "interview" for event in agenda.case.seen_at(agenda.at))
    if not interviewed:
        return "There was no interview yet: nothing waits for a message."
    return "No source speaks of any message that would make sense now."


def message_words(agenda: Agenda, item: Item) -> str:
    """`A thank-you by email or phone to Kim Lee or Raj Patel (each alone)`."""
    way = listed((channel_words(channel) for channel in item.channels), "or")
    people = [people_words(agenda.case, to) for to in item.people if to]
    to = f" to {listed(people, 'or')}" if people else ""
    act = act_words(item.act)
    return f"{act[0].upper()}{act[1:]} {way}{to}"


def moment_of(agenda: Agenda, item: Item) -> str:
    """`, by Tue 3 Mar 15:00`, `, from Mon 16 Mar 00:00 to Tue 17 Mar 00:00`, or nothing."""
    year = agenda.at.year
    match item.standing:
        case Standing.DUE if item.deadline is not None:
            return f", before {short_moment(item.deadline, year)}"
        case Standing.WAIT if item.opens is not None:
            until = f" to {short_moment(item.closes, year)}" if item.closes else " on"
            return f", from {short_moment(item.opens, year)}{until}"
        case Standing.FINE if item.closes is not None:
            return f", before {short_moment(item.closes, year)}"
        case _:
            return ""


def why(item: Item) -> str:
    """One line: who asks for it or stands against it, and the rule that tells most."""
    parts = [part for part in (_sides(item), _least(item), _reason(item)) if part]
    return " ".join(parts)


def _sides(item: Item) -> str:
    if item.standing is Standing.CLOSED:
        favour = f", {listed(item.favoured_by)} for it" if item.favoured_by else ""
        return f"{_verb(item.opposed_by, 'is', 'are')} against it{favour}."
    if item.asked_by:
        then = " then" if item.standing is Standing.WAIT else ""
        return f"{_verb(item.asked_by, 'asks', 'ask')} for it{then}."
    if item.favoured_by:
        return f"{_verb(item.favoured_by, 'permits', 'permit')} it."
    return "No source asks for it, none opposes it."


def _verb(sources: tuple[str, ...], one: str, several: str) -> str:
    names = listed(sources)
    return f"{names} {one if len(sources) == 1 else several}"


def _least(item: Item) -> str:
    if item.least is None or not item.least.opposes:
        return ""
    end = f" to {short_moment(item.least.end)}" if item.least.end else " on"
    return f"Fewest against: {short_moment(item.least.start)}{end} ({listed(item.least.opposes)})."


def _reason(item: Item) -> str:
    if item.reason is None:
        return ""
    return f"{item.reason.source}: {item.reason.says}"
