"""`courtesy next`: what is due, fine, to be waited for or closed now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy_cli import session
from courtesy_cli.case.moments import moment_option
from courtesy_cli.outputs import check_outputs, write_output

if TYPE_CHECKING:
    from courtesy.windows.agenda import Agenda


@click.command("next")
@click.argument("case", metavar="CASE.yaml")
@click.option("--at", metavar="MOMENT", help='"2026-03-10 09:00", in the case\'s time zone (default: now).')
@click.option("--days", type=click.IntRange(1, 730), default=60, show_default=True, help="How far to look.")
@click.option("--ics", "calendar", metavar="FILE", help="Also write a calendar with alarms at deadlines and openings.")
@session.profile_options
@session.rules_options
@session.format_option("text", "json")
def next_command(
    *,
    case: str,
    at: str | None,
    days: int,
    calendar: str | None,
    profile: str | None,
    sources: str | None,
    readings: tuple[str, ...],
    rules: tuple[Path, ...],
    output: str,
) -> None:
    """Rank what can be done now: due, fine now, wait until, closed; with the counsel that matters."""
    from courtesy.decision.engine import build_engine  # noqa: PLC0415 - after the options are known to be right
    from courtesy.windows.agenda import make_agenda  # noqa: PLC0415

    check_outputs(case, calendar)
    book = session.open_rulebook(rules)
    history = session.open_case(case, book)
    chosen = session.open_profile(book, profile, sources, readings)
    moment = moment_option("--at", at, history.timezone).replace(second=0, microsecond=0)
    agenda = make_agenda(build_engine(book, "compiled"), history, moment, chosen, days)
    _print(agenda, output)
    if calendar is not None:
        from courtesy.reports.next_ics import agenda_calendar  # noqa: PLC0415

        write_output(calendar, agenda_calendar(agenda))


def _print(agenda: Agenda, output: str) -> None:
    if output == "json":
        from courtesy.reports.next_json import agenda_data  # noqa: PLC0415

        session.print_json(agenda_data(agenda))
    else:
        from courtesy.reports.next_text import print_agenda  # noqa: PLC0415

        session.show(lambda console: print_agenda(console, agenda))
