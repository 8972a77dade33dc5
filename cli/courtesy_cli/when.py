"""`courtesy when`: the exact windows of a message, for every source and for the profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy_cli import session
from courtesy_cli.outputs import check_outputs, write_output

if TYPE_CHECKING:
    from courtesy.rule import Rulebook
    from courtesy.windows.compute import Windows


@click.command("when")
@click.argument("case", metavar="CASE.yaml")
@click.option("--act", required=True, metavar="ACT", help="thank_you, follow_up, status_reply …")
@click.option("--channel", metavar="CHANNEL", help="email (default), phone, letter, linkedin …")
@click.option(
    "--to",
    "to",
    multiple=True,
    metavar="PERSON",
    help="A person of the case (repeatable; default: the contact named, else the hiring manager).",
)
@click.option(
    "--at", metavar="MOMENT", help='From when on: "2026-03-10 09:00", in the case\'s time zone (default: now).'
)
@click.option("--days", type=click.IntRange(1, 730), default=60, show_default=True, help="How far to look.")
@click.option("--html", "page", metavar="FILE", help="Also write a self-contained page with the same picture.")
@click.option("--ics", "calendar", metavar="FILE", help="Also write the windows as a calendar.")
@session.profile_options
@session.rules_options
@session.format_option("text", "json")
def when_command(
    *,
    case: str,
    act: str,
    channel: str | None,
    to: tuple[str, ...],
    at: str | None,
    days: int,
    page: str | None,
    calendar: str | None,
    profile: str | None,
    sources: str | None,
    readings: tuple[str, ...],
    rules: tuple[Path, ...],
    output: str,
) -> None:
    """When may it be sent? The exact intervals of every source, and those on which all that speak agree."""
    from courtesy.decision.engine import verdict_engine  # noqa: PLC0415 - after the options are known to be right
    from courtesy.windows.compute import compute_windows  # noqa: PLC0415
    from courtesy.windows.robustness import robustness  # noqa: PLC0415

    check_outputs(case, page, calendar)
    book = session.open_rulebook(rules)
    history = session.open_case(case, book)
    chosen = session.open_profile(book, profile, sources, readings)
    proposal = session.open_proposal(session.Asked(act=act, channel=channel, to=to, at=at), history, book)
    engine = verdict_engine(book, proposal.act)
    windows = compute_windows(engine, history, proposal, chosen, days)
    outlook = robustness(engine, history, proposal, chosen)
    if output == "json":
        from courtesy.reports.windows_json import windows_data  # noqa: PLC0415
        from courtesy.reports.windows_robustness import robustness_data  # noqa: PLC0415

        session.print_json(windows_data(windows) | robustness_data(outlook))
    else:
        from courtesy.reports.windows_robustness import robustness_lines  # noqa: PLC0415
        from courtesy.reports.windows_text import print_windows  # noqa: PLC0415

        sentences = tuple(robustness_lines(outlook, proposal.at.year))

        session.show(lambda console: print_windows(console, windows, sentences))
    _write_files(windows, book, page, calendar)


def _write_files(windows: Windows, rulebook: Rulebook, page: str | None, calendar: str | None) -> None:
    if page is not None:
        from courtesy.reports.windows_html import windows_page  # noqa: PLC0415

        write_output(page, windows_page(windows, rulebook).encode())
    if calendar is not None:
        from courtesy.reports.windows_ics import windows_calendar  # noqa: PLC0415

        write_output(calendar, windows_calendar(windows))
