"""What is weighed of a piece of text: word stems and their neighbours, concepts, marks and the phrases found in it.

A *concept* is what a word stands for in such messages (money, waiting, menial work, threats …). It lets a word weigh
that no message of the corpus held. Concepts count alone, in pairs, and beside a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

LONGEST = 120
"""Words of a piece that are looked at; what follows is not weighed."""
SURE = 4
"""What a sure phrase weighs; a hint weighs its own weight."""

_WORD = re.compile(r"[a-z]{1,40}(?:'[a-z]{1,10})?|[0-9]{1,20}|[!?]{1,20}+(?!\w)|…|\.\.\.|[\U0001F300-\U0001FAFF]")
_ENDINGS = (("ies", "y"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""))
_SHORTEST = 5
_LEAST_STEM = 3
_LENGTHS = 5
_COUNTED = 3
_MOST_POINTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What a phrase of a lexicon tells of the piece that it hit: signal, level (`sure`, `hint`) and weight."""

    signal: str
    level: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence to weigh: folded text, the phrases found in it, and how many ordinary words are shouted."""

    text: str
    phrases: tuple[Phrase, ...] = ()
    shouted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """The concepts of words: of whole words, of their stems, and of words that begin so."""

    whole: Mapping[str, Sequence[str]]
    beginnings: tuple[tuple[str, str], ...]
    stems: Mapping[str, Sequence[str]]
    known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Words looked up before; bounded by `MOST_KNOWN`."""

    def of(self, word: str) -> tuple[str, ...]:
        """The concepts of one word, sorted; none for a mark or an unknown word."""
        found = self.known.get(word)
        if found is None:
            found = self._looked_up(word)
            if len(self.known) < MOST_KNOWN:
                self.known[word] = found
        return found

    def _looked_up(self, word: str) -> tuple[str, ...]:
        own = self.whole.get(word) or self.stems.get(stem(word), ())
        begun = (concept for beginning, concept in self.beginnings if word.startswith(beginning))
        return tuple(sorted({*own, *begun}))


MOST_KNOWN = 20_000


def concepts_of(whole: Mapping[str, tuple[str, ...]], beginnings: tuple[tuple[str, str], ...]) -> Concepts:
    """The concepts of these words; forms that share a stem share its concepts."""
    stems: dict[str, set[str]] = {}
    for word, own in whole.items():
        stems.setdefault(stem(word), set()).update(own)
    return Concepts(whole=whole, beginnings=beginnings, stems={word: tuple(sorted(own)) for word, own in stems.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is weighed of one piece: `plain` for the piece and its message, `paired` for the piece alone."""

    plain: tuple[str, ...]
    paired: tuple[str, ...]


def features(piece: Piece, concepts: Concepts) -> Features:
    """Everything of a piece that is weighed, each feature once."""
    words = tuple("0" if word[0].isdigit() else word for word in _WORD.findall(piece.text)[:LONGEST])
    stems = tuple(map(stem, words))
    row = tuple(map(concepts.of, words))
    plain = dict.fromkeys(_words(stems))
    plain.update(dict.fromkeys(f"~{concept}" for own in row for concept in own))
    plain.update(dict.fromkeys(_marks(words, piece.shouted)))
    plain.update(dict.fromkeys(_hits(piece.phrases)))
    return Features(plain=tuple(plain), paired=tuple(dict.fromkeys(_pairs(stems, row))))


def _words(stems: tuple[str, ...]) -> Iterator[str]:
    """Stems, and their pairs (also with one word between) and triples; `^` and `$` are the ends."""
    ended = ("^", *stems, "$")
    yield from stems
    yield from map(" ".join, pairwise(ended))
    yield from map(" _ ".join, zip(ended, ended[2:], strict=False))
    yield from map(" ".join, zip(ended, ended[1:], ended[2:], strict=False))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its commonest endings: `waiting`, `waited` and `waits` become `wait`."""
    if len(word) < _SHORTEST or "'" in word:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    return word.rstrip("e") if len(word) >= _SHORTEST else word


def _pairs(stems: tuple[str, ...], row: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """A concept beside a word and beside a concept, and two concepts around a word."""
    for place in range(len(row) - 1):
        left, right = row[place], row[place + 1]
        for concept in right:
            yield f"~{stems[place]} {concept}"
        for concept in left:
            yield f"~{concept} {stems[place + 1]}"
            for other in right:
                yield f"~{concept} {other}"
    for left, right in zip(row, row[2:], strict=False):
        for concept in left:
            for other in right:
                yield f"~{concept}_{other}"


def _marks(words: tuple[str, ...], shouted: int) -> Iterator[str]:
    yield f"#length{min(_LENGTHS, len(words) // 6)}"
    yield from (f"#shouted{count}" for count in range(1, min(_COUNTED, shouted) + 1))
    for mark in "!?":
        runs = [word for word in words if word[0] == mark]
        if runs:
            yield f"#{mark}{min(_COUNTED, len(runs))}"
        if any(len(run) > 1 for run in runs):
            yield f"#{mark}{mark}"


def _hits(phrases: tuple[Phrase, ...]) -> Iterator[str]:
    points: Counter[str] = Counter()
    for phrase in phrases:
        worth = SURE if phrase.level == "sure" else phrase.weight
        points[phrase.signal] += worth
        yield f"%{phrase.signal}"
        yield f"%{phrase.signal} {worth}"
    for signal, total in points.items():
        yield from (f"%{signal}{count}" for count in range(2, min(_MOST_POINTS, total) + 1, 2))
