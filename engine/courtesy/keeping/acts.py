"""What a mail is in the words of the vocabulary, told from its text by signs that can be shown.

A small classifier on purpose: each answer names the signs it rests on, and where they do not settle it, it says so
and leaves the choice to the candidate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from courtesy.case import Case, Message
from courtesy.frozen import dataclass
from courtesy.keeping.mail import Letter

OWN_ACTS = ("thank_you", "follow_up", "status_reply", "feedback_request")
"""The acts that a mail of the candidate to the employer may be, when its text does not tell."""

EMPLOYER_EVENTS = ("reply", "rejection", "offer")
"""What a mail of the employer may be, when its text does not tell."""

_FRESH = timedelta(days=7)
_REQUEST = re.compile(r"\b(?:kindly|please|could you|can you|would you|may i|might i|send me|resend|re-send)\b")
_SUPPOSING = re.compile(r"\b(?:if|until|unless|whether|once|when|should)\b[^.!?]{0,80}\Z")

# Short pieces that employers' mails have in common, folded; each settles one word where no other kind is there.
_EMPLOYER_SIGNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rejection": (
            "not be moving forward",
            "not moving forward",
            "not to move forward",
            "not be proceeding",
            "not to proceed with your",
            "move forward with other candidates",
            "move forward with another candidate",
            "moving forward with other candidates",
            "pursue other candidates",
            "selected another candidate",
            "chosen another candidate",
            "offered the position to another",
            "position has been filled",
            "role has been filled",
            "regret to inform you",
            "you have not been selected",
            "you were not selected",
            "unable to offer you",
        ),
        "offer": (
            "pleased to offer you the",
            "delighted to offer you the",
            "happy to offer you the",
            "excited to offer you the",
            "thrilled to offer you the",
            "offer letter is attached",
        ),
    }
)
# Requests that often come with thanks: where one stands in a mail, the thanks alone do not settle what it is.
_OTHER_ACTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "connection_request": (
            "linkedin",
            "connect with you",
            "be connected",
            "stay in touch",
            "keep in touch",
            "stay connected",
        ),
        "contact_lookup": ("email address", "e-mail address", "contact details of", "contact information for"),
        "document_request": ("copy of the", "send me the contract", "contract template"),
    }
)
_REPLY_SIGNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "undecided": (
            "not made a decision",
            "not yet made a decision",
            "haven't made a decision",
            "have not decided",
            "haven't decided",
            "not yet decided",
            "no decision yet",
            "still deciding",
            "still interviewing",
            "still reviewing",
            "still in the process of",
            "still meeting with",
            "need more time",
        ),
        "acknowledged": (
            "received your",
            "thanks for your note",
            "thank you for your note",
            "thanks for your email",
            "thank you for your email",
            "thanks for your message",
            "thank you for your message",
            "thanks for following up",
            "thank you for following up",
            "thanks for checking in",
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a letter is: `event` as far as the signs tell, else None and the likely words; `because` names the signs."""

    event: str | None
    likely: tuple[str, ...]
    sure: bool
    because: tuple[str, ...]
    says: str | None = None


def recognise_own(letter: Letter, case: Case, to: tuple[str, ...]) -> Recognised:
    """The act that a mail of the candidate is."""
    interview = _latest_interview(case, letter.at)
    if interview is None:
        return _unsettled(OWN_ACTS, "it was sent before any interview of the case")
    if letter.message is None:
        return _unsettled(OWN_ACTS, "it has no text that can be read")
    text = _own_text(letter.message)
    found = _signals(letter.message, case, to, letter.at)
    act = _own_act(found, _standing(case, letter, interview), asks=_asks(text))
    return _doubted(act, _hits(text, _OTHER_ACTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """How the case stood when a mail was sent: what had been written since the latest interview.

    `fresh` is true within seven days of it; `heard` where the employer answered within the seven days before.
    """

    fresh: bool
    thanked: bool
    heard: bool
    rejected: bool


def _standing(case: Case, letter: Letter, interview: datetime) -> _Standing:
    since = [event for event in case.events if interview <= event.at <= letter.at]
    heard = [event for event in since if event.event == "reply" and letter.at - event.at <= _FRESH]
    return _Standing(
        fresh=letter.at - interview <= _FRESH,
        thanked=any(event.event == "thank_you" for event in since),
        heard=bool(heard) or letter.answers,
        rejected=any(event.event == "rejection" and event.at <= letter.at for event in case.events),
    )


def recognise_employers(letter: Letter, case: Case) -> Recognised:
    """What a mail of the employer is, and what a reply says."""
    if _latest_interview(case, letter.at) is None:
        return _unsettled(EMPLOYER_EVENTS, "it was sent before any interview of the case")
    if letter.automatic:
        return _unsettled(EMPLOYER_EVENTS, "a machine sent it")
    text = _own_text(letter.message)
    hits = _hits(text, _EMPLOYER_SIGNS)
    if len(hits) == 1:
        ((event, sign),) = hits.items()
        supposed = bool(_SUPPOSING.search(text[: text.index(sign)]))
        because = (f"it says “{sign}”",) + (("but only supposes it",) if supposed else ())
        likely = (event, *(other for other in EMPLOYER_EVENTS if other != event))
        return Recognised(event=event, likely=likely, sure=not supposed, because=because)
    if hits:
        return _unsettled(tuple(hits), *(f"it says “{sign}”" for sign in hits.values()))
    return _reply(text)


def _doubted(act: Recognised, others: Mapping[str, str]) -> Recognised:
    """The same, asked for where signs of another act stand beside it."""
    if not others:
        return act
    signs = tuple(f"it says “{sign}”" for sign in others.values())
    likely = tuple(dict.fromkeys((*act.likely[:1], *others, *act.likely)))
    return replace(act, likely=likely, sure=False, because=(*act.because, *signs))


def _own_act(found: Mapping[str, bool], standing: _Standing, *, asks: bool) -> Recognised:
    signs = tuple(sentence for name, sentence in _OWN_SIGNS.items() if found.get(name))
    if found["asks_feedback"]:
        return _told("feedback_request", sure=standing.rejected, because=signs)
    if found["requests_update"]:
        # In the first days a mail that asks for news may be meant as the thank-you, however it is put.
        early = standing.fresh and (found["thanks"] or not standing.thanked)
        settled = not (early or standing.heard or standing.rejected)
        return _told("follow_up", sure=settled, because=signs)
    if found["thanks"] and not standing.heard:
        first = standing.fresh and not standing.thanked and not asks
        return _told("thank_you", sure=first, because=signs)
    if standing.heard:
        return _unsettled(("status_reply", *OWN_ACTS), "the employer has just written", *signs)
    return _unsettled(OWN_ACTS, *signs, "no sign in it settles what it is")


def _asks(text: str) -> bool:
    """Whether the text asks for anything: thanks often close a request."""
    return "?" in text or bool(_REQUEST.search(text))


_OWN_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "thanks": "it thanks",
        "requests_update": "it asks for news",
        "asks_feedback": "it asks what could have been better",
    }
)


def _reply(text: str) -> Recognised:
    hits = _hits(text, _REPLY_SIGNS)
    because = tuple(f"it says “{sign}”" for sign in hits.values())
    if len(hits) == 1:
        (says,) = hits
        return Recognised(event="reply", likely=("reply",), sure=True, because=because, says=says)
    if hits:
        # Thanks for the mail, and no decision yet: the second is the news.
        return Recognised(event="reply", likely=("reply",), sure=True, because=because, says="undecided")
    return Recognised(
        event="reply",
        likely=EMPLOYER_EVENTS,
        sure=False,
        because=("no sign in it tells a decision",),
    )


def _told(event: str, *, sure: bool, because: tuple[str, ...]) -> Recognised:
    others = tuple(act for act in OWN_ACTS if act != event)
    return Recognised(event=event, likely=(event, *others), sure=sure, because=because)


def _unsettled(likely: tuple[str, ...], *because: str) -> Recognised:
    return Recognised(event=None, likely=tuple(dict.fromkeys(likely)), sure=False, because=because)


def _signals(message: Message, case: Case, to: tuple[str, ...], at: datetime) -> Mapping[str, bool]:
    from courtesy.message.reading import read  # noqa: PLC0415 - lexicons, only for an import
    from courtesy.message.signals import Context  # noqa: PLC0415

    reading = read(message, Context(case=case, channel="email", to=to, at=at))
    return {name: reading.signals[name].value is True for name in _OWN_SIGNS}


def _hits(text: str, signs: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The first sign of each kind that stands in the text."""
    found = {kind: next((sign for sign in known if sign in text), None) for kind, known in signs.items()}
    return {kind: sign for kind, sign in found.items() if sign is not None}


def _own_text(message: Message | None) -> str:
    """The text without the mail that it quotes, folded for the search."""
    from courtesy.message.quoting import own_text_end  # noqa: PLC0415 - only for an import
    from courtesy.message.text import folded  # noqa: PLC0415

    if message is None:
        return ""
    body = message.body[: own_text_end(folded(message.body))[0]]
    plain = unicodedata.normalize("NFKC", f"{message.subject or ''}\n{body}").replace("’", "'")
    return " ".join(plain.casefold().split())


def _latest_interview(case: Case, at: datetime) -> datetime | None:
    return max((e.at for e in case.events if e.event == "interview" and e.at <= at), default=None)
