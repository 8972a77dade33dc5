"""`courtesy message`: read a draft alone, and show what stands in it and what is missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy.diagnostic import Diagnostic, has_errors, nearest
from courtesy_cli import session

if TYPE_CHECKING:
    from courtesy.case import Case
    from courtesy.message.lexicon import Lexicon
    from courtesy.vocabulary import Vocabulary

_FRESH = timedelta(days=14)


@click.command("message")
@click.argument("draft", metavar="DRAFT|-")
@click.option("--case", "case_file", metavar="CASE", help="The case: names, company, position, notes, history.")
@click.option("--channel", default="email", show_default=True, metavar="CHANNEL", help="How it will be sent.")
@click.option(
    "--to", "to", multiple=True, metavar="PERSON", help="A recipient of the case (repeatable; default: inferred)."
)
@click.option(
    "--at",
    metavar="MOMENT",
    help="\"2026-03-10 09:00\", in the case's time zone (default: the header's date, else now).",
)
@click.option("--harper", is_flag=True, help="Ask the grammar checker of `courtesy[grammar]`, too.")
@session.rules_options
@session.format_option("text", "json")
def message_command(  # noqa: PLR0917 - click passes its options by name
    draft: str,
    case_file: str | None,
    channel: str,
    to: tuple[str, ...],
    at: str | None,
    harper: bool,  # noqa: FBT001 - a flag
    rules: tuple[Path, ...],
    output: str,
) -> None:
    """Read a draft: what stands in it, what is missing, what a reader may mind.

    Exit status: 0 read, 2 wrong usage, 3 unusable input.
    """
    from courtesy.message.reading import Context, read  # noqa: PLC0415 - after the options are known to be right
    from courtesy.message.suggestions import suggestions  # noqa: PLC0415

    vocabulary = _vocabulary(rules)
    _check_channel(channel, vocabulary)
    text = session.open_message(draft)
    assert text is not None
    case = _case(case_file, vocabulary)
    _check_people(to, case)
    context = Context(case=case, channel=channel, to=to, at=_moment(at or text.sent, case), harper=harper)
    lexicon = _lexicon(rules)
    reading = read(text.message, context, lexicon)
    advised = suggestions(reading, context, lexicon.advice)
    if output == "json":
        from courtesy.reports.message_json import message_data  # noqa: PLC0415

        session.print_json(message_data(reading, advised))
    else:
        from courtesy.reports.message_text import print_message  # noqa: PLC0415

        print_message(session.console(), reading, advised)


def _vocabulary(rules: tuple[Path, ...]) -> Vocabulary:
    return session.open_rulebook(rules).vocabulary


def _lexicon(rules: tuple[Path, ...]) -> Lexicon:
    from courtesy.message.lexicon import lexicon_files, read_lexicons  # noqa: PLC0415

    lexicon, problems = read_lexicons(lexicon_files(rules))
    if has_errors(problems):
        session.fail(problems)
    return lexicon


def _check_channel(channel: str, vocabulary: Vocabulary) -> None:
    if channel not in vocabulary.channels:
        _unknown("channel", channel, tuple(vocabulary.channels))


def _check_people(to: tuple[str, ...], case: Case | None) -> None:
    if to and case is None:
        raise click.UsageError("--to names a person of the case: give --case too")
    for name in to:
        if case is not None and case.person(name) is None:
            _unknown("person", name, tuple(person.id for person in case.people))


def _unknown(kind: str, word: str, known: tuple[str, ...]) -> None:
    close = nearest(word, known)
    advice = f"did you mean `{close}`?" if close else f"one of {', '.join(known)}"
    session.fail([Diagnostic(code=f"unknown-{kind}", message=f"no {kind} is called `{word}`", help=advice)])


def _case(path: str | None, vocabulary: Vocabulary) -> Case | None:
    if path is None:
        return None
    from courtesy.loading.case_reader import read_case  # noqa: PLC0415 - only with a case

    case, diagnostics = read_case(Path(path), vocabulary)
    checked: Case = session.usable(case, diagnostics)
    return checked


def _moment(text: str | None, case: Case | None) -> datetime | None:
    """The moment of sending, local to the case; without one, now, as long as the history is not older than a fortnight.

    A draft about an older or a future history is read without a moment: then no weekday contradicts it.
    """
    zone = case.timezone if case is not None else UTC
    if text is None:
        now = datetime.now(zone)
        last = max((event.at for event in case.events), default=now) if case is not None else now
        return now if timedelta(0) <= now - last <= _FRESH else None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        session.fail(
            [Diagnostic(code="bad-moment", message=f"`{text}` is no moment", help='write it as "2026-03-10 09:00"')]
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
