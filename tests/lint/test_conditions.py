"""Lints of what cards mean, beyond the examples of their pages."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from card_strategies import SOURCE, Cards, sources
from courtesy.authoring.lint.lints import LINTS
from courtesy.authoring.lint.run import LintReport
from lint_shared import lint_school, school_in

CARD = """\
- id: wait
  {head}
  says: Wait three days before you follow up.
  fix: Wait until the third day.
  cite: {{paragraph: 2, sentence: 1, digest: 5eb2d49a1a0b}}
  examples:
    - {{speaks: true, given: {{interview: 1 day ago}}}}
    - {{speaks: false, given: {{interview: 5 days ago}}}}
"""


def told(directory: Path, *heads: str) -> list[tuple[str, int]]:
    """Code and line of what is said of cards with these heads."""
    texts = [
        CARD.format(head=head.replace("\n", "\n  "))
        .replace("id: wait", f"id: wait{'-again' * number}")
        .replace("Wait three", f"{'Once more wait' if number else 'Wait'} three")
        for number, head in enumerate(heads)
    ]
    report = lint_school(school_in(directory, {"wait.yaml": "\n".join(texts)}))
    return [(problem.code, problem.location.line) for problem in report.found if problem.location]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("discourage: follow_up\nif: {all: [{any: [{channel: phone}, {channel: text}]}, {channel: text}]}", [("dead-option", 3)]),
        ("discourage: follow_up\nif: {any: [{channel: phone}, {channel: text}]}", []),
        ("discourage: follow_up\nif: {never: reply, any: [{happened: {event: reply, channel: phone}}, {channel: text}]}", [("dead-option", 3)]),
        ("discourage: follow_up\nif: {happened: {event: reply, at_most: 2}, any: [{happened: {event: reply, at_least: 3}}, {channel: text}]}", [("dead-option", 3)]),
        ("discourage: follow_up\nbefore: 2 days after interview\nif: {any: [{from: 1 week after interview}, {channel: text}]}", [("dead-option", 4)]),
        ("discourage: follow_up\nbefore: 2 days after interview\nif: {any: [{from: 1 month after interview}, {channel: text}]}", [("dead-option", 4)]),
        ("discourage: follow_up\nbefore: 2 months after interview\nif: {any: [{from: 1 month after interview}, {channel: text}]}", []),
    ],
)  # fmt: skip
def test_alternatives_that_cannot_hold(head: str, found: list[tuple[str, int]], tmp_path: Path) -> None:
    assert told(tmp_path, head) == found


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("discourage: follow_up\nbefore: 3 days after interview\nunless:\n  - {id: a, if: {channel: phone}, unless: [{id: b, if: {channel: text}}]}", [("unreachable-exception", 5)]),
        ("discourage: follow_up\nunless:\n  - {id: a, if: {channel: phone}}\n  - {id: b, if: {channel: [phone, text]}}", []),
        ("discourage: follow_up\nunless:\n  - {id: a, if: {channel: phone}}\n  - {id: b, if: {channel: [phone, text]}, then: forbid}", [("overlapping-siblings", 5)]),
        ("discourage: follow_up\nunless:\n  - {id: a, if: {channel: phone}, then: permit}\n  - {id: b, if: {channel: text}, then: forbid}", []),
        ("discourage: follow_up\nif: {channel: email}\nunless:\n  - {id: a, if: {channel: phone}}\n  - {id: b, if: {channel: [phone, text]}, then: forbid}", [("unreachable-exception", 5), ("unreachable-exception", 6)]),
    ],
)  # fmt: skip
def test_exceptions(head: str, found: list[tuple[str, int]], tmp_path: Path) -> None:
    assert told(tmp_path, head) == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("permit: follow_up\nif: {channel: phone}", "discourage: any\nif: {channel: [phone, text]}", [("contradictory-cards", 1)]),
        ("permit: follow_up\nif: {channel: phone}", "discourage: thank_you\nif: {channel: [phone, text]}", []),
        ("permit: follow_up\nif: {channel: phone}", "discourage: follow_up\nbefore: 3 days after interview", []),
        ("permit: follow_up\nbefore: 2 days after interview", "discourage: follow_up\nbefore: 3 days after interview", [("contradictory-cards", 1)]),
        ("permit: follow_up\nbefore: 3 days after interview", "discourage: follow_up\nbefore: 2 days after interview", []),
        ("permit: follow_up\nif: {happened: {event: reply, at_least: 2}}", "discourage: follow_up\nif: {happened: reply}", [("contradictory-cards", 1)]),
        ("discourage: follow_up\nif: {channel: [phone, text]}", "discourage: follow_up\nif: {channel: [text, phone]}", [("duplicate-card", 11)]),
        ("discourage: follow_up\nif: {not: {channel: [phone, text]}}", "forbid: follow_up\nif: {not: {channel: [phone, text]}}", []),
    ],
)  # fmt: skip
def test_cards_beside_one_another(one: str, other: str, found: list[tuple[str, int]], tmp_path: Path) -> None:
    assert told(tmp_path, one, other) == found


def of_random_cards(directory: Path, drawn: Cards) -> LintReport:
    """What is said of a source with these cards; no test names them."""
    files: dict[str, str | None] = {
        "wait.yaml": json.dumps(drawn, indent=1),
        "source.yaml": "".join(f"{key}: {json.dumps(SOURCE[key])}\n" for key in ("parameters", "readings", "anchors")),
        "passages.yaml": "passages: [{paragraph: 1, sentence: 1, digest: 0a1b2c3d4e5f, rules: [card-0]}]\n",
        "tests/wait.yaml": None,
    }
    return lint_school(school_in(directory, files))


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(sources())
def test_every_random_source_is_linted_without_a_crash(tmp_path_factory: pytest.TempPathFactory, drawn: Cards) -> None:
    report = of_random_cards(tmp_path_factory.mktemp("random"), drawn)
    assert report.usable
    assert {problem.code for problem in report.found} <= set(LINTS)
    assert all(problem.help for problem in report.found)
