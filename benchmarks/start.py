"""Whole commands from a shell, each paired with `python -c pass`: `python benchmarks/start.py [RUNS]`.

Printed are medians, and the median of the ratios pair by pair: the speed of a shared machine drifts. The first run after
an edit of a rule has an empty cache.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASE = "examples/first-follow-up.yaml"
DRAFT = "examples/follow-up-draft.txt"
CHECK = ("check", CASE, "--act", "follow_up", "--to", "kim", "--at", "2026-03-10 09:00")
COMMANDS: Mapping[str, Sequence[str]] = {
    "--version": ("--version",),
    "check": CHECK,
    "check, as JSON": (*CHECK, "--format", "json"),
    "check with a message": (*CHECK, "--message", DRAFT),
    "when": ("when", CASE, "--act", "follow_up", "--at", "2026-03-10 09:00"),
    "next": ("next", CASE, "--at", "2026-03-10 09:00"),
    "message": ("message", DRAFT),
    "rules lint": ("rules", "lint"),
}
FIRST = "check, first after an edit"


def seconds(command: Sequence[str]) -> float:
    """How long a command takes, whatever it prints."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begun


def main() -> None:
    """Run every command in turn, after one run that is not counted."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    # Compiled modules are what an installed package has.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    courtesy = str(Path(sys.executable).with_name("courtesy"))
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in (*COMMANDS, FIRST)}
    with tempfile.TemporaryDirectory() as cache:
        kept = Path(cache) / "kept"
        os.environ["COURTESY_CACHE"] = str(kept)
        for run in range(runs + 1):
            for name, pairs in measured.items():
                if name == FIRST:
                    shutil.rmtree(kept, ignore_errors=True)
                bare = seconds([sys.executable, "-c", "pass"])
                whole = seconds([courtesy, *COMMANDS.get(name, CHECK)])
                if run:
                    pairs.append((whole, bare))
            seconds([courtesy, *COMMANDS["check with a message"]])
    for name, pairs in measured.items():
        whole = statistics.median(whole for whole, _ in pairs) * 1000
        ratio = statistics.median(whole / bare for whole, bare in pairs)
        print(f"{name:28} {whole:7.0f} ms   {ratio:5.1f} × python -c pass")


if __name__ == "__main__":
    main()
