"""The optional second grammar checker, harper (`courtesy[grammar]`), with its traps guarded.

Its spelling is off (it does not know the case's names), its `LookForwardTo` rules are off and standard output is
closed to it while it works: for some sentences it prints debug text there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from courtesy.message.signals import Span

KINDS = frozenset({"Agreement", "Eggcorn", "Grammar", "Malapropism", "Repetition", "Usage", "WordChoice"})
"""The kinds of its findings that are slips; the others are taste, layout or spelling."""
_OFF = ("SpellCheck", "LookForwardTo", "LookingForwardTo", "LongSentences", "SentenceCapitalization")


def is_installed() -> bool:
    """True where the extra is there."""
    return _module() is not None


def harper_slips(text: str) -> tuple[Span, ...]:
    """The slips that harper finds in a body; needs the extra."""
    module, linter = _module(), _linter()
    with _silent_stdout():
        found = linter.lint(text, language=module.Language.PLAINTEXT)
    return tuple(
        Span(part="body", start=lint.span.start, end=lint.span.end, entry=f"harper-{lint.lint_kind.lower()}")
        for lint in found
        if lint.lint_kind in KINDS
    )


@cache
def _module() -> Any:
    try:
        import harper  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    return harper


@cache
def _linter() -> Any:
    linter = _module().Linter()
    config = linter.get_lint_config()
    linter.set_lint_config({**config, **dict.fromkeys(_OFF, False)})
    return linter


@contextmanager
def _silent_stdout() -> Iterator[None]:
    """File descriptor 1 points nowhere: native code does not ask `sys.stdout`."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
