"""The sequence of contacts that opposes the fewest sources, and, where none suits all, which rules clash.

A bounded search: steps are tried at the decent hour of the stretches in which a source asks for something new, the most
promising roads are followed, to at most a few steps. The clash is exact for the plans that were tried: a smallest set
of rules of which each of them breaks one. It is tried again with these rules alone until no further plan escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations, groupby

from courtesy.case import Case, Proposal
from courtesy.decision.engine import Engine, build_engine
from courtesy.frozen import dataclass
from courtesy.situation.diary import diary_of
from courtesy.verdict import Profile
from courtesy.windows.options import EMAIL, Option, sensible_options
from courtesy.windows.road import THANKS, Outlook, Road, Run, followed_rules, next_steps, travel, with_wants
from courtesy.windows.timeline import Asked, Instant, asked_by, later, said_at, timeline

MOST_STEPS = 7
_BEAM = 6
_RUNS_AN_OPTION = 3
_LARGEST_CLASH = 4
_ROUNDS = 12

Cost = tuple[int, int, int, int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A step that could be taken: an option, when, and what is said of it then."""

    option: Option
    at: datetime
    run: Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """The best road from a moment to the horizon, and, where it does not suit all, the rules that clash.

    `clash` is empty where the plan suits all, and where no set of at most four rules explains why none does.
    """

    case: Case
    at: datetime
    horizon: datetime
    profile: Profile
    road: Road
    clash: tuple[str, ...]
    tried: int

    @property
    def suits_all(self) -> bool:
        """True where no source opposes a step or asked for something in vain."""
        return not self.road.unmet_sources


def make_plan(engine: Engine, case: Case, at: datetime, profile: Profile, days: int = 60) -> Planning:
    """The plan from a moment of the case; what lies after that moment in the history is not known yet."""
    known = replace(case, events=case.seen_at(at))
    start = Road(case=known, now=at, followed=_followed(engine, known, asked_by(engine, profile)))
    horizon = later(at, days)
    roads = _search(engine, start, horizon, profile)
    best = min(roads, key=_cost)
    clash = _clash(engine, start, horizon, profile, roads) if best.unmet_sources else ()
    return Planning(case=known, at=at, horizon=horizon, profile=profile, road=best, clash=clash, tried=len(roads))


def _cost(road: Road) -> Cost:
    """Fewest sources displeased, least displeasure, fewest objections, fewest steps, soonest."""
    displeasure = len(road.objections) + len(road.missed)
    waited = sum(step.at.timestamp() for step in road.steps)
    return len(road.unmet_sources), displeasure, len(road.objections), len(road.steps), waited


def _search(engine: Engine, start: Road, horizon: datetime, profile: Profile) -> list[Road]:
    """Every road that was tried, each as if one stopped there."""
    asked = asked_by(engine, profile)
    found, beam = [], [start]
    for depth in range(MOST_STEPS + 1):
        further: list[Road] = []
        prospects: list[Road] = []
        for road in beam:
            outlooks = tuple(_outlooks(engine, road, horizon, asked))
            found.append(with_wants(road, outlooks, horizon, asked.sources))
            for leg in _legs(road, outlooks, asked.sources):
                further.append(_travel(with_wants(road, outlooks, leg[0].at, asked.sources), leg, asked.sources))
                prospects.append(_travel(found[-1], leg, asked.sources))
        beam = _best(further, prospects) if depth < MOST_STEPS else []
        if not beam:
            break
    return found


def _legs(road: Road, outlooks: Sequence[Outlook], sources: tuple[str, ...]) -> Iterator[tuple[Leg, ...]]:
    """The next steps, each by itself, and all thanks that are owed, each person alone, in one go."""
    single = [
        Leg(option=option, at=at, run=run) for option, at, run in next_steps(road, outlooks, sources, _RUNS_AN_OPTION)
    ]
    yield from ((leg,) for leg in single)
    thanks = [leg for leg in single if leg.option.act == THANKS and len(leg.option.to) == 1]
    for _, same in groupby(sorted(thanks, key=_instant), key=_instant):
        by_person = {leg.option.to: leg for leg in same}
        if len(by_person) > 1:
            yield tuple(by_person.values())


def _instant(leg: Leg) -> tuple[float, str]:
    return leg.at.timestamp(), leg.option.channel


def _travel(road: Road, legs: Iterable[Leg], sources: tuple[str, ...]) -> Road:
    for leg in legs:
        road = travel(road, leg.option, leg.at, leg.run, sources)
    return road


def _best(further: Sequence[Road], prospects: Sequence[Road]) -> list[Road]:
    """The roads to follow: those that lost least so far, and those that would be best if nothing more were done.

    `prospects` are the same roads with everything noted that is asked for until the horizon.
    """
    by_loss = sorted(range(len(further)), key=lambda place: _promise(further[place]))
    by_end = sorted(range(len(further)), key=lambda place: _cost(prospects[place]))
    chosen = (*_distinct(further, by_loss), *_distinct(further, by_end))
    return [further[place] for place in dict.fromkeys(chosen)]


def _distinct(roads: Sequence[Road], places: Iterable[int]) -> list[int]:
    """The first few of different course."""
    by_course: dict[object, int] = {}
    for place in places:
        by_course.setdefault(roads[place].course, place)
    return list(by_course.values())[:_BEAM]


def _promise(road: Road) -> tuple[int, int, int, float]:
    """What is lost for good comes first; of equals the road that pleased more, then the sooner."""
    lost = [want for want in road.missed if want.end.timestamp() <= road.now.timestamp()]
    displeased = {each.source for each in road.objections} | {each.source for each in lost}
    return len(displeased), len(road.objections) + len(lost), -len(road.met), road.now.timestamp()


def _followed(engine: Engine, case: Case, asked: Asked) -> frozenset[str]:
    """The rules that the messages of the history followed when they were sent."""
    found: frozenset[str] = frozenset()
    for place, event in enumerate(case.events):
        if event.event in engine.rulebook.vocabulary.acts:
            before = diary_of(replace(case, events=case.events[:place]))
            proposal = Proposal(act=event.event, channel=event.channel or EMAIL, to=event.to, at=event.at)
            found |= followed_rules(said_at(engine, before, proposal, asked))
    return found


def _outlooks(engine: Engine, road: Road, horizon: datetime, asked: Asked) -> Iterator[Outlook]:
    diary = diary_of(road.case)
    for option in sensible_options(road.case, road.now, tuple(engine.rulebook.vocabulary.acts)):
        instants = timeline(engine, diary, option.proposal(road.now), horizon, asked)
        yield Outlook(option=option, runs=tuple(_runs(tuple(instants), horizon)))


def _runs(instants: Sequence[Instant], horizon: datetime) -> Iterator[Run]:
    firsts = [next(same) for _, same in groupby(instants, key=lambda instant: instant.said)]
    ends = [*(instant.at for instant in firsts[1:]), horizon]
    for instant, end in zip(firsts, ends, strict=True):
        yield Run(start=instant.at, end=end, instant=instant)


# --- why none suits all -------------------------------------------------------------------------------------------


def _clash(engine: Engine, start: Road, horizon: datetime, profile: Profile, roads: Iterable[Road]) -> tuple[str, ...]:
    """The smallest set of rules of which every plan breaks one, found and tried until no plan escapes it."""
    broken = {road.broken for road in roads}
    for _ in range(_ROUNDS):
        rules = _smallest_hitting(broken)
        if not rules:
            return ()
        escaping = [road for road in _search(_only(engine, rules), start, horizon, profile) if not road.broken]
        if not escaping:
            return rules
        broken.add(_broken_by(engine, start, escaping[0], horizon, profile))
    return ()


def _smallest_hitting(broken: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """The smallest set with a member in each of these; nothing where none of at most four rules is one."""
    sets = _minimal(broken)
    rules = sorted({rule for each in sets for rule in each})
    for size in range(1, _LARGEST_CLASH + 1):
        for chosen in combinations(rules, size):
            if all(not each.isdisjoint(chosen) for each in sets):
                return chosen
    return ()


def _minimal(broken: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Without those that contain another one: they are hit with it."""
    found: list[frozenset[str]] = []
    for each in sorted(broken, key=len):
        if not any(other <= each for other in found):
            found.append(each)
    return found


def _only(engine: Engine, rules: Iterable[str]) -> Engine:
    """An engine that knows these rules alone."""
    cards = {rule: engine.rulebook.cards[rule] for rule in rules}
    return build_engine(replace(engine.rulebook, cards=cards), "compiled")


def _broken_by(engine: Engine, start: Road, other: Road, horizon: datetime, profile: Profile) -> frozenset[str]:
    """What the whole rulebook holds against the steps of a road that was found with few rules."""
    asked, road = asked_by(engine, profile), start
    for step in other.steps:
        outlooks = tuple(_outlooks(engine, road, horizon, asked))
        (instant, *_) = timeline(engine, diary_of(road.case), step.option.proposal(step.at), horizon, asked)
        run = Run(start=step.at, end=horizon, instant=instant)
        road = travel(with_wants(road, outlooks, step.at, asked.sources), step.option, step.at, run, asked.sources)
    return with_wants(road, _outlooks(engine, road, horizon, asked), horizon, asked.sources).broken
