"""Files that a command writes: beside what it prints (at once or not at all, never over the case), or whole folders."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from courtesy.diagnostic import Diagnostic
from courtesy_cli import session

_LIMIT = 64 * 1024 * 1024


def check_outputs(case: str, *outputs: str | None) -> None:
    """End with wrong usage where an output is the case file, or two outputs are one file."""
    named = [output for output in outputs if output is not None]
    for place, output in enumerate(named):
        if _same(output, case):
            raise click.UsageError(f"`{output}` is the case file; name another file to write to")
        if any(_same(output, other) for other in named[:place]):
            raise click.UsageError(f"`{output}` is named twice; give each output its own file")


def write_output(path: str, data: bytes) -> None:
    """Write or replace a file, and say on stderr that it was written."""
    from courtesy.keeping.replacement import create_file, replace_file, take_snapshot  # noqa: PLC0415 - seldom asked

    target = Path(path)
    if os.path.lexists(target):
        snapshot, problems = take_snapshot(target, _LIMIT)
        problems = problems if snapshot is None else replace_file(snapshot, data)
    else:
        problems = create_file(target, data)
    if problems:
        session.fail(problems)
    click.echo(f"wrote {path}", err=True)


def write_folder(directory: Path, files: Iterable[tuple[str | Path, str]], *, keep: bool = False) -> int:
    """Write texts below a directory, each by its path in it; how many. Without the right to, the command ends.

    `keep`: a file that exists is left as it is.
    """
    count = 0
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in files:
            path = directory / name
            if not (keep and path.exists()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                count += 1
    except OSError as error:
        unwritable = Diagnostic(
            code="unwritable",
            message=f"cannot write to `{directory}`: {(error.strerror or str(error)).lower()}",
            help="name a directory that you may write to",
        )
        session.fail([unwritable])
    return count


def _same(one: str, other: str) -> bool:
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    return Path(one).exists() and Path(other).exists() and Path(one).samefile(other)
