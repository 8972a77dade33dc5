"""Silencing a lint in place: `# courtesy: allow CODE because REASON`.

Behind a value the comment silences its own line; on a line of its own the next line that is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from courtesy.authoring.lint.lints import LINTS
from courtesy.diagnostic import Diagnostic, Location, nearest
from courtesy.frozen import dataclass
from courtesy.loading.document import Document

_SILENCING = re.compile(r"(?:^|(?<=\s))#\s*courtesy:\s*allow\b(?P<codes>[^#]*?)(?:\s+because\b(?P<reason>.*))?$")
_CODE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Silencing:
    """One code that is allowed on one line. `location` is the code in the comment."""

    code: str
    line: int
    location: Location
    reason: str
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What is left to tell, and what was silenced with which reason."""

    left: tuple[Diagnostic, ...]
    silenced: tuple[tuple[Diagnostic, Silencing], ...] = field(default=())


def silencings(document: Document) -> tuple[Silencing, ...]:
    """Every silencing of a file."""
    return tuple(found for number, line in enumerate(document.lines, 1) for found in _of_line(document, number, line))


def _of_line(document: Document, number: int, line: str) -> Iterator[Silencing]:
    match = _SILENCING.search(line)
    if match is None or _inside_text(document, number, match.start() + 1):
        return
    alone = not line[: match.start()].strip()
    target = _next_line(document.lines, number) if alone else number
    whole = (match.start(), len(line.rstrip()))
    spans = [code.span() for code in _CODE.finditer(line, match.start("codes"), match.end("codes"))]
    for start, end in spans or [whole]:
        yield Silencing(
            code=line[start:end] if spans else "",
            line=target,
            location=Location(file=document.file, line=number, column=start + 1, length=end - start),
            reason=(match["reason"] or "").strip(),
            excerpt=line,
        )


def _inside_text(document: Document, number: int, column: int) -> bool:
    """True where a scalar in quotes covers the place."""
    return any(
        place.line == number and place.column < column < place.column + place.length
        for path, place in document.values.items()
        if document.lines[number - 1][place.column - 1 : place.column] in {"'", '"'}
    )


def _next_line(lines: Sequence[str], number: int) -> int:
    """The next line that holds something else than a comment."""
    for later, line in enumerate(lines[number:], number + 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return later
    return number


def sift(found: Iterable[Diagnostic], documents: Iterable[Document]) -> Sifted:
    """The diagnostics that no silencing covers, and those about silencings themselves."""
    known = [silencing for document in documents for silencing in silencings(document)]
    usable = {
        (silencing.location.file, silencing.line, silencing.code): silencing
        for silencing in known
        if silencing.reason and _may_be_silenced(silencing.code)
    }
    left, silenced = list[Diagnostic](), list[tuple[Diagnostic, Silencing]]()
    for diagnostic in found:
        place = diagnostic.location
        silencing = usable.get((place.file, place.line, diagnostic.code)) if place else None
        if silencing is None:
            left.append(diagnostic)
        else:
            silenced.append((diagnostic, silencing))
    used = {silencing for _, silencing in silenced}
    left += [complaint for silencing in known if silencing not in used for complaint in _complaint(silencing)]
    return Sifted(left=tuple(left), silenced=tuple(silenced))


def _may_be_silenced(code: str) -> bool:
    return code in LINTS and LINTS[code].silenceable


def _complaint(silencing: Silencing) -> Iterator[Diagnostic]:
    """What is wrong with a silencing that silenced nothing."""
    code = silencing.code
    if not _may_be_silenced(code):
        near = nearest(code, [name for name, lint in LINTS.items() if lint.silenceable]) if code else None
        message = f"`{code}` is not a lint that can be silenced" if code else "the silencing names no lint"
        advice = f"did you mean `{near}`?" if near else "write `# courtesy: allow CODE because REASON`"
        yield _told(silencing, "unknown-lint", message, advice)
    elif not silencing.reason:
        advice = f"write `# courtesy: allow {code} because …`; until then the lint speaks"
        yield _told(silencing, "silencing-without-reason", f"the silencing of `{code}` gives no reason", advice)
    else:
        message = f"line {silencing.line} gives no cause for `{code}`"
        yield _told(silencing, "unused-silencing", message, "delete the comment, or put it on the line that is meant")


def _told(silencing: Silencing, code: str, message: str, advice: str) -> Diagnostic:
    return Diagnostic(
        code=code,
        message=message,
        location=silencing.location,
        help=advice,
        severity=LINTS[code].severity,
        excerpt=silencing.excerpt,
    )
