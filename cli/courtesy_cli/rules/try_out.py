"""`courtesy rules try`: a prompt on which the day, the channel and the person change and the verdict moves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy_cli import session

if TYPE_CHECKING:
    from courtesy.authoring.trying import Standing

PROMPT = "> "


@click.command("try")
@click.argument("case", metavar="CASE.yaml")
@session.proposal_options
@session.profile_options
@session.rules_options
def try_command(
    *,
    case: str,
    act: str | None,
    channel: str | None,
    to: tuple[str, ...],
    at: str | None,
    message: str | None,
    proposal: str | None,
    profile: str | None,
    sources: str | None,
    readings: tuple[str, ...],
    rules: tuple[Path, ...],
) -> None:
    """Change the day, the channel or the person of a proposal, and see the verdict move.

    A line is a word and what it is changed to: `day +1`, `channel phone`, `to ana`, `why levo/no-bombarding`; `help`
    lists them. Lines come from the terminal, or from a pipe.
    """
    from courtesy.authoring.trying import answer, begin  # noqa: PLC0415
    from courtesy.decision.engine import build_engine  # noqa: PLC0415

    book = session.open_rulebook(rules)
    history = session.open_case(case, book)
    chosen = session.open_profile(book, profile, sources, readings)
    asked = session.Asked(
        act=act or (None if proposal else "follow_up"),
        channel=channel,
        to=to,
        at=at,
        message=message,
        proposal=proposal,
    )
    standing = begin(build_engine(book, "compiled"), history, session.open_proposal(asked, history, book), chosen)
    _show(standing, None)
    for line in _lines():
        reply = answer(standing, line)
        for told in reply.lines:
            click.echo(told)
        session.report(reply.problems)
        if reply.shown:
            _show(reply.standing, standing)
        if reply.ended:
            break
        standing = reply.standing


def _lines() -> Iterator[str]:
    """The lines that are typed; those of a pipe are printed after the prompt, so that the output reads like a session."""
    if sys.stdin.isatty():
        with suppress(EOFError, KeyboardInterrupt):
            while True:
                yield input(PROMPT)
        return
    for line in sys.stdin:
        click.echo(f"{PROMPT}{line.rstrip()}")
        yield line


def _show(standing: Standing, before: Standing | None) -> None:
    from courtesy.reports.trial_prompt import standing_lines  # noqa: PLC0415

    for line in standing_lines(standing, before):
        click.echo(line)
