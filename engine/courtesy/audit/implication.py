"""What follows from what between patterns and people, whatever the history: the axioms that both refuters share."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from courtesy.condition import Anchor, Group, Latest, LatestOf, Pattern, People

INTERVIEW = Pattern(events=("interview",))
MET_SAME = Pattern(events=("interview",), with_=People(group=Group.SAME))
"""The interviews in which a recipient of the proposal took part."""
TIMELINE = Pattern(events=("timeline_given",))
CONTACT = Pattern(events=("contact_named",))

_Words = frozenset[str] | None


@lru_cache(maxsize=65536)
def pattern_implies(narrow: Pattern, wide: Pattern) -> bool:
    """True where every event of `narrow` is surely one of `wide`, in every history."""
    return (
        set(narrow.events) <= set(wide.events)
        and _words_imply(narrow.channels, wide.channels)
        and _words_imply(narrow.says, wide.says)
        and _people_fields_imply(narrow, wide)
        and _rounds_imply(narrow, wide)
        and set(wide.fields) <= set(narrow.fields)
        and _walls_imply(narrow, wide)
        and _since_implies(narrow.since, wide.since)
        and (wide.until is None or narrow.until == wide.until)
    )


def _words_imply(narrow: _Words, wide: _Words) -> bool:
    return wide is None or (narrow is not None and narrow <= wide)


def _people_fields_imply(narrow: Pattern, wide: Pattern) -> bool:
    pairs = (
        (narrow.to, wide.to),
        (narrow.from_, wide.from_),
        (narrow.with_, wide.with_),
        (narrow.who, wide.who),
    )
    return all(asked is None or (given is not None and people_imply(given, asked)) for given, asked in pairs)


def _rounds_imply(narrow: Pattern, wide: Pattern) -> bool:
    least, most = narrow.round_at_least, narrow.round_at_most
    return (wide.round_at_least is None or (least is not None and least >= wide.round_at_least)) and (
        wide.round_at_most is None or (most is not None and most <= wide.round_at_most)
    )


def _walls_imply(narrow: Pattern, wide: Pattern) -> bool:
    """Channel against the proposal's, weekday, time of day and length."""
    least, most = narrow.minutes_at_least, narrow.minutes_at_most
    return (
        wide.same_channel in (None, narrow.same_channel)
        and _words_imply(narrow.weekdays, wide.weekdays)
        and wide.clock in (None, narrow.clock)
        and (wide.minutes_at_least is None or (least is not None and least >= wide.minutes_at_least))
        and (wide.minutes_at_most is None or (most is not None and most <= wide.minutes_at_most))
    )


def _since_implies(narrow: Anchor | None, wide: Anchor | None) -> bool:
    """A later bound implies an earlier one; an anchor that never happened bounds nothing."""
    if wide is None or narrow == wide:
        return True
    return isinstance(narrow, LatestOf) and wide in narrow.anchors


@lru_cache(maxsize=65536)
def people_imply(narrow: People, wide: People) -> bool:
    """True where everybody who passes `narrow` passes `wide`."""
    roles = wide.roles is None or (narrow.roles is not None and narrow.roles <= wide.roles)
    group = wide.group in (None, narrow.group) or (wide.group is Group.EVER_MET and narrow.group is Group.MET)
    return roles and group and wide.has <= narrow.has and wide.lacks <= narrow.lacks


def people_disjoint(one: People, other: People) -> bool:
    """True where nobody passes both."""
    roles = one.roles is not None and other.roles is not None and not one.roles & other.roles
    return roles or bool(one.has & other.lacks) or bool(one.lacks & other.has)


@lru_cache(maxsize=65536)
def patterns_disjoint(one: Pattern, other: Pattern) -> bool:
    """True where no event is surely one of both."""
    return (
        not set(one.events) & set(other.events)
        or _words_disjoint(one.channels, other.channels)
        or _words_disjoint(one.says, other.says)
        or any(name == also and not words & others for name, words in one.fields for also, others in other.fields)
    )


def _words_disjoint(one: _Words, other: _Words) -> bool:
    return one is not None and other is not None and not one & other


def since(pattern: Pattern, anchor: Anchor) -> Pattern:
    """The pattern, counted from an anchor."""
    return replace(pattern, since=anchor)


def pattern_of(anchor: Anchor) -> Pattern | None:
    """The pattern of an anchor that is the latest event of one; None for all others."""
    return anchor.pattern if isinstance(anchor, Latest) else None
