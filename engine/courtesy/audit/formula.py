"""Conditions over numbered signals, and the world of one draft in which they are evaluated.

A nested signal costs more to look up than to compute; so signals get slots once, and a draft's values are computed when
a formula first asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import not_
from typing import Any, TypeAlias, assert_never
from zoneinfo import ZoneInfo

from courtesy.audit.draft import DAY, Draft, day_of, entries
from courtesy.audit.event_fields import NO_WORDS
from courtesy.audit.integrity import is_sound
from courtesy.condition import (
    All,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Is,
    Literal,
    OneOf,
    Reach,
    Signal,
    Value,
)
from courtesy.situation.plan import Compute, compute_function
from courtesy.vocabulary import EventWord


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """A literal by number, with the slot of its signal. A catalogue has one atom for each literal: identity is enough."""

    number: int
    slot: int
    literal: Literal
    test: Callable[[Any], object]
    """Whether a value of the signal satisfies the literal."""


@dataclass(frozen=True, slots=True, eq=False)
class Every:
    """All parts hold. What a world knows of a formula it keeps by the formula's identity."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Some:
    """At least one part holds."""

    parts: tuple[Formula, ...]


Formula: TypeAlias = Atom | Every | Some

_WORLDS = 8192
"""How many worlds are kept where a new search begins; beyond all are forgotten."""

_ALL_WORLDS = 4 * _WORLDS
"""How many are kept at all. No search makes so many: in its midst no world is made anew."""


class Catalogue:
    """The signals of a rulebook by slot, each with the function that computes it; `added` are the events of its packs."""

    def __init__(self, added: Mapping[str, EventWord] = NO_WORDS) -> None:
        self.added = added
        self.signals: list[Signal] = []
        self._slots: dict[Signal, int] = {}
        self._functions: list[Compute | None] = []
        self._formulas: dict[int, tuple[Condition, Formula]] = {}
        self._atoms: dict[Literal, Atom] = {}
        self._worlds: dict[Draft, World] = {}

    def world(self, draft: Draft) -> World:
        """The world of a draft. The same drafts come up for many questions, so the latest worlds are kept."""
        found = self._worlds.get(draft)
        if found is None:
            if len(self._worlds) >= _ALL_WORLDS:
                self._worlds.clear()
            found = self._worlds[draft] = World(self, draft)
        return found

    def forget(self) -> None:
        """Forget the worlds where there are many: before a search, never in its midst."""
        if len(self._worlds) >= _WORLDS:
            self._worlds.clear()

    def slot(self, signal: Signal) -> int:
        """The slot of a signal, a new one where it is not known yet."""
        found = self._slots.get(signal)
        if found is None:
            found = self._slots[signal] = len(self.signals)
            self.signals.append(signal)
            self._functions.append(None)
        return found

    def formula(self, condition: Condition) -> Formula:
        """The condition over slots. The same condition object is translated once."""
        # The condition is kept beside its formula, so that its identity stays its own.
        known = self._formulas.get(id(condition))
        if known is None:
            known = self._formulas[id(condition)] = (condition, self._translated(condition))
        return known[1]

    def _translated(self, condition: Condition) -> Formula:
        match condition:
            case All(parts=parts):
                return Every(tuple(self.formula(part) for part in parts))
            case AnyOf(parts=parts):
                return Some(tuple(self.formula(part) for part in parts))
            case _:
                return self.atom(condition)

    def atom(self, literal: Literal) -> Atom:
        """The one atom of a literal."""
        found = self._atoms.get(literal)
        if found is None:
            found = Atom(len(self._atoms), self.slot(literal.signal), literal, _test(literal))
            self._atoms[literal] = found
        return found

    def function(self, slot: int) -> Compute:
        """The function that computes the slot's signal, alone in a tuple, from what a world lays out."""
        found = self._functions[slot]
        if found is None:
            found = self._functions[slot] = compute_function((self.signals[slot],))
        return found


def _test(literal: Literal) -> Callable[[Any], object]:
    """`literal_holds` for one literal: most values are compared millions of times, so without a function of ours."""
    match literal:
        case Is(value=wanted):
            return bool if wanted else not_
        case AtLeast(value=least):
            return least.__le__
        case AtMost(value=most):
            return most.__ge__
        case OneOf(values=words):
            return words.__contains__
        case _:
            assert_never(literal)


class World:
    """A draft's values by slot, computed when they are asked for; what holds in it is remembered."""

    __slots__ = (
        "_arguments",
        "_catalogue",
        "_distances",
        "_held",
        "_sound",
        "_values",
        "draft",
        "reach",
        "roles",
        "traits",
    )

    zone = ZoneInfo("UTC")

    def __init__(self, catalogue: Catalogue, draft: Draft) -> None:
        self._catalogue = catalogue
        self.draft = draft
        self._values: dict[int, Value] = {}
        self._held: dict[Formula, object] = {}
        self._distances: dict[Formula, int] = {}
        self._sound: bool | None = None

    @property
    def holidays(self) -> frozenset[object]:
        """None in the world of the audits."""
        return frozenset()

    @property
    def sound(self) -> bool:
        """Whether the draft keeps the assumptions of the audits."""
        if self._sound is None:
            self._sound = is_sound(self.draft, self._catalogue.added)
        return self._sound

    def _look(self) -> None:
        """Lay out what signals read. Most drafts are looked at for a moment only, so it waits for the first signal."""
        draft = self.draft
        now = draft.now
        day = day_of(now)
        self.roles = draft.roles
        self.traits = draft.traits
        self.reach = _reach(draft.reach)
        # A draft has what signals read of a proposal (act, channel, to), its world what they read of a diary.
        self._arguments: tuple[Any, ...] = (
            self,
            entries(draft),
            now,
            day,
            (day - 1) % 7,
            now % DAY,
            draft,
            dict(draft.message),
            dict(draft.readings),
        )

    def _value(self, slot: int) -> Value:
        values = self._values
        if not values:
            self._look()
        value = values.get(slot)
        if value is None:
            value = values[slot] = self._catalogue.function(slot)(*self._arguments)[0]
        return value

    def holds(self, formula: Formula) -> bool:
        """Whether the formula holds."""
        found = self._held.get(formula)
        if found is None:
            if isinstance(formula, Atom):
                value = self._values.get(formula.slot)
                found = formula.test(self._value(formula.slot) if value is None else value)
            else:
                found = self._computed(formula)
            self._held[formula] = found
        return found is True

    def _computed(self, formula: Every | Some) -> bool:
        wanted = isinstance(formula, Some)
        known = self._held.get
        for part in formula.parts:
            found = known(part)
            if (self.holds(part) if found is None else found) is wanted:
                return wanted
        return not wanted

    def distance(self, formula: Formula) -> int:
        """How many atoms at least would have to change for the formula to hold; 0 where it holds."""
        found = self._distances.get(formula)
        if found is None:
            if isinstance(formula, Atom):
                value = self._values.get(formula.slot)
                found = 0 if formula.test(self._value(formula.slot) if value is None else value) else 1
            else:
                found = self._sum(formula.parts) if isinstance(formula, Every) else self._nearest(formula.parts)
            self._distances[formula] = found
        return found

    def _sum(self, parts: tuple[Formula, ...]) -> int:
        known = self._distances.get
        total = 0
        for part in parts:
            found = known(part)
            total += self.distance(part) if found is None else found
        return total

    def _nearest(self, parts: tuple[Formula, ...]) -> int:
        known = self._distances.get
        least = _NEVER
        for part in parts:
            found = known(part)
            if found is None:
                found = self.distance(part)
            if found < least:
                if found == 0:
                    return 0
                least = found
        return least

    def wanted(self, formula: Formula) -> Iterable[Atom]:
        """The atoms that fail and would have to change: of alternatives, those of the nearest ones."""
        match formula:
            case Atom():
                return () if self.holds(formula) else (formula,)
            case Every(parts=parts):
                return [atom for part in parts for atom in self.wanted(part)]
            case Some(parts=parts):
                return self._wanted_of_some(parts)

    def _wanted_of_some(self, parts: tuple[Formula, ...]) -> Iterable[Atom]:
        distances = [self.distance(part) for part in parts]
        least = min(distances, default=0)
        if least == 0:
            return ()
        nearest = [part for part, distance in zip(parts, distances, strict=True) if distance == least]
        return [atom for part in nearest for atom in self.wanted(part)]


@lru_cache(maxsize=1024)
def _reach(pairs: frozenset[tuple[str, str]]) -> dict[Reach, frozenset[str]]:
    """By each way the people whom the case tells how to reach."""
    return {way: frozenset(person for person, each in pairs if each == way.value) for way in Reach}


_NEVER = 1000
"""The distance to a formula that cannot hold (an alternative without options)."""
