"""Learnt weights for each bad tone: what phrases miss, from a corpus of invented pieces of messages.

The model is linear and small: a sentence's score is the sum of the weights of its word stems, pairs and triples, of
the concepts its words belong to (money, waiting, promises …) and of the phrases found in it. `tools/train_tone.py`
writes the data file.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

DATA_FILE = Path(__file__).resolve().parent / "data" / "tone.json.gz"
LONGEST = 120
"""Words of a piece that are looked at; what follows is not weighed."""
SCALE = 100
"""Weights are stored as whole hundredths."""
SURE = 4
"""What a sure phrase weighs; a hint weighs its own weight."""

_WORD = re.compile(r"[a-z]{1,40}(?:'[a-z]{1,10})?|[0-9]{1,20}|[!?]{1,20}|…|\.\.\.|[\U0001F300-\U0001FAFF]")
_ENDINGS = (("ies", "y"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""))
_SHORTEST = 5
_LEAST_STEM = 3
_LENGTHS = 5
_COUNTED = 3
_MOST_POINTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Feature → one weight a tone (in the order of `TONES`, in hundredths; the empty feature is the bias).

    `concepts` are those of whole words, `beginnings` those of words that begin so.
    """

    concepts: Mapping[str, tuple[str, ...]]
    beginnings: tuple[tuple[str, str], ...]
    weights: Mapping[str, tuple[int, ...]]


Found = tuple[tuple[str, str, int], ...]
"""What phrases tell of a piece: signal, level and weight of each entry that hit."""


def features(text: str, found: Found, model: Model) -> tuple[str, ...]:
    """Everything of a folded piece that is weighed, each once."""
    words = tuple("0" if word[0].isdigit() else word for word in _WORD.findall(text)[:LONGEST])
    gathered = (*_word_features(words), *_concept_features(words, model), *_mark_features(words), *_hit_features(found))
    return tuple(dict.fromkeys(gathered))


def _word_features(words: tuple[str, ...]) -> Iterator[str]:
    stems = ("^", *map(stem, words), "$")
    yield from stems[1:-1]
    yield from (f"{left} {right}" for left, right in pairwise(stems))
    yield from (f"{left} _ {right}" for left, right in zip(stems, stems[2:], strict=False))
    yield from map(" ".join, zip(stems, stems[1:], stems[2:], strict=False))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its commonest endings: `waiting`, `waited` and `waits` become `wait`."""
    if len(word) < _SHORTEST or "'" in word:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    return word.rstrip("e") if len(word) >= _SHORTEST else word


def _concept_features(words: tuple[str, ...], model: Model) -> Iterator[str]:
    """Each concept, told apart by how often it comes, and the first one."""
    row = [own for word in words if (own := _concepts(word, model))]
    for concept, times in Counter(concept for own in row for concept in own).items():
        yield from (f"@{concept}{count}" for count in range(1, min(times, _COUNTED) + 1))
    if row:
        yield from (f"^@{concept}" for concept in row[0])


def _concepts(word: str, model: Model) -> tuple[str, ...]:
    begun = (concept for beginning, concept in model.beginnings if word.startswith(beginning))
    return tuple(dict.fromkeys((*model.concepts.get(word, ()), *begun)))


def _mark_features(words: tuple[str, ...]) -> Iterator[str]:
    yield f"#length{min(_LENGTHS, len(words) // 6)}"
    for mark in "!?":
        runs = [word for word in words if word[0] == mark]
        if runs:
            yield f"#{mark}{min(_COUNTED, len(runs))}"
        if any(len(run) > 1 for run in runs):
            yield f"#{mark}{mark}"


def _hit_features(found: Found) -> Iterator[str]:
    for signal in dict.fromkeys(signal for signal, _, _ in found):
        points = [SURE if level == "sure" else weight for name, level, weight in found if name == signal]
        yield f"%{signal}"
        yield from (f"%{signal}{count}" for count in range(2, min(_MOST_POINTS, sum(points)) + 1, 2))
        yield f"%{signal} {max(points)}"


def probabilities(model: Model, found: Iterable[str]) -> tuple[float, ...]:
    """How sure the model is of each tone (0 to 1, in the order of `TONES`) for a piece with these features."""
    known = (model.weights[""], *(model.weights[feature] for feature in found if feature in model.weights))
    return tuple(logistic(sum(column) / SCALE) for column in zip(*known, strict=True))


def logistic(score: float) -> float:
    """The probability of a score."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def packaged_model() -> Model:
    """The packaged weights, read on first use."""
    data = json.loads(gzip.decompress(DATA_FILE.read_bytes()))
    return Model(
        concepts={word: tuple(own) for word, own in data["concepts"].items()},
        beginnings=tuple((beginning, concept) for beginning, concept in data["beginnings"]),
        weights={feature: tuple(row) for feature, row in data["weights"].items()},
    )
