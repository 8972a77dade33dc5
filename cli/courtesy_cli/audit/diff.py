"""`courtesy audit diff`: which decisions change from one rulebook to another."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

import click

from courtesy.diagnostic import Diagnostic
from courtesy.rule import Rulebook
from courtesy_cli import session
from courtesy_cli.audit import options


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@options.finding_options
@session.format_option("text", "json", "markdown")
def diff_command(*, old: str, new: str | None, strict: bool, exit_code: bool, output: str) -> None:
    """Which decisions change from OLD to NEW, each with a situation, and whether anything else does.

    OLD and NEW are directories of rules, or revisions of the git repository here (its directory `rules/`). Without NEW
    the shipped rules are compared with OLD.
    """
    from courtesy.audit.changes import find_changes  # noqa: PLC0415 - after the options are known to be right
    from courtesy.reports.audit_json import changes_data  # noqa: PLC0415
    from courtesy.reports.audit_sections import change_section, open_section  # noqa: PLC0415

    before = _open(old)
    after = session.open_rulebook(()) if new is None else _open(new)
    found = find_changes(before, after)
    sections = [change_section(found), *open_section(found.not_analysed)]
    options.emit(sections, changes_data(found), output)
    options.leave(strict=strict, undecided=not found.complete, exit_code=exit_code, found=bool(found.changes))


def _open(name: str) -> Rulebook:
    """The rulebook of a directory, or of a revision that is unpacked for it."""
    if Path(name).is_dir():
        return _load(Path(name))
    with tempfile.TemporaryDirectory() as space:
        _unpack(name, Path(space))
        return _load(Path(space) / "rules")


def _load(directory: Path) -> Rulebook:
    from courtesy.loading.rulebook import load_rulebook  # noqa: PLC0415 - after the options are known to be right

    book, diagnostics = load_rulebook([directory])
    loaded: Rulebook = session.usable(book, diagnostics)
    return loaded


def _unpack(revision: str, space: Path) -> None:
    """The directory `rules/` of a git revision."""
    command = ["git", "archive", "--format=tar", revision, "--", "rules"]
    try:
        # S603, S607: git with a revision that the user typed, no shell; an option cannot be smuggled in as a revision.
        done = subprocess.run(command, capture_output=True, check=False) if not revision.startswith("-") else None  # noqa: S603
    except OSError:
        done = None
    if done is None or done.returncode != 0:
        session.fail(
            [
                Diagnostic(
                    code="unknown-revision",
                    message=f"`{revision}` is neither a directory nor a git revision with `rules/`",
                    help="name a directory of rules, or run this inside the repository",
                )
            ]
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(space, filter="data")
