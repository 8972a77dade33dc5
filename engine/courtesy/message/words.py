"""The packaged word data, each list read on first use: known words, known misspellings, common words by rank."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _lines(name: str) -> list[str]:
    text = gzip.decompress((_DATA / name).read_bytes()).decode("utf-8")
    start = 0
    while text.startswith("#", start):
        start = text.index("\n", start) + 1
    return text[start:].split("\n")[:-1]


@cache
def known_words() -> frozenset[str]:
    """Words of the American, Canadian and Australian lists and both sides of British pairs, lower case."""
    return frozenset(_lines("words.txt.gz"))


@cache
def misspellings() -> dict[str, str]:
    """Known misspellings with the word that was meant."""
    return dict(line.split("\t", 1) for line in _lines("misspellings.txt.gz"))


@cache
def common_words() -> dict[str, int]:
    """The most frequent words with their rank from 0."""
    return {word: rank for rank, word in enumerate(_lines("common.txt.gz"))}
