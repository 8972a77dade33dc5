"""What the reading reaches on the drafts must not fall."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def quality() -> ModuleType:
    """`benchmarks/message_quality.py`, which measures the same by hand."""
    spec = importlib.util.spec_from_file_location("message_quality", ROOT / "benchmarks" / "message_quality.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Least precision and recall of content, spelling and tone, and the most alarms of tone on good drafts.
FLOORS = {
    "tune": ((0.97, 0.95), (0.9, 0.95), (0.93, 0.93), 0.03),
    "held": ((0.96, 0.94), (0.95, 0.95), (0.95, 0.65), 0.02),
    "fresh": ((0.96, 0.94), (0.95, 0.95), (0.9, 0.67), 0.05),
    "exam": ((0.96, 0.9), (0.9, 0.95), (0.9, 0.9), 0.04),
    "final": ((0.96, 0.93), (0.95, 0.95), (0.92, 0.87), 0.03),
    "last": ((0.97, 0.93), (0.95, 0.95), (0.95, 0.9), 0.01),
}


@pytest.mark.parametrize("half", FLOORS)
def test_no_half_falls_below_what_was_measured(half: str) -> None:
    measure = quality()
    labelled = [record for record in measure.records() if record["labels"] and measure.half_of(record["id"]) == half]
    assert len(labelled) >= 80
    total = measure.score(labelled, given=False, verbose=False)
    content, spelling, tone, alarms = FLOORS[half]
    for names, floor in ((measure.CONTENT, content), (measure.SPELLING, spelling), (measure.TONES, tone)):
        precision, recall = total.rates(names)
        assert precision >= floor[0], (names, precision)
        assert recall >= floor[1], (names, recall)
    assert total.good[0] / total.good[1] <= alarms
