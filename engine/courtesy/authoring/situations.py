"""The tests of sources: `tests/*.yaml`, tables of many proposals over one case, read and tried.

A test that expects nothing, names an unknown rule, source or reading, or is skipped without a reason is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from courtesy.authoring.examples import Staged
from courtesy.authoring.trial import SPEAKING, Disappointment, Outcome, explained
from courtesy.case import Case, Proposal
from courtesy.condition import Clause
from courtesy.decision.combine import source_verdict
from courtesy.decision.engine import Engine, chosen_readings, match
from courtesy.diagnostic import Diagnostic, Location, has_errors, in_order, nearest
from courtesy.frozen import dataclass
from courtesy.loading.case_reader import case_from_data, read_case
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.document import Document
from courtesy.loading.problems import Problems
from courtesy.loading.proposal_reader import proposal_from_data
from courtesy.loading.rulebook import SOURCE_FILE
from courtesy.loading.source_shapes import tests_grammar
from courtesy.loading.yaml_reader import read_yaml
from courtesy.rule import Rulebook
from courtesy.verdict import VERDICT_OF_EFFECT, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One proposal over a case, and what the sources should say of it.

    `verdicts` maps sources to verdicts; `rules` must carry their source's verdict, `silent_rules` must not speak.
    """

    name: str
    group: str
    location: Location
    case: Case
    proposal: Proposal
    readings: Mapping[str, str]
    verdicts: Mapping[str, str]
    rules: tuple[str, ...]
    silent_rules: tuple[str, ...]
    skipped: str | None


def test_files(folder: FilePath) -> tuple[FilePath, ...]:
    """The test files of a source's folder, or of a rules directory (those beside the sources)."""
    return tuple(sorted((folder / "tests").glob("*.yaml")))


def read_expectations(path: FilePath, rulebook: Rulebook) -> tuple[tuple[Expectation, ...], tuple[Diagnostic, ...]]:
    """Every expectation of a test file, or everything that is wrong with it: a file is never half-loaded."""
    document, problems = read_yaml(path)
    if document is None:
        return (), problems
    gathered = Problems(document=document)
    checked = check(document.data, tests_grammar(rulebook.vocabulary), gathered)
    if checked is UNUSABLE or has_errors(gathered.found):
        return (), in_order([*problems, *gathered.found])
    found = [
        expectation
        for place, test in enumerate(checked)
        for expectation in _read_test(_Test(rulebook, document, path, place, test, gathered))
    ]
    if not found and not has_errors(gathered.found):
        gathered.add("no-tests", "the file holds no test", ())
    told = in_order([*problems, *gathered.found])
    return (() if has_errors(told) else tuple(found)), told


@dataclass(frozen=True, slots=True)
class _Test:
    rulebook: Rulebook
    document: Document
    file: FilePath
    place: int
    data: Mapping[str, Any]
    problems: Problems


def _read_test(test: _Test) -> Iterator[Expectation]:
    case = _case(test)
    known = _known_readings(test.rulebook)
    for name, option in test.data.get("readings", {}).items():
        _check_name(test, ("readings", name), name, known, "reading")
        if name in known and option not in known[name]:
            _check_name(test, ("readings", name), option, known[name], "option")
    if case is None:
        return
    for number, row in enumerate(test.data.get("proposals", ())):
        expectation = _read_row(test, case, number, row)
        if expectation is not None:
            yield expectation


def _case(test: _Test) -> Case | None:
    given = test.data["case"]
    if isinstance(given, str):
        case, problems = read_case(test.file.parent / given, test.rulebook.vocabulary)
    else:
        case, problems = case_from_data(
            test.document.data[test.place]["case"],
            test.rulebook.vocabulary,
            locate=test.document,
            under=(test.place, "case"),
        )
    test.problems.found.extend(problems)
    if isinstance(given, Mapping) and "timezone" not in given:
        test.problems.add(
            "no-timezone",
            "the case names no time zone, so the test would depend on the machine",
            (test.place, "case"),
            advice="add `timezone: Europe/London`, or the zone that is meant",
        )
    return case


def _read_row(test: _Test, case: Case, number: int, row: Mapping[str, Any]) -> Expectation | None:
    under = (test.place, "proposals", number)
    asked = {key: row[key] for key in ("act", "channel", "to", "at") if key in row}
    if "message" in row:
        asked["message"] = row["message"] if isinstance(row["message"], Mapping) else {"body": row["message"]}
    proposal, problems = proposal_from_data(asked, case, test.rulebook.vocabulary)
    test.problems.found.extend(_placed(test, under, problem) for problem in problems)
    _check_row(test, under, row)
    if proposal is None:
        return None
    return Expectation(
        name=f"{test.data['name']}: {row['name']}",
        group=_group(test.file),
        location=_location(test, under),
        case=case,
        proposal=proposal,
        readings=test.data.get("readings", {}),
        verdicts=row.get("expect", {}),
        rules=tuple(row.get("rules", ())),
        silent_rules=tuple(row.get("silent_rules", ())),
        skipped=row.get("skip", test.data.get("skip")),
    )


def _group(file: FilePath) -> str:
    """The source in whose folder the file stands; `tests` for a file beside the sources."""
    folder = file.parent.parent
    return folder.name if (folder / SOURCE_FILE).is_file() else file.parent.name


def _check_row(test: _Test, under: tuple[str | int, ...], row: Mapping[str, Any]) -> None:
    if not any(row.get(key) for key in ("expect", "rules", "silent_rules")):
        test.problems.add(
            "asserts-nothing",
            "the test expects nothing",
            under,
            advice="add `expect`, `rules` or `silent_rules`",
        )
    inside = under[1:]
    sources = {source.id for source in test.rulebook.sources}
    for source in row.get("expect", {}):
        _check_name(test, (*inside, "expect", source), source, sources, "source")
    for key in ("rules", "silent_rules"):
        for position, rule in enumerate(row.get(key, ())):
            _check_name(test, (*inside, key, position), rule, test.rulebook.cards, "rule")


def _check_name(test: _Test, path: tuple[str | int, ...], name: str, known: Any, word: str) -> None:
    if name in known:
        return
    near = nearest(name, known)
    test.problems.add(
        f"unknown-{word}",
        f"no {word} `{name}`",
        (test.place, *path),
        advice=f"did you mean `{near}`?" if near else None,
    )


def _known_readings(rulebook: Rulebook) -> dict[str, list[str]]:
    return {
        f"{source.id}/{reading.name}": list(reading.options)
        for source in rulebook.sources
        for reading in source.readings.values()
    }


def _location(test: _Test, path: tuple[str | int, ...]) -> Location:
    return test.problems.location(path) or Location(file=str(test.file))


def _placed(test: _Test, under: tuple[str | int, ...], problem: Diagnostic) -> Diagnostic:
    location = _location(test, under)
    return Diagnostic(
        code=problem.code,
        message=problem.message,
        location=location,
        help=problem.help,
        severity=problem.severity,
        excerpt=test.document.line(location),
        where=problem.where,
    )


def try_expectations(engine: Engine, expectations: Iterable[Expectation]) -> Iterator[Outcome]:
    """Each expectation's outcome."""
    for expectation in expectations:
        if expectation.skipped is not None:
            yield _outcome(expectation, skipped=expectation.skipped)
            continue
        readings = expectation_readings(engine, expectation)
        staged = Staged(case=expectation.case, proposal=expectation.proposal)
        holding = match(engine, staged.case, staged.proposal, readings).clauses
        yield _outcome(
            expectation,
            failures=tuple(
                explained(engine, staged, readings, found)
                for found in expectation_disappointments(expectation, holding)
            ),
            fired=frozenset(clause.key for clause in holding),
        )


def _outcome(expectation: Expectation, **found: Any) -> Outcome:
    return Outcome(
        name=expectation.name,
        group=expectation.group,
        location=expectation.location,
        case=expectation.case,
        proposal=expectation.proposal,
        **found,
    )


def expectation_readings(engine: Engine, expectation: Expectation) -> dict[str, str]:
    """Every reading at the test's option, else at its default."""
    return chosen_readings(engine.rulebook, Profile(name="test")) | dict(expectation.readings)


def expectation_disappointments(expectation: Expectation, holding: Iterable[Clause]) -> Iterator[Disappointment]:
    """What a row expects and the clauses that hold do not give."""
    clauses = tuple(holding)
    speaking = {clause.rule for clause in clauses if clause.branch in SPEAKING}
    deciding: set[str] = set()
    for source in dict.fromkeys([*expectation.verdicts, *(rule.partition("/")[0] for rule in expectation.rules)]):
        effects = [(clause.rule, clause.effect) for clause in clauses if clause.source == source and clause.effect]
        verdict = source_verdict(effect for _, effect in effects)
        carriers = sorted({rule for rule, effect in effects if VERDICT_OF_EFFECT[effect] is verdict})
        deciding.update(carriers)
        wanted = expectation.verdicts.get(source, verdict)
        if wanted != verdict:
            yield _wrong_verdict(expectation, source, wanted, verdict, carriers)
    for rule in expectation.rules:
        if rule not in deciding:
            state = "it speaks without deciding" if rule in speaking else "it is silent"
            yield Disappointment(expected=f"{rule} decides", came=state, about=(rule,))
    for rule in expectation.silent_rules:
        if rule in speaking:
            yield Disappointment(expected=f"{rule} is silent", came="it speaks", about=(rule,))


def _wrong_verdict(
    expectation: Expectation, source: str, wanted: str, verdict: str, carriers: Sequence[str]
) -> Disappointment:
    by = f", by {', '.join(carriers)}" if carriers else ", no rule spoke"
    named = [rule for rule in expectation.rules if rule.partition("/")[0] == source and rule not in carriers]
    return Disappointment(expected=f"{source} says {wanted}", came=f"it says {verdict}{by}", about=(*carriers, *named))
