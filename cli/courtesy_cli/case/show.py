"""`courtesy case show`: the history as a timeline."""

from __future__ import annotations

from pathlib import Path

import click

from courtesy_cli import session
from courtesy_cli.case.moments import moment_option
from courtesy_cli.case.words import open_vocabulary


@click.command("show")
@click.argument("file", metavar="CASE.yaml", type=click.Path())
@click.option("--at", metavar="MOMENT", help="As it stood at this moment (default: now).")
@session.rules_options
@session.format_option("text", "json")
def show_command(file: str, at: str | None, rules: tuple[Path, ...], output: str) -> None:
    """Show the history as a timeline.

    Each event with its day since the latest interview, the time since the event before it, who wrote to whom and by
    which channel, in the case's time zone; `now` and the promised date stand in their places.
    """
    from courtesy.keeping.timeline import draw_timeline  # noqa: PLC0415 - after the options are known to be right
    from courtesy.loading.case_reader import read_case  # noqa: PLC0415

    vocabulary = open_vocabulary(rules)
    case = session.usable(*read_case(Path(file), vocabulary))
    timeline = draw_timeline(case, moment_option("--at", at, case.timezone), frozenset(vocabulary.acts))
    if output == "json":
        from courtesy.reports.case_json import timeline_data  # noqa: PLC0415

        session.print_json(timeline_data(timeline))
        return
    from courtesy.reports.case_text import print_timeline  # noqa: PLC0415 - loads rich

    print_timeline(session.console(), timeline)
