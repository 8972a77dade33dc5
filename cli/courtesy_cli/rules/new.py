"""`courtesy rules new`: lay down a pack that lints and tests green at once."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy.diagnostic import Diagnostic, has_errors
from courtesy_cli import session
from courtesy_cli.outputs import write_folder
from courtesy_cli.rules.index import open_article

if TYPE_CHECKING:
    from courtesy.authoring.scaffold import Provenance

_DATE = re.compile(r"[12][0-9]{3}(?:-[01][0-9](?:-[0-3][0-9])?)?")
_SOURCE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@click.command("new")
@click.argument("pack", metavar="PACK", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="The article's title.")
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--date", metavar="DATE", help="When: 2020, 2020-05 or 2020-05-01.")
@click.option("--document", metavar="FILE", type=click.Path(path_type=Path), help="The article as plain text.")
@click.option("--source", metavar="ID", help="The source's id (default: from the pack's name).")
@session.rules_options
def new_command(
    *,
    pack: Path,
    title: str | None,
    author: str | None,
    publisher: str | None,
    date: str | None,
    document: Path | None,
    source: str | None,
    rules: tuple[Path, ...],
) -> None:
    """Lay down PACK, a directory with a source, its first card, tests, and the account of its passages.

    What no option says is asked on a terminal. Nothing that exists is overwritten: a pack that is there gets one more
    source.
    """
    from courtesy.authoring.scaffold import Provenance, pack_files, shared_files, source_id  # noqa: PLC0415

    name = source or source_id(pack.resolve().name)
    _refuse(pack, name)
    _refuse_twin(pack, name, rules)
    told = Provenance(
        source=name,
        title=title or _asked("Title of the article", "--title", required=True),
        author=_optional(author, "Author"),
        publisher=_optional(publisher, "Publisher"),
        date=_checked_date(_optional(date, "Date (2020, 2020-05 or 2020-05-01)")),
    )
    article = open_article(document or Path(_asked("The article, a plain text file", "--document", required=True)))
    files = pack_files(told, article)
    _try_out(pack, files, rules)
    write_folder(pack, {**files, **shared_files(told)}.items(), keep=True)
    _tell(pack, told, files)


def _refuse(pack: Path, name: str) -> None:
    problem = None
    if not _SOURCE.fullmatch(name):
        problem = ("bad-id", f"`{name}` is no id of a source", "use lower-case words joined by `-`")
    elif pack.exists() and not pack.is_dir():
        problem = ("not-a-directory", f"`{pack}` is a file", "name a new directory")
    elif (pack / name).exists():
        problem = ("exists", f"`{pack / name}` is there already", "give the new source another id with --source")
    if problem is not None:
        code, message, advice = problem
        session.fail([Diagnostic(code=code, message=message, help=advice)])


def _refuse_twin(pack: Path, name: str, rules: Sequence[Path]) -> None:
    twin = session.open_rulebook(_beside(pack, rules)).source(name)
    if twin is not None:
        session.fail(
            [
                Diagnostic(
                    code="duplicate-id",
                    message=f"there is a source `{name}` already, in {twin.location.file}",
                    help="a pack adds sources, it never replaces one; give the new one another id with --source",
                )
            ]
        )


def _asked(question: str, option: str, *, required: bool) -> str:
    if sys.stdin.isatty():
        answer: str = click.prompt(question, default=None if required else "", show_default=False)
        return answer.strip()
    if required:
        raise click.UsageError(f"say {option}: there is no terminal to ask on")
    return ""


def _optional(given: str | None, question: str) -> str | None:
    return given if given is not None else (_asked(question, "", required=False) or None)


def _checked_date(date: str | None) -> str | None:
    if date is not None and not _DATE.fullmatch(date):
        session.fail(
            [
                Diagnostic(
                    code="bad-date",
                    message=f"`{date}` is no date of an article",
                    help="write `2020`, `2020-05` or `2020-05-01`",
                )
            ]
        )
    return date


def _try_out(pack: Path, files: dict[Path, str], rules: Sequence[Path]) -> None:
    """Load the new source beside everything else before a file is written where it should stand."""
    from courtesy.loading.rulebook import find_rule_directories, load_rulebook  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name:
        write_folder(Path(name), files.items())
        directories, problems = find_rule_directories([*_beside(pack, rules), Path(name)])
        book, told = load_rulebook(directories)
        if book is None or has_errors(problems):
            session.fail([*problems, *told])


def _beside(pack: Path, rules: Sequence[Path]) -> list[Path]:
    return [*rules, pack] if pack.is_dir() else list(rules)


def _tell(pack: Path, told: Provenance, files: dict[Path, str]) -> None:
    for path in files:
        click.echo(f"wrote {pack / path}")
    click.echo(f"\nchange {pack / told.source}/first-follow-up.yaml to what the article says, and try it:")
    for command in ("lint", "test", "coverage", "mutate"):
        click.echo(f"  courtesy rules {command} {pack}")
