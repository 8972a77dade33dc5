"""The tree of a card's exceptions, by place: walking it, and the card's YAML with a part of it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from courtesy.frozen import dataclass
from courtesy.rule import AnyCard, ExceptionCard

Places: TypeAlias = tuple[int, ...]
"""The way to an exception: its place in each `unless`, the outermost first."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a card's YAML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An exception, its path in words (`outer/inner`), and its places."""

    card: ExceptionCard
    path: str
    places: Places


def exceptions_in(card: AnyCard) -> Iterator[Placed]:
    """Every exception of a card, the outer ones first."""
    yield from _walk(card.unless, (), ())


def _walk(exceptions: Sequence[ExceptionCard], names: tuple[str, ...], places: Places) -> Iterator[Placed]:
    for place, exception in enumerate(exceptions):
        path = (*names, exception.id)
        here = (*places, place)
        yield Placed(card=exception, path="/".join(path), places=here)
        yield from _walk(exception.unless, path, here)


def path_of(places: Places) -> Path:
    """The way to an exception inside the card's YAML."""
    return tuple(step for place in places for step in ("unless", place))


def without_exception(surface: Mapping[str, Any], places: Places) -> dict[str, Any]:
    """The card's YAML without one exception (and those below it)."""
    changed: dict[str, Any] = without(surface, path_of(places))
    return changed


def at(data: Any, path: Path) -> Any:
    """The value at a path."""
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: Path, value: Any) -> Any:
    """A copy of the data with another value at the path."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    copy: Any = list(data) if isinstance(data, list) else dict(data)
    copy[step] = put(data[step], rest, value)
    return copy


def without(data: Any, path: Path) -> Any:
    """A copy of the data without the key or item at the path; a list or mapping that it leaves empty goes, too."""
    step, rest = path[0], path[1:]
    copy: Any = list(data) if isinstance(data, list) else dict(data)
    if rest:
        copy[step] = without(data[step], rest)
        if copy[step]:
            return copy
    del copy[step]
    return copy


def renamed(data: Any, path: Path, name: str, value: Any) -> Any:
    """A copy of the data in which the last key of the path is `name`, in its place, with this value."""
    holder = at(data, path[:-1])
    changed = {name if key == path[-1] else key: value if key == path[-1] else item for key, item in holder.items()}
    return put(data, path[:-1], changed)
