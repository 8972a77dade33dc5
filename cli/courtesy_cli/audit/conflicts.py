"""`courtesy audit conflicts`: rules that clash on one proposal, each with a dated diary as witness."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy_cli import session
from courtesy_cli.audit import options
from courtesy_cli.outputs import write_folder

if TYPE_CHECKING:
    from courtesy.audit.values import Conflicts
    from courtesy.rule import Rulebook


@click.command("conflicts")
@options.scope_options
@session.rules_options
@click.option(
    "--grade",
    "grades",
    multiple=True,
    type=click.Choice(["dilemma", "opposition", "tension"]),
    help="Only conflicts of this grade (repeatable).",
)
@click.option(
    "--witness",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Save each witness as a case file and a proposal that `courtesy check` runs.",
)
@click.option(
    "--acknowledged",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Known conflicts, each with its reason; unused entries are reported.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 where something could not be analysed.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where a conflict is left that is not acknowledged.")
@click.option("--all", "everything", is_flag=True, help="All groups, not only the first.")
@click.option("--verbose", "-v", is_flag=True, help="Every conflict with its own diary and citations.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=lambda: min(4, os.cpu_count() or 1),
    show_default="one a processor, at most 4",
    help="Divide the acts among so many processes.",
)
@click.option(
    "--shared", is_flag=True, help="For thousands of rules: let pairs share a witness, which is not the least for each."
)
@click.option("--wording", is_flag=True, help="List the pairs, too, that mind only the text (text, JSON).")
@session.format_option("text", "json", "markdown", "sarif")
def conflicts_command(
    *,
    sources: tuple[str, ...],
    acts: tuple[str, ...],
    readings: tuple[str, ...],
    profile: str | None,
    rules: tuple[Path, ...],
    grades: tuple[str, ...],
    witness: Path | None,
    acknowledged: Path | None,
    strict: bool,
    exit_code: bool,
    jobs: int,
    shared: bool,
    wording: bool,
    everything: bool,
    verbose: bool,
    output: str,
) -> None:
    """Rules that clash on one proposal, each with a dated diary.

    A conflict is a situation in which one source favours a proposal and another opposes it. Each is proved by a diary
    that was run through the engine. Exit status: 0, or 1 under --strict and --exit-code, 3 unusable rules.
    """
    from courtesy.audit.acknowledgements import acknowledged as mark  # noqa: PLC0415 - after the options are known to be right
    from courtesy.audit.acknowledgements import read_acknowledgements  # noqa: PLC0415
    from courtesy.audit.conflicts import Auditor, find_conflicts, only  # noqa: PLC0415

    book = session.open_rulebook(rules)
    scope = options.open_scope(book, sources=sources, acts=acts, readings=readings, profile=profile)
    auditor = Auditor(book)
    everywhere = find_conflicts(auditor, replace(scope, shared=shared, wording=wording), jobs=jobs)
    found = only(everywhere, sources=sources, grades=grades)
    if acknowledged is not None:
        entries, problems = read_acknowledgements(acknowledged, book)
        session.usable(entries, problems)
        marked, unused = mark(found.conflicts, entries)
        session.report(unused)
        found = replace(found, conflicts=marked)
    if witness is not None:
        from courtesy.audit.texts import with_texts  # noqa: PLC0415 - only when asked
        from courtesy.reports.audit_witness import witness_files  # noqa: PLC0415

        found = with_texts(found, auditor.replayer)
        count = write_folder(witness, witness_files(found))
        click.echo(f"{count} files written to {witness}", err=True)
    _print(book, found, output, everything=everything, verbose=verbose)
    left = any(conflict.acknowledged is None for conflict in found.conflicts)
    sys.exit(1 if (strict and found.not_analysed) or (exit_code and left) else 0)


def _print(book: Rulebook, found: Conflicts, output: str, *, everything: bool, verbose: bool) -> None:
    if output == "text":
        from courtesy.reports.audit_text import print_conflicts  # noqa: PLC0415

        print_conflicts(session.console(), book, found, everything=everything, verbose=verbose)
    elif output == "markdown":
        from courtesy.reports.audit_markdown import conflicts_markdown  # noqa: PLC0415

        click.echo(conflicts_markdown(book, found))
    elif output == "sarif":
        from courtesy.reports.audit_sarif import conflicts_sarif  # noqa: PLC0415

        session.print_json(conflicts_sarif(book, found))
    else:
        from courtesy.reports.audit_json import conflicts_data  # noqa: PLC0415

        session.print_json(conflicts_data(found))
