"""Mutation of rules as text: the survivors with the examples that would have noticed them, then a score a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from courtesy.authoring.mutation import Fate
from courtesy.authoring.supplement import Addition, Supplement, Verdict, scores
from courtesy.authoring.writing import items

_SHOWN = (Fate.SURVIVED, Fate.UNDECIDED, Fate.EQUIVALENT)


def mutation_lines(found: Sequence[Supplement], *, killed: bool = False) -> Iterator[str]:
    """The whole report. `killed` also lists the mutants that a test notices, each with that test."""
    for each in found:
        shown = [verdict for verdict in each.verdicts if killed or verdict.fate in _SHOWN]
        if shown:
            yield from _card(shown, each.additions)
            yield ""
    verdicts = [verdict for each in found for verdict in each.verdicts]
    for source, percent, counts in scores(verdicts):
        told = ", ".join(f"{counts[fate]} {fate.value}" for fate in Fate if counts[fate])
        yield f"{source:<20}  {percent:5.1f} %  {told}"


def _card(verdicts: Sequence[Verdict], additions: Sequence[Addition]) -> Iterator[str]:
    card = verdicts[0].card
    yield f"{card.id}  ({card.location})"
    for verdict in verdicts:
        yield f"  {verdict.fate.value}: {verdict.mutant.operator}: {verdict.mutant.says}"
        if verdict.fate is not Fate.SURVIVED:
            yield f"    {verdict.why}"
    if additions:
        yield "  missing examples:"
        for addition in additions:
            yield from items([addition.example], "    ")
