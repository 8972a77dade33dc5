"""Conditions and demands as a coach writes them to the conditions of the intermediate representation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from courtesy.condition import (
    TRUE,
    Anchor,
    AtLeast,
    AtMost,
    ChannelSameAs,
    Condition,
    CountOf,
    CountSignal,
    DayIs,
    DayKind,
    DayOfYear,
    First,
    HasTrait,
    Is,
    Latest,
    LatestIs,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MetCount,
    MinuteOfDay,
    OneOf,
    Pattern,
    PeopleWithout,
    ProposalChannel,
    ProposalWeekday,
    Quantifier,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
)
from courtesy.loading.anchors import anchor_of, pattern_of, people_of
from courtesy.loading.checking import UNUSABLE
from courtesy.loading.clocks import clock_bounds
from courtesy.loading.document import Path
from courtesy.loading.problems import Problems
from courtesy.loading.scope import Scope, number
from courtesy.loading.simplify import conjunction, disjunction, negation
from courtesy.loading.times import TIME_KEYS, bounds_of

Lowering: TypeAlias = Callable[[Any, Scope, Problems, Path], Condition]
"""From the checked data of one atom to its condition; TRUE after a problem was told."""


def lower_condition(data: Mapping[str, Any], scope: Scope, problems: Problems, path: Path) -> Condition:
    """The condition of a mapping of atoms, all of which must hold, with its times."""
    atoms = [
        _ATOMS[name](value, scope, problems, (*path, name)) for name, value in data.items() if name not in TIME_KEYS
    ]
    return conjunction([*atoms, lower_times(data, scope, problems, path)])


def lower_times(
    data: Mapping[str, Any],
    scope: Scope,
    problems: Problems,
    path: Path,
    of: Anchor | None = None,
) -> Condition:
    """That the moment lies inside the times of a mapping."""
    return conjunction(bound.condition for bound in bounds_of(data, scope, problems, path, of))


def lower_demand(data: Mapping[str, Any], scope: Scope, problems: Problems, path: Path) -> Condition:
    """The condition of a demand on the text, as if everything about the text were known."""
    return conjunction(_demand_part(name, value, scope, problems, (*path, name)) for name, value in data.items())


# --- the proposal -------------------------------------------------------------------------------------------------


def _channel(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    if not isinstance(data, dict):
        return OneOf(signal=ProposalChannel(), values=frozenset([data] if isinstance(data, str) else data))
    anchor = anchor_of(data["same_as"], scope, problems, (*path, "same_as"))
    if anchor is None:
        return TRUE
    if not isinstance(anchor, Latest | First):
        problems.add(
            "anchor-without-channel",
            "`same_as` needs one event, and this is only a moment",
            (*path, "same_as"),
            advice="name an event, say `reply`, or `{latest: {event: [reply, channel_invited]}}`",
        )
        return TRUE
    return Is(signal=ChannelSameAs(anchor=anchor))


def _to(data: Any, _scope: Scope, _problems: Problems, _path: Path) -> Condition:
    own = {name: data[name] for name in ("role", "is", "has", "lacks") if name in data}
    parts: list[Condition] = []
    if own:
        parts.append(Is(signal=RecipientsAre(people=people_of(own))))
    if "includes" in data:
        people = people_of(data["includes"])
        parts.append(Is(signal=RecipientsAre(people=people, quantifier=Quantifier.SOME)))
    if "covers" in data:
        parts.append(Is(signal=RecipientsCover(people=people_of(data["covers"]))))
    return conjunction(parts)


def _recipients(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    return _between(RecipientCount(), data, scope, problems, path)


def _weekday(data: Any, _scope: Scope, _problems: Problems, _path: Path) -> Condition:
    return OneOf(signal=ProposalWeekday(), values=frozenset(data))


def _clock(data: Any, _scope: Scope, _problems: Problems, _path: Path) -> Condition:
    span = clock_bounds(data)
    lower = {"from", "after"} & data.keys()
    upper = {"until", "before"} & data.keys()
    bounds: list[Condition] = [AtLeast(signal=MinuteOfDay(), value=span.start)] if lower else []
    bounds += [AtMost(signal=MinuteOfDay(), value=span.end)] if upper else []
    return disjunction(bounds) if span.wraps else conjunction(bounds)


def _day(data: Any, _scope: Scope, _problems: Problems, _path: Path) -> Condition:
    return disjunction(Is(signal=DayIs(kind=DayKind(word))) for word in data)


def _date(data: Any, _scope: Scope, _problems: Problems, _path: Path) -> Condition:
    """Within a year; a span whose start is later than its end goes round the new year."""
    least, most = (None if name not in data else _day_of_year(data[name]) for name in ("from", "until"))
    bounds: list[Condition] = [] if least is None else [AtLeast(signal=DayOfYear(), value=least)]
    bounds += [] if most is None else [AtMost(signal=DayOfYear(), value=most)]
    wraps = least is not None and most is not None and least > most
    return disjunction(bounds) if wraps else conjunction(bounds)


def _day_of_year(text: str) -> int:
    month, day = text.split("-")
    return int(month) * 100 + int(day)


# --- the history --------------------------------------------------------------------------------------------------


def _happened(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    return conjunction(_counts(data, scope, problems, path))


def _never(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    return conjunction(negation(condition, scope.options) for condition in _counts(data, scope, problems, path))


def _counts(data: Any, scope: Scope, problems: Problems, path: Path) -> list[Condition]:
    """For each pattern, that so many such events happened (without a number: at least one)."""
    items: Iterable[tuple[Any, Path]] = [(data, path)]
    if isinstance(data, list):
        items = [(item, (*path, place)) for place, item in enumerate(data)]
    found = []
    for item, place in items:
        if item is UNUSABLE:
            continue
        pattern = pattern_of(item, scope, problems, place)
        if pattern is not None:
            bounds = item if isinstance(item, dict) else {}
            found.append(_between(CountOf(pattern=pattern), bounds, scope, problems, place))
    return found


def _latest(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    for name in ("at_least", "at_most"):
        if name in data:
            problems.add(
                "no-such-field",
                f"`latest` speaks of one event, and `{name}` counts several",
                (*path, name),
                advice=f"use `happened` to count, or leave `{name}` out",
                on_key=True,
            )
    pattern = pattern_of(data, scope, problems, path)
    if pattern is None:
        return TRUE
    return Is(signal=LatestIs(among=Pattern(events=pattern.events), pattern=pattern))


def _met(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    return _between(MetCount(), data, scope, problems, path)


def _people(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    # Without a pattern nobody was reached, so all who pass are counted.
    signal = PeopleWithout(people=people_of(data["who"]), pattern=Pattern(events=()))
    return _between(signal, data, scope, problems, path)


def _missing(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    pattern = pattern_of(data["in"], scope, problems, (*path, "in"))
    if pattern is None:
        return TRUE
    signal = PeopleWithout(
        people=people_of(data["who"]),
        pattern=pattern,
        counting_proposal=data.get("counting_proposal", False),
    )
    return _between(signal, data, scope, problems, path)


def _trait(data: Any, _scope: Scope, _problems: Problems, _path: Path) -> Condition:
    return conjunction(Is(signal=HasTrait(trait=trait)) for trait in data)


def _time(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    anchor = anchor_of(data["of"], scope, problems, (*path, "of"))
    return TRUE if anchor is None else lower_times(data, scope, problems, path, anchor)


def _between(signal: CountSignal, data: Mapping[str, Any], scope: Scope, problems: Problems, path: Path) -> Condition:
    """That a number lies within `at_least` and `at_most`; without either, that it is at least one."""
    limits = {
        name: number(data[name], scope, problems, (*path, name)) for name in ("at_least", "at_most") if name in data
    }
    if not limits:
        return AtLeast(signal=signal, value=1)
    least, most = limits.get("at_least"), limits.get("at_most")
    if least is not None and most is not None and least > most:
        problems.add(
            "crossed-bounds",
            f"nothing is at least {least} and at most {most}",
            (*path, "at_most"),
            advice="swap the two numbers",
        )
    parts: list[Condition] = [] if least is None else [AtLeast(signal=signal, value=least)]
    parts += [] if most is None else [AtMost(signal=signal, value=most)]
    return conjunction(parts)


# --- connectives --------------------------------------------------------------------------------------------------


def _all(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    return conjunction(_each(lower_condition, data, scope, problems, path))


def _any(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    return disjunction(_each(lower_condition, data, scope, problems, path))


def _not(data: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    return negation(lower_condition(data, scope, problems, path), scope.options)


def _each(lower: Lowering, data: list[Any], scope: Scope, problems: Problems, path: Path) -> list[Condition]:
    return [lower(item, scope, problems, (*path, place)) for place, item in enumerate(data) if item is not UNUSABLE]


_ATOMS: Mapping[str, Lowering] = {
    "channel": _channel,
    "to": _to,
    "recipients": _recipients,
    "weekday": _weekday,
    "day": _day,
    "date": _date,
    "clock": _clock,
    "happened": _happened,
    "never": _never,
    "latest": _latest,
    "met": _met,
    "people": _people,
    "missing": _missing,
    "trait": _trait,
    "time": _time,
    "message": lower_demand,
    "all": _all,
    "any": _any,
    "not": _not,
}


# --- the text -----------------------------------------------------------------------------------------------------


def _demand_part(name: str, value: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    match name:
        case "have":
            return conjunction(_found(value))
        case "have_any":
            return disjunction(_found(value))
        case "lack":
            return conjunction(_found(value, found=False))
        case "not":
            return negation(lower_demand(value, scope, problems, path), scope.options)
        case "all" | "any":
            join = conjunction if name == "all" else disjunction
            return join(_each(lower_demand, value, scope, problems, path))
        case _:
            return _signal(name, value, scope, problems, path)


def _found(flags: Iterable[str], *, found: bool = True) -> list[Condition]:
    return [Is(signal=MessageFlag(signal=flag), value=found) for flag in flags]


def _signal(name: str, value: Any, scope: Scope, problems: Problems, path: Path) -> Condition:
    if scope.vocabulary.messages[name].kind == "choice":
        return OneOf(signal=MessageChoice(signal=name), values=frozenset(value))
    return _between(MessageCount(signal=name), value, scope, problems, path)
