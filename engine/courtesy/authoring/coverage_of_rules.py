"""Which cards, branches and boundaries of a rulebook its tests exercise, and of each that they do not: why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from courtesy.authoring.boundaries import Boundary, boundaries_of, presence_of, seen_at
from courtesy.authoring.observed import difference
from courtesy.authoring.rehearsal import Rehearsed, fired
from courtesy.authoring.trees import exceptions_in, without_exception
from courtesy.authoring.variants import Workshop, lowered
from courtesy.condition import AtLeast, AtMost, Branch, Clause, Condition, Is, Literal, OneOf, ProposalAct
from courtesy.decision.evidence import tells, unmet
from courtesy.frozen import dataclass
from courtesy.loading.simplify import conjunction
from courtesy.rule import AnyCard
from courtesy.situation.describe import needs, signal_name
from courtesy.situation.truth import literal_holds, literals_of


class Kind(StrEnum):
    """What can be exercised."""

    CARD = "card"
    BRANCH = "branch"
    BOUNDARY = "boundary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a test must reach to exercise something: a condition, and whether a test is there."""

    condition: Condition
    reached: Callable[[Rehearsed], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that tests can exercise. `why` tells what is missing where they do not.

    `goals` are what is left to be reached. `unreachable` marks what is proved to be out of reach: it counts for nothing.
    """

    kind: Kind
    card: AnyCard
    name: str
    covered: bool
    why: str | None = None
    goals: tuple[Goal, ...] = ()
    unreachable: bool = False

    @property
    def open(self) -> bool:
        """It could be exercised, and is not."""
        return not self.covered and not self.unreachable


def coverage_of(workshop: Workshop, cards: Iterable[AnyCard], tests: Sequence[Rehearsed]) -> tuple[Item, ...]:
    """Every card, branch and boundary of these cards in the order of the files."""
    return tuple(item for card in cards for item in _card_items(workshop, card, tests))


def share(items: Sequence[Item]) -> float:
    """The covered share in percent of what can be reached; of nothing, all is covered."""
    reachable = [item for item in items if not item.unreachable]
    return 100 * sum(item.covered for item in reachable) / len(reachable) if reachable else 100.0


def _card_items(workshop: Workshop, card: AnyCard, tests: Sequence[Rehearsed]) -> Iterator[Item]:
    about = [test for test in tests if test.concerns(card)]
    branches = [_branch(card, clause, about) for clause in card.clauses if clause.branch is not Branch.ASKS]
    spoken = any(item.covered for item in branches)
    yield Item(kind=Kind.CARD, card=card, name="the card", covered=spoken, why=None if spoken else _why_never(about))
    yield from branches
    yield from _removals(workshop, card, about)
    asked = [test for test in about if _asks_about(card, test)]
    for boundary in boundaries_of(card.clauses):
        yield _boundary(card, boundary, asked)


def _asks_about(card: AnyCard, test: Rehearsed) -> bool:
    return not card.acts or test.staged.proposal.act in card.acts


def _why_never(about: Sequence[Rehearsed]) -> str:
    if not about:
        return "no example and no test is about it"
    return (
        f"it is silent in all {len(about)} tests about it"
        if len(about) > 1
        else "it is silent in the one test about it"
    )


# --- branches -----------------------------------------------------------------------------------------------------


def _branch(card: AnyCard, clause: Clause, about: Sequence[Rehearsed]) -> Item:
    covered = any(clause in test.holding for test in about)
    if covered:
        return Item(kind=Kind.BRANCH, card=card, name=_branch_name(clause), covered=True)
    goal = Goal(condition=clause.condition, reached=lambda test: clause in fired(card.clauses, test))
    why = _why_not(clause, about)
    return Item(kind=Kind.BRANCH, card=card, name=_branch_name(clause), covered=False, why=why, goals=(goal,))


def _branch_name(clause: Clause) -> str:
    inside = f"exception {clause.exception}" if clause.exception else clause.branch.value
    return f"{inside} ({clause.effect.value})" if clause.effect else inside


def _why_not(clause: Clause, about: Sequence[Rehearsed]) -> str:
    """The condition that was never true in any test; else what the nearest test lacks."""
    if not about:
        return "no example and no test is about the card"
    values = [test.compute([literal.signal for literal in literals_of(clause.condition)]) for test in about]
    lacking = [(test, unmet(clause.condition, known)) for test, known in zip(about, values, strict=True)]
    nearest, missing = min(lacking, key=lambda pair: len(pair[1]))
    never = [
        literal for literal in missing if not any(literal_holds(literal, known[literal.signal]) for known in values)
    ]
    if never:
        return f"never true in any test: {_told(never)}"
    return f"never together in one test; the nearest, `{nearest.name}`, lacks {_told(missing)}"


def _told(literals: Iterable[Literal]) -> str:
    told = [f"{signal_name(literal.signal)}: {needs(literal)}" for literal in literals if tells(literal)]
    return "; ".join(told) or "the act"


def _removals(workshop: Workshop, card: AnyCard, about: Sequence[Rehearsed]) -> Iterator[Item]:
    """Exceptions that only remove: exercised where a test would end otherwise without them."""
    for exception in exceptions_in(card):
        if exception.card.effect is not None:
            continue
        without = lowered(workshop, card, without_exception(card.surface, exception.places))
        assert without is not None, "a card without one of its exceptions is a card"
        yield _removal(workshop, card, about, exception.path, without)


def _removal(
    workshop: Workshop, card: AnyCard, about: Sequence[Rehearsed], path: str, without: Sequence[Clause]
) -> Item:
    name = f"exception {path} (removes)"
    if any(_tells_apart(test, card, without) for test in about):
        return Item(kind=Kind.BRANCH, card=card, name=name, covered=True)
    condition = difference(card.clauses, without, workshop.scope(card.source).options)
    goal = Goal(condition=condition, reached=lambda test: _tells_apart(test, card, without))
    why = "no test in which the card would speak otherwise without it" if about else "no test is about the card"
    return Item(kind=Kind.BRANCH, card=card, name=name, covered=False, why=why, goals=(goal,))


def _tells_apart(test: Rehearsed, card: AnyCard, clauses: Sequence[Clause]) -> bool:
    own = {clause.key for clause in fired(card.clauses, test)}
    return own != {clause.key for clause in fired(clauses, test)}


# --- boundaries ---------------------------------------------------------------------------------------------------


def _boundary(card: AnyCard, boundary: Boundary, asked: Sequence[Rehearsed]) -> Item:
    seen = [value for test in asked if (value := seen_at(boundary, test)) is not None]
    missing = [value for value in boundary.edge if value not in seen]
    name = f"{signal_name(boundary.signal)}: {boundary.below} | {boundary.above}"
    return Item(
        kind=Kind.BOUNDARY,
        card=card,
        name=name,
        covered=not missing,
        why=_why_missing(missing, seen) if missing else None,
        goals=tuple(_at_the_edge(card, boundary, value) for value in missing),
    )


def _at_the_edge(card: AnyCard, boundary: Boundary, value: int) -> Goal:
    """That the signal has this value, where it matters if it can be: where a clause would hold but for the boundary."""
    signal = boundary.signal
    here = conjunction(
        [
            *(Is(signal=sign) for sign in presence_of(signal)),
            AtLeast(signal=signal, value=value),
            AtMost(signal=signal, value=value),
        ]
    )
    acts = [OneOf(signal=ProposalAct(), values=frozenset(card.acts))] if card.acts else []
    return Goal(
        condition=conjunction([here, *acts]),
        reached=lambda test: _asks_about(card, test) and seen_at(boundary, test) == value,
    )


def _why_missing(missing: Sequence[int], seen: Sequence[int]) -> str:
    wanted = " and none with ".join(str(value) for value in missing)
    if not seen:
        return f"no test with {wanted}: it has a value in none"
    below = max((value for value in seen if value < missing[0]), default=None)
    above = min((value for value in seen if value > missing[-1]), default=None)
    near = " and ".join(str(value) for value in (below, above) if value is not None)
    return f"no test with {wanted}; the nearest have {near}" if near else f"no test with {wanted}"
