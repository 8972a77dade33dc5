"""Phrases found in a laid-out message: every lexicon entry is tried only on sentences that hold its rare words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from courtesy.message.lexicon import Entry, Lexicon
from courtesy.message.phrase import Pattern
from courtesy.message.signals import Span
from courtesy.message.text import Sentence

# INVARIANT: a message costs at most this many searches of one sentence, whatever it contains.
MOST_SEARCHES = 4_000
# … and yields at most this many hits, of one pattern in one sentence at most a few.
MOST_HITS = 600
MOST_REPEATS = 12
_PREFIX = 3
_NEGATED = re.compile(
    r"\b(?:not|never|no|without|neither|nor|hardly|cannot|nothing|nobody|nowhere|far from|rather than|instead of)"
    r"(?:[^\w.!?;:]{1,3}\w{1,20}){0,3}[^\w.!?;:]{0,3}$|n't(?:[^\w.!?;:]{1,3}\w{1,20}){0,3}[^\w.!?;:]{0,3}$"
)

# Letters that folding leaves, and that are `i` and `s` only where case is ignored.
_SMALL_AS = re.compile("[İıſ]")
_ESCAPED = re.compile(r"\\.", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One part of a message with its sentences: `part` subject or body, `name` a scope of lexicons."""

    part: str
    name: str
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry that matched, and where."""

    entry: Entry
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The patterns of a lexicon, and their numbers by the words of which a sentence must hold one."""

    patterns: tuple[tuple[Entry, Pattern], ...]
    by_word: dict[str, list[int]]
    by_prefix: dict[str, list[tuple[str, int]]]
    always: tuple[int, ...]


@lru_cache(maxsize=4)
def index_of(lexicon: Lexicon) -> Index:
    """The index of all patterns of a lexicon."""
    by_word: dict[str, list[int]] = {}
    by_prefix: dict[str, list[tuple[str, int]]] = {}
    always: list[int] = []
    patterns = tuple((entry, pattern) for entry in lexicon.entries for pattern in entry.patterns)
    for number, (_, pattern) in enumerate(patterns):
        if not pattern.anchors or any(len(a) <= _PREFIX and a.endswith("*") for a in pattern.anchors):
            always.append(number)
            continue
        for anchor in pattern.anchors:
            if anchor.endswith("*"):
                by_prefix.setdefault(anchor[:_PREFIX], []).append((anchor[:-1], number))
            else:
                by_word.setdefault(anchor, []).append(number)
    return Index(patterns=patterns, by_word=by_word, by_prefix=by_prefix, always=tuple(always))


def find(index: Index, zones: Iterable[Zone], channel: str) -> tuple[tuple[Hit, ...], bool]:
    """Every hit in the zones by position, and whether the search was cut short by its budget."""
    hits: list[Hit] = []
    left = MOST_SEARCHES
    for zone in zones:
        small = zone.text.isascii() or not _SMALL_AS.search(zone.text)
        for sentence in zone.sentences:
            tried = _candidates(index, sentence.words)
            left -= len(tried)
            if left < 0:
                return tuple(hits), True
            for entry, pattern in tried:
                if _counts(entry, zone.name, channel):
                    hits.extend(
                        islice(_hits(entry, compiled(pattern.expression, small=small), zone, sentence), MOST_REPEATS)
                    )
            if len(hits) > MOST_HITS:
                return tuple(hits), True
    return tuple(hits), False


def _counts(entry: Entry, zone: str, channel: str) -> bool:
    if entry.channels and channel not in entry.channels:
        return False
    if zone == "greeting":
        # A greeting says nothing: only who asks for it searches it.
        return entry.scope == zone
    return entry.scope in (zone, "all") or (entry.scope == "body" and zone in ("opening", "closing"))


def _candidates(index: Index, words: frozenset[str]) -> list[tuple[Entry, Pattern]]:
    found = set(index.always)
    for word in words:
        found.update(index.by_word.get(word, ()))
        found.update(number for stem, number in index.by_prefix.get(word[:_PREFIX], ()) if word.startswith(stem))
    return [index.patterns[number] for number in sorted(found)]


def _hits(entry: Entry, expression: re.Pattern[str], zone: Zone, sentence: Sentence) -> Iterator[Hit]:
    for match in expression.finditer(zone.text, sentence.start, sentence.end):
        if match.end() == match.start():
            continue
        if entry.negation == "blocks" and negated(zone.text, sentence.start, match.start()):
            continue
        yield Hit(entry=entry, span=Span(part=zone.part, start=match.start(), end=match.end(), entry=entry.id))


def negated(text: str, start: int, position: int) -> bool:
    """True where a negation stands within three words before `position`, in the same clause."""
    return _NEGATED.search(text, max(start, position - 70), position) is not None


@cache
def compiled(expression: str, *, small: bool) -> re.Pattern[str]:
    """The expression for a folded text, compiled on first use; `small`: all letters of the text are small ones.

    To ignore case doubles the time that it takes to compile, which is most of the reading of one message.
    """
    capitals = any(map(str.isupper, _ESCAPED.sub("", expression)))
    return re.compile(expression, 0 if small and not capitals else re.IGNORECASE)
