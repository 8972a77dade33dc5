"""Bytes of a file to text: size, encoding, and everything that is not a readable text file at all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from courtesy.diagnostic import Diagnostic, Location, nearest

FILE_LIMIT = 1024 * 1024
"""The largest file that is read, in bytes."""

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNPRINTABLE_ASCII = re.compile("[^\t\n\r\x20-\x7e]")
_OTHER_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK\x03\x04": "a ZIP archive"}


def read_text_file(path: Path) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a UTF-8 file of at most 1 MiB (a byte order mark is cut off), or what keeps it from being one."""
    data, problems = read_bytes(path)
    return (None, problems) if data is None else decode(data, str(path))


def read_bytes(path: Path, limit: int = FILE_LIMIT) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The first bytes of a file, one more than the limit at most, or what keeps it from being read."""
    try:
        with path.open("rb") as stream:
            return stream.read(limit + 1), ()
    except (OSError, ValueError) as error:
        return None, (_refused(path, error),)


def decode(data: bytes, file: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of these bytes, or one diagnostic at the first byte that is none."""
    if len(data) > FILE_LIMIT:
        return None, (_too_large(file),)
    foreign = next((name for mark, name in _OTHER_ENCODINGS.items() if data.startswith(mark)), None)
    if foreign:
        return None, (_foreign(file, foreign),)
    if b"\0" in data:
        return None, (_binary(file),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(file, data, error),)
    text = text.removeprefix("\ufeff")
    return _printable(text, file)


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text, cut where YAML cuts them, without their breaks."""
    return tuple(_LINE_BREAK.split(text))


def place_of(text: str, index: int) -> tuple[int, int]:
    """Line and column, counted from 1, of the character at this index."""
    before = split_lines(text[:index])
    return len(before), len(before[-1]) + 1


def _refused(path: Path, error: OSError | ValueError) -> Diagnostic:
    match error:
        case FileNotFoundError():
            return _missing(path)
        case IsADirectoryError():
            return _unreadable("directory", path, "is a directory, not a file", None)
        case PermissionError():
            return _unreadable("permission", path, "may not be read", "give yourself permission to read it")
        case _:
            reason = getattr(error, "strerror", None) or "not a name of a file"
            return _unreadable("unreadable-file", path, f"cannot be read: {reason.lower()}", None)


def _missing(path: Path) -> Diagnostic:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return _unreadable("missing-file", path, "does not exist, nor does its directory", "check the path")
    similar = nearest(path.name, names)
    offered = f"did you mean `{path.parent / similar}`?" if similar else "check the path"
    return _unreadable("missing-file", path, "does not exist", offered)


def _unreadable(code: str, path: Path, what: str, advice: str | None) -> Diagnostic:
    shown = str(path).replace("\0", "\\0").replace("\n", "\\n")
    return Diagnostic(code=code, message=f"`{shown}` {what}", help=advice)


def _too_large(file: str) -> Diagnostic:
    return Diagnostic(
        code="file-too-large",
        message="this file is larger than 1 MiB",
        location=Location(file=file),
        help="split it: nothing that belongs here needs so much",
    )


def _foreign(file: str, name: str) -> Diagnostic:
    return Diagnostic(
        code="not-utf-8",
        message=f"this file is {name}, not UTF-8 text",
        location=Location(file=file),
        help="save it as plain text in the encoding UTF-8",
    )


def _binary(file: str) -> Diagnostic:
    return Diagnostic(
        code="binary-file",
        message="this is a binary file, not text",
        location=Location(file=file),
        help="name a text file; a document or picture cannot be read here",
    )


def _not_utf8(file: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    readable = data[: error.start].decode("utf-8", errors="replace")
    line, column = place_of(readable, len(readable))
    return Diagnostic(
        code="not-utf-8",
        message=f"the byte 0x{data[error.start]:02x} is not UTF-8",
        location=Location(file=file, line=line, column=column),
        help="save the file in the encoding UTF-8",
        excerpt=split_lines(data.decode("utf-8", errors="replace"))[line - 1],
    )


@cache
def _unprintable() -> re.Pattern[str]:
    """What no text holds; compiled when it is needed, since that takes longer than to read a case."""
    return re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufeff\uff00-\ufffd\U00010000-\U0010ffff]")


def _printable(text: str, file: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    unprintable = _UNPRINTABLE_ASCII if text.isascii() else _unprintable()
    found = unprintable.search(text)
    if found is None:
        return text, ()
    line, column = place_of(text, found.start())
    shown = unprintable.sub("\ufffd", split_lines(text)[line - 1])
    return None, (
        Diagnostic(
            code="control-character",
            message=f"the character U+{ord(found.group()):04X} cannot stand in a text file",
            location=Location(file=file, line=line, column=column),
            help="delete it, it is invisible in most editors",
            excerpt=shown,
        ),
    )
