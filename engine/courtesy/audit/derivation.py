"""What several literals tell together that none of them tells alone.

- The channels left to the proposal are left to the event whose channel it takes: there is one by one of these.
- The proposal takes the channel of the latest event among some, and that is one by certain channels: so goes the proposal.
- The latest of several kinds of events is of one kind where, since an anchor, that kind happened and the others did not;
  so what is counted since the one is counted since the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from courtesy.condition import (
    AtLeast,
    AtMost,
    ChannelSameAs,
    CountOf,
    Is,
    Latest,
    LatestIs,
    Literal,
    OneOf,
    Pattern,
    ProposalChannel,
)


def joint_facts(literals: Sequence[Literal]) -> Iterator[Literal]:
    """More literals that hold wherever all of these hold."""
    yield from _of_channel(literals)
    yield from _counted_otherwise(literals)


def _counted_otherwise(literals: Sequence[Literal]) -> Iterator[Literal]:
    """What is counted since the latest of several kinds of events, counted since the one kind that it surely is."""
    for literal in literals:
        match literal:
            case (
                AtLeast(signal=CountOf(pattern=Pattern(since=Latest() as since) as pattern))
                | AtMost(signal=CountOf(pattern=Pattern(since=Latest() as since) as pattern))
            ):
                for kind in _kinds(literals, since.pattern):
                    counted = replace(pattern, since=Latest(pattern=kind))
                    yield replace(literal, signal=CountOf(pattern=counted))
            case _:
                pass


def _of_channel(literals: Sequence[Literal]) -> Iterator[Literal]:
    """What is left to the event whose channel the proposal takes, and to the proposal."""
    taken = [
        literal.signal.anchor
        for literal in literals
        if isinstance(literal, Is) and literal.value and isinstance(literal.signal, ChannelSameAs)
    ]
    if not taken:
        return
    left = _channels_left(literals)
    latest = tuple(_latest(literals))
    for anchor in taken:
        pattern = anchor.pattern
        if left is not None:
            own = left if pattern.channels is None else left & pattern.channels
            yield AtLeast(signal=CountOf(pattern=replace(pattern, channels=own)), value=1)
        for among, channels in latest:
            if isinstance(anchor, Latest) and among == pattern:
                yield OneOf(signal=ProposalChannel(), values=channels)


def _channels_left(literals: Iterable[Literal]) -> frozenset[str] | None:
    """The channels that are left to the proposal; None where nothing narrows them."""
    named = [
        literal.values
        for literal in literals
        if isinstance(literal, OneOf) and isinstance(literal.signal, ProposalChannel)
    ]
    return frozenset.intersection(*named) if named else None


def _latest(literals: Sequence[Literal]) -> Iterator[tuple[Pattern, frozenset[str]]]:
    """Patterns whose latest event is surely by one of these channels."""
    for literal in literals:
        match literal:
            case Is(signal=LatestIs(among=among, pattern=Pattern(channels=frozenset() as channels)), value=True):
                yield among, channels
                for kind in _kinds(literals, among):
                    yield kind, channels
            case _:
                pass


def _kinds(literals: Sequence[Literal], among: Pattern) -> Iterator[Pattern]:
    """The kinds of events of which the latest among several kinds surely is: plain patterns of their words."""
    if among != Pattern(events=among.events):
        return
    present = [
        literal.signal.pattern
        for literal in literals
        if isinstance(literal, AtLeast) and literal.value > 0 and isinstance(literal.signal, CountOf)
    ]
    absent = [
        literal.signal.pattern
        for literal in literals
        if isinstance(literal, AtMost) and literal.value == 0 and isinstance(literal.signal, CountOf)
    ]
    for kind in present:
        gone = {word for pattern in absent if _is_plain(pattern, kind) for word in pattern.events}
        others = set(among.events) - set(kind.events)
        if _is_plain(kind, kind) and set(kind.events) <= set(among.events) and others <= gone:
            yield Pattern(events=kind.events)


def _is_plain(pattern: Pattern, other: Pattern) -> bool:
    """A pattern of words alone, counted from the same anchor as the other."""
    return pattern == Pattern(events=pattern.events, since=other.since)
