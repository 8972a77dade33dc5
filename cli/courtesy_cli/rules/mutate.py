"""`courtesy rules mutate`: change rules and see whether the tests notice."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy_cli import session
from courtesy_cli.rules.chosen import choose
from courtesy_cli.rules.coverage import write_examples

if TYPE_CHECKING:
    from courtesy.authoring.rehearsal import Rehearsed
    from courtesy.authoring.supplement import Supplement

TOO_LITTLE = 1


@click.command("mutate")
@click.argument("what", metavar="[SOURCE|DIR]...", nargs=-1)
@session.rules_options
@click.option("-k", "words", metavar="WORDS", help="Only cards with these words in their id.")
@click.option("--write", is_flag=True, help="Append the missing examples to the cards.")
@click.option("--killed", is_flag=True, help="Also list the mutants that a test notices, with the test.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with status 1 where a source's score is less.",
)
@session.format_option("text", "json")
def mutate_command(
    *,
    what: tuple[str, ...],
    rules: tuple[Path, ...],
    words: str | None,
    write: bool,
    killed: bool,
    fail_under: float | None,
    output: str,
) -> None:
    """Change every rule a little, again and again, and see whether its examples and tests notice.

    Numbers move by one unit each way, bounds become open or closed, exceptions are dropped, effects swapped, lists of
    channels widened, cards deleted. For each change that nothing notices the missing example is written; a change that
    makes no difference is named as such, with the reason.
    """
    from courtesy.authoring.rehearsal import rehearse  # noqa: PLC0415
    from courtesy.authoring.suite import gather  # noqa: PLC0415
    from courtesy.authoring.supplement import supplement  # noqa: PLC0415
    from courtesy.authoring.variants import open_workshop  # noqa: PLC0415
    from courtesy.authoring.witnesses import open_finder  # noqa: PLC0415
    from courtesy.decision.engine import build_engine  # noqa: PLC0415

    chosen = choose(what, rules)
    suite, problems = gather(chosen.rulebook, chosen.sources, chosen.directories)
    session.usable(suite, problems)
    engine = build_engine(chosen.rulebook, "compiled")
    tests = rehearse(engine, suite)
    _tell_failing(tests)
    finder, workshop = open_finder(engine), open_workshop(chosen.rulebook)
    cards = [card for card in suite.cards if words is None or words in card.id]
    found = [supplement(finder, workshop, card, tests) for card in cards]
    _print(found, output, killed=killed)
    if write:
        write_examples(addition for each in found for addition in each.additions)
    _end(found, fail_under)


def _tell_failing(tests: Sequence[Rehearsed]) -> None:
    """A test that fails as things are notices nothing: say so, instead of counting it."""
    from courtesy.authoring.mutation import fails  # noqa: PLC0415

    failing = sum(fails(test) for test in tests)
    if failing:
        told = "1 test fails as it is and counts" if failing == 1 else f"{failing} tests fail as they are and count"
        click.echo(f"{told} for nothing here; `courtesy rules test` tells more", err=True)


def _print(found: Sequence[Supplement], output: str, *, killed: bool) -> None:
    if output == "json":
        from courtesy.reports.mutation_json import mutation_data  # noqa: PLC0415

        session.print_json(mutation_data(found))
        return
    from courtesy.reports.mutation_text import mutation_lines  # noqa: PLC0415

    for line in mutation_lines(found, killed=killed):
        click.echo(line)


def _end(found: Sequence[Supplement], fail_under: float | None) -> None:
    from courtesy.authoring.supplement import scores  # noqa: PLC0415

    verdicts = [verdict for each in found for verdict in each.verdicts]
    below = [source for source, percent, _ in scores(verdicts) if percent < (fail_under or 0)]
    for source in below:
        click.echo(f"{source}: the score is less than {fail_under:g} %", err=True)
    sys.exit(TOO_LITTLE if below else 0)
