"""Which files a rulebook consists of, and their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path as FilePath

from courtesy.resources import rules_directory

VOCABULARY_FILE = "vocabulary.yaml"
SOURCE_FILE = "source.yaml"
PASSAGES_FILE = "passages.yaml"
PROFILES_FOLDER = "profiles"
LEXICONS_FOLDER = "lexicons"
NOT_SOURCES = (LEXICONS_FOLDER, PROFILES_FOLDER, "tests", "documents")
"""Directories of the rulebook, and of a source, that hold no cards."""


def source_folders(directory: FilePath) -> tuple[FilePath, ...]:
    """The folders of a rules directory that hold a source, in the order of their names."""
    folders = (entry for entry in sorted(directory.iterdir()) if entry.is_dir())
    return tuple(
        folder for folder in folders if folder.name not in NOT_SOURCES and not folder.name.startswith((".", "_"))
    )


def topic_files(folder: FilePath) -> tuple[FilePath, ...]:
    """The files of cards of a source, in the order of their names."""
    return tuple(path for path in sorted(folder.glob("*.yaml")) if path.name not in {SOURCE_FILE, PASSAGES_FILE})


def rulebook_digest(directories: Iterable[FilePath]) -> str:
    """`sha256:…` over the names (inside their directory) and bytes of all files of a rulebook, in whatever order."""
    lines = sorted(
        f"{path.relative_to(directory).as_posix()} {_file_digest(path)}"
        for directory in directories
        for path in rulebook_files(directory)
    )
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _file_digest(path: FilePath) -> str:
    """The SHA-256 of a file; of one that cannot be read none (its reader tells why)."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "unreadable"


def rulebook_files(directory: FilePath) -> tuple[FilePath, ...]:
    """Every file of a rules directory that goes into the rulebook."""
    folders = source_folders(directory)
    listed = [directory / VOCABULARY_FILE]
    for folder in folders:
        listed += [folder / SOURCE_FILE, *topic_files(folder), folder / PASSAGES_FILE]
    listed += profile_files(directory)
    listed += sorted((directory / LEXICONS_FOLDER).glob("*.yaml"))
    return tuple(path for path in listed if path.is_file())


def brings_lexicons(directory: FilePath) -> bool:
    """True for a pack with lexicons of its own; the shipped ones are always read."""
    return directory.resolve() != rules_directory().resolve() and (directory / LEXICONS_FOLDER).is_dir()


def profile_files(directory: FilePath) -> tuple[FilePath, ...]:
    """The profiles that a rules directory ships."""
    return tuple(sorted((directory / PROFILES_FOLDER).glob("*.yaml")))
