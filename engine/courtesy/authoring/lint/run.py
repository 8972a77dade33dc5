"""Linting directories of rules: what the loader says, what the lints say, and what was silenced."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath

from courtesy.authoring.examples import stage
from courtesy.authoring.lint import account, conditions, helping, plain_values, wording
from courtesy.authoring.lint.inspected import Folder, inspected
from courtesy.authoring.lint.silencing import Sifted, Silencing, sift
from courtesy.authoring.passages import find_documents
from courtesy.authoring.situations import read_expectations
from courtesy.diagnostic import Diagnostic, has_errors, in_order
from courtesy.frozen import dataclass
from courtesy.loading.document import Document
from courtesy.loading.rule_files import SOURCE_FILE, source_folders
from courtesy.loading.rulebook import load_rulebook
from courtesy.loading.yaml_reader import read_yaml
from courtesy.provenance import Sentence, sentences
from courtesy.rule import Rulebook

CHECKS: tuple[Callable[[Folder], Iterator[Diagnostic]], ...] = (
    conditions.dead_parts,
    conditions.contradictory_cards,
    conditions.empty_demands,
    conditions.duplicate_cards,
    conditions.silent_outside,
    wording.form,
    wording.questions,
    wording.plain_words,
    wording.vague_words,
    wording.duplicate_says,
    wording.copied_words,
    helping.missing_fix,
    helping.missing_examples,
    helping.missing_tests,
    helping.unused_anchors,
    helping.missing_cites,
    account.no_passages,
    account.uncited_rules,
    account.missing_passages,
    account.placeholder_digests,
    account.false_citations,
    account.unlisted_passages,
    plain_values.unquoted_values,
)
"""Every check. What the loader warns of (`never-speaks`, `unused-parameter`, `unused-reading`) is a lint, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintReport:
    """What was found, in order of position. `usable` is false where the rules do not load; then only errors are told.

    `sources` and `cards` tell how much was looked at, `silenced` what was found and allowed.
    """

    usable: bool
    found: tuple[Diagnostic, ...]
    silenced: tuple[tuple[Diagnostic, Silencing], ...] = ()
    sources: tuple[str, ...] = ()
    cards: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be linted: the rules directory that is loaded, and the part of it that is told about."""

    directory: FilePath
    part: FilePath


def target_of(path: FilePath) -> Target:
    """The rules directory of a path: a directory of rules itself, or the folder or a file of one source in it."""
    for folder in (path, *path.parents):
        if (folder / SOURCE_FILE).is_file():
            return Target(directory=folder.parent, part=path)
    return Target(directory=path if path.is_dir() else path.parent, part=path)


def lint(directories: Sequence[FilePath], targets: Sequence[Target], documents: FilePath | None = None) -> LintReport:
    """Load the rules of `directories`, and lint what the targets name. `documents` holds the articles themselves."""
    book, problems = load_rulebook(directories)
    if book is None:
        errors = tuple(problem for problem in problems if has_errors([problem]))
        return LintReport(usable=False, found=errors)
    folders = tuple(_folders(book, targets, _articles(documents)))
    errors = in_order(problem for folder in folders for problem in _beside(book, folder))
    if has_errors(errors):
        return LintReport(usable=False, found=errors)
    found = [*problems, *errors, *(problem for folder in folders for check in CHECKS for problem in check(folder))]
    sifted = _sifted(found, folders, targets)
    return LintReport(
        usable=True,
        found=in_order(sifted.left),
        silenced=sifted.silenced,
        sources=tuple(folder.source.id for folder in folders),
        cards=sum(len(folder.cards) for folder in folders),
    )


def _folders(
    book: Rulebook, targets: Iterable[Target], articles: Mapping[str, Mapping[tuple[int, int], Sentence]]
) -> Iterator[Folder]:
    seen = set()
    for target in targets:
        for path in source_folders(target.directory):
            inside = _is_in(str(path), target.part) or _is_in(str(target.part), path)
            folder = inspected(path, book, articles) if inside and path.resolve() not in seen else None
            if folder is not None:
                seen.add(path.resolve())
                yield folder


def _articles(documents: FilePath | None) -> dict[str, dict[tuple[int, int], Sentence]]:
    if documents is None:
        return {}
    return {
        digest: {
            (each.paragraph, each.sentence): each
            for each in sentences(path.read_text(encoding="utf-8", errors="replace"))
        }
        for digest, path in find_documents(documents).items()
    }


def _beside(book: Rulebook, folder: Folder) -> Iterator[Diagnostic]:
    """What is wrong with examples and tests, which the loader of the rulebook does not read."""
    for each in folder.cards:
        for example in each.card.examples:
            yield from stage(book, each.card, example)[1]
    for path in folder.tests:
        yield from read_expectations(path, book)[1]


def _sifted(found: Iterable[Diagnostic], folders: Iterable[Folder], targets: Sequence[Target]) -> Sifted:
    documents: list[Document] = [document for folder in folders for document in folder.documents]
    documents += [document for folder in folders for path in folder.tests if (document := read_yaml(path)[0])]
    sifted = sift(dict.fromkeys(found), documents)
    return Sifted(
        left=tuple(problem for problem in sifted.left if _is_meant(problem, targets)), silenced=sifted.silenced
    )


def _is_meant(problem: Diagnostic, targets: Sequence[Target]) -> bool:
    place = problem.location
    return place is None or any(_is_in(place.file, target.part) for target in targets)


def _is_in(file: str, part: FilePath) -> bool:
    return os.path.commonpath([os.path.realpath(file), os.path.realpath(part)]) == os.path.realpath(part)
