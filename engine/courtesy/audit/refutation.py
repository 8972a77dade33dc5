"""Proof that no situation satisfies a formula: literals that exclude one another, and instants that form a cycle.

A small search over the alternatives of the formula, cut by unit propagation. It over-approximates (what it does not know
about history it leaves open), so "refuted" is a proof and "not refuted" says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from courtesy.audit.difference import anchors_of, refuted
from courtesy.audit.exclusion import at_least, at_most, excludes, impossible
from courtesy.audit.formula import Atom, Catalogue, Every, Formula, Some
from courtesy.audit.implication import INTERVIEW, MET_SAME, TIMELINE, pattern_implies
from courtesy.condition import (
    Anchor,
    EarliestOf,
    First,
    Latest,
    LatestOf,
    Moved,
    Now,
    Pattern,
    Promised,
)

_BUDGET = 64
"""How many branches one refutation looks into before it gives up."""


class Refuter:
    """Refutes formulas over one catalogue; which literals exclude one another is remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._excluded: dict[tuple[int, int], bool] = {}

    def refutes(self, formula: Formula, budget: int = _BUDGET) -> bool:
        """True where it is proved that the formula never holds."""
        search = _Search(refuter=self, left=budget)
        return search.closed((), (formula,))

    def clash(self, one: Sequence[Atom], other: Sequence[Atom]) -> bool:
        """True where an atom of the one excludes an atom of the other: the quickest look at two conjunctions."""
        excluded = self.excluded
        return any(excluded(atom, another) for atom in one for another in other)

    def excluded(self, one: Atom, other: Atom) -> bool:
        """Whether two atoms cannot both hold."""
        key = (one.number, other.number)
        found = self._excluded.get(key)
        if found is None:
            found = excludes(one.literal, other.literal)
            self._excluded[key] = self._excluded[key[::-1]] = found
        return found


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

    def closed(self, atoms: tuple[Atom, ...], formulas: Iterable[Formula]) -> bool:
        """True where the atoms and formulas together cannot hold; False where that was not shown."""
        self.left -= 1
        if self.left < 0:
            return False
        state = _State(refuter=self.refuter, atoms=dict.fromkeys(atoms))
        if not state.take(formulas) or not state.propagate():
            return True
        if times_refuted(tuple(state.atoms)):
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
        return True

    def _viable(self, formula: Formula) -> bool:
        match formula:
            case Atom():
                excluded = self.refuter.excluded
                return not impossible(formula.literal) and not any(excluded(formula, atom) for atom in self.atoms)
            case Every(parts=parts):
                return all(self._viable(part) for part in parts)
            case Some(parts=parts):
                return any(self._viable(part) for part in parts)

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
        left = tuple(part for part in options.parts if self._viable(part))
        return self.take((Some(left),))


# --- time ---------------------------------------------------------------------------------------------------------


def times_refuted(atoms: Sequence[Atom]) -> bool:
    """True where the atoms' literals of time contradict one another, given what they say happened."""
    literals = [atom.literal for atom in atoms]
    measured = anchors_of(literals)
    if not measured:
        return False
    patterns = [tally.pattern for literal in literals for tally in at_least(literal)]
    absent = [tally.pattern for literal in literals if (tally := at_most(literal)) is not None and tally.number == 0]
    happened = _happened(_related(measured, (*absent, *patterns)), patterns)
    return refuted(literals, happened, absent, patterns)


def _related(measured: Iterable[Anchor], patterns: Iterable[Pattern]) -> frozenset[Anchor]:
    """The anchors that are measured, and those that their patterns and these patterns count from."""
    found: set[Anchor] = set()
    waiting = [*measured, *(pattern.since for pattern in patterns if pattern.since is not None)]
    while waiting:
        anchor = waiting.pop()
        if anchor not in found:
            found.add(anchor)
            waiting += _beneath(anchor)
    return frozenset(found)


def _beneath(anchor: Anchor) -> list[Anchor]:
    match anchor:
        case Latest(pattern=pattern) | First(pattern=pattern):
            beneath: list[Anchor] = [] if pattern.since is None else [pattern.since]
            return [*beneath, Latest(pattern=INTERVIEW)] if pattern == MET_SAME else beneath
        case Promised():
            return [Latest(pattern=TIMELINE)]
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            return list(anchors)
        case Moved(anchor=start):
            return [start]
        case Now():
            return []


def _happened(anchors: frozenset[Anchor], patterns: Sequence[Pattern]) -> frozenset[Anchor]:
    return frozenset(anchor for anchor in anchors if _surely(anchor, patterns))


def _surely(anchor: Anchor, patterns: Sequence[Pattern]) -> bool:
    match anchor:
        case Latest(pattern=pattern) | First(pattern=pattern):
            return any(pattern_implies(each, pattern) for each in patterns)
        case Promised():
            return any(pattern_implies(each, TIMELINE) for each in patterns)
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            return any(_surely(each, patterns) for each in anchors)
        case Moved(anchor=moved_from):
            return _surely(moved_from, patterns)
        case Now():
            return True
