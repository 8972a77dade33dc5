"""Frozen dataclasses, made in a quarter of the time: a command starts with more than a hundred of them.

`dataclass` of the standard library compiles six functions a class, and that was a fifth of a whole `courtesy check`.
For `frozen=True, slots=True, kw_only=True`, the one kind that values here are, with or without `order=True`, the
`dataclass` of this module compiles only `__init__`; comparison, hash, text and refusal of changes need no code of
their own. Every other kind is made by the standard library. A type checker sees its `dataclass`; fields, `replace` and `asdict` are its own.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
else:

    def dataclass(**options: bool) -> Callable[[type], type]:
        """As `dataclasses.dataclass`, with options."""
        if options == _OURS:
            return _frozen
        return _ordered if options == _OURS | {"order": True} else dataclasses.dataclass(**options)


__all__ = ["dataclass"]

_OURS = {"frozen": True, "slots": True, "kw_only": True}
_MISSING = dataclasses.MISSING

Value = TypeVar("Value")


def _frozen(own: type[Value]) -> type[Value]:
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(own)
    fields = dataclasses.fields(made)
    made.__init__ = _init(made, fields)
    made.__eq__, made.__hash__ = _comparison(_key(fields))
    made.__repr__ = _repr
    made.__setattr__ = _refuse_assignment
    made.__delattr__ = _refuse_deletion
    made.__getstate__, made.__setstate__ = _state(made, fields)
    return made  # type: ignore[no-any-return]


def _ordered(own: type[Value]) -> type[Value]:
    made: Any = _frozen(own)
    key = _key(dataclasses.fields(made))
    for sign in (lt, le, gt, ge):
        setattr(made, f"__{sign.__name__}__", _order(sign, key))
    return made  # type: ignore[no-any-return]


def _key(fields: tuple[dataclasses.Field[Any], ...]) -> Callable[[Any], Any]:
    """What a value is compared by: its compared fields."""
    compared = tuple(field.name for field in fields if field.compare)
    return attrgetter(*compared) if compared else _nothing


def _order(sign: Callable[[Any, Any], bool], key: Callable[[Any], Any]) -> Callable[[Any, object], Any]:
    def compare(self: Any, other: object) -> Any:
        return sign(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented

    return compare


def _init(made: Any, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """The `__init__` that takes every field by keyword: the only function whose text depends on the class."""
    space: dict[str, Any] = {"MISSING": _MISSING}
    parameters, lines = [], []
    for place, field in enumerate(fields):
        assert field.init, f"{made.__qualname__}.{field.name}: a field that is not given is not made here"
        name = field.name
        space[f"set{place}"] = getattr(made, name).__set__
        if field.default_factory is not _MISSING:
            space[f"default{place}"] = field.default_factory
            parameters.append(f"{name}=MISSING")
            lines.append(f"    set{place}(self, default{place}() if {name} is MISSING else {name})")
        else:
            space[f"default{place}"] = field.default
            parameters.append(name if field.default is _MISSING else f"{name}=default{place}")
            lines.append(f"    set{place}(self, {name})")
    if hasattr(made, "__post_init__"):
        lines.append("    self.__post_init__()")
    head = f"def __init__(self{', *, ' if parameters else ''}{', '.join(parameters)}):"
    # S102: the text holds the names of fields, which are identifiers of this program.
    exec("\n".join([head, *(lines or ["    pass"])]), space)  # noqa: S102
    init: Callable[..., None] = space["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


def _comparison(key: Callable[[Any], Any]) -> tuple[Callable[[Any, object], Any], Callable[[Any], int]]:
    def equal(self: Any, other: object) -> Any:
        if self is other:
            return True
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    return equal, lambda self: hash(key(self))


def _state(
    made: Any, fields: tuple[dataclasses.Field[Any], ...]
) -> tuple[Callable[[Any], tuple[Any, ...]], Callable[[Any, tuple[Any, ...]], None]]:
    """What is pickled: the values of the fields, in order."""
    names = tuple(field.name for field in fields)
    setters = tuple(getattr(made, name).__set__ for name in names)

    def take(self: Any, state: tuple[Any, ...]) -> None:
        for put, value in zip(setters, state, strict=True):
            put(self, value)

    return lambda self: tuple([getattr(self, name) for name in names]), take


def _nothing(_value: object) -> tuple[()]:
    return ()


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_assignment(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
