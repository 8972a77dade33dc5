"""The rulebook: where its directories lie, and what they hold."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
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
    from importlib.metadata import entry_points  # noqa: PLC0415  costs 20 ms

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


def _package_directory(name: str) -> FilePath | None:
    """The directory of a package, found without running its code."""
    from importlib.util import find_spec  # noqa: PLC0415  only where packs are installed

    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    places = list(spec.submodule_search_locations or ()) if spec else []
    return FilePath(places[0]) if places else None
