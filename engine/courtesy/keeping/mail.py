"""Mail that was saved as `.eml` or `.mbox`, as letters: who wrote what to whom, and when."""

from __future__ import annotations

import email.errors
import email.header
import email.parser
import email.utils
import hashlib
import mailbox
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message as Headers
from pathlib import Path

from courtesy.case import Message
from courtesy.diagnostic import Diagnostic, Location, Severity
from courtesy.frozen import dataclass
from courtesy.message.mail_limits import COMMENTS_LIMIT, MAIL_LIMIT, cut, passed_limit

MAILBOX_LIMIT = 256 * 1024 * 1024
"""The largest mailbox that is read, in bytes."""

LETTERS_LIMIT = 20_000
"""How many mails a mailbox may hold."""

_ADDRESSES_LIMIT = 64 * 1024
_LINE_LIMIT = 2000
_MIME_HEADERS = ("mime-version", "content-type", "content-transfer-encoding")
_NAME = re.compile(r"<[^\s<>]{1,200}>|[^\s<>#]{1,200}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mailbox:
    """One address of a mail's header, folded to lower case, with the name written beside it (may be empty)."""

    address: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail. `origin` names it for ever: its Message-ID, or a digest where it has none.

    `message` is None where no text could be read. `answers` tells whether it replies to another mail,
    `automatic` whether a machine wrote it.
    """

    origin: str
    file: str
    at: datetime
    sender: Mailbox
    recipients: tuple[Mailbox, ...]
    subject: str
    message: Message | None
    answers: bool
    automatic: bool


def read_mail_file(path: Path) -> tuple[tuple[Letter, ...], tuple[Diagnostic, ...]]:
    """The one letter of an `.eml` file."""
    data, problems = _bytes(path, MAIL_LIMIT)
    if data is None:
        return (), problems
    letter, problem = read_letter(data, str(path))
    return ((letter,) if letter else ()), ((problem,) if problem else ())


def read_mailbox(path: Path) -> tuple[tuple[Letter, ...], tuple[Diagnostic, ...]]:
    """The letters of an `.mbox` file in its order; a letter that cannot be read is a warning."""
    problem = _size_problem(path, MAILBOX_LIMIT)
    if problem is not None:
        return (), (problem,)
    try:
        # `create=False` makes it an error that there is no such file.
        box = mailbox.mbox(path, create=False)
        with_problems = list(_letters(box, str(path)))
        box.close()
    except (OSError, mailbox.Error) as error:
        return (), (_problem("unreadable-file", f"cannot read this mailbox: {_reason(error)}", str(path)),)
    letters = tuple(letter for letter, _ in with_problems if letter)
    return letters, tuple(problem for _, problem in with_problems if problem)


def read_letter(data: bytes, file: str) -> tuple[Letter | None, Diagnostic | None]:
    """One mail of bytes, or why it is none."""
    limit = passed_limit(_without_envelope(data))
    if limit is not None:
        return None, _over(file, "mail", limit)
    head, body = cut(_without_envelope(data))
    headers = email.parser.BytesHeaderParser().parsebytes(head)
    sender = next(iter(_mailboxes(headers, "from")), None)
    at = _moment(_text(headers, "date"))
    if sender is None or at is None:
        missing = "sender" if sender is None else "date"
        return None, _skipped(file, f"a mail without a readable {missing} was passed over", _text(headers, "subject"))
    letter = _letter(headers, file, sender, at)
    return replace(letter, origin=_origin(headers, data), message=_message(headers, body)), None


def _letter(headers: Headers, file: str, sender: Mailbox, at: datetime) -> Letter:
    """What the head of a mail tells; its name and its text are still to come."""
    recipients = (mailbox for name in ("to", "cc", "bcc") for mailbox in _mailboxes(headers, name))
    automatic = _text(headers, "auto-submitted").lower() not in {"", "no"}
    return Letter(
        origin="",
        file=file,
        at=at,
        sender=sender,
        recipients=tuple(dict.fromkeys(recipients)),
        subject=_text(headers, "subject"),
        message=None,
        answers=bool(_text(headers, "in-reply-to")),
        automatic=automatic,
    )


def _letters(box: mailbox.mbox, file: str) -> Iterator[tuple[Letter | None, Diagnostic | None]]:
    keys = box.keys()
    if not keys:
        yield None, _problem("not-a-mailbox", "this is no mailbox: it has no line that begins a mail", file)
    if len(keys) > LETTERS_LIMIT:
        yield None, _over(file, "mailbox", f"{LETTERS_LIMIT:,} mails")
        return
    for key in keys:
        with box.get_file(key) as stream:
            data = stream.read(MAIL_LIMIT + 1)
        letter, problem = read_letter(data, file)
        yield letter, problem


def _message(headers: Headers, body: bytes) -> Message | None:
    """The text of the mail, or None where there is none to be read."""
    from courtesy.message.draft import read_draft  # noqa: PLC0415 - only an import reads mail

    # Only what the body needs to be read: the other headers were read here, and may be hostile.
    kept = [f"{name}: {headers.get(name)}" for name in _MIME_HEADERS if name in headers]
    head = "\n".join(" ".join(line.split())[:_LINE_LIMIT] for line in kept)
    try:
        draft, _ = read_draft(head.encode("utf-8", "replace") + b"\n\n" + body, "mail.eml")
    except RecursionError:
        # The standard library reads nested comments and parts by recursion.
        return None
    subject = _text(headers, "subject") or None
    return replace(draft.message, subject=subject) if draft else None


def _without_envelope(data: bytes) -> bytes:
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return data.partition(b"\n")[2] if data.startswith((b"From ", b">From ")) else data


def _text(headers: Headers, name: str) -> str:
    """The first header of this name, decoded, on one line; empty where there is none."""
    raw = str(headers.get(name, ""))[:_LINE_LIMIT]
    return " ".join(plain(_decoded(raw)).replace("\ufffd", " ").split())


def _mailboxes(headers: Headers, name: str) -> tuple[Mailbox, ...]:
    values = [str(value)[:_ADDRESSES_LIMIT] for value in headers.get_all(name, [])]
    if sum(value.count("(") for value in values) > COMMENTS_LIMIT:
        return ()
    pairs = email.utils.getaddresses([" ".join(value.split()) for value in values])
    return tuple(
        Mailbox(address=address.casefold(), name=plain(_decoded(display)))
        for display, address in pairs
        if "@" in address and address.isprintable()
    )


def plain(text: str) -> str:
    """The text with blanks for characters that a terminal would obey or hide, not show."""
    return "".join(character if character.isprintable() else " " for character in text)


def _decoded(text: str) -> str:
    try:
        return str(email.header.make_header(email.header.decode_header(text[:_LINE_LIMIT])))
    except (LookupError, ValueError, email.errors.HeaderParseError):
        # An unknown or wrong encoding: what can be read of it is better than nothing.
        return text[:_LINE_LIMIT]


def _moment(value: str) -> datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(value)
        # `-0000` says that the zone is not known: the time is that of UTC then (RFC 5322, 3.3).
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _origin(headers: Headers, data: bytes) -> str:
    found = _NAME.fullmatch(_text(headers, "message-id"))
    if found and found.group().isprintable():
        return found.group()
    return "sha256:" + hashlib.sha256(data).hexdigest()[:24]


# ---------------------------------------------------------------- files


def _bytes(path: Path, limit: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    problem = _size_problem(path, limit)
    if problem is not None:
        return None, (problem,)
    try:
        return path.read_bytes(), ()
    except OSError as error:
        return None, (_problem("unreadable-file", f"cannot read this file: {_reason(error)}", str(path)),)


def _size_problem(path: Path, limit: int) -> Diagnostic | None:
    """What keeps a path from being a file of at most `limit` bytes."""
    try:
        if not path.is_file():
            missing = "is not a file" if path.exists() else "does not exist"
            return _problem("unreadable-file", f"`{path}` {missing}", str(path))
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        return _problem("unreadable-file", f"cannot read this file: {_reason(error)}", str(path))
    return _over(str(path), "file", f"{limit >> 20} MiB") if size > limit else None


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).lower()


def _over(file: str, what: str, limit: str) -> Diagnostic:
    return Diagnostic(
        code="file-too-large",
        message=f"this {what} is larger than the limit of {limit}",
        location=Location(file=file),
        help="save the mails of this application alone, without large attachments",
    )


def _problem(code: str, message: str, file: str) -> Diagnostic:
    return Diagnostic(
        code=code,
        message=message,
        location=Location(file=file),
        help="give mails saved as .eml or .mbox, or appointments saved as .ics",
    )


def _skipped(file: str, message: str, subject: str) -> Diagnostic:
    return Diagnostic(
        code="mail-passed-over",
        message=f"{message}: `{subject[:80]}`" if subject else message,
        location=Location(file=file),
        severity=Severity.WARNING,
        help="add its event by `courtesy case log`",
    )
