"""Equal parts of clauses made one: a rulebook asks about the same few signals again and again.

It takes a third less room and time in the cache, and equal signals are told by a look.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from courtesy.condition import Clause


class Sharing:
    """Every part of the clauses that it has seen, once."""

    def __init__(self) -> None:
        # By kind and by what it is made of: parts that are shared already by identity, words and numbers by type, too.
        self._known: dict[object, Any] = {}
        # What was given, by identity, and kept so that nothing else gets its place: lowering uses parts many times.
        self._given: dict[int, tuple[Any, Any]] = {}
        self._fields: dict[type, tuple[str, ...]] = {}

    def clauses(self, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """The same clauses, of the parts that are known already."""
        return tuple(map(self._shared, clauses))

    def _shared(self, part: Any) -> Any:
        kind = type(part)
        if kind is not tuple and not self._names(kind):
            return part
        if id(part) not in self._given:
            self._given[id(part)] = part, self._once(part, kind)
        return self._given[id(part)][1]

    def _once(self, part: Any, kind: Any) -> Any:
        names = self._names(kind)
        values = tuple(map(self._shared, part if kind is tuple else [getattr(part, name) for name in names]))
        key = (kind, *map(self._mark, values))
        if key not in self._known:
            self._known[key] = values if kind is tuple else kind(**dict(zip(names, values, strict=True)))
        return self._known[key]

    def _mark(self, value: object) -> object:
        kind = type(value)
        return id(value) if kind is tuple or self._names(kind) else (kind, value)

    def _names(self, kind: type[Any]) -> tuple[str, ...]:
        """The fields of a kind of values; none for what is no such value, or has no parts to share."""
        if kind not in self._fields:
            self._fields[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
        return self._fields[kind]
