"""`courtesy check`: whether this may be sent, now, this way, to this person."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from courtesy_cli import session


@click.command("check")
@click.argument("case", metavar="CASE.yaml")
@session.proposal_options
@session.profile_options
@session.rules_options
@session.documents_option
@click.option(
    "--engine",
    type=click.Choice(["auto", "durable", "compiled"]),
    default="auto",
    show_default=True,
    help="Which backend matches the rules; all give the same answers.",
)
@click.option(
    "--verbose", "-v", is_flag=True, help="Also the findings that do not decide, and the demands that are met."
)
@session.format_option("text", "json")
def check_command(
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
    engine: str,
    verbose: bool,
    output: str,
) -> None:
    """Tell whether this may be sent, now, this way, to this person.

    Reads the history of an application from CASE.yaml and weighs the proposed message against every rule of every
    source. Exit status: 0 nothing opposes it, 1 discouraged or forbidden, 2 wrong usage, 3 unusable input.
    """
    from courtesy.decision.decide import decide  # noqa: PLC0415 - after the options are known to be right
    from courtesy.decision.engine import build_engine, verdict_engine  # noqa: PLC0415
    from courtesy.windows.robustness import robustness  # noqa: PLC0415

    book = session.open_rulebook(rules)
    history = session.open_case(case, book)
    chosen = session.open_profile(book, profile, sources, readings)
    asked = session.Asked(act=act, channel=channel, to=to, at=at, message=message, proposal=proposal)
    proposed = session.open_proposal(asked, history, book)
    decision = decide(build_engine(book, engine), history, proposed, chosen)
    outlook = robustness(verdict_engine(book, proposed.act), history, proposed, chosen, decision.message)
    if output == "json":
        from courtesy.reports.decision_json import decision_data  # noqa: PLC0415
        from courtesy.reports.windows_robustness import robustness_data  # noqa: PLC0415
        from courtesy.reports.words import with_passages  # noqa: PLC0415

        data = with_passages(decision_data(decision), book)
        session.print_json(data | robustness_data(outlook))
    else:
        from courtesy.reports.decision_text import print_decision  # noqa: PLC0415
        from courtesy.reports.windows_robustness import robustness_lines  # noqa: PLC0415

        sentences = tuple(robustness_lines(outlook, proposed.at.year))
        session.show(lambda console: print_decision(console, book, decision, verbose=verbose, outlook=sentences))
    sys.exit(session.OPPOSED if decision.opposed else 0)
