"""Files that a command writes beside what it prints: at once or not at all, and never over the case."""

from __future__ import annotations

import os
from pathlib import Path

import click

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


def _same(one: str, other: str) -> bool:
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    return Path(one).exists() and Path(other).exists() and Path(one).samefile(other)
