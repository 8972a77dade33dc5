"""Learn the weights by which messages are read from tools/corpus, and write them as packaged data.

`pieces/*.txt` hold sentences with their bad tones, `messages/*.txt` whole messages, each sentence with its tones and
contents; each file is one voice. Learnt are linear models of sentences, of messages, and of the decision between
them (`courtesy.message.weights`); the decision is learnt from likelihoods of voices that were left out. Run it again
after changing the corpus, the concepts or a lexicon of tone. It needs scikit-learn (`pip install -e .[train]`) and
some ten minutes. From the root of the checkout:

    python tools/train_model.py            # judge: each voice by what the others taught
    python tools/train_model.py --write    # then the packaged file
"""

from __future__ import annotations

import argparse
import gzip
import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from courtesy.message.features import Concepts, Features, Phrase, Piece, concepts_of, features
from courtesy.message.form import ordinary_words, shouted
from courtesy.message.matching import Zone, find, index_of
from courtesy.message.reading import lexicon_of
from courtesy.message.signals import TONES
from courtesy.message.text import folded, normalised, sentences
from courtesy.message.tone import ENOUGH
from courtesy.message.weights import (
    DATA_FILE,
    LABELS,
    SCALE,
    STAGES,
    Decision,
    Table,
    evidence,
    logistic,
    message_share,
    packed,
)

CORPUS = Path(__file__).resolve().parent / "corpus"
# Inverse strengths of regularisation, chosen by voices left out.
OF_SENTENCES = 0.3
OF_MESSAGES = 0.1
OF_DECISION = 0.1
# A feature counts that came in so many sentences, or messages.
LEAST_SENTENCES = 2
LEAST_MESSAGES = 3
# A feature is kept that weighs this much for some label.
LEAST_WEIGHT = 0.06
SHOWN = (0.4, 0.5, 0.6, 0.7)
STAGE_NAMES = dict(zip(("met", "waiting", "rejected", "offered"), STAGES, strict=True))
UNKNOWN = "unknown"
# A line without a label that is this short, first or last in a message, greets or signs.
GREETING_WORDS = 7
SIGNATURE_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One line of the corpus: its voice, its labels, the labels that its writer judged, its features."""

    voice: str
    labels: frozenset[str]
    judged: frozenset[str]
    found: Features


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One whole message: its voice, the stage of the wait, its tones, its sentences."""

    voice: str
    stage: str
    tones: frozenset[str]
    sentences: tuple[Sentence, ...]

    @property
    def plain(self) -> tuple[str, ...]:
        """The features of the message as a whole."""
        return tuple(dict.fromkeys(feature for each in self.sentences for feature in each.found.plain))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that is learnt from."""

    concepts: Concepts
    pieces: list[Sentence]
    letters: list[Letter]

    def sentences(self) -> list[Sentence]:
        """The sentences of the messages, then the pieces."""
        return [*(sentence for letter in self.letters for sentence in letter.sentences), *self.pieces]

    def voices(self) -> list[str]:
        """The voices of the messages."""
        return sorted({letter.voice for letter in self.letters})


# ---------------------------------------------------------------- reading the corpus


def read_concepts() -> Concepts:
    """The concepts of `concepts.words`, whole words and beginnings."""
    whole: dict[str, tuple[str, ...]] = {}
    begun: list[tuple[str, str]] = []
    for raw in (CORPUS / "concepts.words").read_text(encoding="utf-8").splitlines():
        name, separator, words = raw.partition(":")
        for word in dict.fromkeys(words.split()) if separator and not raw.startswith("#") else ():
            if word.endswith("*"):
                begun.append((word[:-1], name))
            else:
                whole[word] = (*whole.get(word, ()), name)
    return concepts_of(whole, tuple(begun))


def read_corpus() -> Corpus:
    """The whole corpus. A malformed line is an error that names it."""
    concepts = read_concepts()
    pieces = [
        sentence_of(path.stem, labels, frozenset(TONES), text, concepts)
        for path in sorted((CORPUS / "pieces").glob("*.txt"))
        for labels, text in lines_of(path, {"fine"})
    ]
    letters = [letter for path in sorted((CORPUS / "messages").glob("*.txt")) for letter in letters_of(path, concepts)]
    return Corpus(concepts=concepts, pieces=pieces, letters=letters)


def lines_of(path: Path, none: set[str]) -> Iterator[tuple[frozenset[str], str]]:
    """The labelled lines `LABELS | TEXT` of a file; the words of `none` say that there is none."""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if raw.strip() and raw[0] not in "#=@":
            yield labelled(raw, none, f"{path.name}:{number}")


def labelled(raw: str, none: set[str], place: str) -> tuple[frozenset[str], str]:
    """Labels and text of one line."""
    given, separator, text = raw.partition("|")
    labels = frozenset(word.strip() for word in given.split(",")) - none
    if not separator or not text.strip() or not labels <= set(LABELS):
        raise SystemExit(f"{place}: write `LABELS | TEXT`, labels: {', '.join((*LABELS, *none))}")
    return labels, text.strip()


def letters_of(path: Path, concepts: Concepts) -> Iterator[Letter]:
    """The messages of a file: `= ACT | STAGE | CHANNEL | TONES`, perhaps `@ SUBJECT`, then labelled lines."""
    text = path.read_text(encoding="utf-8")
    for block in text.replace("\n=", "\n\0=").split("\0"):
        raws = [raw for raw in block.splitlines() if raw.strip() and not raw.startswith("@")]
        if not raws:
            continue
        head = [part.strip() for part in raws[0].removeprefix("=").split("|")]
        place = f"{path.name}, `{raws[0]}`"
        if len(head) != 4 or head[1] not in STAGE_NAMES:
            raise SystemExit(f"{place}: write `= ACT | STAGE | CHANNEL | TONES`, stages: {', '.join(STAGE_NAMES)}")
        tones = frozenset(word.strip() for word in head[3].split(",")) - {"fine"}
        if not tones <= set(TONES):
            raise SystemExit(f"{place}: tones are fine, {', '.join(TONES)}")
        told = without_frame([labelled(raw, {"-"}, place) for raw in raws[1:]])
        own = (sentence_of(path.stem, labels, frozenset(LABELS), text, concepts) for labels, text in told)
        yield Letter(voice=path.stem, stage=STAGE_NAMES[head[1]], tones=tones, sentences=tuple(own))


def without_frame(told: list[tuple[frozenset[str], str]]) -> list[tuple[frozenset[str], str]]:
    """The lines of a message without its greeting and its signature, which the reader does not weigh either."""
    start, end = 0, len(told)
    if told and not told[0][0] and len(told[0][1].split()) <= GREETING_WORDS:
        start = 1
    while end > start and not told[end - 1][0] and len(told[end - 1][1].split()) <= SIGNATURE_WORDS:
        end -= 1
    return told[start:end]


def sentence_of(voice: str, labels: frozenset[str], judged: frozenset[str], text: str, concepts: Concepts) -> Sentence:
    """A line with everything that is weighed of it."""
    whole = normalised(text)
    low = folded(whole)
    zone = Zone(part="body", name="body", text=low, sentences=sentences(low, 0, len(low)))
    hits, _ = find(index_of(lexicon_of(())), (zone,), "email")
    phrases = tuple(
        Phrase(signal=entry.signal, level=entry.level, weight=entry.weight)
        for entry in dict.fromkeys(hit.entry for hit in hits)
    )
    loud = len(shouted(whole, frozenset(), ordinary_words()))
    found = features(Piece(text=low, phrases=phrases, shouted=loud), concepts)
    return Sentence(voice=voice, labels=labels, judged=judged, found=found)


# ---------------------------------------------------------------- learning


@dataclass(slots=True)
class Space:
    """Features by number, and learnt rows over them: `rows[label]` are the bias and a weight a feature."""

    numbers: dict[str, int]
    rows: dict[str, tuple[float, np.ndarray]] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Sequence[Sequence[str]], least: int) -> Space:
        """The features that come so often."""
        seen = Counter(feature for each in found for feature in each)
        return cls({feature: number for number, feature in enumerate(sorted(f for f in seen if seen[f] >= least))})

    def matrix(self, found: Sequence[Sequence[str]]) -> csr_matrix:
        """One row of zeros and ones for each sequence of features."""
        columns = [[self.numbers[feature] for feature in each if feature in self.numbers] for each in found]
        ends = np.cumsum([0, *map(len, columns)])
        flat = np.array([number for row in columns for number in row], dtype=np.int32)
        return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(found), len(self.numbers)))

    def table(self, labels: Sequence[str]) -> Table:
        """The rows in hundredths, without features that weigh too little."""
        stacked = np.stack([self.rows[label][1] for label in labels], axis=1)
        kept = np.flatnonzero(np.abs(stacked).max(axis=1) >= LEAST_WEIGHT)
        names = list(self.numbers)
        return Table(
            bias=tuple(round(self.rows[label][0] * SCALE) for label in labels),
            starts={names[old]: new * len(labels) for new, old in enumerate(kept)},
            values=array("h", np.round(stacked[kept] * SCALE).astype(int).ravel().tolist()),
        )


def fitted(matrix: csr_matrix, target: np.ndarray, strength: float) -> LogisticRegression:
    """A logistic regression with a fixed seed."""
    return LogisticRegression(C=strength, solver="liblinear", max_iter=300, tol=1e-2, random_state=7).fit(
        matrix, target
    )


def likely(model: LogisticRegression, matrix: csr_matrix) -> np.ndarray:
    """The likelihoods of the rows."""
    return np.asarray(model.predict_proba(matrix)[:, 1])


class Learner:
    """The corpus as matrices, and what is learnt from any part of it."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.lines = corpus.sentences()
        every = [(*line.found.plain, *line.found.paired) for line in self.lines]
        self.words = Space.of(every, LEAST_SENTENCES)
        self.of_lines = self.words.matrix(every)
        plain = [letter.plain for letter in corpus.letters]
        self.texts = Space.of(plain, LEAST_MESSAGES)
        self.of_letters = diags([message_share(len(each)) for each in plain]) @ self.texts.matrix(plain)
        self.of_letters = self.of_letters.tocsr()
        self.tones = np.array([[tone in letter.tones for tone in TONES] for letter in corpus.letters])

    def sentence_model(self, label: str, without: str = "") -> LogisticRegression:
        """The model of one label, learnt from the lines of all other voices."""
        chosen = [n for n, line in enumerate(self.lines) if label in line.judged and line.voice != without]
        target = np.array([label in self.lines[n].labels for n in chosen])
        return fitted(self.of_lines[chosen], target, OF_SENTENCES)

    def letter_model(self, place: int, without: str = "") -> LogisticRegression:
        """The model of one tone for whole messages, learnt from those of all other voices."""
        chosen = [n for n, letter in enumerate(self.corpus.letters) if letter.voice != without]
        return fitted(self.of_letters[chosen], self.tones[chosen, place], OF_MESSAGES)

    def left_out(self) -> tuple[np.ndarray, np.ndarray]:
        """Likelihoods of every label for each line of a message, of every tone for each message, by other voices."""
        count = len(self.lines) - len(self.corpus.pieces)
        rows, wholes = np.zeros((count, len(LABELS))), np.zeros(self.tones.shape)
        for voice in self.corpus.voices():
            own = [n for n in range(count) if self.lines[n].voice == voice]
            for place, label in enumerate(LABELS):
                rows[own, place] = likely(self.sentence_model(label, voice), self.of_lines[own])
            mine = [n for n, letter in enumerate(self.corpus.letters) if letter.voice == voice]
            for place in range(len(TONES)):
                wholes[mine, place] = likely(self.letter_model(place, voice), self.of_letters[mine])
        return rows, wholes

    def evidence_of(self, rows: np.ndarray, wholes: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """For each tone what speaks for it in each message, with the stage of the wait told and not."""
        ends = np.cumsum([0, *(len(letter.sentences) for letter in self.corpus.letters)])
        parts = [rows[start:end].tolist() for start, end in pairwise(ends)]
        stages = [letter.stage for letter in self.corpus.letters]
        return [
            (
                np.array([evidence(place, *each) for each in zip(parts, wholes, stages, strict=True)]),
                np.array([evidence(place, part, whole, UNKNOWN) for part, whole in zip(parts, wholes, strict=True)]),
            )
            for place in range(len(TONES))
        ]

    def decision(self, found: tuple[np.ndarray, np.ndarray], place: int, without: str = "") -> Decision:
        """The decision on one tone by what speaks for it."""
        chosen = [n for n, letter in enumerate(self.corpus.letters) if letter.voice != without]
        parts = [each[chosen] for each in found]
        both, target = np.concatenate(parts), np.tile(self.tones[chosen, place], 2)
        middle, spread = both.mean(axis=0), both.std(axis=0) + 1e-6
        model = LogisticRegression(C=OF_DECISION / 2, max_iter=1000).fit((both - middle) / spread, target)
        weights = model.coef_[0] / spread
        bias = float(model.intercept_[0] - (weights * middle).sum())
        return Decision(bias=round(bias, 4), weights=tuple(round(float(weight), 4) for weight in weights))


# ---------------------------------------------------------------- judging and writing


def judge(learner: Learner, rows: np.ndarray, found: list[tuple[np.ndarray, np.ndarray]]) -> None:
    """Print precision and recall for voices left out: of sentences by label, of messages by tone, and alarms."""
    lines = learner.lines[: len(rows)]
    for place, label in enumerate(LABELS):
        wanted = np.array([label in line.labels for line in lines])
        print(f"{label:<16}" + "".join(f"  {least}: {rates(rows[:, place] >= least, wanted)}" for least in SHOWN))
    sure = np.zeros(learner.tones.shape)
    for voice in learner.corpus.voices():
        mine = [n for n, letter in enumerate(learner.corpus.letters) if letter.voice == voice]
        for place in range(len(TONES)):
            decision = learner.decision(found[place], place, voice)
            scores = decision.bias + found[place][0][mine] @ np.array(decision.weights)
            sure[mine, place] = [logistic(float(score)) for score in scores]
    good = ~learner.tones.any(axis=1)
    for least in sorted({*SHOWN, ENOUGH}):
        alarms = (sure[good] >= least).any(axis=1).mean()
        print(f"messages at {least}: {rates((sure >= least).ravel(), learner.tones.ravel())}, alarms {alarms:.1%}")
    for place, tone in enumerate(TONES):
        print(f"  {tone} at {ENOUGH}: {rates(sure[:, place] >= ENOUGH, learner.tones[:, place])}")


def rates(given: np.ndarray, wanted: np.ndarray) -> str:
    """Precision and recall in words."""
    right = (given & wanted).sum()
    return f"P {right / max(1, given.sum()):.3f} R {right / max(1, wanted.sum()):.3f}"


def written(learner: Learner, found: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, Any]:
    """The packaged form of the models learnt from everything."""
    for label in LABELS:
        model = learner.sentence_model(label)
        learner.words.rows[label] = (float(model.intercept_[0]), model.coef_[0])
    for place, tone in enumerate(TONES):
        model = learner.letter_model(place)
        learner.texts.rows[tone] = (float(model.intercept_[0]), model.coef_[0])
    decisions = [learner.decision(found[place], place) for place in range(len(TONES))]
    return {
        "concepts": learner.corpus.concepts.whole,
        "beginnings": learner.corpus.concepts.beginnings,
        "stems": learner.corpus.concepts.stems,
        "sentences": packed(learner.words.table(LABELS)),
        "messages": packed(learner.texts.table(TONES)),
        "decisions": [(decision.bias, decision.weights) for decision in decisions],
    }


def main() -> None:
    """Judge the corpus, or write the packaged file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the packaged file")
    options = parser.parse_args()
    corpus = read_corpus()
    fine = sum(not letter.tones for letter in corpus.letters)
    print(f"{len(corpus.pieces)} pieces, {len(corpus.letters)} messages, {fine} of them fine")
    learner = Learner(corpus)
    rows, wholes = learner.left_out()
    found = learner.evidence_of(rows, wholes)
    judge(learner, rows, found)
    if options.write:
        data = written(learner, found)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        DATA_FILE.write_bytes(gzip.compress(text.encode(), mtime=0))
        counts = " and ".join(str(data[name]["features"].count("\n") + 1) for name in ("sentences", "messages"))
        print(f"{counts} features, {DATA_FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
