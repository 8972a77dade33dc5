"""`courtesy rules lint`: what is linted, the formats, the exit status."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courtesy.authoring.lint.lints import LINTS
from courtesy.authoring.lint.watching import changes
from courtesy_cli.rules.lint import lint_command
from lint_shared import page, school_in

Golden = Callable[[str, str], None]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory to stand in, so that paths are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lint_command, arguments, catch_exceptions=False)


def spoilt(directory: Path) -> Path:
    """The school with four findings, one of which is silenced."""
    card = (page("missing-fix").bad["wait.yaml"] or "").replace(
        "  says: Wait three days", "  says: wait three days soon"
    )
    silenced = (page("no-silent-example").bad["wait.yaml"] or "").replace(
        "- id: wait", "- id: leave  # courtesy: allow no-silent-example because it speaks everywhere"
    )
    return school_in(directory, {"wait.yaml": f"{card}\n{silenced}"})


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("output", ["text", "json", "sarif", "github"])
def test_the_formats(output: str, here: Path, golden: Golden) -> None:
    spoilt(here)
    result = run("--alone", "rules", "--format", output)
    assert result.exit_code == 1
    golden(f"lint/formats/{output}.txt", _without_table(result.output) if output == "sarif" else result.output)


def _without_table(text: str) -> str:
    """SARIF without the table of lints and the version, which change with every lint."""
    log = json.loads(text)
    driver = log["runs"][0]["tool"]["driver"]
    assert {rule["id"] for rule in driver.pop("rules")} >= set(LINTS)
    driver.pop("version")
    return json.dumps(log, indent=2) + "\n"


def test_clean_rules_end_with_nothing(here: Path) -> None:
    school_in(here, page("missing-fix").good)
    result = run("--alone", "rules")
    assert (result.exit_code, result.output) == (0, "1 source, 1 card: nothing to remark\n")


def test_rules_that_do_not_load_end_with_three(here: Path) -> None:
    rules = school_in(here, page("missing-fix").good)
    topic = rules / "school" / "wait.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("before: 3 days", "before: 3 dayz"), encoding="utf-8")
    result = run("--alone", "rules")
    assert result.exit_code == 3
    assert "rules/school/wait.yaml:3:13" in result.output
    assert "1 error; the lints wait" in result.output


def test_a_broken_test_or_example_is_unusable_too(here: Path) -> None:
    rules = school_in(here, page("missing-fix").good)
    tests = rules / "school" / "tests" / "wait.yaml"
    tests.write_text(tests.read_text(encoding="utf-8").replace("school/wait]", "school/wiat]"), encoding="utf-8")
    result = run("--alone", "rules")
    assert result.exit_code == 3
    assert "did you mean `school/wait`?" in result.output


def test_a_pack_is_linted_beside_the_shipped_rules_and_alone_is_told_about(here: Path) -> None:
    rules = spoilt(here)
    (rules / "vocabulary.yaml").unlink()
    assert "1 source, 2 cards" in run("rules").output
    assert "1 source, 2 cards" in run("rules/school").output
    assert "wait.yaml" not in run("rules/school/passages.yaml").output
    assert "1 source, 2 cards" in run("--rules", "rules", "school").output


@pytest.mark.usefixtures("here")
def test_an_unknown_name_gets_the_nearest_one() -> None:
    result = run("lewo")
    assert result.exit_code == 3
    assert "did you mean `levo`?" in result.output


def test_a_directory_without_rules_is_told(here: Path) -> None:
    (here / "notes").mkdir()
    result = run("notes")
    assert result.exit_code == 3
    assert "`notes` holds no rules" in result.output


def test_the_list_names_every_lint() -> None:
    assert [line.split()[0] for line in run("--list").output.splitlines()] == list(LINTS)


def test_the_shipped_rules_are_clean() -> None:
    assert run().output.endswith(": nothing to remark\n") or "silenced" in run().output.splitlines()[-1]
    assert run().exit_code == 0


def test_the_shipped_rules_are_clean_beside_the_articles(shared_sources: Path) -> None:
    assert run("--documents", str(shared_sources)).exit_code == 0


# ---------------------------------------------------------------- watching


def test_watching_tells_of_each_change_once(tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    pauses = 0

    def pause(_seconds: float) -> None:
        nonlocal pauses
        pauses += 1
        if pauses == 2:
            (rules / "school" / "new.yaml").write_text("[]\n", encoding="utf-8")
        if pauses == 4:
            shutil.rmtree(rules / "school")

    told = changes([rules], pause)
    assert [next(told) is None for _ in range(3)] == [True, True, True]
    assert pauses == 4


def test_watching_ends_with_the_keyboard(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    school_in(here, page("missing-fix").good)

    def end(_directories: object) -> object:
        yield None
        raise KeyboardInterrupt

    monkeypatch.setattr("courtesy.authoring.lint.watching.changes", end)
    result = run("--alone", "rules", "--watch")
    assert (result.exit_code, result.output) == (0, "1 source, 1 card: nothing to remark\n\n")
