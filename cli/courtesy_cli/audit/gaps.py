"""`courtesy audit gaps`: situations on which no rule speaks."""

from __future__ import annotations

from pathlib import Path

import click

from courtesy_cli import session
from courtesy_cli.audit import options


@click.command("gaps")
@options.scope_options
@session.rules_options
@options.finding_options
@session.format_option("text", "json", "markdown")
def gaps_command(
    *,
    sources: tuple[str, ...],
    acts: tuple[str, ...],
    readings: tuple[str, ...],
    profile: str | None,
    rules: tuple[Path, ...],
    strict: bool,
    exit_code: bool,
    output: str,
) -> None:
    """Situations on which no rule speaks, for each act and channel the smallest.

    With --source: on which none of these sources speaks.
    """
    from courtesy.audit.conflicts import Auditor  # noqa: PLC0415 - after the options are known to be right
    from courtesy.audit.rules_audit import gaps  # noqa: PLC0415
    from courtesy.audit.view import default_readings  # noqa: PLC0415
    from courtesy.reports.audit_json import gap_data, not_analysed_data  # noqa: PLC0415
    from courtesy.reports.audit_sections import gap_section, open_section  # noqa: PLC0415

    book = session.open_rulebook(rules)
    scope = options.open_scope(book, sources=sources, acts=acts, readings=readings, profile=profile)
    chosen = default_readings(book, scope.readings)
    found, left = gaps(Auditor(book), chosen, scope.acts, frozenset(sources) if sources else None)
    data = {
        "schema": "courtesy/gaps/1",
        "gaps": [gap_data(gap) for gap in found],
        "not_analysed": [not_analysed_data(item) for item in left],
    }
    options.emit([gap_section(found), *open_section(left)], data, output)
    options.leave(strict=strict, undecided=bool(left), exit_code=exit_code, found=bool(found))
