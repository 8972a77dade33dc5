"""`courtesy rules test`: run the examples of cards and the tests of sources."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy.diagnostic import Diagnostic, has_errors
from courtesy_cli import session
from courtesy_cli.rules.chosen import choose

if TYPE_CHECKING:
    from courtesy.authoring.trial import Outcome

FAILED = 1


@click.command("test")
@click.argument("what", metavar="[SOURCE|DIR]...", nargs=-1)
@session.rules_options
@click.option("-k", "words", metavar="WORDS", help="Only tests with these words in their name, source or file.")
@click.option("-x", "first", is_flag=True, help="Stop at the first failure.")
@session.format_option("text", "json", "junit")
def test_command(
    what: tuple[str, ...], rules: tuple[Path, ...], words: str | None, *, first: bool, output: str
) -> None:
    """Run the examples of cards and the tests of sources, at the moments that they name.

    Exit status: 0 all held, 1 one failed or none ran, 2 wrong usage, 3 a file is unusable.
    """
    from courtesy.authoring.suite import gather, try_suite  # noqa: PLC0415
    from courtesy.decision.engine import build_engine  # noqa: PLC0415

    chosen = choose(what, rules)
    suite, problems = gather(chosen.rulebook, chosen.sources, chosen.directories)
    wanted = suite.matching(words) if words else suite
    outcomes = try_suite(build_engine(chosen.rulebook, "compiled"), wanted, words)
    tried = list(_until_failure(outcomes)) if first else list(outcomes)
    _print(tried, problems, output)
    sys.exit(_status(tried, problems))


def _until_failure(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    for outcome in outcomes:
        yield outcome
        if outcome.failures or outcome.problems:
            return


def _print(outcomes: Sequence[Outcome], problems: Sequence[Diagnostic], output: str) -> None:
    if output == "json":
        from courtesy.reports.trial_json import trial_data  # noqa: PLC0415

        session.print_json(trial_data(outcomes, problems))
    elif output == "junit":
        from courtesy.reports.trial_junit import trial_xml  # noqa: PLC0415

        click.echo(trial_xml(outcomes, problems))
    else:
        from courtesy.reports.trial_text import trial_lines  # noqa: PLC0415

        session.report(problems)
        for line in trial_lines(outcomes):
            click.echo(line)


def _status(outcomes: Sequence[Outcome], problems: Sequence[Diagnostic]) -> int:
    if has_errors(problems) or any(outcome.problems for outcome in outcomes):
        return session.UNUSABLE_INPUT
    ran = any(outcome.skipped is None for outcome in outcomes)
    return 0 if ran and not any(outcome.failures for outcome in outcomes) else FAILED
