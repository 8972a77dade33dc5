"""What a mail may hold: past these limits the standard library would read for minutes, or end in deep recursion."""

from __future__ import annotations

import re

MAIL_LIMIT = 25 * 1024 * 1024
"""The largest mail that is read, in bytes, with its attachments."""

PARTS_LIMIT = 100
"""How many parts of a mail may hold further ones."""

BOUNDARIES_LIMIT = 1000
"""How many boundaries between parts a mail may have."""

HEADERS_LIMIT = 128 * 1024
"""The largest head of a mail, in bytes."""

COMMENTS_LIMIT = 200
"""How many comments (`(…)`) the headers of a mail may hold: the standard library reads nested ones by recursion."""

LONG_HEADER = 4000
"""How long a header about a mail's or a part's content may be, in bytes."""

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LONG_CONTENT_HEADER = re.compile(
    rb"^content-[a-z-]{1,40}:(?:[^\r\n]|\r?\n[ \t]){%d}" % LONG_HEADER, re.IGNORECASE | re.MULTILINE
)
_CONTENT_HEADER = re.compile(rb"^content-[a-z-]{1,40}:(?:[^\r\n]|\r?\n[ \t]){0,4000}", re.IGNORECASE | re.MULTILINE)


def cut(data: bytes) -> tuple[bytes, bytes]:
    """The head of a mail and its body."""
    end = _HEAD_END.search(data)
    return (data[: end.end()], data[end.end() :]) if end else (data, b"")


def passed_limit(data: bytes) -> str | None:
    """The limit that a mail passes, in words, or None."""
    if len(data) > MAIL_LIMIT:
        return f"{MAIL_LIMIT >> 20} MiB"
    head, body = cut(data)
    lowered = data.lower()
    holders = lowered.count(b"multipart/") + lowered.count(b"message/")
    if holders > PARTS_LIMIT:
        return f"{PARTS_LIMIT} nested parts"
    if holders and body.count(b"\n--") > BOUNDARIES_LIMIT:
        return f"{BOUNDARIES_LIMIT:,} boundaries between parts"
    return _passed_by_headers(head, data if holders else head)


def _passed_by_headers(head: bytes, searched: bytes) -> str | None:
    if len(head) > HEADERS_LIMIT:
        return f"{HEADERS_LIMIT >> 10} KiB of headers"
    if _LONG_CONTENT_HEADER.search(searched):
        return f"{LONG_HEADER:,} bytes of a content header"
    if any(header.count(b"(") > COMMENTS_LIMIT for header in _CONTENT_HEADER.findall(searched)):
        return f"{COMMENTS_LIMIT} comments in a header"
    return None
