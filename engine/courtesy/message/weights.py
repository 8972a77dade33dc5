"""Learnt weights: how likely a sentence, and a whole message, says what phrases alone do not tell.

Three linear models, one upon the other. *Sentences*: for each bad tone and some contents the weights of a piece's
features. *Messages*: for each bad tone the weights of the features of all pieces together. The *decision*: for each
bad tone how the likeliest sentences, the other tones, signs of courtesy, the message as a whole and the stage of the
wait weigh. `tools/train_model.py` learns them from an invented corpus and writes the data file.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from courtesy.message.features import Concepts, Features, Piece, features
from courtesy.message.signals import TONES

DATA_FILE = Path(__file__).resolve().parent / "data" / "reading.json.gz"
SCALE = 100
"""Weights of features are stored as whole hundredths."""
CONTENTS = (
    "thanks",
    "interest",
    "qualifications",
    "adds_value",
    "requests_update",
    "asks_feedback",
    "salary",
    "detail",
    "patience",
)
"""What sentences are weighed for beside the bad tones; `patience` is courtesy, no signal of its own."""
LABELS = (*TONES, *CONTENTS)
COURTEOUS = ("thanks", "interest", "patience")
STAGES = ("just met", "waiting", "turned down", "offered")
# No single sentence or message counts as surer than this (odds of 10,000 to 1).
_MOST = math.log(9999)
_SECOND = -5.0
"""What stands for the second likeliest sentence of a message with one."""
_NORM = 10.0
"""The features of a message weigh as if there were a hundred of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The weights of what `evidence` tells, for one tone."""

    bias: float
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Weights in hundredths: for each feature where in `values` its row begins, which is as long as `bias`."""

    bias: tuple[int, ...]
    starts: Mapping[str, int]
    values: array[int]

    def sums(self, found: Iterable[str]) -> tuple[int, ...]:
        """The sum of the rows of these features, a column each; unknown features weigh nothing."""
        width, values = len(self.bias), self.values
        rows = [values[start : start + width] for start in map(self.starts.get, found) if start is not None]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * width


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights of features for each of `LABELS` (sentences) and of `TONES` (messages), and decisions on `TONES`."""

    concepts: Concepts
    sentences: Table
    messages: Table
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A message weighed: of each piece the likelihood of each of `LABELS`, and of each of `TONES` for the whole."""

    pieces: tuple[Mapping[str, float], ...]
    tones: Mapping[str, float]


def weigh(pieces: Sequence[Piece], stage: str, model: Model) -> Weighed:
    """How likely each piece, and the message that they make, has each label (0 to 1)."""
    found = [features(piece, model.concepts) for piece in pieces]
    rows = [sentence_likelihoods(each, model) for each in found]
    whole = message_likelihoods(found, model)
    tones = {
        tone: logistic(decision.bias + sum(map(float.__mul__, decision.weights, evidence(place, rows, whole, stage))))
        for place, (tone, decision) in enumerate(zip(TONES, model.decisions, strict=True))
    }
    return Weighed(
        pieces=tuple(dict(zip(LABELS, row, strict=True)) for row in rows),
        tones=tones if rows else dict.fromkeys(TONES, 0.0),
    )


def sentence_likelihoods(found: Features, model: Model) -> tuple[float, ...]:
    """How likely a piece with these features has each of `LABELS`."""
    return _likelihoods(model.sentences, (*found.plain, *found.paired), 1.0)


def message_likelihoods(found: Sequence[Features], model: Model) -> tuple[float, ...]:
    """How likely a message of pieces with these features has each of `TONES`."""
    plain = tuple(dict.fromkeys(feature for each in found for feature in each.plain))
    return _likelihoods(model.messages, plain, message_share(len(plain)))


def message_share(count: int) -> float:
    """What one of so many features of a message counts: long messages have more of them, and are no surer for it."""
    return _NORM / math.sqrt(max(1, count))


def _likelihoods(weights: Table, found: tuple[str, ...], share: float) -> tuple[float, ...]:
    sums = weights.sums(found)
    return tuple(logistic((start + share * score) / SCALE) for start, score in zip(weights.bias, sums, strict=True))


def evidence(place: int, rows: Sequence[Sequence[float]], whole: Sequence[float], stage: str) -> tuple[float, ...]:
    """What speaks for the tone at this place of `TONES`, and against it.

    `rows` are the likelihoods of the pieces, `whole` those of the message. The two likeliest pieces, some piece of
    this tone, of each other tone and of each sign of courtesy, the number of pieces, the message as a whole for each
    tone, the stage (none where it is not known).
    """
    own = sorted((row[place] for row in rows), reverse=True) or [0.0]
    others = (some(rows, other) for other in range(len(TONES)) if other != place)
    return (
        odds(own[0]),
        odds(own[1]) if len(own) > 1 else _SECOND,
        some(rows, place),
        *others,
        *(some(rows, LABELS.index(name)) for name in COURTEOUS),
        math.log(max(1, len(rows))),
        *map(odds, whole),
        *(float(stage == name) for name in STAGES),
    )


def some(rows: Sequence[Sequence[float]], place: int) -> float:
    """The log-odds that at least one piece has the label at this place."""
    return odds(1 - math.prod(1 - row[place] for row in rows))


def odds(likely: float) -> float:
    """The log-odds of a likelihood, within what one witness may count."""
    least = logistic(-_MOST)
    held = min(max(likely, least), 1 - least)
    return math.log(held / (1 - held))


def logistic(score: float) -> float:
    """The likelihood of log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def packaged_model() -> Model:
    """The packaged weights, read on first use."""
    data = json.loads(gzip.decompress(DATA_FILE.read_bytes()))
    return Model(
        concepts=Concepts(
            whole=data["concepts"],
            stems=data["stems"],
            beginnings=tuple((beginning, concept) for beginning, concept in data["beginnings"]),
        ),
        sentences=unpacked(data["sentences"]),
        messages=unpacked(data["messages"]),
        decisions=tuple(Decision(bias=bias, weights=tuple(row)) for bias, row in data["decisions"]),
    )


def packed(table: Table) -> dict[str, Any]:
    """A table as plain data that is quick to read: features a line each, values as 16-bit numbers in base 64."""
    values = array("h", table.values)
    if sys.byteorder == "big":
        values.byteswap()
    features_in_order = sorted(table.starts, key=table.starts.__getitem__)
    return {"bias": table.bias, "features": "\n".join(features_in_order), "values": b64encode(values).decode("ascii")}


def unpacked(data: Mapping[str, Any]) -> Table:
    """The table that was packed."""
    values = array("h", b64decode(data["values"]))
    if sys.byteorder == "big":
        values.byteswap()
    bias = tuple(data["bias"])
    starts = zip(data["features"].split("\n"), range(0, len(values), len(bias)), strict=True)
    return Table(bias=bias, starts=dict(starts), values=values)
