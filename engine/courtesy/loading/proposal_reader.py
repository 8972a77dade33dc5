"""The next message, from a file, from JSON or from options, with its defaults filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path as FilePath
from typing import Any

from courtesy.case import Case, Event, Message, Proposal
from courtesy.diagnostic import Diagnostic, has_errors, in_order
from courtesy.loading.case_reader import check_named, without_nulls
from courtesy.loading.case_shapes import proposal_grammar
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.document import Document, Path
from courtesy.loading.moments import Fault, moment_of
from courtesy.loading.problems import Problems
from courtesy.loading.shape import Grammar
from courtesy.loading.yaml_reader import survey_yaml
from courtesy.vocabulary import Vocabulary

MESSAGE_LIMIT = 64 * 1024
"""The longest message, in bytes of UTF-8."""

DEFAULT_CHANNEL = "email"
HIRING_MANAGER = "hiring_manager"


def read_proposal(path: FilePath, case: Case, vocabulary: Vocabulary) -> tuple[Proposal | None, tuple[Diagnostic, ...]]:
    """The proposal in a file, or None and everything that is wrong with it."""
    document, problems = survey_yaml(path)
    if document is None:
        return None, problems
    proposal, found = proposal_from_data(document.data, case, vocabulary, locate=document)
    return (None if has_errors(problems) else proposal), in_order([*problems, *found])


def proposal_from_data(
    data: Any,
    case: Case,
    vocabulary: Vocabulary,
    *,
    locate: Document | None = None,
    under: Path = (),
    now: datetime | None = None,
) -> tuple[Proposal | None, tuple[Diagnostic, ...]]:
    """The proposal in plain data (`locate` and `under` as for a case). `now` is the moment where `at` is left out."""
    problems = Problems(document=locate, under=under)
    plain = without_nulls(data) if locate is None else data
    checked = check(plain, _grammar(vocabulary), problems)
    if checked is UNUSABLE:
        checked = _with_some_act(plain, vocabulary)
    if checked is UNUSABLE:
        return None, problems.in_order
    proposal = _proposal(checked, case, now, problems)
    return (None if has_errors(problems.found) else proposal), problems.in_order


def _with_some_act(data: Any, vocabulary: Vocabulary) -> Any:
    """What else can be read of a proposal without a usable act, so that its other problems are told, too."""
    if not isinstance(data, Mapping):
        return UNUSABLE
    filled = {**data, "act": next(iter(vocabulary.acts))}
    return check(filled, _grammar(vocabulary), Problems())


def build_proposal(
    case: Case,
    vocabulary: Vocabulary,
    *,
    act: str,
    channel: str | None = None,
    to: Sequence[str] = (),
    at: str | datetime | None = None,
    message: Message | None = None,
    now: datetime | None = None,
) -> tuple[Proposal | None, tuple[Diagnostic, ...]]:
    """A proposal from the options of a command: ids may be joined by commas; None stands for the default."""
    moment = at.isoformat(timespec="minutes") if isinstance(at, datetime) else at
    people = [name.strip() for part in to for name in part.split(",") if name.strip()]
    data = {
        "act": act,
        "channel": channel,
        "to": people or None,
        "at": None if moment == "now" else moment,
        "message": None if message is None else {"subject": message.subject, "body": message.body},
    }
    proposal, problems = proposal_from_data(data, case, vocabulary, now=now)
    if proposal is None or message is None:
        return proposal, problems
    return Proposal(
        act=proposal.act,
        channel=proposal.channel,
        to=proposal.to,
        at=proposal.at,
        message=message,
    ), problems


_GRAMMARS: list[tuple[Vocabulary, Grammar]] = []


def _grammar(vocabulary: Vocabulary) -> Grammar:
    """The shape of a proposal under this vocabulary, made once."""
    for known, grammar in _GRAMMARS:
        if known is vocabulary:
            return grammar
    _GRAMMARS[:] = [(vocabulary, proposal_grammar(vocabulary))]
    return _GRAMMARS[0][1]


def _proposal(data: Mapping[str, Any], case: Case, now: datetime | None, problems: Problems) -> Proposal:
    at = _moment(data, case, now, problems)
    if "to" in data:
        check_named(data["to"], [person.id for person in case.people], problems, ("to",))
        to = tuple(data["to"])
    else:
        to = default_recipients(case, at)
        if not to and case.people:
            problems.add(
                "no-recipient",
                "nobody was named or met to whom this could go",
                (),
                advice="say to whom, one of " + ", ".join(f"`{person.id}`" for person in case.people),
            )
    return Proposal(
        act=data["act"],
        channel=data.get("channel", DEFAULT_CHANNEL),
        to=to,
        at=at,
        message=_message(data, problems),
    )


def _moment(data: Mapping[str, Any], case: Case, now: datetime | None, problems: Problems) -> datetime:
    present = (now or datetime.now(case.timezone)).astimezone(case.timezone)
    present = present.replace(second=0, microsecond=0)
    if "at" not in data:
        return present
    moment = moment_of(data["at"], case.timezone)
    if isinstance(moment, Fault):
        problems.add(moment.code, moment.message, ("at",), advice=moment.advice)
        return present
    return moment


def _message(data: Mapping[str, Any], problems: Problems) -> Message | None:
    if "message" not in data:
        return None
    message = data["message"]
    size = len(message["body"].encode(errors="replace"))
    if size > MESSAGE_LIMIT:
        problems.add(
            "message-too-long",
            f"the message has {size:,} bytes, the limit is {MESSAGE_LIMIT:,}",
            ("message", "body"),
            advice="give the text of the message alone, without attachments",
        )
    return Message(subject=message.get("subject"), body=message["body"])


# --- to whom ------------------------------------------------------------------------------------------------------


def default_recipients(case: Case, at: datetime) -> tuple[str, ...]:
    """Whom a message goes to when nobody is named.

    The contact named last, else the hiring manager met in the latest interview, else a hiring manager of the case, else
    the first person met; nobody where none of these is known.
    """
    seen = case.seen_at(at)
    for candidates in (
        _contacts(seen),
        _managers(_met(seen), case),
        _managers((person.id for person in case.people), case),
        _met(seen),
    ):
        for person in candidates:
            return (person,)
    return ()


def _contacts(events: Sequence[Event]) -> Iterable[str]:
    return (event.who for event in reversed(events) if event.event == "contact_named" and event.who)


def _met(events: Sequence[Event]) -> tuple[str, ...]:
    return next((event.with_ for event in reversed(events) if event.event == "interview"), ())


def _managers(people: Iterable[str], case: Case) -> Iterable[str]:
    roles = {person.id: person.role for person in case.people}
    return (person for person in people if roles.get(person) == HIRING_MANAGER)
