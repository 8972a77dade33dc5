"""Learn the weights of each bad tone from tools/tone/*.txt, and write them as packaged data.

One logistic model a tone over what `courtesy.message.weights.features` tells of a piece of text, the phrases of the
lexicons that hit it included; learnt by stochastic gradient descent with a fixed seed. Run it again after changing
lexicons. From the root of the checkout:

    python tools/train_tone.py            # each file in turn left out: precision and recall on voices not learnt from
    python tools/train_tone.py --write    # then the packaged file
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courtesy.message.matching import Zone, find, index_of
from courtesy.message.reading import lexicon_of
from courtesy.message.signals import TONES
from courtesy.message.text import folded, normalised, sentences
from courtesy.message.weights import DATA_FILE, SCALE, Found, Model, features, logistic, probabilities

CORPUS = Path(__file__).resolve().parent / "tone"
EPOCHS = 10
RATE = 0.12
DECAY = 2e-4
LEAST_SEEN = 2
LEAST_WEIGHT = 0.03
SHOWN = (0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the corpus: the voice (file) it is from, its tones and its features."""

    voice: str
    tones: frozenset[str]
    features: tuple[str, ...]


def read_concepts() -> Model:
    """A model without weights: the concepts of `concepts.words`, whole words and beginnings."""
    whole: dict[str, tuple[str, ...]] = {}
    begun: list[tuple[str, str]] = []
    for raw in (CORPUS / "concepts.words").read_text(encoding="utf-8").splitlines():
        name, separator, words = raw.partition(":")
        for word in dict.fromkeys(words.split()) if separator and not raw.startswith("#") else ():
            if word.endswith("*"):
                begun.append((word[:-1], name))
            else:
                whole[word] = (*whole.get(word, ()), name)
    return Model(concepts=whole, beginnings=tuple(begun), weights={})


def read_corpus(concepts: Model) -> list[Line]:
    """Every line of the corpus. A malformed line is an error that names it."""
    lines: list[Line] = []
    for path in sorted(CORPUS.glob("*.txt")):
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not raw.strip() or raw.startswith("#"):
                continue
            labels, separator, text = raw.partition("|")
            tones = frozenset(word.strip() for word in labels.split(",")) - {"fine"}
            if not separator or not tones <= set(TONES) or not text.strip():
                raise SystemExit(f"{path.name}:{number}: write `TONES | TEXT`, tones: fine, {', '.join(TONES)}")
            low = folded(normalised(text.strip()))
            lines.append(Line(voice=path.stem, tones=tones, features=features(low, phrases_of(low), concepts)))
    return lines


def phrases_of(low: str) -> Found:
    """What the lexicons find in a folded piece: signal, level and weight of each entry once."""
    zone = Zone(part="body", name="body", text=low, sentences=sentences(low, 0, len(low)))
    hits, _ = find(index_of(lexicon_of(())), (zone,), "email")
    entries = dict.fromkeys(hit.entry for hit in hits)
    return tuple((entry.signal, entry.level, entry.weight) for entry in entries)


def learn(lines: list[Line], concepts: Model, seed: int = 7) -> Model:
    """The model of these lines."""
    seen = Counter(feature for line in lines for feature in line.features)
    columns = [_weights_of(tone, lines, seen, seed) for tone in TONES]
    rows = {
        feature: tuple(round(column.get(feature, 0.0) * SCALE) for column in columns)
        for feature in sorted({feature for column in columns for feature in column})
    }
    least = LEAST_WEIGHT * SCALE
    kept = {feature: row for feature, row in rows.items() if not feature or max(map(abs, row)) >= least}
    return Model(concepts=concepts.concepts, beginnings=concepts.beginnings, weights=kept)


def _weights_of(tone: str, lines: list[Line], seen: Counter[str], seed: int) -> dict[str, float]:
    weights = {"": -2.0}
    grades: dict[str, float] = {}
    rows = [
        (tone in line.tones, ("", *(feature for feature in line.features if seen[feature] >= LEAST_SEEN)))
        for line in lines
    ]
    order = random.Random(seed)
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for target, found in rows:
            error = logistic(sum(weights.get(feature, 0.0) for feature in found)) - target
            for feature in found:
                weight = weights.get(feature, 0.0)
                slope = error + DECAY * weight
                grade = grades[feature] = grades.get(feature, 0.5) + slope * slope
                weights[feature] = weight - RATE * slope / math.sqrt(grade)
    return weights


def judge(lines: list[Line], concepts: Model) -> None:
    """Print precision and recall a tone at several probabilities, each voice judged by a model of the others."""
    counts: Counter[tuple[str, float, str]] = Counter()
    for voice in sorted({line.voice for line in lines}):
        model = learn([line for line in lines if line.voice != voice], concepts)
        for line in lines:
            if line.voice == voice:
                _count(line, probabilities(model, line.features), counts)
    for tone in TONES:
        print(f"{tone:<13}" + "".join(f"  {least}: {_rates(counts, tone, least)}" for least in SHOWN))


def _count(line: Line, sure: tuple[float, ...], counts: Counter[tuple[str, float, str]]) -> None:
    for tone, value in zip(TONES, sure, strict=True):
        for least in SHOWN:
            given, wanted = value >= least, tone in line.tones
            if given or wanted:
                counts[tone, least, "right" if given and wanted else "false" if given else "missed"] += 1


def _rates(counts: Counter[tuple[str, float, str]], tone: str, least: float) -> str:
    right, false, missed = (counts[tone, least, name] for name in ("right", "false", "missed"))
    return f"P {right / max(1, right + false):.2f} R {right / max(1, right + missed):.2f}"


def written(model: Model) -> dict[str, Any]:
    """The packaged form of a model."""
    return {"concepts": model.concepts, "beginnings": model.beginnings, "weights": model.weights}


def main() -> None:
    """Judge the corpus, or write the packaged file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the packaged file")
    options = parser.parse_args()
    concepts = read_concepts()
    lines = read_corpus(concepts)
    print(f"{len(lines)} lines, {sum(not line.tones for line in lines)} of them fine")
    if options.write:
        model = learn(lines, concepts)
        text = json.dumps(written(model), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        DATA_FILE.write_bytes(gzip.compress(text.encode(), mtime=0))
        print(f"{len(model.weights)} features, {DATA_FILE.stat().st_size} bytes")
    else:
        judge(lines, concepts)


if __name__ == "__main__":
    main()
