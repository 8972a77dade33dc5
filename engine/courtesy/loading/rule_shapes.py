"""The shape of a file of cards.

It depends on the vocabulary: its words are the words that an editor offers.
"""

from __future__ import annotations

from courtesy.loading.condition_shapes import IDENTIFIER, NAME, key, shared_shapes, times
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
    Table,
    Text,
    Whole,
    Word,
)
from courtesy.verdict import Effect
from courtesy.vocabulary import Vocabulary

ID = Text(expects="a name in lower case, its words joined by `-`", pattern=IDENTIFIER, examples=("first-follow-up",))
SENTENCE = Text(expects="a sentence")
SENTENCE_DIGEST = Text(
    expects="the first 12 hex digits of a SHA-256",
    pattern=r"[0-9a-f]{12}",
    may_be_digits=True,
    examples=("5f4e3d2c1b0a",),
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


def rule_grammar(vocabulary: Vocabulary) -> Grammar:
    """A file of cards."""
    return Grammar(
        title="Cards of one topic of a source",
        root=Many(keeps_places=True, item=Ref(name="card"), least=0),
        named={"card": _card(vocabulary), "exception": _exception(), "cite": cite_shape(), **shared_shapes(vocabulary)},
    )


def _acts(vocabulary: Vocabulary) -> OneOrMany:
    words = {**vocabulary.acts, "any": "Every act."}
    return OneOrMany(item=Word(expects="an act", words=words))


def cite_shape() -> Fields:
    """A citation."""
    return Fields(
        name="a citation",
        keys={
            "section": key(Text(), "The heading above the passage."),
            "paragraph": key(Whole(least=1), "The paragraph, counted from 1 over non-empty blocks.", required=True),
            "sentence": key(Whole(least=1), "The sentence in the paragraph, counted from 1.", required=True),
            "digest": key(SENTENCE_DIGEST, "The first 12 hex digits of the SHA-256 of the sentence.", required=True),
            "speaker": key(Text(), "Who is quoted, where it is not the author."),
        },
    )


def _exception() -> Fields:
    effect = Word(expects="an effect", words=EFFECTS)
    return Fields(
        name="an exception",
        keys={
            "id": key(ID, "Its name, unique in the card.", required=True),
            "if": key(Ref(name="condition"), "When the exception applies.", required=True),
            "then": key(effect, "What the source says instead (left out: nothing)."),
            "says": key(SENTENCE, "What it says, one plain sentence."),
            "fix": key(SENTENCE, "What to do instead, one sentence."),
            "cite": key(Ref(name="cite"), "The passage of the exception."),
            "implied": key(Flag(), "Follows from the passage without being said."),
            "unless": key(Many(keeps_places=True, item=Ref(name="exception")), "Exceptions to the exception."),
        },
    )


def _reading() -> Table:
    return Table(name="a reading", key=NAME, value=OneOrMany(item=NAME), least=1)


def _common() -> dict[str, Key]:
    return {
        "id": key(ID, "The card's name, unique in the source.", required=True),
        "if": key(Ref(name="condition"), "When the card applies (left out: always)."),
        **times(),
        "unless": key(
            Many(keeps_places=True, item=Ref(name="exception")), "Exceptions; the deepest that applies wins."
        ),
        "cite": key(Ref(name="cite"), "Where the source says it.", required=True),
        "implied": key(Flag(), "Follows from the passage without being said."),
        "reading": key(_reading(), "Counts only under these options of a reading."),
        "note": key(Text(), "A remark for other coaches."),
    }


def _spoken() -> dict[str, Key]:
    return {
        "says": key(SENTENCE, "What the source says, one plain sentence in our own words.", required=True),
        "fix": key(SENTENCE, "What to do instead, one sentence."),
    }


def _card(vocabulary: Vocabulary) -> ByKey:
    acts, examples = (
        _acts(vocabulary),
        {"examples": key(Many(item=_example(vocabulary)), "Situations in which it speaks, or does not.")},
    )
    own_words = Fields(
        name="own words",
        keys={"says": key(SENTENCE, "One plain sentence."), "fix": key(SENTENCE, "What to do instead.")},
        at_least_one=(("says", "fix"),),
    )
    effects = {effect: key(acts, says) for effect, says in EFFECTS.items()}
    timing = {
        "otherwise": key(Word(expects="an effect", words=EFFECTS), "The effect outside the times."),
        "early": key(own_words, "Own words for too early (with `otherwise`)."),
        "late": key(own_words, "Own words for too late (with `otherwise`)."),
    }
    strengths = {name: key(Ref(name="demand"), says) for name, says in STRENGTHS.items()}
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
                    "message": key(acts, "The acts whose text the demand is about."),
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
                    "counsel": key(SENTENCE, "The advice, one sentence in our own words."),
                    "about": key(acts, "Only beside a proposal of these acts."),
                    **_common(),
                    **examples,
                },
            ),
        },
    )


def _example(vocabulary: Vocabulary) -> Fields:
    happening = ByKind(
        expects="a moment, an event or a list of these",
        text=Text(examples=("3 days ago",)),
        sequence=Many(item=Anything()),
        mapping=Table(name="a field", key=Text(), value=Anything()),
    )
    events = {name: key(happening, word.meaning) for name, word in vocabulary.events.items()}
    given = Fields(
        name="`given`",
        keys={
            **events,
            "promised date": key(Text(examples=("in 3 days",)), "The date promised at the interview."),
            "traits": key(OneOrMany(item=Word(expects="a trait", words=vocabulary.traits)), "Traits of the case."),
            "holidays": key(OneOrMany(item=Text(examples=("2026-03-16",))), "Days that are no business days."),
            "notes": key(OneOrMany(item=Text()), "Details of the conversation."),
        },
        may_be_empty=True,
    )
    propose = Fields(
        name="`propose`",
        keys={
            "act": key(Word(expects="an act", words=vocabulary.acts), "The act (left out: the card's first)."),
            "channel": key(
                OneOrMany(item=Word(expects="a channel", words=vocabulary.channels)),
                "The channel (left out: email); of several the example holds for each.",
            ),
            "to": key(OneOrMany(item=Text(examples=("hiring_manager",))), "The recipients (left out: hiring_manager)."),
            "subject": key(Text(examples=("Our interview",)), "The subject line of the message."),
            "at": key(Text(examples=("09:30",)), "The moment, or the time of day."),
        },
        may_be_empty=True,
    )
    told = {**EFFECTS, "met": "The demand is met."}
    return Fields(
        name="an example",
        keys={
            "speaks": key(Flag(), "Whether any effect, broken demand or counsel of the card speaks.", required=True),
            "effect": key(Word(expects="an effect", words=told), "Which effect speaks."),
            "given": key(given, "What happened and when."),
            "propose": key(propose, "The proposal, where it differs from the default."),
            "message": key(Text(may_be_empty=True), "The text."),
        },
    )
