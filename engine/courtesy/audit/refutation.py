"""Proof that no situation satisfies a formula: literals that exclude one another, and instants that form a cycle.

A small search over the alternatives of the formula, cut by unit propagation. It over-approximates (what it does not know
about history it leaves open), so "refuted" is a proof and "not refuted" says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from courtesy.audit.derivation import joint_facts
from courtesy.audit.difference import Differences, Timely
from courtesy.audit.exclusion import disagree, excludes, impossible
from courtesy.audit.formula import Atom, Catalogue, Every, Formula, Some
from courtesy.condition import (
    DaysPast,
    DaysSince,
    MinutesSince,
)

_TIMED = DaysSince, MinutesSince, DaysPast

_ALL = -1
"""As bits: every number, that of an atom itself included."""

_BUDGET = 64
"""How many branches one refutation looks into before it gives up."""


class Refuter:
    """Refutes formulas over one catalogue; which literals exclude one another is remembered.

    Sets of atoms are the bits of an integer, by the atoms' numbers.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[Atom, int] = {}
        self._excluded: dict[Atom, int] = {}
        self._differences = Differences()
        self._timely: dict[Atom, Timely | None] = {}
        self._times: dict[tuple[int, bool], bool] = {}

    def refutes(self, formula: Formula, budget: int = _BUDGET, *, thorough: bool = False) -> bool:
        """True where it is proved that the formula never holds. `thorough` looks at the cases of latest-of anchors, too."""
        search = _Search(refuter=self, left=budget, thorough=thorough)
        return search.closed((), (formula,))

    def clash(self, one: Sequence[Atom], other: Sequence[Atom]) -> bool:
        """True where an atom of the one excludes an atom of the other: the quickest look at two conjunctions."""
        present = dict.fromkeys(other)
        bits = bits_of(other)
        return any(self.excluded(atom, present, bits) for atom in one)

    def excluded(self, atom: Atom, others: Iterable[Atom], bits: int) -> bool:
        """Whether an atom cannot hold, or not beside these others; `bits` are their numbers."""
        known = self._known.get(atom)
        if known is None:
            known = self._known[atom] = 0
            self._excluded[atom] = _ALL if impossible(atom.literal) else 0
        if bits & ~known:
            excluded = self._excluded[atom]
            for other in others:
                if not known >> other.number & 1 and self._exclude(atom, other):
                    excluded |= 1 << other.number
            self._known[atom] = known | bits
            self._excluded[atom] = excluded
        excluded = self._excluded[atom]
        return excluded < 0 or bool(excluded & bits)

    def untimely(self, atoms: Iterable[Atom], *, thorough: bool) -> bool:
        """Whether the atoms' literals of time contradict one another. Only what tells something of time is looked at."""
        facts = []
        numbers = 0
        for atom in atoms:
            fact = self._tells(atom)
            if fact is not None:
                facts.append(fact)
                numbers |= 1 << atom.number
        key = numbers, thorough
        found = self._times.get(key)
        if found is None:
            found = self._times[key] = self._differences.refuted(facts, thorough=thorough)
        return found

    def contradicted(self, atoms: Sequence[Atom], bits: int) -> bool:
        """Whether the atoms exclude what several of them tell together."""
        facts = joint_facts([atom.literal for atom in atoms])
        return any(self.excluded(self._catalogue.atom(fact), atoms, bits) for fact in facts)

    def _exclude(self, one: Atom, other: Atom) -> bool:
        if one.slot == other.slot:
            return disagree(one.literal, other.literal)
        if isinstance(one.literal.signal, _TIMED) and isinstance(other.literal.signal, _TIMED):
            first, second = self._tells(one), self._tells(other)
            return first is not None and second is not None and self._differences.exclude(first, second)
        return excludes(one.literal, other.literal)

    def _tells(self, atom: Atom) -> Timely | None:
        """What the atom tells of time."""
        if atom not in self._timely:
            self._timely[atom] = self._differences.timely(atom.literal)
        return self._timely[atom]


def bits_of(atoms: Iterable[Atom]) -> int:
    """The numbers of the atoms as bits."""
    bits = 0
    for atom in atoms:
        bits |= 1 << atom.number
    return bits


def conjuncts(formula: Formula) -> tuple[Atom, ...]:
    """The atoms that must hold wherever the formula holds."""
    match formula:
        case Atom():
            return (formula,)
        case Every(parts=parts):
            return tuple(atom for part in parts for atom in conjuncts(part))
        case Some():
            return ()


@dataclass(slots=True)
class _Search:
    refuter: Refuter
    left: int
    thorough: bool

    def closed(self, atoms: tuple[Atom, ...], formulas: Iterable[Formula]) -> bool:
        """True where the atoms and formulas together cannot hold; False where that was not shown."""
        self.left -= 1
        if self.left < 0:
            return False
        state = _State(refuter=self.refuter, atoms=dict.fromkeys(atoms), bits=bits_of(atoms))
        if not state.take(formulas) or not state.propagate():
            return True
        if self.refuter.untimely(state.atoms, thorough=self.thorough):
            return True
        if self.thorough and self.refuter.contradicted(tuple(state.atoms), state.bits):
            return True
        if not state.open:
            return False
        branch = min(state.open, key=lambda options: len(options.parts))
        rest = [options for options in state.open if options is not branch]
        return all(self.closed(tuple(state.atoms), [part, *rest]) for part in branch.parts)


@dataclass(slots=True)
class _State:
    """Atoms that must hold, and alternatives of which one must."""

    refuter: Refuter
    atoms: dict[Atom, None]
    bits: int
    open: list[Some] = field(default_factory=list)

    def take(self, formulas: Iterable[Formula]) -> bool:
        """Add formulas; False where they contradict what is there."""
        return all(self._take(formula) for formula in formulas)

    def _take(self, formula: Formula) -> bool:
        match formula:
            case Atom():
                return self._add(formula)
            case Every(parts=parts):
                return self.take(parts)
            case Some(parts=()):
                return False
            case Some(parts=(only,)):
                return self._take(only)
            case Some():
                self.open.append(formula)
                return True

    def _add(self, atom: Atom) -> bool:
        if atom in self.atoms:
            return True
        if not self._viable(atom):
            return False
        self.atoms[atom] = None
        self.bits |= 1 << atom.number
        return True

    def _viable(self, formula: Formula) -> bool:
        if isinstance(formula, Atom):
            return not self.refuter.excluded(formula, self.atoms, self.bits)
        wanted = isinstance(formula, Some)
        for part in formula.parts:
            if self._viable(part) is wanted:
                return wanted
        return not wanted

    def propagate(self) -> bool:
        """Narrow the alternatives until nothing changes; False where one has no option left."""
        changed = True
        while changed:
            changed = False
            waiting, self.open = self.open, []
            for options in waiting:
                known = len(self.atoms)
                if not self._narrow(options):
                    return False
                changed = changed or len(self.atoms) > known
        return True

    def _narrow(self, options: Some) -> bool:
        if any(isinstance(part, Atom) and part in self.atoms for part in options.parts):
            return True
        left = [part for part in options.parts if self._viable(part)]
        if len(left) == len(options.parts) > 1:
            self.open.append(options)
            return True
        return self._take(Some(tuple(left)))
