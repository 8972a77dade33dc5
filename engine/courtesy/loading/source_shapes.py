"""The shapes of what stands beside the cards: `source.yaml`, `passages.yaml` and `tests/*.yaml`."""

from __future__ import annotations

from courtesy.loading.case_shapes import case_shape
from courtesy.loading.condition_shapes import IDENTIFIER, NAME, key, shared_shapes
from courtesy.loading.rule_shapes import ID, SENTENCE, SENTENCE_DIGEST, cite_shape
from courtesy.loading.shape import ByKind, Fields, Grammar, Many, OneOrMany, Ref, Table, Text, Whole, Word
from courtesy.verdict import Verdict
from courtesy.vocabulary import Vocabulary


def source_grammar(vocabulary: Vocabulary) -> Grammar:
    """`source.yaml`."""
    return Grammar(
        title="One published article", root=_source(), named={"cite": cite_shape(), **shared_shapes(vocabulary)}
    )


def passages_grammar() -> Grammar:
    """`passages.yaml`."""
    return Grammar(
        title="Every sentence of an article, accounted for",
        root=Fields(
            name="the file",
            keys={
                "passages": key(
                    Many(keeps_places=True, item=_passage(), least=0), "All sentences in order.", required=True
                )
            },
        ),
    )


def tests_grammar(vocabulary: Vocabulary) -> Grammar:
    """`tests/*.yaml`."""
    return Grammar(
        title="Situations and what the sources say of them",
        root=Many(keeps_places=True, item=_test(vocabulary), least=0),
        named={"case": case_shape(vocabulary)},
    )


def _source() -> Fields:
    amount = ByKind(expects="a whole number or a duration", text=Text(examples=("3 days",)), whole=Whole(least=0))
    parameter = Fields(
        name="a parameter",
        keys={
            "value": key(amount, "A whole number, or a number and a unit.", required=True),
            "says": key(SENTENCE, "How the vague words are understood, one sentence.", required=True),
            "cite": key(Ref(name="cite"), "The passage with the vague words."),
        },
    )
    reading = Fields(
        name="a reading",
        keys={
            "question": key(SENTENCE, "What is unclear, as a question.", required=True),
            "options": key(
                Table(name="an option", key=NAME, value=SENTENCE, least=2), "Each way to understand it.", required=True
            ),
            "default": key(NAME, "The more natural option.", required=True),
            "cite": key(Ref(name="cite"), "The passage that reads several ways."),
        },
    )
    date = Text(
        expects="a year, a month or a day",
        pattern=r"[12][0-9]{3}(?:-[01][0-9](?:-[0-3][0-9])?)?",
        examples=("2020-05-01",),
        may_be_digits=True,
    )
    digest = Text(expects="a SHA-256 in 64 hex digits", pattern=r"[0-9a-f]{64}")
    return Fields(
        name="a source",
        keys={
            "id": key(ID, "The folder's name.", required=True),
            "title": key(Text(), "The article's title.", required=True),
            "author": key(Text(), "Who wrote it."),
            "publisher": key(Text(), "Who published it."),
            "date": key(date, "When it was published."),
            "document": key(Text(), "The file's name among the documents.", required=True),
            "digest": key(digest, "The SHA-256 of the document's bytes.", required=True),
            "parameters": key(Table(name="a parameter", key=NAME, value=parameter), "Vague words made numbers."),
            "readings": key(
                Table(name="a reading", key=NAME, value=reading), "Vague passages and the ways to understand them."
            ),
            "anchors": key(
                Table(name="an anchor", key=NAME, value=Ref(name="anchor")), "Names for anchors of your own."
            ),
            "note": key(Text(), "A remark for other coaches."),
        },
    )


def _passage() -> Fields:
    return Fields(
        name="a passage",
        keys={
            "paragraph": key(Whole(least=1), "The paragraph, counted from 1.", required=True),
            "sentence": key(Whole(least=1), "The sentence in the paragraph, counted from 1.", required=True),
            "digest": key(SENTENCE_DIGEST, "The first 12 hex digits of the SHA-256 of the sentence.", required=True),
            "rules": key(Many(item=ID), "The cards that encode it."),
            "excluded": key(Text(examples=("title",)), "Why no card encodes it."),
        },
        exactly_one=(("rules", "excluded"),),
    )


def _test(vocabulary: Vocabulary) -> Fields:
    verdict = Word(
        expects="a verdict", words={verdict.value: f"The source's verdict is {verdict.value}." for verdict in Verdict}
    )
    rule = Many(
        item=Text(pattern=rf"{IDENTIFIER}/{IDENTIFIER}", expects="`SOURCE/RULE`", examples=("levo/first-follow-up",))
    )
    message = ByKind(
        expects="a text or `{subject: …, body: …}`",
        text=Text(may_be_empty=True),
        mapping=Fields(
            name="a message",
            keys={
                "subject": key(Text(), "The subject line."),
                "body": key(Text(may_be_empty=True), "The text.", required=True),
            },
        ),
    )
    proposal = Fields(
        name="a proposal",
        keys={
            "name": key(Text(), "What is tried, in words.", required=True),
            "act": key(Word(expects="an act", words=vocabulary.acts), "The act.", required=True),
            "channel": key(Word(expects="a channel", words=vocabulary.channels), "The channel (left out: email)."),
            "to": key(OneOrMany(item=Text()), "The recipients."),
            "at": key(Text(examples=("2026-03-10 09:00",)), "The moment.", required=True),
            "message": key(message, "The text."),
            "expect": key(Table(name="a source", key=NAME, value=verdict, least=1), "The verdict of each source."),
            "rules": key(rule, "Rules that are among the deciding ones."),
            "silent_rules": key(rule, "Rules that do not speak."),
            "skip": key(Text(), "Why this is not run."),
        },
        at_least_one=(("expect", "rules", "silent_rules"),),
    )
    case = ByKind(expects="a case or the path of a case file", text=Text(), mapping=Ref(name="case"))
    return Fields(
        name="a test",
        keys={
            "name": key(Text(), "The situation, in words.", required=True),
            "case": key(case, "The case, or the path of a case file.", required=True),
            "readings": key(
                Table(name="a reading", key=Text(), value=NAME), "Chosen options: `SOURCE/READING: OPTION`."
            ),
            "proposals": key(Many(item=proposal), "What is proposed, and what is expected.", required=True),
            "skip": key(Text(), "Why this is not run."),
        },
    )
