"""Spelling in two tiers: words that are surely wrong, and words that no list knows.

A word is surely wrong where a list of misspellings has it, or where it is one slip away from a common
word and no name, term or word of the case. A capitalised word inside a sentence is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courtesy.case import Case
from courtesy.message.text import Stretch, letters, unaccented
from courtesy.message.words import common_words, known_words, misspellings

MOST_GUESSES = 40
_LONGEST_GUESS = 16
_SHORTEST_GUESS = 6
_SHORT = 4
_COMMON_FOR_GUESS = 9000
_TOKEN = re.compile(r"[^\W\d_]{1,40}(?:['’][^\W\d_]{1,6})?")
_NO_TEXT = re.compile(
    r"https?://\S{1,200}|www\.\S{1,200}|\S{1,64}@\S{1,120}|[#@/\\][\w/.-]{1,60}|\b\w{1,40}\.(?:com|org|net|io|co|uk|example|pdf|docx?|xlsx?|txt|py|js)\b|`[^`\n]{1,80}`|[%{<\[][^\n%}>\]]{1,40}[%}>\]]",
    re.IGNORECASE,
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CONTRACTED = re.compile(r"(?:n't|'(?:s|m|re|ve|ll|d|t|em|all|clock))$")
# Wrong in a letter of this kind, though a list of words has them as something else.
_SURE = {"alot": "a lot", "thankyou": "thank you", "aswell": "as well", "infact": "in fact", "incase": "in case", "atleast": "at least",
         "dont": "don't", "cant": "can't", "wont": "won't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't",
         "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "havent": "haven't", "hasnt": "hasn't", "youre": "you're",
         "theyre": "they're", "ive": "I've", "im": "I'm", "thats": "that's", "whats": "what's", "arent": "aren't", "werent": "weren't",
         "eachother": "each other", "abit": "a bit", "noone": "no one", "everytime": "every time", "truely": "truly",
         "payed": "paid", "greatful": "grateful", "thier": "their", "teh": "the", "recieve": "receive", "manger": "manager"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WordProblem:
    """A word of the message: surely misspelt (with what was meant) or merely unknown (`meant` is None)."""

    start: int
    end: int
    sure: bool
    meant: str | None


def word_problems(body: str, own: Stretch, allowed: frozenset[str]) -> tuple[WordProblem, ...]:
    """The problems of all words between the offsets of `own`; `allowed` are words of the case."""
    return tuple(_problems(body, own, allowed))


def allowed_words(case: Case | None) -> frozenset[str]:
    """The words of the case, which are right however they are spelt, and their plurals."""
    if case is None:
        return frozenset()
    texts = [case.company, case.position, case.candidate.name, case.candidate.email, *(case.notes or ())]
    texts += [text for person in case.people for text in (person.name, person.email)]
    words = {word for text in _given(texts) for word in letters(text)}
    return frozenset(words | {f"{word}s" for word in words} | {unaccented(word) for word in words})


def _given(texts: list[str | None]) -> Iterator[str]:
    """The texts that are given, folded."""
    return (text.casefold() for text in texts if text)


def _problems(body: str, own: Stretch, allowed: frozenset[str]) -> Iterator[WordProblem]:
    text = _NO_TEXT.sub(lambda match: " " * len(match.group()), body[: own.end])
    guesses = MOST_GUESSES
    for match in _TOKEN.finditer(text, own.start):
        word = match.group().replace("’", "'")
        plain = word.casefold()
        if _is_fine(plain, allowed) or _joined(text, match) or _is_code(word):
            continue
        meant = _SURE.get(plain) or misspellings().get(plain)
        name = word[0].isupper() and not _begins_sentence(text, match.start())
        if name and _SURNAME.search(text, max(0, match.start() - 20), match.start()):
            continue
        if meant is None and guesses > 0 and not word[0].isupper():
            guesses -= 1
            meant = _one_slip(plain)
        if meant is not None and not (name and word != word.casefold() and _maybe_name(plain, meant)):
            yield WordProblem(start=match.start(), end=match.end(), sure=True, meant=meant)
        elif meant is None and not name and not word[0].isupper():
            yield WordProblem(start=match.start(), end=match.end(), sure=False, meant=None)


# A first name before it: what follows is a name too, however it looks.
_SURNAME = re.compile(r"[a-z,] [A-Z][a-z]{2,15} $")


def _is_fine(plain: str, allowed: frozenset[str]) -> bool:
    if plain in _SURE:
        return plain in allowed
    base = _CONTRACTED.sub("", plain)
    if len(base) < 3 or plain in known_words() or base in known_words() or plain in allowed or base in allowed:
        return True
    if plain.endswith("er") and {plain[:-2], plain[:-1]} & known_words():
        return True  # Who does it: a coater, a rigger's word that no list has.
    return not plain.isascii() or (plain.endswith("n't") and base.removesuffix("n") in known_words())


def _is_code(word: str) -> bool:
    """True for KERNAL, kHz, SaaS: capitals inside a word are a name or a term."""
    return any(char.isupper() for char in word[1:])


def _joined(text: str, match: re.Match[str]) -> bool:
    """True for a part of something that is no plain word: 3rd, x86-based, o.b.i."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return (
        before.isdigit()
        or after.isdigit()
        or (before in ("'", "’", "_") and len(match.group()) < _SHORT)
        or after == "_"
    )


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start]
    return not before.strip() or re.search(r"[.!?:\n]\W{0,3}$", before) is not None


def _maybe_name(plain: str, meant: str) -> bool:
    """True where a capitalised word inside a sentence may be a name rather than its look-alike."""
    return meant[0] != plain[0] or len(plain) < 6


def _one_slip(word: str) -> str | None:
    """The most frequent common word one insertion, deletion, exchange or swap away; never one inflection away."""
    if not _SHORTEST_GUESS <= len(word) <= _LONGEST_GUESS:
        return None
    ranks = common_words()
    near = {edit for edit in _edits(word) if ranks.get(edit, _COMMON_FOR_GUESS) < _COMMON_FOR_GUESS}
    near = {edit for edit in near if len(edit) >= 5 and not _inflected(word, edit)}
    return min(near, key=lambda edit: ranks[edit], default=None)


def _inflected(word: str, edit: str) -> bool:
    return word in (f"{edit}s", f"{edit}d") or edit == f"{word}s" or word[0] != edit[0]


def _edits(word: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        left, right = word[:i], word[i:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
