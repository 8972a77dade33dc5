"""A stream of records through one process or several; the answers come in input order."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from courtesy.batch.records import Decided, decide_line
from courtesy.decision.engine import Engine, build_engine
from courtesy.decision.values import Decision
from courtesy.frozen import dataclass
from courtesy.rule import Rulebook
from courtesy.verdict import Profile

CHUNK = 200
"""Records that one process takes at a time."""

Writer = Callable[[Decision], dict[str, Any]]
"""How a decision becomes plain data: the layer of reports stands above this one and hands it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One line of output (JSON without line end), and whether the record was in error."""

    line: str
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All that a process needs to build its own engine: a rulebook, a backend's name, a profile."""

    rulebook: Rulebook
    backend: str
    profile: Profile
    writer: Writer


def answer_lines(work: Work, lines: Iterable[bytes], jobs: int = 1) -> Iterator[Answered]:
    """The answers to lines of JSON, in order; empty lines are passed over."""
    records = (line for line in lines if line.strip())
    if jobs == 1:
        engine = build_engine(work.rulebook, work.backend)
        yield from (_answer(engine, work, line) for line in records)
        return
    chunks = iter(lambda: tuple(islice(records, CHUNK)), ())
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, initializer=_start, initargs=(work,)) as pool:
        for answers in pool.imap(_answer_chunk, chunks):
            yield from answers


def _answer(engine: Engine, work: Work, line: bytes) -> Answered:
    decided = decide_line(engine, work.profile, line)
    data = _error_data(decided) if decided.decision is None else work.writer(decided.decision)
    text = json.dumps({"id": decided.id, **data}, ensure_ascii=False, separators=(",", ":"))
    return Answered(line=text, failed=decided.decision is None)


def _error_data(decided: Decided) -> dict[str, Any]:
    first, *others = decided.problems
    error: dict[str, Any] = {"message": first.message, "path": first.where, "code": first.code}
    if first.help:
        error["help"] = first.help
    if others:
        error["more"] = [{"message": problem.message, "path": problem.where} for problem in others]
    return {"error": error}


# The state of a worker process, set once when it starts: engines hold native handles and cannot be sent.
_worker: dict[str, Any] = {}


def _start(work: Work) -> None:
    _worker.update(engine=build_engine(work.rulebook, work.backend), work=work)


def _answer_chunk(lines: tuple[bytes, ...]) -> list[Answered]:
    return [_answer(_worker["engine"], _worker["work"], line) for line in lines]
