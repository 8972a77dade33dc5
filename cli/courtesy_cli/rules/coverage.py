"""`courtesy rules coverage`: what the examples and tests exercise, and what they do not."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy_cli import session
from courtesy_cli.rules.chosen import choose

if TYPE_CHECKING:
    from courtesy.authoring.exercises import Exercised
    from courtesy.authoring.supplement import Addition

TOO_LITTLE = 1


@click.command("coverage")
@click.argument("what", metavar="[SOURCE|DIR]...", nargs=-1)
@session.rules_options
@click.option(
    "--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with status 1 where less is covered."
)
@click.option("--write", is_flag=True, help="Append the missing examples to the cards.")
@session.format_option("text", "json")
def coverage_command(
    *, what: tuple[str, ...], rules: tuple[Path, ...], fail_under: float | None, write: bool, output: str
) -> None:
    """Which cards, branches and boundaries the examples and tests exercise; of each that they do not: why.

    A branch is a way in which a card speaks (main, too early, too late, a demand met) or an exception that stands in its
    place. A boundary is a number that a condition compares, with the last value on either side.
    """
    from courtesy.authoring.coverage_of_rules import coverage_of, share  # noqa: PLC0415
    from courtesy.authoring.exercises import exercise  # noqa: PLC0415
    from courtesy.authoring.rehearsal import rehearse  # noqa: PLC0415
    from courtesy.authoring.suite import gather  # noqa: PLC0415
    from courtesy.authoring.variants import open_workshop  # noqa: PLC0415
    from courtesy.authoring.witnesses import open_finder  # noqa: PLC0415
    from courtesy.decision.engine import build_engine  # noqa: PLC0415

    chosen = choose(what, rules)
    suite, problems = gather(chosen.rulebook, chosen.sources, chosen.directories)
    session.usable(suite, problems)
    engine = build_engine(chosen.rulebook, "compiled")
    tests = rehearse(engine, suite)
    items = coverage_of(open_workshop(chosen.rulebook), suite.cards, tests)
    found = exercise(open_finder(engine), items)
    _print(found, output)
    if write:
        write_examples(found.additions)
    if fail_under is not None and share(found.items) < fail_under:
        click.echo(f"{share(found.items):.1f} % is covered, less than {fail_under:g} %", err=True)
        sys.exit(TOO_LITTLE)


def _print(found: Exercised, output: str) -> None:
    if output == "json":
        from courtesy.reports.coverage_json import coverage_data  # noqa: PLC0415

        session.print_json(coverage_data(found))
    else:
        from courtesy.reports.coverage_text import coverage_lines  # noqa: PLC0415

        for line in coverage_lines(found):
            click.echo(line)


def write_examples(additions: Iterable[Addition]) -> None:
    """Append examples to their cards, and tell where."""
    from courtesy.authoring.appending import append  # noqa: PLC0415

    files, left = append(additions)
    for path in files:
        click.echo(f"wrote examples into {path}", err=True)
    for addition in left:
        click.echo(f"no place for an example in {addition.card.location}: write its examples as a list", err=True)
