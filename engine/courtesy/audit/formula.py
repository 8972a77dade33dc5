"""Conditions over numbered signals, and the world of one draft in which they are evaluated.

A nested signal costs more to look up than to compute; so signals get slots once, and a draft's values are computed when
a formula first asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo

from courtesy.audit.draft import DAY, Draft, day_of, entries
from courtesy.audit.integrity import is_sound
from courtesy.condition import All, AnyOf, Condition, Literal, Reach, Signal, Value
from courtesy.situation.plan import compute_function
from courtesy.situation.truth import literal_holds


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """A literal by number, with the slot of its signal. A catalogue has one atom for each literal: identity is enough."""

    number: int
    slot: int
    literal: Literal


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
"""How many worlds are kept; then all are forgotten."""


class Catalogue:
    """The signals of a rulebook by slot, each with the function that computes it."""

    def __init__(self) -> None:
        self.signals: list[Signal] = []
        self._slots: dict[Signal, int] = {}
        self._functions: list[Callable[[World], Value] | None] = []
        self._formulas: dict[int, tuple[Condition, Formula]] = {}
        self._atoms: dict[Literal, Atom] = {}
        self._worlds: dict[Draft, World] = {}

    def world(self, draft: Draft) -> World:
        """The world of a draft. The same drafts come up for many questions, so the latest worlds are kept."""
        found = self._worlds.get(draft)
        if found is None:
            if len(self._worlds) >= _WORLDS:
                self._worlds.clear()
            found = self._worlds[draft] = World(self, draft)
        return found

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
            found = Atom(len(self._atoms), self.slot(literal.signal), literal)
            self._atoms[literal] = found
        return found

    def function(self, slot: int) -> Callable[[World], Value]:
        """The function that computes the slot's signal in a world."""
        found = self._functions[slot]
        if found is None:
            found = self._functions[slot] = _function(self.signals[slot])
        return found


def _function(signal: Signal) -> Callable[[World], Value]:
    compute = compute_function((signal,))

    def value(world: World) -> Value:
        draft = world.draft
        now = draft.now
        day = day_of(now)
        # A draft has what signals read of a diary (roles, traits, holidays) and of a proposal (act, channel, to).
        return compute(
            world,  # type: ignore[arg-type]
            world.words,
            now,
            day,
            (day - 1) % 7,
            now % DAY,
            draft,  # type: ignore[arg-type]
            world.message,
            world.readings,
        )[0]

    return value


class World:
    """A draft's values by slot, computed when they are asked for; what holds in it is remembered."""

    __slots__ = (
        "_catalogue",
        "_distances",
        "_held",
        "_sound",
        "_truths",
        "_values",
        "draft",
        "message",
        "reach",
        "readings",
        "roles",
        "traits",
        "words",
    )

    zone = ZoneInfo("UTC")

    def __init__(self, catalogue: Catalogue, draft: Draft) -> None:
        self._catalogue = catalogue
        self.draft = draft
        self._values: dict[int, Value] = {}
        self._truths: dict[int, bool] = {}
        self._held: dict[Formula, bool] = {}
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
            self._sound = is_sound(self.draft)
        return self._sound

    def _look(self) -> None:
        """Lay out what signals read. Most drafts are looked at for a moment only, so it waits for the first signal."""
        draft = self.draft
        self.words = entries(draft)
        self.roles = draft.roles
        self.traits = draft.traits
        self.reach = {way: frozenset(person for person, each in draft.reach if each == way.value) for way in Reach}
        self.message = dict(draft.message)
        self.readings = dict(draft.readings)

    def _value(self, slot: int) -> Value:
        values = self._values
        if not values:
            self._look()
        if slot not in values:
            values[slot] = self._catalogue.function(slot)(self)
        return values[slot]

    def satisfies(self, atom: Atom) -> bool:
        """Whether the atom holds."""
        found = self._truths.get(atom.number)
        if found is None:
            found = self._truths[atom.number] = literal_holds(atom.literal, self._value(atom.slot))
        return found

    def holds(self, formula: Formula) -> bool:
        """Whether the formula holds."""
        if isinstance(formula, Atom):
            return self.satisfies(formula)
        found = self._held.get(formula)
        if found is None:
            found = self._held[formula] = self._computed(formula)
        return found

    def _computed(self, formula: Every | Some) -> bool:
        wanted = isinstance(formula, Some)
        for part in formula.parts:
            if self.holds(part) is wanted:
                return wanted
        return not wanted

    def distance(self, formula: Formula) -> int:
        """How many atoms at least would have to change for the formula to hold; 0 where it holds."""
        if isinstance(formula, Atom):
            return 0 if self.satisfies(formula) else 1
        found = self._distances.get(formula)
        if found is None:
            parts = formula.parts
            found = self._distances[formula] = (
                sum(map(self.distance, parts)) if isinstance(formula, Every) else self._nearest(parts)
            )
        return found

    def _nearest(self, parts: tuple[Formula, ...]) -> int:
        least = _NEVER
        for part in parts:
            least = min(least, self.distance(part))
            if least == 0:
                break
        return least

    def wanted(self, formula: Formula) -> Iterable[Atom]:
        """The atoms that fail and would have to change: of alternatives, those of the nearest ones."""
        match formula:
            case Atom():
                return () if self.satisfies(formula) else (formula,)
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


_NEVER = 1000
"""The distance to a formula that cannot hold (an alternative without options)."""
