"""`courtesy case new`: make a case file, from answers on a terminal or from options."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from courtesy_cli import session
from courtesy_cli.case.moments import moment_problems
from courtesy_cli.case.words import VocabularyWord, misuse, open_vocabulary, wrong_words

if TYPE_CHECKING:
    from courtesy.case import Person
    from courtesy.diagnostic import Diagnostic
    from courtesy.keeping.new_case import NewCase
    from courtesy.vocabulary import Vocabulary

_REQUIRED = ("name", "company", "position", "person", "interview", "with_")


@dataclass(slots=True, kw_only=True)
class Answers:
    """What was answered so far, by option or by question; what was not is None or empty."""

    timezone: str | None
    name: str | None
    email: str | None
    phone: str | None
    company: str | None
    position: str | None
    note: tuple[str, ...]
    person: tuple[str, ...]
    interview: str | None
    ends: str | None
    with_: tuple[str, ...]
    channel: str | None


@click.command("new")
@click.argument("file", metavar="CASE.yaml", type=click.Path())
@click.option("--timezone", metavar="ZONE", help="Such as Europe/Madrid (default: the machine's).")
@click.option("--name", metavar="NAME", help="Your name.")
@click.option("--email", metavar="ADDRESS", help="Your address: an import recognises your mails by it.")
@click.option("--phone", metavar="NUMBER", help="Your telephone number.")
@click.option("--company", metavar="NAME", help="The employer.")
@click.option("--position", metavar="NAME", help="The job.")
@click.option("--note", multiple=True, metavar="TEXT", help="A detail of the conversation (repeatable).")
@click.option("--person", multiple=True, metavar="ID=NAME,ROLE,ADDRESS", help="Somebody of the employer (repeatable).")
@click.option("--interview", metavar="MOMENT", help='When the interview began, "2026-03-02 14:00".')
@click.option("--ends", metavar="MOMENT", help="When it ended.")
@click.option("--with", "with_", multiple=True, metavar="ID", help="Who held it (repeatable).")
@click.option("--channel", type=VocabularyWord("channels"), help="in_person, phone …")
@session.rules_options
def new_command(file: str, rules: tuple[Path, ...], **options: Any) -> None:
    """Make a case file.

    On a terminal it asks for what no option tells; elsewhere everything comes from options, and all that is missing is told at
    once. An existing file is never overwritten.
    """
    vocabulary = open_vocabulary(rules)
    answers = Answers(**options)
    if Path(file).exists():
        raise click.UsageError(f"`{file}` exists already; choose another name")
    if sys.stdin.isatty() and sys.stdout.isatty():
        _ask(answers, vocabulary)
    new, problems = _new_case(answers, vocabulary)
    if problems or new is None:
        misuse(problems)
    _write(Path(file), new, vocabulary)


def _write(path: Path, new: NewCase, vocabulary: Vocabulary) -> None:
    from courtesy.keeping.new_case import new_case_text  # noqa: PLC0415 - after the options are known to be right
    from courtesy.keeping.recording import case_of_text  # noqa: PLC0415
    from courtesy.keeping.replacement import create_file  # noqa: PLC0415

    text = new_case_text(new, vocabulary)
    session.usable(*case_of_text(text, str(path), vocabulary))
    problems = create_file(path, text.encode())
    if problems:
        session.fail(problems)
    click.echo(f"{path}: written; `courtesy case log {path} EVENT` adds what happens next")


# ---------------------------------------------------------------- the answers as a case


def _new_case(answers: Answers, vocabulary: Vocabulary) -> tuple[NewCase | None, list[Diagnostic]]:
    from courtesy.case import Candidate  # noqa: PLC0415
    from courtesy.keeping.entry import make_entry  # noqa: PLC0415
    from courtesy.keeping.new_case import NewCase  # noqa: PLC0415
    from courtesy.loading.moments import machine_zone  # noqa: PLC0415

    people, problems = _people(answers, vocabulary)
    zone = answers.timezone or machine_zone().key
    problems = [*_missing(answers), *problems, *_wrong(answers, zone, people, vocabulary)]
    if problems:
        return None, problems
    interview = make_entry(
        {
            "event": "interview",
            "at": answers.interview,
            "ends": answers.ends,
            "with": answers.with_,
            "channel": answers.channel,
        }
    )
    candidate = Candidate(name=answers.name, email=answers.email, phone=answers.phone)
    return NewCase(
        timezone=zone,
        candidate=candidate,
        company=answers.company or "",
        position=answers.position or "",
        notes=answers.note,
        people=tuple(people),
        interview=interview,
    ), []


def _missing(answers: Answers) -> list[Diagnostic]:
    from courtesy.diagnostic import Diagnostic  # noqa: PLC0415

    missing = [f"--{name.rstrip('_')}" for name in _REQUIRED if not getattr(answers, name)]
    if not missing:
        return []
    return [
        Diagnostic(
            code="missing-option",
            message=f"missing {', '.join(missing)}",
            help="give them as options, or run the command on a terminal and it asks",
        )
    ]


def _people(answers: Answers, vocabulary: Vocabulary) -> tuple[list[Person], list[Diagnostic]]:
    from courtesy.keeping.new_case import read_person  # noqa: PLC0415

    people: list[Person] = []
    problems: list[Diagnostic] = []
    for text in answers.person:
        person, problem = read_person(text, [known.id for known in people], vocabulary)
        people += [person] if person else []
        problems += [problem] if problem else []
    return people, problems


def _wrong(answers: Answers, zone: str, people: list[Person], vocabulary: Vocabulary) -> list[Diagnostic]:
    identifiers = [person.id for person in people]
    problems = wrong_words(
        [
            ("--channel", answers.channel, vocabulary.channels),
            *(("--with", person, identifiers) for person in answers.with_),
        ]
    )
    return [*problems, *_wrong_times(zone, answers)]


def _wrong_times(zone: str, answers: Answers) -> list[Diagnostic]:
    from courtesy.diagnostic import Diagnostic  # noqa: PLC0415
    from courtesy.loading.moments import Fault, zone_of  # noqa: PLC0415

    found = zone_of(zone)
    if isinstance(found, Fault):
        return [Diagnostic(code=found.code, message=f"--timezone: {found.message}", help=found.advice)]
    return moment_problems({"--interview": answers.interview, "--ends": answers.ends}, found)


# ---------------------------------------------------------------- the questions


def _ask(answers: Answers, vocabulary: Vocabulary) -> None:
    """Fill in what no option told; an empty answer leaves out what may be left out."""
    from courtesy.loading.moments import machine_zone  # noqa: PLC0415

    zone = answers.timezone or click.prompt("Time zone", default=machine_zone().key, value_proc=_zone_answer)
    answers.timezone = zone
    answers.name = answers.name or click.prompt("Your name")
    answers.email = answers.email or _optional("Your e-mail address")
    answers.phone = answers.phone or _optional("Your telephone number")
    answers.company = answers.company or click.prompt("Company")
    answers.position = answers.position or click.prompt("Position")
    answers.person = answers.person or _ask_people(vocabulary)
    people, problems = _people(answers, vocabulary)
    if problems:
        misuse(problems)
    answers.interview = answers.interview or click.prompt(
        'When did the interview begin ("2026-03-02 14:00")', value_proc=lambda text: _moment_answer(text, zone)
    )
    answers.ends = answers.ends or _optional("When did it end", lambda text: _moment_answer(text, zone))
    answers.with_ = answers.with_ or _ask_interviewers([person.id for person in people])
    answers.channel = answers.channel or click.prompt(
        "How was it held", default="in_person", value_proc=lambda text: _word_answer(text, tuple(vocabulary.channels))
    )
    answers.note = answers.note or _ask_notes()


def _optional(question: str, check: Any = str) -> str | None:
    answer = click.prompt(
        f"{question} (empty: not told)",
        default="",
        show_default=False,
        value_proc=lambda text: check(text) if text.strip() else "",
    )
    return str(answer).strip() or None


def _ask_people(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Name, role and address of person after person, until an empty name."""
    from courtesy.keeping.new_case import person_id  # noqa: PLC0415

    specs: dict[str, str] = {}
    while True:
        name = click.prompt(
            "Somebody of the company: name" + (" (empty: nobody else)" if specs else ""),
            default="" if specs else None,
            show_default=False,
        )
        if not name.strip():
            return tuple(specs.values())
        role = click.prompt(
            "  role", default="unknown", value_proc=lambda text: _word_answer(text, tuple(vocabulary.roles))
        )
        email = _optional("  e-mail address")
        identifier = click.prompt("  short id", default=person_id(name, specs))
        # A comma parts the fields of a person.
        plain = " ".join(name.replace(",", " ").split())
        specs[identifier] = ", ".join(filter(None, (f"{identifier}={plain}", role, email)))


def _ask_interviewers(identifiers: list[str]) -> tuple[str, ...]:
    known = ", ".join(identifiers)
    answer = click.prompt("Who held it", default=known, value_proc=lambda text: _ids_answer(text, identifiers))
    return tuple(answer)


def _ask_notes() -> tuple[str, ...]:
    answer = _optional("Details that came up, parted by commas")
    return tuple(filter(None, (note.strip() for note in (answer or "").split(","))))


def _ids_answer(text: str, identifiers: list[str]) -> list[str]:
    words = text.replace(",", " ").split()
    wrong = wrong_words(("who", word, identifiers) for word in words)
    if wrong or not words:
        raise click.BadParameter(f"ids of the people, parted by commas: {', '.join(identifiers)}")
    return words


def _word_answer(text: str, known: tuple[str, ...]) -> str:
    word = text.strip().lower().replace(" ", "_")
    for problem in wrong_words([("answer", word, known)]):
        raise click.BadParameter(problem.help or problem.message)
    return word


def _zone_answer(text: str) -> str:
    from courtesy.loading.moments import Fault, zone_of  # noqa: PLC0415

    found = zone_of(text.strip())
    if isinstance(found, Fault):
        raise click.BadParameter(found.advice or found.message)
    return text.strip()


def _moment_answer(text: str, zone: str) -> str:
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    for problem in moment_problems({"answer": text.strip()}, ZoneInfo(zone)):
        raise click.BadParameter(problem.help or problem.message)
    return text.strip()
