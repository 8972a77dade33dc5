"""Random cards on random cases: durable, compiled and the naive interpreter of the tests must agree, every time.

    python benchmarks/agreement.py [--cases 10000] [--seed 1]

Prints how often clauses spoke, so that agreement in silence would show. Exit status 1 on the first difference.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from card_strategies import SOURCE, Cards, sources
from courtesy.backends.select import choose, durable_is_installed
from courtesy.situation.situation import Situator
from loaded import load
from naive.rulebook import meaning
from strategies import situations

CASES_A_SOURCE = 20


def main() -> int:
    """Run, and print the tally."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    names = ["durable", "compiled"] if durable_is_installed() else ["compiled"]
    tally: Counter[str] = Counter()
    differences: list[str] = []
    started = time.perf_counter()
    run(options.cases, options.seed, names, tally, differences)
    print(f"{tally['cases']:,} cases, {tally['sources']:,} sources, {tally['cards']:,} cards, seed {options.seed}")
    print(f"clauses that held: {tally['held']:,}; of them " + ", ".join(ways(tally)))
    print(f"{' = '.join([*names, 'naive'])}: {len(differences)} differences in {time.perf_counter() - started:.0f} s")
    print(*differences, sep="\n")
    return 1 if differences else 0


def ways(tally: Counter[str]) -> list[str]:
    """How often each branch of a card spoke."""
    return [
        f"{name.removeprefix(':')} {count:,}" for name, count in sorted(tally.items()) if name.startswith((":", "#"))
    ]


def run(cases: int, start: int, names: list[str], tally: Counter[str], differences: list[str]) -> None:
    """Ask every backend about every case."""

    @seed(start)
    @settings(
        max_examples=-(-cases // CASES_A_SOURCE),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cards=sources(), data=st.data())
    def compare(cards: Cards, data: st.DataObject) -> None:
        clauses = load(cards).clauses
        backends = [choose(name, clauses) for name in names]
        situator = Situator(backends[0].signals)
        tally.update(sources=1, cards=len(cards))
        for _ in range(CASES_A_SOURCE):
            asked = data.draw(situations())
            expected = meaning(SOURCE, cards, asked)
            found = [backend.match(situator.situate(*asked)) for backend in backends]
            tally.update(cases=1, held=len(expected))
            tally.update("#exception" if "#" in key else f":{key.rpartition(':')[2]}" for key in expected)
            if any(each != expected for each in found):
                differences.append(
                    f"{cards}\n{asked}\nexpected {sorted(expected)}, found {[sorted(each) for each in found]}"
                )
                raise _DifferenceError

    with contextlib.suppress(_DifferenceError):
        compare()


class _DifferenceError(Exception):
    """Ends the run: what differs is in the list. Leaving out draws instead would confuse the generator."""


if __name__ == "__main__":
    sys.exit(main())
