"""Times: `1 week after interview` as bounds on a signal.

A bound is lowered with what must have happened for it to mean anything, so that a time whose anchor never happened does
not hold, and its negation does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from courtesy.condition import (
    Anchor,
    AtLeast,
    AtMost,
    Condition,
    CountSignal,
    DaysPast,
    DaysSince,
    HasAnchor,
    Is,
    MinutesSince,
)
from courtesy.frozen import dataclass
from courtesy.loading.anchors import named_anchor
from courtesy.loading.document import Path
from courtesy.loading.durations import ELAPSED, FIXED_DAYS, Duration
from courtesy.loading.length import duration_in, split_time
from courtesy.loading.problems import Problems
from courtesy.loading.scope import Scope
from courtesy.loading.simplify import conjunction

Relation: TypeAlias = Literal["from", "after", "until", "before"]
TIME_KEYS = ("from", "after", "until", "before", "between", "within")
"""The keys of a card or condition under which times stand."""

_LOWER = ("from", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One bound on a moment: the comparison, whether it is a lower one, and the anchors that must have happened."""

    comparison: AtLeast | AtMost
    lower: bool
    anchors: tuple[Anchor, ...]

    @property
    def condition(self) -> Condition:
        """The comparison, where its anchors happened."""
        return conjunction([*happened(self.anchors), self.comparison])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """A time as it was written: an anchor, and the duration from it (None: the anchor's own end)."""

    anchor: Anchor
    duration: Duration | None


def happened(anchors: tuple[Anchor, ...]) -> tuple[Is, ...]:
    """That each of these anchors happened."""
    return tuple(Is(signal=HasAnchor(anchor=anchor)) for anchor in dict.fromkeys(anchors))


def bounds_of(
    data: Mapping[str, Any],
    scope: Scope,
    problems: Problems,
    path: Path,
    of: Anchor | None = None,
) -> tuple[Bound, ...]:
    """All bounds under the time keys of a mapping, on the proposal's moment or on the instant of the anchor `of`."""
    found = []
    for relation, text, place, part in _written(data, path):
        time = _time(text, scope, problems, place)
        if time is not None:
            ends = _Time(anchor=time.anchor, duration=None)
            found.append(_bound(relation, ends if part == "anchor" else time, of))
    return tuple(found)


def _written(data: Mapping[str, Any], path: Path) -> Iterator[tuple[Relation, str, Path, Literal["time", "anchor"]]]:
    relations: tuple[Relation, ...] = ("from", "after", "until", "before")
    for relation in relations:
        for place, text in enumerate(data.get(relation, ())):
            yield relation, text, (*path, relation, place), "time"
    if "between" in data and len(data["between"]) == 2:
        start, end = data["between"]
        yield "from", start, (*path, "between", 0), "time"
        yield "until", end, (*path, "between", 1), "time"
    if "within" in data:
        # `within D after E` is [E, E+D]; before an anchor the span ends with it.
        text, place_of = data["within"], (*path, "within")
        parts = split_time(text)
        before = parts is not None and parts.sign < 0
        yield "from", text, place_of, "time" if before else "anchor"
        yield "until", text, place_of, "anchor" if before else "time"


def _time(text: str, scope: Scope, problems: Problems, path: Path) -> _Time | None:
    parts = split_time(text)
    if parts is None:
        return _bare_time(text, scope, problems, path)
    duration = duration_in(parts.duration, scope, problems, path)
    anchor = named_anchor(parts.anchor, scope, problems, path, parts.anchor_span)
    if duration is None or anchor is None:
        return None
    return _Time(anchor=anchor, duration=Duration(amount=parts.sign * duration.amount, unit=duration.unit))


def _bare_time(text: str, scope: Scope, problems: Problems, path: Path) -> _Time | None:
    """An anchor alone. A duration alone, the commonest slip, is told apart from an unknown anchor."""
    if path[-1] == "within" or (text not in scope.anchors and text[:1].isdigit()):
        problems.add(
            "no-anchor",
            f"`{text}` does not say after or before what",
            path,
            advice=f"every time has an anchor: `{text} after interview`",
        )
        return None
    anchor = named_anchor(text, scope, problems, path)
    return None if anchor is None else _Time(anchor=anchor, duration=None)


def _bound(relation: Relation, time: _Time, of: Anchor | None) -> Bound:
    signal, amount = _measure(time, of)
    lower = relation in _LOWER
    comparison: AtLeast | AtMost
    match relation:
        case "from":
            comparison = AtLeast(signal=signal, value=amount)
        case "after":
            comparison = AtLeast(signal=signal, value=amount + 1)
        case "until":
            comparison = AtMost(signal=signal, value=amount)
        case "before":
            comparison = AtMost(signal=signal, value=amount - 1)
    anchors = (time.anchor,) if of is None else (time.anchor, of)
    return Bound(comparison=comparison, lower=lower, anchors=anchors)


def _measure(time: _Time, of: Anchor | None) -> tuple[CountSignal, int]:
    """The signal that a time compares, and the number to which it is compared."""
    duration = time.duration
    if duration is None:
        return MinutesSince(anchor=time.anchor, of=of), 0
    if duration.unit in ELAPSED:
        return MinutesSince(anchor=time.anchor, of=of), duration.amount * ELAPSED[duration.unit]
    if duration.unit in FIXED_DAYS:
        return DaysSince(anchor=time.anchor, of=of), duration.amount * FIXED_DAYS[duration.unit]
    if duration.amount == 0:
        return DaysSince(anchor=time.anchor, of=of), 0
    return DaysPast(anchor=time.anchor, amount=duration.amount, unit=duration.unit, of=of), 0
