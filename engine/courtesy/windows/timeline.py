"""The verdicts of every source at a moment and at each later instant at which a rule can turn.

Nothing is sampled: the instants are those at which a literal of a rule that can still speak changes its truth. Between
two of them no verdict can change, because no literal does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from courtesy.case import Case, Proposal
from courtesy.condition import Clause
from courtesy.decision.combine import Combined, combine, source_verdict
from courtesy.decision.engine import Engine, chosen_readings, message_values, read_message
from courtesy.frozen import dataclass
from courtesy.situation.diary import Diary
from courtesy.situation.moments import breakpoints, can_hold
from courtesy.situation.plan import MessageValues
from courtesy.situation.situation import Situation
from courtesy.verdict import VERDICT_OF_EFFECT, Effect, Profile, Verdict

if TYPE_CHECKING:
    from courtesy.message.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one source says at an instant: its verdict and the rules that give it (sorted)."""

    verdict: Verdict
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """What all sources say at one instant, in the order of `Asked.sources`."""

    at: datetime
    said: tuple[Said, ...]

    def combined(self, profile: Profile) -> Combined:
        """The profile's verdict over them."""
        return combine(profile.combining, [each.verdict for each in self.said])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is asked and what does not move with time: sources, readings in force, what was read in the text."""

    sources: tuple[str, ...]
    readings: dict[str, str]
    message: MessageValues | None = None


def asked_by(engine: Engine, profile: Profile) -> Asked:
    """The sources and readings of a profile; nothing is known of a text."""
    sources = profile.sources or tuple(source.id for source in engine.rulebook.sources)
    return Asked(sources=sources, readings=chosen_readings(engine.rulebook, profile))


def with_text(asked: Asked, engine: Engine, case: Case, proposal: Proposal, read: Reading | None = None) -> Asked:
    """The same, with what is read in the proposal's text (`read`, where that was done before)."""
    message = read or read_message(case, proposal, engine.rulebook.lexicons)
    return asked if message is None else replace(asked, message=message_values(engine.rulebook, message))


def later(moment: datetime, days: int) -> datetime:
    """`days` times 24 hours after a moment, in its zone."""
    return (moment.astimezone(UTC) + timedelta(days=days)).astimezone(moment.tzinfo)


def timeline(engine: Engine, diary: Diary, proposal: Proposal, horizon: datetime, asked: Asked) -> Iterator[Instant]:
    """What is said at the proposal's moment, then at each turn before the horizon, in order."""
    here = engine.situator.situate(diary, proposal, asked.readings, asked.message)
    conditions = [clause.condition for clause in live_clauses(engine, here, asked.sources)]
    yield _instant(engine, here, proposal.at, asked.sources)
    for at in breakpoints(conditions, diary, proposal, proposal.at, horizon):
        yield said_at(engine, diary, replace(proposal, at=at), asked)


def said_at(engine: Engine, diary: Diary, proposal: Proposal, asked: Asked) -> Instant:
    """What is said at the proposal's moment."""
    situation = engine.situator.situate(diary, proposal, asked.readings, asked.message)
    return _instant(engine, situation, proposal.at, asked.sources)


def live_clauses(engine: Engine, situation: Situation, sources: Sequence[str]) -> tuple[Clause, ...]:
    """The clauses of these sources with an effect that can come to hold while time passes and nothing else changes.

    `situation` tells what stands still: act, channel, recipients, readings, what is known of the text.
    """
    return tuple(
        clause
        for clause in engine.clauses.values()
        if clause.effect is not None and clause.source in sources and can_hold(clause.condition, situation)
    )


def _instant(engine: Engine, situation: Situation, at: datetime, sources: Sequence[str]) -> Instant:
    effects: dict[str, list[tuple[str, Effect]]] = {source: [] for source in sources}
    for key in engine.backend.match(situation):
        clause = engine.clauses[key]
        if clause.effect is not None and clause.source in effects:
            effects[clause.source].append((clause.rule, clause.effect))
    return Instant(at=at, said=tuple(_said(effects[source]) for source in sources))


def _said(effects: Sequence[tuple[str, Effect]]) -> Said:
    verdict = source_verdict(effect for _, effect in effects)
    rules = {rule for rule, effect in effects if VERDICT_OF_EFFECT[effect] is verdict}
    return Said(verdict=verdict, rules=tuple(sorted(rules)))
