"""`courtesy audit groups`: sources that can, or cannot, all be followed together."""

from __future__ import annotations

from pathlib import Path

import click

from courtesy_cli import session
from courtesy_cli.audit import options


@click.command("groups")
@click.argument("case", metavar="[CASE.yaml]", required=False)
@options.scope_options
@session.rules_options
@click.option("--at", metavar="MOMENT", help="With a case: look from this moment on (default: now).")
@click.option(
    "--days", type=click.IntRange(1, 400), default=60, show_default=True, help="With a case: how far to look."
)
@options.finding_options
@session.format_option("text", "json", "markdown")
def groups_command(
    *,
    case: str | None,
    sources: tuple[str, ...],
    acts: tuple[str, ...],
    readings: tuple[str, ...],
    profile: str | None,
    rules: tuple[Path, ...],
    at: str | None,
    days: int,
    strict: bool,
    exit_code: bool,
    output: str,
) -> None:
    """Sources that can, or cannot, all be followed together.

    Every group of two or more sources is asked about, in all situations or in the one of CASE.yaml. A source is followed
    by a proposal that it favours.
    """
    from courtesy.audit.conflicts import Auditor  # noqa: PLC0415 - after the options are known to be right
    from courtesy.audit.groups import source_groups  # noqa: PLC0415
    from courtesy.audit.report import open_groups  # noqa: PLC0415
    from courtesy.audit.view import default_readings  # noqa: PLC0415
    from courtesy.reports import audit_json, audit_sections  # noqa: PLC0415

    book = session.open_rulebook(rules)
    scope = options.open_scope(book, sources=sources, acts=acts, readings=readings, profile=profile)
    chosen = default_readings(book, scope.readings)
    auditor = Auditor(book)
    if case is not None:
        from courtesy.audit.case_groups import Outlook, case_groups  # noqa: PLC0415

        history = session.open_case(case, book)
        act = acts[0] if acts else "follow_up"
        asked = session.Asked(act=act, at=at)
        start = session.open_proposal(asked, history, book).at
        found = case_groups(auditor, Outlook(case=history, act=act, start=start, days=days), chosen)
        apart = any(group.minimal for group in found)
        data = {"schema": "courtesy/groups/1", "groups": [audit_json.case_group_data(group) for group in found]}
        options.emit([audit_sections.case_group_section(history, found)], data, output, about_all=False)
        options.leave(strict=strict, undecided=False, exit_code=exit_code, found=apart)
    groups = [
        group
        for group in source_groups(auditor, chosen, scope.acts)
        if not sources or set(sources) <= set(group.sources) or set(group.sources) <= set(sources)
    ]
    data = {"schema": "courtesy/groups/1", "groups": [audit_json.group_data(group) for group in groups]}
    undecided = open_groups(tuple(groups))
    sections = [*audit_sections.group_sections(groups), *audit_sections.open_section(undecided)]
    options.emit(sections, data, output)
    apart = any(group.minimal for group in groups)
    options.leave(strict=strict, undecided=bool(undecided), exit_code=exit_code, found=apart)
