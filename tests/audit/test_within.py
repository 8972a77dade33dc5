"""Inside a source: two options of a reading that give different verdicts on one proposal are found, and nothing else is."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.books import Rule, rulebook, shipped
from audit.worlds import conditions, every_draft
from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.draft import Draft
from courtesy.audit.formula import Catalogue, World
from courtesy.audit.integrity import is_sound
from courtesy.audit.values import Conflict, Conflicts
from courtesy.condition import All, Condition, OneOf, ReadingChoice
from courtesy.decision.combine import source_verdict
from courtesy.decision.decide import decide
from courtesy.decision.engine import build_engine
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.profile_reader import choose_profile
from courtesy.loading.proposal_reader import proposal_from_data
from courtesy.reports.audit_json import conflicts_data
from courtesy.reports.audit_markdown import conflicts_markdown
from courtesy.reports.audit_sarif import conflicts_sarif
from courtesy.reports.audit_witness import witness_files
from courtesy.rule import Reading, Rulebook
from courtesy.verdict import Effect
from courtesy_cli.main import cli

BOOK = shipped()
HOW = "a/how"


@pytest.fixture(scope="module")
def found() -> Conflicts:
    return find_conflicts(Auditor(BOOK), Scope())


def names(conflict: Conflict) -> tuple[str, str, str, str]:
    assert conflict.turn is not None
    return (conflict.favours.rule, conflict.opposes.rule, conflict.turn.favours, conflict.turn.opposes)


def test_the_heading_of_levo_allows_a_day_more_than_its_text(found: Conflicts) -> None:
    """The second day: under the heading it is fine to thank, under the text it is late."""
    turned = {names(conflict): conflict for conflict in found.within}
    pair = ("levo/thank-by-the-second-day", "levo/thank-by-the-day-after", "second-day", "day-after")
    conflict = turned[pair]
    assert conflict.act == "thank_you"
    assert conflict.witness.proposal["at"].startswith("2026-03-04")


def test_each_witness_is_decided_otherwise_under_the_other_option(found: Conflicts) -> None:
    """Read like a case file and decided twice: with the one option the source favours, with the other it opposes."""
    engine = build_engine(BOOK, "compiled")
    for conflict in found.within:
        assert conflict.turn is not None
        case, problems = case_from_data(conflict.witness.case, BOOK.vocabulary)
        assert case is not None, problems
        proposal, problems = proposal_from_data(conflict.witness.proposal, case, BOOK.vocabulary)
        assert proposal is not None, problems
        for option, side, rule in (
            (conflict.turn.favours, "favours", conflict.favours.rule),
            (conflict.turn.opposes, "opposes", conflict.opposes.rule),
        ):
            profile, problems = choose_profile(BOOK, None, None, [f"{conflict.turn.reading}={option}"])
            assert profile is not None, problems
            decision = decide(engine, case, proposal, profile)
            [verdict] = [given.verdict for given in decision.sources if given.source == conflict.favours.source]
            assert getattr(verdict, side), (names(conflict), option)
            assert rule in {finding.rule for finding in decision.findings}


def test_every_report_holds_them_with_the_reading_and_both_options(found: Conflicts) -> None:
    data = conflicts_data(found)
    assert [conflict["kind"] for conflict in data["within"]] == ["within"] * len(found.within)
    assert {conflict["kind"] for conflict in data["conflicts"]} == {"between"}
    assert all(conflict["turns_on"] is None for conflict in data["conflicts"])
    markdown = conflicts_markdown(BOOK, found)
    results = conflicts_sarif(BOOK, found)["runs"][0]["results"]
    messages = [result["message"]["text"] for result in results]
    prints = [result["partialFingerprints"]["pair/v1"] for result in results]
    assert len(set(prints)) == len(prints)
    for conflict, as_data in zip(found.within, data["within"], strict=True):
        turn = conflict.turn
        assert turn is not None
        assert as_data["turns_on"] == {"reading": turn.reading, "favours": turn.favours, "opposes": turn.opposes}
        assert f"{turn.reading}: `{turn.favours}` favours what `{turn.opposes}` opposes" in markdown
        assert any(f"{turn.reading}={turn.favours}" in message for message in messages)


def test_the_text_names_both_rules_their_passages_and_the_options() -> None:
    done = CliRunner().invoke(cli, ["audit", "conflicts", "--source", "levo", "--act", "thank_you", "--jobs", "1"])
    words = " ".join(done.output.split())
    told = words[words.index("≠ levo/last-day-for-thanks") :]
    for part in ("`second-day` favours what `day-after` opposes", "levo/thank-by-the-second-day", "paragraph 5"):
        assert part in told


def test_a_saved_witness_says_how_to_check_it_under_both_options(found: Conflicts, tmp_path: Path) -> None:
    only = replace(found, conflicts=(), within=found.within[:1])
    for name, text in witness_files(only):
        (tmp_path / name).write_text(text, encoding="utf-8")
    commands = [
        line.removeprefix("# courtesy ").split()
        for line in (tmp_path / "0001.case.yaml").read_text(encoding="utf-8").splitlines()
        if line.startswith("# courtesy ")
    ]
    verdicts = []
    for command in commands:
        arguments = [str(tmp_path / part) if part.endswith(".yaml") else part for part in command]
        decision = json.loads(CliRunner().invoke(cli, [*arguments, "--format", "json"]).stdout)
        source = found.within[0].favours.source
        verdicts += [each["verdict"] for each in decision["sources"] if each["source"] == source]
    assert len(verdicts) == 2
    assert verdicts[0] in {"required", "recommended", "permitted"}
    assert verdicts[1] in {"discouraged", "forbidden"}


# --- small worlds -------------------------------------------------------------------------------------------------


@cache
def drafts() -> tuple[Draft, ...]:
    return tuple(draft for draft in every_draft() if is_sound(draft))


def with_reading(rules: list[tuple[str | None, Effect, Condition]]) -> Rulebook:
    """Rules of one source, each under one option of its reading or under both."""
    made = [
        Rule(name=f"a/r{number}", effect=effect, condition=All(parts=(condition, *_under(option))))
        for number, (option, effect, condition) in enumerate(rules)
    ]
    book = rulebook(made)
    [source] = book.sources
    how = Reading(
        name="how",
        question="How?",
        options={"x": "So.", "y": "Or so."},
        default="x",
        cite=None,
        location=source.location,
    )
    return replace(book, sources=(replace(source, readings={"how": how}),))


def _under(option: str | None) -> tuple[Condition, ...]:
    if option is None:
        return ()
    return (OneOf(signal=ReadingChoice(source="a", reading="how"), values=frozenset((option,))),)


_effects = st.sampled_from([Effect.RECOMMEND, Effect.PERMIT, Effect.DISCOURAGE, Effect.FORBID])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rules=st.lists(st.tuples(st.sampled_from(["x", "y", None]), _effects, conditions), min_size=2, max_size=5))
def test_inside_a_source_that_is_found_which_some_history_shows(
    rules: list[tuple[str | None, Effect, Condition]],
) -> None:
    """By enumeration of a small world: no pair is missed; and each that is found was replayed under both options."""
    book = with_reading(rules)
    found = find_conflicts(Auditor(book), Scope())
    assert not found.not_analysed
    pairs = {(conflict.favours.rule, conflict.opposes.rule) for conflict in found.within if conflict.turn is not None}
    catalogue = Catalogue()
    formulas = {clause.rule: (clause, catalogue.formula(clause.condition)) for clause in book.clauses}
    for draft in drafts():
        speaking = {}
        for option in "xy":
            world = World(catalogue, draft._replace(readings=((HOW, option),)))
            speaking[option] = [clause for clause, formula in formulas.values() if world.holds(formula)]
        assert shown(speaking["x"], speaking["y"]) | shown(speaking["y"], speaking["x"]) <= pairs


def shown(one: list, other: list) -> set[tuple[str, str]]:  # type: ignore[type-arg]
    favoured = source_verdict(clause.effect for clause in one).favours
    opposed = source_verdict(clause.effect for clause in other).opposes
    if not (favoured and opposed):
        return set()
    against = [clause for clause in other if clause.effect in (Effect.DISCOURAGE, Effect.FORBID)]
    return {
        (for_it.rule, against_it.rule)
        for for_it in one
        if for_it.effect in (Effect.RECOMMEND, Effect.PERMIT)
        for against_it in against
    }


def test_options_that_say_the_same_make_no_conflict() -> None:
    rules: list[tuple[str | None, Effect, Condition]] = [
        (None, Effect.RECOMMEND, All(parts=())),
        ("x", Effect.RECOMMEND, All(parts=())),
        ("y", Effect.PERMIT, All(parts=())),
    ]
    assert find_conflicts(Auditor(with_reading(rules)), Scope()).within == ()
