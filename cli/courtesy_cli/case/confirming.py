"""Which of the events that an import found are taken: by question and answer, or the sure ones of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from courtesy.frozen import dataclass
from courtesy_cli import session

if TYPE_CHECKING:
    from courtesy.case import Case
    from courtesy.keeping.entry import Entry
    from courtesy.keeping.finding import Found, Identity
    from courtesy.keeping.recording import CaseFile
    from courtesy.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Whose addresses are known beside those of the case file."""

    own: tuple[str, ...]
    people: dict[str, str]
    strangers: tuple[str, ...] = ()


def asked_about(case: Case, known: Known, identities: Sequence[Identity]) -> Known:
    """What is known after the candidate was asked whose addresses these are."""
    people, strangers = dict(known.people), list(known.strangers)
    for one in identities:
        person = case.person(one.person)
        name = person.name if person else one.person
        if click.confirm(f"Is {one.name} <{one.address}> {name} ({one.person}) of this case?"):
            people[one.address] = one.person
        else:
            strangers.append(one.address)
    return replace(known, people=people, strangers=tuple(strangers))


def confirmed(file: CaseFile, found: Sequence[Found], vocabulary: Vocabulary) -> list[Entry]:
    """What the candidate takes, event by event; what is impossible in the history is told and left out."""
    from courtesy.reports.case_import import found_words  # noqa: PLC0415

    assert file.case is not None, "an import begins with a right case"
    taken: list[Entry] = []
    for number, one in enumerate(found, start=1):
        click.echo(f"\n{number} of {len(found)}\n{found_words(one, file.case)}")
        answer = _asked(one, file.case, vocabulary)
        if answer == "q":
            break
        if answer != "n":
            taken += _possible(file, taken, one.entry(file.case, answer), vocabulary)
    click.echo()
    return taken


def listed(file: CaseFile, found: Sequence[Found], vocabulary: Vocabulary, *, yes: bool) -> list[Entry]:
    """The sure ones with `yes`, else none; all that was found is printed."""
    from courtesy.reports.case_import import found_words  # noqa: PLC0415

    assert file.case is not None, "an import begins with a right case"
    taken: list[Entry] = []
    if not found:
        click.echo("Nothing new was found.")
    for one in found:
        click.echo(found_words(one, file.case) + "\n")
        if yes and one.sure and one.event:
            taken += _possible(file, taken, one.entry(file.case, one.event), vocabulary)
    return taken


def _asked(one: Found, case: Case, vocabulary: Vocabulary) -> str:
    from courtesy.keeping.recording import fitting_words  # noqa: PLC0415

    words = fitting_words(dict(one.entry(case, one.likely[0]).fields), vocabulary)
    click.echo(f"  it can be {', '.join(words)}")
    answer: str = click.prompt(
        "Add it as (one of these, n: not at all, q: no more)",
        default="n" if one.already else one.event or "n",
        value_proc=lambda text: _answer(text, words),
    )
    return answer


def _answer(text: str, words: Sequence[str]) -> str:
    from courtesy.diagnostic import nearest  # noqa: PLC0415

    word = text.strip().lower()
    word = {"no": "n", "quit": "q"}.get(word, word)
    if word in {"n", "q", *words}:
        return word
    close = nearest(word, words)
    raise click.BadParameter(f"did you mean `{close}`?" if close else f"one of n, q, {', '.join(words)}")


def _possible(file: CaseFile, taken: Sequence[Entry], entry: Entry, vocabulary: Vocabulary) -> list[Entry]:
    """The entry, or nothing where the history with it would be impossible (which is told)."""
    from courtesy.keeping.recording import add_events  # noqa: PLC0415

    addition, problems = add_events(file, [*taken, entry], vocabulary)
    if addition is None:
        session.report(problems)
    return [entry] if addition is not None else []
