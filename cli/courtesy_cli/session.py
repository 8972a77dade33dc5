"""What the commands share: options, opening a rulebook, a case and a proposal, printing problems, exit status."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from courtesy.diagnostic import Diagnostic, Severity, has_errors, in_order
from courtesy.frozen import dataclass
from courtesy.rule import Rulebook

if TYPE_CHECKING:
    from rich.console import Console

    from courtesy.case import Case, Message, Proposal
    from courtesy.verdict import Profile

OPPOSED = 1
WRONG_USAGE = 2
UNUSABLE_INPUT = 3

_DOCUMENTS = "courtesy.documents"

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of a command that asks about one proposal, as they were typed."""

    act: str | None = None
    channel: str | None = None
    to: tuple[str, ...] = ()
    at: str | None = None
    message: str | None = None
    proposal: str | None = None


def rules_options(command: Command) -> Command:
    """`--rules DIR`, repeatable: packs beside the shipped rulebook."""
    return click.option(
        "--rules",
        "rules",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="A directory of rules beside the shipped ones (repeatable).",
    )(command)


def documents_option(command: Command) -> Command:
    """`--documents DIR`: who has the articles sees the cited passages themselves. `open_rulebook` reads it."""
    return click.option(
        "--documents",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar="DIR",
        envvar="COURTESY_DOCUMENTS",
        expose_value=False,
        callback=_note_documents,
        help="The articles as text files: show the cited passages themselves.",
    )(command)


def _note_documents(context: click.Context, _parameter: click.Parameter, directory: Path | None) -> None:
    context.meta[_DOCUMENTS] = directory


def reading_option(command: Command) -> Command:
    """`--reading SOURCE/NAME=OPTION`, repeatable: how vague passages are understood."""
    return click.option(
        "--reading",
        "readings",
        multiple=True,
        metavar="SOURCE/NAME=OPTION",
        help="Choose a reading of a vague passage (repeatable).",
    )(command)


def profile_options(command: Command) -> Command:
    """`--profile`, `--sources` and `--reading`: how the sources are combined."""
    command = reading_option(command)
    command = click.option(
        "--sources",
        metavar="A,B",
        help="Only these sources, in this order of precedence.",
    )(command)
    return click.option(
        "--profile",
        metavar="NAME|FILE",
        help="How the sources are combined (default: cautious).",
    )(command)


def proposal_options(command: Command) -> Command:
    """`--act`, `--channel`, `--to`, `--at`, `--message`, `--proposal`: the next message."""
    for option in reversed(
        (
            click.option("--act", metavar="ACT", help="thank_you, follow_up, status_reply …"),
            click.option("--channel", metavar="CHANNEL", help="email (default), phone, letter, linkedin …"),
            click.option(
                "--to",
                "to",
                multiple=True,
                metavar="PERSON",
                help="A person of the case (repeatable; default: the contact named, else the hiring manager).",
            ),
            click.option("--at", metavar="MOMENT", help='"2026-03-10 09:00", in the case\'s time zone (default: now).'),
            click.option("--message", metavar="FILE", help="The text: .txt, .eml, or - for standard input."),
            click.option("--proposal", metavar="FILE", help="A proposal as a YAML file instead of these options."),
        )
    ):
        command = option(command)
    return command


def format_option(*formats: str) -> Callable[[Command], Command]:
    """`--format`, the first one is the default."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How the answer is written.",
    )


def fail(diagnostics: Iterable[Diagnostic], status: int = UNUSABLE_INPUT) -> NoReturn:
    """Print all problems to stderr and end with a status: unusable input, or wrong usage."""
    report(diagnostics)
    sys.exit(status)


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print problems to stderr, in order of position."""
    from courtesy.loading.render import render_diagnostics  # noqa: PLC0415 - only with problems

    text = render_diagnostics(in_order(diagnostics))
    if text:
        click.echo(text.rstrip("\n"), err=True)


def usable(value: Any, diagnostics: Sequence[Diagnostic], status: int = UNUSABLE_INPUT) -> Any:
    """The value, after its warnings were printed; without a usable value the command ends here."""
    if value is None or has_errors(diagnostics):
        fail(diagnostics, status)
    report(diagnostics)
    return value


def open_rulebook(rules: Sequence[Path]) -> Rulebook:
    """The shipped rulebook and the packs, or the end of the command with every problem told."""
    from courtesy.loading.rulebook import find_rule_directories, load_rulebook  # noqa: PLC0415

    directories, problems = find_rule_directories(rules)
    if has_errors(problems):
        fail(problems)
    book, diagnostics = load_rulebook(directories)
    if book is None:
        fail((*problems, *diagnostics))
    report(problems)
    return _with_quotes(book)


def _with_quotes(book: Rulebook) -> Rulebook:
    """The rulebook with the passages that it cites, where `--documents` names the articles."""
    context = click.get_current_context(silent=True)
    directory = context.meta.get(_DOCUMENTS) if context is not None else None
    if directory is None:
        return book
    from courtesy.authoring.passages import find_documents, quotes  # noqa: PLC0415

    found = quotes(book, find_documents(directory))
    if not found:
        report(
            [
                Diagnostic(
                    code="no-documents",
                    message=f"`{directory}` holds the document of no source",
                    help="`courtesy sources list` names the sources; a document is known by its digest",
                    severity=Severity.WARNING,
                )
            ]
        )
    return replace(book, quotes=found)


def open_case(path: str, rulebook: Rulebook) -> Case:
    """The case of a file."""
    from courtesy.loading.case_reader import read_case  # noqa: PLC0415

    case, diagnostics = read_case(Path(path), rulebook.vocabulary)
    checked: Case = usable(case, diagnostics)
    return checked


def open_profile(rulebook: Rulebook, profile: str | None, sources: str | None, readings: Sequence[str]) -> Profile:
    """The named profile with `--sources` and `--reading` laid over it."""
    from courtesy.loading.profile_reader import choose_profile  # noqa: PLC0415

    chosen, diagnostics = choose_profile(rulebook, profile, sources, readings)
    typed = all(diagnostic.location is None for diagnostic in diagnostics)
    checked: Profile = usable(chosen, diagnostics, WRONG_USAGE if typed else UNUSABLE_INPUT)
    return checked


def open_proposal(asked: Asked, case: Case, rulebook: Rulebook) -> Proposal:
    """The proposal that options or a file describe, with its defaults filled in."""
    from courtesy.loading.proposal_reader import build_proposal, read_proposal  # noqa: PLC0415

    if asked.proposal is not None:
        typed = (asked.act, asked.channel, asked.at, asked.message, *asked.to)
        if any(typed):
            raise click.UsageError("give either --proposal FILE or the options of the message, not both")
        proposal, diagnostics = read_proposal(Path(asked.proposal), case, rulebook.vocabulary)
        status = UNUSABLE_INPUT
    else:
        if asked.act is None:
            acts = ", ".join(rulebook.vocabulary.acts)
            raise click.UsageError(f"say which act is proposed: --act with one of {acts}")
        drafted = open_message(asked.message)
        proposal, diagnostics = build_proposal(
            case,
            rulebook.vocabulary,
            act=asked.act,
            channel=asked.channel,
            to=asked.to,
            at=asked.at or (drafted.sent if drafted else None),
            message=drafted.message if drafted else None,
        )
        diagnostics = tuple(_of_option(diagnostic) for diagnostic in diagnostics)
        unreadable = any(diagnostic.where == "--message" for diagnostic in diagnostics)
        status = UNUSABLE_INPUT if unreadable else WRONG_USAGE
    checked: Proposal = usable(proposal, diagnostics, status)
    return checked


def _of_option(diagnostic: Diagnostic) -> Diagnostic:
    """The same problem, placed at the option that was typed: `to[0]` is `--to`."""
    where = (diagnostic.where or "").partition("[")[0].partition(".")[0]
    return replace(diagnostic, where=f"--{where}" if where else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft's text, and the moment its headers carry (None: none)."""

    message: Message
    sent: str | None


def open_message(path: str | None) -> Drafted | None:
    """The draft of a file or of standard input; None where none was given."""
    if path is None:
        return None
    from courtesy.message.draft import read_draft  # noqa: PLC0415 - only with a message

    data, name = _bytes(path)
    draft, diagnostics = read_draft(data, name)
    checked = usable(draft, diagnostics)
    sent = checked.date
    return Drafted(message=checked.message, sent=_header_moment(sent))


def _header_moment(sent: datetime | str | None) -> str | None:
    if isinstance(sent, datetime):
        return sent.isoformat(timespec="minutes") if sent.tzinfo else None
    return sent


def _bytes(path: str) -> tuple[bytes, str]:
    if path == "-":
        return sys.stdin.buffer.read(), "<stdin>"
    try:
        return Path(path).read_bytes(), path
    except OSError as error:
        reason = (os.strerror(error.errno) if error.errno else str(error)).lower()
        fail(
            [
                Diagnostic(
                    code="unreadable-file",
                    message=f"cannot read `{path}`: {reason}",
                    help="name a text file, a mail saved as .eml, or - for standard input",
                )
            ]
        )


def show(write: Callable[[Console], None]) -> None:
    """Print what `write` draws on a console, without the blanks that layout leaves at the ends of lines."""
    drawing = console()
    with drawing.capture() as captured:
        write(drawing)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def console() -> Console:
    """A console on stdout: colour only on a terminal, NO_COLOR honoured, in pipes 100 columns or $COLUMNS."""
    from rich.console import Console  # noqa: PLC0415 - heavy, only for text output

    if sys.stdout.isatty():
        return Console(highlight=False, markup=False, emoji=False)
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) > 0 else 100
    return Console(highlight=False, markup=False, emoji=False, width=width, no_color=True)


def print_json(data: Any) -> None:
    """Plain data as JSON with two blanks of indentation."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
