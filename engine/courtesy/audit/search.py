"""The search for a witness: from a small draft on, repaired literal by literal until the formula holds.

Best first: the draft with the fewest changes behind it and before it, of equals the nearest, the smallest, the one found
first. What is found is a proof by example; what is not found is decided elsewhere.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from courtesy.audit.draft import DAY, MONDAY, Draft, Happening, untied
from courtesy.audit.event_fields import fitted
from courtesy.audit.formula import Atom, Catalogue, Formula, World
from courtesy.audit.repairs import repairs

_HOUR = 60
_STEPS = 400
"""How many drafts one search evaluates at most."""


def first_draft(act: str, readings: tuple[tuple[str, str], ...]) -> Draft:
    """An interview with the hiring manager, and a proposal to that person by e-mail on the next day.

    An answer to the employer has something to answer.
    """
    interview = Happening(event="interview", start=MONDAY + 10 * 60, with_=("hiring_manager",))
    reply = Happening(event="reply", start=MONDAY + DAY + 10 * 60, from_="hiring_manager", channel="email")
    return Draft(
        events=(interview, reply) if act == "status_reply" else (interview,),
        people=(("hiring_manager", "hiring_manager"),),
        act=act,
        channel="email",
        to=("hiring_manager",),
        now=MONDAY + DAY + 12 * 60,
        readings=readings,
    )


def stories(act: str, readings: tuple[tuple[str, str], ...]) -> Iterator[Draft]:
    """Longer diaries to start from: two interviews with different people, and an answer between two messages.

    The proposal goes to those whom the first interview was with. The second is on the next day, or an hour later;
    then the first is with two people, and the second.
    """
    once = first_draft(act, readings)
    interview, *rest = once.events
    then, second = once.with_person("hiring_manager")
    then, third = then.with_person("hiring_manager")
    pair = interview._replace(with_=(*once.to, third))
    for one, many, later in (
        (interview, (second,), DAY),
        (interview, (second,), _HOUR),
        (pair, (second,), _HOUR),
        (interview, (second, third), _HOUR),
    ):
        other = Happening(event="interview", start=interview.start + later, with_=many)
        people = then.people if third in (*one.with_, *many) else then.people[:-1]
        told = then.with_events((one, other, *rest))
        yield told._replace(people=people, to=one.with_, now=told.events[-1].start + _HOUR)
    yield _answered(once)


def _answered(draft: Draft) -> Draft:
    """The diary with a message of the act, an answer, and another message, a day apart."""
    start = draft.events[-1].start
    message = Happening(event=draft.act, start=start + DAY, channel="email", to=draft.to)
    answer = Happening(event="reply", start=start + 2 * DAY, channel="email")
    again = message._replace(start=start + 3 * DAY)
    return draft.with_events((*draft.events, message, answer, again))._replace(now=start + 4 * DAY)


def search(
    catalogue: Catalogue,
    formula: Formula,
    starts: Iterable[Draft],
    *,
    fixed_readings: bool = True,
    steps: int = _STEPS,
) -> Draft | None:
    """A draft in which the formula holds, or None where none was found within `steps` drafts."""
    frontier = _Frontier(formula=formula)
    catalogue.forget()
    seen: set[World] = set()
    for world in _children(catalogue, starts, seen):
        if frontier.add(world, steps=0):
            return world.draft
    while frontier.heap and len(seen) < steps:
        taken, world = frontier.nearest()
        repaired = _repaired(world, formula, fixed_readings=fixed_readings)
        for child in _children(catalogue, repaired, seen):
            if frontier.add(child, steps=taken + 1):
                return child.draft
    return None


@dataclass(slots=True, kw_only=True)
class _Frontier:
    """Drafts to repair, by the changes that led to them and those that they still need."""

    formula: Formula
    heap: list[tuple[int, int, int, int, int, World]] = field(default_factory=list)
    added: int = 0

    def add(self, world: World, *, steps: int) -> bool:
        """One more draft; True where the formula holds in it."""
        distance = world.distance(self.formula)
        self.added += 1
        heapq.heappush(self.heap, (distance + steps, distance, size(world.draft), self.added, steps, world))
        return distance == 0

    def nearest(self) -> tuple[int, World]:
        """The most promising draft, and how many changes led to it."""
        *_, steps, world = heapq.heappop(self.heap)
        return steps, world


def _children(catalogue: Catalogue, drafts: Iterable[Draft], seen: set[World]) -> Iterator[World]:
    # A draft has one world during a search, and worlds are told apart by identity: drafts are costly to compare.
    for draft in drafts:
        world = catalogue.world(untied(fitted(draft, catalogue.added)))
        if world not in seen:
            seen.add(world)
            if world.sound:
                yield world


def _repaired(world: World, formula: Formula, *, fixed_readings: bool) -> Iterator[Draft]:
    atoms: dict[int, Atom] = {id(atom): atom for atom in world.wanted(formula)}
    for atom in atoms.values():
        for draft in repairs(world.draft, atom.literal):
            if not fixed_readings or draft.readings == world.draft.readings:
                yield draft


def size(draft: Draft) -> int:
    """How much there is to read in a draft."""
    spoken = len(draft.traits) + len(draft.message) + len(draft.to)
    return 4 * len(draft.events) + 2 * len(draft.people) + spoken
