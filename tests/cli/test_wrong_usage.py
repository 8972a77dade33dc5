"""Wrong usage and unusable input: one clear message a problem, the right status, never a traceback."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TABLE: list[dict[str, Any]] = yaml.safe_load((HERE / "wrong.yaml").read_text(encoding="utf-8"))


def run(command: str, directory: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-c", command],
        cwd=directory,
        env={**os.environ, "PATH": path, "COLUMNS": "100", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_a_mistake_gets_the_whole_answer_that_is_on_record(
    row: dict[str, Any], tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for name, text in row.get("files", {}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run(row["run"], tmp_path)
    transcript = f"$ {row['run']}\n{done.stdout}{done.stderr}[status {done.returncode}]\n"
    assert "Traceback" not in transcript, transcript
    assert done.returncode == row["status"], transcript
    golden(f"cli/{row['name'].replace(' ', '-')}.txt", transcript)


def test_the_table_names_each_mistake_once() -> None:
    names = [row["name"] for row in TABLE]
    assert len(names) == len(set(names)) >= 30


@pytest.mark.parametrize("channel", ["stdout", "stderr"])
def test_a_closed_pipe_ends_the_command_quietly(channel: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    redirect = "| head -1" if channel == "stdout" else "2>&1 | head -1"
    done = run(f"courtesy rules list {redirect}", tmp_path)
    assert "Traceback" not in done.stdout + done.stderr
    assert "BrokenPipe" not in done.stdout + done.stderr
