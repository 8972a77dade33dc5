"""The audit of the five articles: everything decided, every witness reproduces through `courtesy.decision`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.books import shipped
from courtesy.audit.acknowledgements import acknowledged, read_acknowledgements
from courtesy.audit.changes import find_changes
from courtesy.audit.conflicts import Auditor, Scope, find_conflicts, only
from courtesy.audit.lanes import timelines
from courtesy.audit.rules_audit import dead_rules
from courtesy.audit.scenarios import SCENARIOS
from courtesy.audit.values import Conflict, Conflicts
from courtesy.audit.view import default_readings
from courtesy.audit.whatif import Setting, parse_setting, with_setting
from courtesy.decision.decide import decide
from courtesy.decision.engine import build_engine
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.profile_reader import choose_profile
from courtesy.loading.proposal_reader import proposal_from_data
from courtesy.loading.rulebook import find_rule_directories
from courtesy.reports.audit_json import conflicts_data
from courtesy.reports.audit_markdown import conflicts_markdown
from courtesy.reports.audit_sarif import conflicts_sarif

BOOK = shipped()
SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "conflicts.schema.json"


@pytest.fixture(scope="module")
def found() -> Conflicts:
    return find_conflicts(Auditor(BOOK), Scope())


def test_every_question_is_decided(found: Conflicts) -> None:
    assert found.not_analysed == ()
    assert found.asked == found.refuted + len(found.conflicts) + len(found.within)


def test_every_witness_reproduces(found: Conflicts) -> None:
    """Read like a case file and decided under the default profile: the one source favours, the other opposes."""
    engine = build_engine(BOOK, "compiled")
    profile, _ = choose_profile(BOOK, None, None, ())
    assert profile is not None
    for conflict in found.conflicts:
        if conflict.witness.message:
            continue
        case, problems = case_from_data(conflict.witness.case, BOOK.vocabulary)
        assert case is not None, problems
        proposal, problems = proposal_from_data(conflict.witness.proposal, case, BOOK.vocabulary)
        assert proposal is not None, problems
        decision = decide(engine, case, proposal, profile)
        verdicts = {source.source: source.verdict for source in decision.sources}
        assert verdicts[conflict.favours.source].favours, conflict
        assert verdicts[conflict.opposes.source].opposes, conflict
        assert {conflict.favours.rule, conflict.opposes.rule} <= {finding.rule for finding in decision.findings}


def test_witnesses_happen_by_day_and_no_two_things_at_once(found: Conflicts) -> None:
    for conflict in (*found.conflicts, *found.within):
        moments = [*(event["at"] for event in conflict.witness.case["events"]), conflict.witness.proposal["at"]]
        assert len(set(moments)) == len(moments), moments
        assert all("08:00" <= moment[-5:] <= "20:00" for moment in moments), moments


def test_only_what_turns_on_the_text_carries_signals_of_a_text(found: Conflicts) -> None:
    textual = [conflict for conflict in found.conflicts if conflict.witness.message]
    assert all(conflict.favours.effect is None for conflict in textual if conflict.favours.branch.value == "met")


def test_the_well_known_disagreement_on_the_first_follow_up_is_there(found: Conflicts) -> None:
    """One to two weeks against at least two."""
    pair = [
        conflict
        for conflict in found.conflicts
        if (conflict.favours.rule, conflict.opposes.rule) == ("levo/first-follow-up-window", "lifesavvy/wait-two-weeks")
    ]
    assert [(conflict.act, conflict.stricter_by, conflict.replayed) for conflict in pair] == [("follow_up", 7, True)]


def test_two_runs_print_the_same() -> None:
    scope = Scope(sources=frozenset(("levo", "lifesavvy")), acts=frozenset(("follow_up",)))
    one, two = (json.dumps(conflicts_data(find_conflicts(Auditor(BOOK), scope))) for _ in range(2))
    assert one == two


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_several_processes_find_the_same() -> None:
    acts = frozenset(("status_reply", "contact_lookup"))
    alone = find_conflicts(Auditor(BOOK), Scope(acts=acts))
    assert find_conflicts(Auditor(BOOK), Scope(acts=acts), jobs=2) == alone


def test_the_json_follows_its_schema(found: Conflicts) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    worded = find_conflicts(Auditor(BOOK), Scope(acts=frozenset(("thank_you",)), wording=True))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for conflicts in (found, worded):
        jsonschema.validate(conflicts_data(conflicts), schema)


def test_sarif_and_markdown_hold_every_conflict(found: Conflicts) -> None:
    runs = conflicts_sarif(BOOK, found)["runs"]
    assert len(runs[0]["results"]) == len(found.conflicts) + len(found.within)
    text = conflicts_markdown(BOOK, found)
    assert all(f"`{conflict.favours.rule}`" in text for conflict in found.conflicts)


def test_all_sources_agree_on_the_fourteenth_day() -> None:
    """The first follow-up without a promised date: one day on which all five agree, and none under every reading."""
    first = next(scenario for scenario in SCENARIOS if scenario.name == "first-follow-up")
    [timeline] = timelines(Auditor(BOOK), [first], default_readings(BOOK))
    assert [timeline.days(span) for span in timeline.agreed] == [(14, 14)]
    assert timeline.surely == ()
    assert timeline.alternatives


def test_no_rule_is_dead() -> None:
    found = dead_rules(Auditor(BOOK))
    assert (found.idle, found.not_analysed) == ((), ())


def test_a_filter_keeps_what_a_source_takes_part_in(found: Conflicts) -> None:
    levo = only(found, sources=("levo",)).conflicts
    assert levo
    assert all("levo" in (conflict.favours.source, conflict.opposes.source) for conflict in levo)
    both = only(found, sources=("levo", "abbot"), grades=("tension",)).conflicts
    assert all({conflict.favours.source, conflict.opposes.source} == {"levo", "abbot"} for conflict in both)


def test_an_acknowledgement_that_meets_nothing_is_reported(found: Conflicts, tmp_path: Path) -> None:
    first: Conflict = found.conflicts[0]
    path = tmp_path / "known.yaml"
    path.write_text(
        f"- {{favours: {first.favours.rule}, opposes: {first.opposes.rule}, reason: Known.}}\n"
        f"- {{favours: {first.opposes.rule}, opposes: {first.favours.rule}, reason: Turned round.}}\n",
        encoding="utf-8",
    )
    entries, problems = read_acknowledgements(path, BOOK)
    assert not problems
    marked, unused = acknowledged(found.conflicts, entries)
    assert marked[0].acknowledged == "Known."
    assert [diagnostic.code for diagnostic in unused] == ["unused-acknowledgement"]


def test_an_acknowledgement_of_an_unknown_rule_is_an_error_with_a_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    path.write_text(
        "- {favours: levo/first-follow-up-windo, opposes: lifesavvy/wait-two-weeks, reason: Known.}\n", encoding="utf-8"
    )
    _, problems = read_acknowledgements(path, BOOK)
    assert [(problem.code, problem.help) for problem in problems] == [
        ("unknown-rule", "did you mean `levo/first-follow-up-window`?")
    ]


def test_a_rulebook_against_itself_changes_nothing() -> None:
    changes = find_changes(BOOK, BOOK)
    assert (changes.changes, changes.complete, changes.added, changes.removed) == ((), True, (), ())


def test_a_changed_parameter_changes_what_it_stands_for_and_nothing_else() -> None:
    directories, _ = find_rule_directories(())
    changed = with_setting(directories, Setting(source="levo", parameter="sooner-than-bombarding", value="3 days"))
    changes = find_changes(BOOK, changed)
    assert changes.complete
    assert {(change.source, change.act) for change in changes.changes} == {("levo", "follow_up")}
    assert all("levo/no-bombarding" in change.rules_before for change in changes.changes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("levo", "bad-setting"),
        ("levi/x=3", "unknown-source"),
        ("levo/x=3", "unknown-parameter"),
        ("levo/sooner-than-bombarding=3 moons", "unknown-unit"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(text: str, code: str) -> None:
    setting, problems = parse_setting(text, BOOK)
    assert setting is None
    assert [problem.code for problem in problems] == [code]


def test_two_demands_meet_where_both_sources_are_for_the_act_otherwise(found: Conflicts) -> None:
    """Not two hours after the interview, when neither article wants a follow-up whatever its text."""
    demands = [conflict for conflict in found.conflicts if conflict.favours.effect is None]
    assert demands
    without_text = build_engine(BOOK, "compiled")
    profile, _ = choose_profile(BOOK, None, None, ())
    assert profile is not None
    for conflict in demands:
        assert conflict.content
        case, problems = case_from_data(conflict.witness.case, BOOK.vocabulary)
        assert case is not None, problems
        proposal, problems = proposal_from_data(conflict.witness.proposal, case, BOOK.vocabulary)
        assert proposal is not None, problems
        decision = decide(without_text, case, proposal, profile)
        verdicts = {source.source: source.verdict for source in decision.sources}
        assert verdicts[conflict.favours.source].favours, conflict
        assert verdicts[conflict.opposes.source].favours, conflict
