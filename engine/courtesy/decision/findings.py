"""One finding: the rule that spoke, in words, with the signals it turned on and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courtesy.case import Case, Proposal
from courtesy.condition import Branch, Clause, Literal, MessageChoice, MessageCount, MessageFlag
from courtesy.decision.evidence import complement, tells
from courtesy.decision.values import Evidence, Finding, MessageSpan
from courtesy.message.reading import Reading
from courtesy.rule import AnyCard, Cite, ExceptionCard
from courtesy.situation import describe
from courtesy.situation.moments import next_change
from courtesy.situation.situation import Situation
from courtesy.situation.truth import literals_of, support
from courtesy.verdict import PRECEDENCE, VERDICT_OF_EFFECT, Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked, and the situation that it made."""

    case: Case
    proposal: Proposal
    situation: Situation
    message: Reading | None


def finding(card: AnyCard, clause: Clause, asked: Asked, *, decides: bool) -> Finding:
    """A clause with an effect, explained in the situation in which it holds."""
    assert clause.effect is not None, "only a clause with an effect is a finding"
    told = [literal for literal in support(clause.condition, asked.situation) or () if tells(literal)]
    exception = find_exception(card.unless, clause.exception)
    words = _words(card, clause, exception)
    return Finding(
        rule=clause.rule,
        source=clause.source,
        effect=clause.effect,
        branch=clause.branch,
        exception=clause.exception,
        says=words.says,
        because=tuple(_evidence(literal, card, clause, asked.situation) for literal in told),
        cite=words.cite,
        spans=_spans(told, asked.message),
        fix=words.fix,
        reading=_reading(card.reading),
        implied=card.implied or (exception is not None and exception.implied),
        decides=decides,
        changes_at=next_change(clause.condition, asked.case, asked.proposal, asked.situation),
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


def _evidence(literal: Literal, card: AnyCard, clause: Clause, situation: Situation) -> Evidence:
    needed = _wanted(literal, card, clause)
    value = situation[literal.signal]
    return Evidence(
        signal=describe.signal_name(literal.signal),
        value=value,
        needs=describe.needs(needed),
        sentence=describe.sentence(needed, value),
    )


def _wanted(literal: Literal, card: AnyCard, clause: Clause) -> Literal:
    """What a reader wants to hear: for a rule that opposes, the condition under which it would not.

    A literal of an opposing clause whose complement stands in a clause of the same card that does not oppose is the
    window or the demand that was missed; every other literal is a circumstance, told as it is.
    """
    if clause.effect not in (Effect.DISCOURAGE, Effect.FORBID):
        return literal
    opposite = complement(literal)
    friendly = (other for other in card.clauses if other.effect not in (Effect.DISCOURAGE, Effect.FORBID))
    missed = opposite is not None and any(
        opposite in set(literals_of(other.condition)) for other in friendly if other.branch is not Branch.ASKS
    )
    return opposite if missed and opposite is not None else literal


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
