"""What is kept between runs in the user's cache directory, so that it need not be made again.

An entry is named by a digest over everything that it depends on. It is never trusted blindly: it must belong to the
user alone, be whole, and can build nothing but the values of this package; what is not so is made anew. Deleting the
directory is always safe.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Generic, TypeGuard, TypeVar

from courtesy.frozen import dataclass

VARIABLE = "COURTESY_CACHE"
"""The environment variable that names the cache directory, or switches the cache `off`."""

MOST = 8
"""How many entries of a kind stay: older ones are deleted."""

_BUILTINS = frozenset({"frozenset", "set"})
_DIGEST_BYTES = 32
_FOR_OTHERS = stat.S_IWGRP | stat.S_IWOTH

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping(Generic[Value]):
    """A kind of entries: its name, what makes a value, what a value must be, and which are worth keeping."""

    kind: str
    make: Callable[[], Value]
    is_whole: Callable[[object], TypeGuard[Value]]
    is_kept: Callable[[Value], bool] = lambda _value: True


def cache_directory() -> Path | None:
    """Where entries lie: `COURTESY_CACHE`, else `courtesy` in the user's cache directory; None: switched off."""
    named = os.environ.get(VARIABLE, "")
    if named == "off":
        return None
    if named:
        return Path(named)
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return Path(home or Path.home() / ".cache") / "courtesy"
    except RuntimeError:
        return None


def kept(keeping: Keeping[Value], parts: Iterable[str]) -> Value:
    """The value that depends on these parts alone: kept from an earlier run, or made now and kept."""
    folder = cache_directory()
    if folder is None:
        return keeping.make()
    entry = folder / f"{keeping.kind}-{_name(parts)}"
    found = _read(entry)
    if keeping.is_whole(found):
        return found
    made = keeping.make()
    if keeping.is_kept(made):
        _write(entry, made)
        _forget(folder, keeping.kind)
    return made


def state_of(files: Iterable[Path]) -> Iterable[str]:
    """What tells that one of these files, as those of the program, was changed."""
    for path in files:
        state = path.stat()
        yield f"{path} {state.st_mtime_ns} {state.st_size}"


def _name(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join((sys.version, *parts)).encode(errors="replace")).hexdigest()[:32]


class _Values(pickle.Unpickler):
    """Builds the values of this package, and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of this name, where it is one of this package, or a plain set."""
        if module.startswith("courtesy.") or (module == "builtins" and name in _BUILTINS):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is none of our values")


def _read(entry: Path) -> object:
    """The value of an entry, or None where there is none, or one that is not whole, foreign or unreadable."""
    try:
        if not _is_ours(entry) or not _is_ours(entry.parent):
            return None
        data = entry.read_bytes()
        body = memoryview(data)[_DIGEST_BYTES:]
        if hashlib.sha256(body).digest() != data[:_DIGEST_BYTES]:
            return None
        return _Values(io.BytesIO(body)).load()
    except Exception:  # noqa: BLE001  whatever a broken pickle raises: the value is made anew
        return None


def _is_ours(path: Path) -> bool:
    """True for what belongs to this user and nobody else may write."""
    state = path.stat()
    return not hasattr(os, "getuid") or (state.st_uid == os.getuid() and not state.st_mode & _FOR_OTHERS)


def _write(entry: Path, value: object) -> None:
    """Keep an entry, all of it or nothing. Where that cannot be, nothing is lost."""
    import tempfile  # noqa: PLC0415  seldom: what is kept is only read

    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    try:
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent, prefix="new-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(body).digest() + body)
        Path(name).replace(entry)
    except OSError:
        return


def _forget(folder: Path, kind: str) -> None:
    try:
        entries = sorted(folder.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for entry in entries[MOST:]:
            entry.unlink(missing_ok=True)
    except OSError:
        return
