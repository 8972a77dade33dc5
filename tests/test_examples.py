"""The cases in examples/ are what the README promises: realistic, and each answers a question."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from courtesy.decision.decide import decide
from courtesy.decision.engine import Engine, build_engine
from courtesy.loading.case_reader import read_case
from courtesy.loading.proposal_reader import build_proposal
from courtesy.loading.rulebook import find_rule_directories, load_rulebook
from courtesy.verdict import Profile

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
QUESTIONS: list[dict[str, Any]] = yaml.safe_load((HERE / "examples.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine() -> Engine:
    directories, _ = find_rule_directories()
    book, problems = load_rulebook(directories)
    assert book is not None, problems
    return build_engine(book, "compiled")


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda row: f"{row['case']} {row['act']} {row.get('channel', 'email')} {row['at']}"
)
def test_an_example_gets_the_verdicts_that_a_reader_expects(engine: Engine, question: dict[str, Any]) -> None:
    vocabulary = engine.rulebook.vocabulary
    case, problems = read_case(EXAMPLES / f"{question['case']}.yaml", vocabulary)
    assert case is not None, problems
    proposal, problems = build_proposal(
        case,
        vocabulary,
        act=question["act"],
        channel=question.get("channel"),
        to=question.get("to", ()),
        at=question["at"],
    )
    assert proposal is not None, problems
    decision = decide(engine, case, proposal, Profile(name="test"))
    given = {item.source: item.verdict.value for item in decision.sources}
    assert {source: given[source] for source in question["expect"]} == question["expect"]
    assert proposal.at == datetime.fromisoformat(question["at"]).replace(tzinfo=case.timezone)


def test_every_example_is_asked_something() -> None:
    asked = {question["case"] for question in QUESTIONS}
    assert asked == {path.stem for path in EXAMPLES.glob("*.yaml")}
    assert len(asked) >= 8
