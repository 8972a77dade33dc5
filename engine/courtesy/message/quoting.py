"""What in a mail is not the candidate's own text: quoted mail, below or between, and the footers of clients and firms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_QUOTE_MARKS = (
    r"^[ \t]{0,3}-{2,10} ?(?:original message|forwarded message|original appointment|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale) ?-{2,10}",
    r"^[ \t]{0,3}on [^\n]{4,140}\n?[^\n]{0,100}\bwrote:[ \t]{0,5}$",
    r"^[ \t]{0,3}(?:am|le|el|il|op|em) [^\n]{4,140}\n?[^\n]{0,100}(?:schrieb|a écrit|escribió|ha scritto|schreef|escreveu)[^\n]{0,60}:[ \t]{0,5}$",
    r"^[ \t]{0,3}\*?(?:from|de|von|da|fra|van|från|od|mittente):\*?[ \t][^\n]{1,200}\n(?:[^\n]{0,200}\n){0,3}?[ \t]{0,3}\*?(?:sent|date|to|subject|enviado(?: el)?|para|asunto|assunto|gesendet|an|betreff|envoyé|à|objet|inviato|data|til|sendt|verzonden|aan):\*?[ \t]",
    r"^[ \t_]{10,90}\n(?:[ \t]{0,3}\n){0,2}[ \t]{0,3}\*?(?:from|de|von|da|fra|van|från|od):",
    r"^[ \t]{0,3}(?:op|den|på|dne|w dniu) [^\n]{4,140}\n?[^\n]{0,100}(?:schreef|skrev|napsal|napisa)[^\n]{0,100}:?[ \t]{0,5}$",
    r"^[ \t]{0,3}[^\n:]{2,80} wrote (?:on [^\n:]{2,40}|yesterday|today)?:[ \t]{0,5}$",
    r"^[ \t]{0,3}begin forwarded message:",
    r"^[^\n]{4,140}<[^\n<>@]{1,60}@[^\n<>]{1,80}>[ \t]{0,3}(?:wrote|schrieb|writes):?[ \t]{0,5}$",
)
_QUOTE_START = re.compile("|".join(f"(?:{mark})" for mark in _QUOTE_MARKS), re.IGNORECASE | re.MULTILINE)
_QUOTED_LINE = re.compile(r"^[ \t]{0,3}(?:>|\|[ \t])", re.MULTILINE)
DELIMITER = re.compile(r"^--[ \t]{0,2}$", re.MULTILINE)
_MOBILE = re.compile(
    r"^(?:sent from my \w{2,20}(?: \w{2,20}){0,3}|get outlook for \w{2,10}|sent via \w{2,20})", re.IGNORECASE
)
_LEGAL = re.compile(
    r"confidential|intended recipient|privileged|virus(?:es)?\b|unauthori[sz]ed|disclaimer|registered (?:in|office)|please consider the environment|delete (?:this|the) (?:message|e-?mail)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something: its trimmed text and where it stands."""

    start: int
    end: int
    text: str


def own_text_end(body: str) -> tuple[int, bool]:
    """Where the candidate's own text ends (before quoted mail and legal footers), and whether mail is quoted."""
    end, quoted = len(body), False
    for pattern in (_QUOTE_START, _QUOTED_LINE):
        match = pattern.search(body, 0, end)
        if match is not None and (body[: match.start()].strip() or pattern is _QUOTED_LINE):
            end, quoted = match.start(), True
    return _without_footer(body, end), quoted


def _without_footer(body: str, end: int) -> int:
    """Cuts a mobile client's line, and legal text after a signature delimiter or as last paragraph."""
    lines = list(lines_of(body, 0, end))
    for line in reversed(lines[-8:]):
        if _MOBILE.match(line.text):
            end = line.start
    match = DELIMITER.search(body, 0, end)
    if match is not None and (_LEGAL.search(body, match.end(), end) or not _may_be_signature(body, match.end(), end)):
        return match.start()
    last = body.rfind("\n\n", 0, len(body[:end].rstrip()))
    if last > 0 and len(_LEGAL.findall(body, last, end)) >= 2 and end - last > 80:
        return _without_footer(body, last)
    return end


def _may_be_signature(body: str, start: int, end: int) -> bool:
    """True where the lines below a delimiter are short, like a name and contact data, not a motto or a notice."""
    return all(len(line.text) <= 60 and line.text[:1] not in "\"“'" for line in lines_of(body, start, end))


def lines_of(body: str, start: int, end: int) -> Iterator[Line]:
    """The lines between the offsets that are not blank."""
    position = start
    for raw in body[start:end].split("\n"):
        stripped = raw.strip()
        if stripped:
            left = position + raw.index(stripped[0])
            yield Line(left, left + len(stripped), stripped)
        position += len(raw) + 1


def without_answered_quotes(body: str) -> str:
    """The body with quoted lines blanked that own text answers below; of the same length.

    Who answers point by point writes between the quotations; who quotes first writes below them. Mail that is only
    quoted at the end stays as it is.
    """
    lines = body.split("\n")
    quoted = [_QUOTED_LINE.match(line) is not None for line in lines]
    blocks = [
        (kind, [number for number, _ in run]) for kind, run in groupby(enumerate(quoted), key=lambda pair: pair[1])
    ]
    own = [any(_SAYS.search(lines[number]) for number in numbers) for kind, numbers in blocks]
    answered = [place for place, (kind, _) in enumerate(blocks) if kind and any(own[place + 1 :: 2])]
    first = next((place for place, (kind, _) in enumerate(blocks) if kind), 0)
    if len(answered) < _POINTS and any(own[:first]):
        return body
    for place in answered:
        for number in blocks[place][1]:
            lines[number] = " " * len(lines[number])
    return "\n".join(lines)


# A line of own text says something: three words or more.
_SAYS = re.compile(r"\w{1,40}\W{1,20}\w{1,40}\W{1,20}\w")
# So many answered quotations, with own text before them, are an answer point by point.
_POINTS = 2
