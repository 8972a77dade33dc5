"""Learn the weights of words for each bad tone from tools/tone/*.txt, and write them as packaged data.

One logistic model a tone over the words, pairs and triples of a piece of text (`courtesy.message.weights.features`),
learnt by stochastic gradient descent with a fixed seed; small weights are dropped. Run from the root of the checkout:

    python tools/train_tone.py            # five folds first: precision and recall a tone on lines not learnt from
    python tools/train_tone.py --write    # then the packaged file
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
from collections import Counter
from pathlib import Path

from courtesy.message.signals import TONES
from courtesy.message.weights import DATA_FILE, THRESHOLD, Model, features, probability

CORPUS = Path(__file__).resolve().parent / "tone"
EPOCHS = 12
RATE = 0.25
DECAY = 2e-5
LEAST_SEEN = 2
LEAST_WEIGHT = 0.06
FOLDS = 5

Line = tuple[frozenset[str], tuple[str, ...]]


def read_corpus() -> list[Line]:
    """Every line of the corpus: its tones and its features. A malformed line is an error that names it."""
    lines: list[Line] = []
    for path in sorted(CORPUS.glob("*.txt")):
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not raw.strip() or raw.startswith("#"):
                continue
            labels, separator, text = raw.partition("|")
            tones = frozenset(word.strip() for word in labels.split(",")) - {"fine"}
            if not separator or not tones <= set(TONES) or not text.strip():
                raise SystemExit(f"{path.name}:{number}: write `TONES | TEXT`, tones: fine, {', '.join(TONES)}")
            lines.append((tones, features(text)))
    return lines


def learn(lines: list[Line], seed: int = 7) -> Model:
    """One weight a feature and tone, and a bias a tone (under the empty feature)."""
    seen = Counter(feature for _, found in lines for feature in set(found))
    weights = {tone: dict[str, float]({"": -1.0}) for tone in TONES}
    grades = {tone: dict[str, float]() for tone in TONES}
    order = random.Random(seed)
    rows = [(tones, ("", *(feature for feature in found if seen[feature] >= LEAST_SEEN))) for tones, found in lines]
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for tones, found in rows:
            for tone in TONES:
                _step(weights[tone], grades[tone], found, target=tone in tones)
    return {
        tone: {feature: round(weight, 3) for feature, weight in sorted(own.items()) if abs(weight) >= LEAST_WEIGHT}
        for tone, own in weights.items()
    }


def _step(weights: dict[str, float], grades: dict[str, float], found: tuple[str, ...], *, target: bool) -> None:
    score = sum(weights.get(feature, 0.0) for feature in found)
    error = (1 / (1 + math.exp(-max(-30.0, min(30.0, score))))) - target
    for feature in found:
        weight = weights.get(feature, 0.0)
        slope = error + DECAY * weight
        grades[feature] = grades.get(feature, 0.0) + slope * slope
        weights[feature] = weight - RATE * slope / math.sqrt(grades[feature] + 1e-8)


def judge(lines: list[Line]) -> None:
    """Print precision and recall a tone over folds that were not learnt from."""
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    order = random.Random(3)
    shuffled = order.sample(lines, len(lines))
    for fold in range(FOLDS):
        model = learn([line for place, line in enumerate(shuffled) if place % FOLDS != fold])
        for tones, found in shuffled[fold::FOLDS]:
            for tone in TONES:
                given = probability(model, tone, found) >= THRESHOLD
                right[tone] += given and tone in tones
                false[tone] += given and tone not in tones
                missed[tone] += not given and tone in tones
    for tone in TONES:
        precision = right[tone] / max(1, right[tone] + false[tone])
        recall = right[tone] / max(1, right[tone] + missed[tone])
        print(f"{tone:<13} P {precision:.2f}  R {recall:.2f}  of {right[tone] + missed[tone]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the packaged file")
    lines = read_corpus()
    print(f"{len(lines)} lines, {sum(not tones for tones, _ in lines)} of them fine")
    if parser.parse_args().write:
        model = learn(lines)
        text = json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        DATA_FILE.write_bytes(gzip.compress(text.encode(), mtime=0))
        print(f"{sum(map(len, model.values()))} weights, {DATA_FILE.stat().st_size} bytes")
    else:
        judge(lines)


if __name__ == "__main__":
    main()
