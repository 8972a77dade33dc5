"""Sources as data, written to files and read by the loader, as a coach's would be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from card_strategies import CITE, SOURCE
from courtesy.loading.rulebook import load_rulebook
from courtesy.resources import rules_directory
from courtesy.rule import Rulebook


def load(cards: list[dict[str, Any]], *, files: int = 1) -> Rulebook:
    """The rulebook of one source with these cards, spread over several files. JSON is YAML."""
    with TemporaryDirectory() as name:
        directory = Path(name)
        shutil.copy(rules_directory() / "vocabulary.yaml", directory)
        folder = directory / SOURCE["id"]
        folder.mkdir()
        write(folder / "source.yaml", SOURCE)
        write(folder / "passages.yaml", {"passages": [passage(cards)]})
        for number in range(files):
            write(folder / f"topic-{number}.yaml", cards[number::files])
        rulebook, problems = load_rulebook([directory])
    assert rulebook is not None, [str(problem) for problem in problems]
    return rulebook


def passage(cards: list[dict[str, Any]]) -> dict[str, Any]:
    """The one sentence that all cards come from."""
    return {**CITE, "rules": [card["id"] for card in cards]}


def write(path: Path, data: object) -> None:
    """Data as JSON."""
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
