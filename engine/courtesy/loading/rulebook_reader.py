"""The files of a rulebook to one value, or every problem of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path as FilePath
from typing import Any

from courtesy.diagnostic import Diagnostic, Location, Severity, has_errors, in_order
from courtesy.frozen import dataclass
from courtesy.loading.cards import card_names, card_remarks, read_cards
from courtesy.loading.document import Document
from courtesy.loading.profile_reader import read_profiles
from courtesy.loading.rule_files import PASSAGES_FILE, SOURCE_FILE, brings_lexicons, source_folders, topic_files
from courtesy.loading.rule_shapes import rule_grammar
from courtesy.loading.scope import Scope
from courtesy.loading.shape import Grammar
from courtesy.loading.sharing import Sharing
from courtesy.loading.source_reader import read_passages, read_source
from courtesy.loading.source_shapes import passages_grammar, source_grammar
from courtesy.loading.vocabulary_reader import read_vocabulary
from courtesy.loading.yaml_reader import survey_yaml
from courtesy.rule import AnyCard, Parameter, Reading, Rulebook, Source
from courtesy.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammars:
    """The shapes of the files, made once."""

    rules: Grammar
    source: Grammar
    passages: Grammar


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """What was read so far."""

    vocabulary: Vocabulary
    grammars: _Grammars
    sources: list[Source] = field(default_factory=list)
    cards: dict[str, AnyCard] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    sharing: Sharing = field(default_factory=Sharing)


def read_rulebook(directories: Sequence[FilePath], digest: str) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    """The rulebook of these directories; `digest` is what it goes by."""
    vocabulary, problems = read_vocabulary(directories)
    grammars = _Grammars(
        rules=rule_grammar(vocabulary),
        source=source_grammar(vocabulary),
        passages=passages_grammar(),
    )
    gathered = _Gathered(vocabulary=vocabulary, grammars=grammars, problems=list(problems))
    for directory in directories:
        for folder in source_folders(directory):
            _read_source_folder(folder, gathered)
    profiles, problems = read_profiles(directories, gathered.sources)
    gathered.problems += problems
    book = Rulebook(
        sources=tuple(gathered.sources),
        cards=gathered.cards,
        digest=digest,
        vocabulary=vocabulary,
        profiles=profiles,
        lexicons=tuple(str(each) for each in directories if brings_lexicons(each)),
    )
    found = in_order(gathered.problems)
    return (None if has_errors(found) else book), found


# --- one source ---------------------------------------------------------------------------------------------------


def _read_source_folder(folder: FilePath, gathered: _Gathered) -> None:
    document, source = _read_source_file(folder, gathered)
    if source is None or document is None:
        _read_topics(folder, _scope(folder.name, None, document, gathered), gathered)
        return
    twin = next((other for other in gathered.sources if other.id == source.id), None)
    if twin is not None:
        gathered.problems.append(_twin_source(source, twin, document))
        return
    scope = _scope(source.id, source, document, gathered)
    topics = _read_topics(folder, scope, gathered)
    _add_unused(source, scope, document, gathered)
    gathered.sources.append(_with_passages(folder, source, topics, gathered))


def _read_source_file(folder: FilePath, gathered: _Gathered) -> tuple[Document | None, Source | None]:
    path = folder / SOURCE_FILE
    if not path.exists():
        gathered.problems.append(
            Diagnostic(
                code="missing-file",
                message=f"`{path}` does not exist",
                help="every folder of a rules directory is a source, and needs this file",
            )
        )
        return None, None
    document, problems = survey_yaml(path)
    gathered.problems += problems
    if document is None:
        return None, None
    source, problems = read_source(document, folder.name, gathered.vocabulary, gathered.grammars.source)
    gathered.problems += problems
    return document, source


def _scope(name: str, source: Source | None, document: Document | None, gathered: _Gathered) -> Scope:
    """The names of a source; those that it declares in a way that cannot be read are known as broken."""
    if source is None:
        return Scope(source=name, vocabulary=gathered.vocabulary, broken=None)
    sections = (
        ("parameters", source.parameters),
        ("readings", source.readings),
        ("anchors", source.anchors),
    )
    written: dict[str, Any] = document.data if document else {}
    return Scope(
        source=name,
        vocabulary=gathered.vocabulary,
        parameters=source.parameters,
        readings=source.readings,
        anchors=source.anchors,
        broken=frozenset(key for section, known in sections for key in written.get(section) or () if key not in known),
    )


def _twin_source(source: Source, twin: Source, document: Document) -> Diagnostic:
    return Diagnostic(
        code="duplicate-id",
        message=f"there is a source `{source.id}` already",
        location=source.location,
        help=f"it stands in {twin.location.file}; a pack adds sources, it never replaces one",
        excerpt=document.line(source.location),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topics:
    """The cards of a source, and the names of all that its files hold (None: a file could not be read)."""

    cards: tuple[AnyCard, ...]
    names: frozenset[str] | None


def _read_topics(folder: FilePath, scope: Scope, gathered: _Gathered) -> _Topics:
    cards: list[AnyCard] = []
    names: frozenset[str] | None = frozenset()
    for path in topic_files(folder):
        document, problems = survey_yaml(path)
        gathered.problems += problems
        if document is None:
            names = None
            continue
        names = None if names is None else names | card_names(document)
        read, problems = read_cards(document, scope, gathered.grammars.rules)
        gathered.problems += problems
        found = [replace(card, clauses=gathered.sharing.clauses(card.clauses)) for card in read]
        for card in found:
            _add_card(card, document, gathered, clean=not has_errors(problems))
        cards += found
    return _Topics(cards=tuple(cards), names=names)


def _add_card(card: AnyCard, document: Document, gathered: _Gathered, *, clean: bool) -> None:
    first = gathered.cards.setdefault(card.id, card)
    if first is not card:
        gathered.problems.append(
            Diagnostic(
                code="duplicate-id",
                message=f"there is a card `{card.id}` already",
                location=card.location,
                help=f"it stands at {first.location}; give this one another id",
                excerpt=document.line(card.location),
            )
        )
    elif clean:
        gathered.problems += card_remarks(card, document)


def _add_unused(source: Source, scope: Scope, document: Document, gathered: _Gathered) -> None:
    """A name that no card uses is a slip, or left over; while there are errors nobody can tell."""
    if has_errors(gathered.problems):
        return
    named: dict[str, Mapping[str, Parameter | Reading]] = {
        "parameter": source.parameters,
        "reading": source.readings,
    }
    for kind, things in named.items():
        for name, thing in things.items():
            if (kind, name) not in scope.used:
                gathered.problems.append(_unused(kind, name, thing.location, document))


def _unused(kind: str, name: str, location: Location, document: Document) -> Diagnostic:
    return Diagnostic(
        code=f"unused-{kind}",
        message=f"no card uses the {kind} `{name}`",
        location=location,
        help="use it, or delete it",
        severity=Severity.WARNING,
        excerpt=document.line(location),
    )


def _with_passages(folder: FilePath, source: Source, topics: _Topics, gathered: _Gathered) -> Source:
    path = folder / PASSAGES_FILE
    if not path.exists():
        return source
    document, problems = survey_yaml(path)
    gathered.problems += problems
    if document is None:
        return source
    passages, problems = read_passages(document, source, topics.cards, topics.names, gathered.grammars.passages)
    gathered.problems += problems
    return replace(source, passages=passages)
