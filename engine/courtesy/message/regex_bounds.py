"""The lint of hand-written patterns: no repeat without a small bound, so that no search can run away."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    # The parser of the standard library: the one reading of an expression that `re` itself follows.
    import re._parser as _sre  # type: ignore[import-not-found]  # undocumented, without types

LONGEST_REPEAT = 200
MOST_WORK = 20_000


def unbounded(expression: str) -> str | None:
    """Why this expression is refused, or None: it is broken, unbounded, or its repeats multiply too far."""
    try:
        parsed = _sre.parse(expression, re.IGNORECASE)
    except (re.error, OverflowError) as error:
        return f"not a regular expression: {error}"
    bounds = list(_bounds(parsed, 1))
    if any(upper > LONGEST_REPEAT for upper, _ in bounds):
        return f"a repeat needs an upper bound of at most {LONGEST_REPEAT}"
    if any(work > MOST_WORK for _, work in bounds):
        return "nested repeats multiply too far"
    return None


def _bounds(parsed: Any, factor: int) -> Iterator[tuple[int, int]]:
    """Each repeat's upper bound, and the product of the bounds around it."""
    for operator, argument in parsed:
        name = str(operator)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, upper, inner = argument
            bound = min(int(upper), 1_000_000)
            yield bound, factor * bound
            yield from _bounds(inner, factor * max(bound, 1))
        else:
            yield from (pair for inner in _inside(argument) for pair in _bounds(inner, factor))


def _inside(argument: Any) -> Iterator[Any]:
    """The parsed expressions nested in an operator's argument."""
    if isinstance(argument, _sre.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for item in argument:
            yield from _inside(item)
