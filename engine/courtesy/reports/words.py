"""Words that reports share: moments, lists, names of people, and how a source is cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from courtesy.case import Case, Proposal
from courtesy.rule import Cite, Rulebook

_ACTS = {
    "thank_you": "a thank-you",
    "follow_up": "a follow-up",
    "status_reply": "an answer to the update",
    "feedback_request": "a request for feedback",
    "connection_request": "a connection request",
    "contact_lookup": "a request for contact data",
    "document_request": "a request for a document",
}
_CHANNELS = {
    "email": "by email",
    "phone": "by phone",
    "voicemail": "on voicemail",
    "text": "by text message",
    "letter": "by post",
    "hand_delivery": "dropped off by hand",
    "in_person": "in person",
    "linkedin": "on LinkedIn",
}

WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment_words(moment: datetime) -> str:
    """`Tue 10 Mar 2026, 09:00`, in the moment's own zone, the same on every machine."""
    return f"{WEEKDAY_NAMES[moment.weekday()]} {moment.day} {month_name(moment)} {moment.year}, {moment:%H:%M}"


def month_name(day: date) -> str:
    """`Mar`: names that no locale changes."""
    return _MONTHS[day.month - 1]


def listed(words: Iterable[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def people_words(case: Case, people: Sequence[str]) -> str:
    """The names of people of the case, their ids where no name is known."""
    found = [(identifier, case.person(identifier)) for identifier in people]
    return listed(person.name if person and person.name else identifier for identifier, person in found)


def act_words(act: str) -> str:
    """`a follow-up`; a pack's own act as its word with blanks."""
    return _ACTS.get(act, act.replace("_", " "))


def channel_words(channel: str) -> str:
    """`by email`; a pack's own channel as `by …`."""
    return _CHANNELS.get(channel, "by " + channel.replace("_", " "))


def proposal_words(case: Case, proposal: Proposal) -> str:
    """`a follow-up by email to Ana Cruz on Tue 10 Mar 2026, 09:00`."""
    to = f" to {people_words(case, proposal.to)}" if proposal.to else ""
    act, channel = act_words(proposal.act), channel_words(proposal.channel)
    return f"{act} {channel}{to} on {moment_words(proposal.at)}"


def cite_words(rulebook: Rulebook, source: str, cite: Cite) -> str:
    """`LifeSavvy, “Do Send a Follow-Up Email”, paragraph 43, sentence 2 (0a1b2c3d4e5f)`.

    Where the rulebook has the documents, the passage itself follows.
    """
    found = rulebook.source(source)
    publisher = (found.publisher or found.title) if found else source
    section = f", “{cite.section}”" if cite.section else ""
    speaker = f", {cite.speaker} speaking" if cite.speaker else ""
    place = f"paragraph {cite.paragraph}, sentence {cite.sentence}"
    passage = rulebook.quotes.get((source, cite.digest))
    quoted = f": “{passage}”" if passage is not None else ""
    return f"{publisher}{section}, {place}{speaker} ({cite.digest}){quoted}"


def with_passages(data: Any, rulebook: Rulebook) -> Any:
    """Plain data for JSON in which each citation of a rule also holds the `passage` itself, where it is known."""
    if isinstance(data, list):
        return [with_passages(item, rulebook) for item in data]
    if not isinstance(data, Mapping):
        return data
    told = {key: with_passages(value, rulebook) for key, value in data.items()}
    source = str(told.get("rule", "")).partition("/")[0]
    cite = told.get("cite")
    passage = rulebook.quotes.get((source, cite["digest"])) if isinstance(cite, dict) and "digest" in cite else None
    return told if passage is None else told | {"cite": {**told["cite"], "passage": passage}}
