"""`courtesy case check`: everything that is wrong with a case file."""

from __future__ import annotations

from pathlib import Path

import click

from courtesy_cli import session
from courtesy_cli.case.words import open_vocabulary


@click.command("check")
@click.argument("file", metavar="CASE.yaml", type=click.Path())
@session.rules_options
def check_command(file: str, rules: tuple[Path, ...]) -> None:
    """Tell everything that is wrong with a case file.

    Every problem is told with its place and what to do. Exit status: 0 nothing is wrong, 3 something is.
    """
    from courtesy.loading.case_reader import read_case  # noqa: PLC0415

    case, problems = read_case(Path(file), open_vocabulary(rules))
    checked = session.usable(case, problems)
    events, people = len(checked.events), len(checked.people)
    interviews = sum(event.event == "interview" for event in checked.events)
    click.echo(
        f"{file}: OK, {_counted(events, 'event')} ({_counted(interviews, 'interview')}),"
        f" {_counted(people, 'person', 'people')}, times in {checked.timezone.key}"
    )


def _counted(number: int, word: str, plural: str | None = None) -> str:
    return f"{number} {word if number == 1 else plural or word + 's'}"
