"""Literals of time as differences between instants, refuted by a cycle of negative weight.

Units of changing length become the bounds of their length, so a cycle refutes and its absence says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Timely:
    """What a literal tells of time: `edges` that count where the `measured` anchors (bits) happened.

    `present` and `absent` are numbers of patterns of which an event surely happened, or none; `met`: a recipient surely
    took part in the latest interview. `long_ago`: it holds if only all anchors lie far enough behind; `just_now`: it
    holds if all anchors and the proposal are one instant, a midnight.
    """

    edges: tuple[Edge, ...]
    measured: int
    present: tuple[int, ...]
    absent: tuple[int, ...]
    met: bool
    long_ago: bool
    just_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Anchors that surely happened (bits), patterns without and with an event, whether a recipient was met last."""

    happened: int
    absent: tuple[int, ...] = ()
    present: tuple[int, ...] = ()
    met: bool = False


class Differences:
    """Refutes sets of literals by what they tell of time; literals and anchors are translated once."""

    def __init__(self) -> None:
        self._anchors = Anchors()
        self._orders: dict[_Known, tuple[Edge, ...]] = {}

    def timely(self, literal: Literal) -> Timely | None:
        """What a literal tells of time, or None where that is nothing."""
        anchors = self._anchors
        edges, measured = self._edges(literal)
        present = tuple(anchors.pattern(tally.pattern) for tally in at_least(literal) if tally.number > 0)
        most = at_most(literal)
        absent = () if most is None or most.number > 0 else (anchors.pattern(most.pattern),)
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
        return self._cyclic((one, other), _Known(happened=one.measured | other.measured))

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
        known = self._known(facts, measured)
        return self._cyclic(facts, known) or (thorough and self._by_cases(facts, known))

    def _known(self, facts: Sequence[Timely], measured: int) -> _Known:
        anchors = self._anchors
        present = tuple(dict.fromkeys(chain.from_iterable(fact.present for fact in facts)))
        absent = tuple(dict.fromkeys(chain.from_iterable(fact.absent for fact in facts)))
        return _Known(
            happened=anchors.happened(anchors.related(measured, (*absent, *present)), present),
            absent=tuple(pattern for pattern in absent if anchors.bound(pattern) is not None),
            present=tuple(pattern for pattern in present if anchors.bound(pattern) is not None),
            met=any(fact.met for fact in facts),
        )

    def _by_cases(self, facts: Sequence[Timely], known: _Known) -> bool:
        """The same, where the latest of several anchors is each of them in turn: it happened, and both are one instant."""
        anchors = self._anchors
        for number in members(known.happened):
            latest = anchors.anchor(number)
            if isinstance(latest, LatestOf) and all(
                self._cyclic(facts, _with(known, anchors.number(each)), (latest, each)) for each in latest.anchors
            ):
                return True
        return False

    def _cyclic(self, facts: Sequence[Timely], known: _Known, same: tuple[LatestOf, Anchor] | None = None) -> bool:
        edges = [edge for fact in facts if not fact.measured & ~known.happened for edge in fact.edges]
        if not edges:
            return False
        edges += self._order(known)
        if same is not None:
            edges += self._anchors.same(*same, known.happened)
        return _has_negative_cycle(edges, len(self._anchors), known.happened.bit_count() + 1)

    def _order(self, known: _Known) -> tuple[Edge, ...]:
        """What holds between the instants of what happened, whatever the literals measure."""
        found = self._orders.get(known)
        if found is None:
            anchors, happened = self._anchors, known.happened
            edges = [
                *anchors.order(happened),
                *anchors.before(happened, known.absent),
                *anchors.after(happened, known.present),
            ]
            if known.met:
                edges += anchors.same(Latest(pattern=MET_SAME), Latest(pattern=INTERVIEW), happened)
            found = self._orders[known] = tuple(edges)
        return found

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


def _with(known: _Known, number: int) -> _Known:
    return replace(known, happened=known.happened | 1 << number)


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
