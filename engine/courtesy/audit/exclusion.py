"""Two literals that cannot both hold, whatever the history: the quick half of the refutation.

Sound, not complete: where it says nothing the slower ways decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from courtesy.audit.implication import (
    CONTACT,
    INTERVIEW,
    MET_SAME,
    TIMELINE,
    pattern_implies,
    patterns_disjoint,
    people_disjoint,
    people_imply,
)
from courtesy.condition import (
    AtLeast,
    AtMost,
    ChannelSameAs,
    CountOf,
    EarliestOf,
    First,
    Group,
    HasAnchor,
    Is,
    Latest,
    LatestIs,
    LatestOf,
    Literal,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MetCount,
    OneOf,
    Pattern,
    People,
    Promised,
    ProposalChannel,
    Quantifier,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
)
from courtesy.history import AFTER_INTERVIEW


def excludes(one: Literal, other: Literal) -> bool:
    """True where two literals of different signals cannot both hold. What is measured in time is not looked at here."""
    return _one_way(one, other) or _one_way(other, one) or _each_after_the_other(one, other)


def impossible(literal: Literal) -> bool:
    """True for a literal that never holds."""
    match literal:
        case OneOf(values=values):
            return not values
        case AtMost(signal=RecipientCount(), value=most):
            return most < 1
        case _:
            return False


def disagree(one: Literal, other: Literal) -> bool:
    """True where two literals of one signal cannot both hold."""
    match one, other:
        case Is(value=value), Is(value=wanted):
            return value is not wanted
        case OneOf(values=values), OneOf(values=words):
            return not values & words
        case (AtLeast(value=least), AtMost(value=most)) | (AtMost(value=most), AtLeast(value=least)):
            return least > most
        case _:
            return False


def _one_way(one: Literal, other: Literal) -> bool:
    return (
        _history(one, other)
        or _latest(one, other)
        or _recipients(one, other)
        or _channels(one, other)
        or _message(one, other)
    )


# --- history ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """At least (or at most) so many events of a pattern."""

    pattern: Pattern
    number: int


def at_least(literal: Literal) -> Iterator[Tally]:
    """What surely happened where the literal holds; most words presuppose an interview."""
    for tally in _stated(literal):
        yield tally
        if tally.number > 0 and AFTER_INTERVIEW.issuperset(tally.pattern.events):
            yield Tally(INTERVIEW, 1)


def _stated(literal: Literal) -> Iterator[Tally]:
    match literal:
        case AtLeast(signal=CountOf(pattern=pattern), value=least):
            yield Tally(pattern, least)
        case Is(signal=HasAnchor(anchor=Latest(pattern=pattern) | First(pattern=pattern)), value=True):
            yield Tally(pattern, 1)
        case Is(signal=HasAnchor(anchor=Promised()), value=True):
            yield Tally(TIMELINE, 1)
        case Is(signal=ChannelSameAs(anchor=anchor), value=True):
            yield Tally(anchor.pattern, 1)
        case Is(signal=LatestIs(among=among, pattern=pattern), value=True):
            yield Tally(among, 1)
            yield Tally(pattern, 1)
        case AtLeast(signal=MetCount(), value=least) if least > 0:
            yield Tally(INTERVIEW, 1)
        case Is(signal=RecipientsAre() | RecipientsCover() as signal, value=True):
            yield from _of_group(signal.people)
        case _:
            return


def _of_group(people: People) -> Iterator[Tally]:
    if people.group in (Group.MET, Group.EVER_MET):
        # Every message goes to somebody, so a recipient took part.
        yield Tally(MET_SAME, 1)
    elif people.group is Group.CONTACT_NAMED:
        yield Tally(CONTACT, 1)


def at_most(literal: Literal) -> Tally | None:
    """What surely did not happen more often where the literal holds."""
    match literal:
        case AtMost(signal=CountOf(pattern=pattern), value=most):
            return Tally(pattern, most)
        case Is(signal=HasAnchor(anchor=Latest(pattern=pattern) | First(pattern=pattern)), value=False):
            return Tally(pattern, 0)
        case Is(signal=HasAnchor(anchor=Promised()), value=False):
            return Tally(TIMELINE, 0)
        case _:
            return None


def _history(one: Literal, other: Literal) -> bool:
    return any(
        least.number > most.number and pattern_implies(least.pattern, most.pattern)
        for most in _no_more_than(other)
        for least in at_least(one)
    )


def _no_more_than(literal: Literal) -> Iterator[Tally]:
    most = at_most(literal)
    if most is not None:
        yield most
    match literal:
        case Is(signal=HasAnchor(anchor=LatestOf(anchors=anchors) | EarliestOf(anchors=anchors)), value=False):
            yield from (Tally(anchor.pattern, 0) for anchor in anchors if isinstance(anchor, Latest | First))
        case _:
            return


def _each_after_the_other(one: Literal, other: Literal) -> bool:
    """Something since the latest of another kind, and something of that kind since the latest of the first.

    Both would fall on one minute, and no two events do.
    """
    match one, other:
        case AtLeast(signal=CountOf(pattern=first), value=least), AtLeast(signal=CountOf(pattern=second), value=number):
            return (
                min(least, number) > 0
                and not set(first.events) & set(second.events)
                and any(pattern_implies(second, kind) for kind in _since(first))
                and any(pattern_implies(first, kind) for kind in _since(second))
            )
        case _:
            return False


def _since(pattern: Pattern) -> Iterator[Pattern]:
    """Patterns of which no event lies after the pattern's own."""
    anchors = pattern.since.anchors if isinstance(pattern.since, LatestOf) else (pattern.since,)
    yield from (anchor.pattern for anchor in anchors if isinstance(anchor, Latest))


def _latest(one: Literal, other: Literal) -> bool:
    match one, other:
        case (
            Is(signal=LatestIs(among=among, pattern=pattern), value=True),
            Is(signal=LatestIs(among=also, pattern=asked), value=wanted),
        ) if among == also:
            if wanted:
                return patterns_disjoint(pattern, asked)
            return pattern_implies(pattern, asked)
        case (
            Is(signal=LatestIs(among=among, pattern=pattern), value=False),
            Is(signal=HasAnchor(anchor=Latest(pattern=happened)), value=True),
        ) if happened == among:
            return pattern_implies(among, pattern)
        case _:
            return False


# --- the proposal -------------------------------------------------------------------------------------------------


def _recipients(one: Literal, other: Literal) -> bool:
    match one, other:
        case (
            Is(signal=RecipientsAre(people=people, quantifier=Quantifier.EVERY), value=True),
            Is(signal=RecipientsAre(people=asked), value=wanted),
        ):
            return people_disjoint(people, asked) if wanted else people_imply(people, asked)
        case (
            Is(signal=RecipientsAre(people=people, quantifier=Quantifier.EVERY), value=True),
            Is(signal=RecipientsCover(people=asked), value=True),
        ):
            return people_disjoint(people, asked)
        case (
            Is(signal=RecipientsAre(people=people) | RecipientsCover(people=people), value=True),
            Is(signal=RecipientsAre(people=asked, quantifier=Quantifier.SOME), value=False),
        ):
            return people_imply(people, asked)
        case _:
            return False


def _channels(one: Literal, other: Literal) -> bool:
    match one, other:
        case (
            Is(signal=ChannelSameAs(anchor=anchor), value=True),
            OneOf(signal=ProposalChannel(), values=words),
        ):
            channels = anchor.pattern.channels
            return channels is not None and not channels & words
        case (
            Is(signal=ChannelSameAs(anchor=Latest(pattern=latest)), value=True),
            Is(signal=ChannelSameAs(anchor=Latest(pattern=asked)), value=False),
        ):
            return latest == asked
        case _:
            return False


# --- the text -----------------------------------------------------------------------------------------------------

_NEEDS_GREETING = ("greets_recipients", "greets_by_first_name")


def _message(one: Literal, other: Literal) -> bool:
    match one, other:
        case Is(signal=MessageKnown(signal=name), value=False), _:
            return _tells(other) == name
        case Is(signal=MessageFlag(signal="greeting"), value=False), _:
            return _tells(other) in _NEEDS_GREETING
        case _:
            return False


def _tells(literal: Literal) -> str | None:
    """The message signal that is surely known, and found or more than none, where the literal holds."""
    match literal:
        case Is(signal=MessageFlag(signal=name), value=True):
            return name
        case AtLeast(signal=MessageCount(signal=name), value=least) if least > 0:
            return name
        case OneOf(signal=MessageChoice(signal=name), values=values) if not values & {"none", ""}:
            return name
        case _:
            return None
