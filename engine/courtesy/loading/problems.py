"""Collecting diagnostics about data: each with its path, and with its place in the text where there is one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from courtesy.diagnostic import Diagnostic, Location, Severity, in_order
from courtesy.loading.document import Document, Path


@dataclass(slots=True, kw_only=True)
class Problems:
    """The problems found in one document, or in data without a text (`document` is None: JSON, a batch record).

    Paths count from `under`, for data that stands inside a larger document.
    """

    document: Document | None = None
    under: Path = ()
    found: list[Diagnostic] = field(default_factory=list)

    def inside(self, *path: str | int) -> Problems:
        """A collector for a part of the data, which adds to the same list."""
        return Problems(document=self.document, under=(*self.under, *path), found=self.found)

    def add(
        self,
        code: str,
        message: str,
        path: Path,
        *,
        advice: str | None = None,
        on_key: bool = False,
        span: tuple[int, int] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """One more problem, at the value (or key) at `path`; `span` narrows it to `[start, end)` of a text."""
        whole = (*self.under, *path)
        location = self.location(path, on_key=on_key)
        if location and span:
            location = self._narrowed(location, whole, span)
        excerpt = self.document.line(location) if self.document and location else None
        self.found.append(
            Diagnostic(
                code=code,
                message=printable(message),
                location=location,
                help=printable(advice) if advice else None,
                severity=severity,
                excerpt=excerpt,
                where=printable(shown_path(whole)) or None,
            )
        )

    def location(self, path: Path, *, on_key: bool = False) -> Location | None:
        """Where the value (or key) at this path stands; of what is nowhere, the place of what should hold it."""
        if self.document is None:
            return None
        whole = (*self.under, *path)
        if on_key and whole in self.document.keys:
            return self.document.keys[whole]
        while whole and whole not in self.document.values:
            whole = whole[:-1]
        return self.document.values.get(whole, Location(file=self.document.file))

    def raw(self, path: Path) -> str | None:
        """The text of a plain scalar that was read as a number or truth value, as it was written."""
        return self.document.raw.get((*self.under, *path)) if self.document else None

    @property
    def in_order(self) -> tuple[Diagnostic, ...]:
        """All problems, sorted by position, each once."""
        return in_order(self.found)

    def _narrowed(self, location: Location, whole: Path, span: tuple[int, int]) -> Location:
        """The place of a part of a text, where the text stands in the line as it is; else of all of it."""
        document, (start, end) = self.document, span
        if document is None:
            return location
        value = _value_at(document.data, whole)
        line = document.line(location) or ""
        if not isinstance(value, str) or end <= start:
            return location
        quoted = line[location.column - 1 : location.column] in {"'", '"'}
        first = location.column - 1 + quoted
        if line[first : first + len(value)] != value:
            return location
        return replace(location, column=first + start + 1, length=end - start)


def printable(text: str) -> str:
    """Text that does to a terminal nothing but stand there."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def shown_path(path: Path) -> str:
    """A path as it is written in messages: `events[2].to`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _value_at(data: object, path: Path) -> object:
    """The value at a path; a single value stands for the list of it alone."""
    for part in path:
        match data, part:
            case dict(), str() if part in data:
                data = data[part]
            case list(), int() if part < len(data):
                data = data[part]
            case str(), 0:
                return data
            case _:
                return None
    return data
