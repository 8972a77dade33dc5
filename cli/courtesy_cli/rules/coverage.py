"""`courtesy rules coverage`: what the examples and tests exercise, and what they do not."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from courtesy_cli import session
from courtesy_cli.rules.chosen import choose

TOO_LITTLE = 1


@click.command("coverage")
@click.argument("what", metavar="[SOURCE|DIR]...", nargs=-1)
@session.rules_options
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT",
              help="Exit with status 1 where less is covered.")
@session.format_option("text", "json")
def coverage_command(what: tuple[str, ...], rules: tuple[Path, ...], fail_under: float | None, output: str) -> None:
    """Which cards, branches and boundaries the examples and tests exercise; of each that they do not: why.

    A branch is a way in which a card speaks (main, too early, too late, a demand met) or an exception that stands in its
    place. A boundary is a number that a condition compares, with the last value on either side.
    """
    from courtesy.authoring.coverage_of_rules import coverage_of, share  # noqa: PLC0415
    from courtesy.authoring.rehearsal import rehearse  # noqa: PLC0415
    from courtesy.authoring.suite import gather  # noqa: PLC0415
    from courtesy.authoring.variants import open_workshop  # noqa: PLC0415
    from courtesy.decision.engine import build_engine  # noqa: PLC0415

    chosen = choose(what, rules)
    suite, problems = gather(chosen.rulebook, chosen.sources, chosen.directories)
    session.usable(suite, problems)
    tests = rehearse(build_engine(chosen.rulebook, "compiled"), suite)
    items = coverage_of(open_workshop(chosen.rulebook), suite.cards, tests)
    if output == "json":
        from courtesy.reports.coverage_json import coverage_data  # noqa: PLC0415

        session.print_json(coverage_data(items))
    else:
        from courtesy.reports.coverage_text import coverage_lines  # noqa: PLC0415

        for line in coverage_lines(items):
            click.echo(line)
    if fail_under is not None and share(items) < fail_under:
        click.echo(f"{share(items):.1f} % is covered, less than {fail_under:g} %", err=True)
        sys.exit(TOO_LITTLE)
