"""`courtesy plan`: the sequence of contacts that opposes the fewest sources."""

from __future__ import annotations

from pathlib import Path

import click

from courtesy_cli import session
from courtesy_cli.case.moments import moment_option


@click.command("plan")
@click.argument("case", metavar="CASE.yaml")
@click.option("--at", metavar="MOMENT", help='"2026-03-10 09:00", in the case\'s time zone (default: now).')
@click.option("--days", type=click.IntRange(1, 180), default=60, show_default=True, help="How far to plan.")
@session.profile_options
@session.rules_options
@session.format_option("text", "json")
def plan_command(
    *,
    case: str,
    at: str | None,
    days: int,
    profile: str | None,
    sources: str | None,
    readings: tuple[str, ...],
    rules: tuple[Path, ...],
    output: str,
) -> None:
    """Find the sequence of contacts that opposes the fewest sources, if nobody answers."""
    from courtesy.decision.engine import build_engine  # noqa: PLC0415 - after the options are known to be right
    from courtesy.windows.planning import make_plan  # noqa: PLC0415

    book = session.open_rulebook(rules)
    history = session.open_case(case, book)
    chosen = session.open_profile(book, profile, sources, readings)
    moment = moment_option("--at", at, history.timezone).replace(second=0, microsecond=0)
    planning = make_plan(build_engine(book, "compiled"), history, moment, chosen, days)
    if output == "json":
        from courtesy.reports.plan_json import plan_data  # noqa: PLC0415

        session.print_json(plan_data(planning))
    else:
        from courtesy.reports.plan_text import print_plan  # noqa: PLC0415

        session.show(lambda console: print_plan(console, book, planning))
