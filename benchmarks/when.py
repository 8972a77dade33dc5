"""How long `when`, `next`, `plan` and the outlook of a verdict take: five sources, one case, warm.

    python benchmarks/when.py

The mark: `when` for five sources and one act in less than 50 ms.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from courtesy.case import Case, Proposal
from courtesy.decision.engine import build_engine
from courtesy.loading.case_reader import read_case
from courtesy.loading.rulebook import load_rulebook
from courtesy.reports.windows_json import windows_data
from courtesy.resources import rules_directory
from courtesy.verdict import Profile
from courtesy.windows.agenda import make_agenda
from courtesy.windows.compute import compute_windows
from courtesy.windows.planning import make_plan
from courtesy.windows.robustness import robustness

MARK = 50.0
ROUNDS = 7


def best(run: Callable[[], object]) -> float:
    """Milliseconds of the fastest of several runs, after one that warms up."""
    run()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def main() -> None:
    """Print the table."""
    rulebook, _ = load_rulebook([rules_directory()])
    assert rulebook is not None
    case, _ = read_case(Path(__file__).parent.parent / "examples" / "first-follow-up.yaml", rulebook.vocabulary)
    assert case is not None
    engine, profile = build_engine(rulebook, "compiled"), Profile(name="cautious")
    at = datetime(2026, 3, 3, 9, tzinfo=case.timezone)

    def asked(act: str, known: Case = case) -> Proposal:
        return Proposal(act=act, channel="email", to=(known.people[0].id,), at=at)

    for act in rulebook.vocabulary.acts:
        taken = best(lambda act=act: windows_data(compute_windows(engine, case, asked(act), profile)))  # type: ignore[misc]
        print(f"when {act:<20} {taken:8.2f} ms   {'within' if taken < MARK else 'OVER'} {MARK:.0f} ms")
    print(f"holds until, question     {best(lambda: robustness(engine, case, asked('follow_up'), profile)):8.2f} ms")
    print(f"next                      {best(lambda: make_agenda(engine, case, at, profile)):8.2f} ms")
    print(f"plan                      {best(lambda: make_plan(engine, case, at, profile)):8.2f} ms")


if __name__ == "__main__":
    main()
