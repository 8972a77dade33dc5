"""Windows: half-open intervals with one verdict each, from the instants at which a rule can turn.

Nothing is sampled: the instants are those at which a literal of a rule about the act changes its truth; between two of
them no verdict can change, because no literal does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TypeVar

from courtesy.case import Case, Proposal
from courtesy.condition import Clause
from courtesy.decision.combine import combine, source_verdict
from courtesy.decision.engine import Engine, chosen_readings
from courtesy.situation.diary import Diary, diary_of
from courtesy.situation.moments import breakpoints, can_hold
from courtesy.situation.situation import Situation
from courtesy.verdict import VERDICT_OF_EFFECT, Profile, Verdict

Key = TypeVar("Key")

MOST_DAYS = 730
"""The longest horizon that is computed, in days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """An interval [start, end) with one verdict and the rules that give it (sorted)."""

    start: datetime
    end: datetime
    verdict: Verdict
    rules: tuple[str, ...]
    indeterminate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWindows:
    """One source's windows: they follow one another without a gap from the first moment to the horizon."""

    source: str
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval [start, end), and the sources that speak somewhere in it."""

    start: datetime
    end: datetime
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """When a proposal may be sent, between its moment and the horizon.

    `agreed` are the intervals in which at least one source speaks and all that speak favour it, `agreed_against`
    those in which all that speak oppose it.
    """

    case: Case
    proposal: Proposal
    profile_name: str
    horizon: datetime
    sources: tuple[SourceWindows, ...]
    profile: tuple[Window, ...]
    agreed: tuple[Interval, ...]
    agreed_against: tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Instant:
    """The verdicts of all sources at one instant, with the rules that give them."""

    at: datetime
    verdicts: tuple[tuple[Verdict, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The sources that are asked, and the readings in force."""

    sources: Sequence[str]
    readings: dict[str, str]


def compute_windows(engine: Engine, case: Case, proposal: Proposal, profile: Profile, days: int = 60) -> Windows:
    """The windows of a proposal whose text is not known, from its moment for `days` times 24 hours."""
    horizon = (proposal.at.astimezone(UTC) + timedelta(days=days)).astimezone(case.timezone)
    sources = profile.sources or tuple(source.id for source in engine.rulebook.sources)
    readings = chosen_readings(engine.rulebook, profile)
    instants = tuple(_instants(engine, case, proposal, horizon, _Asked(sources=sources, readings=readings)))
    return Windows(
        case=case,
        proposal=proposal,
        profile_name=profile.name,
        horizon=horizon,
        sources=tuple(
            SourceWindows(source=source, windows=_source_windows(instants, horizon, place))
            for place, source in enumerate(sources)
        ),
        profile=_profile_windows(instants, horizon, profile),
        agreed=_agreed(instants, horizon, sources, lambda verdict: verdict.favours),
        agreed_against=_agreed(instants, horizon, sources, lambda verdict: verdict.opposes),
    )


def live_clauses(engine: Engine, situation: Situation, sources: Sequence[str]) -> tuple[Clause, ...]:
    """The clauses of these sources with an effect that can come to hold while time passes and nothing else changes.

    `situation` tells what stands still: act, channel, recipients, readings, what is known of the text.
    """
    return tuple(
        clause
        for clause in engine.clauses.values()
        if clause.effect is not None and clause.source in sources and can_hold(clause.condition, situation)
    )


def _instants(engine: Engine, case: Case, proposal: Proposal, horizon: datetime, asked: _Asked) -> Iterator[_Instant]:
    clauses = [clause for clause in clauses_about(engine, proposal.act) if clause.source in asked.sources]
    diary = diary_of(case)
    turns = breakpoints([clause.condition for clause in clauses], diary, proposal, proposal.at, horizon)
    for at in (proposal.at, *turns):
        keys = _matching(engine, diary, replace(proposal, at=at, message=None), asked.readings)
        holding = [clause for clause in clauses if clause.key in keys]
        yield _Instant(at=at, verdicts=tuple(_verdict(holding, source) for source in asked.sources))


def _matching(engine: Engine, diary: Diary, proposal: Proposal, readings: dict[str, str]) -> frozenset[str]:
    return engine.backend.match(engine.situator.situate(diary, proposal, readings))


def _verdict(holding: Iterable[Clause], source: str) -> tuple[Verdict, tuple[str, ...]]:
    effects = [
        (clause.rule, clause.effect) for clause in holding if clause.source == source and clause.effect is not None
    ]
    verdict = source_verdict(effect for _, effect in effects)
    rules = {rule for rule, effect in effects if VERDICT_OF_EFFECT[effect] is verdict}
    return verdict, tuple(sorted(rules))


def _source_windows(instants: Sequence[_Instant], horizon: datetime, place: int) -> tuple[Window, ...]:
    return tuple(
        Window(start=start, end=end, verdict=verdict, rules=rules)
        for start, end, (verdict, rules) in _runs(instants, horizon, lambda instant: instant.verdicts[place])
    )


def _profile_windows(instants: Sequence[_Instant], horizon: datetime, profile: Profile) -> tuple[Window, ...]:
    def combined(instant: _Instant) -> tuple[Verdict, bool, tuple[str, ...]]:
        answer = combine(profile.combining, [verdict for verdict, _ in instant.verdicts])
        rules = {rule for verdict, rules in instant.verdicts if verdict is answer.verdict for rule in rules}
        return answer.verdict, answer.indeterminate, tuple(sorted(rules))

    return tuple(
        Window(start=start, end=end, verdict=verdict, rules=rules, indeterminate=indeterminate)
        for start, end, (verdict, indeterminate, rules) in _runs(instants, horizon, combined)
    )


def _agreed(
    instants: Sequence[_Instant], horizon: datetime, sources: Sequence[str], side: Callable[[Verdict], bool]
) -> tuple[Interval, ...]:
    def speaking(instant: _Instant) -> dict[str, Verdict]:
        given = zip(sources, instant.verdicts, strict=True)
        return {source: verdict for source, (verdict, _) in given if verdict is not Verdict.SILENT}

    def agreeing(instant: _Instant) -> bool:
        given = speaking(instant)
        return bool(given) and all(side(verdict) for verdict in given.values())

    return tuple(
        Interval(
            start=start,
            end=end,
            sources=tuple(
                source
                for source in sources
                if any(source in speaking(instant) for instant in instants if start <= instant.at < end)
            ),
        )
        for start, end, agree in _runs(instants, horizon, agreeing)
        if agree
    )


def _runs(
    instants: Sequence[_Instant], horizon: datetime, key: Callable[[_Instant], Key]
) -> Iterator[tuple[datetime, datetime, Key]]:
    """Neighbouring instants of one key as one interval, up to the next key's first instant or the horizon."""
    runs = [(next(group).at, value) for value, group in groupby(instants, key)]
    for (start, value), end in zip(runs, [start for start, _ in runs[1:]] + [horizon], strict=True):
        yield start, end, value
