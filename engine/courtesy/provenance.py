"""Provenance: how a document is cut into numbered paragraphs and sentences, and how a sentence is named by its digest.

A paragraph is a non-empty block between blank lines, counted from 1 at the top. A sentence is a piece of one of its
lines, counted from 1 within the paragraph. The cut is fixed: citations rely on it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from courtesy.frozen import dataclass

_SENTENCE_END = re.compile(
    r"""
    (?<=[.!?…])[”’"')\]]*          # a closer, and the quotes and brackets that belong to it
    [^\S\n]+                       # white space
    (?=[“‘"'(\[•–-]?[^\W_a-z])     # before a capital letter, a digit or an opening quote
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.(?:[A-Z]\.)*|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|No)\.)$")
_LIST_NUMBER = re.compile(r"^\s*\d{1,3}\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a document. `text` is normalised; `heading` is the nearest heading above, if one was recognised."""

    paragraph: int
    sentence: int
    text: str

    @property
    def digest(self) -> str:
        """The first 12 hex digits of the SHA-256 of the normalised text."""
        return sentence_digest(self.text)


def normalise(text: str) -> str:
    """NFKC, with every run of white space folded to one blank and none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def sentence_digest(text: str) -> str:
    """The name of a sentence: 12 hex digits, independent of line breaks and compatibility forms."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:12]


def document_digest(data: bytes) -> str:
    """The name of a document: the SHA-256 of its bytes in hex."""
    return hashlib.sha256(data).hexdigest()


def paragraphs(text: str) -> tuple[str, ...]:
    """The non-empty blocks of a document, lines kept."""
    blocks = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text.replace("\r\n", "\n").lstrip("\ufeff"))
    return tuple(block.strip("\n") for block in blocks if block.strip())


def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of a document in order."""
    return tuple(
        Sentence(paragraph=number, sentence=position, text=piece)
        for number, block in enumerate(paragraphs(text), 1)
        for position, piece in enumerate(_pieces(block), 1)
    )


def _pieces(block: str) -> Iterator[str]:
    for line in block.split("\n"):
        start = 0
        for match in _SENTENCE_END.finditer(line):
            before = line[start : match.start()]
            if _ABBREVIATION.search(before) or _LIST_NUMBER.match(before):
                continue
            yield from _kept(line[start : match.end()])
            start = match.end()
        yield from _kept(line[start:])


def _kept(piece: str) -> Iterator[str]:
    text = normalise(piece)
    if any(character.isalnum() for character in text):
        yield text
