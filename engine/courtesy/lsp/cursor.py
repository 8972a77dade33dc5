"""Where the cursor stands in a rule file that may be half written: the keys around it, the word, what was typed of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from courtesy.frozen import dataclass

_WORD = re.compile(r"[\w/-]+")
_KEY = re.compile(r"""\s*(?P<quote>["']?)(?P<key>[\w -]+?)(?P=quote)\s*:(?=\s|$)""")
_ITEM = re.compile(r"^- ")
_CARD_ID = re.compile(r"^(?:- |  )id:\s*(?P<id>[\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in a text. `keys` are the keys that hold it, outermost first; `typed` is the value up to the cursor.

    `word` is the word around the cursor, `[start, end)` its columns (from 0); `card` the id of the card around it;
    `on_key` is true where the word is a key itself.
    """

    line: int
    column: int
    keys: tuple[str, ...]
    typed: str
    word: str
    start: int
    end: int
    card: str | None
    on_key: bool

    @property
    def key(self) -> str:
        """The innermost key."""
        return self.keys[-1] if self.keys else ""


def cursor_at(lines: Sequence[str], line: int, column: int) -> Cursor:
    """The cursor at a line and column, both from 0 and in code points."""
    text = lines[line] if line < len(lines) else ""
    column = min(column, len(text))
    first = next((number for number in range(line, -1, -1) if number < len(lines) and _ITEM.match(lines[number])), 0)
    keys, typed = _around([*lines[first:line], text[:column]])
    match = next((match for match in _WORD.finditer(text) if match.start() <= column <= match.end()), None)
    start, end = match.span() if match else (column, column)
    return Cursor(
        line=line,
        column=column,
        keys=keys,
        typed=typed,
        word=text[start:end],
        start=start,
        end=end,
        card=_card(lines[first:]),
        on_key=bool(match and re.match(r"\s*:(?:\s|$)", text[end:])),
    )


def _card(lines: Sequence[str]) -> str | None:
    """The id of the card that begins with these lines."""
    for number, line in enumerate(lines):
        if number and _ITEM.match(line):
            return None
        match = _CARD_ID.match(line)
        if match:
            return match["id"]
    return None


# --- the keys around ----------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Scan:
    """The keys that are open: in block style with their column, and one for each open bracket."""

    block: list[tuple[int, str]]
    brackets: list[str]
    pending: str
    value: str


def _around(lines: Sequence[str]) -> tuple[tuple[str, ...], str]:
    scan = _Scan(block=[], brackets=[], pending="", value="")
    for line in lines:
        _scan_line(line, scan)
    keys = [*(key for _, key in scan.block), *(key for key in scan.brackets if key), scan.pending]
    return tuple(key for key in keys if key), scan.value.lstrip().lstrip("\"'")


def _scan_line(line: str, scan: _Scan) -> None:
    place = len(line) - len(line.lstrip(" "))
    if scan.block and line.strip() and place <= scan.block[-1][0]:
        # A bracket that somebody has not closed yet ends where the next key begins.
        scan.brackets = []
    if not scan.brackets:
        if not line.strip():
            place = len(line)
        while line.startswith("- ", place):
            place += 2
        if line.strip():
            scan.block = [(column, key) for column, key in scan.block if column < place]
        match = _KEY.match(line, place)
        scan.pending, scan.value = "", ""
        if match:
            scan.block.append((place, match["key"]))
            place = match.end()
    _scan_value(line[place:], scan)


def _scan_value(text: str, scan: _Scan) -> None:
    quote = ""
    for place, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
            scan.value += character
        elif character == "#" and text[:place].endswith((" ", "\t")):
            return
        elif character in "\"'" and not scan.value.strip():
            quote = character
        else:
            _scan_plain(character, text[place + 1 : place + 2], scan)


def _scan_plain(character: str, following: str, scan: _Scan) -> None:
    """A character outside quotes and comments."""
    if character in "{[":
        scan.brackets.append(scan.pending)
        scan.pending, scan.value = "", ""
    elif character in "}]":
        scan.pending, scan.value = scan.brackets.pop() if scan.brackets else "", ""
    elif character == "," and scan.brackets:
        scan.pending, scan.value = "", ""
    elif character == ":" and scan.brackets and following in {" ", ""}:
        scan.pending, scan.value = scan.value.strip(), ""
    else:
        scan.value += character
