"""Literals of time as differences between instants, refuted by a cycle of negative weight.

Units of changing length become the bounds of their length, so a cycle refutes and its absence says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from courtesy.audit.anchors import END, INSTANTS, MIDNIGHT, NOW, START, Anchors, Edge, members
from courtesy.audit.draft import DAY
from courtesy.audit.exclusion import at_least, at_most
from courtesy.audit.implication import INTERVIEW, MET_SAME
from courtesy.condition import (
    Anchor,
    AtLeast,
    AtMost,
    DaysPast,
    DaysSince,
    Group,
    Is,
    Latest,
    LatestOf,
    Literal,
    MinuteOfDay,
    MinutesSince,
    RecipientsAre,
    RecipientsCover,
    Unit,
)

_WEEK = 7

_Said: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...], bool]
"""Anchors that are measured, patterns without and with an event, and whether a recipient was met last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timely:
    """What a literal tells of time: `edges` that count where the `measured` anchors (bits) happened.

    `present` and `absent` are numbers of patterns of which an event surely happened, or none; `met`: a recipient surely
    took part in the latest interview. `long_ago`: it holds if only all anchors lie far enough behind; `just_now`: it
    holds if all anchors and the proposal are one instant, a midnight.
    """

    edges: tuple[Edge, ...]
    measured: int
    present: Mapping[int, None]
    absent: Mapping[int, None]
    met: bool
    long_ago: bool
    just_now: bool


class _Known(NamedTuple):
    """Anchors that surely happened (bits), and what holds between the instants of these."""

    happened: int
    order: tuple[Edge, ...]


class Differences:
    """Refutes sets of literals by what they tell of time; literals and anchors are translated once."""

    def __init__(self) -> None:
        self._anchors = Anchors()
        self._known: dict[_Said, _Known] = {}

    def timely(self, literal: Literal) -> Timely | None:
        """What a literal tells of time, or None where that is nothing."""
        anchors = self._anchors
        edges, measured = self._edges(literal)
        present = {anchors.pattern(tally.pattern): None for tally in at_least(literal) if tally.number > 0}
        most = at_most(literal)
        absent = {} if most is None or most.number > 0 else {anchors.pattern(most.pattern): None}
        met = goes_to_somebody_met(literal)
        if not (edges or present or absent or met):
            return None
        return Timely(
            edges=edges,
            measured=measured,
            present=present,
            absent=absent,
            met=met,
            long_ago=_long_ago(literal),
            just_now=_just_now(literal),
        )

    def exclude(self, one: Timely, other: Timely) -> bool:
        """True where two literals that measure times contradict each other, given that their anchors happened."""
        if (one.long_ago and other.long_ago) or (one.just_now and other.just_now):
            return False
        happened = one.measured | other.measured
        return self._cyclic((one, other), _Known(happened, self._anchors.order(happened)))

    def refuted(self, facts: Sequence[Timely], *, thorough: bool = False) -> bool:
        """True where no instants satisfy the literals, given what they say happened.

        A literal of time counts only where its anchors surely happened (without them its number is 0). `thorough`: the
        latest of several anchors is each of them in turn.
        """
        measured = 0
        for fact in facts:
            measured |= fact.measured
        if not measured:
            return False
        said = self._said(facts, measured)
        known = self._known.get(said)
        if known is None:
            known = self._known[said] = self._understood(said)
        return self._cyclic(facts, known) or (thorough and self._by_cases(facts, said, known.happened))

    def _said(self, facts: Sequence[Timely], measured: int) -> _Said:
        present: dict[int, None] = {}
        absent: dict[int, None] = {}
        met = False
        for fact in facts:
            present.update(fact.present)
            absent.update(fact.absent)
            met = met or fact.met
        return measured, tuple(absent), tuple(present), met

    def _understood(self, said: _Said) -> _Known:
        """What surely happened where this was said, and its order."""
        measured, absent, present, _ = said
        anchors = self._anchors
        happened = anchors.happened(anchors.related(measured, (*absent, *present)), present)
        return _Known(happened, self._order(said, happened))

    def _order(self, said: _Said, happened: int) -> tuple[Edge, ...]:
        """What holds between the instants of what happened, whatever the literals measure."""
        _, absent, present, met = said
        anchors = self._anchors
        same = anchors.same(Latest(pattern=MET_SAME), Latest(pattern=INTERVIEW), happened) if met else ()
        return (
            *anchors.order(happened),
            *anchors.before(happened, absent),
            *anchors.after(happened, present),
            *same,
        )

    def _by_cases(self, facts: Sequence[Timely], said: _Said, happened: int) -> bool:
        """The same, where the latest of several anchors is each of them in turn: it happened, and both are one instant."""
        for number in members(happened):
            latest = self._anchors.anchor(number)
            if isinstance(latest, LatestOf) and all(
                self._cyclic(facts, self._case(said, happened, latest, each)) for each in latest.anchors
            ):
                return True
        return False

    def _case(self, said: _Said, happened: int, latest: LatestOf, each: Anchor) -> _Known:
        there = happened | 1 << self._anchors.number(each)
        return _Known(there, (*self._order(said, there), *self._anchors.same(latest, each, there)))

    def _cyclic(self, facts: Sequence[Timely], known: _Known) -> bool:
        happened = known.happened
        edges = [edge for fact in facts if not fact.measured & ~happened for edge in fact.edges]
        if not edges:
            return False
        edges += known.order
        return _has_negative_cycle(edges, len(self._anchors), happened.bit_count() + 1)

    # --- literals -------------------------------------------------------------------------------------------------

    def _edges(self, literal: Literal) -> tuple[tuple[Edge, ...], int]:
        """The edges of a literal of time, and the anchors that it measures."""
        now = INSTANTS * NOW
        match literal:
            case AtLeast(signal=MinuteOfDay(), value=bound):
                return ((now + START, now + MIDNIGHT, -bound),), 0
            case AtMost(signal=MinuteOfDay(), value=bound):
                return ((now + MIDNIGHT, now + START, bound),), 0
            case AtLeast(signal=(DaysSince() | MinutesSince() | DaysPast()) as signal, value=bound):
                here, there, unit, (shortest, _), measured = self._measured(signal)
                return ((there, here, -unit * (bound + shortest)),), measured
            case AtMost(signal=(DaysSince() | MinutesSince() | DaysPast()) as signal, value=bound):
                here, there, unit, (_, longest), measured = self._measured(signal)
                return ((here, there, unit * (bound + longest)),), measured
            case _:
                return (), 0

    def _measured(self, signal: DaysSince | MinutesSince | DaysPast) -> tuple[int, int, int, tuple[int, int], int]:
        """From which instant to which, in what unit, the bounds of the length that is counted off, and the anchors."""
        one = self._anchors.number(signal.anchor)
        other = NOW if signal.of is None else self._anchors.number(signal.of)
        measured = 1 << one | (0 if signal.of is None else 1 << other)
        match signal:
            case MinutesSince():
                return INSTANTS * one + END, INSTANTS * other + START, 1, (0, 0), measured
            case DaysSince():
                return INSTANTS * one + MIDNIGHT, INSTANTS * other + MIDNIGHT, DAY, (0, 0), measured
            case DaysPast(amount=amount, unit=unit):
                bounds = length(amount, unit)
                return INSTANTS * one + MIDNIGHT, INSTANTS * other + MIDNIGHT, DAY, bounds, measured


def _long_ago(literal: Literal) -> bool:
    """True for a literal that holds if only all anchors lie far enough behind."""
    return isinstance(literal, AtLeast) and getattr(literal.signal, "of", None) is None


def _just_now(literal: Literal) -> bool:
    """True for a literal that holds if all anchors and the proposal are one instant, a midnight."""
    return isinstance(literal, AtMost) and isinstance(literal.signal, DaysSince | MinutesSince) and literal.value >= 0


def goes_to_somebody_met(literal: Literal) -> bool:
    """Whether a recipient surely took part in the latest interview."""
    match literal:
        case Is(signal=RecipientsAre(people=people) | RecipientsCover(people=people), value=True):
            return people.group is Group.MET
        case _:
            return False


@lru_cache(maxsize=1024)
def length(amount: int, unit: Unit) -> tuple[int, int]:
    """The fewest and the most days from a day to the one that lies `amount` units after it."""
    if amount < 0:
        shortest, longest = length(-amount, unit)
        return -longest, -shortest
    match unit:
        case Unit.DAY:
            return amount, amount
        case Unit.WEEK:
            return _WEEK * amount, _WEEK * amount
        case Unit.MONTH:
            # No twelve months are longer than 366 days, no month than 31 or shorter than 28.
            return 28 * amount, 31 * amount
        case Unit.BUSINESS_DAY:
            weeks, rest = divmod(amount, 5)
            return _WEEK * weeks + (rest or (-2 if weeks else 0)), _WEEK * weeks + rest + 2 * bool(amount)
        case _:
            return _WEEK * (amount - 1) + bool(amount), _WEEK * amount


# --- the graph ----------------------------------------------------------------------------------------------------


def _has_negative_cycle(edges: Sequence[Edge], anchors: int, happened: int) -> bool:
    """Bellman and Ford, from everywhere at once. `happened` anchors of all `anchors` have edges at their instants."""
    distance = [0] * (INSTANTS * anchors)
    for _ in range(INSTANTS * happened):
        changed = False
        for start, end, weight in edges:
            near = distance[start] + weight
            if near < distance[end]:
                distance[end] = near
                changed = True
        if not changed:
            return False
    return True
