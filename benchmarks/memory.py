"""200,000 durable checks in one process: the memory must stay flat.

    python benchmarks/memory.py [--checks 200000]

Each check is a proposal of its own (moments, channels, acts and recipients go round), on the shipped rulebook. Prints
the resident set after each tenth; exit status 1 where it grew by more than 1 MiB after the first tenth.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from courtesy.backends.durable import DurableBackend
from courtesy.situation.diary import diary_of
from workload import proposals, rulebook, situator_of

ALLOWED_GROWTH_KIB = 1024


def main() -> int:
    """Check, and print the memory as it goes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checks", type=int, default=200_000)
    options = parser.parse_args()
    backend = DurableBackend(rulebook().clauses)
    situator, readings = situator_of(backend, rulebook())
    asked = [(diary_of(case), proposal) for case, proposal in proposals(2000, seed=1)]
    started, sizes, fired = time.perf_counter(), [], 0
    for number in range(options.checks):
        diary, proposal = asked[number % len(asked)]
        fired += len(backend.match(situator.situate(diary, proposal, readings)))
        if (number + 1) % (options.checks // 10) == 0:
            sizes.append(resident_kib())
            print(f"{number + 1:>9,} checks  {sizes[-1]:>8,} KiB resident  {time.perf_counter() - started:6.1f} s")
    growth = sizes[-1] - sizes[0]
    print(f"{fired:,} clauses fired; growth after the first tenth: {growth:,} KiB")
    return 1 if growth > ALLOWED_GROWTH_KIB else 0


def resident_kib() -> int:
    """The resident set of this process, as Linux counts it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


if __name__ == "__main__":
    sys.exit(main())
