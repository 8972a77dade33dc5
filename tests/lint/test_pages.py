"""Every lint has a page; its bad rules yield exactly that lint, its good ones none."""

from pathlib import Path

import pytest

from courtesy.authoring.lint.lints import LINTS
from lint_shared import PAGES, lint_page, page


def test_every_lint_has_a_page_and_every_page_a_lint() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*LINTS, "README"}


@pytest.mark.parametrize("code", LINTS)
def test_the_bad_rules_of_a_page_yield_exactly_its_lint(code: str, tmp_path: Path) -> None:
    shown = page(code)
    report = lint_page(shown, shown.bad, tmp_path)
    assert [problem.code for problem in report.found] == [code]


@pytest.mark.parametrize("code", LINTS)
def test_the_good_rules_of_a_page_yield_none(code: str, tmp_path: Path) -> None:
    shown = page(code)
    report = lint_page(shown, shown.good, tmp_path)
    assert report.found == ()
    assert report.usable


@pytest.mark.parametrize("code", LINTS)
def test_a_page_says_what_the_table_says(code: str) -> None:
    lint = LINTS[code]
    assert page(code).text.startswith(f"# {code}\n\n{lint.says} Severity: {lint.severity.value}.\n")
    assert ("cannot be silenced" in page(code).text) is not lint.silenceable


def test_the_overview_lists_every_lint() -> None:
    text = (PAGES / "README.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| [")]
    assert rows == [
        f"| [{lint.code}]({lint.code}.md) | {lint.severity.value} | {lint.says} |" for lint in LINTS.values()
    ]
