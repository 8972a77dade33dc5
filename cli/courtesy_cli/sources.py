"""`courtesy sources`: the articles, their provenance, citations and coverage."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from courtesy.diagnostic import Diagnostic, nearest
from courtesy.rule import Rulebook, Source
from courtesy_cli import session
from courtesy_cli.lazy import LazyGroup, Listed

NOT_PROVED = 1

sources_group = LazyGroup(
    name="sources",
    help="The articles: provenance, citations, coverage.",
    listed=(
        Listed("list", "courtesy_cli.sources:list_command", "Name the sources."),
        Listed("show", "courtesy_cli.sources:show_command", "Show one source: provenance, parameters, readings."),
        Listed("verify", "courtesy_cli.sources:verify_command", "Prove every citation against the documents."),
        Listed("coverage", "courtesy_cli.sources:coverage_command", "Account for every sentence of every article."),
        Listed("index", "courtesy_cli.rules.index:index_command", "Write the passages.yaml of a document."),
    ),
)


@click.command("list")
@session.rules_options
@session.format_option("text", "json")
def list_command(rules: tuple[Path, ...], output: str) -> None:
    """Name the sources, with author, publisher and the number of rules."""
    book = session.open_rulebook(rules)
    rows = [_row(book, source) for source in book.sources]
    if output == "json":
        session.print_json(rows)
        return
    for row in rows:
        by = ", ".join(str(part) for part in (row["author"], row["publisher"], row["date"]) if part)
        click.echo(f"{row['id']:<20}  {row['title']} ({by}), {row['rules']} rules")


@click.command("show")
@click.argument("source", metavar="SOURCE")
@session.rules_options
@session.format_option("text", "json")
def show_command(source: str, rules: tuple[Path, ...], output: str) -> None:
    """Show one source: where it comes from, its parameters and its readings."""
    from courtesy.reports.decision_json import cite_data  # noqa: PLC0415

    book = session.open_rulebook(rules)
    (found,) = _chosen(book, (source,))
    data = _row(book, found) | {
        "document": found.document,
        "digest": found.digest,
        "parameters": [
            {
                "name": item.name,
                "value": item.amount,
                "unit": item.unit,
                "says": item.says,
                "cite": cite_data(item.cite) if item.cite else None,
            }
            for item in found.parameters.values()
        ],
        "readings": [
            {
                "name": item.name,
                "question": item.question,
                "options": dict(item.options),
                "default": item.default,
                "cite": cite_data(item.cite) if item.cite else None,
            }
            for item in found.readings.values()
        ],
    }
    if output == "json":
        session.print_json(data)
    else:
        _print_source(found, data["rules"])


@click.command("verify")
@click.argument("directory", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@session.rules_options
@session.format_option("text", "json")
def verify_command(directory: Path, rules: tuple[Path, ...], output: str) -> None:
    """Find every source's document in DIR by its digest and prove every citation. Exit status 1 where one fails."""
    from courtesy.authoring.passages import find_documents, prove  # noqa: PLC0415

    book = session.open_rulebook(rules)
    documents = find_documents(directory)
    proofs = [prove(book, source, documents) for source in book.sources]
    if output == "json":
        session.print_json(
            [
                {
                    "source": proof.source,
                    "document": proof.document.name if proof.document else None,
                    "proved": proof.proved,
                    "citations": proof.citations,
                    "failures": list(proof.failures),
                }
                for proof in proofs
            ]
        )
    else:
        for proof in proofs:
            state = f"proved, {proof.citations} citations" if proof.proved else "NOT PROVED"
            name = proof.document.name if proof.document else "no document"
            click.echo(f"{proof.source:<20}  {name}: {state}")
            for failure in proof.failures:
                click.echo(f"  {failure}")
    sys.exit(0 if all(proof.proved for proof in proofs) else NOT_PROVED)


@click.command("coverage")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@session.rules_options
@session.format_option("text", "json")
def coverage_command(sources: tuple[str, ...], rules: tuple[Path, ...], output: str) -> None:
    """Account for every sentence: encoded by rules, or excluded with a reason. Exit status 1 where one is left over."""
    from courtesy.authoring.passages import coverage  # noqa: PLC0415

    book = session.open_rulebook(rules)
    accounts = [coverage(source) for source in _chosen(book, sources)]
    if output == "json":
        session.print_json(
            [
                {
                    "source": account.source,
                    "sentences": account.sentences,
                    "encoded": account.encoded,
                    "excluded": account.excluded,
                    "both": list(account.both),
                    "neither": list(account.neither),
                    "reasons": dict(account.reasons),
                }
                for account in accounts
            ]
        )
    else:
        for account in accounts:
            click.echo(_coverage_line(account.source, account.sentences, account.encoded, account.excluded))
            if account.reasons:
                click.echo("  excluded: " + ", ".join(f"{reason} {count}" for reason, count in account.reasons))
            for word, places in (("both encoded and excluded", account.both), ("not accounted for", account.neither)):
                if places:
                    click.echo(f"  {word}: {', '.join(places)}")
    sys.exit(0 if all(account.complete for account in accounts) else NOT_PROVED)


def _coverage_line(source: str, total: int, encoded: int, excluded: int) -> str:
    accounted = 100 * (encoded + excluded) / total if total else 0.0
    share = 100 * encoded / total if total else 0.0
    return (
        f"{source:<20}  {total} sentences, {accounted:.0f} % accounted for: "
        f"{encoded} encoded ({share:.0f} %), {excluded} excluded"
    )


def _row(book: Rulebook, source: Source) -> dict[str, object]:
    count = sum(card.source == source.id for card in book.cards.values())
    return {
        "id": source.id,
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "date": source.date,
        "rules": count,
    }


def _chosen(book: Rulebook, names: Sequence[str]) -> tuple[Source, ...]:
    known = {source.id: source for source in book.sources}
    unknown = [name for name in names if name not in known]
    if unknown:
        session.fail(
            [
                Diagnostic(
                    code="unknown-source",
                    message=f"no source `{name}` in the rulebook",
                    help=f"did you mean `{near}`?"
                    if (near := nearest(name, known))
                    else f"sources: {', '.join(known)}",
                )
                for name in unknown
            ],
            session.WRONG_USAGE,
        )
    return tuple(known[name] for name in names) or book.sources


def _print_source(source: Source, rules: object) -> None:
    by = ", ".join(part for part in (source.author, source.publisher, source.date) if part)
    click.echo(f"{source.id}: {source.title}\n  {by}\n  document {source.document}, sha256 {source.digest}")
    click.echo(f"  {rules} rules, {len(source.passages)} sentences")
    for parameter in source.parameters.values():
        value = f"{parameter.amount} {parameter.unit or ''}".strip()
        click.echo(f"\nparameter {parameter.name} = {value}\n  {parameter.says}")
    for reading in source.readings.values():
        click.echo(f"\nreading {reading.name}: {reading.question}")
        for option, says in reading.options.items():
            mark = "*" if option == reading.default else " "
            click.echo(f"  {mark} {option}: {says}")
