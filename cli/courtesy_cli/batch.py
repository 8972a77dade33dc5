"""`courtesy batch`: many records, one decision each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn, cast

import click

from courtesy.diagnostic import Diagnostic
from courtesy_cli import session

if TYPE_CHECKING:
    from courtesy.batch.stream import Answered, Work

SOME_FAILED = 1
_TELL_EVERY = 1000


@click.command("batch")
@click.argument("source", metavar="IN.jsonl|IN.parquet|-")
@click.option("--output", "target", metavar="FILE", help="Where the answers go (default: standard output).")
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that share the work."
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "durable", "compiled"]),
    default="compiled",
    show_default=True,
    help="Which backend matches the rules; all give the same answers.",
)
@session.profile_options
@session.rules_options
def batch_command(
    *,
    source: str,
    target: str | None,
    jobs: int,
    engine: str,
    profile: str | None,
    sources: str | None,
    readings: tuple[str, ...],
    rules: tuple[Path, ...],
) -> None:
    """Decide records of `{"id", "case", "proposal"}`, in input order.

    A bad record yields an error in its place and the run goes on; then the exit status is 1.
    """
    from courtesy.batch.stream import Work  # noqa: PLC0415
    from courtesy.reports.decision_json import decision_data  # noqa: PLC0415

    book = session.open_rulebook(rules)
    chosen = session.open_profile(book, profile, sources, readings)
    work = Work(rulebook=book, backend=engine, profile=chosen, writer=decision_data)
    if source.endswith(".parquet"):
        total, failed = _parquet(work, source, target, jobs)
    else:
        total, failed = _lines(work, source, target, jobs)
    click.echo(f"{total} records, {failed} in error", err=True)
    sys.exit(SOME_FAILED if failed else 0)


def _lines(work: Work, source: str, target: str | None, jobs: int) -> tuple[int, int]:
    from courtesy.batch.stream import answer_lines  # noqa: PLC0415

    with _opened(source, "rb") as stream:
        answers = _progress(answer_lines(work, stream, jobs))
        if target is None:
            return _write(answers, sys.stdout.buffer)
        with _opened(target, "wb") as output:
            return _write(answers, output)


def _write(answers: Iterable[Answered], output: BinaryIO) -> tuple[int, int]:
    total = failed = 0
    for answer in answers:
        output.write(answer.line.encode() + b"\n")
        total, failed = total + 1, failed + answer.failed
    output.flush()
    return total, failed


def _parquet(work: Work, source: str, target: str | None, jobs: int) -> tuple[int, int]:
    try:
        import pyarrow.parquet  # noqa: PLC0415 - an extra

        from courtesy.batch.table import decide_table, missing_columns  # noqa: PLC0415
    except ImportError:
        _refuse("missing-extra", "Parquet needs pyarrow", "install `courtesy[parquet]`, or give JSON Lines")
    if target is None or not target.endswith(".parquet"):
        raise click.UsageError("a Parquet input needs --output OUT.parquet")
    try:
        table = pyarrow.parquet.read_table(source)
    except (OSError, ValueError) as error:
        _refuse("unreadable-file", f"cannot read `{source}`", str(error).splitlines()[0].lower())
    if missing := missing_columns(table):
        _refuse("missing-column", f"`{source}` has no column `{missing[0]}`", "columns: id, case, proposal")
    answers = decide_table(table, work, jobs)
    pyarrow.parquet.write_table(answers, target)
    return answers.num_rows, answers.num_rows - answers.column("error").null_count


def _opened(path: str, mode: str) -> BinaryIO:
    if path == "-":
        return sys.stdin.buffer if "r" in mode else sys.stdout.buffer
    try:
        return cast("BinaryIO", Path(path).open(mode))
    except OSError as error:
        _refuse("unreadable-file", f"cannot open `{path}`", (error.strerror or str(error)).lower())


def _refuse(code: str, message: str, helping: str) -> NoReturn:
    session.fail([Diagnostic(code=code, message=message, help=helping)])


def _progress(answers: Iterable[Answered]) -> Iterator[Answered]:
    telling = sys.stderr.isatty()
    for count, answer in enumerate(answers, 1):
        if telling and count % _TELL_EVERY == 0:
            click.echo(f"\r{count} records", nl=False, err=True)
        yield answer
    if telling:
        click.echo("\r", nl=False, err=True)
