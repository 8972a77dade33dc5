"""What the sources say together, from moment to moment, and the days on which all agree under each reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import islice, pairwise, product

from courtesy.audit.lanes import Lane, Span, Timeline
from courtesy.frozen import dataclass
from courtesy.verdict import Verdict

MOST_CHOICES = 64
"""How many choices of readings are listed at most."""


class Together(StrEnum):
    """What all sources say, taken together, at one moment."""

    AGREED = "agreed"
    """Some favour, none opposes."""
    CONTESTED = "contested"
    """Some favour, others oppose."""
    AGAINST = "against"
    """Some oppose, none favours."""
    NOBODY = "nobody"
    """Nobody speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """On a span the sources, taken together, say the same."""

    span: Span
    together: Together
    favour: tuple[str, ...]
    oppose: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of readings (those that are not the default) and the spans on which all that speak favour."""

    readings: Mapping[str, str]
    agreed: tuple[Span, ...]


def stages(lanes: Sequence[Lane]) -> tuple[Stage, ...]:
    """The whole time of some lanes, cut where who favours or who opposes changes."""
    found: list[Stage] = []
    for start, until in pairwise(_cuts(lanes)):
        said = {lane.source: _at(lane, start) for lane in lanes}
        favour = tuple(source for source, verdict in said.items() if verdict.favours)
        oppose = tuple(source for source, verdict in said.items() if verdict.opposes)
        begin = start
        if found and (found[-1].favour, found[-1].oppose) == (favour, oppose):
            begin = found.pop().span.start
        span = Span(start=begin, until=until)
        together = _together(favour=bool(favour), oppose=bool(oppose))
        found.append(Stage(span=span, together=together, favour=favour, oppose=oppose))
    return tuple(found)


def choices(timeline: Timeline) -> tuple[Choice, ...]:
    """Every choice among the lanes of each source, the defaults first; of readings that draw the same lane one stands for all."""
    by_source = [
        (lane, *(other for other in timeline.alternatives if other.source == lane.source)) for lane in timeline.lanes
    ]
    return tuple(_choice(lanes) for lanes in islice(product(*by_source), MOST_CHOICES))


def count_choices(timeline: Timeline) -> int:
    """How many choices there are, listed or not."""
    count = 1
    for lane in timeline.lanes:
        count *= 1 + sum(other.source == lane.source for other in timeline.alternatives)
    return count


def _choice(lanes: Sequence[Lane]) -> Choice:
    changed = {name: option for lane in lanes for name, option in sorted(lane.readings.items())}
    return Choice(readings=changed, agreed=tuple(_agreed(stages(lanes))))


def _agreed(found: Sequence[Stage]) -> Iterator[Span]:
    """Neighbouring stages on which all agree are one span, whoever speaks."""
    start: datetime | None = None
    for stage in found:
        if stage.together is Together.AGREED:
            start = start or stage.span.start
        elif start is not None:
            yield Span(start=start, until=stage.span.start)
            start = None
    if start is not None:
        yield Span(start=start, until=found[-1].span.until)


def _together(*, favour: bool, oppose: bool) -> Together:
    if favour:
        return Together.CONTESTED if oppose else Together.AGREED
    return Together.AGAINST if oppose else Together.NOBODY


def _cuts(lanes: Sequence[Lane]) -> list[datetime]:
    return sorted({moment for lane in lanes for each in lane.stretches for moment in (each.start, each.until)})


def _at(lane: Lane, moment: datetime) -> Verdict:
    held = (each.verdict for each in lane.stretches if each.start <= moment < each.until)
    return next(held, Verdict.SILENT)
