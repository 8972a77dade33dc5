"""The shapes of what a coach writes: cards with their conditions, `source.yaml`, `passages.yaml` and tests.

They depend on the vocabulary: its words are the words that an editor offers.
"""

from __future__ import annotations

from collections.abc import Mapping

from courtesy.condition import Group
from courtesy.loading.case_shapes import case_shape
from courtesy.loading.shape import (
    Anything,
    ByKey,
    ByKind,
    Fields,
    Flag,
    Grammar,
    Key,
    Many,
    OneOrMany,
    Ref,
    Shape,
    Table,
    Text,
    Whole,
    Word,
)
from courtesy.verdict import Effect, Verdict
from courtesy.vocabulary import WEEKDAYS, Vocabulary

IDENTIFIER = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID = Text(expects="words in lower case joined by `-`", pattern=IDENTIFIER, examples=("first-follow-up",))
NAME = Text(expects="words in lower case joined by `-`", pattern=IDENTIFIER, examples=("a-few-days",))
SENTENCE = Text(expects="a sentence")
SENTENCE_DIGEST = Text(
    expects="the first 12 hex digits of a SHA-256", pattern=r"[0-9a-f]{12}", examples=("5f4e3d2c1b0a",)
)
EFFECTS = {
    Effect.REQUIRE.value: "The source says that one must do it.",
    Effect.RECOMMEND.value: "The source says that one should do it.",
    Effect.PERMIT.value: "The source says that one may do it.",
    Effect.DISCOURAGE.value: "The source says that one should not do it.",
    Effect.FORBID.value: "The source says that one must not do it.",
}
STRENGTHS = {
    "must": "The text must be so; otherwise the card forbids.",
    "should": "The text should be so; otherwise the card discourages.",
    "should_not": "The text should not be so; where it is, the card discourages.",
    "must_not": "The text must not be so; where it is, the card forbids.",
}
GROUPS = {
    Group.MET.value: "Took part in the latest interview.",
    Group.EVER_MET.value: "Took part in any interview.",
    Group.CONTACT_NAMED.value: "Was named as the one to follow up with.",
}
_SAME = {Group.SAME.value: "The proposal's recipients."}
_DURATION = (
    r"(?:[0-9]+ (?:minutes?|hours?|days?|weeks?|months?|business days?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)|[a-z0-9-]+)"
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
_CLOCK = Text(
    expects="a time of day", pattern=r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00", examples=('"09:30"',)
)


def rule_grammar(vocabulary: Vocabulary) -> Grammar:
    """A file of cards."""
    return Grammar(
        title="Cards of one topic of a source",
        root=Many(keeps_places=True, item=Ref(name="card"), least=0),
        named={"card": _card(vocabulary), **_shared(vocabulary)},
    )


def source_grammar(vocabulary: Vocabulary) -> Grammar:
    """`source.yaml`."""
    return Grammar(title="One published article", root=_source(), named=_shared(vocabulary))


def tests_grammar(vocabulary: Vocabulary) -> Grammar:
    """`tests/*.yaml`."""
    return Grammar(
        title="Situations and what the sources say of them",
        root=Many(keeps_places=True, item=_test(vocabulary), least=0),
        named={"case": case_shape(vocabulary)},
    )


def passages_grammar() -> Grammar:
    """`passages.yaml`."""
    return Grammar(
        title="Every sentence of an article, accounted for",
        root=Fields(
            name="the file",
            keys={"passages": _key(Many(keeps_places=True, item=_passage(), least=0), "All sentences in order.", required=True)},
        ),
    )


def _key(shape: Shape, says: str, *, required: bool = False) -> Key:
    return Key(shape=shape, says=says, required=required)


# --- words --------------------------------------------------------------------------------------------------------


def _act(vocabulary: Vocabulary) -> Word:
    return Word(expects="an act", words=vocabulary.acts)


def _channel(vocabulary: Vocabulary) -> Word:
    return Word(expects="a channel", words=vocabulary.channels)


def _acts(vocabulary: Vocabulary) -> OneOrMany:
    words = {**vocabulary.acts, "any": "Every act."}
    return OneOrMany(item=Word(expects="an act", words=words))


def _event(vocabulary: Vocabulary) -> Word:
    return Word(expects="an event", words={name: event.meaning for name, event in vocabulary.events.items()})


def _signals(vocabulary: Vocabulary, kind: str) -> Mapping[str, str]:
    return {name: word.meaning for name, word in vocabulary.messages.items() if word.kind == kind}


def _shared(vocabulary: Vocabulary) -> dict[str, Shape]:
    return {
        "condition": _condition(vocabulary),
        "demand": _demand(vocabulary),
        "pattern": _pattern(vocabulary),
        "anchor": _anchor(vocabulary),
        "exception": _exception(),
        "cite": _cite(),
    }


# --- conditions ---------------------------------------------------------------------------------------------------


def _number() -> ByKind:
    return ByKind(
        expects="a whole number or the name of a parameter", text=NAME, whole=Whole(least=0)
    )


def _bounds(name: str) -> Fields:
    return Fields(
        name=name,
        keys={
            "at_least": _key(_number(), "No fewer than this."),
            "at_most": _key(_number(), "No more than this."),
        },
        at_least_one=(("at_least", "at_most"),),
    )


def _people_keys(vocabulary: Vocabulary, groups: Mapping[str, str]) -> dict[str, Key]:
    roles = OneOrMany(item=Word(expects="a role", words=vocabulary.roles))
    return {
        "role": _key(roles, "Has (one of) these roles."),
        "is": _key(Word(expects="a group of people", words=groups), "Belongs to this group."),
    }


def _people(vocabulary: Vocabulary, groups: Mapping[str, str]) -> ByKind:
    keys = _people_keys(vocabulary, groups)
    return ByKind(
        expects="a group of people or `{role: …, is: …}`",
        text=Word(expects="a group of people", words=groups),
        mapping=Fields(name="a test of people", keys=keys, at_least_one=(("role", "is"),)),
    )


def _recipients(vocabulary: Vocabulary) -> Fields:
    keys = _people_keys(vocabulary, GROUPS)
    test = Fields(name="`includes`", keys=keys, at_least_one=(("role", "is"),))
    return Fields(
        name="`to`",
        keys={
            **keys,
            "includes": _key(test, "At least one recipient passes."),
            "covers": _key(_people(vocabulary, GROUPS), "All these people are recipients, and there is one."),
        },
        at_least_one=(("role", "is", "includes", "covers"),),
    )


def _times() -> dict[str, Key]:
    time = OneOrMany(item=_TIME)
    return {
        "from": _key(time, "Not earlier than this (inclusive)."),
        "after": _key(time, "Later than this."),
        "until": _key(time, "Not later than this (inclusive)."),
        "before": _key(time, "Earlier than this."),
        "between": _key(Many(item=_TIME, least=2, most=2), "From the first to the second, both inclusive."),
        "within": _key(_WITHIN, "From the anchor until that long after it."),
    }


def _condition(vocabulary: Vocabulary) -> Fields:
    patterns = ByKind(
        expects="an event, a pattern or a list of these",
        text=_event(vocabulary),
        sequence=Many(keeps_places=True, item=_pattern_or_event(vocabulary)),
        mapping=Ref(name="pattern"),
    )
    conditions = Many(keeps_places=True, item=Ref(name="condition"))
    same_as = Fields(name="`channel`", keys={"same_as": _key(Ref(name="anchor"), "The channel of this event.", required=True)})
    channel = ByKind(
        expects="a channel, a list of channels or `{same_as: EVENT}`",
        text=_channel(vocabulary),
        sequence=Many(item=_channel(vocabulary)),
        mapping=same_as,
    )
    weekday = OneOrMany(item=Word(expects="a weekday", words={day: day.capitalize() for day in WEEKDAYS}))
    traits = OneOrMany(item=Word(expects="a trait", words=vocabulary.traits))
    return Fields(
        name="a condition",
        keys={
            "channel": _key(channel, "The proposal's channel is (one of) these."),
            "to": _key(_recipients(vocabulary), "Whom the proposal goes to."),
            "recipients": _key(_bounds("`recipients`"), "How many people the proposal goes to."),
            "weekday": _key(weekday, "The proposal's local weekday."),
            "clock": _key(_clock(), "The proposal's local time of day."),
            "happened": _key(patterns, "There was at least one such event (of each in a list)."),
            "never": _key(patterns, "There was no such event (of none in a list)."),
            "latest": _key(Ref(name="pattern"), "The latest event of that word also has the other fields."),
            "met": _key(_bounds("`met`"), "How many people took part in the latest interview."),
            "missing": _key(_missing(vocabulary), "How many of these people appear in no such event."),
            "trait": _key(traits, "The case carries the trait (each in a list)."),
            "time": _key(_time_of(), "The times of another anchor than the proposal's moment."),
            **_times(),
            "message": _key(Ref(name="demand"), "What the text is like."),
            "all": _key(conditions, "Every one of these holds."),
            "any": _key(conditions, "At least one of these holds."),
            "not": _key(Ref(name="condition"), "This does not hold."),
        },
    )


def _clock() -> Fields:
    return Fields(
        name="`clock`",
        keys={
            "from": _key(_CLOCK, "Not earlier than this (inclusive)."),
            "after": _key(_CLOCK, "Later than this."),
            "until": _key(_CLOCK, "Not later than this (inclusive)."),
            "before": _key(_CLOCK, "Earlier than this."),
        },
        at_least_one=(("from", "after", "until", "before"),),
    )


def _missing(vocabulary: Vocabulary) -> Fields:
    return Fields(
        name="`missing`",
        keys={
            "who": _key(_people(vocabulary, GROUPS), "Whose absence is counted.", required=True),
            "in": _key(_pattern_or_event(vocabulary), "The events in which they may appear.", required=True),
            "counting_proposal": _key(Flag(), "The proposal's recipients count as reached."),
            "at_least": _key(_number(), "No fewer than this are missing."),
            "at_most": _key(_number(), "No more than this are missing."),
        },
    )


def _time_of() -> Fields:
    times = _times()
    return Fields(
        name="`time`",
        keys={"of": _key(Ref(name="anchor"), "The anchor whose instant is meant.", required=True), **times},
        at_least_one=(tuple(times),),
    )


def _pattern_or_event(vocabulary: Vocabulary) -> ByKind:
    return ByKind(expects="an event or a pattern", text=_event(vocabulary), mapping=Ref(name="pattern"))


def _pattern(vocabulary: Vocabulary) -> Fields:
    people = _people(vocabulary, {**GROUPS, **_SAME})
    round_ = ByKind(
        expects="a whole number or `{at_least: …, at_most: …}`",
        whole=Whole(least=1),
        mapping=_bounds("`round`"),
    )
    says = {word: f"The word `{word}`." for event in vocabulary.events.values() for word in event.says}
    return Fields(
        name="a pattern",
        keys={
            "event": _key(OneOrMany(item=_event(vocabulary)), "The event, or one of several.", required=True),
            "since": _key(Ref(name="anchor"), "Only from the start of this on (inclusive)."),
            "until": _key(Ref(name="anchor"), "Only up to the start of this (inclusive)."),
            "channel": _key(OneOrMany(item=_channel(vocabulary)), "By (one of) these channels."),
            "to": _key(people, "One of its recipients passes."),
            "from": _key(people, "Who did it passes."),
            "with": _key(people, "One who took part passes."),
            "who": _key(people, "Who was named passes."),
            "says": _key(OneOrMany(item=Word(expects="a word that an event says", words=says)), "What it said."),
            "round": _key(round_, "Which round of interviews."),
            "at_least": _key(_number(), "At least so many such events."),
            "at_most": _key(_number(), "At most so many such events."),
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
        name: _key(
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
        text=Text(expects="an anchor", editor_pattern=r"[a-z][a-z0-9_ -]*", examples=("first interview",)),
        mapping=Fields(
            name="an anchor",
            keys={
                "latest": _key(one, "The latest such event."),
                "first": _key(one, "The first such event."),
                "latest_of": _key(several, "The latest of several anchors."),
                "earliest_of": _key(several, "The earliest of several anchors."),
            },
            exactly_one=(("latest", "first", "latest_of", "earliest_of"),),
        ),
    )


def _demand(vocabulary: Vocabulary) -> Fields:
    flags = OneOrMany(item=Word(expects="a flag of the message", words=_signals(vocabulary, "flag")))
    demands = Many(keeps_places=True, item=Ref(name="demand"))
    choices = {
        name: _key(OneOrMany(item=Word(expects=f"a word of `{name}`", words={word: word for word in signal.options})), signal.meaning)
        for name, signal in vocabulary.messages.items()
        if signal.kind == "choice"
    }
    return Fields(
        name="a demand",
        keys={
            "have": _key(flags, "These were found."),
            "have_any": _key(flags, "At least one of these was found."),
            "lack": _key(flags, "These were not found."),
            **{name: _key(_bounds(f"`{name}`"), says) for name, says in _signals(vocabulary, "count").items()},
            **choices,
            "all": _key(demands, "Every one of these holds."),
            "any": _key(demands, "At least one of these holds."),
            "not": _key(Ref(name="demand"), "This does not hold."),
        },
    )


# --- cards --------------------------------------------------------------------------------------------------------


def _cite() -> Fields:
    return Fields(
        name="a citation",
        keys={
            "section": _key(Text(), "The heading above the passage."),
            "paragraph": _key(Whole(least=1), "The paragraph, counted from 1 over non-empty blocks.", required=True),
            "sentence": _key(Whole(least=1), "The sentence in the paragraph, counted from 1.", required=True),
            "digest": _key(SENTENCE_DIGEST, "The first 12 hex digits of the SHA-256 of the sentence.", required=True),
            "speaker": _key(Text(), "Who is quoted, where it is not the author."),
        },
    )


def _exception() -> Fields:
    effect = Word(expects="an effect", words=EFFECTS)
    return Fields(
        name="an exception",
        keys={
            "id": _key(ID, "Its name, unique in the card.", required=True),
            "if": _key(Ref(name="condition"), "When the exception applies.", required=True),
            "then": _key(effect, "What the source says instead (left out: nothing)."),
            "says": _key(SENTENCE, "What it says, one plain sentence."),
            "fix": _key(SENTENCE, "What to do instead, one sentence."),
            "cite": _key(Ref(name="cite"), "The passage of the exception."),
            "implied": _key(Flag(), "Follows from the passage without being said."),
            "unless": _key(Many(keeps_places=True, item=Ref(name="exception")), "Exceptions to the exception."),
        },
    )


def _reading() -> Table:
    return Table(name="a reading", key=NAME, value=OneOrMany(item=NAME), least=1)


def _common() -> dict[str, Key]:
    return {
        "id": _key(ID, "The card's name, unique in the source.", required=True),
        "if": _key(Ref(name="condition"), "When the card applies (left out: always)."),
        **_times(),
        "unless": _key(Many(keeps_places=True, item=Ref(name="exception")), "Exceptions; the deepest that applies wins."),
        "cite": _key(Ref(name="cite"), "Where the source says it.", required=True),
        "implied": _key(Flag(), "Follows from the passage without being said."),
        "reading": _key(_reading(), "Counts only under these options of a reading."),
        "note": _key(Text(), "A remark for other coaches."),
    }


def _spoken() -> dict[str, Key]:
    return {
        "says": _key(SENTENCE, "What the source says, one plain sentence in our own words.", required=True),
        "fix": _key(SENTENCE, "What to do instead, one sentence."),
    }


def _card(vocabulary: Vocabulary) -> ByKey:
    acts, examples = _acts(vocabulary), {"examples": _key(Many(item=_example(vocabulary)), "Situations in which it speaks, or does not.")}
    own_words = Fields(
        name="own words",
        keys={"says": _key(SENTENCE, "One plain sentence."), "fix": _key(SENTENCE, "What to do instead.")},
        at_least_one=(("says", "fix"),),
    )
    effects = {effect: _key(acts, says) for effect, says in EFFECTS.items()}
    timing = {
        "otherwise": _key(Word(expects="an effect", words=EFFECTS), "The effect outside the times."),
        "early": _key(own_words, "Own words for too early (with `otherwise`)."),
        "late": _key(own_words, "Own words for too late (with `otherwise`)."),
    }
    strengths = {name: _key(Ref(name="demand"), says) for name, says in STRENGTHS.items()}
    return ByKey(
        name="a card",
        variants={
            tuple(EFFECTS): Fields(
                name="an act card",
                keys={**effects, **_common(), **timing, **_spoken(), **examples},
            ),
            ("message",): Fields(
                name="a message card",
                keys={
                    "message": _key(acts, "The acts whose text the demand is about."),
                    **strengths,
                    **_common(),
                    **_spoken(),
                    **examples,
                },
                exactly_one=(tuple(STRENGTHS),),
            ),
            ("counsel",): Fields(
                name="a counsel card",
                keys={
                    "counsel": _key(SENTENCE, "The advice, one sentence in our own words."),
                    "about": _key(acts, "Only beside a proposal of these acts."),
                    **_common(),
                    **examples,
                },
            ),
        },
    )


# --- examples and tests -------------------------------------------------------------------------------------------


def _example(vocabulary: Vocabulary) -> Fields:
    happening = ByKind(
        expects="a moment, an event or a list of these",
        text=Text(examples=("3 days ago",)),
        sequence=Many(item=Anything()),
        mapping=Table(name="a field", key=Text(), value=Anything()),
    )
    events = {name: _key(happening, word.meaning) for name, word in vocabulary.events.items()}
    given = Fields(
        name="`given`",
        keys={
            **events,
            "promised date": _key(Text(examples=("in 3 days",)), "The date promised at the interview."),
            "traits": _key(OneOrMany(item=Word(expects="a trait", words=vocabulary.traits)), "Traits of the case."),
            "holidays": _key(OneOrMany(item=Text(examples=("2026-03-16",))), "Days that are no business days."),
            "notes": _key(OneOrMany(item=Text()), "Details of the conversation."),
        },
        may_be_empty=True,
    )
    propose = Fields(
        name="`propose`",
        keys={
            "act": _key(_act(vocabulary), "The act (left out: the card's first)."),
            "channel": _key(_channel(vocabulary), "The channel (left out: email)."),
            "to": _key(OneOrMany(item=Text(examples=("hiring_manager",))), "The recipients (left out: hiring_manager)."),
            "at": _key(Text(examples=("09:30",)), "The moment, or the time of day."),
        },
        may_be_empty=True,
    )
    told = {**EFFECTS, "met": "The demand is met."}
    return Fields(
        name="an example",
        keys={
            "speaks": _key(Flag(), "Whether any effect, broken demand or counsel of the card speaks.", required=True),
            "effect": _key(Word(expects="an effect", words=told), "Which effect speaks."),
            "given": _key(given, "What happened and when."),
            "propose": _key(propose, "The proposal, where it differs from the default."),
            "message": _key(Text(may_be_empty=True), "The text."),
        },
    )


def _test(vocabulary: Vocabulary) -> Fields:
    verdict = Word(expects="a verdict", words={verdict.value: f"The source's verdict is {verdict.value}." for verdict in Verdict})
    rule = Many(item=Text(pattern=rf"{IDENTIFIER}/{IDENTIFIER}", expects="`SOURCE/RULE`", examples=("levo/first-follow-up",)))
    message = ByKind(
        expects="a text or `{subject: …, body: …}`",
        text=Text(may_be_empty=True),
        mapping=Fields(
            name="a message",
            keys={"subject": _key(Text(), "The subject line."), "body": _key(Text(may_be_empty=True), "The text.", required=True)},
        ),
    )
    proposal = Fields(
        name="a proposal",
        keys={
            "name": _key(Text(), "What is tried, in words.", required=True),
            "act": _key(_act(vocabulary), "The act.", required=True),
            "channel": _key(_channel(vocabulary), "The channel (left out: email)."),
            "to": _key(OneOrMany(item=Text()), "The recipients."),
            "at": _key(Text(examples=("2026-03-10 09:00",)), "The moment.", required=True),
            "message": _key(message, "The text."),
            "expect": _key(Table(name="a source", key=NAME, value=verdict, least=1), "The verdict of each source."),
            "rules": _key(rule, "Rules that are among the deciding ones."),
            "silent_rules": _key(rule, "Rules that do not speak."),
            "skip": _key(Text(), "Why this is not run."),
        },
        at_least_one=(("expect", "rules", "silent_rules"),),
    )
    case = ByKind(expects="a case or the path of a case file", text=Text(), mapping=Ref(name="case"))
    return Fields(
        name="a test",
        keys={
            "name": _key(Text(), "The situation, in words.", required=True),
            "case": _key(case, "The case, or the path of a case file.", required=True),
            "readings": _key(Table(name="a reading", key=Text(), value=NAME), "Chosen options: `SOURCE/READING: OPTION`."),
            "proposals": _key(Many(item=proposal), "What is proposed, and what is expected.", required=True),
            "skip": _key(Text(), "Why this is not run."),
        },
    )


# --- the source and its passages ----------------------------------------------------------------------------------


def _source() -> Fields:
    amount = ByKind(expects="a whole number or a duration", text=Text(examples=("3 days",)), whole=Whole(least=0))
    parameter = Fields(
        name="a parameter",
        keys={
            "value": _key(amount, "A whole number, or a number and a unit.", required=True),
            "says": _key(SENTENCE, "How the vague words are understood, one sentence.", required=True),
            "cite": _key(Ref(name="cite"), "The passage with the vague words."),
        },
    )
    reading = Fields(
        name="a reading",
        keys={
            "question": _key(SENTENCE, "What is unclear, as a question.", required=True),
            "options": _key(Table(name="an option", key=NAME, value=SENTENCE, least=2), "Each way to understand it.", required=True),
            "default": _key(NAME, "The more natural option.", required=True),
            "cite": _key(Ref(name="cite"), "The passage that reads several ways."),
        },
    )
    date = Text(expects="a year, a month or a day", pattern=r"[12][0-9]{3}(?:-[01][0-9](?:-[0-3][0-9])?)?", examples=("2020-05-01",))
    digest = Text(expects="a SHA-256 in 64 hex digits", pattern=r"[0-9a-f]{64}")
    return Fields(
        name="a source",
        keys={
            "id": _key(ID, "The folder's name.", required=True),
            "title": _key(Text(), "The article's title.", required=True),
            "author": _key(Text(), "Who wrote it."),
            "publisher": _key(Text(), "Who published it."),
            "date": _key(date, "When it was published."),
            "document": _key(Text(), "The file's name among the documents.", required=True),
            "digest": _key(digest, "The SHA-256 of the document's bytes.", required=True),
            "parameters": _key(Table(name="a parameter", key=NAME, value=parameter), "Vague words made numbers."),
            "readings": _key(Table(name="a reading", key=NAME, value=reading), "Vague passages and the ways to understand them."),
            "anchors": _key(Table(name="an anchor", key=NAME, value=Ref(name="anchor")), "Names for anchors of your own."),
            "note": _key(Text(), "A remark for other coaches."),
        },
    )


def _passage() -> Fields:
    return Fields(
        name="a passage",
        keys={
            "paragraph": _key(Whole(least=1), "The paragraph, counted from 1.", required=True),
            "sentence": _key(Whole(least=1), "The sentence in the paragraph, counted from 1.", required=True),
            "digest": _key(SENTENCE_DIGEST, "The first 12 hex digits of the SHA-256 of the sentence.", required=True),
            "rules": _key(Many(item=ID), "The cards that encode it."),
            "excluded": _key(Text(examples=("title",)), "Why no card encodes it."),
        },
        exactly_one=(("rules", "excluded"),),
    )
