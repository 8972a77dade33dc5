"""What a card says of a proposal, from the card's own YAML: three-valued, since a message can be unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

from naive import times
from naive.history import (
    WEEKDAYS,
    World,
    anchor,
    as_list,
    as_pattern,
    events_like,
    group,
    in_span,
    is_like,
    passes,
    people_in,
    people_who,
)

Truth: TypeAlias = bool | None
"""None: it depends on something that is not known."""

EFFECTS = ("require", "recommend", "permit", "discourage", "forbid")
STRENGTHS = {"must": "forbid", "should": "discourage", "should_not": "discourage", "must_not": "forbid"}


# --- three values -------------------------------------------------------------------------------------------------


def every(truths: Iterable[Truth]) -> Truth:
    found = list(truths)
    if False in found:
        return False
    return None if None in found else True


def some(truths: Iterable[Truth]) -> Truth:
    return negated(every(negated(truth) for truth in truths))


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


# --- conditions ---------------------------------------------------------------------------------------------------


def condition(world: World, written: Mapping[str, Any] | None) -> Truth:
    """Whether a condition holds; left out: always."""
    if written is None:
        return True
    timed = (times.bound_holds(world, times.subject(world), *bound) for bound in times.bounds(written))
    atoms = (ATOMS[key](world, value) for key, value in written.items() if key not in times.KEYS)
    return every([*timed, *atoms])


def channel(world: World, wanted: Any) -> Truth:
    if isinstance(wanted, Mapping):
        return same_channel(world, wanted["same_as"])
    return world.proposal.channel in as_list(wanted)


def same_channel(world: World, written: Any) -> Truth:
    if isinstance(written, str) and written.startswith("first "):
        events = events_like(world, written.removeprefix("first "))[:1]
    elif isinstance(written, str):
        events = events_like(world, written)[-1:]
    else:
        ((kind, pattern),) = written.items()
        events = events_like(world, pattern)[-1:] if kind == "latest" else events_like(world, pattern)[:1]
    return any(event.channel is not None and event.channel == world.proposal.channel for event in events)


def recipients_are(world: World, wanted: Mapping[str, Any]) -> Truth:
    to = world.proposal.to
    found = []
    if "includes" in wanted:
        found.append(any(passes(world, person, wanted["includes"]) for person in to))
    if "covers" in wanted:
        covered = people_who(world, wanted["covers"])
        found.append(bool(covered) and covered <= set(to))
    each = {key: value for key, value in wanted.items() if key in ("role", "is", "has", "lacks")}
    if each:
        found.append(bool(to) and all(passes(world, person, each) for person in to))
    return all(found)


def number(count: int, wanted: Mapping[str, Any]) -> bool:
    """Whether a count lies within `at_least` and `at_most`; without either, whether it is at least one."""
    if "at_least" not in wanted and "at_most" not in wanted:
        return count >= 1
    return bool(wanted.get("at_least", count) <= count <= wanted.get("at_most", count))


def weekday(world: World, wanted: Any) -> Truth:
    return WEEKDAYS[world.local(world.now).weekday()] in as_list(wanted)


def clock(world: World, wanted: Mapping[str, str]) -> Truth:
    return in_span(world.local(world.now), wanted)


def day_is(world: World, wanted: Any) -> Truth:
    return any(is_day(world, word) for word in as_list(wanted))


def is_day(world: World, kind: str) -> bool:
    today, holidays = world.local(world.now).date(), world.case.holidays
    closed = [today + timedelta(days=step) for step in range(-400, 401)]
    closed = [day for day in closed if day.weekday() >= 5 or day in holidays]
    if kind == "weekend":
        return today.weekday() >= 5
    if kind == "holiday":
        return today in holidays
    if kind == "business_day" or today in closed:
        return kind == "business_day" and today not in closed
    step = timedelta(days=1 if kind == "before_holiday" else -1)
    beside = today + step
    while beside in closed and beside not in holidays:
        beside += step
    return beside in holidays


def in_season(world: World, wanted: Mapping[str, str]) -> Truth:
    today = world.local(world.now).strftime("%m-%d")
    start, end = wanted.get("from", "01-01"), wanted.get("until", "12-31")
    return start <= today <= end if start <= end else today >= start or today <= end


def happened(world: World, wanted: Any) -> Truth:
    return all(happened_once(world, as_pattern(each)) for each in as_list(wanted))


def happened_once(world: World, pattern: Mapping[str, Any]) -> bool:
    return number(len(events_like(world, pattern)), pattern)


def never(world: World, wanted: Any) -> Truth:
    return not any(happened_once(world, as_pattern(each)) for each in as_list(wanted))


def latest_is(world: World, wanted: Mapping[str, Any]) -> Truth:
    events = events_like(world, {"event": wanted["event"]})
    return bool(events) and is_like(world, events[-1], wanted)


def missing(world: World, wanted: Mapping[str, Any]) -> Truth:
    reached = {
        person
        for event in events_like(world, wanted["in"])
        for field in ("to", "with", "from", "who")
        for person in people_in(event, field)
    }
    if wanted.get("counting_proposal"):
        reached |= set(world.proposal.to)
    return number(len(people_who(world, wanted["who"]) - reached), wanted)


def other_time(world: World, wanted: Mapping[str, Any]) -> Truth:
    of = anchor(world, wanted["of"])
    return all(times.bound_holds(world, of, *bound) for bound in times.bounds(wanted))


ATOMS: dict[str, Callable[[World, Any], Truth]] = {
    "channel": channel,
    "to": recipients_are,
    "recipients": lambda world, wanted: number(len(world.proposal.to), wanted),
    "weekday": weekday,
    "clock": clock,
    "day": day_is,
    "date": in_season,
    "happened": happened,
    "never": never,
    "latest": latest_is,
    "met": lambda world, wanted: number(len(group(world, "met")), wanted),
    "people": lambda world, wanted: number(len(people_who(world, wanted["who"])), wanted),
    "missing": missing,
    "trait": lambda world, wanted: all(trait in world.case.traits for trait in as_list(wanted)),
    "time": other_time,
    "all": lambda world, parts: every(condition(world, part) for part in parts),
    "any": lambda world, parts: some(condition(world, part) for part in parts),
    "not": lambda world, part: negated(condition(world, part)),
}


# --- the text -----------------------------------------------------------------------------------------------------


def demand(world: World, written: Mapping[str, Any]) -> Truth:
    """Whether the text does what is asked; None where that cannot be told."""
    return every(demand_key(world, key, value) for key, value in written.items())


def demand_key(world: World, key: str, value: Any) -> Truth:
    parts = {
        "have": lambda: every(signal(world, name) for name in as_list(value)),
        "have_any": lambda: some(signal(world, name) for name in as_list(value)),
        "lack": lambda: every(negated(signal(world, name)) for name in as_list(value)),
        "all": lambda: every(demand(world, part) for part in value),
        "any": lambda: some(demand(world, part) for part in value),
        "not": lambda: negated(demand(world, value)),
    }
    return parts[key]() if key in parts else measured(world, key, value)


def signal(world: World, name: str) -> Any:
    return None if world.message is None else world.message.get(name)


def measured(world: World, name: str, wanted: Any) -> Truth:
    value = signal(world, name)
    if value is None:
        return None
    if not isinstance(wanted, Mapping):
        return value in as_list(wanted)
    parameters = world.source.get("parameters", {})
    limits = {key: parameters[bound]["value"] if bound in parameters else bound for key, bound in wanted.items()}
    return number(value, limits)


ATOMS["message"] = demand

# --- cards --------------------------------------------------------------------------------------------------------


def speaks(world: World, card: Mapping[str, Any]) -> dict[str, Truth]:
    """Each way in which a card can speak (`main`, `early`, `late`, `met`, `counsel`, `#exception`) and whether it does.

    A way that the card does not have is left out.
    """
    concerned = every([about(world, card), reading(world, card), condition(world, card.get("if"))])
    standing = {exception["id"]: exception_truths(world, exception) for exception in card.get("unless", [])}
    removed = some(each["applies"] for each in standing.values())
    ways = {way: every([concerned, negated(removed), truth]) for way, truth in own_ways(world, card).items()}
    for identifier, truths in standing.items():
        for path, truth in truths["speaks"].items():
            ways[f"#{identifier}{path}"] = every([concerned, truth])
    return ways


def about(world: World, card: Mapping[str, Any]) -> bool:
    acts = next((card[key] for key in (*EFFECTS, "message", "about") if key in card), "any")
    return acts == "any" or world.proposal.act in as_list(acts)


def reading(world: World, card: Mapping[str, Any]) -> bool:
    chosen = {name: world.readings[f"{world.source['id']}/{name}"] for name in card.get("reading", {})}
    return all(chosen[name] in as_list(option) for name, option in card.get("reading", {}).items())


def own_ways(world: World, card: Mapping[str, Any]) -> dict[str, Truth]:
    """The card without its `if` and exceptions."""
    moment = times.subject(world)
    placed = list(times.bounds(card))
    reached = all(times.bound_holds(world, moment, *each) for each in placed if each[0] in times.LOWER)
    open_still = all(times.bound_holds(world, moment, *each) for each in placed if each[0] in times.UPPER)
    inside = reached and open_still
    if "counsel" in card:
        return {"counsel": inside}
    if "message" in card:
        return text_ways(world, card, inside=inside)
    if "otherwise" not in card:
        return {"main": inside}
    known = all(times.happened(world, time) for _, time in placed)
    return {"main": inside, "early": known and not reached, "late": known and reached and not open_still}


def text_ways(world: World, card: Mapping[str, Any], *, inside: bool) -> dict[str, Truth]:
    strength = next(key for key in STRENGTHS if key in card)
    met = demand(world, card[strength])
    if strength.endswith("_not"):
        met = negated(met)
    return {"main": every([inside, negated(met)]), "met": every([inside, met])}


def exception_truths(world: World, exception: Mapping[str, Any]) -> dict[str, Any]:
    """`applies`: it, or one below it that has an effect, takes the card's place; `speaks`: which of them do.

    An exception below without an effect takes this one away, and the card stands as if it were not there.
    """
    holds = condition(world, exception.get("if"))
    below = {each["id"]: exception_truths(world, each) for each in exception.get("unless", [])}
    disarmed = some(each["applies"] for each in below.values())
    own = every([holds, negated(disarmed)])
    speaking: dict[str, Truth] = {"": own} if "then" in exception else {}
    replaced: list[Truth] = []
    for identifier, truths in below.items():
        for path, truth in truths["speaks"].items():
            speaking[f"/{identifier}{path}"] = every([holds, truth])
            replaced.append(speaking[f"/{identifier}{path}"])
    return {"applies": some([own, *replaced]), "speaks": speaking}
