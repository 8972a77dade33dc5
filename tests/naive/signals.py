"""The value of one signal of the intermediate representation, looked up by the naive history.

The patterns and anchors of the representation are written back as the YAML that a card would have, so that one plain
meaning serves both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from courtesy import condition as ir
from courtesy.case import Case, Proposal
from naive import cards, times
from naive.history import WEEKDAYS, World, anchor, events_like, group, is_like, passes

MINUTE = timedelta(minutes=1)


def world_of(
    case: Case, proposal: Proposal, readings: Mapping[str, str], message: Mapping[str, Any] | None = None
) -> World:
    """A world whose source says nothing of its own."""
    return World(case=case, proposal=proposal, source={}, readings=readings, message=message)


def value(world: World, signal: ir.Signal) -> ir.Value:
    """The signal's value."""
    found: ir.Value = VALUES[type(signal)](world, signal)
    return found


# --- the representation as YAML -----------------------------------------------------------------------------------


def people(test: ir.People) -> dict[str, Any]:
    return {
        **({"role": sorted(test.roles)} if test.roles is not None else {}),
        **({"is": test.group.value} if test.group is not None else {}),
        **({"has": sorted(test.has)} if test.has else {}),
        **({"lacks": sorted(test.lacks)} if test.lacks else {}),
    }


def pattern(of: ir.Pattern) -> dict[str, Any]:
    tests = (("to", of.to), ("from", of.from_), ("with", of.with_), ("who", of.who))
    rounds = {"at_least": of.round_at_least, "at_most": of.round_at_most}
    rounds = {key: bound for key, bound in rounds.items() if bound is not None}
    return {
        "event": list(of.events),
        **({"since": anchor_yaml(of.since)} if of.since is not None else {}),
        **({"until": anchor_yaml(of.until)} if of.until is not None else {}),
        **wall(of),
        **({"says": sorted(of.says)} if of.says is not None else {}),
        **({"round": rounds} if rounds else {}),
        **{key: people(test) for key, test in tests if test is not None},
    }


def wall(of: ir.Pattern) -> dict[str, Any]:
    channels = [*sorted(of.channels or ()), *([of.same_channel.value] if of.same_channel is not None else [])]
    limits = {"at_least": of.minutes_at_least, "at_most": of.minutes_at_most}
    lasting = {key: f"{bound} minutes" for key, bound in limits.items() if bound is not None}
    return {
        **({"channel": channels} if channels else {}),
        **({"weekday": sorted(of.weekdays)} if of.weekdays is not None else {}),
        **({"clock": {"from": clock(of.clock.start), "until": clock(of.clock.end)}} if of.clock is not None else {}),
        **({"lasting": lasting} if lasting else {}),
    }


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def anchor_yaml(of: ir.Anchor) -> Any:  # noqa: PLR0911  one answer a kind of anchor
    match of:
        case ir.Latest():
            return {"latest": pattern(of.pattern)}
        case ir.First():
            return {"first": pattern(of.pattern)}
        case ir.Promised():
            return "promised date"
        case ir.LatestOf():
            return {"latest_of": [anchor_yaml(each) for each in of.anchors]}
        case ir.EarliestOf():
            return {"earliest_of": [anchor_yaml(each) for each in of.anchors]}
        case ir.Now():
            return "now"
        case ir.Moved():
            # No card writes it so; a card has it as text, whose anchor can only be a name.
            sign = -1 if of.amount < 0 else 1
            return {"moved": {"of": anchor_yaml(of.anchor), "by": f"{abs(of.amount)} {of.unit.value}s", "sign": sign}}


# --- one function a signal ----------------------------------------------------------------------------------------


def proposal_act(world: World, _: ir.ProposalAct) -> ir.Value:
    return world.proposal.act


def proposal_channel(world: World, _: ir.ProposalChannel) -> ir.Value:
    return world.proposal.channel


def proposal_weekday(world: World, _: ir.ProposalWeekday) -> ir.Value:
    return WEEKDAYS[world.local(world.now).weekday()]


def minute_of_day(world: World, _: ir.MinuteOfDay) -> ir.Value:
    now = world.local(world.now)
    return now.hour * 60 + now.minute


def recipient_count(world: World, _: ir.RecipientCount) -> ir.Value:
    return len(world.proposal.to)


def recipients_are(world: World, signal: ir.RecipientsAre) -> ir.Value:
    passing = [passes(world, person, people(signal.people)) for person in world.proposal.to]
    return any(passing) if signal.quantifier is ir.Quantifier.SOME else bool(passing) and all(passing)


def recipients_cover(world: World, signal: ir.RecipientsCover) -> ir.Value:
    return bool(cards.recipients_are(world, {"covers": people(signal.people)}))


def channel_same_as(world: World, signal: ir.ChannelSameAs) -> ir.Value:
    return bool(cards.same_channel(world, anchor_yaml(signal.anchor)))


def latest_is(world: World, signal: ir.LatestIs) -> ir.Value:
    events = events_like(world, pattern(signal.among))
    return bool(events) and is_like(world, events[-1], pattern(signal.pattern))


def count_of(world: World, signal: ir.CountOf) -> ir.Value:
    return len(events_like(world, pattern(signal.pattern)))


def people_without(world: World, signal: ir.PeopleWithout) -> ir.Value:
    wanted = {
        "who": people(signal.people),
        "in": pattern(signal.pattern),
        "counting_proposal": signal.counting_proposal,
    }
    everybody = range(len(world.case.people) + 1)
    return next(count for count in everybody if cards.missing(world, {**wanted, "at_least": count, "at_most": count}))


def met_count(world: World, _: ir.MetCount) -> ir.Value:
    return len(group(world, "met"))


def has_trait(world: World, signal: ir.HasTrait) -> ir.Value:
    return signal.trait in world.case.traits


def day_is(world: World, signal: ir.DayIs) -> ir.Value:
    return cards.is_day(world, signal.kind.value)


def day_of_year(world: World, _: ir.DayOfYear) -> ir.Value:
    today = world.local(world.now)
    return today.month * 100 + today.day


def has_anchor(world: World, signal: ir.HasAnchor) -> ir.Value:
    return anchor(world, anchor_yaml(signal.anchor)) is not None


def days_since(world: World, signal: ir.DaysSince) -> ir.Value:
    start, of = anchor(world, anchor_yaml(signal.anchor)), other(world, signal.of)
    return 0 if start is None or of is None else int((of.day - start.day).days)


def minutes_since(world: World, signal: ir.MinutesSince) -> ir.Value:
    start, of = anchor(world, anchor_yaml(signal.anchor)), other(world, signal.of)
    return 0 if start is None or of is None else int((of.start - start.end) // MINUTE)


def days_past(world: World, signal: ir.DaysPast) -> ir.Value:
    start, of = anchor(world, anchor_yaml(signal.anchor)), other(world, signal.of)
    if start is None or of is None:
        return 0
    return int((of.day - times.move(start.day, signal.amount, signal.unit.value, world.case.holidays)).days)


def other(world: World, of: ir.Anchor | None) -> Any:
    return times.subject(world) if of is None else anchor(world, anchor_yaml(of))


def message_known(world: World, signal: ir.MessageKnown) -> ir.Value:
    return cards.signal(world, signal.signal) is not None


def message_flag(world: World, signal: ir.MessageFlag) -> ir.Value:
    return bool(cards.signal(world, signal.signal))


def message_count(world: World, signal: ir.MessageCount) -> ir.Value:
    return int(cards.signal(world, signal.signal) or 0)


def message_choice(world: World, signal: ir.MessageChoice) -> ir.Value:
    return str(cards.signal(world, signal.signal) or "")


def reading_choice(world: World, signal: ir.ReadingChoice) -> ir.Value:
    return world.readings[f"{signal.source}/{signal.reading}"]


VALUES: Mapping[type, Callable[[World, Any], Any]] = {
    ir.ProposalAct: proposal_act,
    ir.ProposalChannel: proposal_channel,
    ir.ProposalWeekday: proposal_weekday,
    ir.MinuteOfDay: minute_of_day,
    ir.DayOfYear: day_of_year,
    ir.DayIs: day_is,
    ir.RecipientCount: recipient_count,
    ir.RecipientsAre: recipients_are,
    ir.RecipientsCover: recipients_cover,
    ir.ChannelSameAs: channel_same_as,
    ir.LatestIs: latest_is,
    ir.CountOf: count_of,
    ir.PeopleWithout: people_without,
    ir.MetCount: met_count,
    ir.HasTrait: has_trait,
    ir.HasAnchor: has_anchor,
    ir.DaysSince: days_since,
    ir.MinutesSince: minutes_since,
    ir.DaysPast: days_past,
    ir.MessageKnown: message_known,
    ir.MessageFlag: message_flag,
    ir.MessageCount: message_count,
    ir.MessageChoice: message_choice,
    ir.ReadingChoice: reading_choice,
}
