"""`courtesy explain`: why a rule speaks on a proposal, or why it does not."""

from __future__ import annotations

from pathlib import Path

import click

from courtesy.diagnostic import Diagnostic, nearest
from courtesy_cli import session


@click.command("explain")
@click.argument("case", metavar="CASE.yaml")
@click.option("--rule", "rule", required=True, metavar="SOURCE/ID", help="The rule that is asked about.")
@session.proposal_options
@session.profile_options
@session.rules_options
@session.documents_option
@session.format_option("text", "json")
def explain_command(
    *,
    case: str,
    rule: str,
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
    output: str,
) -> None:
    """Why a rule speaks on a proposal, or the decisive condition why it does not."""
    from courtesy.decision.engine import build_engine  # noqa: PLC0415
    from courtesy.decision.whynot import explain_rule  # noqa: PLC0415

    book = session.open_rulebook(rules)
    if rule not in book.cards:
        near = nearest(rule, book.cards)
        session.fail(
            [
                Diagnostic(
                    code="unknown-rule",
                    message=f"no rule `{rule}` in the rulebook",
                    help=f"did you mean `{near}`?" if near else "`courtesy rules list` names them all",
                )
            ],
            session.WRONG_USAGE,
        )
    history = session.open_case(case, book)
    chosen = session.open_profile(book, profile, sources, readings)
    asked = session.Asked(act=act, channel=channel, to=to, at=at, message=message, proposal=proposal)
    proposed = session.open_proposal(asked, history, book)
    answer = explain_rule(build_engine(book, "compiled"), history, proposed, chosen, rule)
    if output == "json":
        from courtesy.reports.decision_json import rule_answer_data  # noqa: PLC0415
        from courtesy.reports.words import with_passages  # noqa: PLC0415

        session.print_json(with_passages(rule_answer_data(answer), book))
    else:
        from courtesy.reports.decision_text import print_explanation  # noqa: PLC0415
        from courtesy.reports.words import proposal_words  # noqa: PLC0415

        words = proposal_words(history, proposed)
        session.show(lambda console: print_explanation(console, book, answer, words))
