"""What a test can see of a card: the effects that spoke, whether a demand was met, whether advice was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from courtesy.condition import Branch, Clause, Condition
from courtesy.loading.simplify import Options, conjunction, disjunction, negation
from courtesy.verdict import PRECEDENCE, VERDICT_OF_EFFECT, Effect

MET = "met"
COUNSEL = "counsel"


def seen(clause: Clause) -> str | None:
    """The word for what a clause shows; None for one that only asks for the text."""
    if clause.effect is not None:
        return clause.effect.value
    return {Branch.MET: MET, Branch.COUNSEL: COUNSEL}.get(clause.branch)


def observed(clauses: Iterable[Clause]) -> frozenset[str]:
    """Everything that these clauses show together."""
    return frozenset(word for clause in clauses if (word := seen(clause)) is not None)


def speaks(words: Iterable[str]) -> bool:
    """Whether a card that shows this speaks: an effect or advice, not only a demand that is met."""
    return any(word != MET for word in words)


def expectation(words: frozenset[str]) -> dict[str, Any]:
    """What an example states of a card that shows this: whether it speaks, and the effect that weighs most."""
    effects = [word for word in words if word != COUNSEL]
    told: dict[str, Any] = {"speaks": speaks(words)}
    return told | ({"effect": min(effects, key=_weight)} if effects else {})


def telling_expectation(words: frozenset[str], others: frozenset[str]) -> dict[str, Any] | None:
    """What an example can state of a card that shows `words` and that is wrong of one that shows `others`.

    None where an example cannot tell: it names one effect, and never says that there is no other.
    """
    effects = [word for word in words - others if word != COUNSEL]
    if effects:
        return {"speaks": speaks(words), "effect": min(effects, key=_weight)}
    return expectation(words) if speaks(words) is not speaks(others) else None


def _weight(word: str) -> int:
    return len(PRECEDENCE) if word == MET else PRECEDENCE.index(VERDICT_OF_EFFECT[Effect(word)])


def difference(one: Iterable[Clause], other: Iterable[Clause], options: Options) -> Condition:
    """Where two sets of clauses show something different."""
    left, right = _by_word(one), _by_word(other)
    parts = []
    for word in sorted({*left, *right}):
        here, there = disjunction(left.get(word, [])), disjunction(right.get(word, []))
        parts += [conjunction([here, negation(there, options)]), conjunction([negation(here, options), there])]
    return disjunction(parts)


def _by_word(clauses: Iterable[Clause]) -> Mapping[str, list[Condition]]:
    found: dict[str, list[Condition]] = {}
    for clause in clauses:
        word = seen(clause)
        if word is not None:
            found.setdefault(word, []).append(clause.condition)
    return found
