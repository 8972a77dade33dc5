"""Tone: likelihoods of sentences add up, courtesy asks for more, and the weights are read on first use only."""

from __future__ import annotations

import subprocess
import sys

import pytest

from courtesy.case import Message
from courtesy.message.reading import Reading, read
from courtesy.message.signals import TONES, Context
from courtesy.message.tone import WEIGHED
from courtesy.message.weights import features, packaged_model, probabilities, stem


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


def test_a_phrase_of_a_lexicon_raises_the_likelihood_of_its_tone() -> None:
    model, text = packaged_model(), "the moon is made of cheese."
    for place, tone in enumerate(TONES):
        plain = probabilities(model, features(text, (), model))[place]
        assert probabilities(model, features(text, ((tone, "sure", 1),), model))[place] > plain


def test_every_likelihood_lies_between_nothing_and_certainty() -> None:
    model = packaged_model()
    for text in ("", "!!!", "beg " * 500, "ask asap asap now now now!!! you useless clowns"):
        assert all(0 <= value <= 1 for value in probabilities(model, features(text, (), model)))


def test_the_weights_are_not_read_by_an_import() -> None:
    code = "import courtesy.message.reading, courtesy.message.weights as w; assert w.packaged_model.cache_info().misses == 0"
    subprocess.run([sys.executable, "-c", code], check=True)
