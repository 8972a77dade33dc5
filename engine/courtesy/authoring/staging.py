"""From a draft of a situation to an example of a card: the same diary in the compact form that a coach reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from courtesy.audit.draft import DAY, Draft, Happening, clock_text, event_data, minute_at
from courtesy.authoring.examples import DAY as PROPOSAL_DAY
from courtesy.authoring.examples import HOUR_OF_DAYS_AGO, NOON
from courtesy.vocabulary import Vocabulary

_NOON = NOON.hour * 60
_MORNING = HOUR_OF_DAYS_AGO.hour * 60
_MANAGER = "hiring_manager"


def examples_of(draft: Draft, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """The draft as `given` and `propose`: first moved to the examples' own day, then on its own days.

    The cast of an example has one person a role: of two with one role the second gets a free role, and whoever asked
    for the draft looks whether it will still do. Nothing where there are more people than roles.
    """
    if len(draft.people) > len(vocabulary.roles):
        return
    today = draft.now - draft.now % DAY
    usual = minute_at(PROPOSAL_DAY.toordinal(), 0)
    for cast in _casts(draft, tuple(vocabulary.roles)):
        yield _example(_later(cast, usual - today), vocabulary)
        if usual != today:
            yield _example(cast, vocabulary)


def _casts(draft: Draft, roles: Sequence[str]) -> Iterator[Draft]:
    """The draft with everybody called by a role of their own: a second one of a role by each free role in turn."""
    asked = [role for _, role in draft.people]
    extra = len(asked) > len(set(asked))
    for turn in range(len(roles) if extra else 1):
        names: dict[str, str] = {}
        for identifier, role in draft.people:
            free = [other for other in roles if other not in (*names.values(), *asked)]
            names[identifier] = role if role not in names.values() else free[turn % len(free)]
        yield _renamed(draft, names)


def _renamed(draft: Draft, names: Mapping[str, str]) -> Draft:
    return draft._replace(
        people=tuple((name, name) for name in names.values()),
        to=tuple(names[person] for person in draft.to),
        events=tuple(_recast(event, names) for event in draft.events),
    )


def _recast(event: Happening, names: Mapping[str, str]) -> Happening:
    return event._replace(
        with_=tuple(names[person] for person in event.with_),
        to=tuple(names[person] for person in event.to),
        from_=None if event.from_ is None else names[event.from_],
        who=None if event.who is None else names[event.who],
    )


def _later(draft: Draft, minutes: int) -> Draft:
    events = tuple(
        event._replace(
            start=event.start + minutes,
            ends=None if event.ends is None else event.ends + minutes,
            by=None if event.by is None else event.by + minutes,
        )
        for event in draft.events
    )
    return draft._replace(events=events, now=draft.now + minutes)


def _example(draft: Draft, vocabulary: Vocabulary) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for event in draft.events:
        given.setdefault(event.event, []).append(_happened(event, draft, vocabulary))
    found = {word: times[0] if len(times) == 1 else times for word, times in given.items()}
    if draft.traits:
        found["traits"] = sorted(draft.traits)
    return ({"given": found} if found else {}) | {"propose": _proposal(draft)}


def _proposal(draft: Draft) -> dict[str, Any]:
    data: dict[str, Any] = {"act": draft.act}
    if draft.channel != "email":
        data["channel"] = draft.channel
    if draft.to != (_MANAGER,):
        data["to"] = list(draft.to)
    moment = clock_text(draft.now)
    if draft.now - draft.now % DAY != minute_at(PROPOSAL_DAY.toordinal(), 0):
        data["at"] = moment
    elif draft.now % DAY != _NOON:
        data["at"] = moment.split(" ")[1]
    return data


def _happened(event: Happening, draft: Draft, vocabulary: Vocabulary) -> Any:
    usual = _usual(event.event, vocabulary)
    fields = {
        name: value
        for name, value in _known_fields(event, vocabulary).items()
        if name != "event" and value != usual.get(name)
    }
    fields["at"] = _ago(event.start, draft.now)
    return fields["at"] if len(fields) == 1 else fields


def _known_fields(event: Happening, vocabulary: Vocabulary) -> dict[str, Any]:
    """The fields of an event that its word has.

    A draft gives the events of a pack recipients, as it does to messages: where the word knows a sender instead, the
    first of them sends it.
    """
    word = vocabulary.events[event.event]
    known = {"at", *word.required, *word.optional, *word.fields}
    fields = event_data(event)
    if event.to and "to" not in known and event.from_ is None:
        fields["from"] = event.to[0]
    return {name: value for name, value in fields.items() if name in known}


def _ago(start: int, now: int) -> str:
    if start % DAY == _MORNING:
        return days_ago((now // DAY) - (start // DAY))
    return clock_text(start)


def days_ago(days: int) -> str:
    """`3 days ago`."""
    return "1 day ago" if days == 1 else f"{days} days ago"


def _usual(word: str, vocabulary: Vocabulary) -> Mapping[str, Any]:
    """The fields that an example fills in by itself."""
    if word == "interview":
        return {"with": [_MANAGER], "channel": "in_person"}
    if vocabulary.events[word].by_candidate:
        return {"to": [_MANAGER], "channel": "email"}
    return {"from": _MANAGER, "channel": "email", "who": _MANAGER}
