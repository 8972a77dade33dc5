"""What an import found: events that a mail or an appointment suggests, each with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from courtesy.case import Case, Event
from courtesy.frozen import dataclass
from courtesy.keeping.entry import Entry, make_entry, moment_text

_SAME_MOMENT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A question: whether this address is that of the case's person whose name it carries."""

    person: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An event that was found, not yet taken.

    `event` is the word of the vocabulary, None where the text does not tell; `likely` are the words to choose from
    then, the likeliest first. `sure` is true where nothing but this can be meant; whatever is not sure is asked for.
    `because` tells what it rests on, in words. `already` is the event of the case that seems to be the same.
    """

    origin: str
    file: str
    title: str
    at: datetime
    event: str | None
    likely: tuple[str, ...]
    sure: bool
    because: tuple[str, ...]
    ends: datetime | None = None
    with_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    from_: str | None = None
    channel: str | None = None
    says: str | None = None
    identities: tuple[Identity, ...] = ()
    already: Event | None = None

    def entry(self, case: Case, event: str) -> Entry:
        """The event as it is written into the case file."""
        zone = case.timezone
        return make_entry(
            {
                "event": event,
                "at": moment_text(self.at, zone),
                "ends": moment_text(self.ends, zone) if self.ends else None,
                "with": self.with_,
                "to": self.to,
                "from": self.from_,
                "channel": self.channel,
                "says": self.says if event == "reply" else None,
            },
            self.origin,
        )


def same_event(case: Case, at: datetime, words: Sequence[str], people: Sequence[str]) -> Event | None:
    """The event of the case that was noted by hand and seems to be the same: word, people, and half an hour."""
    return next((event for event in case.events if _is_same(event, at, words, people)), None)


def _is_same(event: Event, at: datetime, words: Sequence[str], people: Sequence[str]) -> bool:
    involved = {*event.with_, *event.to, event.from_}
    close = abs(event.at - at) <= _SAME_MOMENT
    return close and event.event in words and (not people or bool(involved & set(people)))
