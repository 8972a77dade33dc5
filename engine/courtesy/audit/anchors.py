"""Anchors and patterns by number, and what is known of their order whatever the history.

Anchors are nested values that cost more to compare than to reason about; so each gets a number once, and sets of them
are the bits of an integer. Every anchor has three instants, in minutes: the midnight of its day, its start and its end.
`later - earlier <= weight` is an edge; midnights differ by whole days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final, TypeAlias

from courtesy.audit.draft import DAY
from courtesy.audit.implication import INTERVIEW, MET_SAME, TIMELINE, pattern_implies, since
from courtesy.condition import Anchor, EarliestOf, First, Latest, LatestOf, Moved, Now, Pattern, Promised
from courtesy.history import AFTER_INTERVIEW

MIDNIGHT: Final = 0
START: Final = 1
END: Final = 2
INSTANTS: Final = 3
"""The instants of an anchor: its number times three, plus one of these."""

NOW: Final = 0
"""The number of the proposal's moment, which is no anchor of a history."""

Edge: TypeAlias = tuple[int, int, int]
"""(from, to, weight): `to - from <= weight`."""


class Anchors:
    """Numbers anchors and patterns, and keeps what was worked out about them."""

    def __init__(self) -> None:
        self._anchors: list[Anchor] = [Now()]
        self._numbers: dict[Anchor, int] = {}
        self._patterns: list[Pattern] = []
        self._pattern_numbers: dict[Pattern, int] = {}
        self._bounds: list[int] = []
        self._beneath: dict[int, int] = {}
        self._surely: dict[tuple[int, int], bool] = {}
        self._not_later: dict[tuple[int, int], bool] = {}
        self._inside: dict[int, tuple[Edge, ...]] = {}
        self._orders: dict[int, tuple[Edge, ...]] = {}
        self._sinces: dict[tuple[int, int, int], bool] = {}

    def __len__(self) -> int:
        """How many there are, the proposal's moment included."""
        return len(self._anchors)

    def number(self, anchor: Anchor) -> int:
        """The number of an anchor."""
        found = self._numbers.get(anchor)
        if found is None:
            found = self._numbers[anchor] = len(self._anchors)
            self._anchors.append(anchor)
        return found

    def anchor(self, number: int) -> Anchor:
        """The anchor of a number."""
        return self._anchors[number]

    def pattern(self, pattern: Pattern) -> int:
        """The number of a pattern."""
        found = self._pattern_numbers.get(pattern)
        if found is None:
            found = self._pattern_numbers[pattern] = len(self._patterns)
            self._patterns.append(pattern)
            self._bounds.append(-1 if pattern.since is None else self.number(pattern.since))
        return found

    def bound(self, pattern: int) -> int | None:
        """The anchor that a pattern counts from."""
        found = self._bounds[pattern]
        return None if found < 0 else found

    def related(self, anchors: int, patterns: Iterable[int]) -> int:
        """Anchors, and all that they and the patterns count from."""
        waiting = list(members(anchors))
        waiting += [bound for pattern in patterns if (bound := self.bound(pattern)) is not None]
        found = 0
        for number in waiting:
            found |= self._with_beneath(number)
        return found

    def _with_beneath(self, number: int) -> int:
        found = self._beneath.get(number)
        if found is None:
            found = 1 << number
            for each in _beneath(self._anchors[number]):
                found |= self._with_beneath(self.number(each))
            self._beneath[number] = found
        return found

    def happened(self, anchors: int, present: Iterable[int]) -> int:
        """Those of the anchors that surely happened where events of the `present` patterns did."""
        known = tuple(present)
        return bits(number for number in members(anchors) if self._happened(self._anchors[number], known))

    def _happened(self, anchor: Anchor, present: tuple[int, ...]) -> bool:
        match anchor:
            case Latest(pattern=pattern) | First(pattern=pattern):
                return any(self._implies(each, pattern) for each in present)
            case Promised():
                return any(self._implies(each, TIMELINE) for each in present)
            case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
                return any(self._happened(each, present) for each in anchors)
            case Moved(anchor=moved_from):
                return self._happened(moved_from, present)
            case Now():
                return True

    def _implies(self, narrow: int, wide: Pattern) -> bool:
        key = narrow, self.pattern(wide)
        found = self._surely.get(key)
        if found is None:
            found = self._surely[key] = pattern_implies(self._patterns[narrow], wide)
        return found

    # --- edges ----------------------------------------------------------------------------------------------------

    def order(self, happened: int) -> tuple[Edge, ...]:
        """What holds between the instants of these anchors, given that they happened."""
        found = self._orders.get(happened)
        if found is None:
            found = self._orders[happened] = tuple(self._ordered(tuple(members(happened))))
        return found

    def _ordered(self, happened: tuple[int, ...]) -> Iterator[Edge]:
        yield (INSTANTS * NOW + MIDNIGHT, INSTANTS * NOW + START, DAY - 1)
        yield (INSTANTS * NOW + START, INSTANTS * NOW + MIDNIGHT, 0)
        for one in happened:
            yield from self._within(one)
            for other in happened:
                if other != one and self._lies_not_later(one, other):
                    yield from later(one, other, apart=self._are_apart(one, other))
                    if self._is_interview(one) and self._is_interview(other):
                        # Interviews do not overlap: the one that begins earlier ends earlier, too.
                        yield (INSTANTS * other + END, INSTANTS * one + END, 0)

    def _within(self, number: int) -> tuple[Edge, ...]:
        if number not in self._inside:
            self._inside[number] = tuple(_inside(number, self._anchors[number]))
        return self._inside[number]

    def _lies_not_later(self, one: int, other: int) -> bool:
        key = one, other
        found = self._not_later.get(key)
        if found is None:
            found = self._not_later[key] = _not_later(self._anchors[one], self._anchors[other])
        return found

    def _are_apart(self, one: int, other: int) -> bool:
        """Whether two anchors are surely two events, which never fall on one minute."""
        return events_apart(_events(self._anchors[one]), _events(self._anchors[other]))

    def _is_interview(self, number: int) -> bool:
        """Whether the anchor is surely an interview."""
        anchor = self._anchors[number]
        return isinstance(anchor, Latest | First) and anchor.pattern.events == INTERVIEW.events

    def before(self, happened: int, absent: Iterable[int]) -> Iterator[Edge]:
        """Where nothing of a pattern happened since an anchor, the latest of it lies before that anchor."""
        for pattern in absent:
            bound = self.bound(pattern)
            if bound is not None and happened >> bound & 1:
                for number in members(happened):
                    if self._counts_among(number, bound, pattern):
                        yield (INSTANTS * bound + START, INSTANTS * number + START, -1)

    def _counts_among(self, number: int, bound: int, pattern: int) -> bool:
        """Whether the event of an anchor, had it happened since the bound, would be one of the pattern."""
        key = number, bound, pattern
        found = self._sinces.get(key)
        if found is None:
            anchor = self._anchors[number]
            found = self._sinces[key] = isinstance(anchor, Latest | First) and pattern_implies(
                since(anchor.pattern, self._anchors[bound]), self._patterns[pattern]
            )
        return found

    def after(self, happened: int, present: Iterable[int]) -> Iterator[Edge]:
        """Where something of a pattern happened since an anchor, the latest of it does not lie before that anchor."""
        for pattern in present:
            for bound in self._all_bounds(pattern):
                if happened >> bound & 1:
                    apart = events_apart(self._patterns[pattern].events, _events(self._anchors[bound]))
                    for number in members(happened):
                        anchor = self._anchors[number]
                        if isinstance(anchor, Latest) and self._implies(pattern, anchor.pattern):
                            yield from later(bound, number, apart=apart)

    def _all_bounds(self, pattern: int) -> list[int]:
        bound = self.bound(pattern)
        if bound is None:
            return []
        anchor = self._anchors[bound]
        several = anchor.anchors if isinstance(anchor, LatestOf) else ()
        return [bound, *(self.number(each) for each in several)]

    def same(self, one: Anchor, other: Anchor, happened: int) -> Iterator[Edge]:
        """Two anchors that stand for one event."""
        first, second = self.number(one), self.number(other)
        if happened >> first & happened >> second & 1:
            for instant in (MIDNIGHT, START, END):
                yield (INSTANTS * first + instant, INSTANTS * second + instant, 0)
                yield (INSTANTS * second + instant, INSTANTS * first + instant, 0)


def bits(numbers: Iterable[int]) -> int:
    """Numbers as the bits of one."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def members(numbers: int) -> Iterator[int]:
    """The numbers of a set of bits, ascending."""
    while numbers:
        lowest = numbers & -numbers
        yield lowest.bit_length() - 1
        numbers ^= lowest


def later(one: int, other: int, *, apart: bool = False) -> Iterator[Edge]:
    """The other does not start before the one; where they are `apart`, not on its minute either."""
    yield (INSTANTS * other + START, INSTANTS * one + START, -1 if apart else 0)
    yield (INSTANTS * other + MIDNIGHT, INSTANTS * one + MIDNIGHT, 0)


def events_apart(one: Collection[str], other: Collection[str]) -> bool:
    """Whether events of these words are surely two; of an anchor that is none, or of many kinds, nothing is known."""
    return bool(one) and bool(other) and not set(one) & set(other)


def _events(anchor: Anchor) -> tuple[str, ...]:
    """The words of the event that an anchor is; empty where it need not be one."""
    match anchor:
        case Latest(pattern=pattern) | First(pattern=pattern):
            return pattern.events
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            found = [_events(each) for each in anchors]
            return tuple(word for words in found for word in words) if all(found) else ()
        case _:
            return ()


# --- what is known of anchors ---------------------------------------------------------------------------------------


def _beneath(anchor: Anchor) -> list[Anchor]:
    """What an anchor counts from."""
    match anchor:
        case Latest(pattern=pattern) | First(pattern=pattern):
            beneath: list[Anchor] = [] if pattern.since is None else [pattern.since]
            return [*beneath, Latest(pattern=INTERVIEW)] if pattern == MET_SAME else beneath
        case Promised():
            return [Latest(pattern=TIMELINE)]
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            return list(anchors)
        case Moved(anchor=start):
            return [start]
        case Now():
            return []


def _inside(number: int, anchor: Anchor) -> Iterator[Edge]:
    """The three instants of one anchor lie on its day; what happened lies before the proposal."""
    midnight, start, end = (INSTANTS * number + instant for instant in (MIDNIGHT, START, END))
    yield (start, midnight, 0)
    yield (midnight, start, DAY - 1)
    yield (end, start, 0)
    if _lasts(anchor):
        yield (midnight, end, DAY - 1)
    else:
        yield (start, end, 0)
    if not _may_lie_ahead(anchor):
        yield from later(number, NOW)


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
