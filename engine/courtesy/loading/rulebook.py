"""The rulebook: where its directories lie, and what they hold."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.machinery import PathFinder
from pathlib import Path as FilePath

from courtesy.diagnostic import Diagnostic, in_order
from courtesy.loading.rule_files import (
    NOT_SOURCES,
    PASSAGES_FILE,
    SOURCE_FILE,
    VOCABULARY_FILE,
    rulebook_digest,
    rulebook_files,
    source_folders,
    topic_files,
)
from courtesy.loading.rulebook_cache import through_cache
from courtesy.resources import rules_directory
from courtesy.rule import Rulebook

__all__ = [
    "NOT_SOURCES",
    "PASSAGES_FILE",
    "SOURCE_FILE",
    "VOCABULARY_FILE",
    "find_rule_directories",
    "load_rulebook",
    "rulebook_digest",
    "rulebook_files",
    "source_folders",
    "topic_files",
]

ENVIRONMENT = "COURTESY_RULES"
ENTRY_POINTS = "courtesy.rules"


def load_rulebook(
    directories: Sequence[FilePath],
) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    """The rulebook of these directories, the shipped one first; None where any of their files has an error."""
    problems = [_no_directory(directory) for directory in directories if not _is_readable(directory)]
    if problems:
        return None, in_order(problems)
    digest = rulebook_digest(directories)
    if directories and directories[0] == rules_directory():
        return through_cache(digest, directories, lambda: _load(directories, digest))
    return _load(directories, digest)


def _is_readable(directory: FilePath) -> bool:
    return directory.is_dir() and os.access(directory, os.R_OK | os.X_OK)


def _load(directories: Sequence[FilePath], digest: str) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    from courtesy.loading.rulebook_reader import read_rulebook  # noqa: PLC0415  not needed with a cache

    return read_rulebook(directories, digest)


# --- where rules come from ----------------------------------------------------------------------------------------


def find_rule_directories(
    extra: Sequence[FilePath] = (),
    environment: Mapping[str, str] | None = None,
) -> tuple[tuple[FilePath, ...], tuple[Diagnostic, ...]]:
    """The shipped rules, then packs: installed ones, those of `COURTESY_RULES` (joined as in `PATH`), and `extra`."""
    variables = os.environ if environment is None else environment
    named = [FilePath(part) for part in variables.get(ENVIRONMENT, "").split(os.pathsep) if part]
    installed, problems = _installed_packs()
    found = {rules_directory().resolve(): rules_directory()}
    for directory in [*installed, *named, *extra]:
        if directory.is_dir():
            found.setdefault(directory.resolve(), directory)
        else:
            problems = (*problems, _no_directory(directory))
    return tuple(found.values()), in_order(problems)


def _no_directory(directory: FilePath) -> Diagnostic:
    what = "is not a directory" if directory.exists() else "does not exist"
    if directory.is_dir():
        what = "may not be read"
    return Diagnostic(
        code="missing-rules",
        message=f"the directory of rules `{directory}` {what}",
        help=f"check `--rules` and the variable {ENVIRONMENT}",
    )


def _installed_packs() -> tuple[tuple[FilePath, ...], tuple[Diagnostic, ...]]:
    """The directories that installed packages offer: an entry point names the package that holds the files."""
    if not _may_hold_packs(sys.path):
        return (), ()
    from importlib.metadata import entry_points  # noqa: PLC0415  takes longer than to load the rulebook

    directories, problems = [], list[Diagnostic]()
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name):
        directory = _package_directory(entry.value)
        if directory is None:
            problems.append(
                Diagnostic(
                    code="missing-rules",
                    message=f"the installed pack `{entry.name}` names `{entry.value}`, and there is no such package",
                    help="install the pack again, or remove it",
                )
            )
        else:
            directories.append(directory)
    return tuple(directories), tuple(problems)


def _may_hold_packs(paths: Iterable[str]) -> bool:
    """False where surely no installed package names our group, as nearly always; it is told without importlib.metadata."""
    finders = [each for each in sys.meta_path if hasattr(each, "find_distributions")]
    return finders != [PathFinder] or any(_names_our_group(path or ".") for path in paths)


def _names_our_group(path: str) -> bool:
    """Whether a package in this directory does. What is there and is no directory may hold anything."""
    try:
        with os.scandir(path) as entries:
            packages = [entry.path for entry in entries if entry.name.lower().endswith("-info")]
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return any(ENTRY_POINTS.encode() in _entry_points(FilePath(package)) for package in packages)


def _entry_points(package: FilePath) -> bytes:
    try:
        return (package / "entry_points.txt").read_bytes()
    except OSError:
        return b""


def _package_directory(name: str) -> FilePath | None:
    """The directory of a package, found without running its code."""
    from importlib.util import find_spec  # noqa: PLC0415  only where packs are installed

    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    places = list(spec.submodule_search_locations or ()) if spec else []
    return FilePath(places[0]) if places else None
