"""`courtesy rules list` and `courtesy rules show`."""

from __future__ import annotations

from pathlib import Path

import click
import yaml

from courtesy.diagnostic import Diagnostic, nearest
from courtesy.rule import ActCard, AnyCard, MessageCard
from courtesy_cli import session


@click.command("list")
@click.option("--source", "source", metavar="SOURCE", help="Only the rules of this source.")
@click.option("--act", "act", metavar="ACT", help="Only the rules about this act.")
@session.rules_options
@session.format_option("text", "json")
def list_command(source: str | None, act: str | None, rules: tuple[Path, ...], output: str) -> None:
    """Name the rules, each with its kind and its sentence."""
    book = session.open_rulebook(rules)
    known: dict[str, object] = {item.id: item for item in book.sources}
    _known("source", source, known)
    _known("act", act, book.vocabulary.acts)
    cards = [
        card for card in book.cards.values() if source in (None, card.source) and (act is None or act in card.acts)
    ]
    if output == "json":
        session.print_json([_data(card) for card in cards])
        return
    for card in cards:
        click.echo(f"{card.id}  [{_kind(card)}]\n  {card.says}")


@click.command("show")
@click.argument("rule", metavar="SOURCE/ID")
@session.rules_options
@session.documents_option
@session.format_option("text", "json")
def show_command(rule: str, rules: tuple[Path, ...], output: str) -> None:
    """Show one rule: what it says, when it speaks, and its citation."""
    from courtesy.reports.words import cite_words, with_passages  # noqa: PLC0415

    book = session.open_rulebook(rules)
    _known("rule", rule, book.cards)
    card = book.cards[rule]
    if output == "json":
        session.print_json(with_passages(_data(card), book))
        return
    click.echo(f"{card.id}  [{_kind(card)}]\n  {card.says}")
    click.echo(f"  see: {cite_words(book, card.source, card.cite)}")
    click.echo(f"  at: {card.location}\n")
    shown = {key: value for key, value in card.surface.items() if key not in ("id", "says", "cite", "examples")}
    click.echo(yaml.safe_dump(shown, sort_keys=False, allow_unicode=True, width=100).rstrip("\n"))


def _kind(card: AnyCard) -> str:
    if isinstance(card, ActCard):
        return f"{card.effect.value} {', '.join(card.acts)}"
    if isinstance(card, MessageCard):
        return f"text {card.strength.replace('_', ' ')}: {', '.join(card.acts)}"
    return "counsel"


def _data(card: AnyCard) -> dict[str, object]:
    from courtesy.reports.decision_json import cite_data  # noqa: PLC0415

    return {
        "rule": card.id,
        "source": card.source,
        "kind": _kind(card),
        "acts": list(card.acts),
        "says": card.says,
        "fix": card.fix,
        "implied": card.implied,
        "cite": cite_data(card.cite),
        "file": card.location.file,
        "line": card.location.line,
        "card": dict(card.surface),
    }


def _known(word: str, name: str | None, known: object) -> None:
    names = list(known)  # type: ignore[call-overload]
    if name is None or name in names:
        return
    near = nearest(name, names)
    session.fail(
        [
            Diagnostic(
                code=f"unknown-{word}",
                message=f"no {word} `{name}` in the rulebook",
                help=f"did you mean `{near}`?" if near else f"`courtesy rules list` names every {word}",
            )
        ],
        session.WRONG_USAGE,
    )
