"""`courtesy audit dead`, `shadowed` and `redundant`: rules that do not matter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy_cli import session
from courtesy_cli.audit import options

if TYPE_CHECKING:
    from courtesy.audit.rules_audit import RuleFindings
    from courtesy.rule import Rulebook


@click.command("dead")
@session.rules_options
@options.finding_options
@session.format_option("text", "json", "markdown")
def dead_command(*, rules: tuple[Path, ...], strict: bool, exit_code: bool, output: str) -> None:
    """Rules that never speak: in no history, on no act, under no reading."""
    from courtesy.audit.conflicts import Auditor  # noqa: PLC0415 - after the options are known to be right
    from courtesy.audit.rules_audit import dead_rules  # noqa: PLC0415

    found = dead_rules(Auditor(session.open_rulebook(rules)))
    _print("dead", found, output)
    options.leave(strict=strict, undecided=bool(found.not_analysed), exit_code=exit_code, found=bool(found.idle))


@click.command("shadowed")
@session.rules_options
@session.reading_option
@options.finding_options
@session.format_option("text", "json", "markdown")
def shadowed_command(
    *, rules: tuple[Path, ...], readings: tuple[str, ...], strict: bool, exit_code: bool, output: str
) -> None:
    """Rules that never decide: a stronger rule of their source always speaks beside them."""
    from courtesy.audit.conflicts import Auditor  # noqa: PLC0415 - after the options are known to be right
    from courtesy.audit.rules_audit import shadowed_rules  # noqa: PLC0415

    book = session.open_rulebook(rules)
    found = shadowed_rules(Auditor(book), _readings(book, readings))
    _print("shadowed", found, output)
    options.leave(strict=strict, undecided=bool(found.not_analysed), exit_code=exit_code, found=bool(found.idle))


@click.command("redundant")
@session.rules_options
@session.reading_option
@options.finding_options
@session.format_option("text", "json", "markdown")
def redundant_command(
    *, rules: tuple[Path, ...], readings: tuple[str, ...], strict: bool, exit_code: bool, output: str
) -> None:
    """Rules that only repeat: another rule of their source says the same whenever they speak."""
    from courtesy.audit.conflicts import Auditor  # noqa: PLC0415 - after the options are known to be right
    from courtesy.audit.rules_audit import redundant_rules  # noqa: PLC0415

    book = session.open_rulebook(rules)
    found = redundant_rules(Auditor(book), _readings(book, readings))
    _print("redundant", found, output)
    options.leave(strict=strict, undecided=bool(found.not_analysed), exit_code=exit_code, found=bool(found.idle))


def _readings(book: Rulebook, readings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    from courtesy.audit.view import default_readings  # noqa: PLC0415 - after the options are known to be right

    return default_readings(book, session.open_profile(book, None, None, readings).readings)


def _print(kind: str, found: RuleFindings, output: str) -> None:
    from courtesy.reports.audit_json import idle_data, not_analysed_data  # noqa: PLC0415 - only when printing
    from courtesy.reports.audit_sections import idle_section, open_section  # noqa: PLC0415

    data = {
        "schema": f"courtesy/{kind}/1",
        "rules": [idle_data(item) for item in found.idle],
        "not_analysed": [not_analysed_data(item) for item in found.not_analysed],
    }
    options.emit([idle_section(kind, found.idle), *open_section(found.not_analysed)], data, output)
