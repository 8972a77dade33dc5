"""`rules test`: what passes, what fails and how a failure is told."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from authoring_shared import change, new_pack, run

Golden = Callable[[str, str], None]
ROW = "    - {name: on the last minute of day six"


def spoiled(directory: Path) -> Path:
    """A pack with an example and a row that fail, a row that is skipped, and one that holds."""
    folder = new_pack(directory)
    card, tests = folder / "first-follow-up.yaml", folder / "tests" / "first-follow-up.yaml"
    change(
        card,
        "{speaks: false, given: {interview: 8 days ago, follow_up",
        "{speaks: true, given: {interview: 8 days ago, follow_up",
    )
    change(
        tests,
        'at: "2026-03-08 23:59",\n       expect: {wise-owl: discouraged}, rules',
        'at: "2026-03-08 23:59",\n       expect: {wise-owl: recommended}, silent_rules',
    )
    skipped = '    - {name: by letter, act: follow_up, channel: letter, at: "2026-03-12 10:00", expect: {wise-owl: silent}, skip: not decided}\n'
    tests.write_text(tests.read_text(encoding="utf-8") + skipped, encoding="utf-8")
    return folder


@pytest.mark.parametrize("output", ["text", "json", "junit"])
def test_a_failure_is_told_in_words(tmp_path: Path, golden: Golden, output: str) -> None:
    spoiled(tmp_path)
    done = run(tmp_path, "rules", "test", "wise-owl", "--format", output)
    assert done.exit_code == 1
    golden(f"authoring/test-{output}.txt", done.output)


def test_json_and_junit_say_the_same(tmp_path: Path) -> None:
    spoiled(tmp_path)
    data = json.loads(run(tmp_path, "rules", "test", "wise-owl", "--format", "json").output)
    suite = ET.fromstring(run(tmp_path, "rules", "test", "wise-owl", "--format", "junit").output)[0]  # noqa: S314 - our own
    assert (data["passed"], data["failed"], data["skipped"]) == (3, 2, 1)
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("6", "2", "1")
    assert [case.get("name") for case in suite] == [test["name"] for test in data["tests"]]


def test_the_first_failure_ends_the_run_on_demand(tmp_path: Path) -> None:
    spoiled(tmp_path)
    done = run(tmp_path, "rules", "test", "wise-owl", "-x")
    assert done.output.endswith("3 tried: 2 passed, 1 failed\n")
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("example 2", "1 tried: 1 passed\n"),
        ("LAST MINUTE", "1 tried: 1 passed\n"),
        ("tests/first", "2 tried: 2 passed\n"),
        ("first-follow-up", "5 tried: 5 passed\n"),
    ],
)
def test_a_filter_takes_names_and_files(tmp_path: Path, words: str, told: str) -> None:
    new_pack(tmp_path)
    done = run(tmp_path, "rules", "test", "wise-owl", "-k", words)
    assert (done.exit_code, done.output.endswith(told)) == (0, True), done.output


def test_no_test_proves_nothing(tmp_path: Path) -> None:
    new_pack(tmp_path)
    done = run(tmp_path, "rules", "test", "wise-owl", "-k", "no such thing")
    assert (done.exit_code, done.output) == (1, "no test ran: nothing was proved\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("rules: [wise-owl/first-follow-up]}\n    - {name: on the f", "rules: [wise-owl/first-folow-up]}\n    - {name: on the f",
         "error[unknown-rule]: no rule `wise-owl/first-folow-up`"),
        ("expect: {wise-owl: recommended}", "expect: {wise-howl: recommended}", "error[unknown-source]: no source `wise-howl`"),
        ("expect: {wise-owl: recommended}", "expect: {wise-owl: recomended}", "`recomended`"),
        ('at: "2026-03-09 00:00",\n       expect: {wise-owl: recommended}, rules: [wise-owl/first-follow-up]}', 'at: "2026-03-09 00:00"}',
         "`expect`"),
        ('at: "2026-03-09 00:00",\n       expect: {wise-owl: recommended}, rules: [wise-owl/first-follow-up]}',
         'at: "2026-03-09 00:00", rules: []}', "error"),
        ('at: "2026-03-09 00:00",', 'at: "2026-03-09 00:00", skip: "",', "error"),
        ('at: "2026-03-09 00:00",', 'at: "now",', "error"),
        ("    timezone: Europe/London\n", "", "error[no-timezone]"),
        ('to: [kim], at: "2026-03-09', 'to: [tim], at: "2026-03-09', "no person `tim`"),
    ],
    ids=["rule", "source", "verdict", "asserts nothing", "empty list", "skip without reason", "clock", "zone", "person"],
)  # fmt: skip
def test_a_test_that_cannot_fail_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    """An unknown name, a row that expects nothing, a skip without reason, a test that the machine decides: status 3."""
    folder = new_pack(tmp_path)
    change(folder / "tests" / "first-follow-up.yaml", old, new)
    done = run(tmp_path, "rules", "test", "wise-owl")
    assert done.exit_code == 3, done.output
    assert told in done.output
    assert "first-follow-up.yaml:" in done.output


def test_an_example_that_cannot_be_staged_is_unusable(tmp_path: Path) -> None:
    folder = new_pack(tmp_path)
    change(folder / "first-follow-up.yaml", "{interview: 6 days ago}", "{interview: 6 fortnights ago}")
    done = run(tmp_path, "rules", "test", "wise-owl")
    assert done.exit_code == 3
    assert "error[bad-example]: the example cannot be staged: no unit `fortnight`" in done.output


def test_an_example_over_several_channels_is_tried_on_each(tmp_path: Path) -> None:
    folder = new_pack(tmp_path)
    change(folder / "first-follow-up.yaml", '{interview: 6 days ago}, propose: {at: "23:59"}',
           '{interview: 6 days ago}, propose: {channel: [email, phone, letter], at: "23:59"}')  # fmt: skip
    done = run(tmp_path, "rules", "test", "wise-owl", "-k", "example 2 (")
    assert done.output.endswith("3 tried: 3 passed\n"), done.output


@pytest.mark.parametrize("named", ["wise-owl", "wise-owl/wise-owl", "./wise-owl"])
def test_a_pack_and_a_folder_of_a_source_can_be_named(tmp_path: Path, named: str) -> None:
    new_pack(tmp_path)
    assert run(tmp_path, "rules", "test", named).output == ("wise-owl              5 passed\n5 tried: 5 passed\n")


def test_tests_may_stand_beside_the_sources(tmp_path: Path) -> None:
    folder = new_pack(tmp_path)
    (folder / "tests").rename(folder.parent / "tests")
    done = run(tmp_path, "rules", "test", "wise-owl")
    assert done.output == "wise-owl              3 passed\ntests                 2 passed\n5 tried: 5 passed\n"


def test_a_misspelt_source_gets_the_nearest_one(tmp_path: Path) -> None:
    done = run(tmp_path, "rules", "test", "levoo")
    assert done.exit_code == 3
    assert done.output == (
        "error[unknown-source]: `levoo` is neither a source nor a directory\n = help: did you mean `levo`?\n"
    )


def test_all_examples_and_tests_of_the_shipped_sources_hold(tmp_path: Path) -> None:
    done = run(tmp_path, "rules", "test")
    assert done.exit_code == 0, done.output
