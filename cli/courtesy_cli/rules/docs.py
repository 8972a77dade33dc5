"""`courtesy rules docs`: write the rulebook to be read, as Markdown and HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy.diagnostic import Diagnostic
from courtesy_cli import session
from courtesy_cli.outputs import write_output

if TYPE_CHECKING:
    from courtesy.audit.values import Conflicts
    from courtesy.rule import Rulebook


@click.command("docs")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, file_okay=False))
@session.rules_options
@click.option(
    "--conflicts/--no-conflicts",
    default=True,
    show_default=True,
    help="Audit the sources, and name at each card what it contradicts.",
)
def docs_command(out: Path, rules: tuple[Path, ...], *, conflicts: bool) -> None:
    """Write the rulebook into the directory OUT: `README.md`, a page for each source, and `index.html`.

    The HTML page carries everything with it (search, style), needs no network and prints well.
    """
    from courtesy.authoring.documentation import document_rulebook  # noqa: PLC0415
    from courtesy.loading.rulebook import find_rule_directories  # noqa: PLC0415
    from courtesy.reports.rulebook_html import rulebook_page  # noqa: PLC0415
    from courtesy.reports.rulebook_markdown import markdown_files  # noqa: PLC0415

    book = session.open_rulebook(rules)
    directories = session.usable(*find_rule_directories(rules))
    told = document_rulebook(book, directories, _audit(book) if conflicts else None)
    _make(out)
    for name, content in {**markdown_files(told), "index.html": rulebook_page(told)}.items():
        write_output(str(out / name), content.encode())


def _audit(book: Rulebook) -> Conflicts:
    from courtesy.audit.conflicts import Auditor, Scope, find_conflicts  # noqa: PLC0415

    return find_conflicts(Auditor(book), Scope())


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        session.fail(
            [
                Diagnostic(
                    code="unwritable-file",
                    message=f"cannot make the directory `{directory}`: {(error.strerror or '').lower()}",
                    help="choose another place",
                )
            ]
        )
