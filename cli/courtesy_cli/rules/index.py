"""`courtesy sources index` and `courtesy rules cite`: from a document to numbers, digests and citations."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from courtesy.diagnostic import Diagnostic, has_errors
from courtesy_cli import session

if TYPE_CHECKING:
    from courtesy.authoring.indexing import Article, Index
    from courtesy.rule import Passage

NOT_FOUND = 1


@click.command("index")
@click.argument("document", metavar="DOCUMENT", type=click.Path(path_type=Path))
@click.option(
    "--write",
    "folder",
    metavar="SOURCE_DIR",
    type=click.Path(path_type=Path),
    help="Write passages.yaml into this folder of a source; what was decided is kept.",
)
def index_command(document: Path, folder: Path | None) -> None:
    """Number every sentence of a document, with its digest: the passages.yaml of its source."""
    from courtesy.authoring.indexing import index, index_lines  # noqa: PLC0415

    article = open_article(document)
    if folder is None:
        click.echo("\n".join(index_lines(index(article))))
        return
    if not (folder / "source.yaml").is_file():
        session.fail(
            [
                Diagnostic(
                    code="no-source",
                    message=f"`{folder}` is no folder of a source: it holds no source.yaml",
                    help="name the folder, or lay one down with `courtesy rules new`",
                )
            ]
        )
    _write(article, folder)


def open_article(document: Path) -> Article:
    """The article of a file, or the end of the command with the reason."""
    from courtesy.authoring.indexing import read_article  # noqa: PLC0415

    article, problems = read_article(document)
    read: Article = session.usable(article, problems)
    return read


def _write(article: Article, folder: Path) -> None:
    from courtesy.authoring.indexing import comments_above, index, index_lines  # noqa: PLC0415
    from courtesy.loading.rulebook import PASSAGES_FILE  # noqa: PLC0415

    path = folder / PASSAGES_FILE
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    made = index(article, _passages_of(folder) if before else (), comments_above(before))
    schemas = _schemas_of(before, folder)
    written = path.with_name(f".{path.name}.new")
    written.write_text("\n".join(index_lines(made, schemas)) + "\n", encoding="utf-8")
    written.replace(path)
    _tell(article, folder, made)


def _schemas_of(before: str, folder: Path) -> str:
    """Where the account's head line looks for the schemas; a pack of `rules new` keeps its own."""
    first = before.partition("\n")[0]
    if first.startswith("# yaml-language-server: $schema="):
        return os.path.dirname(first.partition("=")[2])  # noqa: PTH120 - it may be an address, not a path
    return "../.schemas" if (folder.parent / ".schemas").is_dir() else "../../schemas"


def _passages_of(folder: Path) -> tuple[Passage, ...]:
    """The account as it stands, read alone: the cards may be in the middle of a change."""
    from courtesy.authoring.passages import read_account  # noqa: PLC0415

    passages, problems = read_account(folder)
    if has_errors(problems):
        session.fail(problems)
    return passages


def _tell(article: Article, folder: Path, made: Index) -> None:
    kept = len(made.entries) - made.undecided
    click.echo(
        f"{folder / 'passages.yaml'}: {len(made.entries)} sentences, {kept} decided, {made.undecided} not read yet"
    )
    for before, now in made.moved:
        click.echo(
            f"  paragraph {before.paragraph}, sentence {before.sentence} is now "
            f"paragraph {now.paragraph}, sentence {now.sentence}{_cited_by(before)}"
        )
    for passage in made.gone:
        click.echo(f"  paragraph {passage.paragraph}, sentence {passage.sentence} is gone{_cited_by(passage)}")
    if article.digest not in (folder / "source.yaml").read_text(encoding="utf-8"):
        click.echo(f"  source.yaml names another text: write `digest: {article.digest}`")


def _cited_by(passage: Passage) -> str:
    return f": look at {', '.join(passage.rules)}" if passage.rules else ""


@click.command("cite")
@click.argument("document", metavar="DOCUMENT", type=click.Path(path_type=Path))
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
def cite_command(document: Path, words: tuple[str, ...]) -> None:
    """Print the citation of the passage that holds some words, ready for a card.

    The passage itself goes to standard error: what is copied or redirected is the citation alone. Exit status 1 where
    no passage holds all the words; then the nearest ones are printed.
    """
    from courtesy.authoring.citing import cite_line, find  # noqa: PLC0415

    article = open_article(document)
    found = find(article, " ".join(words))
    if not found.passages:
        click.echo("no passage holds any of these words", err=True)
    elif not found.exact:
        click.echo("no passage holds all of these words; the nearest:", err=True)
    for sentence in found.passages:
        click.echo(f"“{sentence.text}”", err=True)
        click.echo(cite_line(article, sentence))
    if not found.exact:
        raise SystemExit(NOT_FOUND)
