"""Diagnostics as text for a terminal: what, where, the user's own line with the words underlined, and help."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from courtesy.diagnostic import Diagnostic, Location

_LONGEST_LINE = 100
_CONTEXT = 30


def render_diagnostics(diagnostics: Iterable[Diagnostic]) -> str:
    """All diagnostics in the order given, with a blank line between; without any: nothing."""
    return "\n".join(render_diagnostic(diagnostic) for diagnostic in diagnostics)


def render_diagnostic(diagnostic: Diagnostic) -> str:
    """One diagnostic, each line ended."""
    lines = [f"{diagnostic.severity.value}[{diagnostic.code}]: {diagnostic.message}"]
    margin = ""
    if diagnostic.location is not None:
        margin = " " * len(str(diagnostic.location.line))
        lines.append(f"{margin}--> {diagnostic.location}")
        lines += _quoted(diagnostic.location, diagnostic.excerpt, margin)
    elif diagnostic.where is not None:
        lines.append(f" --> {diagnostic.where}")
    if diagnostic.help is not None:
        lines.append(f"{margin} = help: {diagnostic.help}")
    return "".join(f"{line}\n" for line in lines)


def _quoted(location: Location, excerpt: str | None, margin: str) -> list[str]:
    if excerpt is None or not excerpt.strip():
        return []
    text, start, length = _window(excerpt, location)
    before, marked = text[:start], text[start : start + length]
    carets = " " * _width(before) + "^" * max(1, _width(marked))
    return [f"{margin} |", f"{location.line} | {text}", f"{margin} | {carets}"]


def _window(line: str, location: Location) -> tuple[str, int, int]:
    """The line with tabs as blanks; of a long one the part around the words that are meant. With start and length."""
    text = line.replace("\t", " ").rstrip()
    start = min(location.column - 1, len(text))
    length = max(1, min(location.length, len(text) - start))
    if len(text) <= _LONGEST_LINE:
        return text, start, length
    first = max(0, min(start - _CONTEXT, len(text) - _LONGEST_LINE))
    last = min(len(text), first + _LONGEST_LINE)
    head, tail = "…" if first else "", "…" if last < len(text) else ""
    shown = head + text[first:last] + tail
    return shown, start - first + len(head), max(1, min(length, last - start))


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
