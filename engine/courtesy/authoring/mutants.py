"""The mutants of a card: its YAML with one small change each, as a slip of the pen would make it.

Every number moved by one unit each way, every bound made open or closed, every exception dropped, every effect swapped,
every list of channels widened, and the card deleted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from courtesy.authoring.trees import Path, at, exceptions_in, put, renamed, without_exception
from courtesy.condition import Unit
from courtesy.frozen import dataclass
from courtesy.loading.durations import WEEKDAY_UNITS
from courtesy.rule import AnyCard, Parameter
from courtesy.verdict import Effect
from courtesy.vocabulary import Vocabulary

_TIME = re.compile(r"(?P<duration>.+?) (?P<rest>(?P<side>after|before) (?P<anchor>.+))")
_DURATION = re.compile(r"(?P<amount>[0-9]+) (?P<unit>[a-z]+(?: [a-z]+)?)")
_CLOCK = re.compile(r"(?P<hours>[0-9]{2}):(?P<minutes>[0-9]{2})")
_RELATIONS = ("from", "after", "until", "before")
_FLIPPED = {"from": "after", "after": "from", "until": "before", "before": "until"}
_COUNTS = ("at_least", "at_most", "round")
_PROSE = frozenset(("id", "says", "fix", "cite", "note", "examples", "early", "late", "reading", "implied", "counsel"))
"""Keys of a card in which nothing decides where it speaks."""

_OPPOSITE = {
    Effect.REQUIRE: Effect.FORBID,
    Effect.RECOMMEND: Effect.DISCOURAGE,
    Effect.PERMIT: Effect.FORBID,
    Effect.DISCOURAGE: Effect.RECOMMEND,
    Effect.FORBID: Effect.PERMIT,
}
_OTHER_STRENGTH = {
    Effect.REQUIRE: Effect.RECOMMEND,
    Effect.RECOMMEND: Effect.PERMIT,
    Effect.PERMIT: Effect.RECOMMEND,
    Effect.DISCOURAGE: Effect.FORBID,
    Effect.FORBID: Effect.DISCOURAGE,
}
_OTHER_DEMANDS = {
    "must": ("should", "must_not"),
    "should": ("must", "should_not"),
    "should_not": ("must_not", "should"),
    "must_not": ("should_not", "must"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A card changed: the kind of change, the change in words, and the card's YAML (None: the card is deleted)."""

    operator: str
    says: str
    surface: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """One mapping inside a card's YAML, with what its changes need to know."""

    surface: Mapping[str, Any]
    path: Path
    data: Mapping[str, Any]
    parameters: Mapping[str, Parameter]
    vocabulary: Vocabulary

    def changed(self, name: str, value: Any) -> dict[str, Any]:
        """The card's YAML with another value under this key."""
        changed: dict[str, Any] = put(self.surface, (*self.path, name), value)
        return changed


def mutants_of(card: AnyCard, parameters: Mapping[str, Parameter], vocabulary: Vocabulary) -> Iterator[Mutant]:
    """Every mutant of a card; two can mean the same, and one can mean what the card means."""
    yield Mutant(operator="delete", says="the card is deleted", surface=None)
    yield from _effects(card)
    for exception in exceptions_in(card):
        yield from _exception(card, exception.path, exception.places)
    for path, data in _mappings(card.surface, ()):
        spot = _Spot(surface=card.surface, path=path, data=data, parameters=parameters, vocabulary=vocabulary)
        for change in _CHANGES:
            yield from change(spot)


def _mappings(data: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every mapping in which something decides, the outer ones first."""
    if isinstance(data, Mapping):
        yield path, data
        for name, value in data.items():
            if name not in _PROSE:
                yield from _mappings(value, (*path, name))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _mappings(value, (*path, place))


# --- effects and exceptions ---------------------------------------------------------------------------------------


def _effects(card: AnyCard) -> Iterator[Mutant]:
    surface = card.surface
    for name in (*Effect, *_OTHER_DEMANDS):
        if name in surface:
            for other in _others(name):
                yield _swapped(name, other, renamed(surface, (str(name),), other, surface[name]))
    if "otherwise" in surface:
        for other in _others(surface["otherwise"]):
            yield _swapped(f"otherwise: {surface['otherwise']}", other, put(surface, ("otherwise",), other))


def _others(name: str) -> tuple[str, ...]:
    """What an effect or a kind of demand is swapped for: its opposite, and another strength."""
    if name in _OTHER_DEMANDS:
        return _OTHER_DEMANDS[name]
    effect = Effect(name)
    return _OPPOSITE[effect].value, _OTHER_STRENGTH[effect].value


def _swapped(one: str, other: str, surface: Mapping[str, Any]) -> Mutant:
    return Mutant(operator="swap effect", says=f"{one} becomes {other}", surface=surface)


def _exception(card: AnyCard, path: str, places: tuple[int, ...]) -> Iterator[Mutant]:
    yield Mutant(
        operator="drop unless",
        says=f"the exception {path} is dropped",
        surface=without_exception(card.surface, places),
    )
    inside: Path = tuple(step for place in places for step in ("unless", place))
    then = at(card.surface, inside).get("then")
    if then is not None:
        for other in _others(then):
            yield _swapped(f"{path}: {then}", other, put(card.surface, (*inside, "then"), other))


# --- times --------------------------------------------------------------------------------------------------------


def _times(spot: _Spot) -> Iterator[Mutant]:
    """Times of a mapping moved by one unit. The times of day have keys of the same names."""
    for name in (*_RELATIONS, "between", "within"):
        value = spot.data.get(name)
        for place, text in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(text, str):
                for other in _moved(text, spot.parameters):
                    new = other if place is None else put(value, (place,), other)
                    yield Mutant(
                        operator="shift", says=f"`{name}: {text}` becomes `{other}`", surface=spot.changed(name, new)
                    )


def _moved(text: str, parameters: Mapping[str, Parameter]) -> Iterator[str]:
    clock = _CLOCK.fullmatch(text)
    if clock:
        yield from _moved_clock(int(clock["hours"]) * 60 + int(clock["minutes"]))
        return
    time = _TIME.fullmatch(text)
    if time is None:
        return
    parameter = parameters.get(time["duration"])
    written = f"{parameter.amount} {parameter.unit}" if parameter is not None else time["duration"]
    duration = _DURATION.fullmatch(written)
    if duration is None:
        return
    least = 1 if duration["unit"].removesuffix("s") in {unit.value for unit in WEEKDAY_UNITS} else 0
    for amount in (int(duration["amount"]) - 1, int(duration["amount"]) + 1):
        if amount >= least:
            yield f"{_duration(amount, duration['unit'])} {time['rest']}"


def _duration(amount: int, unit: str) -> str:
    singular = next(each.value for each in Unit if unit in (each.value, each.value + "s"))
    return f"{amount} {singular}" if amount == 1 else f"{amount} {singular}s"


def _moved_clock(minutes: int) -> Iterator[str]:
    for moved in (minutes - 1, minutes + 1):
        if 0 <= moved < 24 * 60:
            yield f"{moved // 60:02}:{moved % 60:02}"


def _strictness(spot: _Spot) -> Iterator[Mutant]:
    """A closed bound made open, or the other way round."""
    for name in _RELATIONS:
        other = _FLIPPED[name]
        if name in spot.data and other not in spot.data:
            yield _flipped(f"`{name}: {_shown(spot.data[name])}`", other, _renamed(spot, name, other))
    for name in ("between", "within"):
        for bounds in _spelled(name, spot.data.get(name)):
            if not any(bound in spot.data for bound in bounds):
                told = ", ".join(f"{bound}: {time}" for bound, time in bounds.items())
                yield _flipped(f"`{name}: {_shown(spot.data[name])}`", told, _spelled_out(spot, name, bounds))


def _flipped(what: str, other: str, surface: Mapping[str, Any]) -> Mutant:
    return Mutant(operator="strictness", says=f"{what} becomes `{other}`", surface=surface)


def _renamed(spot: _Spot, name: str, other: str) -> Mapping[str, Any]:
    changed: Mapping[str, Any] = renamed(spot.surface, (*spot.path, name), other, spot.data[name])
    return changed


def _spelled(name: str, value: Any) -> Iterator[dict[str, str]]:
    """`between` and `within` as two bounds, one of which is open."""
    if name == "between" and isinstance(value, list) and len(value) == 2:
        start, end = value
    elif name == "within" and isinstance(value, str) and (time := _TIME.fullmatch(value)):
        start, end = (time["anchor"], value) if time["side"] == "after" else (value, time["anchor"])
    else:
        return
    yield {"after": start, "until": end}
    yield {"from": start, "before": end}


def _spelled_out(spot: _Spot, name: str, bounds: Mapping[str, str]) -> Mapping[str, Any]:
    kept = {key: value for key, value in spot.data.items() if key != name}
    changed: Mapping[str, Any] = put(spot.surface, spot.path, {**kept, **bounds})
    return changed


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


# --- numbers and channels -----------------------------------------------------------------------------------------


def _numbers(spot: _Spot) -> Iterator[Mutant]:
    for name in _COUNTS:
        value = spot.data.get(name)
        parameter = spot.parameters.get(value) if isinstance(value, str) else None
        number = parameter.amount if parameter is not None else value
        if isinstance(number, int) and not isinstance(number, bool):
            for other in (number - 1, number + 1):
                if other >= (1 if name == "round" else 0):
                    yield Mutant(
                        operator="shift",
                        says=f"`{name}: {value}` becomes {other}",
                        surface=spot.changed(name, other),
                    )


def _channels(spot: _Spot) -> Iterator[Mutant]:
    value = spot.data.get("channel")
    if not isinstance(value, str | list):
        return
    listed = [value] if isinstance(value, str) else value
    for channel in spot.vocabulary.channels:
        if channel not in listed:
            yield Mutant(
                operator="widen",
                says=f"`channel: {_shown(value)}` lets {channel} in",
                surface=spot.changed("channel", [*listed, channel]),
            )


_CHANGES: tuple[Callable[[_Spot], Iterator[Mutant]], ...] = (_times, _strictness, _numbers, _channels)
