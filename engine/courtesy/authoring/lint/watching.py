"""Whether files below some directories changed: by name, time and size, as editors leave them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

Fingerprint: TypeAlias = tuple[tuple[str, int, int], ...]
"""Name, time of change in nanoseconds, and size of every file."""


def fingerprint(directories: Iterable[Path]) -> Fingerprint:
    """Of every YAML file below the directories."""
    return tuple(
        sorted(entry for directory in directories for path in directory.rglob("*.yaml") for entry in _entry(path))
    )


def _entry(path: Path) -> Iterator[tuple[str, int, int]]:
    try:
        told = path.stat()
    except OSError:
        # An editor that saves takes the file away for a moment.
        return
    yield str(path), told.st_mtime_ns, told.st_size


def changes(
    directories: Iterable[Path], pause: Callable[[float], None] = time.sleep, every: float = 0.4
) -> Iterator[None]:
    """Once at the start, then once after each change; never ends by itself."""
    watched = tuple(directories)
    known: Fingerprint | None = None
    while True:
        now = fingerprint(watched)
        if now != known:
            known = now
            yield
        pause(every)
