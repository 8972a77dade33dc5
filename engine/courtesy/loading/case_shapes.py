"""The shapes of what a candidate writes: a case, a proposal, a profile."""

from __future__ import annotations

from courtesy.loading.shape import (
    ByWord,
    Fields,
    Grammar,
    Key,
    Many,
    OneOrMany,
    Shape,
    Table,
    Text,
    Whole,
    Word,
)
from courtesy.verdict import Combining
from courtesy.vocabulary import EventWord, Vocabulary

EVENTS_LIMIT = 10_000
"""The largest number of events in a case."""

_MOMENT = Text(
    expects="a moment",
    editor_pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?",
    examples=('"2026-03-10 09:00"',),
)
_DAY = Text(expects="a day", editor_pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}", examples=('"2026-03-16"',))
_DAY_OR_MOMENT = Text(
    expects="a day or a moment", editor_pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*", examples=('"2026-03-16"',)
)
_PERSON = Text(expects="a person of the case", examples=("kim",))


def case_grammar(vocabulary: Vocabulary) -> Grammar:
    """A case file."""
    return Grammar(title="One application and its history", root=case_shape(vocabulary))


def proposal_grammar(vocabulary: Vocabulary) -> Grammar:
    """A proposal file."""
    act = Word(expects="an act", words=vocabulary.acts)
    channel = Word(expects="a channel", words=vocabulary.channels)
    message = Fields(
        name="a message",
        keys={
            "subject": _key(Text(may_be_empty=True), "The subject line."),
            "body": _key(Text(may_be_empty=True), "The text.", required=True),
        },
    )
    return Grammar(
        title="The next message",
        root=Fields(
            name="a proposal",
            keys={
                "act": _key(act, "What kind of message it is.", required=True),
                "channel": _key(channel, "By which channel (left out: email)."),
                "to": _key(
                    OneOrMany(item=_PERSON), "Whom it goes to (left out: the contact named, else the hiring manager)."
                ),
                "at": _key(_MOMENT, "When (left out: now)."),
                "message": _key(message, "Its text, if there is one already."),
            },
        ),
    )


COMBINING_WORDS = {
    Combining.DENY_OVERRIDES.value: "One source that opposes decides.",
    Combining.PERMIT_OVERRIDES.value: "One source that favours decides.",
    Combining.FIRST_APPLICABLE.value: "The first source that is not silent decides.",
    Combining.ONLY_ONE_APPLICABLE.value: "The one source that is not silent decides; several: nobody does.",
    Combining.DENY_UNLESS_PERMIT.value: "What no source favours is opposed.",
    Combining.PERMIT_UNLESS_DENY.value: "What no source opposes is fine.",
    Combining.MAJORITY.value: "Most of the sources that are not silent decide; a tie opposes.",
    Combining.REPORT_ONLY.value: "Nothing is decided, the sources are reported.",
}


def profile_grammar() -> Grammar:
    """A profile file."""
    name = Text(
        expects="a name in lower case, its words joined by `-`", pattern=r"[a-z0-9]+(?:-[a-z0-9]+)*", examples=("levo",)
    )
    reading = Text(expects="`SOURCE/READING`", pattern=r"[a-z0-9-]+/[a-z0-9-]+", examples=("levo/two-weeks-since",))
    return Grammar(
        title="How several sources are combined",
        root=Fields(
            name="a profile",
            keys={
                "name": _key(name, "The profile's name (left out: the file's).", required=False),
                "says": _key(Text(), "What the profile is for, one sentence."),
                "combining": _key(
                    Word(expects="a combining algorithm", words=COMBINING_WORDS),
                    "How verdicts are combined.",
                    required=True,
                ),
                "sources": _key(Many(item=name), "The sources in order of precedence (left out: all)."),
                "readings": _key(
                    Table(name="a reading", key=reading, value=name), "Chosen options: `SOURCE/READING: OPTION`."
                ),
            },
        ),
    )


def case_shape(vocabulary: Vocabulary) -> Fields:
    """A case as a part of a file."""
    contact: dict[str, Key] = {
        "name": _key(Text(), "The name."),
        "email": _key(
            Text(expects="an e-mail address", pattern=r"[^@\s]+@[^@\s]+", examples=("kim@acme.example",)),
            "The e-mail address.",
        ),
        "phone": _key(Text(may_be_digits=True), "The telephone number."),
    }
    role = Word(expects="a role", words=vocabulary.roles)
    person = Fields(
        name="a person",
        keys={**contact, "role": _key(role, "What the person is to the application.")},
        may_be_empty=True,
    )
    identifier = Text(expects="a short id without blanks", pattern=r"[^\s,/]+", examples=("kim",))
    trait = Word(expects="a trait", words=vocabulary.traits)
    return Fields(
        name="a case",
        keys={
            "timezone": _key(
                Text(expects="a time zone", examples=("America/New_York",)),
                "The time zone of all moments (left out: this machine's).",
            ),
            "candidate": _key(Fields(name="the candidate", keys=contact, may_be_empty=True), "Who was interviewed."),
            "company": _key(Text(), "The employer."),
            "position": _key(Text(), "The job."),
            "notes": _key(Many(item=Text(), least=0), "Details that came up in the conversation."),
            "people": _key(
                Table(name="a person", key=identifier, value=person),
                "The people at the employer, each under a short id.",
            ),
            "holidays": _key(Many(item=_DAY, least=0), "Days that are no business days."),
            "traits": _key(Many(item=trait, least=0), "What can be said of the whole case."),
            "events": _key(
                Many(keeps_places=True, item=_event(vocabulary), least=0, most=EVENTS_LIMIT),
                "What happened, in any order.",
                required=True,
            ),
        },
    )


def _key(shape: Shape, says: str, *, required: bool = False) -> Key:
    return Key(shape=shape, says=says, required=required)


def _event(vocabulary: Vocabulary) -> ByWord:
    words = {name: event.meaning for name, event in vocabulary.events.items()}
    word = Word(expects="an event", words=words)
    common = {
        "event": _key(word, "What happened.", required=True),
        "at": _key(_MOMENT, "When it was, in the case's time zone.", required=True),
    }
    variants = {
        name: Fields(name=f"the event `{name}`", keys={**common, **_event_keys(event, vocabulary)})
        for name, event in vocabulary.events.items()
    }
    return ByWord(name="an event", key="event", word=word, says="What happened.", variants=variants)


def _event_keys(event: EventWord, vocabulary: Vocabulary) -> dict[str, Key]:
    every = _event_fields(event, vocabulary)
    names = (*event.required, *event.optional)
    plain = {name: _key(every[name].shape, every[name].says, required=name in event.required) for name in names}
    added = {
        name: _key(
            Text() if words is None else Word(expects=f"a word of `{name}`", words={word: word for word in words}),
            f"The field `{name}`, added by a pack.",
        )
        for name, words in event.fields.items()
    }
    return {**plain, **added}


def _event_fields(event: EventWord, vocabulary: Vocabulary) -> dict[str, Key]:
    says = {word: f"The answer was `{word}`." for word in event.says}
    return {
        "with": _key(OneOrMany(item=_PERSON), "Who took part."),
        "to": _key(OneOrMany(item=_PERSON), "Whom it went to."),
        "from": _key(_PERSON, "Who did it."),
        "who": _key(_PERSON, "Who was named."),
        "channel": _key(Word(expects="a channel", words=vocabulary.channels), "By which channel."),
        "ends": _key(_MOMENT, "When it ended."),
        "round": _key(Whole(least=1), "Which round of interviews it was."),
        "by": _key(_DAY_OR_MOMENT, "The promised date; a day lasts until its end."),
        "says": _key(Word(expects="a word of `says`", words=says), "What it said."),
    }
