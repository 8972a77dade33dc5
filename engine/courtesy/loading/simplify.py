"""Conditions: negation, Kleene's unknown, and a simpler form with the same meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from courtesy.condition import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    AtLeast,
    AtMost,
    ChoiceSignal,
    Condition,
    CountOf,
    CountSignal,
    DayOfYear,
    Is,
    Literal,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MetCount,
    MinuteOfDay,
    OneOf,
    PeopleWithout,
    RecipientCount,
)

Options: TypeAlias = Callable[[ChoiceSignal], frozenset[str]]
"""The closed list of words of a choice signal."""

_LAST_MINUTE_OF_DAY = 24 * 60 - 1
_LAST_DAY_OF_YEAR = 1231


def conjunction(parts: Iterable[Condition]) -> Condition:
    """All of them, flat and each once."""
    flat: dict[Condition, None] = {}
    for part in parts:
        if part == FALSE:
            return FALSE
        flat.update(dict.fromkeys(part.parts if isinstance(part, All) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else All(parts=tuple(flat))


def disjunction(parts: Iterable[Condition]) -> Condition:
    """At least one of them, flat and each once."""
    flat: dict[Condition, None] = {}
    for part in parts:
        if part == TRUE:
            return TRUE
        flat.update(dict.fromkeys(part.parts if isinstance(part, AnyOf) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else AnyOf(parts=tuple(flat))


def negation(condition: Condition, options: Options) -> Condition:
    """Where the condition does not hold, in negation normal form."""
    match condition:
        case Is(signal=signal, value=value):
            return Is(signal=signal, value=not value)
        case AtLeast(signal=count, value=bound):
            return AtMost(signal=count, value=bound - 1)
        case AtMost(signal=count, value=bound):
            return AtLeast(signal=count, value=bound + 1)
        case OneOf(signal=choice, values=values):
            return OneOf(signal=choice, values=options(choice) - values)
        case All(parts=parts):
            return disjunction(negation(part, options) for part in parts)
        case AnyOf(parts=parts):
            return conjunction(negation(part, options) for part in parts)
        case _:
            assert_never(condition)


# --- what is known of a message -----------------------------------------------------------------------------------


def message_signal(literal: Literal) -> str | None:
    """The message signal that a literal compares, or None for every other literal."""
    match literal.signal:
        case MessageFlag(signal=name) | MessageCount(signal=name) | MessageChoice(signal=name):
            return name
        case _:
            return None


def message_signals(condition: Condition) -> frozenset[str]:
    """All message signals that a condition mentions."""
    if isinstance(condition, All | AnyOf):
        return frozenset[str]().union(*(message_signals(part) for part in condition.parts))
    name = message_signal(condition)
    return frozenset() if name is None else frozenset({name})


def definite(condition: Condition) -> Condition:
    """Where the condition is true whatever the unknown message signals are (in Kleene's logic)."""
    match condition:
        case All(parts=parts):
            return conjunction(definite(part) for part in parts)
        case AnyOf(parts=parts):
            return disjunction(definite(part) for part in parts)
        case _:
            name = message_signal(condition)
            return condition if name is None else conjunction([_known(name), condition])


def possible(condition: Condition) -> Condition:
    """Where the condition is not false in Kleene's logic: true, or unknown."""
    match condition:
        case All(parts=parts):
            return conjunction(possible(part) for part in parts)
        case AnyOf(parts=parts):
            return disjunction(possible(part) for part in parts)
        case _:
            name = message_signal(condition)
            return condition if name is None else disjunction([_known(name, value=False), condition])


def unknown(condition: Condition, options: Options) -> Condition:
    """Where the condition is unknown in Kleene's logic, because a message signal is.

    A conjunction is unknown where none of its parts is false and one is unknown; a disjunction where none is true.
    """
    match condition:
        case All(parts=parts):
            others = [possible(part) for part in parts]
        case AnyOf(parts=parts):
            others = [possible(negation(part, options)) for part in parts]
        case _:
            name = message_signal(condition)
            return FALSE if name is None else _known(name, value=False)
    unsettled = [unknown(part, options) for part in parts]
    open_parts = [part for part in unsettled if part != FALSE]
    if len(open_parts) == 1:
        # The one part that is unknown is not false, so what it demands of itself is said already.
        others = [other for other, part in zip(others, unsettled, strict=True) if part == FALSE]
    return conjunction([*others, disjunction(open_parts)])


def _known(name: str, *, value: bool = True) -> Is:
    return Is(signal=MessageKnown(signal=name), value=value)


# --- the simpler form ---------------------------------------------------------------------------------------------


def simplified(condition: Condition, options: Options) -> Condition:
    """The same condition, flat: bounds of one signal merged, what always or never holds resolved, each part once."""
    match condition:
        case All(parts=parts):
            return _simpler_all([simplified(part, options) for part in parts], options)
        case AnyOf(parts=parts):
            return _simpler_any([simplified(part, options) for part in parts], options)
        case _:
            return _resolved(condition, options)


def _simpler_all(parts: list[Condition], options: Options) -> Condition:
    flat = conjunction(parts)
    if not isinstance(flat, All) or not flat.parts:
        return flat
    known = frozenset(part for part in flat.parts if not isinstance(part, All | AnyOf))
    merged = _merge(flat.parts, widest=False)
    if merged is None or any(negation(literal, options) in known for literal in known):
        return FALSE
    kept = [part for part in merged if not _is_absorbed(part, known)]
    narrowed = conjunction(_without_false(part, known, options) for part in kept)
    return narrowed if narrowed == flat else simplified(narrowed, options)


def _is_absorbed(part: Condition, known: frozenset[Literal]) -> bool:
    """An alternative that a conjunct fulfils already says nothing new."""
    return isinstance(part, AnyOf) and any(option in known for option in part.parts)


def _without_false(part: Condition, known: frozenset[Literal], options: Options) -> Condition:
    """An alternative without the options that a conjunct rules out."""
    if not isinstance(part, AnyOf):
        return part
    left = [
        option for option in part.parts if isinstance(option, All | AnyOf) or negation(option, options) not in known
    ]
    return disjunction(left)


def _simpler_any(parts: list[Condition], options: Options) -> Condition:
    flat = disjunction(parts)
    if not isinstance(flat, AnyOf) or not flat.parts:
        return flat
    known = frozenset(part for part in flat.parts if not isinstance(part, All | AnyOf))
    if any(negation(literal, options) in known for literal in known):
        return TRUE
    merged = _merge(flat.parts, widest=True)
    if merged is None:
        return TRUE
    kept = [part for part in merged if not (isinstance(part, All) and any(inner in known for inner in part.parts))]
    # Two lists of words that were joined may be the whole list now.
    return disjunction(part if isinstance(part, All | AnyOf) else _resolved(part, options) for part in kept)


@dataclass(slots=True, kw_only=True)
class _Bounds:
    least: dict[CountSignal, int]
    most: dict[CountSignal, int]
    words: dict[ChoiceSignal, frozenset[str]]


def _merge(parts: Iterable[Condition], *, widest: bool) -> list[Condition] | None:
    """The parts with one literal a signal and direction; None where the whole is settled.

    In a conjunction the narrower bound counts, and bounds that cross can never hold; in a disjunction (`widest`) the
    wider one, and bounds that meet always hold.
    """
    bounds = _Bounds(least={}, most={}, words={})
    rest = [part for part in parts if not _note(part, bounds, widest=widest)]
    gap = 1 if widest else 0
    for signal, least in bounds.least.items():
        most = bounds.most.get(signal)
        if most is not None and (least <= most + gap if widest else least > most):
            return None
    if not widest and not all(bounds.words.values()):
        return None
    return [
        *(OneOf(signal=signal, values=values) for signal, values in bounds.words.items()),
        *rest,
        *(AtLeast(signal=signal, value=value) for signal, value in bounds.least.items()),
        *(AtMost(signal=signal, value=value) for signal, value in bounds.most.items()),
    ]


def _note(part: Condition, bounds: _Bounds, *, widest: bool) -> bool:
    match part:
        case AtLeast(signal=signal, value=value):
            choose = min if widest else max
            bounds.least[signal] = choose(value, bounds.least.get(signal, value))
        case AtMost(signal=signal, value=value):
            choose = max if widest else min
            bounds.most[signal] = choose(value, bounds.most.get(signal, value))
        case OneOf(signal=choice, values=values):
            before = bounds.words.get(choice, values)
            bounds.words[choice] = values | before if widest else values & before
        case _:
            return False
    return True


def _resolved(literal: Condition, options: Options) -> Condition:
    """A literal that always or never holds by the range of its signal, as TRUE or FALSE."""
    match literal:
        case OneOf(signal=choice, values=values):
            if not values:
                return FALSE
            return TRUE if values >= options(choice) else literal
        case AtLeast(signal=signal, value=value) if _is_counting(signal):
            return TRUE if value <= 0 else FALSE if value > _largest(signal) else literal
        case AtMost(signal=signal, value=value) if _is_counting(signal):
            return FALSE if value < 0 else TRUE if value >= _largest(signal) else literal
        case _:
            return literal


def _is_counting(signal: CountSignal) -> bool:
    """Numbers that are never negative; spans of time are."""
    counting = MinuteOfDay | DayOfYear | RecipientCount | CountOf | PeopleWithout | MetCount | MessageCount
    return isinstance(signal, counting)


def _largest(signal: CountSignal) -> float:
    match signal:
        case MinuteOfDay():
            return _LAST_MINUTE_OF_DAY
        case DayOfYear():
            return _LAST_DAY_OF_YEAR
        case _:
            return float("inf")
