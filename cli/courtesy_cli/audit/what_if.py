"""`courtesy audit what-if`: conflicts that appear or go when a vague word is another number."""

from __future__ import annotations

from pathlib import Path

import click

from courtesy_cli import session
from courtesy_cli.audit import options


@click.command("what-if")
@click.argument("setting", metavar="[SOURCE/PARAMETER=VALUE]", required=False)
@click.option(
    "--reconcile",
    nargs=2,
    metavar="SOURCE SOURCE",
    help="The nearest values that take conflicts between two sources away.",
)
@options.scope_options
@session.rules_options
@session.format_option("text", "json", "markdown")
def what_if_command(
    *,
    setting: str | None,
    reconcile: tuple[str, str] | None,
    sources: tuple[str, ...],
    acts: tuple[str, ...],
    readings: tuple[str, ...],
    profile: str | None,
    rules: tuple[Path, ...],
    output: str,
) -> None:
    """Conflicts that appear or go when a vague word is another number.

    For example `courtesy audit what-if "levo/sooner-than-bombarding=5 days"`.
    """
    from courtesy.audit import whatif  # noqa: PLC0415 - after the options are known to be right
    from courtesy.loading.rulebook import find_rule_directories  # noqa: PLC0415
    from courtesy.reports import audit_json, audit_sections  # noqa: PLC0415

    if (setting is None) is (reconcile is None):
        raise click.UsageError("give either SOURCE/PARAMETER=VALUE or --reconcile with two sources")
    book = session.open_rulebook(rules)
    asked = sources if reconcile is None else reconcile
    scope = options.open_scope(book, sources=asked, acts=acts, readings=readings, profile=profile)
    directories, _ = find_rule_directories(rules)
    if reconcile is not None:
        found = tuple(whatif.reconcile(book, directories, *reconcile, scope))
        data = {
            "schema": "courtesy/reconcile/1",
            "parameters": [audit_json.reconciliation_data(each) for each in found],
        }
        options.emit([audit_sections.reconcile_section(found, *reconcile)], data, output)
        return
    assert setting is not None, "one of the two was given"
    parsed, problems = whatif.parse_setting(setting, book)
    if parsed is None:
        session.fail(problems)
    effect = whatif.what_if(book, directories, parsed, scope)
    options.emit([audit_sections.effect_section(effect)], audit_json.effect_data(effect), output)
