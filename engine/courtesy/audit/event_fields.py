"""Which fields an event carries: all acts have the same ones, the employer's events their own, those of packs what they say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from courtesy.audit.draft import DAY, Draft, Happening
from courtesy.history import INTERVIEW
from courtesy.vocabulary import EventWord, Vocabulary

EMPLOYER_WORDS = frozenset(("reply", "rejection", "offer", "timeline_given", "contact_named", "channel_invited"))
"""The employer's own events; a reply to the employer needs one of them."""

NO_WORDS: Mapping[str, EventWord] = MappingProxyType({})

T = TypeVar("T")


def added_words(vocabulary: Vocabulary) -> Mapping[str, EventWord]:
    """The events that packs add: neither acts nor any of those that audits know."""
    known = EMPLOYER_WORDS | {INTERVIEW} | frozenset(vocabulary.acts)
    return {name: word for name, word in vocabulary.events.items() if name not in known}


def is_complete(event: Happening, word: EventWord | None) -> bool:
    """The event carries the fields that it must have, and, given its `word` in a pack, none that it may not have."""
    if word is not None:
        carried = _carried(event)
        return carried.issuperset(word.required) and carried.issubset({*word.required, *word.optional, *word.fields})
    match event.event:
        case "interview":
            return bool(event.with_)
        case "contact_named":
            return event.who is not None
        case "channel_invited":
            return event.channel is not None
        case "timeline_given":
            return event.by is not None
        case kind:
            return bool(event.to) or kind in EMPLOYER_WORDS


def _carried(event: Happening) -> set[str]:
    """The fields that an event carries, as case files name them."""
    values = {
        "ends": event.ends,
        "channel": event.channel,
        "with": event.with_ or None,
        "to": event.to or None,
        "from": event.from_,
        "who": event.who,
        "says": event.says,
        "round": event.round,
        "by": event.by,
    }
    return {name for name, value in values.items() if value is not None} | {name for name, _ in event.extra}


def fitted(draft: Draft, added: Mapping[str, EventWord]) -> Draft:
    """The draft in which the events of packs have the fields that they must have, and none that they may not."""
    if not added or not any(event.event in added for event in draft.events):
        return draft
    return draft._replace(events=tuple([_fitted(event, added.get(event.event), draft) for event in draft.events]))


def _fitted(event: Happening, word: EventWord | None, draft: Draft) -> Happening:
    if word is None:
        return event
    people = draft.to[:1]
    person = people[0] if people else None
    evening = event.start - event.start % DAY + DAY - 1
    return Happening(
        event=event.event,
        start=event.start,
        channel=_kept(word, "channel", event.channel, "email"),
        with_=_kept(word, "with", event.with_ or None, people) or (),
        to=_kept(word, "to", event.to or None, people) or (),
        from_=_kept(word, "from", event.from_, person),
        who=_kept(word, "who", event.who, person),
        says=_kept(word, "says", event.says, next(iter(word.says), None)),
        round=_kept(word, "round", event.round, 1),
        by=_kept(word, "by", event.by, evening),
        extra=tuple((name, value) for name, value in event.extra if name in word.fields),
    )


def _kept(word: EventWord, name: str, value: T | None, usual: T) -> T | None:
    """A field's value where the word allows it; where it is missing and must be there, the usual one."""
    if name not in word.required:
        return value if name in word.optional else None
    return usual if value is None else value
