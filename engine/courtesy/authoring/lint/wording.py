"""Lints of a source's sentences: plain, one at a time, in the coach's own words, and exact where a rule is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from courtesy.authoring.lint.inspected import Folder, Written, WrittenCard
from courtesy.diagnostic import Diagnostic
from courtesy.provenance import sentences
from courtesy.rule import CounselCard

LONGEST_SENTENCE = 30
"""The most words of one sentence."""

_COPIED_WORDS = 9
"""A run of so many words in common with the article is a copy."""
_WHOLE_SENTENCE = 5
"""A sentence of so many words is a copy where it stands in the article whole."""

_VAGUE = re.compile(
    r"\b(?:a few|several|a couple of|some) (?:minutes|hours|days|weeks|months|times|business days|working days)\b"
    r"|\b(?:a few|several) (?:and several )?days\b"
    r"|\b(?:too |very |as )?soon\b|\bshortly\b|\bpromptly\b|\ba (?:little |short |long )?while\b|\bsome time\b"
    r"|\bin good time\b|\beventually\b|\btoo (?:many|often|much)\b",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty-four|next|same)"
_EXACT = re.compile(
    rf"\b{_NUMBER}(?: (?:business|working|calendar))? (?:minute|hour|day|week|month|time|word)s?\b", re.IGNORECASE
)
_STUFFY = {
    "utilize": "use",
    "utilise": "use",
    "prior to": "before",
    "subsequent to": "after",
    "commence": "begin",
    "endeavour": "try",
    "endeavor": "try",
    "in order to": "to",
    "with regard to": "about",
    "in the event that": "if",
    "at this point in time": "now",
    "aforementioned": "this",
    "facilitate": "help",
    "leverage": "use",
    "reach out to": "write to",
    "touch base": "write",
    "pursuant to": "under",
    "shall": "must",
}
_STUFFY_WORDS = re.compile(r"\b(?:" + "|".join(map(re.escape, _STUFFY)) + r")\b", re.IGNORECASE)
_MACHINE_WORD = re.compile(r"\b[a-z]+_[a-z_]+\b")
_WORD = re.compile(r"[\w'’-]+")


def spoken(folder: Folder) -> Iterator[Written]:
    """Every sentence that a user of the source can read, but the questions of its readings."""
    for each in folder.cards:
        yield from _card_sentences(each.written)
    for kind in ("parameters", "readings"):
        for name, item in folder.head.data.get(kind, {}).items():
            if "says" in item:
                yield folder.head.at(kind, name, "says")
            for option in item.get("options", ()):
                yield folder.head.at(kind, name, "options", option)


def _card_sentences(written: Written) -> Iterator[Written]:
    card: Mapping[str, Any] = written.data
    yield from (written.at(key) for key in ("says", "counsel", "fix") if isinstance(card.get(key), str))
    for side in ("early", "late"):
        yield from (written.at(side, key) for key in ("says", "fix") if key in card.get(side, {}))
    for place, _ in enumerate(card.get("unless", ())):
        yield from _card_sentences(written.at("unless", place))


# --- form ---------------------------------------------------------------------------------------------------------


def form(folder: Folder) -> Iterator[Diagnostic]:
    """One sentence with a capital and a full stop, not too long."""
    for written in spoken(folder):
        text = written.data
        yield from _form_of(written, text)
        words = len(_WORD.findall(text))
        if words > LONGEST_SENTENCE:
            advice = f"say it in {LONGEST_SENTENCE} words, or make it two cards"
            yield written.remark("long-sentence", f"the sentence has {words} words", advice)


def _form_of(written: Written, text: str) -> Iterator[Diagnostic]:
    if len(sentences(text)) != 1:
        advice = "say one thing; what else is to be said is a card of its own, or a `note`"
        yield written.remark("one-sentence", "this is not one sentence", advice)
    if not text.rstrip().endswith((".", "?", "!")):
        yield written.remark("full-stop", "the sentence does not end with a full stop", "add one")
    first = next((character for character in text if character.isalnum()), "")
    if first.islower():
        yield written.remark("capital", f"the sentence begins with a small `{first}`", f"begin with `{first.upper()}`")


def questions(folder: Folder) -> Iterator[Diagnostic]:
    """The question of a reading is one."""
    for name, item in folder.head.data.get("readings", {}).items():
        if not item["question"].rstrip().endswith("?"):
            yield folder.head.at("readings", name, "question").remark(
                "no-question", "the question does not end with a question mark", "ask what the passage leaves open"
            )


# --- words --------------------------------------------------------------------------------------------------------


def plain_words(folder: Folder) -> Iterator[Diagnostic]:
    """Words that nobody says aloud."""
    for written in spoken(folder):
        text = written.data
        for match in _STUFFY_WORDS.finditer(text):
            yield written.remark(
                "plain-words",
                f"`{match[0]}` is not a plain word",
                f"write `{_STUFFY[match[0].lower()]}`",
                span=match.span(),
            )
        for match in _MACHINE_WORD.finditer(text):
            advice = f"write `{match[0].replace('_', ' ')}`, or what a reader would call it"
            yield written.remark(
                "plain-words", f"`{match[0]}` is a word of the rule language", advice, span=match.span()
            )


def vague_words(folder: Folder) -> Iterator[Diagnostic]:
    """Vague words in a card whose meaning rests on no parameter and no reading."""
    for each in folder.cards:
        if isinstance(each.card, CounselCard) or _is_exact(each, folder):
            continue
        for written in _card_sentences(each.written):
            match = _VAGUE.search(written.data)
            if match and written.path[-1] == "says" and not _EXACT.search(written.data):
                yield written.remark(
                    "vague-words",
                    f"`{match[0]}` is vague, and no parameter makes it a number",
                    "declare a parameter in source.yaml and use it in the card's times or counts",
                    span=match.span(),
                )


def _is_exact(each: WrittenCard, folder: Folder) -> bool:
    """The card counts under a reading, or one of its times or counts is a parameter."""
    if each.card.reading:
        return True
    names = folder.source.parameters
    return any(_names_parameter(value, names) for key, value in each.card.surface.items() if key not in _PROSE)


_PROSE = ("id", "says", "fix", "counsel", "cite", "note", "examples", "early", "late")


def _names_parameter(value: Any, names: Mapping[str, object]) -> bool:
    match value:
        case str():
            return value in names or any(value.startswith((f"{name} after ", f"{name} before ")) for name in names)
        case dict():
            return any(_names_parameter(item, names) for item in value.values())
        case list():
            return any(_names_parameter(item, names) for item in value)
        case _:
            return False


def duplicate_says(folder: Folder) -> Iterator[Diagnostic]:
    """Two cards with one sentence: who reads a finding cannot tell them apart. Cards of one reading's options may."""
    first: dict[str, WrittenCard] = {}
    for each in folder.cards:
        said = " ".join(each.card.says.casefold().split())
        other = first.setdefault(said, each)
        if other is not each and not _alternatives(each, other):
            key = "counsel" if isinstance(each.card, CounselCard) else "says"
            yield each.written.at(key).remark(
                "duplicate-says",
                f"the card `{other.name}` says the same sentence",
                "say in which case each of them speaks, or make them one card",
            )


def _alternatives(each: WrittenCard, other: WrittenCard) -> bool:
    """Under no choice of readings both cards count."""
    return any(
        not set(options) & set(other.card.reading[name])
        for name, options in each.card.reading.items()
        if name in other.card.reading
    )


# --- copies -------------------------------------------------------------------------------------------------------


def copied_words(folder: Folder) -> Iterator[Diagnostic]:
    """Runs of words that stand in the article as they are."""
    if folder.text is None:
        return
    article = [_words(sentence.text) for sentence in folder.text.values()]
    whole = {tuple(words) for words in article if _WHOLE_SENTENCE <= len(words) < _COPIED_WORDS}
    runs = {tuple(words[start : start + _COPIED_WORDS]) for words in article for start in range(len(words))}
    for written in spoken(folder):
        words = _words(written.data)
        copied = next((run for run in _runs(words) if run in runs), None) or (
            tuple(words) if tuple(words) in whole else None
        )
        if copied:
            yield written.remark(
                "copied-words",
                f"`{' '.join(copied)}` stands in the article so",
                "say it in your own words: a rulebook paraphrases and cites",
            )


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + _COPIED_WORDS]) for start in range(len(words) - _COPIED_WORDS + 1))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
