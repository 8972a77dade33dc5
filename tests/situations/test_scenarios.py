"""The shipped rules against situations that were judged by reading the articles, before a look at the rules."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from courtesy.batch.records import decide_record
from courtesy.decision.engine import Engine, build_engine
from courtesy.loading.rulebook import load_rulebook
from courtesy.resources import rules_directory
from courtesy.verdict import Profile, Verdict
from situations.write_scenarios import SOURCES, scenarios

HERE = Path(__file__).parent
MARK = 0.97
SIDES = {
    Verdict.FORBIDDEN: "against",
    Verdict.DISCOURAGED: "against",
    Verdict.SILENT: "silent",
    Verdict.PERMITTED: "for",
    Verdict.RECOMMENDED: "for",
    Verdict.REQUIRED: "for",
}


class Answer(NamedTuple):
    """What one source says on one scenario, beside what its readers expect (`any` where they could differ)."""

    scenario: str
    topic: str
    source: str
    expected: str
    given: str
    rules: tuple[str, ...]
    why: str


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    rulebook, problems = load_rulebook([rules_directory()])
    assert rulebook is not None, problems
    engine = build_engine(rulebook)
    profile = rulebook.profiles["cautious"]
    return [answer for scenario in written() for answer in asked(engine, profile, scenario)]


def written() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / "scenarios.jsonl").read_text("utf-8").splitlines()]


def asked(engine: Engine, profile: Profile, scenario: dict[str, Any]) -> list[Answer]:
    decided = decide_record(engine, profile, {key: scenario[key] for key in ("id", "case", "proposal")})
    assert decided.decision is not None, (scenario["id"], decided.problems)
    return [
        Answer(
            scenario=scenario["id"],
            topic=scenario["topic"],
            source=said.source,
            expected=scenario["expect"][said.source],
            given=SIDES[said.verdict],
            rules=said.rules,
            why=scenario["why"],
        )
        for said in decided.decision.sources
    ]


def test_the_written_scenarios_are_those_of_the_table() -> None:
    assert written() == scenarios(), "run tests/situations/write_scenarios.py"


def test_every_source_answers_every_scenario(answers: list[Answer]) -> None:
    assert Counter(answer.source for answer in answers) == dict.fromkeys(SOURCES, len(written()))


@pytest.mark.parametrize("source", SOURCES)
def test_the_rules_of_a_source_say_what_its_readers_expect(answers: list[Answer], source: str) -> None:
    scored = [answer for answer in answers if answer.source == source and answer.expected != "any"]
    wrong = [answer for answer in scored if answer.given != answer.expected]
    told = "\n".join(" | ".join(map(str, answer)) for answer in wrong)
    assert len(wrong) <= (1 - MARK) * len(scored), f"{len(wrong)} of {len(scored)} disagree:\n{told}"


def test_most_of_each_topic_is_not_left_open(answers: list[Answer]) -> None:
    """A set in which readers could always differ would agree with any rules."""
    all_of = Counter(answer.topic for answer in answers)
    firm = Counter(answer.topic for answer in answers if answer.expected != "any")
    assert {topic: count for topic, count in all_of.items() if firm[topic] < 0.4 * count} == {}


def test_each_side_is_expected_of_each_source_that_speaks(answers: list[Answer]) -> None:
    sides = {(answer.source, answer.expected) for answer in answers}
    assert {(source, side) for source in SOURCES for side in ("for", "against", "silent")} <= sides
