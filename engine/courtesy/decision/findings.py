"""One finding: the rule that spoke, in words, with the signals it turned on and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from courtesy.backends.backend import Evidence as Support
from courtesy.case import Proposal
from courtesy.condition import (
    AtMost,
    Branch,
    Clause,
    CountOf,
    DaysPast,
    DaysSince,
    HasAnchor,
    HasTrait,
    Literal,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MetCount,
    MinutesSince,
    Value,
)
from courtesy.decision.evidence import complement, tells
from courtesy.decision.values import Evidence, Finding, MessageSpan
from courtesy.frozen import dataclass
from courtesy.rule import AnyCard, Cite, ExceptionCard
from courtesy.situation import describe
from courtesy.situation.diary import Diary
from courtesy.situation.moments import next_change
from courtesy.situation.situation import Situation
from courtesy.situation.truth import literals_of
from courtesy.verdict import PRECEDENCE, VERDICT_OF_EFFECT, Effect

if TYPE_CHECKING:
    from courtesy.message.reading import Reading

CIRCUMSTANCES = (CountOf, HasAnchor, HasTrait, MetCount)
"""Signals of the history and the case, which no proposal changes."""

OPPOSING_EFFECTS = (Effect.DISCOURAGE, Effect.FORBID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked, and the situation that it made."""

    diary: Diary
    proposal: Proposal
    situation: Situation
    message: Reading | None


def finding(card: AnyCard, turned_on: Support, asked: Asked, *, decides: bool) -> Finding:
    """A clause with an effect, explained by the literals that it turned on."""
    clause = turned_on.clause
    assert clause.effect is not None, "only a clause with an effect is a finding"
    told = [
        (literal, value) for literal, value in zip(turned_on.literals, turned_on.values, strict=True) if tells(literal)
    ]
    exception = find_exception(card.unless, clause.exception)
    words = _words(card, clause, exception)
    return Finding(
        rule=clause.rule,
        source=clause.source,
        effect=clause.effect,
        branch=clause.branch,
        exception=clause.exception,
        says=words.says,
        because=tuple(evidence(literal, _wanted(literal, card, clause), value) for literal, value in told),
        cite=words.cite,
        spans=_spans((literal for literal, _ in told), asked.message),
        fix=words.fix,
        reading=_reading(card.reading),
        implied=card.implied or (exception is not None and exception.implied),
        decides=decides,
        changes_at=next_change(clause.condition, asked.diary, asked.proposal, asked.situation),
    )


def order(findings: Iterable[Finding], sources: Sequence[str]) -> tuple[Finding, ...]:
    """Source by source in the profile's order, the strongest effect first, then by rule."""
    return tuple(
        sorted(
            findings,
            key=lambda found: (
                sources.index(found.source),
                PRECEDENCE.index(VERDICT_OF_EFFECT[found.effect]),
                found.rule,
                found.exception or "",
            ),
        )
    )


def find_exception(exceptions: Sequence[ExceptionCard], path: str | None) -> ExceptionCard | None:
    """The exception with this path (`outer/inner`) in a card's tree, or None for the card itself."""
    if path is None:
        return None
    head, _, rest = path.partition("/")
    found = next(exception for exception in exceptions if exception.id == head)
    return find_exception(found.unless, rest) if rest else found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    says: str
    fix: str | None
    cite: Cite


def _words(card: AnyCard, clause: Clause, exception: ExceptionCard | None) -> _Words:
    if exception is not None:
        return _Words(
            says=exception.says or card.says,
            fix=exception.fix or card.fix,
            cite=exception.cite or card.cite,
        )
    own: Mapping[str, Any] = {}
    if clause.branch in (Branch.EARLY, Branch.LATE):
        own = card.surface.get(clause.branch.value) or {}
    return _Words(says=own.get("says", card.says), fix=own.get("fix", card.fix), cite=card.cite)


def evidence(literal: Literal, needed: Literal, value: Value) -> Evidence:
    """A literal told as evidence; `needed` is what the reader wants to hear of it (the literal, or its opposite)."""
    signal, needs = _names(literal, needed)
    return Evidence(
        signal=signal,
        value=value,
        needs=needs,
        sentence=describe.sentence(needed, value),
        decisive=needed != literal or not isinstance(literal.signal, CIRCUMSTANCES),
    )


@lru_cache(maxsize=8192)
def _names(literal: Literal, needed: Literal) -> tuple[str, str]:
    """Names hang on the rulebook alone, and a batch asks for the same few again and again."""
    return describe.signal_name(literal.signal), describe.needs(needed)


def _wanted(literal: Literal, card: AnyCard, clause: Clause) -> Literal:
    """What a reader wants to hear: of a rule that opposes, what would end that.

    That is the complement of a time not yet reached, and of a literal whose complement stands in a clause of the same
    card that does not oppose: the window or the demand that was missed. Every other literal is told as it is.
    """
    opposite = complement(literal)
    if clause.effect not in OPPOSING_EFFECTS or opposite is None:
        return literal
    waiting = isinstance(literal, AtMost) and isinstance(literal.signal, DaysSince | MinutesSince | DaysPast)
    return opposite if waiting or _missed(opposite, card) else literal


def _missed(opposite: Literal, card: AnyCard) -> bool:
    friendly = (clause for clause in card.clauses if clause.effect not in OPPOSING_EFFECTS)
    return any(opposite in literals_of(clause.condition) for clause in friendly if clause.branch is not Branch.ASKS)


def _spans(told: Iterable[Literal], message: Reading | None) -> tuple[MessageSpan, ...]:
    if message is None:
        return ()
    names = [
        literal.signal.signal
        for literal in told
        if isinstance(literal.signal, MessageFlag | MessageCount | MessageChoice)
    ]
    return tuple(
        MessageSpan(part=span.part, start=span.start, end=span.end, entry=span.entry)
        for name in dict.fromkeys(names)
        for span in message.signals[name].spans
    )


def _reading(reading: Mapping[str, Any]) -> str | None:
    chosen = [f"{name}={_options(option)}" for name, option in sorted(reading.items())]
    return ", ".join(chosen) or None


def _options(option: str | Sequence[str]) -> str:
    return option if isinstance(option, str) else "|".join(option)
