"""Signals, literals and values in plain English, for the candidate who reads a decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from courtesy.condition import (
    Anchor,
    AtLeast,
    AtMost,
    ChannelSameAs,
    CountOf,
    DaysPast,
    DaysSince,
    EarliestOf,
    First,
    Group,
    HasAnchor,
    HasTrait,
    Is,
    Latest,
    LatestIs,
    LatestOf,
    Literal,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MetCount,
    MinuteOfDay,
    MinutesSince,
    OneOf,
    Pattern,
    People,
    PeopleWithout,
    Promised,
    ProposalAct,
    ProposalChannel,
    ProposalWeekday,
    Quantifier,
    ReadingChoice,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
    Signal,
    Unit,
    Value,
)
from courtesy.vocabulary import WEEKDAYS

_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OF_WEEKDAY = dict(zip(WEEKDAYS, _DAY_NAMES, strict=True))
_HOUR, _DAY = 60, 24 * 60

_GROUPS = {
    Group.MET: "whom the candidate met in the latest interview",
    Group.EVER_MET: "whom the candidate met in an interview",
    Group.CONTACT_NAMED: "who was named as the contact",
    Group.SAME: "to whom this message goes",
}


# --- names --------------------------------------------------------------------------------------------------------


def signal_name(signal: Signal) -> str:
    """A short name, such as `days since interview`, `count of follow_up since interview` or `message.words`."""
    match signal:
        case DaysSince() | MinutesSince() | DaysPast():
            return _time_name(signal)
        case MessageKnown() | MessageFlag() | MessageCount() | MessageChoice() | ReadingChoice():
            return _given_name(signal)
        case RecipientsAre() | RecipientsCover() | RecipientCount() | PeopleWithout() | MetCount():
            return _people_name(signal)
        case CountOf() | HasAnchor() | LatestIs() | ChannelSameAs():
            return _history_name(signal)
        case HasTrait(trait=trait):
            return f"trait {trait}"
        case ProposalAct():
            return "act"
        case ProposalChannel():
            return "channel"
        case ProposalWeekday():
            return "weekday"
        case MinuteOfDay():
            return "local time"
        case _:
            assert_never(signal)


def _time_name(signal: DaysSince | MinutesSince | DaysPast) -> str:
    anchor = anchor_name(signal.anchor)
    to = "" if signal.of is None else f" to {anchor_name(signal.of)}"
    match signal:
        case DaysSince():
            return f"days since {anchor}{to}" if not to else f"days from {anchor}{to}"
        case MinutesSince():
            return f"minutes since {anchor}{to}" if not to else f"minutes from {anchor}{to}"
        case DaysPast(amount=amount, unit=unit):
            return f"days past {_amount(amount, unit)} {anchor}" + (f", counted{to}" if to else "")
        case _:
            assert_never(signal)


def _given_name(
    signal: MessageKnown | MessageFlag | MessageCount | MessageChoice | ReadingChoice,
) -> str:
    match signal:
        case MessageKnown(signal=name):
            return f"message.{name} known"
        case MessageFlag(signal=name) | MessageCount(signal=name) | MessageChoice(signal=name):
            return f"message.{name}"
        case ReadingChoice(source=source, reading=reading):
            return f"reading {source}/{reading}"
        case _:
            assert_never(signal)


def _people_name(
    signal: RecipientsAre | RecipientsCover | RecipientCount | PeopleWithout | MetCount,
) -> str:
    match signal:
        case RecipientsAre(people=people, quantifier=Quantifier.EVERY):
            return f"every recipient is {_one_of_people(people)}"
        case RecipientsAre(people=people):
            return f"a recipient is {_one_of_people(people)}"
        case RecipientsCover(people=people):
            return f"recipients include all {_people(people)}"
        case RecipientCount():
            return "number of recipients"
        case PeopleWithout(people=people, pattern=pattern, counting_proposal=counting):
            return f"people ({_people(people)}) without {pattern_name(pattern)}" + (
                " or this message" if counting else ""
            )
        case MetCount():
            return "number of interviewers"
        case _:
            assert_never(signal)


def _history_name(signal: CountOf | HasAnchor | LatestIs | ChannelSameAs) -> str:
    match signal:
        case CountOf(pattern=pattern):
            return f"count of {pattern_name(pattern)}"
        case HasAnchor(anchor=anchor):
            return f"{anchor_name(anchor)} happened" if not isinstance(anchor, Promised) else "promised date known"
        case LatestIs(among=among, pattern=pattern):
            return f"latest {pattern_name(among)} is {pattern_name(pattern)}"
        case ChannelSameAs(anchor=anchor):
            return f"channel is that of {anchor_name(anchor)}"
        case _:
            assert_never(signal)


def anchor_name(anchor: Anchor) -> str:
    """An anchor as the card would write it: `interview`, `first reply`, `promised date`, `latest of …`."""
    match anchor:
        case Latest(pattern=pattern):
            return pattern_name(pattern)
        case First(pattern=pattern):
            return f"first {pattern_name(pattern)}"
        case Promised():
            return "promised date"
        case LatestOf(anchors=anchors):
            return f"the latest of {_listed(map(anchor_name, anchors), 'and')}"
        case EarliestOf(anchors=anchors):
            return f"the earliest of {_listed(map(anchor_name, anchors), 'and')}"
        case _:
            assert_never(anchor)


def pattern_name(pattern: Pattern) -> str:
    """A pattern's words and all that narrows it: `follow_up to hr by email since interview`."""
    parts = [_listed(pattern.events, "or")]
    named = (
        ("to", pattern.to),
        ("from", pattern.from_),
        ("with", pattern.with_),
        ("naming", pattern.who),
    )
    parts += [f"{word} {_one_of_people(people)}" for word, people in named if people is not None]
    if pattern.channels is not None:
        parts.append(f"by {_listed(sorted(pattern.channels), 'or')}")
    if pattern.says is not None:
        parts.append(f"saying {_listed(sorted(pattern.says), 'or')}")
    parts += [f"with {name} {_listed(sorted(words), 'or')}" for name, words in pattern.fields]
    parts += _rounds(pattern)
    if pattern.since is not None:
        parts.append(f"since {anchor_name(pattern.since)}")
    if pattern.until is not None:
        parts.append(f"until {anchor_name(pattern.until)}")
    return " ".join(parts)


def _rounds(pattern: Pattern) -> list[str]:
    least, most = pattern.round_at_least, pattern.round_at_most
    if least is not None and least == most:
        return [f"of round {least}"]
    return [
        *([f"of round {least} or later"] if least is not None else []),
        *([f"of round {most} or earlier"] if most is not None else []),
    ]


def _people(people: People) -> str:
    """`people`, `hr`, `hr or recruiter whom the candidate met in the latest interview` …"""
    roles = "people" if people.roles is None else _listed((_words(role) for role in sorted(people.roles)), "or")
    return roles if people.group is None else f"{roles} {_GROUPS[people.group]}"


def _one_of_people(people: People) -> str:
    if people.roles is None:
        return "somebody" if people.group is None else f"somebody {_GROUPS[people.group]}"
    return _people(people)


# --- what is needed -----------------------------------------------------------------------------------------------


def needs(literal: Literal) -> str:
    """What a literal asks of its signal's value, such as `at least 14`, `one of email or letter`, `yes`."""
    match literal:
        case Is(value=value):
            return "yes" if value else "no"
        case AtLeast(signal=MinuteOfDay(), value=bound):
            return f"{_clock(bound)} or later"
        case AtMost(signal=MinuteOfDay(), value=bound):
            return f"{_clock(bound)} or earlier"
        case AtLeast(value=bound):
            return f"at least {bound}"
        case AtMost(value=bound):
            return "none" if bound == 0 and _is_tally(literal.signal) else f"at most {bound}"
        case OneOf(signal=signal, values=values):
            return _listed([_choice(signal, value) for value in _in_order(values)], "or")
        case _:
            assert_never(literal)


def _is_tally(signal: Signal) -> bool:
    return isinstance(signal, CountOf | PeopleWithout | MetCount | RecipientCount | MessageCount)


def _in_order(values: frozenset[str]) -> list[str]:
    """Weekdays in the week's order, all other words in the alphabet's."""
    return sorted(
        values,
        key=lambda value: (WEEKDAYS.index(value) if value in WEEKDAYS else len(WEEKDAYS), value),
    )


def _choice(signal: Signal, value: str) -> str:
    return _OF_WEEKDAY.get(value, value) if isinstance(signal, ProposalWeekday) else value


# --- sentences ----------------------------------------------------------------------------------------------------


def sentence(literal: Literal, value: Value) -> str:
    """What is, and what the literal asks, in one plain sentence without capital and full stop."""
    match literal:
        case Is(signal=signal, value=wanted):
            return _fact(signal, found=bool(value)) + ("" if bool(value) is wanted else f"; {_wanted(wanted)}")
        case AtLeast(signal=signal) | AtMost(signal=signal):
            return f"{_measure(signal, int(value))}; {_asked(literal)}"
        case OneOf(signal=signal):
            return f"{_said(signal, str(value))}; {_asked_words(literal)}"
        case _:
            assert_never(literal)


def _wanted(wanted: bool) -> str:
    return "it would have to be so" if wanted else "it would have to be otherwise"


def _fact(signal: Signal, *, found: bool) -> str:
    """A flag as a statement, true or denied."""
    match signal:
        case RecipientsAre() | RecipientsCover():
            return _recipients_fact(signal, found=found)
        case HasAnchor(anchor=Promised()):
            return "a date was promised" if found else "no date was promised"
        case HasAnchor(anchor=anchor):
            return f"{anchor_name(anchor)}: happened" if found else f"{anchor_name(anchor)}: did not happen"
        case ChannelSameAs(anchor=anchor):
            return f"the channel is {'' if found else 'not '}that of the {anchor_name(anchor)}"
        case LatestIs(among=among, pattern=pattern):
            return f"the latest {pattern_name(among)} {_is(found=found)} {pattern_name(pattern)}"
        case HasTrait(trait=trait):
            return f"the case {'has' if found else 'does not have'} the trait {trait}"
        case MessageKnown(signal=name):
            return f"message.{name} {'could' if found else 'could not'} be read"
        case MessageFlag(signal=name):
            return f"{_words(name)} {'was' if found else 'was not'} found in the message"
        case _:
            raise AssertionError(f"{signal!r} is no flag")


def _recipients_fact(signal: RecipientsAre | RecipientsCover, *, found: bool) -> str:
    match signal:
        case RecipientsAre(people=people, quantifier=Quantifier.EVERY):
            who = _one_of_people(people)
            return f"every recipient is {who}" if found else f"not every recipient is {who}"
        case RecipientsAre(people=people):
            who = _one_of_people(people)
            return f"a recipient is {who}" if found else f"no recipient is {who}"
        case RecipientsCover(people=people):
            return f"the message {'goes' if found else 'does not go'} to all {_people(people)}"
        case _:
            assert_never(signal)


def _is(*, found: bool) -> str:
    return "is" if found else "is not"


def _measure(signal: Signal, value: int) -> str:
    """A number as a statement."""
    match signal:
        case DaysSince(anchor=anchor, of=None):
            return f"{_the(anchor)} {_ago(value)}"
        case MinutesSince(anchor=anchor, of=None):
            return f"{_the(anchor)} {_elapsed(value)}"
        case DaysSince() | MinutesSince():
            return f"{signal_name(signal)}: {value}"
        case DaysPast(anchor=anchor, amount=amount, unit=unit, of=of):
            return f"{'this' if of is None else anchor_name(of)} is {_past(value)} {_amount(amount, unit)} {anchor_name(anchor)}"
        case MinuteOfDay():
            return f"the local time is {_clock(value)}"
        case RecipientCount():
            return f"the message goes to {_counted(value, 'person', 'people')}"
        case MetCount():
            return f"{_counted(value, 'person', 'people')} took part in the latest interview"
        case CountOf(pattern=pattern):
            return f"there {_are(value)} {value or 'no'} {pattern_name(pattern)}"
        case PeopleWithout():
            return f"{signal_name(signal)}: {value}"
        case MessageCount(signal=name):
            return f"the message has {value} {_words(name)}"
        case _:
            raise AssertionError(f"{signal!r} is no count")


def _asked(literal: AtLeast | AtMost) -> str:
    signal, bound = literal.signal, literal.value
    if isinstance(signal, MinuteOfDay):
        return f"it has to be {needs(literal)}"
    more = isinstance(literal, AtLeast)
    if isinstance(signal, MinutesSince):
        return f"{'at least' if more else 'at most'} {_span(bound)} {'are needed' if more else 'are allowed'}"
    if not more and bound == 0 and _is_tally(signal):
        return "there may be none"
    verb = ("is" if bound == 1 else "are") + (" needed" if more else " allowed")
    return f"{'at least' if more else 'at most'} {bound} {verb}"


def _said(signal: Signal, value: str) -> str:
    match signal:
        case ProposalAct():
            return f"the message is a {value}"
        case ProposalChannel():
            return f"the channel is {value}"
        case ProposalWeekday():
            return f"the day is a {_OF_WEEKDAY.get(value, value)}"
        case MessageChoice(signal=name):
            return f"{_words(name)} is `{value}`" if value else f"{_words(name)} is not known"
        case ReadingChoice(reading=reading):
            return f"the passage is read as `{value}` ({reading})"
        case _:
            raise AssertionError(f"{signal!r} is no choice")


def _asked_words(literal: OneOf) -> str:
    return f"asked is {needs(literal)}"


# --- words --------------------------------------------------------------------------------------------------------


def _the(anchor: Anchor) -> str:
    name = anchor_name(anchor)
    return name if name.startswith("the ") else f"the {name}"


def _ago(days: int) -> str:
    if days == 0:
        return "is today"
    return f"was {_counted(days, 'day')} ago" if days > 0 else f"is {_counted(-days, 'day')} ahead"


def _elapsed(minutes: int) -> str:
    if minutes == 0:
        return "ends just now"
    return f"ended {_span(minutes)} ago" if minutes > 0 else f"ends in {_span(-minutes)}"


def _span(minutes: int) -> str:
    """Minutes as days, hours and minutes, only what is not nought."""
    if minutes < 0:
        return f"minus {_span(-minutes)}"
    days, rest = divmod(minutes, _DAY)
    hours, left = divmod(rest, _HOUR)
    parts = [_counted(number, name) for number, name in ((days, "day"), (hours, "hour"), (left, "minute")) if number]
    return _listed(parts, "and") or "0 minutes"


def _past(days: int) -> str:
    if days == 0:
        return "the day"
    return f"{_counted(abs(days), 'day')} {'past' if days > 0 else 'before'} the day"


def _amount(amount: int, unit: Unit) -> str:
    name = unit.value.title() if unit.value.title() in _DAY_NAMES else unit.value
    return f"{_counted(abs(amount), name)} {'before' if amount < 0 else 'after'}"


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _clock(minute: int) -> str:
    return f"{minute // _HOUR:02d}:{minute % _HOUR:02d}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _listed(words: Iterable[str], word: str) -> str:
    """`a`, `a or b`, `a, b or c`."""
    several = list(words)
    return f" {word} ".join(filter(None, (", ".join(several[:-1]), *several[-1:])))
