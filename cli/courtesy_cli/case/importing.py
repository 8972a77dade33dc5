"""`courtesy case import`: find events in mail and calendars, and add those that are confirmed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy_cli import session
from courtesy_cli.case.confirming import Known, asked_about, confirmed, listed
from courtesy_cli.case.log import added
from courtesy_cli.case.words import CasePerson, misuse, open_vocabulary

if TYPE_CHECKING:
    from courtesy.case import Case
    from courtesy.keeping.entry import Entry
    from courtesy.keeping.finding import Found
    from courtesy.keeping.importing import Sources
    from courtesy.keeping.people import AddressBook
    from courtesy.keeping.recording import CaseFile
    from courtesy.vocabulary import Vocabulary


@click.command("import")
@click.argument("file", metavar="CASE.yaml", type=click.Path())
@click.argument("sources", nargs=-1, required=True, metavar="FILE.eml|FILE.mbox|FILE.ics…", type=click.Path())
@click.option("--me", multiple=True, metavar="ADDRESS", help="A further address of yours (repeatable).")
@click.option(
    "--is",
    "known_as",
    multiple=True,
    metavar="PERSON=ADDRESS",
    type=CasePerson(),
    help="A further address of a person of the case (repeatable).",
)
@click.option("--yes", is_flag=True, help="Add what is sure without asking; the rest is listed.")
@click.option("--dry-run", is_flag=True, help="List what was found, and write nothing.")
@session.rules_options
def import_command(
    file: str,
    sources: tuple[str, ...],
    me: tuple[str, ...],
    known_as: tuple[str, ...],
    rules: tuple[Path, ...],
    **switches: bool,
) -> None:
    """Find events in mail (.eml, .mbox) and calendars (.ics), and add those that you confirm.

    You and the people of the case are recognised by address. What a mail is, is told from its text by signs that are
    shown; on a terminal each event is asked for, elsewhere the list is printed and --yes adds the sure ones. What was
    imported before is not offered again.
    """
    from courtesy.keeping.importing import read_sources  # noqa: PLC0415 - after the options are known to be right

    yes, dry_run = switches["yes"], switches["dry_run"]
    vocabulary = open_vocabulary(rules)
    opened, case = _opened(file, vocabulary)
    known = Known(own=me, people=_addresses(known_as, case))
    read, problems = read_sources([Path(source) for source in sources], case.timezone)
    session.usable(read, problems)
    asking = sys.stdin.isatty() and sys.stdout.isatty() and not (yes or dry_run)
    found = _found(read, opened, case, known, vocabulary, asking=asking)
    entries = (
        confirmed(opened, found, vocabulary) if asking else listed(opened, found, vocabulary, yes=yes and not dry_run)
    )
    if entries:
        _add(opened, entries, vocabulary)
    elif not asking:
        _tell_why_nothing(found, case, me, dry_run=dry_run)


def _tell_why_nothing(found: Sequence[Found], case: Case, me: Sequence[str], *, dry_run: bool) -> None:
    if any(one.sure for one in found) and not dry_run:
        click.echo("Nothing was written: --yes adds the sure ones; on a terminal each is asked for.")
    if not found and not me and case.candidate.email is None:
        click.echo("The case does not know your address: add `email` to `candidate`, or give it by --me.")


def _opened(file: str, vocabulary: Vocabulary) -> tuple[CaseFile, Case]:
    from courtesy.keeping.recording import open_case_file  # noqa: PLC0415

    opened: CaseFile = session.usable(*open_case_file(Path(file), vocabulary))
    case: Case = session.usable(opened.case, opened.problems)
    return opened, case


def _addresses(known_as: Iterable[str], case: Case) -> dict[str, str]:
    from courtesy.keeping.importing import unknown_people  # noqa: PLC0415

    pairs = [text.partition("=") for text in known_as]
    for person, _, address in pairs:
        if "@" not in address:
            raise click.UsageError(f"--is wants PERSON=ADDRESS, not `{person}`")
    unknown = unknown_people(case, [person for person, _, _ in pairs])
    if unknown:
        misuse(unknown)
    return {address: person for person, _, address in pairs}


def _found(
    read: Sources, opened: CaseFile, case: Case, known: Known, vocabulary: Vocabulary, *, asking: bool
) -> tuple[Found, ...]:
    """What can be added; on a terminal unknown addresses are asked for first."""
    from courtesy.keeping.entry import origins  # noqa: PLC0415
    from courtesy.keeping.importing import find_events  # noqa: PLC0415

    before = origins(opened.text)
    acts = tuple(vocabulary.acts)
    found = find_events(read, case, _book(case, known), before, acts)
    identities = tuple(dict.fromkeys(one for some in found for one in some.identities))
    if not asking or not identities:
        return found
    return find_events(read, case, _book(case, asked_about(case, known, identities)), before, acts)


def _book(case: Case, known: Known) -> AddressBook:
    from courtesy.keeping.people import address_book  # noqa: PLC0415

    return address_book(case, known.own, known.people, known.strangers)


def _add(opened: CaseFile, entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
    from courtesy.keeping.recording import add_events, write_addition  # noqa: PLC0415

    addition = added(*add_events(opened, entries, vocabulary), opened.file)
    problems = write_addition(addition)
    if problems:
        session.fail(problems)
    count = f"{len(entries)} event{'s' if len(entries) > 1 else ''}"
    click.echo(f"{opened.file}: added {count}, {len(addition.case.events)} events now")
