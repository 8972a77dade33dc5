"""Anchors and patterns: which instant, and which events of the history, a coach means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from courtesy.condition import (
    Anchor,
    Clock,
    EarliestOf,
    First,
    Group,
    Latest,
    LatestOf,
    Moved,
    Now,
    Pattern,
    People,
    Promised,
    Reach,
    SameChannel,
)
from courtesy.loading.clocks import LAST_MINUTE, clock_bounds
from courtesy.loading.condition_shapes import ANY_ACT
from courtesy.loading.document import Path
from courtesy.loading.durations import ELAPSED, Duration
from courtesy.loading.length import duration_in, split_time
from courtesy.loading.problems import Problems
from courtesy.loading.scope import Scope, number
from courtesy.loading.wording import suggestion
from courtesy.vocabulary import EventWord

PROMISED = "promised date"
_FIRST = "first "
_NOW = "now"
_PATTERN_FIELDS = ("channel", "to", "from", "with", "who", "says", "round")
_SAME_CHANNEL = {word.value for word in SameChannel}


def anchor_of(data: Any, scope: Scope, problems: Problems, path: Path) -> Anchor | None:
    """The anchor that text or a mapping names; None after a problem was told."""
    if isinstance(data, str):
        return _written_anchor(data, scope, problems, path)
    kind, value = next(iter(data.items()))
    inside = (*path, kind)
    if kind in {"latest", "first"}:
        pattern = pattern_of(value, scope, problems, inside)
        if pattern is None:
            return None
        return Latest(pattern=pattern) if kind == "latest" else First(pattern=pattern)
    parts = [anchor_of(item, scope, problems, (*inside, place)) for place, item in enumerate(value)]
    known = tuple(part for part in parts if part is not None)
    if len(known) < len(parts):
        return None
    return LatestOf(anchors=known) if kind == "latest_of" else EarliestOf(anchors=known)


def _written_anchor(text: str, scope: Scope, problems: Problems, path: Path) -> Anchor | None:
    """An anchor by its name, or the time so long after or before one."""
    parts = None if text in scope.anchors else split_time(text)
    if parts is None:
        return named_anchor(text, scope, problems, path)
    duration = duration_in(parts.duration, scope, problems, path)
    anchor = named_anchor(parts.anchor, scope, problems, path, parts.anchor_span)
    if duration is None or anchor is None:
        return None
    return Moved(anchor=anchor, amount=parts.sign * duration.amount, unit=duration.unit)


def bound_anchor(data: Any, scope: Scope, problems: Problems, path: Path) -> Anchor | None:
    """The anchor of a `since` or `until`, which may also be a time before the proposal: `6 days before now`."""
    parts = split_time(data) if isinstance(data, str) else None
    if data == _NOW or (parts is not None and parts.anchor == _NOW and parts.sign > 0):
        problems.add(
            "not-a-time-before",
            f"`{data}` bounds nothing: what lies ahead is not seen",
            path,
            advice="write how long ago, say `6 days before now`",
        )
        return None
    if parts is None or parts.anchor != _NOW:
        return anchor_of(data, scope, problems, path)
    duration = duration_in(parts.duration, scope, problems, path)
    return None if duration is None else Moved(anchor=Now(), amount=-duration.amount, unit=duration.unit)


def named_anchor(
    text: str, scope: Scope, problems: Problems, path: Path, span: tuple[int, int] | None = None
) -> Anchor | None:
    """The anchor of this name: an event, `first EVENT`, `promised date`, or one of the source's own."""
    if text == PROMISED:
        return Promised()
    if text in scope.anchors:
        scope.used.add(("anchor", text))
        return scope.anchors[text]
    if text in scope.vocabulary.events:
        return Latest(pattern=Pattern(events=(text,)))
    if text.startswith(_FIRST) and text.removeprefix(_FIRST) in scope.vocabulary.events:
        return First(pattern=Pattern(events=(text.removeprefix(_FIRST),)))
    if not scope.is_broken(text):
        _refuse_anchor(text, scope, problems, path, span)
    return None


def _refuse_anchor(text: str, scope: Scope, problems: Problems, path: Path, span: tuple[int, int] | None) -> None:
    known = [PROMISED, *scope.anchors, *scope.vocabulary.events]
    if text.startswith(_FIRST):
        known = [f"{_FIRST}{event}" for event in scope.vocabulary.events]
    fallback = "an anchor is an event, `first EVENT`, `promised date`, or a name from the source's `anchors`"
    if text == _NOW:
        fallback = "`now` stands only in `since` and `until`, say `since: 6 days before now`"
    advice = fallback if text == _NOW else suggestion(text, known) or fallback
    problems.add("unknown-anchor", f"`{text}` is not an anchor", path, advice=advice, span=span)


def pattern_of(data: Any, scope: Scope, problems: Problems, path: Path) -> Pattern | None:
    """The pattern that an event word or a mapping describes (its `at_least` and `at_most` are the caller's)."""
    if isinstance(data, str):
        return Pattern(events=(data,))
    events = tuple(dict.fromkeys(_each_event(data["event"], scope)))
    _check_fields(data, events, scope, problems, path)
    bounds = {
        name: bound_anchor(data[name], scope, problems, (*path, name)) for name in ("since", "until") if name in data
    }
    if None in bounds.values():
        return None
    least, most = _round(data.get("round"), scope, problems, (*path, "round"))
    pattern = Pattern(
        events=events,
        since=bounds.get("since"),
        until=bounds.get("until"),
        channels=_channels(data),
        same_channel=_same_channel(data),
        weekdays=_words(data, "weekday"),
        clock=_clock(data),
        to=_people_in(data, "to"),
        from_=_people_in(data, "from"),
        with_=_people_in(data, "with"),
        who=_people_in(data, "who"),
        says=_words(data, "says"),
        round_at_least=least,
        round_at_most=most,
        fields=tuple((name, frozenset(data[name])) for name in sorted(_added_fields(scope)) if name in data),
    )
    return _with_length(pattern, data.get("lasting", {}), scope, problems, (*path, "lasting"))


def _each_event(words: list[str], scope: Scope) -> list[str]:
    return [event for word in words for event in (scope.vocabulary.acts if word == ANY_ACT else (word,))]


def _channels(data: Mapping[str, Any]) -> frozenset[str] | None:
    words = frozenset(data.get("channel", ())) - _SAME_CHANNEL
    return words or None


def _same_channel(data: Mapping[str, Any]) -> SameChannel | None:
    found = [word for word in data.get("channel", ()) if word in _SAME_CHANNEL]
    return SameChannel(found[0]) if found else None


def _clock(data: Mapping[str, Any]) -> Clock | None:
    if "clock" not in data:
        return None
    span = clock_bounds(data["clock"])
    if span.start > span.end and not span.wraps:
        # An empty span must not read as one that goes round midnight.
        return Clock(start=LAST_MINUTE + 1, end=LAST_MINUTE + 1)
    return Clock(start=span.start, end=span.end)


def _with_length(
    pattern: Pattern, data: Mapping[str, Any], scope: Scope, problems: Problems, path: Path
) -> Pattern | None:
    limits = {
        name: _minutes(data[name], scope, problems, (*path, name)) for name in ("at_least", "at_most") if name in data
    }
    if None in limits.values():
        return None
    return replace(pattern, minutes_at_least=limits.get("at_least"), minutes_at_most=limits.get("at_most"))


def _minutes(text: str, scope: Scope, problems: Problems, path: Path) -> int | None:
    duration: Duration | None = duration_in(text, scope, problems, path)
    if duration is None:
        return None
    if duration.unit not in ELAPSED:
        problems.add(
            "wrong-unit",
            f"how long it lasted is told in minutes or hours, and `{text}` is not",
            path,
            advice="write `90 minutes` or `2 hours`",
        )
        return None
    return duration.amount * ELAPSED[duration.unit]


def people_of(data: Any) -> People:
    """The test of one person that a group's name, or `{role, is}`, describes."""
    if isinstance(data, str):
        return People(group=Group(data))
    group = Group(data["is"]) if "is" in data else None
    return People(
        roles=frozenset(data["role"]) if "role" in data else None,
        group=group,
        has=frozenset(map(Reach, data.get("has", ()))),
        lacks=frozenset(map(Reach, data.get("lacks", ()))),
    )


def _people_in(data: Mapping[str, Any], name: str) -> People | None:
    return people_of(data[name]) if name in data else None


def _words(data: Mapping[str, Any], name: str) -> frozenset[str] | None:
    return frozenset(data[name]) if name in data else None


def _round(data: Any, scope: Scope, problems: Problems, path: Path) -> tuple[int | None, int | None]:
    if data is None or isinstance(data, int):
        return data, data
    least, most = (
        number(data[name], scope, problems, (*path, name)) if name in data else None for name in ("at_least", "at_most")
    )
    return least, most


def _added_fields(scope: Scope) -> set[str]:
    return {name for event in scope.vocabulary.events.values() for name in event.fields}


def _check_fields(
    data: Mapping[str, Any], events: tuple[str, ...], scope: Scope, problems: Problems, path: Path
) -> None:
    """A field that none of the events carries would never match."""
    words = [scope.vocabulary.events[event] for event in events]
    for name in (*_PATTERN_FIELDS, *_added_fields(scope)):
        if name not in data:
            continue
        if not any(name in _carried(word) for word in words):
            shown = " or ".join(f"`{event}`" for event in events)
            problems.add(
                "no-such-field",
                f"an event {shown} has no field `{name}`",
                (*path, name),
                advice=_carried_words(words),
                on_key=True,
            )
        elif name == "says":
            _check_says(data["says"], words, problems, (*path, "says"))


def _carried(word: EventWord) -> frozenset[str]:
    return frozenset((*word.required, *word.optional, *word.fields))


def _carried_words(words: list[EventWord]) -> str:
    names = sorted({name for word in words for name in _carried(word)} - {"ends", "by"})
    return "it has " + ", ".join(f"`{name}`" for name in names) if names else "it has no fields to test"


def _check_says(says: list[str], words: list[EventWord], problems: Problems, path: Path) -> None:
    known = {option for word in words for option in word.says}
    for place, word in enumerate(says):
        if word not in known:
            problems.add(
                "unknown-word",
                f"`{word}` is not a word that this event says",
                (*path, place),
                advice=suggestion(word, sorted(known)),
            )
