"""The shapes of conditions: atoms, patterns, anchors, times and demands on the text."""

from __future__ import annotations

from collections.abc import Mapping

from courtesy.condition import DayKind, Group, Reach, SameChannel
from courtesy.loading.shape import ByKind, Fields, Flag, Key, Many, OneOrMany, Ref, Shape, Text, Whole, Word
from courtesy.vocabulary import Vocabulary

IDENTIFIER = r"[a-z0-9]+(?:-[a-z0-9]+)*"
NAME = Text(expects="a name in lower case, its words joined by `-`", pattern=IDENTIFIER, examples=("a-few-days",))
GROUPS = {
    Group.MET.value: "Took part in the latest interview.",
    Group.EVER_MET.value: "Took part in any interview.",
    Group.CONTACT_NAMED.value: "Was named as the one to follow up with.",
}
_SAME = {
    Group.SAME.value: "The proposal's recipients.",
    Group.OTHERS.value: "Everybody of the case who is no recipient of the proposal.",
}
_REACH = {
    Reach.EMAIL.value: "The case tells an e-mail address of this person.",
    Reach.PHONE.value: "The case tells a telephone number of this person.",
}
_DAY_KINDS = {
    DayKind.BUSINESS_DAY.value: "Monday to Friday, and no holiday of the case.",
    DayKind.WEEKEND.value: "Saturday or Sunday.",
    DayKind.HOLIDAY.value: "A holiday of the case.",
    DayKind.BEFORE_HOLIDAY.value: "The last business day before a holiday.",
    DayKind.AFTER_HOLIDAY.value: "The first business day after a holiday.",
}
ANY_ACT = "any"
"""The word of a pattern for every act: whatever the candidate sent."""
_WEEKDAY_NAMES = {
    day[:3]: day for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
}
_DURATION = (
    r"(?:[0-9]+ (?:minutes?|hours?|days?|weeks?|months?|business days?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)|[a-z][a-z0-9-]*|[0-9]+-[a-z0-9-]+)"
)
_TIME = Text(
    expects="a time",
    editor_pattern=rf"(?:{_DURATION} (?:after|before) )?[a-z][a-z0-9_ -]*",
    examples=("1 week after interview", "promised date"),
)
_WITHIN = Text(
    expects="a span of time",
    editor_pattern=rf"{_DURATION} (?:after|before) [a-z][a-z0-9_ -]*",
    examples=("24 hours after interview",),
)
_DAY_OF_YEAR = Text(
    expects="a day of the year as month and day",
    pattern=r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])",
    examples=('"12-20"',),
)
_LENGTH = Text(
    expects="a length in minutes or hours",
    editor_pattern=r"[0-9]+ (?:minutes?|hours?)|[a-z][a-z0-9-]*",
    examples=("2 hours",),
)
_CLOCK = Text(expects="a time of day", pattern=r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00", examples=('"09:30"',))


def key(shape: Shape, says: str, *, required: bool = False) -> Key:
    """What stands under a key."""
    return Key(shape=shape, says=says, required=required)


def shared_shapes(vocabulary: Vocabulary) -> dict[str, Shape]:
    """The named shapes of conditions."""
    return {
        "condition": _condition(vocabulary),
        "demand": _demand(vocabulary),
        "pattern": _pattern(vocabulary),
        "anchor": _anchor(vocabulary),
    }


def _channel(vocabulary: Vocabulary) -> Word:
    return Word(expects="a channel", words=vocabulary.channels)


def _event(vocabulary: Vocabulary) -> Word:
    return Word(expects="an event", words={name: event.meaning for name, event in vocabulary.events.items()})


def _signals(vocabulary: Vocabulary, kind: str) -> Mapping[str, str]:
    return {name: word.meaning for name, word in vocabulary.messages.items() if word.kind == kind}


def _number() -> ByKind:
    return ByKind(expects="a whole number or the name of a parameter", text=NAME, whole=Whole(least=0))


def _bounds(name: str) -> Fields:
    return Fields(
        name=name,
        keys={
            "at_least": key(_number(), "No fewer than this."),
            "at_most": key(_number(), "No more than this."),
        },
        at_least_one=(("at_least", "at_most"),),
    )


def _people_keys(vocabulary: Vocabulary, groups: Mapping[str, str]) -> dict[str, Key]:
    roles = OneOrMany(item=Word(expects="a role", words=vocabulary.roles))
    return {
        "role": key(roles, "Has (one of) these roles."),
        "is": key(Word(expects="a group of people", words=groups), "Belongs to this group."),
        "has": key(OneOrMany(item=Word(expects="a way to reach somebody", words=_REACH)), "The case tells this."),
        "lacks": key(
            OneOrMany(item=Word(expects="a way to reach somebody", words=_REACH)), "The case does not tell this."
        ),
    }


_PEOPLE_TESTS = ("role", "is", "has", "lacks")


def _people(vocabulary: Vocabulary, groups: Mapping[str, str]) -> ByKind:
    keys = _people_keys(vocabulary, groups)
    return ByKind(
        expects="a group of people or `{role: …, is: …}`",
        text=Word(expects="a group of people", words=groups),
        mapping=Fields(name="a test of people", keys=keys, at_least_one=(_PEOPLE_TESTS,)),
    )


def _recipients(vocabulary: Vocabulary) -> Fields:
    keys = _people_keys(vocabulary, GROUPS)
    test = Fields(name="`includes`", keys=keys, at_least_one=(_PEOPLE_TESTS,))
    return Fields(
        name="`to`",
        keys={
            **keys,
            "includes": key(test, "At least one recipient passes."),
            "covers": key(_people(vocabulary, GROUPS), "All these people are recipients, and there is one."),
        },
        at_least_one=((*_PEOPLE_TESTS, "includes", "covers"),),
    )


def times() -> dict[str, Key]:
    """The keys under which times stand."""
    time = OneOrMany(item=_TIME)
    return {
        "from": key(time, "Not earlier than this (inclusive)."),
        "after": key(time, "Later than this."),
        "until": key(time, "Not later than this (inclusive)."),
        "before": key(time, "Earlier than this."),
        "between": key(Many(item=_TIME, least=2, most=2), "From the first to the second, both inclusive."),
        "within": key(_WITHIN, "From the anchor until that long after it."),
    }


def _condition(vocabulary: Vocabulary) -> Fields:
    patterns = ByKind(
        expects="an event, a pattern or a list of these",
        text=_event(vocabulary),
        sequence=Many(keeps_places=True, item=_pattern_or_event(vocabulary)),
        mapping=Ref(name="pattern"),
    )
    conditions = Many(keeps_places=True, item=Ref(name="condition"))
    same_as = Fields(
        name="`channel`", keys={"same_as": key(Ref(name="anchor"), "The channel of this event.", required=True)}
    )
    channel = ByKind(
        expects="a channel, a list of channels or `{same_as: EVENT}`",
        text=_channel(vocabulary),
        sequence=Many(item=_channel(vocabulary)),
        mapping=same_as,
    )
    kinds = OneOrMany(item=Word(expects="a kind of day", words=_DAY_KINDS))
    traits = OneOrMany(item=Word(expects="a trait", words=vocabulary.traits))
    return Fields(
        name="a condition",
        keys={
            "channel": key(channel, "The proposal's channel is (one of) these."),
            "to": key(_recipients(vocabulary), "Whom the proposal goes to."),
            "recipients": key(_bounds("`recipients`"), "How many people the proposal goes to."),
            "weekday": key(_weekdays(), "The proposal's local weekday."),
            "day": key(kinds, "The proposal's local day is of (one of) these kinds."),
            "date": key(_date(), "The proposal's local date within a year."),
            "clock": key(_clock(), "The proposal's local time of day."),
            "happened": key(patterns, "There was at least one such event (of each in a list)."),
            "never": key(patterns, "There was no such event (of none in a list)."),
            "latest": key(Ref(name="pattern"), "The latest event of that word also has the other fields."),
            "met": key(_bounds("`met`"), "How many people took part in the latest interview."),
            "people": key(_counted_people(vocabulary), "How many people of the case pass a test."),
            "missing": key(_missing(vocabulary), "How many of these people appear in no such event."),
            "trait": key(traits, "The case carries the trait (each in a list)."),
            "time": key(_time_of(), "The times of another anchor than the proposal's moment."),
            **times(),
            "message": key(Ref(name="demand"), "What the text is like."),
            "all": key(conditions, "Every one of these holds."),
            "any": key(conditions, "At least one of these holds."),
            "not": key(Ref(name="condition"), "This does not hold."),
        },
    )


def _weekdays() -> OneOrMany:
    days = Word(
        expects="a weekday",
        words={short: name.capitalize() for short, name in _WEEKDAY_NAMES.items()},
        hints={name: f"write `{short}`" for short, name in _WEEKDAY_NAMES.items()},
    )
    return OneOrMany(item=days)


def _date() -> Fields:
    return Fields(
        name="`date`",
        keys={
            "from": key(_DAY_OF_YEAR, "Not earlier in the year than this (inclusive)."),
            "until": key(_DAY_OF_YEAR, "Not later in the year than this (inclusive)."),
        },
        at_least_one=(("from", "until"),),
    )


def _counted_people(vocabulary: Vocabulary) -> Fields:
    return Fields(
        name="`people`",
        keys={
            "who": key(_people(vocabulary, {**GROUPS, **_SAME}), "Who is counted.", required=True),
            "at_least": key(_number(), "No fewer than this."),
            "at_most": key(_number(), "No more than this."),
        },
    )


def _clock() -> Fields:
    return Fields(
        name="`clock`",
        keys={
            "from": key(_CLOCK, "Not earlier than this (inclusive)."),
            "after": key(_CLOCK, "Later than this."),
            "until": key(_CLOCK, "Not later than this (inclusive)."),
            "before": key(_CLOCK, "Earlier than this."),
        },
        at_least_one=(("from", "after", "until", "before"),),
    )


def _missing(vocabulary: Vocabulary) -> Fields:
    return Fields(
        name="`missing`",
        keys={
            "who": key(_people(vocabulary, GROUPS), "Whose absence is counted.", required=True),
            "in": key(_pattern_or_event(vocabulary), "The events in which they may appear.", required=True),
            "counting_proposal": key(Flag(), "The proposal's recipients count as reached."),
            "at_least": key(_number(), "No fewer than this are missing."),
            "at_most": key(_number(), "No more than this are missing."),
        },
    )


def _time_of() -> Fields:
    within = times()
    return Fields(
        name="`time`",
        keys={"of": key(Ref(name="anchor"), "The anchor whose instant is meant.", required=True), **within},
        at_least_one=(tuple(within),),
    )


def _pattern_or_event(vocabulary: Vocabulary) -> ByKind:
    return ByKind(expects="an event or a pattern", text=_event(vocabulary), mapping=Ref(name="pattern"))


def _lasting() -> Fields:
    return Fields(
        name="`lasting`",
        keys={
            "at_least": key(_LENGTH, "No shorter than this."),
            "at_most": key(_LENGTH, "No longer than this."),
        },
        at_least_one=(("at_least", "at_most"),),
    )


def _pattern(vocabulary: Vocabulary) -> Fields:
    people = _people(vocabulary, {**GROUPS, **_SAME})
    round_ = ByKind(
        expects="a whole number or `{at_least: …, at_most: …}`",
        whole=Whole(least=1),
        mapping=_bounds("`round`"),
    )
    says = {word: f"The word `{word}`." for event in vocabulary.events.values() for word in event.says}
    acts = {ANY_ACT: "Every act: whatever the candidate sent."}
    event = Word(expects="an event", words={**_event(vocabulary).words, **acts})
    same = {
        SameChannel.SAME.value: "The proposal's channel.",
        SameChannel.OTHER.value: "A channel that is not the proposal's.",
    }
    channel = Word(expects="a channel", words={**vocabulary.channels, **same})
    return Fields(
        name="a pattern",
        keys={
            "event": key(OneOrMany(item=event), "The event, or one of several.", required=True),
            "since": key(Ref(name="anchor"), "Only from the start of this on (inclusive)."),
            "until": key(Ref(name="anchor"), "Only up to the start of this (inclusive)."),
            "channel": key(OneOrMany(item=channel), "By (one of) these channels."),
            "weekday": key(_weekdays(), "It started on (one of) these weekdays."),
            "clock": key(_clock(), "It started at this time of day."),
            "lasting": key(_lasting(), "How long it lasted."),
            "to": key(people, "One of its recipients passes."),
            "from": key(people, "Who did it passes."),
            "with": key(people, "One who took part passes."),
            "who": key(people, "Who was named passes."),
            "says": key(OneOrMany(item=Word(expects="a word of `says`", words=says)), "What it said."),
            "round": key(round_, "Which round of interviews."),
            "at_least": key(_number(), "At least so many such events."),
            "at_most": key(_number(), "At most so many such events."),
            **_added_fields(vocabulary),
        },
    )


def _added_fields(vocabulary: Vocabulary) -> dict[str, Key]:
    """The fields that packs add to events, all of them: which one an event has is checked with the event."""
    names: dict[str, dict[str, str] | None] = {}
    for event in vocabulary.events.values():
        for name, words in event.fields.items():
            before = names.get(name, {})
            names[name] = None if words is None or before is None else {**before, **{word: word for word in words}}
    return {
        name: key(
            OneOrMany(item=Text() if words is None else Word(expects=f"a word of `{name}`", words=words)),
            f"The field `{name}` of the event.",
        )
        for name, words in names.items()
    }


def _anchor(vocabulary: Vocabulary) -> ByKind:
    several = Many(item=Ref(name="anchor"), least=2)
    one = _pattern_or_event(vocabulary)
    return ByKind(
        expects="an anchor",
        text=Text(expects="an anchor", editor_pattern=_TIME.editor_pattern, examples=("first interview",)),
        mapping=Fields(
            name="an anchor",
            keys={
                "latest": key(one, "The latest such event."),
                "first": key(one, "The first such event."),
                "latest_of": key(several, "The latest of several anchors."),
                "earliest_of": key(several, "The earliest of several anchors."),
            },
            exactly_one=(("latest", "first", "latest_of", "earliest_of"),),
        ),
    )


def _demand(vocabulary: Vocabulary) -> Fields:
    counts = {name: f"it is a count: write `{name}: {{at_most: …}}`" for name in _signals(vocabulary, "count")}
    words = {name: f"it is a choice: write `{name}: …`" for name in _signals(vocabulary, "choice")}
    flag = Word(
        expects="a flag of the message",
        words=_signals(vocabulary, "flag"),
        hints={**counts, **words},
    )
    flags = OneOrMany(item=flag)
    demands = Many(keeps_places=True, item=Ref(name="demand"))
    choices = {
        name: key(
            OneOrMany(item=Word(expects=f"a word of `{name}`", words={word: word for word in signal.options})),
            signal.meaning,
        )
        for name, signal in vocabulary.messages.items()
        if signal.kind == "choice"
    }
    return Fields(
        name="a demand",
        keys={
            "have": key(flags, "These were found."),
            "have_any": key(flags, "At least one of these was found."),
            "lack": key(flags, "These were not found."),
            **{name: key(_bounds(f"`{name}`"), says) for name, says in _signals(vocabulary, "count").items()},
            **choices,
            "all": key(demands, "Every one of these holds."),
            "any": key(demands, "At least one of these holds."),
            "not": key(Ref(name="demand"), "This does not hold."),
        },
    )
