"""The history of a case as text: a timeline with day numbers, silences and what was promised."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from courtesy.case import Case, Event
from courtesy.keeping.timeline import Promise, Step, Timeline
from courtesy.reports.words import channel_words, moment_words, people_words

if TYPE_CHECKING:
    from rich.console import Console

_HOUR = timedelta(hours=1)
_NARROW = 60


def print_timeline(console: Console, timeline: Timeline) -> None:
    """Write the timeline: whose it is, one line an event with `now` in its place, and how it stands."""
    case = timeline.case
    console.print(Text(_title(case), style="bold"))
    console.print(Text(f"times in {case.timezone.key}", style="dim"))
    console.print()
    if timeline.past or timeline.coming:
        console.print(_table(timeline, narrow=console.width < _NARROW))
        console.print()
    for line in standing(timeline):
        console.print(line)


def standing(timeline: Timeline) -> Iterable[str]:
    """How the case stands, in sentences: the day, the silence, the promised date."""
    if not timeline.past and not timeline.coming:
        yield "Nothing has happened yet: `courtesy case log FILE interview --at MOMENT` adds the interview."
        return
    yield f"Now is {moment_words(timeline.now)}{_day_words(timeline.day)}."
    if timeline.past and timeline.silent_days is not None:
        last = timeline.past[-1].event
        yield f"The last event was {_event_word(last)}, {_days_ago(timeline.silent_days)}."
    if timeline.promise:
        yield _promise_words(timeline.promise)


def _title(case: Case) -> str:
    work = " at ".join(word for word in (case.position, case.company) if word)
    return ", ".join(word for word in (work, case.candidate.name) if word) or "An application"


def _table(timeline: Timeline, *, narrow: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("day", justify="right", no_wrap=True)
    table.add_column("when", no_wrap=not narrow)
    table.add_column("after", no_wrap=True)
    table.add_column("what", ratio=1, overflow="fold")
    for step in timeline.past:
        table.add_row(*_row(timeline.case, step, narrow=narrow))
    table.add_row(_number(timeline.day), _when(timeline.now, narrow=narrow), "", Text("now"), style="bold")
    for step in timeline.coming:
        table.add_row(*_row(timeline.case, step, narrow=narrow), style="dim")
    promise = timeline.promise
    if promise and promise.days_left >= 0:
        table.add_row(_number(promise.day), _date(promise.by), "", "the promised date ends", style="yellow")
    return table


def _row(case: Case, step: Step, *, narrow: bool) -> tuple[str, str, str, Text]:
    return (
        _number(step.day),
        _when(step.event.at, narrow=narrow),
        _silence(step),
        Text(_happened(case, step), style="cyan" if step.by_candidate else ""),
    )


def _happened(case: Case, step: Step) -> str:
    """One event in words: who did what to whom, how, and what was said."""
    event = step.event
    parts = [
        f"{_event_word(event)}{_round(event)}",
        _people(case, event),
        channel_words(event.channel) if event.channel else "",
        f"until {event.ends:%H:%M}" if event.ends and event.ends.date() == event.at.date() else "",
        f"until {moment_words(event.ends)}" if event.ends and event.ends.date() != event.at.date() else "",
        f"by {_date(event.by)}" if event.by else "",
        f"says {event.says}" if event.says else "",
        *(f"{name} {value}" for name, value in event.extra),
    ]
    first, *others = (part for part in parts if part)
    arrow = "→ " if step.by_candidate else "← " if event.event != "interview" else "● "
    return arrow + ", ".join([first, *others])


def _people(case: Case, event: Event) -> str:
    words = [
        f"with {people_words(case, event.with_)}" if event.with_ else "",
        f"to {people_words(case, event.to)}" if event.to else "",
        f"from {people_words(case, [event.from_])}" if event.from_ else "",
        f"names {people_words(case, [event.who])}" if event.who else "",
    ]
    return ", ".join(word for word in words if word)


def _event_word(event: Event) -> str:
    return event.event.replace("_", " ")


def _round(event: Event) -> str:
    return f" (round {event.round})" if event.round is not None else ""


def _number(day: int | None) -> str:
    return "" if day is None else str(day)


def _when(moment: datetime, *, narrow: bool) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if narrow else moment_words(moment)


def _date(moment: datetime) -> str:
    return moment_words(moment).rpartition(",")[0]


def _silence(step: Step) -> str:
    """The time since the event before: minutes, hours, or calendar days once a midnight lies between."""
    if step.silence is None or step.days is None:
        return ""
    if step.days > 0:
        return _counted(step.days, "day")
    if step.silence >= _HOUR:
        return _counted(int(step.silence / _HOUR), "hour")
    minutes = int(step.silence / timedelta(minutes=1))
    return _counted(minutes, "min", plural="min") if minutes else ""


def _counted(number: int, word: str, plural: str = "") -> str:
    return f"{number} {word if number == 1 else plural or word + 's'}"


def _day_words(day: int | None) -> str:
    if day is None:
        return ""
    if day < 0:
        return f", {_counted(-day, 'day')} before the interview"
    return f", day {day} after the latest interview" if day else ", the day of the interview"


def _days_ago(days: int) -> str:
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"


def _promise_words(promise: Promise) -> str:
    left, date = promise.days_left, _date(promise.by)
    if left < 0:
        return f"The employer promised word by {date}: {_counted(-left, 'day')} overdue."
    if left == 0:
        return f"The employer promised word by {date}: today is the last day."
    return f"The employer promised word by {date}: {_counted(left, 'day')} left."
