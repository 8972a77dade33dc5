"""Which sources can be followed together: groups that some situation pleases at once, and minimal groups that none does.

A source is followed by a proposal that it favours. Pairs are not enough: three sources may agree two by two and never all
at once; so every group of the sources that can favour an act is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from courtesy.audit.conflicts import Auditor
from courtesy.audit.draft import Draft
from courtesy.audit.formula import Every, Formula, Some
from courtesy.audit.prover import Refuted, Shown, Undecided
from courtesy.audit.replay import witness_of
from courtesy.audit.search import first_draft
from courtesy.audit.values import Cell, Conflicts, Grade, SourceGroup
from courtesy.audit.view import Readings, View


def source_groups(auditor: Auditor, readings: Readings, acts: frozenset[str] | None = None) -> tuple[SourceGroup, ...]:
    """Every group of two or more sources that can favour an act, with a situation that all favour, or the proof of none."""
    found: list[SourceGroup] = []
    for act in auditor.rulebook.vocabulary.acts:
        if acts is None or act in acts:
            found += _of_act(auditor, auditor.view(act, readings))
    return tuple(found)


def _of_act(auditor: Auditor, view: View) -> Iterator[SourceGroup]:
    able = [
        source.id
        for source in auditor.rulebook.sources
        if any(voice.favours and voice.clause.source == source.id for voice in view.voices)
    ]
    impossible: list[frozenset[str]] = []
    pleased: list[Draft] = []
    for size in range(2, len(able) + 1):
        for group in combinations(able, size):
            if any(smaller <= set(group) for smaller in impossible):
                yield SourceGroup(act=view.act, sources=group, witness=None)
                continue
            answer = _ask(auditor, view, group, pleased)
            if answer.witness is None and answer.decided:
                impossible.append(frozenset(group))
            yield answer


def _ask(auditor: Auditor, view: View, group: Sequence[str], pleased: list[Draft]) -> SourceGroup:
    formula = Every((auditor.interviewed, *(favours(view, source) for source in group)))
    starts = [first_draft(view.act, view.readings), *pleased[-4:]]
    match auditor.prover.decide(formula, starts):
        case Shown(draft=draft):
            least = auditor.prover.least(formula, draft)
            pleased.append(least)
            return SourceGroup(act=view.act, sources=tuple(group), witness=witness_of(least))
        case Refuted():
            return SourceGroup(act=view.act, sources=tuple(group), witness=None, minimal=True)
        case Undecided(reason=reason):
            return SourceGroup(act=view.act, sources=tuple(group), witness=None, reason=reason)


def favours(view: View, source: str) -> Formula:
    """Where a source favours the act: a rule of it does, and none opposes."""
    speaking = tuple(voice.formula for voice in view.voices if voice.favours and voice.clause.source == source)
    return Every((Some(speaking), *(voice.silent for voice in view.opposing(source))))


def opposes(view: View, source: str) -> Formula:
    """Where a source opposes the act."""
    return Some(tuple(voice.formula for voice in view.opposing(source)))


def matrix(found: Conflicts, sources: Sequence[str]) -> tuple[Cell, ...]:
    """Conflicts counted by the source that favours and the one that opposes, every ordered pair once."""
    cells = []
    for one, other in product(sources, sources):
        grades = dict.fromkeys(Grade, 0)
        for conflict in (*found.conflicts, *found.within):
            if (conflict.favours.source, conflict.opposes.source) == (one, other):
                grades[conflict.grade] += 1
        cells.append(Cell(favours=one, opposes=other, grades=grades))
    return tuple(cells)
