"""What to do now: every message that makes sense, with its standing, ranked, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from courtesy.case import Case
from courtesy.decision.decide import decide
from courtesy.decision.engine import Engine
from courtesy.decision.values import Advice, Finding
from courtesy.frozen import dataclass
from courtesy.situation.diary import diary_of
from courtesy.verdict import Profile, Verdict
from courtesy.windows.counsel import counsel_now
from courtesy.windows.options import Option, sensible_options
from courtesy.windows.timeline import Asked, Instant, asked_by, later, timeline

_Key: TypeAlias = Callable[["Item"], object]

_ASKING = (Verdict.REQUIRED, Verdict.RECOMMENDED)


class Standing(StrEnum):
    """How a message stands under the profile, most pressing first."""

    DUE = "due"
    """It may be sent, at least one source asks for it, and not for ever."""
    FINE = "fine"
    """It may be sent, and nothing presses."""
    WAIT = "wait"
    """It may be sent later."""
    CLOSED = "closed"
    """It may not be sent, as far as was looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch [start, end) and the sources that oppose in it. `end` None: as far as was looked."""

    start: datetime
    end: datetime | None
    opposes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The rule that tells most, in one line."""

    rule: str
    source: str
    says: str
    fix: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of the agenda.

    `people` lists the recipients that share the answer (each alone, not together), `channels` the ways that do.
    `opens` is the first moment at which it may be sent (None: never), `closes` the first after that at which it may
    not any more, `deadline` the first at which a source that asked for it asks no more. `asked_by`, `favoured_by` and
    `opposed_by` speak of `opens`, of now where it is closed. `least` is the stretch that fewest sources oppose
    while another favours it, where it is closed.
    """

    act: str
    channels: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]
    standing: Standing
    opens: datetime | None
    closes: datetime | None
    deadline: datetime | None
    asked_by: tuple[str, ...]
    favoured_by: tuple[str, ...]
    opposed_by: tuple[str, ...]
    least: Spell | None
    reason: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What to do from a moment on: the rows in order, and the counsel that matters."""

    case: Case
    at: datetime
    horizon: datetime
    profile: Profile
    items: tuple[Item, ...]
    counsel: tuple[Advice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """The instants of an option, and whose they are."""

    option: Option
    instants: tuple[Instant, ...]
    sources: tuple[str, ...]
    profile: Profile

    def open_at(self, place: int) -> bool:
        """The profile does not oppose it, and at least one source favours it."""
        instant = self.instants[place]
        return not self.against(place) and any(said.verdict.favours for said in instant.said)

    def against(self, place: int) -> bool:
        """The profile opposes it, or has no verdict."""
        combined = self.instants[place].combined(self.profile)
        return combined.verdict.opposes or combined.indeterminate

    def who(self, place: int, verdicts: Iterable[Verdict]) -> tuple[str, ...]:
        """The sources with one of these verdicts."""
        wanted = tuple(verdicts)
        said = zip(self.sources, self.instants[place].said, strict=True)
        return tuple(source for source, each in said if each.verdict in wanted)

    def first(self, start: int, wanted: Sequence[bool]) -> int | None:
        """The first place from `start` on at which `wanted` is true."""
        return next((place for place in range(start, len(self.instants)) if wanted[place]), None)


def make_agenda(engine: Engine, case: Case, at: datetime, profile: Profile, days: int = 60) -> Agenda:
    """What to do at a moment of the case, looking `days` times 24 hours ahead."""
    asked, horizon, diary = asked_by(engine, profile), later(at, days), diary_of(case)
    found = []
    for option in sensible_options(case, at, tuple(engine.rulebook.vocabulary.acts)):
        instants = tuple(timeline(engine, diary, option.proposal(at), horizon, asked))
        sight = _Sight(option=option, instants=instants, sources=asked.sources, profile=profile)
        found += [_item(engine, case, sight)] if _anybody_speaks(instants) else []
    items = tuple(sorted(_collapsed(found), key=_rank))
    return Agenda(
        case=case,
        at=at,
        horizon=horizon,
        profile=profile,
        items=items,
        counsel=_counsel(engine, case, at, items, asked),
    )


def _anybody_speaks(instants: Iterable[Instant]) -> bool:
    return any(said.verdict is not Verdict.SILENT for instant in instants for said in instant.said)


def _counsel(engine: Engine, case: Case, at: datetime, items: Sequence[Item], asked: Asked) -> tuple[Advice, ...]:
    """In view of what is not closed; where all is, in view of the first."""
    open_items = [item for item in items if item.standing is not Standing.CLOSED] or items[:1]
    proposals = [Option(act=item.act, channel=item.channels[0], to=item.people[0]).proposal(at) for item in open_items]
    return counsel_now(engine, case, proposals, asked)


# --- one message --------------------------------------------------------------------------------------------------


def _item(engine: Engine, case: Case, sight: _Sight) -> Item:
    every = range(len(sight.instants))
    opens = sight.first(0, [sight.open_at(place) for place in every])
    unopposed = not sight.against(0)
    if opens is None and not unopposed:
        return _closed(engine, case, sight)
    start = 0 if opens is None or (unopposed and opens == 0) else opens
    closes = sight.first(start, [sight.against(place) for place in every])
    asked_by, deadline = sight.who(start, _ASKING), _deadline(sight, start, closes)
    standing = Standing.WAIT if start else Standing.DUE if asked_by and deadline is not None else Standing.FINE
    return Item(
        act=sight.option.act,
        channels=(sight.option.channel,),
        people=(sight.option.to,),
        standing=standing,
        opens=sight.instants[start].at,
        closes=_at(sight, closes),
        deadline=_at(sight, deadline),
        asked_by=asked_by,
        favoured_by=_favouring(sight, start),
        opposed_by=_opposing(sight, start),
        least=None,
        reason=_reason(engine, case, sight, start - 1 if start else 0, against=bool(start)),
    )


def _deadline(sight: _Sight, start: int, closes: int | None) -> int | None:
    """Where the first source that asks for it at `start` asks no more, or the profile turns against it."""
    asking = sight.who(start, _ASKING)
    if not asking:
        return None
    stops = [not set(asking) <= set(sight.who(place, _ASKING)) for place in range(len(sight.instants))]
    return min((place for place in (sight.first(start, stops), closes) if place is not None), default=None)


def _closed(engine: Engine, case: Case, sight: _Sight) -> Item:
    return Item(
        act=sight.option.act,
        channels=(sight.option.channel,),
        people=(sight.option.to,),
        standing=Standing.CLOSED,
        opens=None,
        closes=None,
        deadline=None,
        asked_by=sight.who(0, _ASKING),
        favoured_by=_favouring(sight, 0),
        opposed_by=_opposing(sight, 0),
        least=_least(sight),
        reason=_reason(engine, case, sight, 0, against=True),
    )


def _least(sight: _Sight) -> Spell | None:
    """The first stretch that fewest sources oppose among those in which at least one favours it."""
    places = [place for place in range(len(sight.instants)) if _favouring(sight, place)]
    if not places:
        return None
    best = min(places, key=lambda place: len(_opposing(sight, place)))
    fewest = _opposing(sight, best)
    end = sight.first(best, [_opposing(sight, place) != fewest for place in range(len(sight.instants))])
    return Spell(start=sight.instants[best].at, end=_at(sight, end), opposes=fewest)


def _favouring(sight: _Sight, place: int) -> tuple[str, ...]:
    return sight.who(place, (verdict for verdict in Verdict if verdict.favours))


def _opposing(sight: _Sight, place: int) -> tuple[str, ...]:
    return sight.who(place, (verdict for verdict in Verdict if verdict.opposes))


def _at(sight: _Sight, place: int | None) -> datetime | None:
    return None if place is None else sight.instants[place].at


def _reason(engine: Engine, case: Case, sight: _Sight, place: int, *, against: bool) -> Reason | None:
    """The finding that decides at an instant: of those for it, or against it, the strongest of the first source."""
    decision = decide(engine, case, sight.option.proposal(sight.instants[place].at), sight.profile)
    side = [finding for finding in decision.findings if finding.decides and _opposes(finding) is against]
    return next((_told(finding) for finding in sorted(side, key=_strength)), None)


def _opposes(finding: Finding) -> bool:
    return finding.effect.value in ("discourage", "forbid")


def _strength(finding: Finding) -> tuple[int, bool]:
    """Strong effects first, of equals what ends first: it is the one to know."""
    strength = ("forbid", "require", "recommend", "discourage", "permit").index(finding.effect.value)
    return strength, finding.changes_at is None


def _told(finding: Finding) -> Reason:
    return Reason(rule=finding.rule, source=finding.source, says=finding.says, fix=finding.fix)


# --- the agenda ---------------------------------------------------------------------------------------------------


def _collapsed(items: Sequence[Item]) -> Iterator[Item]:
    """People, then channels with the same answer in one row; what is closed only where nothing of its kind is open."""
    by_people = _merged(items, lambda item: (item.channels, _answer(item)))
    by_channel = _merged(by_people, lambda item: (item.people, _answer(item)))
    for item in by_channel:
        better = [each for each in by_channel if each.act == item.act and each.standing is not Standing.CLOSED]
        if item.standing is not Standing.CLOSED or not any(set(item.people) <= set(each.people) for each in better):
            yield item


def _answer(item: Item) -> tuple[object, ...]:
    """What two rows must share to be one. A closed row is told by who opposes it, not by which rule."""
    if item.standing is Standing.CLOSED:
        return item.act, item.standing, item.opposed_by, item.favoured_by
    return item.act, item.standing, item.opens, item.closes, item.deadline, item.asked_by, item.opposed_by


def _merged(items: Sequence[Item], key: _Key) -> list[Item]:
    rows: dict[object, list[Item]] = {}
    for item in items:
        rows.setdefault(key(item), []).append(item)
    return [_together(same) for same in rows.values()]


def _together(same: Sequence[Item]) -> Item:
    people = dict.fromkeys(each for item in same for each in item.people)
    channels = dict.fromkeys(each for item in same for each in item.channels)
    return replace(same[0], people=tuple(people), channels=tuple(channels))


def _rank(item: Item) -> tuple[int, float, int]:
    """Due by deadline, fine by how many ask for it, waiting by opening, closed last."""
    order = list(Standing).index(item.standing)
    moment = item.deadline if item.standing is Standing.DUE else item.opens if item.standing is Standing.WAIT else None
    return order, moment.timestamp() if moment else 0.0, -len(item.asked_by or item.favoured_by)
