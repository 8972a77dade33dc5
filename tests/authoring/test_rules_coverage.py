"""`rules coverage`: what counts as exercised, why something is not, and the examples that would."""

import json
from pathlib import Path
from typing import Any

import pytest

from authoring_shared import change, new_pack, run

SPOKEN = '    - {speaks: true, effect: recommend, given: {interview: 7 days ago}, propose: {at: "00:00"}}\n'
EARLY = '    - {speaks: true, effect: discourage, given: {interview: 6 days ago}, propose: {at: "23:59"}}\n'
SILENT = "    - {speaks: false, given: {interview: 8 days ago, follow_up: 1 day ago}}\n"


def pack(directory: Path, *left_out: str) -> Path:
    """A pack without tests and without these examples."""
    folder = new_pack(directory)
    (folder / "tests" / "first-follow-up.yaml").unlink()
    for example in left_out:
        change(folder / "first-follow-up.yaml", example, "")
    return folder / "first-follow-up.yaml"


def uncovered(directory: Path) -> list[tuple[str, str]]:
    data = json.loads(run(directory, "rules", "coverage", "wise-owl", "--format", "json").stdout)
    return [(item["name"], item["why"]) for item in data["items"] if not item["covered"]]


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        ((), []),
        (
            (EARLY,),
            [
                ("early (discourage)", "never true in any test: days since interview: at most 6"),
                ("days since interview: 6 | 7", "no test with 6; the nearest have 7"),
            ],
        ),
        (
            (SILENT,),
            [("count of follow_up since interview: 0 | 1", "no test with 1; the nearest have 0")],
        ),
        (
            (SPOKEN, EARLY),
            [
                ("the card", "it is silent in the one test about it"),
                ("main (recommend)", "never true in any test: count of follow_up since interview: none"),
                ("early (discourage)", ("never true in any test: count of follow_up since interview: none; "
                                       "days since interview: at most 6")),
                ("days since interview: 6 | 7", "no test with 6 and none with 7; the nearest have 8"),
                ("count of follow_up since interview: 0 | 1", "no test with 0; the nearest have 1"),
            ],
        ),
    ],
    ids=["all", "never early", "never silent", "never heard"],
)  # fmt: skip
def test_what_is_not_exercised_is_told_with_the_reason(
    tmp_path: Path, left_out: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    pack(tmp_path, *left_out)
    assert uncovered(tmp_path) == expected


@pytest.mark.parametrize("left_out", [(EARLY,), (SILENT,), (SPOKEN, EARLY)], ids=["early", "silent", "heard"])
def test_the_missing_examples_are_written_and_hold(tmp_path: Path, left_out: tuple[str, ...]) -> None:
    pack(tmp_path, *left_out)
    run(tmp_path, "rules", "coverage", "wise-owl", "--write")
    assert uncovered(tmp_path) == []
    assert run(tmp_path, "rules", "test", "wise-owl").exit_code == 0
    assert run(tmp_path, "rules", "fmt", "--check", "wise-owl").exit_code == 0


def test_an_exception_that_only_removes_has_to_make_a_difference(tmp_path: Path) -> None:
    card = pack(tmp_path)
    unless = "  unless:\n    - {id: promised, if: {happened: timeline_given}}\n  says:"
    change(card, "  says:", unless)
    assert ("exception promised (removes)", "no test in which the card would speak otherwise without it") in uncovered(
        tmp_path
    )
    run(tmp_path, "rules", "coverage", "wise-owl", "--write")
    assert uncovered(tmp_path) == []
    assert "timeline_given: {" in card.read_text(encoding="utf-8")


def test_what_no_situation_reaches_is_proved_and_counts_for_nothing(tmp_path: Path) -> None:
    """Nobody can have asked again fewer than no times: the exception never applies."""
    card = pack(tmp_path)
    dead = (
        "  unless:\n    - {id: never, if: {happened: follow_up, never: [follow_up, interview]}, then: forbid}\n  says:"
    )
    change(card, "  says:", dead)
    data = json.loads(run(tmp_path, "rules", "coverage", "wise-owl", "--format", "json").stdout)
    dead_items: list[dict[str, Any]] = [item for item in data["items"] if item["unreachable"]]
    assert all(item["why"] == "proved: no situation reaches it" for item in dead_items)
    assert data["covered_percent"] == 100.0


def test_too_little_coverage_fails_on_demand(tmp_path: Path) -> None:
    pack(tmp_path, SILENT)
    assert run(tmp_path, "rules", "coverage", "wise-owl").exit_code == 0
    done = run(tmp_path, "rules", "coverage", "wise-owl", "--fail-under", "90")
    assert (done.exit_code, "is covered, less than 90 %" in done.output) == (1, True)


def test_the_shipped_sources_are_covered_whole(tmp_path: Path) -> None:
    done = run(tmp_path, "rules", "coverage", "--fail-under", "100")
    assert done.exit_code == 0, done.output
