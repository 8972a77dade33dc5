"""The rulebook to be read: every source with its cards in words, the tests that name them, and their conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from courtesy.audit.values import Conflict, Conflicts
from courtesy.authoring.card_words import CardWords, card_words
from courtesy.authoring.checked_cards import checked_cards, scope_of
from courtesy.authoring.lint.inspected import Folder, inspected
from courtesy.authoring.situations import read_expectations
from courtesy.frozen import dataclass
from courtesy.loading.rule_files import source_folders
from courtesy.rule import AnyCard, Rulebook, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A conflict as one of its cards sees it: the other rule, on which act, how hard, and on which side this one is."""

    other: str
    act: str
    grade: str
    favours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCard:
    """A card, in words, with the names of the tests that name it."""

    card: AnyCard
    words: CardWords
    tests: tuple[str, ...]
    clashes: tuple[Clash, ...]

    @property
    def anchor(self) -> str:
        """Its place on a page: letters, digits and `-`."""
        return self.card.id.replace("/", "--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The cards of one file, under its name."""

    name: str
    cards: tuple[ToldCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSource:
    """A source and its topics."""

    source: Source
    topics: tuple[Topic, ...]

    @property
    def cards(self) -> int:
        """How many cards it has."""
        return sum(len(topic.cards) for topic in self.topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documentation:
    """All that is told. `undecided` counts the questions of the audit that nobody could answer.

    None where no audit was made, so that no conflict is not mistaken for peace.
    """

    rulebook: Rulebook
    sources: tuple[ToldSource, ...]
    undecided: int | None = None

    @property
    def audit_words(self) -> str:
        """What the conflicts that are told rest on, in one sentence."""
        if self.undecided is None:
            return "Conflicts between the sources were not asked for."
        if self.undecided == 0:
            return "Conflicts are those under the default readings, all of them."
        return f"Conflicts are those under the default readings; {self.undecided} pairs of rules could not be decided."


def document_rulebook(book: Rulebook, directories: Iterable[Path], audit: Conflicts | None = None) -> Documentation:
    """Everything about the sources in these directories, with what an audit found (None: none was made)."""
    clashes = _clashes((*audit.conflicts, *audit.within)) if audit else {}
    folders = [inspected(path, book, {}) for directory in directories for path in source_folders(directory)]
    return Documentation(
        rulebook=book,
        sources=tuple(_source(folder, clashes) for folder in folders if folder is not None),
        undecided=None if audit is None else len(audit.not_analysed),
    )


def _source(folder: Folder, clashes: Mapping[str, Sequence[Clash]]) -> ToldSource:
    data, scope = checked_cards(folder), scope_of(folder.source, folder.book)
    tests = _tests(folder)
    topics: dict[str, list[ToldCard]] = defaultdict(list)
    for each in folder.cards:
        card = each.card
        told = ToldCard(
            card=card,
            words=card_words(card, data[card.id], scope),
            tests=tuple(tests[card.id]),
            clashes=tuple(clashes.get(card.id, ())),
        )
        topics[Path(card.location.file).stem].append(told)
    return ToldSource(
        source=folder.source,
        topics=tuple(Topic(name=name, cards=tuple(cards)) for name, cards in topics.items()),
    )


def _tests(folder: Folder) -> dict[str, list[str]]:
    """The names of the tests that want a rule to decide, or to be silent."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in folder.tests:
        for expectation in read_expectations(path, folder.book)[0]:
            for rule in expectation.rules:
                found[rule].append(expectation.name)
            for rule in expectation.silent_rules:
                found[rule].append(f"{expectation.name} (silent)")
    return found


def _clashes(conflicts: Iterable[Conflict]) -> dict[str, list[Clash]]:
    found: dict[str, list[Clash]] = defaultdict(list)
    for conflict in conflicts:
        one, other = conflict.favours.rule, conflict.opposes.rule
        for rule, against, favours in ((one, other, True), (other, one, False)):
            clash = Clash(other=against, act=conflict.act, grade=conflict.grade.value, favours=favours)
            if clash not in found[rule]:
                found[rule].append(clash)
    return found
