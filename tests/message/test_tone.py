"""Tone: likelihoods of sentences add up, courtesy asks for more, and the weights are read on first use only."""

from __future__ import annotations

import json
import subprocess
import sys
from array import array

import pytest

from courtesy.case import Message
from courtesy.message.features import Phrase, Piece, concepts_of, features, stem
from courtesy.message.reading import Reading, read
from courtesy.message.signals import TONES, Context
from courtesy.message.tone import WEIGHED
from courtesy.message.weights import Table, packaged_model, packed, unpacked, weigh


def reading(body: str) -> Reading:
    return read(Message(subject=None, body=body), Context())


def found(body: str) -> set[str]:
    signals = reading(body).signals
    return {tone for tone in TONES if signals[tone].value}


def test_several_tones_of_one_message_are_found_together() -> None:
    body = "Hi Sam,\n\nI really need this job, I have bills to pay. Please respond ASAP!!! I need to know by tonight.\n\nJo"
    assert {"desperate", "impatient"} <= found(body)


@pytest.mark.parametrize(
    "body",
    [
        "Dear Ms Lund,\n\nThank you for Tuesday. I hope to hear from you, in your own time.\n\nKind regards,\nJo",
        "Hi Sam, just wondering whether there is any news about the job? No rush. Thanks, Jo",
        "Dear Ms Lund,\n\nThank you for letting me know. Might I ask what tipped it?\n\nBest wishes,\nJo",
    ],
)
def test_a_courteous_message_has_no_bad_tone(body: str) -> None:
    assert found(body) == set()


def test_a_sentence_without_a_phrase_is_underlined_whole() -> None:
    sentence = "I've let the landlord know that I move next to your office in May."
    body = f"Hi,\n\n{sentence}"
    spans = reading(body).signals["presumptuous"].spans
    assert [(span.entry, body[span.start : span.end]) for span in spans] == [(WEIGHED, sentence)]


@pytest.mark.parametrize("words", [("wait", "waits", "waited", "waiting"), ("reply", "replies", "replied")])
def test_forms_of_a_word_are_one_feature(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize("tone", TONES)
def test_a_phrase_of_a_lexicon_raises_the_likelihood_of_its_tone(tone: str) -> None:
    text = "the moon is made of cheese."
    phrase = Phrase(signal=tone, level="sure", weight=1)
    plain, phrased = (
        weigh([Piece(text=text, phrases=found)], "waiting", packaged_model()) for found in ((), (phrase,))
    )
    assert phrased.pieces[0][tone] > plain.pieces[0][tone]
    assert phrased.tones[tone] > plain.tones[tone]


@pytest.mark.parametrize("stage", ["unknown", "just met", "waiting", "turned down", "offered"])
def test_every_likelihood_lies_between_nothing_and_certainty(stage: str) -> None:
    texts = ("", "!!!", "beg " * 500, "ask asap asap now now now!!! you useless clowns")
    for pieces in ([], *([Piece(text=text)] for text in texts), [Piece(text=text) for text in texts]):
        message = weigh(pieces, stage, packaged_model())
        assert len(message.pieces) == len(pieces)
        assert all(0 <= value <= 1 for row in (*message.pieces, message.tones) for value in row.values())


def test_nothing_said_has_no_tone() -> None:
    assert set(weigh([], "waiting", packaged_model()).tones.values()) == {0.0}


def test_words_share_concepts_by_their_forms_and_their_beginnings() -> None:
    concepts = concepts_of({"rent": ("BILLS",), "notes": ("PAPER",), "not": ("NO",)}, (("evict", "HOME"),))
    found = {word: concepts.of(word) for word in ("rent", "rents", "rented", "notes", "not", "evicted", "moon")}
    assert found == {
        "rent": ("BILLS",), "rents": ("BILLS",), "rented": ("BILLS",), "notes": ("PAPER",), "not": ("NO",),
        "evicted": ("HOME",), "moon": (),
    }  # fmt: skip


def test_pairs_of_concepts_weigh_in_sentences_only() -> None:
    concepts = concepts_of({"rent": ("BILLS",), "due": ("TIME",)}, ())
    found = features(Piece(text="rent is due"), concepts)
    assert {"~BILLS", "~TIME", "rent is", "rent _ due"} <= set(found.plain)
    assert set(found.paired) == {"~BILLS is", "~is TIME", "~BILLS_TIME"}


def test_a_table_that_was_packed_is_the_same_table() -> None:
    table = Table(bias=(-200, 7), starts={"rent": 0, "rent due": 2}, values=array("h", [120, -3, 40, 0]))
    assert unpacked(json.loads(json.dumps(packed(table)))) == table


def test_unknown_features_weigh_nothing() -> None:
    table = Table(bias=(0, 0), starts={"rent": 0, "due": 2}, values=array("h", [120, -3, 40, 0]))
    assert table.sums(["rent", "moon", "due"]) == (160, -3)
    assert table.sums(["moon"]) == (0, 0)


def test_the_weights_are_not_read_by_an_import() -> None:
    code = "import courtesy.message.reading, courtesy.message.weights as w; assert w.packaged_model.cache_info().misses == 0"
    subprocess.run([sys.executable, "-c", code], check=True)
