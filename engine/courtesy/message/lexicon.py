"""Lexicons: the phrases of the message signals as data, read from `rules/lexicons` and from packs.

An entry names its signal, its phrases (or patterns), how sure they are, where they count, and examples
that must and must not hit. Files are checked whole: every problem is a diagnostic with its line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias, TypeGuard

import yaml

from courtesy.diagnostic import Diagnostic, Location, in_order, nearest
from courtesy.kept import Keeping, kept, state_of
from courtesy.message.phrase import Pattern, PhraseError, translate
from courtesy.message.regex_bounds import unbounded
from courtesy.message.signals import SIGNALS
from courtesy.resources import rules_directory

MARKS = ("courtesy", "patience")
"""Internal marks: no signals, but counted against bad tone."""
_SIGNAL_WORDS = (*SIGNALS, *MARKS)
LEVELS = ("sure", "hint")
SCOPES = ("body", "subject", "all", "greeting", "opening", "closing")
NEGATIONS = ("blocks", "ignored")
ENTRY_KEYS = (
    "id", "signal", "phrase", "phrases", "pattern", "patterns", "anchors", "level", "weight", "scope", "channels",
    "negation", "provenance", "hits", "misses",
)  # fmt: skip
FILE_KEYS = ("defaults", "macros", "advice", "entries")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One family of phrases for one signal. `channels` empty means all channels; `weight` counts for hints.

    Entries are compared by identity: a search gathers thousands of them in sets.
    """

    id: str
    signal: str
    patterns: tuple[Pattern, ...]
    level: str = "sure"
    weight: int = 1
    scope: str = "body"
    channels: frozenset[str] = frozenset()
    negation: str = "blocks"
    provenance: str = ""
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """All entries of some lexicon files, and the advice per signal: how to say it better.

    Lexicons are compared by identity, so that what is built from one can be kept.
    """

    entries: tuple[Entry, ...]
    advice: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """A mapping of a file with the lines of its keys."""

    file: str
    values: Mapping[str, Any]
    lines: Mapping[str, tuple[int, int]]

    def problem(self, code: str, message: str, key: str = "", help_text: str | None = None) -> Diagnostic:
        line, column = self.lines.get(key) or next(iter(self.lines.values()), (1, 1))
        where = Location(file=self.file, line=line, column=column)
        return Diagnostic(code=code, message=message, location=where, help=help_text)


def lexicon_files(packs: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """The shipped lexicon files, then those of each pack, sorted by name within a directory."""
    folders = (rules_directory(), *packs)
    return tuple(path for folder in folders for path in sorted((folder / "lexicons").glob("*.yaml")))


def _vocabulary_file(pack: Path) -> Path:
    return pack / "vocabulary.yaml"


@lru_cache(maxsize=16)
def declared_signals(pack: Path) -> tuple[str, ...]:
    """The message signals that a pack's vocabulary names; of a file that cannot be read none (its reader tells why)."""
    try:
        data = yaml.safe_load(_vocabulary_file(pack).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return ()
    messages = data.get("messages") if isinstance(data, dict) else None
    return tuple(map(str, messages)) if isinstance(messages, dict) else ()


Lexicons: TypeAlias = tuple[Lexicon, tuple[Diagnostic, ...]]


@lru_cache(maxsize=8)
def read_lexicons(files: tuple[Path, ...]) -> Lexicons:
    """All entries of the files; macros of one file serve all. A duplicate id is an error.

    Lexicons without a problem are kept between runs: to translate their phrases takes longer than to read a message.
    """
    keeping = Keeping(
        kind="lexicons",
        make=lambda: _read_lexicons(files),
        is_whole=_are_lexicons,
        is_kept=lambda read: not read[1],
    )
    return kept(keeping, (*map(str, files), *_digests(files), *state_of(sorted(Path(__file__).parent.glob("*.py")))))


def _are_lexicons(value: object) -> TypeGuard[Lexicons]:
    match value:
        case (Lexicon(), ()):
            return True
        case _:
            return False


def _digests(files: tuple[Path, ...]) -> Iterator[str]:
    """Of the files, and of the vocabularies beside them, on which the names of signals depend."""
    vocabularies = dict.fromkeys(_vocabulary_file(path.parent.parent) for path in files)
    for path in (*files, *vocabularies):
        try:
            yield hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            yield "unreadable"


def _read_lexicons(files: tuple[Path, ...]) -> Lexicons:
    documents: list[tuple[Path, _Place]] = []
    problems: list[Diagnostic] = []
    for path in files:
        document, found = _document(path)
        problems.extend(found)
        if document is not None:
            documents.append((path, document))
    macros = {name: text for _, doc in documents for name, text in (doc.values.get("macros") or {}).items()}
    entries: dict[str, Entry] = {}
    advice: dict[str, str] = {}
    for _, document in documents:
        advice.update(document.values.get("advice") or {})
        for place in document.values.get("entries") or ():
            entry, found = _entry(place, document.values.get("defaults") or {}, macros)
            problems.extend(found)
            if entry is not None and entry.id in entries:
                problems.append(place.problem("duplicate-lexicon-entry", f"`{entry.id}` is defined twice", "id"))
            elif entry is not None:
                entries[entry.id] = entry
    return Lexicon(entries=tuple(entries.values()), advice=advice), in_order(problems)


def _document(path: Path) -> tuple[_Place | None, list[Diagnostic]]:
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=_LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return None, [_unreadable(path, error)]
    problems: list[Diagnostic] = []
    value = _built(node, str(path), problems, depth=0)
    if not isinstance(value, _Place):
        where = Location(file=str(path))
        return None, [Diagnostic(code="lexicon-shape", message="a lexicon is a mapping with `entries`", location=where)]
    problems.extend(_unknown_keys(value, FILE_KEYS))
    problems.extend(_wrong_shapes(value))
    if problems:
        return None, problems
    values = {key: _plain(item) if key != "entries" else item for key, item in value.values.items()}
    return _Place(value.file, values, value.lines), problems


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _unreadable(path: Path, error: Exception) -> Diagnostic:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    reason = getattr(error, "problem", None) or "it cannot be read as UTF-8 text"
    where = Location(file=str(path), line=line, column=column)
    return Diagnostic(code="lexicon-unreadable", message=f"the lexicon is no valid YAML: {reason}", location=where)


def _built(node: yaml.Node | None, file: str, problems: list[Diagnostic], depth: int) -> Any:
    """Plain data of a node; mappings keep the lines of their keys. Every scalar is text."""
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        lines: dict[str, tuple[int, int]] = {}
        for key, item in node.value:
            name = str(key.value)
            lines.setdefault(name, (key.start_mark.line + 1, key.start_mark.column + 1))
            if name in values:
                where = Location(file=file, line=key.start_mark.line + 1, column=key.start_mark.column + 1)
                problems.append(Diagnostic(code="duplicate-key", message=f"`{name}` stands here twice", location=where))
            values[name] = _built(item, file, problems, depth + 1)
        return _Place(file, values, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_built(item, file, problems, depth + 1) for item in node.value]
    return node.value if isinstance(node, yaml.ScalarNode) else None


def _wrong_shapes(document: _Place) -> Iterator[Diagnostic]:
    for key, item in document.values.items():
        if key in FILE_KEYS and not isinstance(item, list if key == "entries" else _Place):
            shape = "a list" if key == "entries" else "a mapping"
            yield document.problem("lexicon-shape", f"`{key}` must be {shape}", key)


def _plain(value: Any) -> Any:
    return {key: _plain(item) for key, item in value.values.items()} if isinstance(value, _Place) else value


def _unknown_keys(place: _Place, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    for key in place.values:
        if key not in known:
            close = nearest(key, known)
            hint = f"did you mean `{close}`?" if close else f"known keys: {', '.join(known)}"
            yield place.problem("unknown-key", f"`{key}` is not a key of a lexicon", key, hint)


def _entry(
    place: object, defaults: Mapping[str, Any], macros: Mapping[str, str]
) -> tuple[Entry | None, list[Diagnostic]]:
    if not isinstance(place, _Place):
        return None, [Diagnostic(code="lexicon-shape", message=f"an entry of a lexicon is a mapping, not `{place}`")]
    problems = list(_unknown_keys(place, ENTRY_KEYS))
    values = {**defaults, **place.values}
    patterns: list[Pattern] = []
    for key, text in _sources(values):
        try:
            patterns.append(_pattern(key, text, values, macros))
        except PhraseError as error:
            problems.append(place.problem("lexicon-phrase", f"`{text}`: {error}", key))
    problems.extend(_wrong_words(place, values, has_patterns=any(_sources(values))))
    if problems:
        return None, problems
    return _made(values, tuple(patterns)), []


def _sources(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("phrase", "phrases", "pattern", "patterns"):
        yield from ((key, text) for text in _texts(values.get(key)))


def _texts(given: object) -> tuple[str, ...]:
    """One text or a list of texts, as texts."""
    if isinstance(given, str):
        return (given,)
    return tuple(str(item) for item in given) if isinstance(given, list) else ()


def _pattern(key: str, text: str, values: Mapping[str, Any], macros: Mapping[str, str]) -> Pattern:
    if key.startswith("phrase"):
        return translate(text, macros)
    problem = unbounded(text)
    if problem:
        raise PhraseError(problem)
    return Pattern(expression=text, anchors=frozenset(_texts(values.get("anchors"))))


def _wrong_words(place: _Place, values: Mapping[str, Any], *, has_patterns: bool) -> Iterator[Diagnostic]:
    for key in ("id", "signal", "provenance", "hits", "misses"):
        if not values.get(key):
            yield place.problem("lexicon-missing-key", f"the entry has no `{key}`", "id")
    if not str(values.get("weight", 1)).isdecimal():
        yield place.problem(
            "lexicon-word", f"`{values['weight']}` is no weight", "weight", "write a whole number from 0"
        )
    if not has_patterns:
        yield place.problem("lexicon-missing-key", "the entry has neither phrase nor pattern", "id")
    signals = (*_SIGNAL_WORDS, *declared_signals(Path(place.file).parent.parent))
    for key, known in (("signal", signals), ("level", LEVELS), ("scope", SCOPES), ("negation", NEGATIONS)):
        word = values.get(key)
        if word is not None and word not in known:
            close = nearest(str(word), known) or ", ".join(known)
            yield place.problem("lexicon-word", f"`{word}` is no {key}", key, f"did you mean `{close}`?")


def _made(values: Mapping[str, Any], patterns: tuple[Pattern, ...]) -> Entry:
    return Entry(
        id=values["id"],
        signal=values["signal"],
        patterns=patterns,
        level=values.get("level", "sure"),
        weight=int(values.get("weight", 1)),
        scope=values.get("scope", "body"),
        channels=frozenset(_texts(values.get("channels"))),
        negation=values.get("negation", "blocks"),
        provenance=values["provenance"],
        hits=_texts(values["hits"]),
        misses=_texts(values["misses"]),
    )
