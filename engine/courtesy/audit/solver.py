"""Questions put to z3: whether there is a situation with so many events and people in which a formula holds.

It is exact within its bound. Whether the bound is wide enough for a proof is told by `courtesy.audit.bound`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import z3

from courtesy.audit.bound import Bound, atoms_of
from courtesy.audit.draft import Draft
from courtesy.audit.encoding import Encoder
from courtesy.audit.formula import Atom, Every, Formula, Some
from courtesy.audit.model import Model
from courtesy.audit.soundness import integrity_terms
from courtesy.audit.terms import every, some
from courtesy.audit.variables import history_of
from courtesy.vocabulary import Vocabulary

_MILLISECONDS = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What z3 says: a situation (`draft`), none within the bound (`closed`), or neither in its time."""

    draft: Draft | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A formula on one act, under some readings, in some vocabulary."""

    formula: Formula
    act: str
    readings: tuple[tuple[str, str], ...]
    vocabulary: Vocabulary


def ask(asked: Asked, bound: Bound, milliseconds: int = _MILLISECONDS) -> Verdict:
    """Whether the formula holds in a sound history of at most this size."""
    # z3 numbers all terms of its context, and its models follow the numbers: a new context answers the same every time.
    z3.z3._main_ctx = None  # noqa: SLF001  there is no public way to begin anew
    # Checks of every term for mistakes in the use of z3 cost more than its answer.
    z3.z3.Z3_DEBUG = False
    formula, act, readings = asked.formula, asked.act, asked.readings
    literals = tuple(dict.fromkeys(atom.literal for atom in atoms_of(formula)))
    history = history_of(literals, bound, asked.vocabulary)
    encoder = Encoder(history, act, dict(readings))
    solver = z3.Solver()
    solver.set("timeout", milliseconds)
    solver.add(_encoded(formula, encoder))
    solver.add(encoder.side)
    solver.add(list(integrity_terms(history, act)))
    answer = solver.check()
    if answer == z3.unsat:
        return Verdict(closed=True)
    if answer == z3.sat:
        return Verdict(draft=Model(solver.model(), history).draft(act, readings))
    return Verdict()


def _encoded(formula: Formula, encoder: Encoder) -> Any:
    match formula:
        case Atom(literal=literal):
            return encoder.literal(literal)
        case Every(parts=parts):
            return every(*[_encoded(part, encoder) for part in parts])
        case Some(parts=parts):
            return some(*[_encoded(part, encoder) for part in parts])
