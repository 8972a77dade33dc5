"""The index of a document: every sentence with its number and digest, as the `passages.yaml` of a source.

An index made anew keeps what was decided: a sentence is known by its digest, so it is found again under another number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from courtesy.authoring.passages import DOCUMENT_LIMIT
from courtesy.diagnostic import Diagnostic, Location
from courtesy.frozen import dataclass
from courtesy.loading.source_reader import UNREAD
from courtesy.provenance import Sentence, document_digest, sentences
from courtesy.rule import Passage

SCHEMA_LINE = "# yaml-language-server: $schema={schemas}/passages.schema.json"
WIDTH = 120
"""The longest line of an account, in characters; longer entries stand in several lines."""

_LOOKS_LIKE_NUMBER = re.compile(r"[0-9]+(?:e[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document that was read: its file's name, its digest, and its sentences in order."""

    name: str
    digest: str
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the account. `kept` are its comment lines; neither rules nor a reason: nobody has decided yet."""

    sentence: Sentence
    rules: tuple[str, ...] = ()
    excluded: str | None = None
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The account made anew, what of the old one is gone, and what stands under another number now."""

    entries: tuple[Entry, ...]
    gone: tuple[Passage, ...] = ()
    moved: tuple[tuple[Passage, Sentence], ...] = ()

    @property
    def undecided(self) -> int:
        """How many sentences are neither encoded nor excluded."""
        return sum(not entry.rules and entry.excluded in (None, UNREAD) for entry in self.entries)


def read_article(path: Path) -> tuple[Article | None, tuple[Diagnostic, ...]]:
    """The sentences of a plain text in UTF-8, or why there are none."""
    try:
        if path.stat().st_size > DOCUMENT_LIMIT:
            return None, (_unusable(path, "is larger than 4 MiB", "give the text of the article alone"),)
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "not a file").lower()
        return None, (_unusable(path, f"cannot be read: {reason}", "name the article's text as a file"),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, (_unusable(path, f"is no UTF-8 text (line {line})", "save the article as plain text in UTF-8"),)
    found = sentences(text)
    if not found:
        return None, (_unusable(path, "holds no sentence", "save the article as plain text in UTF-8"),)
    return Article(name=path.name, digest=document_digest(data), text=text, sentences=found), ()


def _unusable(path: Path, what: str, advice: str) -> Diagnostic:
    return Diagnostic(
        code="unusable-document", message=f"`{path}` {what}", help=advice, location=Location(file=str(path))
    )


def index(
    article: Article, old: Iterable[Passage] = (), comments: Mapping[int, tuple[str, ...]] | None = None
) -> Index:
    """The account of an article; `old` is the one before, `comments` its comment lines by the line they stand above."""
    waiting: dict[str, list[Passage]] = defaultdict(list)
    for passage in old:
        waiting[passage.digest].append(passage)
    entries, moved = [], []
    for sentence in article.sentences:
        before = _taken(waiting[sentence.digest], sentence)
        if before is None:
            entries.append(Entry(sentence=sentence))
            continue
        entries.append(
            Entry(
                sentence=sentence,
                rules=before.rules,
                excluded=before.excluded,
                comments=(comments or {}).get(before.location.line, ()),
            )
        )
        if (before.paragraph, before.sentence) != (sentence.paragraph, sentence.sentence):
            moved.append((before, sentence))
    gone = tuple(passage for passages in waiting.values() for passage in passages)
    return Index(entries=tuple(entries), gone=gone, moved=tuple(moved))


def _taken(candidates: list[Passage], sentence: Sentence) -> Passage | None:
    """The old entry of this sentence, taken out: the one under the same number, else the first."""
    if not candidates:
        return None
    same = [item for item in candidates if (item.paragraph, item.sentence) == (sentence.paragraph, sentence.sentence)]
    chosen = (same or candidates)[0]
    candidates.remove(chosen)
    return chosen


def comments_above(text: str) -> dict[int, tuple[str, ...]]:
    """The comment lines of an account by the number of the line that they stand above; the head line is left out."""
    found: dict[int, tuple[str, ...]] = {}
    block: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") and not line.startswith("# yaml-language-server:"):
            block.append(line.rstrip())
        elif line.strip():
            if block:
                found[number] = tuple(block)
            block = []
    return found


# --- as text ------------------------------------------------------------------------------------------------------


def index_lines(made: Index, schemas: str = "../../schemas") -> Iterator[str]:
    """The lines of `passages.yaml`. `schemas` is where an editor finds the JSON Schemas."""
    yield SCHEMA_LINE.format(schemas=schemas)
    yield "passages:"
    for entry in made.entries:
        yield from entry.comments
        yield from _entry_lines(entry)


def _entry_lines(entry: Entry) -> Iterator[str]:
    sentence, digest = entry.sentence, shown_digest(entry.sentence)
    line = f"  - {{{passage_place(sentence)}, {_decision(entry)}}}"
    if len(line) <= WIDTH or not entry.rules:
        yield line
        return
    yield f"  - paragraph: {sentence.paragraph}"
    yield f"    sentence: {sentence.sentence}"
    yield f"    digest: {digest}"
    yield "    rules:"
    yield from (f"      - {rule}" for rule in entry.rules)


def passage_place(sentence: Sentence) -> str:
    """`paragraph: 7, sentence: 1, digest: 0a1b2c3d4e5f`."""
    return f"paragraph: {sentence.paragraph}, sentence: {sentence.sentence}, digest: {shown_digest(sentence)}"


def shown_digest(sentence: Sentence) -> str:
    """The digest; one that YAML could read as a number is quoted."""
    digest = sentence.digest
    return f'"{digest}"' if _LOOKS_LIKE_NUMBER.fullmatch(digest) else digest


def _decision(entry: Entry) -> str:
    if entry.rules:
        return f"rules: [{', '.join(entry.rules)}]"
    reason = entry.excluded or UNREAD
    return f'excluded: "{reason}"' if ":" in reason or "," in reason else f"excluded: {reason}"
