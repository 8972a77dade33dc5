"""How many events and people are enough: if a formula holds anywhere, it holds in a history of this size.

A situation in which a formula holds can be cut down to the events that its true literals rest on, one for each anchor
and so many for each count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from courtesy.audit.formula import Atom, Every, Formula, Some
from courtesy.audit.implication import CONTACT, INTERVIEW, TIMELINE
from courtesy.condition import (
    Anchor,
    AtLeast,
    ChannelSameAs,
    CountOf,
    DaysPast,
    DaysSince,
    EarliestOf,
    First,
    Group,
    HasAnchor,
    Latest,
    LatestIs,
    LatestOf,
    Literal,
    MetCount,
    MinutesSince,
    Moved,
    Now,
    Pattern,
    People,
    PeopleWithout,
    Promised,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """So many events and people are enough for a formula."""

    events: int
    people: int


def atoms_of(formula: Formula) -> Iterator[Atom]:
    """Every atom of a formula."""
    match formula:
        case Atom():
            yield formula
        case Every(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from atoms_of(part)


def bound_of(formula: Formula) -> Bound:
    """How many events and people are enough: if the formula holds anywhere, it holds in a history of this size."""
    literals = tuple(dict.fromkeys(atom.literal for atom in atoms_of(formula)))
    anchors: set[Anchor] = set()
    for literal in literals:
        for pattern in patterns_of(literal):
            anchors.update(_anchors_beneath(pattern))
        anchors.update(each for anchor in _anchors_in(literal) for each in _with_beneath(anchor))
    single = {anchor for anchor in anchors if isinstance(anchor, Latest | First | Promised)}
    counted: dict[Pattern, int] = {}
    for literal in literals:
        match literal:
            case AtLeast(signal=CountOf(pattern=pattern), value=least):
                counted[pattern] = max(least, counted.get(pattern, 0))
            case _:
                pass
    groups = [people for literal in literals for people in _people_of(literal)]
    named = [CONTACT] if any(people.group is Group.CONTACT_NAMED for people in groups) else []
    # An interview stands in every history; people who were met need theirs.
    basis = {Latest(pattern=INTERVIEW), First(pattern=INTERVIEW), *(Latest(pattern=each) for each in named)}
    people = 1 + len(set(groups)) + max((_people_wanted(literal) for literal in literals), default=0)
    reached = people if any(isinstance(literal.signal, PeopleWithout) for literal in literals) else 0
    return Bound(events=len(single | basis) + sum(counted.values()) + reached, people=people)


def _people_wanted(literal: Literal) -> int:
    match literal:
        case AtLeast(signal=RecipientCount() | MetCount() | PeopleWithout(), value=least):
            return least
        case _:
            return 0


def patterns_of(literal: Literal) -> tuple[Pattern, ...]:
    """The patterns that a literal mentions itself."""
    match literal.signal:
        case CountOf(pattern=pattern) | PeopleWithout(pattern=pattern):
            return (pattern,)
        case LatestIs(among=among, pattern=pattern):
            return (among, pattern)
        case _:
            return ()


def _anchors_in(literal: Literal) -> tuple[Anchor, ...]:
    match literal.signal:
        case DaysSince(anchor=anchor, of=of) | MinutesSince(anchor=anchor, of=of) | DaysPast(anchor=anchor, of=of):
            return (anchor,) if of is None else (anchor, of)
        case HasAnchor(anchor=anchor) | ChannelSameAs(anchor=anchor):
            return (anchor,)
        case LatestIs(among=among):
            return (Latest(pattern=among),)
        case _:
            return ()


def _anchors_beneath(pattern: Pattern) -> Iterator[Anchor]:
    for anchor in (pattern.since, pattern.until):
        if anchor is not None:
            yield from _with_beneath(anchor)


def _with_beneath(anchor: Anchor) -> Iterator[Anchor]:
    yield anchor
    match anchor:
        case Latest(pattern=pattern) | First(pattern=pattern):
            yield from _anchors_beneath(pattern)
        case Promised():
            yield Latest(pattern=TIMELINE)
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            for each in anchors:
                yield from _with_beneath(each)
        case Moved(anchor=moved_from):
            yield from _with_beneath(moved_from)
        case Now():
            return


def _people_of(literal: Literal) -> Iterator[People]:
    match literal.signal:
        case RecipientsAre(people=people) | RecipientsCover(people=people) | PeopleWithout(people=people):
            yield people
        case _:
            pass
    for pattern in (*patterns_of(literal), *_anchor_patterns(literal)):
        yield from (people for people in (pattern.to, pattern.from_, pattern.with_, pattern.who) if people is not None)


def _anchor_patterns(literal: Literal) -> Iterator[Pattern]:
    for anchor in _anchors_in(literal):
        for each in _with_beneath(anchor):
            if isinstance(each, Latest | First):
                yield each.pattern


def all_patterns(literal: Literal) -> Iterator[Pattern]:
    """The patterns of a literal, of its anchors, and of what its patterns count from."""
    yield from patterns_of(literal)
    yield from _anchor_patterns(literal)
    for pattern in patterns_of(literal):
        for anchor in _anchors_beneath(pattern):
            if isinstance(anchor, Latest | First):
                yield anchor.pattern
