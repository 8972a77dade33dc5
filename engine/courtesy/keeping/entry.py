"""An event that is to be written into a case file, as the text of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from courtesy.frozen import dataclass

FieldValue: TypeAlias = str | int | tuple[str, ...]

ORDER = ("event", "at", "ends", "by", "with", "to", "from", "who", "channel", "says", "round")
"""The order in which fields are written; fields of a pack's vocabulary follow."""

_PLAIN = re.compile(r"[^\W\d_][\w.@+'’/-]*(?: [\w.@+'’/-]+)*")
_NOT_TEXT = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ORIGIN = re.compile(r"\s#\s*imported:\s*(\S+)[^\S\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The fields of one event in the order in which they are written.

    `origin` is the stable name of the mail or appointment that it was imported from; it stands behind the
    event as the comment `# imported: ORIGIN` and keeps a second import from adding it again.
    """

    fields: tuple[tuple[str, FieldValue], ...]
    origin: str | None = None

    def field(self, name: str) -> FieldValue | None:
        """The value of a field, or None where it is not given."""
        return dict(self.fields).get(name)


def make_entry(fields: Mapping[str, FieldValue | None], origin: str | None = None) -> Entry:
    """An entry of all fields that are given (neither None nor an empty list), in the order of writing."""
    given = {name: value for name, value in fields.items() if value is not None and value != ()}
    names = sorted(given, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))
    return Entry(fields=tuple((name, given[name]) for name in names), origin=origin)


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as a case file writes it: local and without offset, unless that would name another instant."""
    local = moment.astimezone(zone).replace(second=0, microsecond=0)
    plain = f"{local:%Y-%m-%d %H:%M}"
    if local.fold == 0:
        return plain
    # The second pass of an hour that a clock change repeats: only the offset tells it from the first.
    return local.isoformat(sep=" ", timespec="minutes")


def scalar(text: str, *, quote: str = "") -> str:
    """The text as a YAML scalar: plain where that is safe and no quote is asked for, else quoted."""
    if not quote and _is_plain(text):
        return text
    if quote == "'" and all(character.isprintable() for character in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(character) for character in text) + '"'


def origins(text: str) -> frozenset[str]:
    """The names of everything that was imported into a case file before."""
    return frozenset(_ORIGIN.findall(text))


def flow_list(words: Iterable[str], *, quote: str = "") -> str:
    """`[kim, raj]`."""
    return "[" + ", ".join(scalar(word, quote=quote) for word in words) + "]"


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text.casefold() not in _NOT_TEXT


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
