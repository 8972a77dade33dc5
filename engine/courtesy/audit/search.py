"""The search for a witness: from a small draft on, repaired literal by literal until the formula holds.

Best first: the draft that needs the fewest changes, of equals the smallest, of equals the one found first. What is found
is a proof by example; what is not found is decided elsewhere.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import count

from courtesy.audit.draft import DAY, MONDAY, Draft, Happening
from courtesy.audit.formula import Atom, Catalogue, Formula, World
from courtesy.audit.integrity import is_sound
from courtesy.audit.repairs import repairs

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


def search(
    catalogue: Catalogue,
    formula: Formula,
    starts: Iterable[Draft],
    *,
    fixed_readings: bool = True,
    steps: int = _STEPS,
) -> Draft | None:
    """A draft in which the formula holds, or None where none was found within `steps` drafts."""
    ticket = count()
    seen: set[Draft] = set()
    heap: list[tuple[int, int, int, Draft, World]] = []
    for child in _children(starts, seen):
        world = World(catalogue, child)
        heapq.heappush(heap, (world.distance(formula), size(child), next(ticket), child, world))
    while heap and len(seen) < steps:
        distance, _, _, draft, world = heapq.heappop(heap)
        if distance == 0:
            return draft
        for child in _children(_repaired(world, formula, fixed_readings=fixed_readings), seen):
            there = World(catalogue, child)
            far = there.distance(formula)
            if far == 0:
                return child
            heapq.heappush(heap, (far, size(child), next(ticket), child, there))
    return None


def _children(drafts: Iterable[Draft], seen: set[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        if draft not in seen:
            seen.add(draft)
            if is_sound(draft):
                yield draft


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
