"""Short names of signals, anchors, patterns and people, in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from courtesy.condition import (
    Anchor,
    ChannelSameAs,
    Clock,
    CountOf,
    DayIs,
    DayKind,
    DayOfYear,
    DaysPast,
    DaysSince,
    EarliestOf,
    First,
    Group,
    HasAnchor,
    HasTrait,
    Latest,
    LatestIs,
    LatestOf,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MetCount,
    MinuteOfDay,
    MinutesSince,
    Moved,
    Now,
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
    SameChannel,
    Signal,
    Unit,
)
from courtesy.vocabulary import WEEKDAYS

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OF_WEEKDAY = dict(zip(WEEKDAYS, DAY_NAMES, strict=True))
_HOUR, _DAY = 60, 24 * 60
_MOST_WORDS = 5

_GROUPS = {
    Group.MET: "whom the candidate met in the latest interview",
    Group.EVER_MET: "whom the candidate met in an interview",
    Group.CONTACT_NAMED: "who was named as the contact",
    Group.SAME: "to whom this message goes",
    Group.OTHERS: "to whom this message does not go",
}
_DAY_KINDS = {
    DayKind.BUSINESS_DAY: "a business day",
    DayKind.WEEKEND: "a day of the weekend",
    DayKind.HOLIDAY: "a holiday",
    DayKind.BEFORE_HOLIDAY: "the last business day before a holiday",
    DayKind.AFTER_HOLIDAY: "the first business day after a holiday",
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
        case HasTrait() | DayIs() | ProposalAct() | ProposalChannel() | ProposalWeekday() | MinuteOfDay() | DayOfYear():
            return _plain_name(signal)
        case _:
            assert_never(signal)


def _plain_name(
    signal: HasTrait | DayIs | ProposalAct | ProposalChannel | ProposalWeekday | MinuteOfDay | DayOfYear,
) -> str:
    match signal:
        case HasTrait(trait=trait):
            return f"trait {trait}"
        case DayIs(kind=kind):
            return f"the day is {day_kind(kind)}"
        case _:
            return _PROPOSAL[type(signal)]


_PROPOSAL = {
    ProposalAct: "act",
    ProposalChannel: "channel",
    ProposalWeekday: "weekday",
    MinuteOfDay: "local time",
    DayOfYear: "date",
}


def _time_name(signal: DaysSince | MinutesSince | DaysPast) -> str:
    anchor = anchor_name(signal.anchor)
    to = "" if signal.of is None else f" to {anchor_name(signal.of)}"
    match signal:
        case DaysSince():
            return f"days since {anchor}{to}" if not to else f"days from {anchor}{to}"
        case MinutesSince():
            return f"minutes since {anchor}{to}" if not to else f"minutes from {anchor}{to}"
        case DaysPast(amount=amount, unit=unit):
            return f"days past {duration(amount, unit)} {anchor}" + (f", counted{to}" if to else "")
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
            return f"every recipient is {one_of_people(people)}"
        case RecipientsAre(people=people):
            return f"a recipient is {one_of_people(people)}"
        case RecipientsCover(people=people):
            return f"recipients include all {people_name(people)}"
        case RecipientCount():
            return "number of recipients"
        case PeopleWithout():
            return _without_name(signal)
        case MetCount():
            return "number of interviewers"
        case _:
            assert_never(signal)


def _without_name(signal: PeopleWithout) -> str:
    who = people_name(signal.people)
    if not signal.pattern.events:
        return f"number of {who}"
    proposed = " or this message" if signal.counting_proposal else ""
    return f"people ({who}) without {pattern_name(signal.pattern)}{proposed}"


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
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            word = "latest" if isinstance(anchor, LatestOf) else "earliest"
            return f"the {word} of {listed(map(anchor_name, anchors), 'and')}"
        case Now():
            return "this message"
        case Moved():
            return _moved_name(anchor)
        case _:
            assert_never(anchor)


def _moved_name(anchor: Moved) -> str:
    start = anchor_name(anchor.anchor)
    if anchor.amount == 0 and anchor.unit not in (Unit.MINUTE, Unit.HOUR):
        return f"the day of {start}"
    return f"{duration(anchor.amount, anchor.unit)} {start}"


def pattern_name(pattern: Pattern) -> str:
    """A pattern's words and all that narrows it: `follow_up to hr by email since interview`."""
    parts = [_event_words(pattern.events)]
    named = (
        ("to", pattern.to),
        ("from", pattern.from_),
        ("with", pattern.with_),
        ("naming", pattern.who),
    )
    parts += [f"{word} {one_of_people(people)}" for word, people in named if people is not None]
    if pattern.channels is not None:
        parts.append(f"by {listed(sorted(pattern.channels), 'or')}")
    if pattern.same_channel is not None:
        parts.append(f"by {'this' if pattern.same_channel is SameChannel.SAME else 'another'} channel")
    if pattern.says is not None:
        parts.append(f"saying {listed(sorted(pattern.says), 'or')}")
    parts += [f"with {name} {listed(sorted(words), 'or')}" for name, words in pattern.fields]
    parts += [*_rounds(pattern), *_walls(pattern)]
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


def _event_words(events: tuple[str, ...]) -> str:
    """The words of a pattern; of very many (every act, say) the first."""
    if len(events) <= _MOST_WORDS:
        return listed(events, "or")
    return listed([*events[:2], f"one of {len(events) - 2} others"], "or")


def _walls(pattern: Pattern) -> list[str]:
    """When on the wall, and how long: `on Friday`, `from 18:00 to 23:59`, `of at least 2 hours`."""
    least, most = pattern.minutes_at_least, pattern.minutes_at_most
    return [
        *([] if pattern.weekdays is None else [f"on {_weekdays(pattern.weekdays)}"]),
        *([] if pattern.clock is None else [_span_of_day(pattern.clock)]),
        *([] if least is None else [f"of at least {length(least)}"]),
        *([] if most is None else [f"of at most {length(most)}"]),
    ]


def _weekdays(days: frozenset[str]) -> str:
    return listed((_OF_WEEKDAY[day] for day in sorted(days, key=WEEKDAYS.index)), "or")


def _span_of_day(span: Clock) -> str:
    return f"from {clock(span.start)} to {clock(span.end)}"


def people_name(people: People) -> str:
    """The people of a test: `people`, `hr`, `hr or recruiter whom the candidate met in the latest interview`."""
    roles = "people" if people.roles is None else listed((words(role) for role in sorted(people.roles)), "or")
    belongs = [] if people.group is None else [_GROUPS[people.group]]
    return " ".join([roles, *belongs, *_reach(people)])


def _reach(people: People) -> list[str]:
    return [
        *(f"with a known {reach.value}" for reach in sorted(people.has)),
        *(f"without a known {reach.value}" for reach in sorted(people.lacks)),
    ]


def one_of_people(people: People) -> str:
    """Somebody who passes the test."""
    if people.roles is None:
        return "somebody" + people_name(people).removeprefix("people")
    return people_name(people)


# --- words ----------------------------------------------------------------------------------------------------------


def day_kind(kind: DayKind) -> str:
    """What a day is: `a business day`, `a holiday`."""
    return _DAY_KINDS[kind]


def clock(minute: int) -> str:
    """A minute of the day as `09:30`."""
    return f"{minute // _HOUR:02d}:{minute % _HOUR:02d}"


def length(minutes: int) -> str:
    """A number of minutes in words, in hours where they are whole."""
    hours, left = divmod(minutes, _HOUR)
    return counted(hours, "hour") if hours and not left else counted(minutes, "minute")


def duration(amount: int, unit: Unit) -> str:
    """What leads to an anchor: `2 business days after`, `1 Monday before`."""
    name = unit.value.title() if unit.value.title() in DAY_NAMES else unit.value
    return f"{counted(abs(amount), name)} {'before' if amount < 0 else 'after'}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def words(name: str) -> str:
    """A name of the vocabulary as one reads it."""
    return name.replace("_", " ")


def listed(words: Iterable[str], word: str) -> str:
    """Several words with `word` between the last two: `a`, `a or b`, `a, b or c`."""
    several = list(words)
    return f" {word} ".join(filter(None, (", ".join(several[:-1]), *several[-1:])))
