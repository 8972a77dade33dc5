"""The loaded rulebook, kept between runs in the user's cache directory: a command then starts in a tenth of the time.

An entry is named by a digest over everything that it depends on: the files' names and bytes, where they lie, the
program's own files, the version of Python. It is never trusted blindly: it must belong to the user alone, be whole, and
can build nothing but the values of this package; what is not so is rebuilt. Deleting the directory is always safe.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from courtesy.diagnostic import Diagnostic
from courtesy.rule import Rulebook

Loaded: TypeAlias = tuple[Rulebook | None, tuple[Diagnostic, ...]]

VARIABLE = "COURTESY_CACHE"
"""The environment variable that names the cache directory, or switches the cache `off`."""

KEPT = 8
"""How many entries stay: older ones are deleted."""

_PACKAGE = FilePath(__file__).resolve().parent.parent
_BUILTINS = frozenset({"frozenset", "set"})
_DIGEST_BYTES = 32
_FOR_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def cache_directory() -> FilePath | None:
    """Where entries lie: `COURTESY_CACHE`, else `courtesy` in the user's cache directory; None: switched off."""
    named = os.environ.get(VARIABLE, "")
    if named == "off":
        return None
    if named:
        return FilePath(named)
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return FilePath(home or FilePath.home() / ".cache") / "courtesy"
    except RuntimeError:
        return None


def through_cache(digest: str, directories: Sequence[FilePath], load: Callable[[], Loaded]) -> Loaded:
    """What `load` gives for the rulebook of this digest: kept from an earlier run, or loaded now and kept if usable."""
    folder = cache_directory()
    if folder is None:
        return load()
    entry = folder / f"rulebook-{_name(digest, directories)}"
    kept = _read(entry)
    if kept is not None:
        return kept
    loaded = load()
    if loaded[0] is not None:
        _write(entry, loaded)
    return loaded


def _name(digest: str, directories: Iterable[FilePath]) -> str:
    parts = [digest, sys.version, *(str(directory) for directory in directories), *_program()]
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()[:32]


def _program() -> Iterable[str]:
    """The state of the files whose change may change what is loaded."""
    for path in sorted([*_PACKAGE.glob("*.py"), *_PACKAGE.glob("loading/*.py")]):
        state = path.stat()
        yield f"{path} {state.st_mtime_ns} {state.st_size}"


# --- entries ------------------------------------------------------------------------------------------------------


class _Values(pickle.Unpickler):
    """Builds the values of this package, and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of this name, where it is one that a rulebook is made of."""
        if module.startswith("courtesy.") or (module == "builtins" and name in _BUILTINS):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a rulebook")


def _read(entry: FilePath) -> Loaded | None:
    """The entry, or None where there is none, or one that is not whole, foreign or unreadable."""
    try:
        if not _is_ours(entry) or not _is_ours(entry.parent):
            return None
        data = entry.read_bytes()
        body = data[_DIGEST_BYTES:]
        if hashlib.sha256(body).digest() != data[:_DIGEST_BYTES]:
            return None
        loaded = _Values(io.BytesIO(body)).load()
    except Exception:  # noqa: BLE001  whatever a broken pickle raises: the entry is rebuilt
        return None
    return loaded if _is_loaded(loaded) else None


def _is_ours(path: FilePath) -> bool:
    """True for what belongs to this user and nobody else may write."""
    state = path.stat()
    return not hasattr(os, "getuid") or (state.st_uid == os.getuid() and not state.st_mode & _FOR_OTHERS)


def _is_loaded(loaded: object) -> bool:
    match loaded:
        case (Rulebook(), tuple()):
            return True
        case _:
            return False


def _write(entry: FilePath, loaded: Loaded) -> None:
    """Keep an entry, all of it or nothing. Where that cannot be, nothing is lost."""
    body = pickle.dumps(loaded, protocol=pickle.HIGHEST_PROTOCOL)
    try:
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent, prefix="new-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(body).digest() + body)
        FilePath(name).replace(entry)
        _forget(entry.parent)
    except OSError:
        return


def _forget(folder: FilePath) -> None:
    entries = sorted(folder.glob("rulebook-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for entry in entries[KEPT:]:
        entry.unlink(missing_ok=True)
