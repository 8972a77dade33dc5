"""The loaded rulebook, kept between runs: a command then starts in a tenth of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path as FilePath
from typing import TypeAlias, TypeGuard

from courtesy.diagnostic import Diagnostic
from courtesy.kept import Keeping, kept, state_of
from courtesy.rule import Rulebook

Loaded: TypeAlias = tuple[Rulebook | None, tuple[Diagnostic, ...]]

_PACKAGE = FilePath(__file__).resolve().parent.parent


def through_cache(digest: str, directories: Sequence[FilePath], load: Callable[[], Loaded]) -> Loaded:
    """What `load` gives for the rulebook of this digest: kept from an earlier run, or loaded now and kept if usable."""
    keeping = Keeping(kind="rulebook", make=load, is_whole=_is_loaded, is_kept=lambda loaded: loaded[0] is not None)
    return kept(keeping, (digest, *map(str, directories), *_program()))


def _program() -> Iterable[str]:
    """The state of the files whose change may change what is loaded."""
    return state_of(sorted([*_PACKAGE.glob("*.py"), *_PACKAGE.glob("loading/*.py")]))


def _is_loaded(loaded: object) -> TypeGuard[Loaded]:
    match loaded:
        case (Rulebook(), tuple()):
            return True
        case _:
            return False
