"""Windows: half-open intervals with one verdict each, made of the instants at which a rule can turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from courtesy.case import Case, Proposal
from courtesy.decision.engine import Engine
from courtesy.frozen import dataclass
from courtesy.situation.diary import diary_of
from courtesy.verdict import Profile, Verdict
from courtesy.windows.timeline import Instant, asked_by, later, timeline

Key = TypeVar("Key")


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
    profile: Profile
    horizon: datetime
    sources: tuple[SourceWindows, ...]
    combined: tuple[Window, ...]
    agreed: tuple[Interval, ...]
    agreed_against: tuple[Interval, ...]

    def is_open(self, end: datetime) -> bool:
        """True for an end that is only the horizon: what ends there may last longer."""
        return end.timestamp() >= self.horizon.timestamp()


def compute_windows(engine: Engine, case: Case, proposal: Proposal, profile: Profile, days: int = 60) -> Windows:
    """The windows of a proposal whose text is not known, from its moment for `days` times 24 hours."""
    horizon = later(proposal.at, days)
    asked = asked_by(engine, profile)
    instants = tuple(timeline(engine, diary_of(case), proposal, horizon, asked))
    return Windows(
        case=case,
        proposal=proposal,
        profile=profile,
        horizon=horizon,
        sources=tuple(
            SourceWindows(source=source, windows=_source_windows(instants, horizon, place))
            for place, source in enumerate(asked.sources)
        ),
        combined=_profile_windows(instants, horizon, profile),
        agreed=_agreed(instants, horizon, asked.sources, lambda verdict: verdict.favours),
        agreed_against=_agreed(instants, horizon, asked.sources, lambda verdict: verdict.opposes),
    )


def _source_windows(instants: Sequence[Instant], horizon: datetime, place: int) -> tuple[Window, ...]:
    return tuple(
        Window(start=start, end=end, verdict=said.verdict, rules=said.rules)
        for start, end, said in _runs(instants, horizon, lambda instant: instant.said[place])
    )


def _profile_windows(instants: Sequence[Instant], horizon: datetime, profile: Profile) -> tuple[Window, ...]:
    def combined(instant: Instant) -> tuple[Verdict, bool, tuple[str, ...]]:
        answer = instant.combined(profile)
        rules = {rule for said in instant.said if said.verdict is answer.verdict for rule in said.rules}
        return answer.verdict, answer.indeterminate, tuple(sorted(rules))

    return tuple(
        Window(start=start, end=end, verdict=verdict, rules=rules, indeterminate=indeterminate)
        for start, end, (verdict, indeterminate, rules) in _runs(instants, horizon, combined)
    )


def _agreed(
    instants: Sequence[Instant], horizon: datetime, sources: Sequence[str], side: Callable[[Verdict], bool]
) -> tuple[Interval, ...]:
    def speaking(instant: Instant) -> dict[str, Verdict]:
        given = zip(sources, instant.said, strict=True)
        return {source: said.verdict for source, said in given if said.verdict is not Verdict.SILENT}

    def agreeing(instant: Instant) -> bool:
        given = speaking(instant)
        return bool(given) and all(side(verdict) for verdict in given.values())

    return tuple(
        Interval(
            start=start,
            end=end,
            sources=tuple(
                source
                for source in sources
                if any(source in speaking(instant) for instant in _within(instants, start, end))
            ),
        )
        for start, end, agree in _runs(instants, horizon, agreeing)
        if agree
    )


def _within(instants: Sequence[Instant], start: datetime, end: datetime) -> Iterator[Instant]:
    """The instants in [start, end), told apart also where the clock on the wall repeats an hour."""
    bounds = start.timestamp(), end.timestamp()
    return (instant for instant in instants if bounds[0] <= instant.at.timestamp() < bounds[1])


def _runs(
    instants: Sequence[Instant], horizon: datetime, key: Callable[[Instant], Key]
) -> Iterator[tuple[datetime, datetime, Key]]:
    """Neighbouring instants of one key as one interval, up to the next key's first instant or the horizon."""
    runs = [(next(group).at, value) for value, group in groupby(instants, key)]
    for (start, value), end in zip(runs, [start for start, _ in runs[1:]] + [horizon], strict=True):
        yield start, end, value
