"""The shape of `vocabulary.yaml`."""

from __future__ import annotations

from courtesy.loading.shape import ByKind, Fields, Flag, Grammar, Key, Many, Shape, Table, Text, Word

NAME = r"[a-z][a-z0-9_]*"
_name = Text(expects="a word in lower case, joined by `_`", pattern=NAME, examples=("status_reply",))
_meaning = Text(expects="a sentence")

EVENT_FIELDS = {
    "with": "Who took part (people of the case).",
    "channel": "By which channel.",
    "ends": "When it ended.",
    "round": "Which round of interviews it was.",
    "by": "The promised date.",
    "from": "Who did it (a person of the case).",
    "who": "The person who was named.",
    "says": "What it said, one of the words of `says`.",
    "to": "Whom it went to (people of the case).",
}
"""The fields that an event can carry beside `event` and `at`."""

SIGNAL_KINDS = {
    "flag": "Found or not.",
    "count": "A number.",
    "choice": "One of the words of `options`.",
}


def _words(of: str) -> Table:
    return Table(name=of, key=_name, value=_meaning)


def _event() -> Shape:
    field = Word(expects="a field of an event", words=EVENT_FIELDS)
    return Fields(
        name="an event word",
        keys={
            "meaning": Key(shape=_meaning, says="What the word means, one sentence.", required=True),
            "by_candidate": Key(shape=Flag(), says="True where the candidate does it."),
            "required": Key(shape=Many(item=field, least=0), says="The fields that must be there."),
            "optional": Key(shape=Many(item=field, least=0), says="The fields that may be there."),
            "says": Key(shape=Many(item=_name), says="The words of the field `says`."),
        },
    )


def _signal() -> Shape:
    return Fields(
        name="a message signal",
        keys={
            "meaning": Key(shape=_meaning, says="What the signal tells, one sentence.", required=True),
            "kind": Key(
                shape=Word(expects="a kind of signal", words=SIGNAL_KINDS),
                says="What its value is.",
                required=True,
            ),
            "options": Key(shape=Many(item=_name, least=2), says="The words of a choice."),
            "bad_tone": Key(shape=Flag(), says="True where finding it speaks against the text."),
        },
    )


def _fields() -> Shape:
    words = ByKind(
        expects="`text` or a list of words",
        text=Word(expects="`text`", words={"text": "Any text."}),
        sequence=Many(item=_name),
    )
    return Table(name="an event word", key=_name, value=Table(name="a field", key=_name, value=words))


VOCABULARY = Grammar(
    title="The words of the rulebook, or those that a pack adds",
    root=Fields(
        name="the vocabulary",
        keys={
            "acts": Key(shape=_words("an act"), says="Kinds of message that the candidate may send."),
            "channels": Key(shape=_words("a channel"), says="Ways by which a message goes."),
            "roles": Key(shape=_words("a role"), says="What a person is to the application."),
            "events": Key(
                shape=Table(name="an event", key=_name, value=_event()),
                says="What can happen beside the candidate's own acts.",
            ),
            "traits": Key(shape=_words("a trait"), says="What can be said of a whole case."),
            "messages": Key(
                shape=Table(name="a message signal", key=_name, value=_signal()),
                says="What can be read in a text.",
            ),
            "fields": Key(
                shape=_fields(),
                says="Fields that are added to events: by event, by field, the words or `text`.",
            ),
        },
    ),
)
