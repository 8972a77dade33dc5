"""`courtesy case log`: add an event to a case file, and change nothing else in it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from courtesy_cli import session
from courtesy_cli.case.moments import wrong_moments
from courtesy_cli.case.words import (
    CasePerson,
    VocabularyWord,
    misuse,
    open_vocabulary,
    wrong_words,
)

if TYPE_CHECKING:
    from courtesy.diagnostic import Diagnostic
    from courtesy.keeping.entry import FieldValue
    from courtesy.keeping.recording import Addition, CaseFile
    from courtesy.vocabulary import Vocabulary


@click.command("log")
@click.argument("file", metavar="CASE.yaml", type=click.Path())
@click.argument("event", type=VocabularyWord("events"))
@click.option("--at", metavar="MOMENT", help='"2026-03-10 09:00", in the case\'s time zone (default: now).')
@click.option("--ends", metavar="MOMENT", help="When it ended (an interview).")
@click.option("--by", metavar="DATE", help='The promised date, "2026-03-16" (timeline_given).')
@click.option("--with", "with_", multiple=True, type=CasePerson(), help="Who held the interview (repeatable).")
@click.option("--to", multiple=True, type=CasePerson(), help="Whom you wrote to (repeatable).")
@click.option("--from", "from_", type=CasePerson(), help="Who of the employer did it.")
@click.option("--who", type=CasePerson(), help="The person that was named (contact_named).")
@click.option("--channel", type=VocabularyWord("channels"), help="email, phone, letter, linkedin …")
@click.option("--says", type=VocabularyWord("says"), help="What a reply says.")
@click.option("--round", "round_", type=click.IntRange(1, 100), help="Which round of interviews.")
@click.option(
    "--set", "further", multiple=True, metavar="FIELD=TEXT", help="A field that a pack's vocabulary adds (repeatable)."
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@session.rules_options
def log_command(
    file: str,
    event: str,
    further: tuple[str, ...],
    rules: tuple[Path, ...],
    **options: Any,
) -> None:
    """Add an event to a case file, and change nothing else in it.

    The event is written below the others in the hand of the last one. It may lie anywhere in time; what is impossible
    in the history is refused. The file is replaced at once or not at all.
    """
    from courtesy.keeping.entry import make_entry  # noqa: PLC0415 - after the options are known to be right
    from courtesy.keeping.recording import add_events  # noqa: PLC0415

    dry_run = options.pop("dry_run")
    vocabulary = open_vocabulary(rules)
    opened = _opened(file, vocabulary)
    fields = _fields(event, options, further, opened)
    problems = _problems(event, fields, opened, vocabulary)
    if problems:
        misuse(problems)
    addition, found = add_events(opened, [make_entry(fields)], vocabulary)
    _write(added(addition, found, file), event, dry_run=dry_run)


def added(addition: Addition | None, problems: tuple[Diagnostic, ...], file: str) -> Addition:
    """The addition; where there is none, everything that stands in its way, and that nothing was written."""
    if addition is None:
        session.report(problems)
        click.echo(f"{file}: nothing was written", err=True)
        sys.exit(session.UNUSABLE_INPUT)
    return addition


def _opened(file: str, vocabulary: Vocabulary) -> CaseFile:
    from courtesy.keeping.recording import open_case_file  # noqa: PLC0415

    opened: CaseFile = session.usable(*open_case_file(Path(file), vocabulary))
    return opened


def _fields(
    event: str, options: dict[str, Any], further: tuple[str, ...], opened: CaseFile
) -> dict[str, FieldValue | None]:
    names = {"with_": "with", "from_": "from", "round_": "round"}
    fields = {names.get(option, option): value for option, value in options.items()}
    added = dict(_pair(text) for text in further)
    return {"event": event, **fields, **added, "at": fields["at"] or _now(opened)}


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise click.UsageError(f"--set wants FIELD=TEXT, not `{text}`")
    return name, value


def _now(opened: CaseFile) -> str:
    from courtesy.keeping.entry import moment_text  # noqa: PLC0415

    now = datetime.now(UTC)
    if opened.case is None:
        return now.isoformat(sep=" ", timespec="minutes")
    return moment_text(now, opened.case.timezone)


def _problems(
    event: str, fields: dict[str, FieldValue | None], opened: CaseFile, vocabulary: Vocabulary
) -> list[Diagnostic]:
    """Everything that is wrong with the options."""
    from courtesy.keeping.importing import unknown_people  # noqa: PLC0415
    from courtesy.keeping.recording import field_problems  # noqa: PLC0415

    wrong = wrong_words([("EVENT", event, vocabulary.events)])
    if wrong:
        return wrong
    wrong = wrong_words(
        [
            ("--channel", _text(fields["channel"]), vocabulary.channels),
            ("--says", _text(fields["says"]), vocabulary.events[event].says or [str(fields["says"])]),
        ]
    )
    if opened.case is not None:
        wrong += unknown_people(
            opened.case, [person for name in ("with", "to", "from", "who") for person in _people(fields[name])]
        )
        wrong += wrong_moments(fields, opened.case.timezone)
    return [*wrong, *field_problems(fields, vocabulary)]


def _text(value: FieldValue | None) -> str | None:
    return value if isinstance(value, str) else None


def _people(value: FieldValue | None) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _write(addition: Addition, event: str, *, dry_run: bool) -> None:
    from courtesy.keeping.recording import difference, write_addition  # noqa: PLC0415

    if dry_run:
        click.echo(difference(addition))
        return
    problems = write_addition(addition)
    if problems:
        session.fail(problems)
    click.echo(f"{addition.file.file}: added `{event}`, {len(addition.case.events)} events now")
