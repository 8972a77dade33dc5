"""A new case file: the answers to a few questions, written as YAML that invites to be continued by hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from courtesy.case import Candidate, Person
from courtesy.diagnostic import Diagnostic, nearest
from courtesy.frozen import dataclass
from courtesy.keeping.entry import Entry, flow_list, scalar
from courtesy.keeping.insertion import block_lines
from courtesy.vocabulary import Vocabulary

_ID = re.compile(r"[^\W_][\w-]{0,39}")
_WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What a new file is to hold; `interview` is its first event."""

    timezone: str
    candidate: Candidate
    company: str
    position: str
    notes: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    interview: Entry | None = None


def new_case_text(new: NewCase, vocabulary: Vocabulary) -> str:
    """The text of the file."""
    return "\n".join(_lines(new, vocabulary)) + "\n"


def _lines(new: NewCase, vocabulary: Vocabulary) -> Iterator[str]:
    yield "# One application and its history. Add what happens below `events`, by hand or with"
    yield "# `courtesy case log FILE EVENT`; `courtesy case check FILE` tells what is wrong with it."
    yield f"timezone: {scalar(new.timezone)}  # times without an offset are local to this zone"
    yield "candidate:"
    yield from _given("  ", _candidate(new.candidate))
    yield f"company: {scalar(new.company)}"
    yield f"position: {scalar(new.position)}"
    yield ""
    yield "# Details that came up in the conversation, for messages that take one up."
    yield f"notes: {flow_list(new.notes)}" if new.notes else "# notes: [a hobby you share, a project they told of]"
    yield ""
    yield "# People on the employer's side, each with a short id. The roles:"
    yield from _comment(", ".join(vocabulary.roles))
    yield from _people(new.people)
    yield ""
    yield "# What happened, in any order. What does not stand here did not happen. Besides messages of"
    yield "# yours there are:"
    yield from _comment(", ".join(word.name for word in vocabulary.events.values() if not word.by_candidate))
    yield from _events(new.interview)


def _candidate(candidate: Candidate) -> list[tuple[str, str | None]]:
    return [("name", candidate.name), ("email", candidate.email), ("phone", candidate.phone)]


def _given(indent: str, pairs: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    for name, value in pairs:
        if value is not None:
            yield f"{indent}{name}: {scalar(value)}"


def _people(people: Sequence[Person]) -> Iterator[str]:
    if not people:
        yield "people: {}"
        return
    yield "people:"
    for person in people:
        fields = [
            ("name", person.name),
            ("role", person.role),
            ("email", person.email),
            ("phone", person.phone),
        ]
        inside = ", ".join(f"{name}: {scalar(value)}" for name, value in fields if value is not None)
        yield f"  {scalar(person.id)}: {{{inside}}}"


def _events(interview: Entry | None) -> Iterator[str]:
    if interview is None:
        yield "events: []"
        return
    yield "events:"
    yield block_lines([interview])


def _comment(words: str) -> Iterator[str]:
    line = "#"
    for word in words.split():
        if len(line) + len(word) >= _WIDTH:
            yield line
            line = "#"
        line += f" {word}"
    yield line


# ---------------------------------------------------------------- reading the answers


def read_person(text: str, taken: Iterable[str], vocabulary: Vocabulary) -> tuple[Person | None, Diagnostic | None]:
    """`kim=Kim Lee, hiring_manager, kim@acme.example`: id, name, then role, address and telephone in any order.

    Without an id the first name becomes one.
    """
    identifier, equals, rest = text.partition("=")
    name, *others = (piece.strip() for piece in (rest if equals else text).split(","))
    if not name:
        return None, _wrong_person(text, "it has no name")
    given, problem = _person_fields(text, others, vocabulary)
    if problem is not None:
        return None, problem
    wanted = identifier.strip() if equals else person_id(name, taken)
    if not _ID.fullmatch(wanted):
        return None, _wrong_person(text, "its id is no single word")
    if wanted in set(taken):
        return None, _wrong_person(text, f"the id `{wanted}` is taken")
    return Person(
        id=wanted,
        name=name,
        role=given.get("role", "unknown"),
        email=given.get("email"),
        phone=given.get("phone"),
    ), None


def _person_fields(
    text: str, pieces: Iterable[str], vocabulary: Vocabulary
) -> tuple[dict[str, str], Diagnostic | None]:
    given: dict[str, str] = {}
    for piece in filter(None, pieces):
        kind = _kind_of(piece, vocabulary)
        if kind is None:
            close = nearest(piece, vocabulary.roles)
            hint = f"did you mean `{close}`?" if close else f"roles: {', '.join(vocabulary.roles)}"
            return {}, _wrong_person(text, f"`{piece}` is no role, address or telephone number", hint)
        if kind in given:
            return {}, _wrong_person(text, f"it has two of the kind {kind}")
        given[kind] = piece
    return given, None


def _kind_of(piece: str, vocabulary: Vocabulary) -> str | None:
    if piece in vocabulary.roles:
        return "role"
    if "@" in piece:
        return "email"
    return "phone" if sum(map(str.isdigit, piece)) >= 5 else None  # fewer digits are no number to call


def _wrong_person(text: str, why: str, advice: str | None = None) -> Diagnostic:
    return Diagnostic(
        code="wrong-person",
        message=f"`{text}` names no person: {why}",
        help=advice or "write ID=NAME, ROLE, ADDRESS, for example kim=Kim Lee, hiring_manager",
    )


def person_id(name: str, taken: Iterable[str]) -> str:
    """A short id for a person: the first name in plain small letters, numbered where it is taken."""
    plain = unicodedata.normalize("NFKD", name.split(maxsplit=1)[0] if name.split() else "")
    word = "".join(c for c in plain.casefold() if c.isascii() and c.isalnum()) or "person"
    used = set(taken)
    numbered = (f"{word}{number}" for number in range(2, len(used) + 3))
    return word if word not in used else next(one for one in numbered if one not in used)
