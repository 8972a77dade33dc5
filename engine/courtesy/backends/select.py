"""Which backend to use."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from courtesy.backends.backend import Backend
from courtesy.condition import Clause

NAMES = ("auto", "durable", "compiled")
"""What a user can ask for. `auto`: durable where it is installed (Python before 3.13), else compiled."""


def choose(name: str, clauses: Sequence[Clause]) -> Backend:
    """A backend over these clauses. ImportError: `durable` was asked for by name and is not installed."""
    if name == "compiled" or (name == "auto" and not durable_is_installed()):
        from courtesy.backends.compiled import CompiledBackend  # noqa: PLC0415  one of the two is used

        return CompiledBackend(clauses)
    if name not in NAMES:
        raise ValueError(f"no backend `{name}`")
    from courtesy.backends.durable import DurableBackend  # noqa: PLC0415  costs 27 ms and is not there on 3.13

    return DurableBackend(clauses)


def durable_is_installed() -> bool:
    """True where durable_rules can be imported."""
    return find_spec("durable_rules_engine") is not None
