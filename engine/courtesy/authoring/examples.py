"""The examples of cards, made into cases and proposals: a compact situation with a fixed cast on a fixed day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from courtesy.case import Case, Proposal
from courtesy.condition import Unit
from courtesy.diagnostic import Diagnostic, nearest
from courtesy.frozen import dataclass
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.proposal_reader import proposal_from_data
from courtesy.rule import AnyCard, Example, Rulebook
from courtesy.situation.calendar import shift
from courtesy.vocabulary import Vocabulary

DAY = date(2026, 3, 18)
"""The proposal's day: a Wednesday."""
ZONE = ZoneInfo("Europe/London")
NOON = time(12, 0)
HOUR_OF_DAYS_AGO = time(10, 0)

_AGO = re.compile(r"(?P<amount>\d{1,4}) (?P<unit>[a-z ]+?)s? ago")
_AHEAD = re.compile(r"in (?P<amount>\d{1,4}) (?P<unit>[a-z ]+?)s?")
_CLOCK = re.compile(r"\d{2}:\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """An example as a whole situation."""

    case: Case
    proposal: Proposal


class _Unreadable(Exception):  # noqa: N818 - carries a diagnostic's words to the one place that locates it
    def __init__(self, message: str, helping: str | None = None) -> None:
        super().__init__(message)
        self.message, self.help = message, helping


def stage(rulebook: Rulebook, card: AnyCard, example: Example) -> tuple[Staged | None, tuple[Diagnostic, ...]]:
    """The case and the proposal that an example describes, or what is wrong with it."""
    try:
        moment = _moment(example.propose.get("at"))
        case_data = _case_data(rulebook.vocabulary, example.given, moment)
    except _Unreadable as problem:
        return None, (_located(example, problem.message, problem.help),)
    case, problems = case_from_data(case_data, rulebook.vocabulary)
    if case is None:
        return None, tuple(_located(example, problem.message, problem.help) for problem in problems)
    proposal, problems = proposal_from_data(_proposal_data(card, example, moment), case, rulebook.vocabulary)
    if proposal is None:
        return None, tuple(_located(example, problem.message, problem.help) for problem in problems)
    return Staged(case=case, proposal=proposal), ()


def _located(example: Example, message: str, helping: str | None) -> Diagnostic:
    return Diagnostic(
        code="bad-example", message=f"the example cannot be staged: {message}", help=helping, location=example.location
    )


def _moment(at: str | None) -> datetime:
    if at is None:
        return datetime.combine(DAY, NOON, ZONE)
    if _CLOCK.fullmatch(at):
        return datetime.combine(DAY, _clock(at), ZONE)
    if _MOMENT.fullmatch(at):
        return datetime.fromisoformat(at).replace(tzinfo=ZONE)
    raise _Unreadable(
        f"`{at}` is no moment", 'write a clock time such as "09:30" or a moment such as "2026-03-10 09:00"'
    )


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise _Unreadable(f"`{text}` is no time of day", 'write it as "09:30"') from error


def _case_data(vocabulary: Vocabulary, given: Mapping[str, Any], moment: datetime) -> dict[str, Any]:
    events = [
        event
        for word, when in given.items()
        if word not in ("promised date", "traits", "holidays", "notes")
        for event in _events(vocabulary, word, when, moment)
    ]
    if "promised date" in given:
        events.append(_promise(given["promised date"], events, moment))
    data: dict[str, Any] = {
        "timezone": ZONE.key,
        "candidate": {"name": "Alex Candidate", "email": "alex@example.org", "phone": "+44 20 7946 0000"},
        "company": "Example Company",
        "position": "Example Position",
        "people": {
            role: {"name": f"{role.replace('_', ' ').title()} Example", "role": role} for role in vocabulary.roles
        },
        "events": events,
    }
    return data | {key: _listed(given[key]) for key in ("traits", "holidays", "notes") if key in given}


def _listed(value: Any) -> list[Any]:
    """One word stands for a list of it."""
    return [value] if isinstance(value, str) else list(value)


def _events(vocabulary: Vocabulary, word: str, when: Any, moment: datetime) -> Iterator[dict[str, Any]]:
    if word not in vocabulary.events:
        near = nearest(word, [*vocabulary.events, "promised date", "traits", "holidays"])
        raise _Unreadable(f"no event `{word}`", f"did you mean `{near}`?" if near else None)
    for item in when if isinstance(when, list) else [when]:
        fields = dict(item) if isinstance(item, Mapping) else {"at": item}
        if "at" not in fields:
            raise _Unreadable(f"`{word}` does not say when", "add `at: 3 days ago`")
        yield _defaults(vocabulary, word) | fields | {"event": word, "at": _text(_when(fields["at"], moment))}


def _defaults(vocabulary: Vocabulary, word: str) -> dict[str, Any]:
    if word == "interview":
        return {"with": ["hiring_manager"], "channel": "in_person"}
    if vocabulary.events[word].by_candidate:
        return {"to": ["hiring_manager"], "channel": "email"}
    known = {*vocabulary.events[word].required, *vocabulary.events[word].optional}
    usual = {"from": "hiring_manager", "channel": "email", "who": "hiring_manager"}
    return {field: value for field, value in usual.items() if field in known}


def _promise(when: Any, events: list[dict[str, Any]], moment: datetime) -> dict[str, Any]:
    interviews = [event["at"] for event in events if event["event"] == "interview"]
    said = max(interviews, default=_text(moment - timedelta(minutes=1)))
    return {"event": "timeline_given", "at": said, "by": _day(str(when)), "from": "hiring_manager"}


def _day(text: str) -> str:
    for pattern, sign in ((_AGO, -1), (_AHEAD, 1)):
        found = pattern.fullmatch(text)
        if found:
            return _shifted(DAY, sign * int(found["amount"]), _unit(found["unit"])).isoformat()
    return text


def _when(text: Any, moment: datetime) -> datetime:
    found = _AGO.fullmatch(str(text))
    if found is None and _MOMENT.fullmatch(str(text)):
        return datetime.fromisoformat(str(text)).replace(tzinfo=ZONE)
    if found is None:
        raise _Unreadable(
            f"`{text}` is no time", 'write `3 days ago`, `20 hours ago` or a moment such as "2026-03-10 09:00"'
        )
    amount, unit = int(found["amount"]), _unit(found["unit"])
    if unit is Unit.MINUTE:
        return moment - timedelta(minutes=amount)
    if unit is Unit.HOUR:
        return moment - timedelta(hours=amount)
    day = _shifted(moment.date(), -amount, unit)
    return datetime.combine(day, HOUR_OF_DAYS_AGO, ZONE)


def _shifted(day: date, amount: int, unit: Unit) -> date:
    return date.fromordinal(shift(day.toordinal(), amount, unit))


def _unit(word: str) -> Unit:
    try:
        return Unit(word)
    except ValueError as error:
        near = nearest(word, [unit.value for unit in Unit])
        raise _Unreadable(f"no unit `{word}`", f"did you mean `{near}`?" if near else None) from error


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _proposal_data(card: AnyCard, example: Example, moment: datetime) -> dict[str, Any]:
    propose = example.propose
    data: dict[str, Any] = {
        "act": propose.get("act", card.acts[0] if card.acts else "follow_up"),
        "channel": propose.get("channel", "email"),
        "to": propose.get("to", ["hiring_manager"]),
        "at": _text(moment),
    }
    if isinstance(data["to"], str):
        data["to"] = [data["to"]]
    if example.message is not None:
        data["message"] = {"body": example.message, "subject": propose.get("subject")}
    return data
