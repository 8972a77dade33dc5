"""The command `courtesy`: commands are named here and loaded when they are used."""

from __future__ import annotations

import gc
import os
import sys

import click

from courtesy_cli.lazy import LazyGroup, Listed, print_version

INTERNAL_ERROR = 70
"""The exit status of a bug: none of those that answer a question."""

_COMMANDS = (
    Listed("check", "courtesy_cli.check:check_command", "May this be sent, now, this way, to this person?"),
    Listed("when", "courtesy_cli.when:when_command", "When may it be sent? The exact windows of every source."),
    Listed("next", "courtesy_cli.next:next_command", "What is due, fine, to be waited for or closed now?"),
    Listed("plan", "courtesy_cli.plan:plan_command", "The sequence of contacts that opposes the fewest sources."),
    Listed("explain", "courtesy_cli.explain:explain_command", "Why a rule speaks on a proposal, or why it does not."),
    Listed("message", "courtesy_cli.message:message_command", "Read a draft: what stands in it, what is missing."),
    Listed("case", "courtesy_cli.case:case_group", "Keep the history of an application in a file."),
    Listed("batch", "courtesy_cli.batch:batch_command", "Decide many records of JSON Lines or Parquet."),
    Listed("rules", "courtesy_cli.rules:rules_group", "Read, write and test rules."),
    Listed("sources", "courtesy_cli.sources:sources_group", "The articles: provenance, citations, coverage."),
    Listed("audit", "courtesy_cli.audit:audit_group", "Where the sources contradict one another, proved."),
    Listed("schema", "courtesy_cli.schema:schema_command", "Print a JSON Schema of the file formats."),
    Listed("completion", "courtesy_cli.completion:completion_command", "Print the completion script of a shell."),
    Listed("lsp", "courtesy_cli.lsp:lsp_command", "A language server for rule files."),
)

cli = LazyGroup(
    name="courtesy",
    listed=_COMMANDS,
    help="A rulebook and rules engine for the wait after a job interview.",
    epilog="Exit status: 0 nothing opposes it, 1 it is opposed, 2 wrong usage, 3 unusable input.",
)


cli.params.append(
    click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=print_version,
        help="Print the version and exit.",
    )
)


def main() -> None:
    """Run the command line. Characters that a terminal lacks are replaced; a bug ends it with a status of its own."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        cli(prog_name="courtesy")
    except Exception as bug:
        if os.environ.get("COURTESY_DEBUG"):
            raise
        click.echo(f"courtesy stopped on a bug of its own: {type(bug).__name__}: {bug}", err=True)
        click.echo("run it again with COURTESY_DEBUG=1 and report what it prints", err=True)
        sys.exit(INTERNAL_ERROR)
    finally:
        # What is there at the end goes with the process: nothing is looked through for cycles once more.
        gc.freeze()


if __name__ == "__main__":
    main()
