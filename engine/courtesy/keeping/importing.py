"""Events out of mail and calendars: everything that concerns the case and is not in it yet, to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from courtesy.case import Case, Event
from courtesy.diagnostic import Diagnostic, Location, nearest
from courtesy.frozen import dataclass
from courtesy.keeping.acts import EMPLOYER_EVENTS, recognise_employers, recognise_own
from courtesy.keeping.calendars import Appointment, read_calendar
from courtesy.keeping.finding import Found, same_event
from courtesy.keeping.mail import Letter, read_mail_file, read_mailbox
from courtesy.keeping.people import AddressBook

_INTERVIEW = re.compile(r"\binterview\b|\bonsite\b|\bon-site\b", re.IGNORECASE)
_LETTER_SUFFIXES = (".eml", ".mbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the files hold, in order of time."""

    letters: tuple[Letter, ...] = ()
    appointments: tuple[Appointment, ...] = ()


def read_sources(paths: Iterable[Path], zone: ZoneInfo) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """Everything in the files, each mail and each appointment once, with every problem of every file."""
    letters: dict[str, Letter] = {}
    appointments: dict[str, Appointment] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        sources, found = _read_source(path, zone)
        problems += found
        letters |= {letter.origin: letter for letter in sources.letters if letter.origin not in letters}
        appointments |= {one.origin: one for one in sources.appointments}
    return Sources(
        letters=tuple(sorted(letters.values(), key=lambda letter: (letter.at, letter.origin))),
        appointments=tuple(sorted(appointments.values(), key=lambda one: (one.at, one.origin))),
    ), tuple(problems)


def find_events(
    sources: Sources, case: Case, book: AddressBook, known: frozenset[str], acts: Sequence[str]
) -> tuple[Found, ...]:
    """What could be added to the case, in order of time, without what was imported before (`known` origins).

    `acts` are the vocabulary's words for what the candidate sends. Each letter is read against the history together with
    what was surely found before it: the interviews of the same sources, and earlier letters.
    """
    interviews = [
        found
        for one in sources.appointments
        if one.origin not in known and (found := _from_appointment(one, case, book)) is not None
    ]
    history = _with_sure(case, interviews)
    letters: list[Found] = []
    for letter in sources.letters:
        found = _from_letter(letter, history, book, acts) if letter.origin not in known else None
        if found is not None:
            letters.append(found)
            history = _with_sure(history, [found])
    return tuple(sorted([*interviews, *letters], key=lambda one: (one.at, one.origin)))


def _with_sure(case: Case, found: Iterable[Found]) -> Case:
    return replace(case, events=(*case.events, *(_as_event(one) for one in found if one.sure)))


def _as_event(found: Found) -> Event:
    return Event(
        event=found.event or found.likely[0],
        at=found.at,
        ends=found.ends,
        with_=found.with_,
        to=found.to,
        from_=found.from_,
        channel=found.channel,
        says=found.says,
    )


def _read_source(path: Path, zone: ZoneInfo) -> tuple[Sources, tuple[Diagnostic, ...]]:
    suffix = path.suffix.lower()
    if suffix == ".eml":
        letters, problems = read_mail_file(path)
        return Sources(letters=letters), problems
    if suffix == ".mbox":
        letters, problems = read_mailbox(path)
        return Sources(letters=letters), problems
    if suffix == ".ics":
        appointments, problems = read_calendar(path, zone)
        return Sources(appointments=appointments), problems
    return Sources(), (_unknown_kind(path),)


def _from_letter(letter: Letter, case: Case, book: AddressBook, acts: Sequence[str]) -> Found | None:
    if book.is_candidate(letter.sender):
        return _own_letter(letter, case, book, acts)
    sender = book.known([letter.sender])
    questions = book.questions([letter.sender])
    if not sender and not questions:
        return None
    recognised = recognise_employers(letter, case)
    from_ = sender[0] if sender else questions[0].person
    already = same_event(case, letter.at, EMPLOYER_EVENTS, (from_,))
    return Found(
        origin=letter.origin,
        file=letter.file,
        title=letter.subject,
        at=letter.at,
        event=recognised.event,
        likely=recognised.likely,
        sure=recognised.sure and not questions and already is None,
        because=recognised.because,
        from_=from_,
        channel="email",
        says=recognised.says,
        identities=questions,
        already=already,
    )


def _own_letter(letter: Letter, case: Case, book: AddressBook, acts: Sequence[str]) -> Found | None:
    questions = book.questions(letter.recipients)
    to = tuple(dict.fromkeys((*book.known(letter.recipients), *(one.person for one in questions))))
    if not to:
        return None
    recognised = recognise_own(letter, case, to)
    already = same_event(case, letter.at, acts, to)
    return Found(
        origin=letter.origin,
        file=letter.file,
        title=letter.subject,
        at=letter.at,
        event=recognised.event,
        likely=recognised.likely,
        sure=recognised.sure and not questions and already is None,
        because=recognised.because,
        to=to,
        channel="email",
        identities=questions,
        already=already,
    )


def _from_appointment(one: Appointment, case: Case, book: AddressBook) -> Found | None:
    questions = book.questions(one.people)
    people = tuple(dict.fromkeys((*book.known(one.people), *(q.person for q in questions))))
    titled = bool(_INTERVIEW.search(one.title))
    if not people and not titled:
        return None
    already = same_event(case, one.at, ("interview",), ())
    invited = (f"{len(people)} of the case are invited",) if people else ("nobody of the case is invited",)
    return Found(
        origin=one.origin,
        file=one.file,
        title=one.title,
        at=one.at,
        ends=one.ends,
        event="interview" if titled else None,
        likely=("interview",),
        sure=titled and bool(people) and not questions and already is None,
        because=(("its title says interview",) if titled else ("its title does not say interview",)) + invited,
        with_=people,
        identities=questions,
        already=already,
    )


def unknown_people(case: Case, identifiers: Sequence[str]) -> tuple[Diagnostic, ...]:
    """One diagnostic for each id that is nobody's in the case."""
    known = [person.id for person in case.people]
    return tuple(
        Diagnostic(
            code="unknown-person",
            message=f"there is no person `{identifier}` in the case",
            help=_suggested(identifier, known),
        )
        for identifier in identifiers
        if identifier not in known
    )


def _suggested(identifier: str, known: Sequence[str]) -> str:
    close = nearest(identifier, known)
    if close:
        return f"did you mean `{close}`?"
    return f"the people are {', '.join(known)}" if known else "the case has no people yet; add them to the file"


def _unknown_kind(path: Path) -> Diagnostic:
    return Diagnostic(
        code="unknown-kind-of-file",
        message=f"`{path.name}` is neither mail nor a calendar",
        location=Location(file=str(path)),
        help=f"give files that end in {', '.join(_LETTER_SUFFIXES)} or .ics",
    )
