"""A road: the contacts of a plan one after the other, whom they displease, and what each source still wanted.

The contacts are hypothetical events after the case's own; the employer is taken to stay silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime, time, timedelta

from courtesy.case import Case, Event
from courtesy.frozen import dataclass
from courtesy.verdict import Verdict
from courtesy.windows.options import Option
from courtesy.windows.timeline import Instant, Said

DECENT_HOUR = time(9)
"""When a contact is made on a day that opens for it."""

_DAY_BEGINS, _DAY_ENDS = time(8), time(20)
"""Between these hours a contact can be made at once."""

_ASKING = (Verdict.REQUIRED, Verdict.RECOMMENDED)

THANKS = "thank_you"
"""The act that is owed to each person."""

Key = tuple[str, str, str]
"""What a want is about: source, act, and the person (thanks) or the number of the message (all others)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch [start, end) in which every source says the same of an option."""

    start: datetime
    end: datetime
    instant: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is said of an option from a moment on, stretch by stretch."""

    option: Option
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One contact: what, when, by which channel, to whom; which sources favour it."""

    option: Option
    at: datetime
    favoured_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A source that opposes a step (by its place in the plan), and the rules by which it does."""

    step: int
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What a source asked for: the option, the stretch in which it did, and its rules."""

    source: str
    option: Option
    start: datetime
    end: datetime
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """The steps so far, who objected, what was asked for (by key), and which of that was met.

    `followed` are the rules that a message of the history or of the plan has followed: they ask no second time.
    """

    case: Case
    now: datetime
    steps: tuple[Step, ...] = ()
    objections: tuple[Objection, ...] = ()
    wants: Mapping[Key, Want] = field(default_factory=dict)
    met: frozenset[Key] = frozenset()
    followed: frozenset[str] = frozenset()

    @property
    def course(self) -> frozenset[tuple[Option, float]]:
        """What tells two roads apart: which messages go out when, in whichever order at one instant."""
        return frozenset((step.option, step.at.timestamp()) for step in self.steps)

    @property
    def missed(self) -> tuple[Want, ...]:
        """What was asked for and not done, in order of time."""
        left = (want for key, want in self.wants.items() if key not in self.met)
        return tuple(sorted(left, key=lambda want: (want.start.timestamp(), want.source)))

    @property
    def unmet_sources(self) -> frozenset[str]:
        """The sources that object to a step, or that asked for something in vain."""
        return frozenset(each.source for each in self.objections) | {each.source for each in self.missed}

    @property
    def broken(self) -> frozenset[str]:
        """The rules that are not followed."""
        rules = [each.rules for each in self.objections] + [each.rules for each in self.missed]
        return frozenset(rule for these in rules for rule in these)


def next_steps(
    road: Road, outlooks: Iterable[Outlook], sources: tuple[str, ...], most: int
) -> Iterator[tuple[Option, datetime, Run]]:
    """The contacts worth trying next: an option at the decent hour of a stretch in which a source asks for more.

    Of the stretches of one option at most `most` are tried: those that fewest oppose, of equals the earliest.
    """
    for outlook in outlooks:
        useful = [run for run in outlook.runs if _news(road, outlook.option, run, sources)]
        ranked = sorted(useful, key=lambda run: (len(_opposing(run, sources)), run.start.timestamp()))
        for run in ranked[:most]:
            yield outlook.option, decent(run, road.now), run


def travel(road: Road, option: Option, at: datetime, run: Run, sources: tuple[str, ...]) -> Road:
    """The road with one more step."""
    favouring = tuple(source for source, said in _said(run, sources) if said.verdict.favours)
    against = tuple(
        Objection(step=len(road.steps), source=source, rules=said.rules)
        for source, said in _said(run, sources)
        if said.verdict.opposes
    )
    met = {key for source in favouring for key in keys(road, option, source)}
    event = Event(event=option.act, at=at, to=option.to, channel=option.channel)
    return replace(
        road,
        case=replace(road.case, events=_inserted(road.case.events, event)),
        now=at,
        steps=(*road.steps, Step(option=option, at=at, favoured_by=favouring)),
        objections=(*road.objections, *against),
        met=road.met | met,
        followed=road.followed | followed_rules(run.instant),
    )


def with_wants(road: Road, outlooks: Iterable[Outlook], until: datetime, sources: tuple[str, ...]) -> Road:
    """The road with everything noted that a source asks for before a moment."""
    wants = dict(road.wants)
    for outlook in outlooks:
        for run in outlook.runs:
            if run.start.timestamp() < until.timestamp():
                for key, want in _asked(road, outlook.option, run, sources):
                    wants.setdefault(key, want)
    return replace(road, wants=wants)


def keys(road: Road, option: Option, source: str) -> Iterator[Key]:
    """What a message to these people would be to a source: thanks count for each person, the others by number."""
    if option.act == THANKS and option.to:
        yield from ((source, option.act, person) for person in option.to)
    else:
        sent = sum(step.option.act == option.act for step in road.steps)
        yield source, option.act, str(sent + 1)


def decent(run: Run, now: datetime) -> datetime:
    """At once by day, else at the next decent hour; at the opening itself where the stretch is over by then."""
    start = run.start if run.start.timestamp() > now.timestamp() else now
    if start is now and _DAY_BEGINS <= now.time() <= _DAY_ENDS:
        return now
    day = start.date() + timedelta(days=start.time() > DECENT_HOUR)
    hour = datetime.combine(day, DECENT_HOUR, start.tzinfo)
    return hour if hour.timestamp() < run.end.timestamp() else start


def _news(road: Road, option: Option, run: Run, sources: tuple[str, ...]) -> bool:
    return any(key not in road.met for key, _ in _asked(road, option, run, sources))


def _asked(road: Road, option: Option, run: Run, sources: tuple[str, ...]) -> Iterator[tuple[Key, Want]]:
    for source, said in _said(run, sources):
        rules = tuple(rule for rule in said.rules if _asks_anew(road, option, rule))
        if said.verdict in _ASKING and rules:
            want = Want(source=source, option=option, start=run.start, end=run.end, rules=rules)
            yield from ((key, want) for key in keys(road, option, source))


def _asks_anew(road: Road, option: Option, rule: str) -> bool:
    """Thanks are owed to each person; any other message that followed the rule once is what it asked for."""
    return option.act == THANKS or rule not in road.followed


def followed_rules(instant: Instant) -> frozenset[str]:
    """The rules by which sources favour a message at an instant."""
    return frozenset(rule for said in instant.said if said.verdict.favours for rule in said.rules)


def _said(run: Run, sources: tuple[str, ...]) -> Iterator[tuple[str, Said]]:
    return zip(sources, run.instant.said, strict=True)


def _opposing(run: Run, sources: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(source for source, said in _said(run, sources) if said.verdict.opposes)


def _inserted(events: tuple[Event, ...], event: Event) -> tuple[Event, ...]:
    return tuple(sorted((*events, event), key=lambda each: each.at.timestamp()))
