"""Cards to clauses: what a card says, as guarded effects whose order does not matter.

Every clause of a card is built from raw conditions, in which the text counts as known. Only at the end each is made
definite (it holds whatever is unknown), and what is left over becomes the clause that asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from courtesy.condition import (
    FALSE,
    TRUE,
    Branch,
    Clause,
    Condition,
    OneOf,
    ProposalAct,
    ReadingChoice,
)
from courtesy.frozen import dataclass
from courtesy.loading.scope import Scope
from courtesy.loading.simplify import (
    conjunction,
    definite,
    disjunction,
    message_signals,
    negation,
    simplified,
    unknown,
)
from courtesy.loading.times import Bound, happened
from courtesy.verdict import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionNode:
    """An exception with its condition lowered. `effect` is None where it only removes what it stands under."""

    id: str
    condition: Condition
    effect: Effect | None
    unless: tuple[ExceptionNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """The parts of a card that decide where it speaks. `acts` is None for advice beside every act.

    `demand` is the condition under which a message card is broken.
    """

    rule: str
    source: str
    acts: frozenset[str] | None
    condition: Condition = TRUE
    bounds: tuple[Bound, ...] = ()
    reading: tuple[tuple[str, frozenset[str]], ...] = ()
    unless: tuple[ExceptionNode, ...] = ()
    effect: Effect | None = None
    otherwise: Effect | None = None
    broken: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """A clause before its text is made definite: everything but the guard over acts."""

    branch: Branch
    condition: Condition
    effect: Effect | None = None
    exception: str | None = None


def clauses_of(card: Lowered, scope: Scope) -> tuple[Clause, ...]:
    """All clauses of a card; those that can never hold are left out."""
    raw = list(_raw_clauses(card, scope))
    clauses = [_clause(card, part, definite(part.condition), scope) for part in raw]
    asking = disjunction(unknown(part.condition, scope.options) for part in raw)
    signals = frozenset[str]().union(*(message_signals(part.condition) for part in raw))
    if signals:
        asks = _Raw(branch=Branch.ASKS, condition=asking)
        clauses.append(_clause(card, asks, asking, scope, tuple(sorted(signals))))
    return tuple(clause for clause in clauses if clause is not None)


def _raw_clauses(card: Lowered, scope: Scope) -> Iterator[_Raw]:
    guard = conjunction([*_readings(card), card.condition])
    kept = negation(_stands(card.unless, scope), scope.options)
    inside = conjunction(bound.condition for bound in card.bounds)
    if card.broken is not None:
        broken, met = card.broken, negation(card.broken, scope.options)
        yield _Raw(branch=Branch.MAIN, condition=conjunction([guard, inside, kept, broken]), effect=card.effect)
        yield _Raw(branch=Branch.MET, condition=conjunction([guard, inside, kept, met]))
    else:
        branch = Branch.MAIN if card.effect else Branch.COUNSEL
        yield _Raw(branch=branch, condition=conjunction([guard, inside, kept]), effect=card.effect)
    if card.otherwise is not None:
        yield from _outside(card, conjunction([guard, kept]), scope)
    yield from _spoken(card.unless, guard, (), scope)


def _readings(card: Lowered) -> Iterator[Condition]:
    for name, options in card.reading:
        yield OneOf(signal=ReadingChoice(source=card.source, reading=name), values=options)


def _outside(card: Lowered, guard: Condition, scope: Scope) -> Iterator[_Raw]:
    """Too early where a lower bound is not reached; too late where all are and an upper one is passed."""
    lower = [bound.comparison for bound in card.bounds if bound.lower]
    upper = [bound.comparison for bound in card.bounds if not bound.lower]
    began = happened(tuple(anchor for bound in card.bounds for anchor in bound.anchors))
    early = negation(conjunction(lower), scope.options)
    late = conjunction([*lower, negation(conjunction(upper), scope.options)])
    yield _Raw(branch=Branch.EARLY, condition=conjunction([guard, *began, early]), effect=card.otherwise)
    yield _Raw(branch=Branch.LATE, condition=conjunction([guard, *began, late]), effect=card.otherwise)


# --- exceptions ---------------------------------------------------------------------------------------------------


def _stands(nodes: Iterable[ExceptionNode], scope: Scope) -> Condition:
    """That one of these exceptions stands in the place of what it is an exception to."""
    return disjunction(_stands_alone(node, scope) for node in nodes)


def _stands_alone(node: ExceptionNode, scope: Scope) -> Condition:
    """An exception stands where it is the deepest that applies, or where a deeper one speaks in its place.

    Where a deeper one only removes it, it is as if it were not there.
    """
    deepest = conjunction([node.condition, negation(_stands(node.unless, scope), scope.options)])
    voices = [conjunction([node.condition, _speaks(inner, scope)]) for inner in node.unless]
    return disjunction([deepest, *voices])


def _speaks(node: ExceptionNode, scope: Scope) -> Condition:
    """That an exception, or a deeper one in its place, says something of its own."""
    deeper = [conjunction([node.condition, _speaks(inner, scope)]) for inner in node.unless]
    if node.effect is None:
        return disjunction(deeper)
    own = conjunction([node.condition, negation(_stands(node.unless, scope), scope.options)])
    return disjunction([own, *deeper])


def _spoken(nodes: Sequence[ExceptionNode], guard: Condition, path: tuple[str, ...], scope: Scope) -> Iterator[_Raw]:
    """One clause for each exception with an effect of its own."""
    for node in nodes:
        inside, place = conjunction([guard, node.condition]), (*path, node.id)
        if node.effect is not None:
            kept = negation(_stands(node.unless, scope), scope.options)
            yield _Raw(
                branch=Branch.MAIN,
                condition=conjunction([inside, kept]),
                effect=node.effect,
                exception="/".join(place),
            )
        yield from _spoken(node.unless, inside, place, scope)


# --- clauses ------------------------------------------------------------------------------------------------------


def _clause(card: Lowered, raw: _Raw, condition: Condition, scope: Scope, asks: tuple[str, ...] = ()) -> Clause | None:
    simple = simplified(condition, scope.options)
    if simple == FALSE:
        return None
    # The guard stays even where it names every act: backends sort clauses by it.
    guard = [] if card.acts is None else [OneOf(signal=ProposalAct(), values=card.acts)]
    return Clause(
        rule=card.rule,
        source=card.source,
        branch=raw.branch,
        condition=conjunction([*guard, simple]),
        effect=raw.effect,
        exception=raw.exception,
        asks=asks,
    )
