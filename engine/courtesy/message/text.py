"""The text of a message as the checks see it: normal form, words, sentences, paragraphs, all with offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# One hostile or pasted line must not become one endless sentence.
LONGEST_SENTENCE = 500
LONGEST_TOKEN = 60

_FOLDED_CHARACTERS = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u201c": '"', "\u201d": '"',
     "\u00a0": " ", "\u202f": " ", "\t": " ", "_": " "}
)  # fmt: skip
_INVISIBLE = re.compile("[\ufeff\u200b\u2060\u00ad]")
_LONG_TOKEN = re.compile(rf"\S{{{LONGEST_TOKEN},}}")
_LETTERS = re.compile(r"[^\W_]+")
_COUNTED = re.compile(r"\S{1,200}")
_SENTENCE_END = re.compile(
    r"""(?P<stop>[.!?…]{1,20})["')\]”’»]{0,3}(?=\s|$|[^\w\s.,;:)'"])|\n[ \t]{0,20}\n|\n(?=[ \t]{0,8}(?:[-*•–]|\d{1,2}[.)])[ \t])"""
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|mx|dr|prof|sr|jr|st|messrs|rev|hon|e\.g|i\.e|etc|vs|no|dept|inc|ltd|co|corp|approx|a\.m|p\.m|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z])\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points [start, end) of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with the distinct words (folded) in it."""

    start: int
    end: int
    words: frozenset[str]


def normalised(text: str) -> str:
    """NFC, LF line ends, no byte order mark and no invisible characters."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", unix))


def folded(text: str) -> str:
    """Lower case, straight quotes, plain spaces, over-long tokens blanked; of the same length as `text`."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    plain = lowered.translate(_FOLDED_CHARACTERS)
    return _LONG_TOKEN.sub(lambda match: " " * len(match.group()), plain)


def unaccented(text: str) -> str:
    """Lower case without accents; `ß` becomes `ss`. Lengths can change."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def in_quotation(text: str, start: int, end: int) -> bool:
    """True where [start, end) stands inside the quotation marks of one line: somebody else's words."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    straight = before.count('"') % 2 == 1 and '"' in after
    return straight or (before.count("“") > before.count("”") and "”" in after)


def count_words(text: str) -> int:
    """Stretches between white space that hold a letter or a digit."""
    return sum(1 for match in _COUNTED.finditer(text) if any(map(str.isalnum, match.group())))


def letters(text: str) -> list[str]:
    """The runs of letters and digits of a folded text, in order."""
    return _LETTERS.findall(text)


def sentences(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    """The sentences of folded `text` between the two offsets."""
    found: list[Sentence] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match["stop"] == "." and _ABBREVIATION.search(text, max(begin, match.start() - 8), match.start() + 1):
            continue
        found.extend(_cut(text, begin, match.end()))
        begin = match.end()
    found.extend(_cut(text, begin, end))
    return tuple(found)


def _cut(text: str, start: int, end: int) -> list[Sentence]:
    """One sentence, trimmed; cut where it is too long to search whole; nothing where it has no word."""
    pieces: list[Sentence] = []
    while start < end:
        stop = end if end - start <= LONGEST_SENTENCE else _break_before(text, start)
        stripped = text[start:stop]
        words = frozenset(_LETTERS.findall(stripped))
        if words:
            left = start + len(stripped) - len(stripped.lstrip())
            pieces.append(Sentence(start=left, end=start + len(stripped.rstrip()), words=words))
        start = stop
    return pieces


def _break_before(text: str, start: int) -> int:
    space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
    return space if space > start else start + LONGEST_SENTENCE


def paragraphs(text: str, start: int, end: int) -> tuple[Stretch, ...]:
    """The blocks between blank lines that hold a word."""
    found: list[Stretch] = []
    begin = start
    for match in re.finditer(r"\n[ \t]{0,20}\n", text[start:end]):
        found.append(Stretch(begin, start + match.start()))
        begin = start + match.end()
    found.append(Stretch(begin, end))
    return tuple(block for block in found if count_words(text[block.start : block.end]))
