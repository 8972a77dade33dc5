"""The transcripts in the README and in docs/ are what the program prints: they cannot go stale.

A fenced block marked `console` holds commands (`$ …`) and their output; a line `…` stands for any lines. All blocks of
a page run in order, in one directory that holds a copy of `examples/`. `--rewrite-goldens` writes what came out into
the page (blocks with `…` excepted), to be reviewed as a diff.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if BLOCK.search(page.read_text(encoding="utf-8"))
]


@dataclass(frozen=True)
class Step:
    """One command of a transcript and the output that the page shows."""

    command: str
    shown: str


def steps(block: str) -> list[Step]:
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [
        Step(command=command, shown=shown.rstrip("\n"))
        for command, _, shown in (part.partition("\n") for part in parts)
    ]


def run(command: str, directory: Path) -> str:
    here = str(Path(sys.executable).parent)
    environment = {**os.environ, "COLUMNS": "100", "PATH": here + os.pathsep + os.environ["PATH"], "TZ": "UTC"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=directory,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    printed = (done.stdout + done.stderr).rstrip("\n")
    return "\n".join(line.rstrip() for line in printed.splitlines())


def matches(shown: str, printed: str) -> bool:
    pieces = re.split(r"^…$\n?", shown, flags=re.MULTILINE)
    pattern = ".*".join(re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, printed + "\n" if shown.endswith("…") else printed, re.DOTALL) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_shows_what_the_program_prints(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    text = page.read_text(encoding="utf-8")
    rewritten, wrong = text, []
    for block in BLOCK.findall(text):
        new = ""
        for step in steps(block):
            printed = run(step.command, tmp_path)
            fine = matches(step.shown, printed)
            if not fine:
                wrong.append(f"$ {step.command}\n--- shown\n{step.shown}\n--- printed\n{printed}")
            kept = step.shown if fine or re.search(r"^…$", step.shown, re.MULTILINE) else printed
            new += f"$ {step.command}\n" + (kept + "\n" if kept else "")
        rewritten = rewritten.replace(block, new)
    if wrong and request.config.getoption("--rewrite-goldens"):
        page.write_text(rewritten, encoding="utf-8")
        pytest.skip(f"{page.name} was rewritten: review the diff")
    assert not wrong, "\n\n".join(wrong)
