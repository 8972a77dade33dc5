"""`courtesy rules fmt`: writing, checking, showing."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courtesy_cli.rules.fmt import fmt_command

UGLY = "- says: Wait.\n  id:   wait\n"
NEAT = "- id: wait\n  says: Wait.\n"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source with one file that is not formatted and one that is."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "school"
    folder.mkdir()
    (folder / "source.yaml").write_text("id: school\n", encoding="utf-8")
    (folder / "wait.yaml").write_text(UGLY, encoding="utf-8")
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(fmt_command, arguments, catch_exceptions=False)


def test_it_writes_what_changes_and_says_so(source: Path) -> None:
    result = run("school")
    assert (result.exit_code, result.output) == (0, "formatted school/wait.yaml\n")
    assert (source / "wait.yaml").read_text(encoding="utf-8") == NEAT
    assert run("school").output == ""


def test_check_names_the_files_and_writes_nothing(source: Path) -> None:
    result = run("school", "--check")
    assert (result.exit_code, result.output) == (1, "school/wait.yaml is not formatted\n")
    assert (source / "wait.yaml").read_text(encoding="utf-8") == UGLY


def test_diff_shows_the_change_and_writes_nothing(source: Path) -> None:
    result = run("school", "--diff")
    assert result.exit_code == 1
    assert result.output == (
        "--- school/wait.yaml\n+++ school/wait.yaml (formatted)\n@@ -1,2 +1,2 @@\n"
        "-- says: Wait.\n-  id:   wait\n+- id: wait\n+  says: Wait.\n"
    )
    assert (source / "wait.yaml").read_text(encoding="utf-8") == UGLY


def test_a_broken_file_is_told_and_the_others_are_written(source: Path) -> None:
    (source / "broken.yaml").write_text("- id: [wait\n", encoding="utf-8")
    result = run("school")
    assert result.exit_code == 3
    assert "error[not-yaml]" in result.output
    assert (source / "broken.yaml").read_text(encoding="utf-8") == "- id: [wait\n"
    assert (source / "wait.yaml").read_text(encoding="utf-8") == NEAT


@pytest.mark.usefixtures("source")
def test_a_missing_file_is_told() -> None:
    result = run("school/nothing.yaml")
    assert result.exit_code == 3
    assert "nothing.yaml" in result.output


def test_line_ends_of_other_systems_become_line_feeds(source: Path) -> None:
    (source / "wait.yaml").write_bytes(NEAT.replace("\n", "\r\n").encode())
    assert run("school").exit_code == 0
    assert (source / "wait.yaml").read_bytes() == NEAT.encode()
