"""Silencing in place: what a comment covers, and what is said of one that covers nothing."""

from pathlib import Path

import pytest

from courtesy.authoring.lint.lints import LINTS
from courtesy.authoring.lint.run import LintReport
from courtesy.authoring.lint.silencing import silencings
from courtesy.loading.yaml_reader import read_text
from lint_shared import SCHOOL, lint_school, page, school_in

CARD = page("missing-fix").bad["wait.yaml"] or ""


def told(directory: Path, card: str) -> LintReport:
    return lint_school(school_in(directory, {"wait.yaml": card}))


def codes(report: LintReport) -> list[str]:
    return [problem.code for problem in report.found]


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("  # courtesy: allow missing-fix because nothing else can be done", []),
        ("  #courtesy:allow missing-fix because nothing else can be done", []),
        ("  # courtesy: allow no-tests, missing-fix because of this", ["unused-silencing"]),
        ("  # courtesy: allow missing-fix", ["missing-fix", "silencing-without-reason"]),
        ("  # courtesy: allow missing-fix because", ["missing-fix", "silencing-without-reason"]),
        ("  # courtesy: allow missingfix because of this", ["missing-fix", "unknown-lint"]),
        ("  # courtesy: allow because of this", ["missing-fix", "unknown-lint"]),
        ("  # courtesy: allow unused-silencing because of this", ["missing-fix", "unknown-lint"]),
        ("  # allow missing-fix because of this", ["missing-fix"]),
    ],
)
def test_a_comment_behind_a_value_covers_its_line(comment: str, left: list[str], tmp_path: Path) -> None:
    report = told(tmp_path, CARD.replace("id: wait", f"id: wait{comment}"))
    assert sorted(codes(report)) == sorted(left)


def test_a_comment_on_its_own_line_covers_the_next_line_that_is_none(tmp_path: Path) -> None:
    comment = "# courtesy: allow missing-fix because nothing else can be done\n\n# another remark\n"
    report = told(tmp_path, comment + CARD)
    assert codes(report) == []
    ((problem, silencing),) = report.silenced
    assert (problem.code, silencing.reason) == ("missing-fix", "nothing else can be done")


def test_a_comment_on_another_line_covers_nothing(tmp_path: Path) -> None:
    comment = "  # courtesy: allow missing-fix because nothing else can be done"
    report = told(tmp_path, CARD.replace("interview\n", f"interview{comment}\n", 1))
    assert sorted(codes(report)) == ["missing-fix", "unused-silencing"]


def test_a_silencing_inside_a_text_is_none() -> None:
    document, _ = read_text('- "# courtesy: allow missing-fix because of this"\n', "x.yaml")
    assert document is not None
    assert silencings(document) == ()


def test_an_error_of_the_loader_cannot_be_silenced(tmp_path: Path) -> None:
    spoilt = CARD.replace("discourage:", "discurage:").replace(
        "id: wait", "id: wait  # courtesy: allow missing-key because x"
    )
    report = told(tmp_path, spoilt)
    assert not report.usable
    assert {"missing-key", "unknown-key"} & set(codes(report))


def test_silencings_of_tests_and_passages_count_too(tmp_path: Path) -> None:
    text = (SCHOOL / "passages.yaml").read_text(encoding="utf-8")
    spoilt = text.replace("sentence: 2,", "sentence: 3,").replace(
        "excluded: transition}",
        "excluded: transition}  # courtesy: allow missing-passage because the second is a picture",
    )
    good = page("missing-fix").good["wait.yaml"]
    report = lint_school(school_in(tmp_path, {"passages.yaml": spoilt, "wait.yaml": good}))
    assert codes(report) == []
    assert len(report.silenced) == 1


def test_only_the_lints_about_silencing_cannot_be_silenced() -> None:
    assert {code for code, lint in LINTS.items() if not lint.silenceable} == {
        "unused-silencing",
        "silencing-without-reason",
        "unknown-lint",
    }
