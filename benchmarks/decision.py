"""How long a decision takes, against the limit: one fused function of straight-line Python from the same rules.

    python benchmarks/decision.py [--events 5,200] [--copies 1,3,10] [--number 200]

A decision here is: the situation of a proposal, the clauses that hold, and for each clause that speaks for or against
the proposal the values it turned on. `--copies` multiplies the shipped rulebook to show the growth. Times are the best of
ten rounds over all proposals, in microseconds; diaries (the case's side of the work) are timed apart.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from courtesy.backends.backend import Backend
from courtesy.backends.compiled import CompiledBackend, matching_lines
from courtesy.backends.select import choose, durable_is_installed
from courtesy.case import Proposal
from courtesy.condition import Clause
from courtesy.situation.calendar import minute_of
from courtesy.situation.diary import Diary, diary_of
from courtesy.situation.plan import PARAMETERS, straight_line
from workload import proposals, rulebook, situator_of

ROUNDS = 10
DIARY, LIMIT = "diary of the case", "fused limit"

Decide: TypeAlias = Callable[[Diary, Proposal, Mapping[str, str]], object]
"""A decision on a proposal under the chosen readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A number of proposals, each with the diary of its case, and the chosen readings."""

    asked: tuple[tuple[Diary, Proposal], ...]
    readings: Mapping[str, str]


def main() -> None:
    """Print one table for each number of events and of copies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", default="5,200")
    parser.add_argument("--copies", default="1,3,10")
    parser.add_argument("--number", type=int, default=200)
    options = parser.parse_args()
    for events in map(int, options.events.split(",")):
        cases = tuple(proposals(options.number, seed=1, events=events))
        for copies in map(int, options.copies.split(",")):
            table(copied(rulebook().clauses, copies), cases, events)


def copied(clauses: tuple[Clause, ...], copies: int) -> tuple[Clause, ...]:
    """The clauses so many times, under names of their own."""
    return tuple(
        replace(clause, rule=f"{clause.rule}-{copy}") if copy else clause
        for copy in range(copies)
        for clause in clauses
    )


def table(clauses: tuple[Clause, ...], cases: tuple[Any, ...], events: int) -> None:
    """The times of one workload."""
    compiled = CompiledBackend(clauses)
    work = Work(
        asked=tuple((diary_of(case), proposal) for case, proposal in cases),
        readings=situator_of(compiled, rulebook())[1],
    )
    check(fused(clauses), compiled, work)
    backends: list[Backend] = [compiled, *([choose("durable", clauses)] if durable_is_installed() else [])]
    contenders: dict[str, Decide] = {LIMIT: fused(clauses)}
    for backend in backends:
        contenders[backend.name] = matched(backend)
        contenders[f"{backend.name}, with evidence"] = explained(backend)
    times = timed({DIARY: lambda diary, *_: diary_of(diary.case), **contenders}, work)
    print(f"\n{len(clauses):,} clauses, {len(compiled.signals)} signals, {events} events a case")
    diary, limit = times.pop(DIARY), times[LIMIT]
    print(f"  {DIARY:26} {diary:8.1f} µs   of the limit   with the diary")
    for name, spent in times.items():
        print(f"  {name:26} {spent:8.1f} µs  {spent / limit:13.2f} {(spent + diary) / (limit + diary):16.2f}")


def check(limit: Decide, compiled: CompiledBackend, work: Work) -> None:
    """The limit must be a limit of the same work: it finds the same clauses."""
    matching = matched(compiled)
    for diary, proposal in work.asked:
        places: Any = limit(diary, proposal, work.readings)
        if {compiled.keys[place] for place in places} != matching(diary, proposal, work.readings):
            raise SystemExit("the fused limit finds other clauses than the compiled backend")


def timed(contenders: Mapping[str, Decide], work: Work) -> dict[str, float]:
    """Microseconds of processor time a decision, the best of some rounds; in each round every contender has its turn."""
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(ROUNDS):
        for name, decide in contenders.items():
            started = time.process_time()
            for diary, proposal in work.asked:
                decide(diary, proposal, work.readings)
            best[name] = min(best[name], time.process_time() - started)
    return {name: seconds / len(work.asked) * 1e6 for name, seconds in best.items()}


def matched(backend: Backend) -> Decide:
    """Situation and match."""
    situate = situator_of(backend, rulebook())[0].situate
    return lambda diary, proposal, readings: backend.match(situate(diary, proposal, readings))


def explained(backend: Backend) -> Decide:
    """Situation, match, and what every clause with an effect turned on."""
    situate = situator_of(backend, rulebook())[0].situate
    return lambda diary, proposal, readings: backend.evidence(situate(diary, proposal, readings))


def fused(clauses: tuple[Clause, ...]) -> Decide:
    """The limit: signals and clauses in one generated function, no situation in between, no evidence, no keys."""
    signals = CompiledBackend(clauses).signals
    code, matching = straight_line(signals), matching_lines(clauses, signals)
    values = (f"    s{slot} = {value}" for slot, value in enumerate(code.values) if slot in matching.slots)
    head = [f"def decide({PARAMETERS}):", "    found = []", "    add = found.append"]
    text = "\n".join([*head, *code.lines, *values, *matching.lines, "    return found"])
    space: dict[str, Any] = {**code.constants, **matching.constants}
    exec(compile(text, "<fused>", "exec"), space)  # noqa: S102  as in the backends
    decide = space["decide"]

    def limit(diary: Diary, proposal: Proposal, readings: Mapping[str, str]) -> list[int]:
        at, minute = proposal.at, minute_of(proposal.at)
        clock = at.hour * 60 + at.minute
        seen = diary.seen_at(minute)
        found: list[int] = decide(diary, seen, minute, at.toordinal(), at.weekday(), clock, proposal, {}, readings)
        return found

    return limit


if __name__ == "__main__":
    main()
