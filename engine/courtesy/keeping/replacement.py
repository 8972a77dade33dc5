"""Writing a file so that whoever reads it, at whatever moment, finds the old text or the new one.

The only module of this package that touches the disk. A process that is killed leaves at worst a file
`.NAME.….part` beside the case, which nothing reads.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from courtesy.diagnostic import Diagnostic, Location
from courtesy.frozen import dataclass
from courtesy.loading.text_file import read_bytes

if sys.platform != "win32":
    import fcntl


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A file as it was read: `target` is what `path` names after all symbolic links."""

    path: Path
    target: Path
    data: bytes


def take_snapshot(path: Path, limit: int) -> tuple[Snapshot | None, tuple[Diagnostic, ...]]:
    """The bytes of a file of at most `limit` bytes, to be replaced later if nobody else changes it."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        return None, (_not_a_file(path),)
    data, problems = read_bytes(path, limit)
    if data is None:
        return None, problems
    if len(data) > limit:
        return None, (_too_large(path, limit),)
    return Snapshot(path=path, target=Path(os.path.realpath(path)), data=data), ()


def replace_file(snapshot: Snapshot, data: bytes) -> tuple[Diagnostic, ...]:
    """Put new bytes in the place of those of the snapshot, at once or not at all.

    Refused where the file was changed, moved or write-protected since it was read. Mode and, where allowed,
    owner stay; a symbolic link stays a link.
    """
    if not os.access(snapshot.target, os.W_OK):
        return (_protected(snapshot.path),)
    try:
        with _locked(snapshot.target) as same, _written_beside(snapshot.target, data) as part:
            if not same or not _unchanged(snapshot):
                return (_changed(snapshot.path),)
            part.replace(snapshot.target)
            _sync_directory(snapshot.target.parent)
    except OSError as error:
        return (_unwritable(snapshot.path, error),)
    return ()


def create_file(path: Path, data: bytes) -> tuple[Diagnostic, ...]:
    """Write a file that does not exist yet, at once or not at all; an existing one is never touched."""
    if os.path.lexists(path):
        return (_exists(path),)
    try:
        with _written_beside(path, data) as part:
            _publish(part, path)
            _sync_directory(path.parent)
    except FileExistsError:
        return (_exists(path),)
    except (OSError, ValueError) as error:
        return (_unwritable(path, error),)
    return ()


def _publish(part: Path, path: Path) -> None:
    """Give the finished file its name, unless somebody else took the name meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links. To look first leaves an instant in which somebody else may take the
        # name; to claim it by an empty file would leave that file to whoever is killed in that instant.
        if os.path.lexists(path):
            raise FileExistsError(str(path)) from None
        part.replace(path)


@contextlib.contextmanager
def _written_beside(target: Path, data: bytes) -> Iterator[Path]:
    """A finished file with the data and the target's mode in the same directory; removed at the end if it is left."""
    part = target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        try:
            _write_all(descriptor, data)
            _copy_ownership(target, descriptor)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        yield part
    finally:
        part.unlink(missing_ok=True)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _copy_ownership(target: Path, descriptor: int) -> None:
    if sys.platform == "win32" or not target.exists():
        return
    old = target.stat()
    with contextlib.suppress(PermissionError):
        os.fchown(descriptor, old.st_uid, old.st_gid)
    # After the owner: changing that clears set-id bits.
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[bool]:
    """Keep other writers of ours out; tells whether the file is still the same: whoever waited finds it replaced."""
    if sys.platform == "win32":
        yield True
        return
    with target.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield os.path.samestat(os.fstat(file.fileno()), target.stat())


def _unchanged(snapshot: Snapshot) -> bool:
    same_place = Path(os.path.realpath(snapshot.path)) == snapshot.target
    return same_place and snapshot.target.read_bytes() == snapshot.data


def _sync_directory(directory: Path) -> None:
    """Make the new name survive a power cut, where directories can be synchronised."""
    if sys.platform == "win32":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


# ---------------------------------------------------------------- what can be wrong


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno).lower()
    return str(error)


def _at(path: Path) -> Location:
    return Location(file=str(path))


def _not_a_file(path: Path) -> Diagnostic:
    """A device or a pipe: nothing could be put in its place."""
    return Diagnostic(
        code="unreadable-file",
        message=f"`{path}` is neither a file nor a link to one",
        location=_at(path),
        help="name a file that lies on a disk",
    )


def _too_large(path: Path, limit: int) -> Diagnostic:
    return Diagnostic(
        code="file-too-large",
        message=f"`{path}` is larger than the limit of {limit:,} bytes",
        location=_at(path),
        help="split it, or give only the part that matters",
    )


def _protected(path: Path) -> Diagnostic:
    return Diagnostic(
        code="write-protected",
        message=f"`{path}` is write-protected",
        location=_at(path),
        help="make it writable, then run the command again; nothing was written",
    )


def _changed(path: Path) -> Diagnostic:
    return Diagnostic(
        code="changed-meanwhile",
        message=f"`{path}` was changed by somebody else since it was read",
        location=_at(path),
        help="run the command again; nothing was written",
    )


def _exists(path: Path) -> Diagnostic:
    return Diagnostic(
        code="file-exists",
        message=f"`{path}` exists already",
        location=_at(path),
        help="choose another name; nothing was written",
    )


def _unwritable(path: Path, error: OSError | ValueError) -> Diagnostic:
    return Diagnostic(
        code="unwritable-file",
        message=f"cannot write `{path}`: {_reason(error)}",
        location=_at(path),
        help="check that its directory exists, may be written to and has room; nothing was changed",
    )
