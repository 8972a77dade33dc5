"""`courtesy rules fmt`: format rule files, comments kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy.diagnostic import Diagnostic
from courtesy_cli import session

if TYPE_CHECKING:
    from courtesy.authoring.format.run import Formatted

UNFORMATTED = 1


@click.command("fmt")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; name the files that are not formatted.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
def fmt_command(paths: tuple[Path, ...], *, check: bool, diff: bool) -> None:
    """Bring rule files into one form: order of keys, quotes, line breaks. Comments are kept, the meaning is untouched.

    PATH is a directory of rules, the folder of a source, or a file. A file that cannot be read strictly is never
    touched; each other one is replaced at once or not at all.

    Exit status: 0 all are formatted (now), 1 some are not (with --check or --diff), 2 wrong usage, 3 unusable files.
    """
    from courtesy.authoring.format.run import rule_files  # noqa: PLC0415

    problems: list[Diagnostic] = []
    changed = list(_changed(rule_files(paths), problems))
    for result in changed:
        if diff:
            click.echo("".join(result.difference()), nl=False)
        elif check:
            click.echo(f"{result.snapshot.path} is not formatted")
        else:
            problems += _write(result)
    if problems:
        session.fail(problems)
    sys.exit(UNFORMATTED if changed and (check or diff) else 0)


def _changed(files: Iterable[Path], problems: list[Diagnostic]) -> Iterator[Formatted]:
    """The files that are not formatted yet; what is wrong with the others is added to `problems`."""
    from courtesy.authoring.format.run import format_file  # noqa: PLC0415

    for file in files:
        result, found = format_file(file)
        problems += found
        if result is not None and result.changed:
            yield result


def _write(result: Formatted) -> tuple[Diagnostic, ...]:
    from courtesy.authoring.format.run import write_formatted  # noqa: PLC0415

    problems = write_formatted(result)
    if not problems:
        click.echo(f"formatted {result.snapshot.path}")
    return problems
