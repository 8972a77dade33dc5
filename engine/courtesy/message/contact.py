"""Telephone numbers and e-mail addresses in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courtesy.case import Case
from courtesy.message.text import Stretch

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(
    r"(?<![\w.,£$€#/-])(?:\+\d{1,3}[ .()-]{0,2}(?:\d[ .()-]{0,2}){6,13}\d"
    r"|\(\d{2,5}\)[ .-]{0,2}(?:\d[ .-]?){5,9}\d"
    r"|0(?:\d[ .()-]{0,2}){7,11}\d"
    r"|\d{3}[ .-]\d{3}[ .-]\d{4}|\d{10}|\d{3}[ .-]\d{4})(?![\w%])(?![.,:/-]\d)"
)
_NO_PHONE = re.compile(
    r"(?:\b(?:ref(?:erence)?|no|nr|number|paper|order|invoice|id|isbn|issn|doi|ticket|case|requisition|req|job|posting|vacancy|version|v|part|serial)\b[\s.:#]{0,3}|#)$",
    re.IGNORECASE,
)
_PHONE_WORD = re.compile(r"\b(?:phone|telephone|mobile|cell|call|contact)\b[^\n.]{0,12}$", re.IGNORECASE)


def emails(text: str, case: Case | None) -> tuple[Stretch, ...]:
    """The addresses in the text that belong to nobody on the employer's side."""
    others = {p.email.casefold() for p in case.people if p.email} if case else set()
    return tuple(Stretch(m.start(), m.end()) for m in _EMAIL.finditer(text) if m.group().casefold() not in others)


def phones(text: str, case: Case | None) -> tuple[Stretch, ...]:
    """The telephone numbers in the text that belong to nobody on the employer's side."""
    others = {_digits(p.phone)[-7:] for p in case.people if p.phone} if case else set()
    own = _digits(case.candidate.phone or "") if case else ""
    found = {*_phones(text, others, own), *_tails(text, own)}
    return tuple(sorted(found, key=lambda place: place.start))


def _phones(text: str, others: set[str], own: str) -> Iterator[Stretch]:
    for match in _PHONE.finditer(text):
        digits = _digits(match.group())
        before = text[max(0, match.start() - 24) : match.start()]
        reference = _NO_PHONE.search(before) and not _PHONE_WORD.search(before)
        if digits[-7:] in others or (reference and digits[-6:] != own[-6:]):
            continue
        yield Stretch(match.start(), match.end())


def _tails(text: str, own: str) -> Iterator[Stretch]:
    """The candidate's own number without its first digits."""
    for match in _RUN.finditer(text):
        if own.endswith(_digits(match.group())):
            yield Stretch(match.start(), match.end())


_RUN = re.compile(r"(?<![\w+(.-])\d(?:[ .()-]{0,2}\d){5,12}(?!\w)")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
