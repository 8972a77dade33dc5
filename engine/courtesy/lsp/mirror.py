"""A copy of a rules directory in which files that are being edited stand as they are on the screen."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from courtesy.diagnostic import Diagnostic, Location
from courtesy.loading.rule_files import PROFILES_FOLDER, SOURCE_FILE, source_folders


class Mirror:
    """A temporary copy of one directory; it goes when it is closed."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        # One more folder below the temporary one, so that the copy has the directory's own name.
        self._holder = tempfile.TemporaryDirectory(prefix="courtesy-lsp-")
        self.copy = Path(self._holder.name).resolve() / directory.name

    def close(self) -> None:
        """Delete the copy."""
        self._holder.cleanup()

    def refresh(self, edited: Mapping[Path, str]) -> None:
        """Make the copy equal to the directory, with the texts of edited files in the place of their files."""
        if self.copy.exists():
            shutil.rmtree(self.copy)
        self.copy.mkdir(parents=True)
        _copy_files(self.directory, self.copy)
        for folder in source_folders(self.directory):
            _copy_tree(folder, self.copy / folder.name)
        _copy_tree(self.directory / PROFILES_FOLDER, self.copy / PROFILES_FOLDER)
        for path, text in edited.items():
            if path.is_relative_to(self.directory):
                target = self.copy / path.relative_to(self.directory)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8", newline="")

    def real(self, file: str) -> Path:
        """The file of which this one is the copy; any other file as it is."""
        path = Path(file)
        return self.directory / path.relative_to(self.copy) if path.is_relative_to(self.copy) else path

    def located(self, diagnostic: Diagnostic) -> Diagnostic:
        """A diagnostic about the copy, told of the file itself."""
        place = diagnostic.location
        return replace(
            diagnostic,
            message=self._told(diagnostic.message),
            help=None if diagnostic.help is None else self._told(diagnostic.help),
            location=None if place is None else self.place(place),
        )

    def place(self, location: Location) -> Location:
        """A place in the copy as a place in the file itself."""
        return replace(location, file=str(self.real(location.file)))

    def _told(self, text: str) -> str:
        return text.replace(str(self.copy), str(self.directory))


def _copy_files(folder: Path, target: Path) -> None:
    for path in folder.glob("*.yaml"):
        shutil.copyfile(path, target / path.name)


def _copy_tree(folder: Path, target: Path) -> None:
    """The YAML files of a folder and of what stands in it; a folder that is no source stays empty, as the loader sees it."""
    target.mkdir(exist_ok=True)
    if not (folder / SOURCE_FILE).is_file() and folder.name != PROFILES_FOLDER:
        return
    for path in folder.rglob("*.yaml"):
        copied = target / path.relative_to(folder)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)
