"""The history of a case as a timeline: each event with its day and the silence before it, and what was promised."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from courtesy.case import Case, Event
from courtesy.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event of the timeline.

    `day` counts calendar days of the case's zone since the latest interview that had begun by then (0: the
    interview's own day); before the first one it counts down to it (-2: two days before). None: there is no
    interview. `silence` is the elapsed time since the end of the event before, `days` the calendar days since.
    """

    event: Event
    day: int | None
    silence: timedelta | None
    days: int | None
    by_candidate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The date that the employer named last: it lasts until `by`; `days_left` is negative once it has passed."""

    by: datetime
    day: int | None
    days_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The steps in order of time: those that happened by `now`, and those to come; `day` is that of `now`."""

    case: Case
    now: datetime
    day: int | None
    past: tuple[Step, ...]
    coming: tuple[Step, ...]
    silent_days: int | None
    promise: Promise | None


def draw_timeline(case: Case, now: datetime, acts: frozenset[str]) -> Timeline:
    """The timeline of a case as it stands at `now`; `acts` are the words for what the candidate sends."""
    local = now.astimezone(case.timezone)
    ordered = sorted(case.events, key=lambda event: _instant(event.at))
    steps = [_step(case, event, ordered[index - 1] if index else None, acts) for index, event in enumerate(ordered)]
    past = tuple(step for step in steps if _instant(step.event.at) <= _instant(now))
    return Timeline(
        case=case,
        now=local,
        day=day_of(case, local),
        past=past,
        coming=tuple(steps[len(past) :]),
        silent_days=_days(past[-1].event.at, local) if past else None,
        promise=_promise(case, past, local),
    )


def day_of(case: Case, moment: datetime) -> int | None:
    """The calendar days since the latest interview that had begun, or up to the first one (negative)."""
    starts = sorted(event.at for event in case.events if event.event == "interview")
    if not starts:
        return None
    begun = [start for start in starts if start <= moment]
    return _days(begun[-1] if begun else starts[0], moment.astimezone(case.timezone))


def _instant(moment: datetime) -> datetime:
    """The moment in UTC: two moments of one zone are compared by their clocks, which show some hours twice."""
    return moment.astimezone(UTC)


def _step(case: Case, event: Event, before: Event | None, acts: frozenset[str]) -> Step:
    return Step(
        event=event,
        day=day_of(case, event.at),
        silence=_elapsed(before.end, event.at) if before else None,
        days=_days(before.at, event.at) if before else None,
        by_candidate=event.event in acts,
    )


def _elapsed(start: datetime, end: datetime) -> timedelta:
    return max(_instant(end) - _instant(start), timedelta(0))


def _days(start: datetime, end: datetime) -> int:
    return (end.date() - start.date()).days


def _promise(case: Case, past: tuple[Step, ...], now: datetime) -> Promise | None:
    given = [step.event for step in past if step.event.by is not None]
    if not given or given[-1].by is None:
        return None
    by = given[-1].by.astimezone(case.timezone)
    interview = max((e.at for e in case.events if e.event == "interview" and e.at <= now), default=None)
    day = _days(interview, by) if interview else None
    return Promise(by=by, day=day, days_left=_days(now, by))
