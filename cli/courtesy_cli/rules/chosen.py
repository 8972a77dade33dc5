"""What the commands over rules speak about: sources by name, source folders, or directories of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from courtesy.diagnostic import Diagnostic, nearest
from courtesy.frozen import dataclass
from courtesy.rule import Rulebook, Source
from courtesy_cli import session

SOURCE_FILE = "source.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A rulebook, the sources of it that were chosen, and the rules directories that were chosen as a whole."""

    rulebook: Rulebook
    sources: tuple[Source, ...]
    directories: tuple[Path, ...]


def choose(what: Sequence[str], rules: Sequence[Path]) -> Chosen:
    """The chosen sources: all where `what` is empty. The command ends where a name is neither source nor directory."""
    from courtesy.loading.rulebook import find_rule_directories  # noqa: PLC0415

    paths = [Path(item) for item in what if _is_directory(item)]
    packs = [path.parent if _is_source(path) else path for path in paths]
    book = session.open_rulebook([*rules, *packs])
    if not what:
        return Chosen(rulebook=book, sources=book.sources, directories=find_rule_directories(rules)[0])
    whole = [path for path in paths if not _is_source(path)]
    folders = [path for path in paths if _is_source(path)]
    _refuse_unknown([item for item in what if not _is_directory(item)], book)
    sources = tuple(source for source in book.sources if source.id in what or _stands_in(source, folders, whole))
    return Chosen(rulebook=book, sources=sources, directories=tuple(whole))


def _is_directory(item: str) -> bool:
    return Path(item).is_dir()


def _is_source(path: Path) -> bool:
    return (path / SOURCE_FILE).is_file()


def _stands_in(source: Source, folders: Iterable[Path], whole: Iterable[Path]) -> bool:
    own = Path(source.location.file).resolve().parent
    return own in {path.resolve() for path in folders} or own.parent in {path.resolve() for path in whole}


def _refuse_unknown(names: Sequence[str], book: Rulebook) -> None:
    known = [source.id for source in book.sources]
    unknown = [name for name in names if name not in known]
    if unknown:
        session.fail(
            [
                Diagnostic(
                    code="unknown-source",
                    message=f"`{name}` is neither a source nor a directory",
                    help=f"did you mean `{near}`?"
                    if (near := nearest(name, known))
                    else f"sources: {', '.join(known)}",
                )
                for name in unknown
            ]
        )
