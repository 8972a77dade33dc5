"""Finding a passage by some of its words, and the section that it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from courtesy.authoring.indexing import Article, passage_place
from courtesy.authoring.writing import flow
from courtesy.frozen import dataclass
from courtesy.provenance import Sentence, normalise, paragraphs

LONGEST_HEADING = 90
"""A line longer than this, in characters, is no heading."""

NEAREST = 3
"""How many passages are offered where none holds all the words."""

_NUMBERED = re.compile(r"\d{1,2}[.)] ")
_WORD = re.compile(r"\w+")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The passages that hold the words (`exact`), or those nearest to them."""

    passages: tuple[Sentence, ...]
    exact: bool


def find(article: Article, words: str) -> Found:
    """The sentences with these words side by side; else those with all of them; else the nearest ones.

    Capitals, kinds of quotation marks and white space do not matter.
    """
    wanted = _folded(words)
    side_by_side = [sentence for sentence in article.sentences if wanted in _folded(sentence.text)]
    if side_by_side:
        return Found(passages=tuple(side_by_side), exact=True)
    asked = set(_WORD.findall(wanted))
    with_all = [sentence for sentence in article.sentences if asked and asked <= _words(sentence)]
    if with_all:
        return Found(passages=tuple(with_all), exact=True)
    return Found(passages=_nearest(article.sentences, asked), exact=False)


def _nearest(among: Sequence[Sentence], asked: set[str]) -> tuple[Sentence, ...]:
    """The sentences that share most with the words: rare words count more than common ones."""
    each = {sentence: _words(sentence) for sentence in among}
    weight = {word: 1 / max(1, sum(word in words for words in each.values())) for word in asked}
    score = {sentence: sum(weight[word] for word in asked & words) for sentence, words in each.items()}
    best = sorted(among, key=lambda sentence: -score[sentence])[:NEAREST]
    return tuple(sentence for sentence in best if score[sentence] > 0)


def _words(sentence: Sentence) -> set[str]:
    return set(_WORD.findall(_folded(sentence.text)))


def _folded(text: str) -> str:
    return normalise(text).translate(_FOLDED).casefold()


def section_of(article: Article, sentence: Sentence) -> str | None:
    """The nearest line, this one or above it, that looks like a heading; the title (the first paragraph) heads none."""
    blocks = paragraphs(article.text)
    for number in range(min(sentence.paragraph, len(blocks) - 1), 1, -1):
        if _is_heading(blocks[number - 1], blocks[number]):
            return normalise(blocks[number - 1])
    return None


def _is_heading(block: str, following: str) -> bool:
    """One short line, without a full stop unless it is numbered, above something longer."""
    line = normalise(block)
    short = "\n" not in block.strip() and len(line) <= LONGEST_HEADING
    return short and len(line) < len(normalise(following)) and (bool(_NUMBERED.match(line)) or line[-1] not in ".,;:…")


def cite_line(article: Article, sentence: Sentence) -> str:
    """The citation as a card has it."""
    section = section_of(article, sentence)
    head = f"section: {flow(section.translate(_FOLDED))}, " if section else ""
    return f"cite: {{{head}{passage_place(sentence)}}}"
