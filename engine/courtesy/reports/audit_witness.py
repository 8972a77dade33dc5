"""Witnesses as files: a case that `courtesy check` reads, and the proposal beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from courtesy.audit.values import Conflict, Conflicts


def witness_files(found: Conflicts) -> Iterator[tuple[str, str]]:
    """Name and text of the files of every conflict: `0007.case.yaml` and `0007.proposal.yaml`."""
    for number, conflict in enumerate((*found.conflicts, *found.within), 1):
        name = f"{number:04}"
        yield f"{name}.case.yaml", _case(conflict, name)
        yield f"{name}.proposal.yaml", _proposal(conflict)


def _case(conflict: Conflict, name: str) -> str:
    command = f"# courtesy check {name}.case.yaml --proposal {name}.proposal.yaml"
    turn = conflict.turn
    read = [""] if turn is None else [f" --reading {turn.reading}={option}" for option in (turn.favours, turn.opposes)]
    lines = [
        f"# {conflict.favours.rule} favours this {conflict.act}, {conflict.opposes.rule} opposes it ({conflict.grade.value}).",
        *(command + option for option in read),
    ]
    return "\n".join([*lines, _yaml(dict(conflict.witness.case))])


def _proposal(conflict: Conflict) -> str:
    return _yaml(dict(conflict.witness.proposal))


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
