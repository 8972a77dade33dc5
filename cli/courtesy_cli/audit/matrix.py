"""`courtesy audit matrix`: source against source, conflicts counted."""

from __future__ import annotations

from pathlib import Path

import click

from courtesy_cli import session
from courtesy_cli.audit import options


@click.command("matrix")
@options.scope_options
@session.rules_options
@session.format_option("text", "json", "markdown")
def matrix_command(
    *,
    sources: tuple[str, ...],
    acts: tuple[str, ...],
    readings: tuple[str, ...],
    profile: str | None,
    rules: tuple[Path, ...],
    output: str,
) -> None:
    """Source against source: how often the one favours what the other opposes."""
    from courtesy.audit.conflicts import Auditor, find_conflicts, only  # noqa: PLC0415 - after the options are known to be right
    from courtesy.audit.groups import matrix  # noqa: PLC0415
    from courtesy.reports.audit_json import cell_data  # noqa: PLC0415
    from courtesy.reports.audit_sections import matrix_section, open_section  # noqa: PLC0415

    book = session.open_rulebook(rules)
    scope = options.open_scope(book, sources=sources, acts=acts, readings=readings, profile=profile)
    found = only(find_conflicts(Auditor(book), scope), sources=sources)
    cells = matrix(found, [source.id for source in book.sources if not sources[1:] or source.id in sources])
    data = {"schema": "courtesy/matrix/1", "cells": [cell_data(cell) for cell in cells]}
    options.emit([matrix_section(cells), *open_section(found.not_analysed)], data, output)
