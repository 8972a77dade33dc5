"""Formatting rule files: the text in its one form, and the files that change."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from courtesy.authoring.format.key_order import order_keys
from courtesy.authoring.format.tree import settle, tree_of
from courtesy.authoring.format.writing import written
from courtesy.diagnostic import Diagnostic, has_errors
from courtesy.frozen import dataclass
from courtesy.keeping.replacement import Snapshot, replace_file, take_snapshot
from courtesy.loading.rule_files import PASSAGES_FILE, SOURCE_FILE
from courtesy.loading.text_file import FILE_LIMIT, decode, split_lines
from courtesy.loading.yaml_reader import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """A file as it was read, its text, and the text in its one form."""

    snapshot: Snapshot
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """True where the file is not in its one form yet."""
        return self.snapshot.data != self.after.encode()

    def difference(self) -> Iterator[str]:
        """The lines of a unified diff."""
        name = self.snapshot.path.as_posix()
        return difflib.unified_diff(
            self.before.splitlines(keepends=True), self.after.splitlines(keepends=True), name, f"{name} (formatted)"
        )


def rule_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are formatted: those named, and of a directory the sources in it with their tests."""
    for path in paths:
        if path.is_dir():
            yield from (file for file in sorted(path.rglob("*.yaml")) if _is_of_a_source(file))
        else:
            yield path


def _is_of_a_source(file: Path) -> bool:
    folder = file.parent.parent if file.parent.name == "tests" else file.parent
    return (folder / SOURCE_FILE).is_file()


def format_file(path: Path) -> tuple[Formatted | None, tuple[Diagnostic, ...]]:
    """A file and its one form; None, and why, where it cannot be read strictly (such a file is never touched)."""
    snapshot, problems = take_snapshot(path, FILE_LIMIT)
    if snapshot is None:
        return None, problems
    text, problems = decode(snapshot.data, str(path))
    if text is None:
        return None, problems
    after, problems = formatted(text, path)
    return (None if after is None else Formatted(snapshot=snapshot, before=text, after=after)), problems


def formatted(text: str, path: Path) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The one form of a text; `path` tells which kind of file it is, and names it in diagnostics."""
    document, problems = read_text(text, str(path))
    if document is None or has_errors(problems):
        return None, problems
    tree = tree_of("\n".join(split_lines(text)))
    order_keys(tree.root, path)
    settle(tree.root)
    after = written(tree, spread=_is_spread(path))
    again, _ = read_text(after, str(path))
    # INVARIANT: formatting changes no value; a file in which it would is a bug, and stays as it is.
    assert again is not None, "what was written can be read"
    assert again.data == document.data, "and says the same"
    return after, ()


def _is_spread(path: Path) -> bool:
    """Cards and tests stand apart from each other; passages do not."""
    return path.name not in {SOURCE_FILE, PASSAGES_FILE, "vocabulary.yaml"}


def write_formatted(result: Formatted) -> tuple[Diagnostic, ...]:
    """Put the one form in the file's place, at once or not at all."""
    return replace_file(result.snapshot, result.after.encode())
