"""`courtesy rules lint`: find what is wrong or weak in rules."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy.diagnostic import Diagnostic, has_errors, nearest
from courtesy_cli import session

if TYPE_CHECKING:
    from courtesy.authoring.lint.run import LintReport, Target

FOUND = 1


@click.command("lint")
@click.argument("what", metavar="[SOURCE|PATH]...", nargs=-1)
@session.rules_options
@click.option("--alone", is_flag=True, help="Load only the directories named, not the shipped rules beside them.")
@click.option(
    "--documents",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="The articles: citations are held against them.",
)
@click.option("--watch", is_flag=True, help="Lint again whenever a file changes, until Ctrl-C.")
@click.option("--list", "listing", is_flag=True, help="Name every lint, and end.")
@session.format_option("text", "json", "sarif", "github")
def lint_command(
    what: tuple[str, ...],
    rules: tuple[Path, ...],
    documents: Path | None,
    output: str,
    *,
    alone: bool,
    watch: bool,
    listing: bool,
) -> None:
    """Find what is wrong or weak in rules: everything that the loader refuses, and the lints of docs/lints.

    PATH is a directory of rules, the folder of a source, or a file of it; without any: all rules that are found.
    A finding is allowed in place by `# courtesy: allow CODE because REASON`.

    Exit status: 0 nothing was found, 1 something was, 2 wrong usage, 3 the rules do not load.
    """
    if listing:
        _list()
        return
    directories, targets = _chosen(what, rules, alone=alone)
    if watch:
        _watch(directories, targets, documents, output)
    else:
        sys.exit(_once(directories, targets, documents, output))


def _list() -> None:
    from courtesy.reports.lint_text import table  # noqa: PLC0415

    for line in table():
        click.echo(line)


def _chosen(what: Sequence[str], rules: Sequence[Path], *, alone: bool) -> tuple[tuple[Path, ...], tuple[Target, ...]]:
    """The directories to load, and what of them is linted."""
    from courtesy.authoring.lint.run import Target, target_of  # noqa: PLC0415
    from courtesy.loading.rulebook import find_rule_directories  # noqa: PLC0415

    _refuse_other_files([Path(item) for item in what])
    targets = [target_of(Path(item)) for item in what if Path(item).exists()]
    _refuse_others(targets)
    packs = [*rules, *(target.directory for target in targets)]
    if alone:
        return _each_once(packs), tuple(targets)
    directories, problems = find_rule_directories(packs)
    if has_errors(problems):
        session.fail(problems)
    # A directory is named as it was typed, so that places in it are, too.
    typed = {each.resolve(): each for each in reversed(packs)}
    directories = tuple(typed.get(each.resolve(), each) for each in directories)
    targets += [_named(item, directories) for item in what if not Path(item).exists()]
    return directories, tuple(targets) or tuple(Target(directory=each, part=each) for each in directories)


def _refuse_other_files(paths: Sequence[Path]) -> None:
    """End the command where a file is named that is none of rules: its folder may well be a source."""
    others = [path for path in paths if path.is_file() and path.suffix != ".yaml"]
    if others:
        session.fail(
            [
                Diagnostic(
                    code="not-a-rule-file",
                    message=f"`{path}` is no file of rules",
                    help="rules are read from files that end in .yaml: name one, the folder of a source, or a directory "
                    "with a folder for each source",
                )
                for path in others
            ]
        )


def _refuse_others(targets: Sequence[Target]) -> None:
    """End the command where a path leads to no rules."""
    from courtesy.loading.rule_files import SOURCE_FILE, VOCABULARY_FILE  # noqa: PLC0415

    def has_rules(directory: Path) -> bool:
        return (directory / VOCABULARY_FILE).is_file() or any(directory.glob(f"*/{SOURCE_FILE}"))

    others = [target for target in targets if not has_rules(target.directory)]
    if others:
        session.fail(
            [
                Diagnostic(
                    code="no-rules",
                    message=f"`{target.part}` holds no rules",
                    help="name a directory with a folder for each source, such a folder, or a file in it",
                )
                for target in others
            ]
        )


def _each_once(directories: Sequence[Path]) -> tuple[Path, ...]:
    return tuple({each.resolve(): each for each in reversed(directories)}.values())[::-1]


def _named(name: str, directories: Sequence[Path]) -> Target:
    """The source of this name, or the end of the command."""
    from courtesy.authoring.lint.run import Target  # noqa: PLC0415
    from courtesy.loading.rule_files import source_folders  # noqa: PLC0415

    known = {
        folder.name: Target(directory=each, part=folder) for each in directories for folder in source_folders(each)
    }
    if name not in known:
        near = nearest(name, known)
        session.fail(
            [
                Diagnostic(
                    code="unknown-source",
                    message=f"`{name}` is neither a source nor a path",
                    help=f"did you mean `{near}`?" if near else f"sources: {', '.join(known)}",
                )
            ]
        )
    return known[name]


def _watch(directories: Sequence[Path], targets: Sequence[Target], documents: Path | None, output: str) -> None:
    from courtesy.authoring.lint.watching import changes  # noqa: PLC0415

    try:
        for _ in changes(directories):
            _once(directories, targets, documents, output)
    except KeyboardInterrupt:
        click.echo()


def _once(directories: Sequence[Path], targets: Sequence[Target], documents: Path | None, output: str) -> int:
    from courtesy.authoring.lint.run import lint  # noqa: PLC0415

    report = lint(directories, targets, documents)
    _print(report, output)
    if not report.usable:
        return session.UNUSABLE_INPUT
    return FOUND if report.found else 0


def _print(report: LintReport, output: str) -> None:
    if output == "json":
        from courtesy.reports.lint_json import lint_data  # noqa: PLC0415

        session.print_json(lint_data(report))
    elif output == "sarif":
        from courtesy import __version__  # noqa: PLC0415
        from courtesy.reports.sarif import lint_sarif  # noqa: PLC0415

        session.print_json(lint_sarif(report, __version__))
    elif output == "github":
        from courtesy.reports.github import github_lines  # noqa: PLC0415

        for line in github_lines(report):
            click.echo(line)
    else:
        from courtesy.reports.lint_text import lint_text  # noqa: PLC0415

        click.echo(lint_text(report), nl=False)
