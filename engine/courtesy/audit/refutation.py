"""Proof that no situation satisfies a formula: literals that exclude one another, and instants that form a cycle.

A small search over the alternatives of the formula, cut by unit propagation. It over-approximates (what it does not know
about history it leaves open), so "refuted" is a proof and "not refuted" says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from courtesy.audit.difference import anchors_of, goes_to_somebody_met, refuted, refuted_by_cases
from courtesy.audit.exclusion import TIMED, at_least, at_most, excludes, impossible
from courtesy.audit.formula import Atom, Catalogue, Every, Formula, Some
from courtesy.audit.implication import INTERVIEW, MET_SAME, TIMELINE, pattern_implies
from courtesy.condition import (
    Anchor,
    AtLeast,
    ChannelSameAs,
    CountOf,
    EarliestOf,
    First,
    Is,
    Latest,
    LatestOf,
    Literal,
    MinuteOfDay,
    Moved,
    Now,
    OneOf,
    Pattern,
    Promised,
    ProposalChannel,
)

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
        self._impossible: dict[Atom, bool] = {}
        self._timely: dict[Atom, bool] = {}
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
        """Whether an atom cannot hold beside these others; `bits` are their numbers."""
        known = self._known.get(atom, 0)
        if bits & ~known:
            excluded = self._excluded.get(atom, 0)
            for other in others:
                if not known >> other.number & 1 and excludes(atom.literal, other.literal):
                    excluded |= 1 << other.number
            self._known[atom] = known | bits
            self._excluded[atom] = excluded
        return bool(self._excluded.get(atom, 0) & bits)

    def impossible(self, atom: Atom) -> bool:
        """Whether the atom never holds."""
        found = self._impossible.get(atom)
        if found is None:
            found = self._impossible[atom] = impossible(atom.literal)
        return found

    def untimely(self, atoms: Iterable[Atom], *, thorough: bool) -> bool:
        """Whether the atoms' literals of time contradict one another. Only what tells something of time is looked at."""
        timely = [atom for atom in atoms if self._tells_time(atom)]
        key = bits_of(timely), thorough
        found = self._times.get(key)
        if found is None:
            found = self._times[key] = times_refuted(timely, thorough=thorough)
        return found

    def misdirected(self, atoms: Sequence[Atom], bits: int) -> bool:
        """Whether the atoms exclude the event of which the proposal takes its channel, given the channels left to it."""
        channels = [atom.literal.values for atom in atoms if isinstance(atom.literal, OneOf) and _of_channel(atom)]
        if not channels:
            return False
        left = frozenset.intersection(*channels)
        return any(self.excluded(self._catalogue.atom(fact), atoms, bits) for fact in _by_channel(atoms, left))

    def _tells_time(self, atom: Atom) -> bool:
        found = self._timely.get(atom)
        if found is None:
            found = self._timely[atom] = tells_time(atom.literal)
        return found


def _of_channel(atom: Atom) -> bool:
    return isinstance(atom.literal.signal, ProposalChannel)


def _by_channel(atoms: Iterable[Atom], channels: frozenset[str]) -> Iterator[Literal]:
    """For each event whose channel the proposal takes: that there is one like it by one of these channels."""
    for atom in atoms:
        match atom.literal:
            case Is(signal=ChannelSameAs(anchor=anchor), value=True):
                own = anchor.pattern.channels
                left = channels if own is None else own & channels
                yield AtLeast(signal=CountOf(pattern=replace(anchor.pattern, channels=left)), value=1)
            case _:
                pass


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
        if self.thorough and self.refuter.misdirected(tuple(state.atoms), state.bits):
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
            refuter = self.refuter
            return not refuter.impossible(formula) and not refuter.excluded(formula, self.atoms, self.bits)
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
        left = tuple(part for part in options.parts if self._viable(part))
        return self.take((Some(left),))


# --- time ---------------------------------------------------------------------------------------------------------


def tells_time(literal: Literal) -> bool:
    """Whether `times_refuted` may make something of the literal: it measures, or tells what happened or did not."""
    measures = isinstance(literal.signal, (*TIMED, MinuteOfDay))
    return (
        measures
        or goes_to_somebody_met(literal)
        or at_most(literal) is not None
        or any(True for _ in at_least(literal))
    )


def times_refuted(atoms: Sequence[Atom], *, thorough: bool = False) -> bool:
    """True where the atoms' literals of time contradict one another, given what they say happened."""
    literals = [atom.literal for atom in atoms]
    measured = anchors_of(literals)
    if not measured:
        return False
    patterns = [tally.pattern for literal in literals for tally in at_least(literal)]
    absent = [tally.pattern for literal in literals if (tally := at_most(literal)) is not None and tally.number == 0]
    happened = _happened(_related(measured, (*absent, *patterns)), patterns)
    return refuted(literals, happened, absent, patterns) or (
        thorough and refuted_by_cases(literals, happened, absent, patterns)
    )


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
