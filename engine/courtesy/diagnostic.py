"""Diagnostics: what is wrong with something a person wrote, where, and what to do next.

Bad input is a value. A step returns the diagnostics that it found beside its result and never stops at the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from courtesy.frozen import dataclass


class Severity(StrEnum):
    """How much a diagnostic matters: an error makes the input unusable, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a text that a person wrote: line and column count from 1, columns in code points.

    `length` is the number of code points to underline on that line (at least 1).
    """

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        """`file:line:column`, as compilers print it."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem: `code` (kebab-case, stable), where, one lower-case sentence, and how to mend it.

    `location` is None for a problem with no place in a file (an option on the command line, a missing package).
    `excerpt` is the line of the user's own text at `location`; `where` names the place inside the data
    (for example `events[2].to`).
    """

    code: str
    message: str
    location: Location | None = None
    help: str | None = None
    severity: Severity = Severity.ERROR
    excerpt: str | None = None
    where: str | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Diagnostics are reported by file and position, then by code, so that two runs print the same."""
        place = self.location or Location(file="", line=0, column=0)
        return (place.file, place.line, place.column, self.code, self.message)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """All diagnostics sorted by position, each once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: diagnostic.sort_key))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """True where at least one diagnostic makes its input unusable."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to a misspelt one, or None where nothing is near enough to be a help."""
    candidates = sorted(set(known))
    folded = {candidate.casefold().replace("-", "_").replace(" ", "_"): candidate for candidate in reversed(candidates)}
    wanted = word.casefold().replace("-", "_").replace(" ", "_")
    if wanted in folded:
        return folded[wanted]
    import difflib  # noqa: PLC0415  only for a word that is not known

    close = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None
