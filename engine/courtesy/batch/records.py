"""One record of a batch: `{"id", "case", "proposal"}` to a decision, or to an error that names the place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from courtesy.decision.decide import decide
from courtesy.decision.engine import Engine
from courtesy.decision.values import Decision
from courtesy.diagnostic import Diagnostic, in_order
from courtesy.frozen import dataclass
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.proposal_reader import proposal_from_data
from courtesy.verdict import Profile

LINE_LIMIT = 4 * 1024 * 1024
"""The longest accepted record, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A record's answer: the decision, or the problems that stood in its way (sorted)."""

    id: object
    decision: Decision | None = None
    problems: tuple[Diagnostic, ...] = ()


def decide_line(engine: Engine, profile: Profile, line: bytes) -> Decided:
    """The answer to one line of JSON."""
    if len(line) > LINE_LIMIT:
        limit = f"a record has at most {LINE_LIMIT} bytes, this one has {len(line)}"
        return Decided(id=None, problems=(Diagnostic(code="record-too-large", message=limit),))
    try:
        record = json.loads(line)
    except UnicodeDecodeError as error:
        reason = f"the record is not UTF-8 (byte {error.start + 1})"
        return Decided(id=None, problems=(Diagnostic(code="bad-json", message=reason),))
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply").lower()
        column = f", column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return Decided(
            id=None,
            problems=(Diagnostic(code="bad-json", message=f"not JSON: {reason}{column}"),),
        )
    return decide_record(engine, profile, record)


def decide_record(engine: Engine, profile: Profile, record: object) -> Decided:
    """The answer to one record of plain data."""
    if not isinstance(record, Mapping):
        message = "a record is an object with the keys `id`, `case` and `proposal`"
        return Decided(id=None, problems=(Diagnostic(code="bad-record", message=message),))
    identifier = record.get("id")
    shape = _shape_problems(record)
    if shape:
        return Decided(id=identifier, problems=shape)
    vocabulary = engine.rulebook.vocabulary
    case, problems = case_from_data(record["case"], vocabulary)
    if case is None:
        return Decided(id=identifier, problems=_under("case", problems))
    proposal, problems = proposal_from_data(record["proposal"], case, vocabulary)
    if proposal is None:
        return Decided(id=identifier, problems=_under("proposal", problems))
    return Decided(id=identifier, decision=decide(engine, case, proposal, profile))


def _shape_problems(record: Mapping[Any, Any]) -> tuple[Diagnostic, ...]:
    known = ("id", "case", "proposal")
    missing = [
        Diagnostic(code="missing-key", message=f"the record has no `{key}`", where=key)
        for key in known
        if key not in record
    ]
    unknown = [
        Diagnostic(code="unknown-key", message=f"unknown key `{key}` in the record", where=str(key))
        for key in record
        if key not in known
    ]
    return (*missing, *unknown)


def _under(key: str, problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(
            code=problem.code,
            message=problem.message,
            help=problem.help,
            severity=problem.severity,
            where=f"{key}.{problem.where}" if problem.where else key,
        )
        for problem in in_order(problems)
    )
