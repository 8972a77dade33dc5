"""What the lints look at: the sources of a directory as values, beside the files as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path as FilePath
from typing import Any

from courtesy.authoring.lint.lints import LINTS
from courtesy.diagnostic import Diagnostic
from courtesy.frozen import dataclass
from courtesy.loading.document import Document, Path
from courtesy.loading.problems import Problems
from courtesy.loading.rule_files import PASSAGES_FILE, SOURCE_FILE, topic_files
from courtesy.loading.yaml_reader import read_yaml
from courtesy.provenance import Sentence
from courtesy.rule import AnyCard, Rulebook, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A part of a file: the value at `path` of a document."""

    document: Document
    path: Path = ()

    @property
    def data(self) -> Any:
        """The value itself."""
        value = self.document.data
        for part in self.path:
            value = value[part]
        return value

    def at(self, *path: str | int) -> Written:
        """A part of this part."""
        return Written(document=self.document, path=(*self.path, *path))

    def remark(
        self,
        code: str,
        message: str,
        advice: str,
        *,
        on_key: bool = False,
        span: tuple[int, int] | None = None,
    ) -> Diagnostic:
        """What a lint has to say of this place, with the lint's severity."""
        problems = Problems(document=self.document)
        problems.add(code, message, self.path, advice=advice, on_key=on_key, span=span, severity=LINTS[code].severity)
        return problems.found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCard:
    """A card and the place where it is written."""

    card: AnyCard
    written: Written

    @property
    def name(self) -> str:
        """The id without the source."""
        return self.card.id.partition("/")[2]

    @property
    def head(self) -> Written:
        """Where a lint about the whole card is told: its id."""
        return self.written.at("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One source: its values and its files. `text` is the article by paragraph and sentence (None: not at hand)."""

    path: FilePath
    book: Rulebook
    source: Source
    cards: tuple[WrittenCard, ...]
    head: Written
    account: Written | None
    tests: tuple[FilePath, ...]
    text: Mapping[tuple[int, int], Sentence] | None = None
    documents: tuple[Document, ...] = field(default=())


def inspected(
    path: FilePath, book: Rulebook, articles: Mapping[str, Mapping[tuple[int, int], Sentence]]
) -> Folder | None:
    """A source's folder, read again for the places of its parts; None where the rulebook has no such source.

    `articles` holds the sentences of the documents at hand by the digest of the document.
    """
    source = book.source(path.name)
    if source is None:
        return None
    head, account = _written(path / SOURCE_FILE), _written(path / PASSAGES_FILE)
    if head is None:
        return None
    topics = [written for file in topic_files(path) if (written := _written(file)) is not None]
    files = [head, *topics, *([account] if account else [])]
    return Folder(
        path=path,
        book=book,
        source=source,
        cards=tuple(card for topic in topics for card in _cards(topic, book, source)),
        head=head,
        account=account,
        tests=tuple(sorted(path.glob("tests/*.yaml"))),
        text=articles.get(source.digest),
        documents=tuple(file.document for file in files),
    )


def _written(path: FilePath) -> Written | None:
    document = read_yaml(path)[0] if path.is_file() else None
    return None if document is None else Written(document=document)


def _cards(topic: Written, book: Rulebook, source: Source) -> Iterator[WrittenCard]:
    for place, item in enumerate(topic.data or ()):
        card = book.cards.get(f"{source.id}/{item['id']}")
        if card is not None and card.location.file == topic.document.file:
            yield WrittenCard(card=card, written=topic.at(place))
