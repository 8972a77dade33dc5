"""Words for windows: moments without needless years, intervals, rules without their source, what an axis marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from courtesy.case import Event
from courtesy.frozen import dataclass
from courtesy.reports.words import WEEKDAY_NAMES, act_words, channel_words, month_name, people_words
from courtesy.verdict import Verdict
from courtesy.windows.compute import SourceWindows, Windows

LETTER = {
    Verdict.FORBIDDEN: "F",
    Verdict.DISCOURAGED: "D",
    Verdict.SILENT: "·",
    Verdict.PERMITTED: "P",
    Verdict.RECOMMENDED: "R",
    Verdict.REQUIRED: "M",
}
"""One letter a verdict, for lanes without colour: M as in must."""

_EVENTS = {
    "interview": "interview",
    "timeline_given": "a date was promised",
    "contact_named": "a contact was named",
    "channel_invited": "a channel was invited",
    "reply": "they answered",
    "rejection": "rejection",
    "offer": "offer",
}


def short_moment(moment: datetime, year: int | None = None) -> str:
    """`Mon 9 Mar 00:00`; with the year where it is not `year`, with the offset where the clock shows it twice."""
    day = f"{WEEKDAY_NAMES[moment.weekday()]} {moment.day} {month_name(moment)}"
    written = day if year is None or moment.year == year else f"{day} {moment.year}"
    return f"{written} {moment:%H:%M}{_offset_where_needed(moment)}"


def _offset_where_needed(moment: datetime) -> str:
    if moment.replace(fold=0).utcoffset() == moment.replace(fold=1).utcoffset():
        return ""
    return f" ({moment:%z})"


def interval_words(start: datetime, end: datetime, windows: Windows) -> str:
    """`Mon 9 Mar 00:00 – Tue 17 Mar 00:00`, `from Mon 9 Mar 00:00 on` where it lasts to the horizon."""
    year = windows.proposal.at.year
    first = short_moment(start, year)
    if windows.is_open(end):
        return f"from {first} on"
    return f"{first} – {short_moment(end, year)}"


def rule_words(source: str | None, rules: Iterable[str]) -> str:
    """Rule ids, without the source where all of them are its own."""
    return ", ".join(rule.removeprefix(f"{source}/") if source else rule for rule in rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An instant of the history, or one that was promised, as an axis shows it."""

    at: datetime
    words: str
    promised: bool = False


def marks(windows: Windows, start: datetime, end: datetime) -> tuple[Mark, ...]:
    """What the history holds in [start, end), and the promised dates that lie in it, in order."""
    events = windows.case.events
    seen = [Mark(at=event.at, words=event_words(windows, event)) for event in events]
    promised = [Mark(at=event.by, words="promised date", promised=True) for event in events if event.by is not None]
    return tuple(sorted((mark for mark in (*seen, *promised) if start <= mark.at < end), key=lambda mark: mark.at))


def event_words(windows: Windows, event: Event) -> str:
    """`a thank-you to Kim Lee`, `interview with Kim Lee and Raj Patel`, `they answered`."""
    if event.to:
        return f"{act_words(event.event)} to {people_words(windows.case, event.to)}"
    said = _EVENTS.get(event.event, act_words(event.event))
    return f"{said} with {people_words(windows.case, event.with_)}" if event.with_ else said


def listed_verdicts(given: Iterable[Verdict]) -> Sequence[Verdict]:
    """The verdicts that occur, in the order of their strength."""
    occurring = set(given)
    return [verdict for verdict in Verdict if verdict in occurring]


def asked_words(windows: Windows) -> str:
    """`A follow-up by email to Kim Lee`."""
    proposal = windows.proposal
    to = f" to {people_words(windows.case, proposal.to)}" if proposal.to else ""
    words = f"{act_words(proposal.act)} {channel_words(proposal.channel)}{to}"
    return f"{words[0].upper()}{words[1:]}"


def looked_words(windows: Windows) -> str:
    """`from Tue 3 Mar 09:00 to Sat 2 May 10:00 2026`."""
    return f"from {short_moment(windows.proposal.at)} to {short_moment(windows.horizon)} {windows.horizon.year}"


def no_agreement_words(windows: Windows) -> str:
    """Why there is no agreed window."""
    if all(is_silent(source) for source in windows.sources):
        return "No source speaks of it."
    return "Agreed: never; at no time are all sources that speak for it."


def is_silent(source: SourceWindows) -> bool:
    """True where the source says nothing throughout."""
    return all(window.verdict is Verdict.SILENT for window in source.windows)
