"""Literals and values in plain English, for the candidate who reads a decision."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date, timedelta
from typing import assert_never

from courtesy.condition import (
    Anchor,
    AtLeast,
    AtMost,
    ChannelSameAs,
    ChoiceSignal,
    CountOf,
    CountSignal,
    DayIs,
    DayOfYear,
    DaysPast,
    DaysSince,
    FlagSignal,
    HasAnchor,
    HasTrait,
    Is,
    LatestIs,
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
    Value,
)
from courtesy.situation.names import (
    DAY_NAMES,
    anchor_name,
    clock,
    counted,
    day_kind,
    duration,
    listed,
    one_of_people,
    pattern_name,
    people_name,
    signal_name,
    words,
)
from courtesy.vocabulary import WEEKDAYS

__all__ = ["needs", "sentence", "signal_name"]

_OF_WEEKDAY = dict(zip(WEEKDAYS, DAY_NAMES, strict=True))
_HOUR, _DAY = 60, 24 * 60

# --- what is needed -----------------------------------------------------------------------------------------------


def needs(literal: Literal) -> str:
    """What a literal asks of its signal's value, such as `at least 14`, `one of email or letter`, `yes`."""
    match literal:
        case Is(value=value):
            return "yes" if value else "no"
        case AtLeast() | AtMost():
            return _needs_number(literal)
        case OneOf(signal=signal, values=values):
            return listed([_choice(signal, value) for value in _in_order(values)], "or")
        case _:
            assert_never(literal)


def _needs_number(literal: AtLeast | AtMost) -> str:
    signal, bound = literal.signal, literal.value
    more = isinstance(literal, AtLeast)
    match signal:
        case MinuteOfDay():
            return f"{clock(bound)} or {'later' if more else 'earlier'}"
        case DayOfYear():
            return f"{_date(bound)} or {'later' if more else 'earlier'} in the year"
        case _:
            if not more and bound == 0 and _is_tally(signal):
                return "none"
            return f"at {'least' if more else 'most'} {bound}"


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


_WORD_OF_THE_VOCABULARY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_HYPHENED = {"thank_you": "thank-you", "follow_up": "follow-up"}


def sentence(literal: Literal, value: Value) -> str:
    """What is, and what the literal asks, in one plain sentence without capital and full stop.

    Words of the vocabulary are told as one reads them: `thank-you`, `status reply`.
    """
    return _WORD_OF_THE_VOCABULARY.sub(_spelt, _sentence(literal, value))


def _spelt(word: re.Match[str]) -> str:
    return _HYPHENED.get(word[0], word[0].replace("_", " "))


def _sentence(literal: Literal, value: Value) -> str:
    match literal:
        case Is(signal=signal, value=wanted):
            return _fact(signal, found=bool(value)) + ("" if bool(value) is wanted else f"; {_wanted(wanted=wanted)}")
        case AtLeast(signal=signal) | AtMost(signal=signal):
            return f"{_measure(signal, int(value))}; {_asked(literal)}"
        case OneOf(signal=signal):
            return f"{_said(signal, str(value))}; {_askedwords(literal)}"
        case _:
            assert_never(literal)


def _wanted(*, wanted: bool) -> str:
    return "it would have to be so" if wanted else "it would have to be otherwise"


def _fact(signal: FlagSignal, *, found: bool) -> str:
    """A flag as a statement, true or denied."""
    match signal:
        case RecipientsAre() | RecipientsCover():
            return _recipients_fact(signal, found=found)
        case HasAnchor() | ChannelSameAs() | LatestIs():
            return _history_fact(signal, found=found)
        case DayIs(kind=kind):
            return f"the day {'is' if found else 'is not'} {day_kind(kind)}"
        case HasTrait(trait=trait):
            return f"the case {'has' if found else 'does not have'} the trait {trait}"
        case MessageKnown(signal=name):
            return f"message.{name} {'could' if found else 'could not'} be read"
        case MessageFlag(signal=name):
            return f"{words(name)} {'was' if found else 'was not'} found in the message"
        case _:
            assert_never(signal)


def _history_fact(signal: HasAnchor | ChannelSameAs | LatestIs, *, found: bool) -> str:
    match signal:
        case HasAnchor(anchor=Promised()):
            return "a date was promised" if found else "no date was promised"
        case HasAnchor(anchor=anchor):
            return f"{anchor_name(anchor)}: {'happened' if found else 'did not happen'}"
        case ChannelSameAs(anchor=anchor):
            return f"the channel is {'' if found else 'not '}that of {_the(anchor)}"
        case LatestIs(among=among, pattern=pattern):
            return f"the latest {pattern_name(among)} {'is' if found else 'is not'} {pattern_name(pattern)}"
        case _:
            assert_never(signal)


def _recipients_fact(signal: RecipientsAre | RecipientsCover, *, found: bool) -> str:
    match signal:
        case RecipientsAre(people=people, quantifier=Quantifier.EVERY):
            who = one_of_people(people)
            return f"every recipient is {who}" if found else f"not every recipient is {who}"
        case RecipientsAre(people=people):
            who = one_of_people(people)
            return f"a recipient is {who}" if found else f"no recipient is {who}"
        case RecipientsCover(people=people):
            return f"the message {'goes' if found else 'does not go'} to all {people_name(people)}"
        case _:
            assert_never(signal)


def _measure(signal: CountSignal, value: int) -> str:
    """A number as a statement."""
    match signal:
        case DaysSince() | MinutesSince() | DaysPast():
            return _time_measure(signal, value)
        case RecipientCount() | MetCount() | PeopleWithout():
            return _people_measure(signal, value)
        case MinuteOfDay():
            return f"the local time is {clock(value)}"
        case DayOfYear():
            return f"the date is {_date(value)}"
        case CountOf(pattern=pattern):
            return (
                f"there is {value or 'no'} {pattern_name(pattern)}"
                if value < 2
                else f"{value} × {pattern_name(pattern)}"
            )
        case MessageCount(signal=name):
            return f"the message has {value} {words(name)}"
        case _:
            assert_never(signal)


def _time_measure(signal: DaysSince | MinutesSince | DaysPast, value: int) -> str:
    anchor = signal.anchor
    match signal:
        case DaysSince(of=None):
            return f"{_the(anchor)} {_ago(value)}"
        case MinutesSince(of=None):
            return f"{_the(anchor)} {_elapsed(value)}"
        case DaysSince():
            return f"{_subject(signal)} is {_apart(counted(abs(value), 'day'), value)} {_the(anchor)}"
        case MinutesSince():
            return f"{_subject(signal)} is {_apart(_span(abs(value)), value)} {_the(anchor)}"
        case DaysPast(amount=number, unit=unit):
            return f"{_subject(signal)} is {_past(value)} {duration(number, unit)} {_the(anchor)}"
        case _:
            assert_never(signal)


def _subject(signal: DaysSince | MinutesSince | DaysPast) -> str:
    return "the day" if signal.of is None else _the(signal.of)


def _people_measure(signal: RecipientCount | MetCount | PeopleWithout, value: int) -> str:
    number = counted(value, "person", "people")
    match signal:
        case RecipientCount():
            return f"the message goes to {number}"
        case MetCount():
            return f"{number} took part in the latest interview"
        case PeopleWithout(people=people, pattern=Pattern(events=())):
            return f"{number}: {people_name(people)}"
        case PeopleWithout(people=people, pattern=pattern, counting_proposal=counting):
            reached = f"{pattern_name(pattern)}{' or this message' if counting else ''}"
            return f"{value} of {people_name(people)} without {reached}"
        case _:
            assert_never(signal)


def _asked(literal: AtLeast | AtMost) -> str:
    signal, bound = literal.signal, literal.value
    if isinstance(signal, MinuteOfDay | DayOfYear):
        return f"it has to be {needs(literal)}"
    more = isinstance(literal, AtLeast)
    if isinstance(signal, MinutesSince):
        return f"it has to be at least {_span(bound)}" if more else f"it may be at most {_span(bound)}"
    if not more and bound == 0 and _is_tally(signal):
        return "there may be none"
    verb = ("is" if bound == 1 else "are") + (" needed" if more else " allowed")
    return f"{'at least' if more else 'at most'} {bound} {verb}"


def _said(signal: ChoiceSignal, value: str) -> str:
    match signal:
        case ProposalAct():
            return f"the message is a {value}"
        case ProposalChannel():
            return f"the channel is {value}"
        case ProposalWeekday():
            return f"the day is a {_OF_WEEKDAY.get(value, value)}"
        case MessageChoice(signal=name):
            return f"{words(name)} is `{value}`" if value else f"{words(name)} is not known"
        case ReadingChoice(reading=reading):
            return f"the passage is read as `{value}` ({reading})"
        case _:
            assert_never(signal)


def _askedwords(literal: OneOf) -> str:
    return f"asked is {needs(literal)}"


# --- words --------------------------------------------------------------------------------------------------------


def _the(anchor: Anchor) -> str:
    name = anchor_name(anchor)
    return name if name.startswith("the ") else f"the {name}"


def _ago(days: int) -> str:
    if days == 0:
        return "is today"
    return f"was {counted(days, 'day')} ago" if days > 0 else f"is {counted(-days, 'day')} ahead"


def _elapsed(minutes: int) -> str:
    if minutes == 0:
        return "ends just now"
    return f"ended {_span(minutes)} ago" if minutes > 0 else f"ends in {_span(-minutes)}"


def _apart(length: str, value: int) -> str:
    return f"{length} {'after' if value >= 0 else 'before'}"


def _span(minutes: int) -> str:
    """Minutes as days, hours and minutes, only what is not nought."""
    if minutes < 0:
        return f"minus {_span(-minutes)}"
    days, rest = divmod(minutes, _DAY)
    hours, left = divmod(rest, _HOUR)
    parts = [counted(number, name) for number, name in ((days, "day"), (hours, "hour"), (left, "minute")) if number]
    return listed(parts, "and") or "0 minutes"


def _past(days: int) -> str:
    if days == 0:
        return "the day"
    return f"{counted(abs(days), 'day')} {'past' if days > 0 else 'before'} the day"


def _date(number: int) -> str:
    """Month times 100 plus day as `20 December`; a bound one beyond a month's end is the next day."""
    month, day = divmod(number, 100)
    # A leap year, so that 29 February is a day; its first and last days have neighbours in the years beside it.
    inside = min(max(month, 1), 12)
    found = date(2024, inside, 1) + timedelta(days=day - 1)
    return f"{found.day} {month_name[found.month]}"
