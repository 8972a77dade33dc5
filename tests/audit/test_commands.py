"""The commands print what the audit found, in every format, and end with the status that their options ask for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courtesy_cli.main import cli

CASE = """\
timezone: Europe/London
people:
  kim: {role: hiring_manager}
  ana: {role: hr}
events:
  - {event: interview, at: "2026-03-02 10:00", with: [kim]}
"""


def run(*arguments: str) -> Result:
    alone = ["--jobs", "1"] if arguments[0] == "conflicts" else []
    return CliRunner().invoke(cli, ["audit", *arguments, *alone], catch_exceptions=False)


def test_every_witness_is_a_file_that_check_runs(tmp_path: Path) -> None:
    done = run(
        "conflicts",
        "--source",
        "levo",
        "--source",
        "lifesavvy",
        "--act",
        "follow_up",
        "--witness",
        str(tmp_path),
        "--format",
        "json",
    )
    assert done.exit_code == 0
    data = json.loads(done.stdout)
    conflicts = data["conflicts"]
    assert len(list(tmp_path.glob("*.case.yaml"))) == len(conflicts) + len(data["within"])
    checked = CliRunner().invoke(
        cli,
        [
            "check",
            str(tmp_path / "0001.case.yaml"),
            "--proposal",
            str(tmp_path / "0001.proposal.yaml"),
            "--format",
            "json",
        ],
    )
    decision = json.loads(checked.stdout)
    assert decision["contested"]
    assert {conflicts[0]["favours"], conflicts[0]["opposes"]} <= {finding["rule"] for finding in decision["findings"]}


def test_the_text_names_both_rules_and_a_diary() -> None:
    done = run("conflicts", "--source", "levo", "--source", "lifesavvy", "--act", "follow_up", "--all")
    assert "lifesavvy/wait-two-weeks" in done.output
    assert "levo/first-follow-up-window" in done.output
    assert "for example: interview Mon 2 Mar 2026, 10:00" in done.output


def test_exit_code_asks_for_conflicts_and_strict_for_open_questions() -> None:
    pair = ("--source", "levo", "--source", "lifesavvy", "--act", "follow_up")
    assert run("conflicts", *pair, "--exit-code").exit_code == 1
    assert run("conflicts", *pair, "--strict").exit_code == 0


def test_an_unknown_source_is_an_error_with_a_suggestion() -> None:
    done = run("conflicts", "--source", "levvo")
    assert done.exit_code == 3
    assert "no source `levvo`" in done.output
    assert "levo" in done.output


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["groups", "--act", "feedback_request"], "groups"),
        (["agreement", "--situation", "first-follow-up"], "situations"),
        (["gaps", "--act", "contact_lookup"], "gaps"),
        (["dead"], "rules"),
        (["shadowed"], "rules"),
        (["redundant"], "rules"),
    ],
)
def test_every_list_is_json_and_text(arguments: list[str], key: str) -> None:
    data = json.loads(run(*arguments, "--format", "json").stdout)
    assert key in data
    assert data["schema"].startswith("courtesy/")
    assert run(*arguments).output.strip()
    assert run(*arguments, "--format", "markdown").output.startswith(("## ", "\n"))


def test_the_agreement_tells_the_fourteenth_day() -> None:
    done = run("agreement", "--situation", "first-follow-up")
    assert "all agree: day 14" in done.output
    assert "all agree under every reading: never" in done.output


def test_groups_of_a_case_name_the_earliest_moment(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    done = run("groups", str(path), "--at", "2026-03-02 12:00", "--format", "json")
    groups = {tuple(group["sources"]): group for group in json.loads(done.stdout)["groups"]}
    pair = groups[("levo", "lifesavvy")]
    assert pair["together"]
    assert pair["proposal"]["at"].startswith("2026-03-16T00:00")


def test_a_directory_against_itself_changes_nothing(tmp_path: Path) -> None:
    from courtesy.loading.rulebook import find_rule_directories  # noqa: PLC0415

    directories, _ = find_rule_directories(())
    done = run("diff", str(directories[0]), "--exit-code", "--strict")
    assert done.exit_code == 0
    assert "no decision changes (proved)" in done.output
    assert run("diff", str(tmp_path / "nowhere")).exit_code == 3


def test_what_if_wants_one_of_two_questions() -> None:
    assert run("what-if").exit_code == 2
    assert run("what-if", "levo/none=3").exit_code == 3


def test_the_witness_of_two_demands_on_a_text_has_a_text_that_both_are_about(tmp_path: Path) -> None:
    """A written letter, read by `check` like any other: the one demand is met, the other is broken."""
    pair = ("--source", "abbot", "--source", "lifesavvy", "--act", "follow_up")
    done = run("conflicts", *pair, "--witness", str(tmp_path), "--format", "json")
    demands = {
        number: conflict
        for number, conflict in enumerate(json.loads(done.stdout)["conflicts"], 1)
        if conflict["favours_side"]["effect"] is None
    }
    assert demands
    for number, conflict in demands.items():
        proposal = tmp_path / f"{number:04}.proposal.yaml"
        case = tmp_path / f"{number:04}.case.yaml"
        assert "body:" in proposal.read_text(encoding="utf-8")
        checked = CliRunner().invoke(cli, ["check", str(case), "--proposal", str(proposal), "--format", "json"])
        decision = json.loads(checked.stdout)
        assert conflict["opposes"] in {finding["rule"] for finding in decision["findings"]}
        assert conflict["favours"] in {met["rule"] for met in decision["met"]}


def test_every_list_says_what_is_assumed_of_a_history() -> None:
    """In short in the text, in full in the data; what is asked about one case assumes nothing."""
    assert "times are UTC" in run("dead").output
    assert any(
        "no day is a holiday" in words for words in json.loads(run("dead", "--format", "json").stdout)["assumptions"]
    )


def test_reconciling_names_the_nearest_value_of_each_parameter() -> None:
    """Waiting one week instead of two takes the most conflicts away."""
    data = json.loads(run("what-if", "--reconcile", "levo", "lifesavvy", "--format", "json").stdout)
    found = {each["parameter"]: each for each in data["parameters"]}
    two_weeks = found["lifesavvy/two-weeks"]
    assert (two_weeks["was"], two_weeks["value"]) == ("2 weeks", "7 days")
    assert ["levo/first-follow-up-window", "lifesavvy/wait-two-weeks", "follow_up"] in two_weeks["go"]


def test_what_minds_only_the_text_is_listed_where_that_is_asked_for() -> None:
    pair = ("--source", "abbot", "--source", "lifesavvy", "--act", "follow_up")
    data = json.loads(run("conflicts", *pair, "--wording", "--format", "json").stdout)
    assert sum(item["pairs"] for item in data["wording"]) == data["counts"]["wording_only"]
    assert {(item["act"], item["favours"], item["opposes"]) for item in data["wording"]} == {
        ("follow_up", one, other) for one in ("abbot", "lifesavvy") for other in ("abbot", "lifesavvy")
    }
    words = run("conflicts", *pair, "--wording").output
    assert "abbot favours it, lifesavvy minds its text" in words
    assert all(item["demand"] in words for item in data["wording"])
    assert "wording" not in json.loads(run("conflicts", *pair, "--format", "json").stdout)
