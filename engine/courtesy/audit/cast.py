"""Who is who in a draft, and how to get somebody who passes a test of people."""

from __future__ import annotations

from collections.abc import Iterator

from courtesy.audit.draft import Draft, Happening
from courtesy.condition import Group, People

ROLES = (
    "hiring_manager",
    "interviewer",
    "hr",
    "recruiter",
    "executive",
    "receptionist",
    "employee",
    "agency_recruiter",
    "unknown",
)
"""The plain roles first: a witness takes the first that will do."""


def latest(draft: Draft, word: str) -> int | None:
    """The place of the latest event of a word that the proposal sees."""
    places = [place for place, event in enumerate(draft.events) if event.event == word and event.start <= draft.now]
    return places[-1] if places else None


def members(draft: Draft, group: Group | None) -> tuple[str, ...]:
    """The ids of a group, in order."""
    match group:
        case None:
            return tuple(identifier for identifier, _ in draft.people)
        case Group.SAME:
            return draft.to
        case Group.OTHERS:
            return tuple(identifier for identifier, _ in draft.people if identifier not in draft.to)
        case Group.MET:
            place = latest(draft, "interview")
            return () if place is None else draft.events[place].with_
        case Group.EVER_MET:
            seen = [event for event in draft.events if event.start <= draft.now]
            return tuple(person for event in seen for person in event.with_)
        case Group.CONTACT_NAMED:
            place = latest(draft, "contact_named")
            who = None if place is None else draft.events[place].who
            return () if who is None else (who,)


def passing(draft: Draft, people: People) -> tuple[str, ...]:
    """The ids of those who pass the test, in order, each once."""
    roles = draft.roles
    ids = dict.fromkeys(members(draft, people.group))
    return tuple(
        person
        for person in ids
        if (people.roles is None or roles.get(person) in people.roles)
        and all((person, way.value) in draft.reach for way in people.has)
        and all((person, way.value) not in draft.reach for way in people.lacks)
    )


def role_order(roles: frozenset[str] | None) -> tuple[str, ...]:
    """Roles to try: the plain ones first, at most three."""
    if roles is None:
        return ROLES[:2]
    known = [role for role in ROLES if role in roles]
    return (*known, *sorted(roles.difference(known)))[:3]


def somebody(draft: Draft, people: People) -> Iterator[tuple[Draft, str]]:
    """Drafts with somebody who passes the test: who is there already, who can be made to, somebody new."""
    for person in passing(draft, people):
        yield draft, person
    for then, person in _candidates(draft, people):
        kept = {pair for pair in then.reach if pair[0] != person}
        known = {pair for pair in then.reach if pair[0] == person}
        wanted = known | {(person, way.value) for way in people.has}
        left = wanted - {(person, way.value) for way in people.lacks}
        yield then._replace(reach=frozenset(kept | left)), person


def _candidates(draft: Draft, people: People) -> Iterator[tuple[Draft, str]]:
    roles = draft.roles
    for person, role in draft.people:
        if people.roles is None or role in people.roles:
            yield from _joining(draft, person, people.group)
    for role in role_order(people.roles):
        if people.roles is not None or role not in roles.values():
            with_person, person = draft.with_person(role)
            yield from _joining(with_person, person, people.group)


def outsider(draft: Draft, people: People) -> Iterator[tuple[Draft, str]]:
    """Drafts with somebody who does not pass the test."""
    inside = passing(draft, people)
    for person, _ in draft.people:
        if person not in inside:
            yield draft, person
    roles = [role for role in ROLES if people.roles is None or role not in people.roles]
    for role in roles[:2] if people.group is None else ROLES[:1]:
        if people.group is not None or people.roles is not None:
            yield draft.with_person(role)


def _joining(draft: Draft, person: str, group: Group | None) -> Iterator[tuple[Draft, str]]:
    match group:
        case None | Group.OTHERS:
            yield draft._replace(to=tuple(each for each in draft.to if group is None or each != person)), person
        case Group.SAME:
            if person not in draft.to:
                yield draft._replace(to=(person,)), person
        case Group.MET | Group.EVER_MET:
            place = latest(draft, "interview")
            if place is not None and person not in draft.events[place].with_:
                event = draft.events[place]
                yield draft.changed(place, event._replace(with_=(*event.with_, person))), person
        case Group.CONTACT_NAMED:
            place = latest(draft, "interview")
            start = draft.now if place is None else draft.events[place].start
            named = Happening(event="contact_named", start=start, who=person)
            yield draft.with_event(named), person
