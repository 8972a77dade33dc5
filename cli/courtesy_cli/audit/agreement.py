"""`courtesy audit agreement`: the main situations day by day, and where all agree."""

from __future__ import annotations

from pathlib import Path

import click

from courtesy_cli import session
from courtesy_cli.audit import options


@click.command("agreement")
@options.scope_options
@session.rules_options
@click.option(
    "--situation",
    "names",
    multiple=True,
    metavar="NAME",
    help="Only this situation, such as first-follow-up (repeatable).",
)
@session.format_option("text", "json", "markdown")
def agreement_command(
    *,
    sources: tuple[str, ...],
    acts: tuple[str, ...],
    readings: tuple[str, ...],
    profile: str | None,
    rules: tuple[Path, ...],
    names: tuple[str, ...],
    output: str,
) -> None:
    """The main situations day by day, and where all agree.

    Shows for each source what it says from when to when, under its default readings and the others, and the days on
    which all sources that speak agree: as read here, under every reading, under some.
    """
    from courtesy.audit.conflicts import Auditor  # noqa: PLC0415 - after the options are known to be right
    from courtesy.audit.lanes import timelines  # noqa: PLC0415
    from courtesy.audit.scenarios import SCENARIOS  # noqa: PLC0415
    from courtesy.audit.view import default_readings  # noqa: PLC0415
    from courtesy.reports.audit_json import timeline_data  # noqa: PLC0415
    from courtesy.reports.audit_sections import timeline_section  # noqa: PLC0415

    book = session.open_rulebook(rules)
    scope = options.open_scope(book, sources=sources, acts=acts, readings=readings, profile=profile)
    options.check_names("situation", names, [scenario.name for scenario in SCENARIOS])
    asked = [
        scenario
        for scenario in SCENARIOS
        if (not names or scenario.name in names) and (scope.acts is None or scenario.draft.act in scope.acts)
    ]
    found = timelines(Auditor(book), asked, default_readings(book, scope.readings), sources or None)
    data = {"schema": "courtesy/agreement/1", "situations": [timeline_data(timeline) for timeline in found]}
    options.emit([timeline_section(timeline) for timeline in found], data, output)
