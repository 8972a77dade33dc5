"""Learnt weights of words for each bad tone: what phrases miss, from a corpus of invented pieces of messages.

The model is linear and small: a sentence's score is the sum of its words', pairs' and triples' weights, so a finding
can be told as the words that weighed most. `tools/train_tone.py` writes the data file.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

DATA_FILE = Path(__file__).resolve().parent / "data" / "tone.json.gz"
THRESHOLD = 0.8
"""The probability from which a sentence counts as having the tone."""
LONGEST = 120
"""Words of a piece that are looked at; what follows is not weighed."""

Model: TypeAlias = Mapping[str, Mapping[str, float]]
"""Tone → feature → weight; the empty feature is the tone's bias."""

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+|[!?]{1,3}|…|\.\.\.")
_FORMS = {"’": "'", "‘": "'", "`": "'"}


def words_of(text: str) -> tuple[str, ...]:
    """The words of a piece, folded: small letters, numbers as `0`, marks of exclamation and question kept."""
    folded = "".join(_FORMS.get(character, character) for character in text.lower())
    found = _WORD.findall(folded)[:LONGEST]
    return tuple("0" if word[0].isdigit() else word for word in found)


def features(text: str) -> tuple[str, ...]:
    """The words, pairs, pairs over a gap and triples of a piece, each once; its ends are marked."""
    words = ("^", *words_of(text), "$")
    pairs = (f"{left} {right}" for left, right in zip(words, words[1:], strict=False))
    gaps = (f"{left} _ {right}" for left, right in zip(words, words[2:], strict=False))
    triples = (" ".join(three) for three in zip(words, words[1:], words[2:], strict=False))
    return tuple(dict.fromkeys((*words[1:-1], *pairs, *gaps, *triples)))


def probability(model: Model, tone: str, found: Iterable[str]) -> float:
    """How sure the model is that a piece with these features has the tone (0 to 1)."""
    weights = model[tone]
    score = weights.get("", 0.0) + sum(weights.get(feature, 0.0) for feature in found)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def packaged_model() -> Model:
    """The packaged weights, read on first use."""
    model: Model = json.loads(gzip.decompress(DATA_FILE.read_bytes()))
    return model
