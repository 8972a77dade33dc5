"""Literals of time as differences between instants, refuted by a cycle of negative weight.

Every anchor has three instants, in minutes: the midnight of its day, its start and its end. `later - earlier <= weight`
is an edge; midnights differ by whole days. Units of changing length become the bounds of their length, so a cycle refutes
and its absence says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from courtesy.audit.draft import DAY
from courtesy.audit.implication import INTERVIEW, MET_SAME, TIMELINE, pattern_implies, since
from courtesy.condition import (
    Anchor,
    AtLeast,
    AtMost,
    DaysPast,
    DaysSince,
    EarliestOf,
    First,
    Group,
    Is,
    Latest,
    LatestOf,
    Literal,
    MinuteOfDay,
    MinutesSince,
    Moved,
    Now,
    Pattern,
    Promised,
    RecipientsAre,
    RecipientsCover,
    Unit,
)
from courtesy.history import AFTER_INTERVIEW

NOW: Final = "now"
MIDNIGHT, START, END = "midnight", "start", "end"

Instant: TypeAlias = tuple[object, str]
Edge: TypeAlias = tuple[Instant, Instant, int]
"""(from, to, weight): `to - from <= weight`."""

_WEEK = 7


def times_exclude(one: Literal, other: Literal) -> bool:
    """True where two literals of time contradict each other, given that their anchors happened."""
    if (_long_ago(one) and _long_ago(other)) or (_just_now(one) and _just_now(other)):
        return False
    anchors = anchors_of((one, other))
    return refuted((one, other), anchors, ())


def _long_ago(literal: Literal) -> bool:
    """True for a literal that holds if only all anchors lie far enough behind."""
    return isinstance(literal, AtLeast) and getattr(literal.signal, "of", None) is None


def _just_now(literal: Literal) -> bool:
    """True for a literal that holds if all anchors and the proposal are one instant, a midnight."""
    return isinstance(literal, AtMost) and isinstance(literal.signal, DaysSince | MinutesSince) and literal.value >= 0


def anchors_of(literals: Iterable[Literal]) -> frozenset[Anchor]:
    """The anchors that literals of time measure."""
    found: set[Anchor] = set()
    for literal in literals:
        match literal.signal:
            case DaysSince(anchor=anchor, of=of) | MinutesSince(anchor=anchor, of=of) | DaysPast(anchor=anchor, of=of):
                found.add(anchor)
                found.update(() if of is None else (of,))
            case _:
                pass
    return frozenset(found)


def refuted(
    literals: Sequence[Literal],
    happened: frozenset[Anchor],
    absent: Sequence[Pattern],
    present: Sequence[Pattern] = (),
) -> bool:
    """True where no instants satisfy the literals; `happened` surely did, so did an event of each `present` pattern.

    `absent` patterns have no event.

    A literal of time counts only where its anchors happened (without them its number is 0).
    """
    edges = _all_edges(literals, happened, absent, present)
    return bool(edges) and _has_negative_cycle(edges)


def refuted_by_cases(
    literals: Sequence[Literal],
    happened: frozenset[Anchor],
    absent: Sequence[Pattern],
    present: Sequence[Pattern],
) -> bool:
    """The same, where the latest of several anchors is each of them in turn: it happened, and both are one instant."""

    def closed(latest: LatestOf, each: Anchor) -> bool:
        there = happened | {each}
        return _has_negative_cycle([*_all_edges(literals, there, absent, present), *_same(latest, each, there)])

    return any(
        all(closed(latest, each) for each in latest.anchors) for latest in happened if isinstance(latest, LatestOf)
    )


def _all_edges(
    literals: Sequence[Literal], happened: frozenset[Anchor], absent: Sequence[Pattern], present: Sequence[Pattern]
) -> list[Edge]:
    """Everything that is known of the differences; nothing where no literal measures one."""
    edges = [edge for literal in literals for edge in _edges(literal, happened)]
    if not edges:
        return []
    edges += _order(happened)
    edges += _before(happened, absent)
    edges += _after(happened, present)
    if any(goes_to_somebody_met(literal) for literal in literals):
        edges += _same(Latest(pattern=MET_SAME), Latest(pattern=INTERVIEW), happened)
    return edges


# --- literals -----------------------------------------------------------------------------------------------------


def _edges(literal: Literal, happened: frozenset[Anchor]) -> Iterator[Edge]:
    match literal:
        case AtLeast(signal=MinuteOfDay(), value=bound):
            yield ((NOW, START), (NOW, MIDNIGHT), -bound)
        case AtMost(signal=MinuteOfDay(), value=bound):
            yield ((NOW, MIDNIGHT), (NOW, START), bound)
        case AtLeast(signal=(DaysSince() | MinutesSince() | DaysPast()) as signal, value=bound):
            if _is_there(signal, happened):
                here, there, unit, (shortest, _) = _measured(signal)
                yield (there, here, -unit * (bound + shortest))
        case AtMost(signal=(DaysSince() | MinutesSince() | DaysPast()) as signal, value=bound):
            if _is_there(signal, happened):
                here, there, unit, (_, longest) = _measured(signal)
                yield (here, there, unit * (bound + longest))
        case _:
            return


def _is_there(signal: DaysSince | MinutesSince | DaysPast, happened: frozenset[Anchor]) -> bool:
    return signal.anchor in happened and (signal.of is None or signal.of in happened)


def _measured(
    signal: DaysSince | MinutesSince | DaysPast,
) -> tuple[Instant, Instant, int, tuple[int, int]]:
    """From which instant to which, in what unit, and the bounds of the length that is counted off."""
    other: object = NOW if signal.of is None else signal.of
    match signal:
        case MinutesSince():
            return (signal.anchor, END), (other, START), 1, (0, 0)
        case DaysSince():
            return (signal.anchor, MIDNIGHT), (other, MIDNIGHT), DAY, (0, 0)
        case DaysPast(amount=amount, unit=unit):
            return (signal.anchor, MIDNIGHT), (other, MIDNIGHT), DAY, length(amount, unit)


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


# --- the order of anchors -----------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _order(happened: frozenset[Anchor]) -> tuple[Edge, ...]:
    return tuple(_ordered(happened))


def _ordered(happened: frozenset[Anchor]) -> Iterator[Edge]:
    yield ((NOW, MIDNIGHT), (NOW, START), DAY - 1)
    yield ((NOW, START), (NOW, MIDNIGHT), 0)
    for anchor in happened:
        yield from _inside(anchor)
        for other in happened:
            if other is not anchor and _not_later(anchor, other):
                yield from _pair(anchor, other)


def _inside(anchor: Anchor) -> Iterator[Edge]:
    """The three instants of one anchor lie on its day; what happened lies before the proposal."""
    yield ((anchor, START), (anchor, MIDNIGHT), 0)
    yield ((anchor, MIDNIGHT), (anchor, START), DAY - 1)
    yield ((anchor, END), (anchor, START), 0)
    if _lasts(anchor):
        yield ((anchor, MIDNIGHT), (anchor, END), DAY - 1)
    else:
        yield ((anchor, START), (anchor, END), 0)
    if not _may_lie_ahead(anchor):
        yield from _pair(anchor, NOW)


def _pair(earlier: object, later: object) -> Iterator[Edge]:
    yield ((later, START), (earlier, START), 0)
    yield ((later, MIDNIGHT), (earlier, MIDNIGHT), 0)


def _lasts(anchor: Anchor) -> bool:
    match anchor:
        case Latest(pattern=pattern) | First(pattern=pattern):
            return "interview" in pattern.events
        case Promised():
            return False
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            return any(_lasts(each) for each in anchors)
        case Now():
            return False
        case Moved():
            # A day that was counted off lasts from its first minute to its last.
            return True


def _may_lie_ahead(anchor: Anchor) -> bool:
    """A promised date can; what happened cannot."""
    match anchor:
        case Latest() | First():
            return False
        case Promised() | Moved():
            return True
        case Now():
            return False
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            return any(_may_lie_ahead(each) for each in anchors)


@lru_cache(maxsize=65536)
def _not_later(one: Anchor, other: Anchor) -> bool:
    """True where `one`, if both happened, surely starts at or before `other`."""
    match one, other:
        case Latest(pattern=narrow), Latest(pattern=wide):
            return pattern_implies(narrow, wide) or wide.since == one or _counts_from(wide, one)
        case First(pattern=wide), First(pattern=narrow):
            return pattern_implies(narrow, wide) or _counts_from(narrow, one)
        case First(pattern=pattern), Latest(pattern=other_pattern):
            return (
                (pattern == INTERVIEW and set(other_pattern.events) <= AFTER_INTERVIEW)
                or pattern_implies(pattern, other_pattern)
                or pattern_implies(other_pattern, pattern)
                or _counts_from(other_pattern, one)
            )
        case Latest(), First(pattern=pattern):
            return _counts_from(pattern, one)
        case _:
            return _made_not_later(one, other)


def _made_not_later(one: Anchor, other: Anchor) -> bool:
    """The same, where one of the two is made of others, or promised."""
    match one, other:
        case _, LatestOf(anchors=anchors):
            return one in anchors
        case EarliestOf(anchors=anchors), _:
            return other in anchors
        case ((LatestOf() | EarliestOf()), (Latest(pattern=pattern) | First(pattern=pattern))):
            return pattern.since == one
        case ((Latest(pattern=pattern) | First(pattern=pattern)), Promised()):
            return pattern == TIMELINE
        case _:
            return False


def _counts_from(pattern: Pattern, anchor: Anchor) -> bool:
    match pattern.since:
        case LatestOf(anchors=anchors):
            return anchor in anchors or pattern.since == anchor
        case _:
            return pattern.since == anchor


def _before(happened: frozenset[Anchor], absent: Sequence[Pattern]) -> Iterator[Edge]:
    """Where nothing of a pattern happened since an anchor, the latest of it lies before that anchor."""
    for pattern in absent:
        bound = pattern.since
        if bound is None or bound not in happened:
            continue
        for anchor in happened:
            if isinstance(anchor, Latest | First) and pattern_implies(since(anchor.pattern, bound), pattern):
                yield ((bound, START), (anchor, START), -1)


def _after(happened: frozenset[Anchor], present: Sequence[Pattern]) -> Iterator[Edge]:
    """Where something of a pattern happened since an anchor, the latest of it does not lie before that anchor."""
    for pattern in present:
        for bound in _bounds(pattern):
            if bound in happened:
                for anchor in happened:
                    if isinstance(anchor, Latest) and pattern_implies(pattern, anchor.pattern):
                        yield from _pair(bound, anchor)


def goes_to_somebody_met(literal: Literal) -> bool:
    """Whether a recipient surely took part in the latest interview."""
    match literal:
        case Is(signal=RecipientsAre(people=people) | RecipientsCover(people=people), value=True):
            return people.group is Group.MET
        case _:
            return False


def _same(one: Anchor, other: Anchor, happened: frozenset[Anchor]) -> Iterator[Edge]:
    """Two anchors that stand for one event: a recipient took part in the latest interview."""
    if one in happened and other in happened:
        for instant in (MIDNIGHT, START, END):
            yield ((one, instant), (other, instant), 0)
            yield ((other, instant), (one, instant), 0)


def _bounds(pattern: Pattern) -> tuple[Anchor, ...]:
    match pattern.since:
        case None:
            return ()
        case LatestOf(anchors=anchors):
            return (pattern.since, *anchors)
        case _:
            return (pattern.since,)


# --- the graph ----------------------------------------------------------------------------------------------------


def _has_negative_cycle(edges: Sequence[Edge]) -> bool:
    """Bellman and Ford, from everywhere at once; differences between midnights are rounded down to whole days."""
    rounded = [
        (tail, head, weight // DAY * DAY if tail[1] == head[1] == MIDNIGHT else weight) for tail, head, weight in edges
    ]
    numbers: dict[Instant, int] = {}
    for tail, head, _ in rounded:
        numbers.setdefault(tail, len(numbers))
        numbers.setdefault(head, len(numbers))
    plain = [(numbers[tail], numbers[head], weight) for tail, head, weight in rounded]
    distance = [0] * len(numbers)
    for _ in range(len(numbers)):
        changed = False
        for start, end, weight in plain:
            if distance[start] + weight < distance[end]:
                distance[end] = distance[start] + weight
                changed = True
        if not changed:
            return False
    return True
