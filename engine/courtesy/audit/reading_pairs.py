"""Questions inside a source: whether two options of one of its readings give different verdicts on one proposal.

Where a heading says something else than its text, the two are options of one reading and never count together. So the
source is asked twice: under the one option it favours a proposal (a rule speaks for it, none against it), under the other
a rule that this reading turns on speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from courtesy.audit.formula import Every, Formula
from courtesy.audit.questions import Between, Pair
from courtesy.audit.values import Turn
from courtesy.audit.view import Readings, Views, Voice, reading_options
from courtesy.condition import Clause


def reading_pairs(views: Views, act: str, readings: Readings, assumed: Formula, between: Between) -> Iterator[Pair]:
    """For every reading and two of its options each voice for the act under the one and against it under the other.

    The other readings stand as chosen. Two voices may come up again with two other options of the reading.
    """
    for name, options in reading_options(views.rulebook).items():
        source = name.partition("/")[0]
        clauses = [clause for clause in views.speakers(act) if clause.source == source]
        if _is_asked(source, between) and any(name in views.asked(clause) for clause in clauses):
            heard = {option: _heard(views, clauses, act, dict(readings) | {name: option}) for option in options}
            for one, other in permutations(options, 2):
                turn = Turn(reading=name, favours=one, opposes=other)
                yield from _turned(act, turn, heard[one], heard[other], assumed)


def _is_asked(source: str, between: Between) -> bool:
    return (between.sources is None or source in between.sources) and (
        between.involving is None or source in between.involving
    )


def _heard(views: Views, clauses: Sequence[Clause], act: str, chosen: Mapping[str, str]) -> list[Voice]:
    found = (views.voice(clause, act, chosen) for clause in clauses)
    return [voice for voice in found if voice is not None]


def _turned(act: str, turn: Turn, one: Sequence[Voice], other: Sequence[Voice], assumed: Formula) -> Iterator[Pair]:
    quiet = Every((assumed, *(voice.silent for voice in one if voice.opposes)))
    # What speaks against the act in the same situations under both options leaves the source opposed under both.
    fixed = {(voice.key, voice.condition) for voice in one if voice.opposes}
    against = [voice for voice in other if voice.opposes and (voice.key, voice.condition) not in fixed]
    for opposes in against:
        for favours in (voice for voice in one if voice.favours):
            formula = Every((favours.formula, opposes.formula, quiet))
            yield Pair(act=act, favours=favours, opposes=opposes, formula=formula, turn=turn)
