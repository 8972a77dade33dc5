"""What the audit commands share: which sources, acts and readings are asked about."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from courtesy.diagnostic import Diagnostic, nearest
from courtesy.rule import Rulebook
from courtesy_cli import session

if TYPE_CHECKING:
    from courtesy.audit.conflicts import Scope
    from courtesy.reports.audit_sections import Section

Command = TypeVar("Command", bound=Callable[..., Any])


def scope_options(command: Command) -> Command:
    """`--source`, `--act`, `--reading` and `--profile`."""
    for option in reversed(
        (
            click.option(
                "--source",
                "sources",
                multiple=True,
                metavar="SOURCE",
                help="Only what this source takes part in; given twice or more: only what is between these.",
            ),
            click.option("--act", "acts", multiple=True, metavar="ACT", help="Only this act (repeatable)."),
            session.reading_option,
            click.option("--profile", metavar="NAME|FILE", help="Take the readings of this profile."),
        )
    ):
        command = option(command)
    return command


def open_scope(
    rulebook: Rulebook, *, sources: Sequence[str], acts: Sequence[str], readings: Sequence[str], profile: str | None
) -> Scope:
    """The scope that the options describe, every name checked."""
    from courtesy.audit.conflicts import Scope  # noqa: PLC0415 - after the options are known to be right

    check_names("source", sources, [source.id for source in rulebook.sources])
    check_names("act", acts, rulebook.vocabulary.acts)
    chosen = session.open_profile(rulebook, profile, None, readings)
    return Scope(
        sources=frozenset(sources) if len(sources) > 1 else None,
        acts=frozenset(acts) if acts else None,
        readings=chosen.readings,
    )


def check_names(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    """End the command where a name is not known."""
    listed = list(known)
    found = []
    for name in names:
        if name not in listed:
            close = nearest(name, listed)
            advice = f"did you mean `{close}`?" if close else f"known: {', '.join(listed)}"
            found.append(Diagnostic(code=f"unknown-{kind}", message=f"no {kind} `{name}`", help=advice))
    if found:
        session.fail(found)


def finding_options(command: Command) -> Command:
    """What every command has that lists findings: `--strict`, `--exit-code`."""
    command = click.option("--exit-code", is_flag=True, help="Exit with 1 where something was found.")(command)
    return click.option("--strict", is_flag=True, help="Exit with 1 where something could not be analysed.")(command)


def emit(sections: Iterable[Section], data: Any, output: str, *, about_all: bool = True) -> None:
    """Sections as text or Markdown, or the data as JSON; `about_all`: with what is assumed of every history."""
    from courtesy.audit.integrity import ASSUMPTIONS, IN_SHORT  # noqa: PLC0415 - only when printing
    from courtesy.reports.audit_sections import markdown, print_sections  # noqa: PLC0415

    if output == "json":
        session.print_json({**data, "assumptions": list(ASSUMPTIONS)} if about_all else data)
    elif output == "markdown":
        click.echo(markdown(sections))
        if about_all:
            click.echo(f"\n{IN_SHORT}")
    else:
        console = session.console()
        print_sections(console, sections)
        if about_all:
            console.print(f"\n{IN_SHORT}", style="dim", markup=False, highlight=False)


def leave(*, strict: bool, undecided: bool, exit_code: bool = False, found: bool = False) -> NoReturn:
    """End with 1 where the options ask for it."""
    sys.exit(1 if (strict and undecided) or (exit_code and found) else 0)
