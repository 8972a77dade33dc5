"""What a reading of a message consists of: signals, each with a value, a status and the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from courtesy.case import Case

FOUND = "found"
ABSENT = "absent"
UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalType:
    """What values a signal has: `flag` (true, false), `count` (0, 1, 2 …) or `choice` (one of `choices`)."""

    kind: str
    meaning: str
    choices: tuple[str, ...] = ()


def _flag(meaning: str) -> SignalType:
    return SignalType(kind="flag", meaning=meaning)


def _count(meaning: str) -> SignalType:
    return SignalType(kind="count", meaning=meaning)


def _choice(meaning: str, *choices: str) -> SignalType:
    return SignalType(kind="choice", meaning=meaning, choices=choices)


TONES = ("desperate", "impatient", "rude", "presumptuous", "overexcited", "apologetic")

SIGNALS: Mapping[str, SignalType] = MappingProxyType(
    {
        "words": _count("words of the body, without quoted mail and legal footers"),
        "sentences": _count("sentences of the body"),
        "paragraphs": _count("paragraphs of the body"),
        "longest_paragraph_words": _count("words of the longest paragraph"),
        "longest_sentence_words": _count("words of the longest sentence"),
        "subject_words": _count("words of the subject line"),
        "subject": _flag("the message has a subject line"),
        "greeting": _flag("the message opens with a greeting"),
        "greets_recipients": _choice("how many recipients the greeting names", "none", "some", "all"),
        "greets_by_first_name": _flag("the greeting uses a first name"),
        "signoff": _flag("the message closes with a sign-off"),
        "signature_name": _choice("how it is signed", "none", "other", "first_only", "full"),
        "contact_phone": _flag("a telephone number of the candidate is given"),
        "contact_email": _flag("an e-mail address of the candidate is given"),
        "thanks": _flag("it thanks"),
        "mentions_date": _flag("it tells when the interview was"),
        "mentions_date_form": _choice("how it tells it", "none", "exact", "weekday", "relative", "conflicting"),
        "mentions_company": _flag("it names the company"),
        "mentions_position": _flag("it names the position"),
        "interest": _flag("it says that the candidate wants the job"),
        "qualifications": _flag("it names what the candidate brings"),
        "conversation_detail": _flag("it takes up a detail of the conversation"),
        "adds_value": _flag("it brings something of use to the reader"),
        "requests_update": _flag("it asks for news of the application"),
        "asks_feedback": _flag("it asks what could have been better"),
        "salary": _flag("it speaks of pay or benefits"),
        "desperate": _flag("it begs or tells of need"),
        "impatient": _flag("it presses for an answer"),
        "rude": _flag("it insults, scolds, threatens or mocks"),
        "presumptuous": _flag("it takes the job or the reader's time for granted"),
        "overexcited": _flag("it gushes"),
        "apologetic": _flag("it apologises too much"),
        "placeholder": _flag("a placeholder of a template was left in"),
        "emoji": _flag("it carries emoji"),
        "slang": _flag("it uses slang"),
        "misspelt": _flag("a word is surely misspelt"),
        "unknown_word": _flag("a word stands in no dictionary"),
        "name_near_miss": _flag("a name of the case is misspelt"),
        "grammar": _flag("a grammatical slip was found"),
        "language": _choice("the language of the body", "en", "other"),
        "quoted_reply": _flag("quoted text of an earlier mail follows"),
        "truncated": _flag("the message is so long that only its beginning was searched for phrases"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of `subject` or `body`: code points [start, end) of the NFC text with LF line ends.

    `entry` names the lexicon entry or the check that found it.
    """

    part: str
    start: int
    end: int
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSignal:
    """One signal: its value (None where unchecked), whether it was found, and the words it rests on.

    INVARIANT: a flag is `found` exactly where its value is true; counts and choices are always `found`
    unless they are unchecked.
    """

    name: str
    value: bool | int | str | None
    status: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known around a message: the case, the channel, the recipients' ids and the moment of sending.

    Without `to` the recipients are inferred from the case and the greeting. `harper` asks the optional grammar
    checker, too, where it is installed.
    """

    case: Case | None = None
    channel: str = "email"
    to: tuple[str, ...] = ()
    at: datetime | None = None
    harper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All signals by name (every name of `SIGNALS`), with the normalised text that their spans point into."""

    subject: str
    body: str
    signals: Mapping[str, MessageSignal]


def flag(name: str, spans: tuple[Span, ...]) -> MessageSignal:
    """A flag that holds exactly where some words were found."""
    found = bool(spans)
    return MessageSignal(name=name, value=found, status=FOUND if found else ABSENT, spans=spans)


def valued(name: str, value: int | str, spans: tuple[Span, ...] = ()) -> MessageSignal:
    """A count or a choice that could be decided."""
    return MessageSignal(name=name, value=value, status=FOUND, spans=spans)


def unchecked(name: str) -> MessageSignal:
    """A signal that could not be decided from what is known."""
    return MessageSignal(name=name, value=None, status=UNCHECKED)
