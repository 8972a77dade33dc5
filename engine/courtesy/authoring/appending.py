"""Examples appended to the cards of a file: the text stays as it is, with the new lines at their place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from courtesy.authoring.supplement import Addition
from courtesy.authoring.writing import items

_EXAMPLES = re.compile(r"(?P<indent> +)examples:\s*(?:#.*)?")


def with_additions(lines: Sequence[str], additions: Iterable[Addition]) -> tuple[list[str], tuple[Addition, ...]]:
    """The lines of a file with these examples in them, and those whose card is written in a way that has no place."""
    by_line: dict[int, list[Addition]] = defaultdict(list)
    for addition in additions:
        by_line[addition.card.location.line].append(addition)
    changed, left = list(lines), list[Addition]()
    for line in sorted(by_line, reverse=True):
        place = _place(changed, line - 1)
        if place is None:
            left += by_line[line]
            continue
        at, indent, head = place
        new = items([addition.example for addition in by_line[line]], indent + "  ")
        changed[at:at] = [f"{indent}examples:", *new] if head else new
    return changed, tuple(left)


def _place(lines: Sequence[str], start: int) -> tuple[int, str, bool] | None:
    """Where examples of the card that begins in this line go, how far they stand in, and whether their key is missing."""
    end = _end(lines, start)
    indent = " " * (len(lines[start]) - len(lines[start].lstrip(" -")))
    for number in range(start, end):
        found = _EXAMPLES.fullmatch(lines[number])
        if found and found["indent"] == indent:
            return _after_block(lines, number + 1, end, indent), indent, False
        if lines[number].startswith(f"{indent}examples:"):
            return None
    if lines[start].lstrip(" -").startswith("{"):
        return None
    return end, indent, True


def _end(lines: Sequence[str], start: int) -> int:
    """The line after the card: blank lines and comments before the next card belong to that one."""
    end = start + 1
    while end < len(lines) and not lines[end].startswith("- "):
        end += 1
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _after_block(lines: Sequence[str], start: int, end: int, indent: str) -> int:
    """The line after everything that stands further in."""
    number = start
    while number < end and (not lines[number].strip() or lines[number].startswith(indent + " ")):
        number += 1
    while number > start and not lines[number - 1].strip():
        number -= 1
    return number


def append(additions: Iterable[Addition]) -> tuple[tuple[Path, ...], tuple[Addition, ...]]:
    """Write examples into the files of their cards. The files that changed, and what found no place."""
    by_file: dict[str, list[Addition]] = defaultdict(list)
    for addition in additions:
        by_file[addition.card.location.file].append(addition)
    changed, left = list[Path](), list[Addition]()
    for name, those in sorted(by_file.items()):
        path = Path(name)
        before = path.read_text(encoding="utf-8").split("\n")
        after, homeless = with_additions(before, those)
        left += homeless
        if after != before:
            _write(path, "\n".join(after))
            changed.append(path)
    return tuple(changed), tuple(left)


def _write(path: Path, text: str) -> None:
    written = path.with_name(f".{path.name}.new")
    written.write_text(text, encoding="utf-8")
    written.replace(path)
