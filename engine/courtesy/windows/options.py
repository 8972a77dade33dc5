"""Which messages make sense now: for each act the people it could go to and the channels it could take.

Common sense only, no advice: whom one met or was told to write to, what waits for an answer. Whether such a message is
welcome is for the rules to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from courtesy.case import Case, Event, Person, Proposal
from courtesy.frozen import dataclass

EMAIL = "email"
NETWORK = "linkedin"

_DECIDERS = ("hiring_manager", "recruiter", "agency_recruiter", "hr")
"""Roles that one can ask where an application stands, those who decide first."""

_OFFICE = ("receptionist", "hr", "recruiter")
"""Roles that know how an interviewer can be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A message that could be sent: act, channel and recipients (nobody where nobody is known)."""

    act: str
    channel: str
    to: tuple[str, ...]

    def proposal(self, at: datetime) -> Proposal:
        """The option at a moment."""
        return Proposal(act=self.act, channel=self.channel, to=self.to, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What was seen until the moment: the case, its events, and who took part in the latest interview."""

    case: Case
    events: tuple[Event, ...]
    interview: Event
    met: tuple[str, ...]

    def latest(self, *words: str) -> Event | None:
        """The latest event of these words since the latest interview."""
        return next((event for event in reversed(self.since) if event.event in words), None)

    @property
    def since(self) -> tuple[Event, ...]:
        """The events from the latest interview on."""
        return self.events[self.events.index(self.interview) :]

    def reached(self, act: str) -> frozenset[str]:
        """Who got such a message since the latest interview."""
        return frozenset(person for event in self.since if event.event == act for person in event.to)

    def in_roles(self, *roles: str) -> tuple[str, ...]:
        """The people of these roles, role by role."""
        return tuple(person.id for role in roles for person in self.case.people if person.role == role)


def sensible_options(case: Case, at: datetime, acts: Sequence[str]) -> tuple[Option, ...]:
    """The messages that make sense at a moment, in the order of `acts`; none before the first interview."""
    events = case.seen_at(at)
    interview = next((event for event in reversed(events) if event.event == "interview"), None)
    if interview is None:
        return ()
    scene = _Scene(case=case, events=events, interview=interview, met=interview.with_)
    return tuple(dict.fromkeys(option for act in acts for option in _options(scene, act)))


def _options(scene: _Scene, act: str) -> Iterator[Option]:
    people = _PEOPLE.get(act, _anybody)
    for to in people(scene):
        for channel in _channels(scene, act, to):
            yield Option(act=act, channel=channel, to=to)


def _channels(scene: _Scene, act: str, to: tuple[str, ...]) -> tuple[str, ...]:
    """Email, the channel of the latest reply, and what was invited since the interview.

    Contact data are looked up on a network, or asked for by phone; one connects on a network.
    """
    match act:
        case "connection_request":
            return (NETWORK,)
        case "contact_lookup":
            return ("phone",) if to else (NETWORK,)
        case _:
            reply = scene.latest("reply")
            invited = [event.channel for event in scene.since if event.event == "channel_invited"]
            found = [EMAIL, reply.channel if reply else None, *invited]
            return tuple(dict.fromkeys(channel for channel in found if channel))


# --- to whom ------------------------------------------------------------------------------------------------------


def _unthanked(scene: _Scene) -> Iterator[tuple[str, ...]]:
    thanked = scene.reached("thank_you")
    waiting = tuple(person for person in scene.met if person not in thanked)
    yield from ((person,) for person in waiting)
    if len(waiting) > 1:
        yield waiting
    if not scene.met and scene.latest("thank_you") is None:
        yield from _anybody(scene)


def _deciders(scene: _Scene) -> Iterator[tuple[str, ...]]:
    """The contact that was named, those who decide, else those one met."""
    named = [event.who for event in reversed(scene.events) if event.event == "contact_named" and event.who]
    found = dict.fromkeys([*named[:1], *scene.in_roles(*_DECIDERS)]) or dict.fromkeys(scene.met)
    yield from ((person,) for person in found)
    if not found:
        yield ()


def _waiting_for_an_answer(scene: _Scene) -> Iterator[tuple[str, ...]]:
    reply = scene.latest("reply")
    if reply is not None and scene.latest("reply", "status_reply") is reply:
        yield from ((reply.from_,),) if reply.from_ else _first_decider(scene)


def _who_turned_one_down(scene: _Scene) -> Iterator[tuple[str, ...]]:
    rejection = scene.latest("rejection")
    if rejection is not None and scene.latest("feedback_request") is None:
        yield from ((rejection.from_,),) if rejection.from_ else _first_decider(scene)


def _new_contacts(scene: _Scene) -> Iterator[tuple[str, ...]]:
    asked = scene.reached("connection_request")
    yield from ((person,) for person in scene.met if person not in asked)


def _who_knows_addresses(scene: _Scene) -> Iterator[tuple[str, ...]]:
    """Only where somebody who was met cannot be reached to be thanked."""
    waiting = set(scene.met) - scene.reached("thank_you")
    if any(_unreachable(scene.case.person(person)) for person in waiting):
        yield from ((person,) for person in scene.in_roles(*_OFFICE)[:1])
        yield ()


def _unreachable(person: Person | None) -> bool:
    return person is not None and person.email is None and person.phone is None


def _managers(scene: _Scene) -> Iterator[tuple[str, ...]]:
    if scene.latest("document_request") is None:
        yield from ((person,) for person in scene.in_roles("hiring_manager"))


def _first_decider(scene: _Scene) -> Iterator[tuple[str, ...]]:
    yield next(_deciders(scene))


def _anybody(scene: _Scene) -> Iterator[tuple[str, ...]]:
    yield from _first_decider(scene)


_PEOPLE: dict[str, Callable[[_Scene], Iterator[tuple[str, ...]]]] = {
    "thank_you": _unthanked,
    "follow_up": _deciders,
    "status_reply": _waiting_for_an_answer,
    "feedback_request": _who_turned_one_down,
    "connection_request": _new_contacts,
    "contact_lookup": _who_knows_addresses,
    "document_request": _managers,
}
"""Whom each act could go to. An act that a pack adds goes to the contact named or to whoever decides."""
