"""Drafts as people have them: plain text with or without header lines, or a mail saved as .eml."""

from __future__ import annotations

import codecs
import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, MIMEPart

from courtesy.case import Message
from courtesy.diagnostic import Diagnostic, Location
from courtesy.message.html_text import html_to_text
from courtesy.message.mail_limits import MAIL_LIMIT, passed_limit
from courtesy.message.quoting import own_text_end
from courtesy.message.text import folded, normalised

MESSAGE_LIMIT = 64 * 1024
# A mail carries attachments, which are not read; its text is held to MESSAGE_LIMIT after decoding.
_BINARY = (
    b"\x89PNG",
    b"%PDF",
    b"PK\x03\x04",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"\x1f\x8b",
    b"{\\rtf",
)
_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z-]{0,40}):[ \t]{0,10}(?P<value>[^\n]{0,2000})(?:\n|\Z)")
_DRAFT_HEADERS = frozenset(
    {"subject", "to", "from", "cc", "bcc", "date", "reply-to", "sent", "message-id", "in-reply-to"}
)
_MAIL_HEADERS = (
    "mime-version",
    "content-type",
    "message-id",
    "received",
    "content-transfer-encoding",
    "return-path",
    "x-mailer",
    "x-unsent",
)
_BODY_ON_SUBJECT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft's text and the facts of its headers; what a header does not say is None or empty."""

    message: Message
    from_: str | None = None
    to: tuple[str, ...] = ()
    date: datetime | None = None
    message_id: str | None = None
    in_reply_to: str | None = None


def read_draft(data: bytes, file: str) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The draft in these bytes, or what keeps them from being one.

    Errors: binary data, an encoding that cannot be told, no text, more than 64 KiB of text.
    """
    if len(data) > MAIL_LIMIT:
        return None, (_too_large(file, "a mail file may hold at most 25 MiB"),)
    if _is_mail(data, file):
        limit = passed_limit(data)
        if limit is not None:
            return None, (_too_large(file, f"this mail is larger than the limit of {limit}"),)
        return _from_mail(data, file)
    text, problem = _decoded(data, file)
    if text is None:
        return None, (problem,) if problem else ()
    return _from_text(text, file)


def _is_mail(data: bytes, file: str) -> bool:
    """True for `.eml`, and for text that begins with the header lines that only mail has."""
    head = data[:4096].removeprefix(codecs.BOM_UTF8).split(b"\r\n\r\n")[0].split(b"\n\n")[0].lower()
    if file.lower().endswith((".eml", ".mbox")):
        return b"\0" not in data[:4096] and not data.startswith(_BINARY)
    lines = head.splitlines()
    return any(line.startswith(tuple(f"{name}:".encode() for name in _MAIL_HEADERS)) for line in lines[:40])


def _decoded(data: bytes, file: str) -> tuple[str | None, Diagnostic | None]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, encoding, file)
    if data.startswith(_BINARY) or b"\0" in data:
        return None, _problem(
            "message-binary", "this is no text file", file, "save the message as plain text or as .eml"
        )
    return _strictly(data, "utf-8", file)


def _strictly(data: bytes, encoding: str, file: str) -> tuple[str | None, Diagnostic | None]:
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        where = Location(file=file, line=line, column=column)
        message = f"the text is not valid UTF-8 at byte {error.start + 1}"
        return None, Diagnostic(code="message-encoding", message=message, location=where, help="save it as UTF-8")


def _problem(code: str, message: str, file: str, advice: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, location=Location(file=file), help=advice)


def _too_large(file: str, message: str) -> Diagnostic:
    return _problem("message-too-large", message, file, "give the message alone, without attachments or older mail")


def _from_text(text: str, file: str) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    plain = normalised(text)
    headers, body = _split_headers(plain)
    return _checked(headers, body, file)


def _split_headers(text: str) -> tuple[dict[str, str], str]:
    """Leading `Subject:`, `To:` … lines, and the text after them; any other first line is text."""
    headers: dict[str, str] = {}
    position = len(text) - len(text.lstrip("\n"))
    while match := _HEADER.match(text, position):
        name = match["name"].lower()
        if name not in _DRAFT_HEADERS:
            break
        headers.setdefault(name, match["value"].strip())
        position = match.end()
    return headers, text[position:] if headers else text


def _from_mail(data: bytes, file: str) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    parsed = email.message_from_bytes(data.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n"), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    body, problem = _mail_text(parsed, file)
    if body is None:
        return None, (problem,) if problem else ()
    headers = {name: value for name in _DRAFT_HEADERS if (value := _header(parsed, name))}
    return _checked(headers, normalised(body), file)


def _header(parsed: EmailMessage, name: str) -> str | None:
    """A header as text on one line; a broken one as it stands."""
    try:
        value = parsed.get(name)
        return " ".join(str(value).split()) if value is not None else None
    except (ValueError, IndexError, AttributeError, TypeError):
        # The standard library's header parsers raise these on some broken headers.
        raw = next((v for k, v in parsed.raw_items() if k.lower() == name), None)
        return " ".join(str(raw).split()) if raw is not None else None


def _mail_text(parsed: EmailMessage, file: str) -> tuple[str | None, Diagnostic | None]:
    """The first plain text of the mail, else its HTML as text."""
    html: str | None = None
    for part in _text_parts(parsed):
        content, problem = _part_text(part, file)
        if content is None:
            return None, problem
        if part.get_content_type() == "text/plain" and content.strip():
            return _unflowed(part, content), None
        if part.get_content_type() == "text/html" and html is None:
            html = html_to_text(content[: 16 * MESSAGE_LIMIT])
    if html is not None:
        return html, None
    return None, _problem(
        "message-no-text", "the mail has no text part", file, "write the message into the mail's body"
    )


def _text_parts(parsed: MIMEPart) -> Iterator[MIMEPart]:
    """The inline text parts, outer mail only: attached messages are not the candidate's words."""
    if parsed.get_content_type() == "message/rfc822":
        return
    if parsed.is_multipart():
        for part in parsed.iter_parts():
            yield from _text_parts(part)
    elif parsed.get_content_maintype() == "text" and not parsed.is_attachment():
        yield parsed


def _part_text(part: MIMEPart, file: str) -> tuple[str | None, Diagnostic | None]:
    """The decoded text of one part: its declared charset, else UTF-8, else Windows-1252."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    declared = part.get_content_charset("utf-8")
    for charset in (declared, "utf-8", "windows-1252"):
        try:
            return data.decode(charset), None
        except (UnicodeDecodeError, LookupError):
            continue
    return None, _problem(
        "message-encoding", f"the mail's text cannot be read as `{declared}`", file, "save it as UTF-8"
    )


def _unflowed(part: MIMEPart, text: str) -> str:
    """`format=flowed` lines (RFC 3676) joined again."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return re.sub(r"(?<!^--)(?<!\n--) \r?\n(?!\r?\n|>|-- \r?\n)", " ", text)


def _checked(headers: dict[str, str], body: str, file: str) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    body = body.strip("\n")
    own, has_quote = own_text_end(folded(body))
    if len(body.encode("utf-8", "replace")) > MESSAGE_LIMIT:
        return None, (_too_large(file, "a message may hold at most 64 KiB of text"),)
    if not body[:own].strip() and not headers.get("subject"):
        return None, (_problem("message-empty", "the message has no text of its own", file, "write the message first"),)
    subject = headers.get("subject")
    message = Message(subject=subject[:_BODY_ON_SUBJECT] if subject else None, body=body, quoted=has_quote)
    draft = Draft(
        message=message,
        from_=next(iter(_addresses(headers.get("from"))), None),
        to=_addresses(headers.get("to")),
        date=_moment(headers.get("date") or headers.get("sent")),
        message_id=headers.get("message-id"),
        in_reply_to=headers.get("in-reply-to"),
    )
    return draft, ()


def _addresses(value: str | None) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(address for _, address in email.utils.getaddresses([value]) if "@" in address)


def _moment(value: str | None) -> datetime | None:
    """The header's moment; None where it is missing or says none."""
    if not value:
        return None
    try:
        return email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
