"""`courtesy audit report`: the whole audit in one report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy_cli import session
from courtesy_cli.audit import options

if TYPE_CHECKING:
    from courtesy.audit.report import AuditReport
    from courtesy.rule import Rulebook


@click.command("report")
@options.scope_options
@session.rules_options
@click.option(
    "--html", "page", metavar="FILE", help="Write a self-contained page instead; with --format json or markdown both."
)
@click.option("--strict", is_flag=True, help="Exit with 1 where something could not be analysed.")
@session.format_option("text", "json", "markdown")
def report_command(
    *,
    sources: tuple[str, ...],
    acts: tuple[str, ...],
    readings: tuple[str, ...],
    profile: str | None,
    rules: tuple[Path, ...],
    page: str | None,
    strict: bool,
    output: str,
) -> None:
    """The whole audit in one report: conflicts, agreement, groups, idle rules, gaps, coverage."""
    from courtesy.audit.report import audit  # noqa: PLC0415 - after the options are known to be right

    book = session.open_rulebook(rules)
    scope = options.open_scope(book, sources=sources, acts=acts, readings=readings, profile=profile)
    report = audit(book, scope)
    if page is not None:
        from courtesy.reports.audit_page import audit_page  # noqa: PLC0415 - only when asked
        from courtesy_cli.outputs import write_output  # noqa: PLC0415

        write_output(page, audit_page(report).encode())
    if page is None or output != "text":
        _print(book, report, output)
    options.leave(strict=strict, undecided=bool(report.not_analysed))


def _print(book: Rulebook, report: AuditReport, output: str) -> None:
    if output == "json":
        from courtesy.reports.audit_json import report_data  # noqa: PLC0415

        session.print_json(report_data(report))
    elif output == "markdown":
        from courtesy.reports.audit_markdown import conflicts_markdown  # noqa: PLC0415
        from courtesy.reports.audit_sections import markdown, report_sections  # noqa: PLC0415

        click.echo(f"{conflicts_markdown(book, report.conflicts)}\n\n{markdown(report_sections(report))}")
    else:
        from courtesy.reports.audit_sections import print_sections, report_sections  # noqa: PLC0415
        from courtesy.reports.audit_text import print_conflicts  # noqa: PLC0415

        console = session.console()
        print_conflicts(console, book, report.conflicts, everything=False, verbose=False)
        console.print()
        print_sections(console, report_sections(report))
