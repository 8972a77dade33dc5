"""The connectives of z3 for truth values that are expressions already.

z3's own look for probes, merge sorts and coerce every part anew, which costs most of the time of a question. The terms
made here are the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import z3

Term: TypeAlias = Any
"""An expression of z3, which is published without types."""


def every(*parts: Term) -> Term:
    """All of the parts."""
    context = z3.main_ctx()
    return z3.BoolRef(z3.Z3_mk_and(context.ref(), len(parts), _array(parts)), context)


def some(*parts: Term) -> Term:
    """At least one of the parts."""
    context = z3.main_ctx()
    return z3.BoolRef(z3.Z3_mk_or(context.ref(), len(parts), _array(parts)), context)


def no(part: Term) -> Term:
    """Not the part."""
    context = part.ctx
    return z3.BoolRef(z3.Z3_mk_not(context.ref(), part.ast), context)


def implies(one: Term, other: Term) -> Term:
    """The other wherever the one holds."""
    context = one.ctx
    return z3.BoolRef(z3.Z3_mk_implies(context.ref(), one.ast, other.ast), context)


def _array(parts: Sequence[Term]) -> Any:
    return (z3.Ast * len(parts))(*[part.ast for part in parts])
