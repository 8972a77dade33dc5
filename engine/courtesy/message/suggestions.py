"""How to say it better: advice for what was found, a sentence with the case's names for what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from courtesy.case import Case
from courtesy.message import people
from courtesy.message.dates import interview_days
from courtesy.message.signals import ABSENT, FOUND, TONES, Context, Reading, Span

_UTC = ZoneInfo("UTC")
_FORM = ("placeholder", "emoji", "slang", "misspelt", "unknown_word", "name_near_miss", "grammar")
_ADVICE: Mapping[str, str] = {
    "desperate": "Say once that you want the job and why you fit; leave need, money troubles and pleading out.",
    "impatient": "Ask one open question (“Could you tell me where the decision stands?”) without a deadline or a count of messages.",
    "rude": "Take the reproach out; say what you would like to know and thank the reader.",
    "presumptuous": "Write “if I were to join you” instead of treating the job as yours.",
    "overexcited": "Keep one sentence that says why you are keen; drop capitals, superlatives and most exclamation marks.",
    "apologetic": "Apologise at most once, in one clause, and go on to what you have to say.",
    "placeholder": "Fill in what the template left open.",
    "emoji": "Leave the emoji out; many readers of applications take them amiss.",
    "slang": "Use the plain word.",
    "grammar": "Read the sentence once more.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What could be changed: the signal, what was found or missing, the advice, and where (None: missing)."""

    signal: str
    advice: str
    span: Span | None = None


def suggestions(reading: Reading, context: Context, advice: Mapping[str, str] | None = None) -> tuple[Suggestion, ...]:
    """A rewording for each bad finding, in order of position, then a sentence for each missing part."""
    told = {**_ADVICE, **(advice or {})}
    return (*_for_findings(reading, told), *_for_missing(reading, context))


def _for_findings(reading: Reading, advice: Mapping[str, str]) -> Iterator[Suggestion]:
    for name in (*TONES, *_FORM):
        signal = reading.signals[name]
        if signal.status != FOUND:
            continue
        spans = signal.spans if name in ("misspelt", "unknown_word", "name_near_miss") else signal.spans[:1]
        for span in spans:
            yield Suggestion(signal=name, advice=_wording(name, reading, span, advice), span=span)


def _wording(name: str, reading: Reading, span: Span, advice: Mapping[str, str]) -> str:
    text = (reading.subject if span.part == "subject" else reading.body)[span.start : span.end]
    meant = span.entry.partition(":")[2]
    if name == "misspelt":
        return f"Write “{meant}” instead of “{text}”."
    if name == "name_near_miss":
        return f"The case has the name “{meant}”, the message “{text}”."
    if name == "unknown_word":
        return f"No dictionary has “{text}”: check it."
    return advice[name]


def _for_missing(reading: Reading, context: Context) -> Iterator[Suggestion]:
    if reading.signals["language"].value == "other":
        return
    for name, sentence in _sentences(context).items():
        if reading.signals[name].status == ABSENT or reading.signals[name].value == "none":
            yield Suggestion(signal=name, advice=sentence)


def _sentences(context: Context) -> dict[str, str]:
    """A sentence for each part that can be missing, with the names that the case knows."""
    case = context.case or Case(timezone=_UTC)
    company = case.company or "your company"
    position = f"the {case.position} position" if case.position else "the position"
    found = {
        "greeting": f"Open with “{_greeting(case, context)}”.",
        "thanks": "Thank the reader: “Thank you for taking the time to speak with me.”",
        "mentions_date": f"Say when you spoke: “our conversation on {_day(case, context)}”.",
        "mentions_company": f"Name the company: “I would be glad to work at {company}.”",
        "mentions_position": f"Name the position: “I am writing about {position}.”",
        "interest": f"Say that you want it: “I am very interested in {position} at {company}.”",
        "conversation_detail": _detail(case),
        "signoff": f"Close with “Kind regards, {case.candidate.name or 'and your name'}”.",
    }
    if context.channel == "email":
        found["subject"] = f"Give it a subject: “{case.position or 'Our interview'}: thank you”."
        found["contact_phone"] = (
            f"Leave your number below your name: {case.candidate.phone or 'your telephone number'}."
        )
    if case.candidate.name:
        found["signature_name"] = f"Sign with your name: {case.candidate.name}."
    return {name: text for name, text in found.items() if text}


def _greeting(case: Case, context: Context) -> str:
    chosen = people.recipients(case, context.to, "")
    names = [person.name for person in chosen if person.name]
    return f"Dear {' and '.join(names[:2])}," if names else "Dear …,"


def _day(case: Case, context: Context) -> str:
    days = interview_days(case, context.at)
    return f"{days[0]:%A}, {days[0].day} {days[0]:%B}" if days else "the day of the interview"


def _detail(case: Case) -> str:
    notes = case.notes or ()
    return f"Take up something you talked about, for example “{notes[0]}”." if notes else ""
