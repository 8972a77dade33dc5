"""Short names of signals, anchors, patterns and people, in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from courtesy.condition import (
    Anchor,
    ChannelSameAs,
    CountOf,
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
)
from courtesy.vocabulary import WEEKDAYS

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OF_WEEKDAY = dict(zip(WEEKDAYS, DAY_NAMES, strict=True))
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
        case ProposalAct() | ProposalChannel() | ProposalWeekday() | MinuteOfDay():
            return _PROPOSAL[type(signal)]
        case _:
            assert_never(signal)


_PROPOSAL = {
    ProposalAct: "act",
    ProposalChannel: "channel",
    ProposalWeekday: "weekday",
    MinuteOfDay: "local time",
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
        case PeopleWithout(people=people, pattern=pattern, counting_proposal=counting):
            return f"people ({people_name(people)}) without {pattern_name(pattern)}" + (
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
            return f"the latest of {listed(map(anchor_name, anchors), 'and')}"
        case EarliestOf(anchors=anchors):
            return f"the earliest of {listed(map(anchor_name, anchors), 'and')}"
        case _:
            assert_never(anchor)


def pattern_name(pattern: Pattern) -> str:
    """A pattern's words and all that narrows it: `follow_up to hr by email since interview`."""
    parts = [listed(pattern.events, "or")]
    named = (
        ("to", pattern.to),
        ("from", pattern.from_),
        ("with", pattern.with_),
        ("naming", pattern.who),
    )
    parts += [f"{word} {one_of_people(people)}" for word, people in named if people is not None]
    if pattern.channels is not None:
        parts.append(f"by {listed(sorted(pattern.channels), 'or')}")
    if pattern.says is not None:
        parts.append(f"saying {listed(sorted(pattern.says), 'or')}")
    parts += [f"with {name} {listed(sorted(words), 'or')}" for name, words in pattern.fields]
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


def people_name(people: People) -> str:
    """The people of a test: `people`, `hr`, `hr or recruiter whom the candidate met in the latest interview`."""
    roles = "people" if people.roles is None else listed((words(role) for role in sorted(people.roles)), "or")
    return roles if people.group is None else f"{roles} {_GROUPS[people.group]}"


def one_of_people(people: People) -> str:
    """Somebody who passes the test."""
    if people.roles is None:
        return "somebody" if people.group is None else f"somebody {_GROUPS[people.group]}"
    return people_name(people)


# --- words ----------------------------------------------------------------------------------------------------------


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
