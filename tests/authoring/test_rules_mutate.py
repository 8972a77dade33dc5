"""`rules mutate`: which changes are made, which the tests notice, and the examples that are written for the others."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from authoring_shared import change, new_pack, run
from card_strategies import CITE
from courtesy.authoring.appending import with_additions
from courtesy.authoring.mutants import Mutant, mutants_of
from courtesy.authoring.supplement import Addition
from courtesy.rule import Rulebook
from loaded import load

WHOLE: dict[str, Any] = {
    "id": "window",
    "recommend": "follow_up",
    "if": {
        "channel": ["email", "phone"],
        "clock": {"from": "00:00", "before": "20:00"},
        "happened": {"event": "follow_up", "since": "interview", "at_most": 2},
    },
    "between": ["1 week after interview", "2 weeks after interview"],
    "otherwise": "discourage",
    "unless": [{"id": "asked", "if": {"after": "promised date"}, "then": "permit"}],
    "says": "Ask in the second week.",
    "cite": CITE,
}


def mutants(card: dict[str, Any]) -> list[Mutant]:
    book = load([card])
    (loaded,) = book.cards.values()
    return list(mutants_of(loaded, book.sources[0].parameters, book.vocabulary))


def test_every_kind_of_slip_is_made() -> None:
    """The whole list for a card that has everything, in words."""
    told = [f"{mutant.operator}: {mutant.says}" for mutant in mutants(WHOLE)]
    assert told == [
        "delete: the card is deleted",
        "swap effect: recommend becomes discourage",
        "swap effect: recommend becomes permit",
        "swap effect: otherwise: discourage becomes recommend",
        "swap effect: otherwise: discourage becomes forbid",
        "drop unless: the exception asked is dropped",
        "swap effect: asked: permit becomes forbid",
        "swap effect: asked: permit becomes recommend",
        "shift: `between: 1 week after interview` becomes `0 weeks after interview`",
        "shift: `between: 1 week after interview` becomes `2 weeks after interview`",
        "shift: `between: 2 weeks after interview` becomes `1 week after interview`",
        "shift: `between: 2 weeks after interview` becomes `3 weeks after interview`",
        (
            "strictness: `between: 1 week after interview, 2 weeks after interview` becomes "
            "`after: 1 week after interview, until: 2 weeks after interview`"
        ),
        (
            "strictness: `between: 1 week after interview, 2 weeks after interview` becomes "
            "`from: 1 week after interview, before: 2 weeks after interview`"
        ),
        *(f"widen: `channel: email, phone` lets {channel} in" for channel in OTHER_CHANNELS),
        "shift: `from: 00:00` becomes `00:01`",
        "shift: `before: 20:00` becomes `19:59`",
        "shift: `before: 20:00` becomes `20:01`",
        "strictness: `from: 00:00` becomes `after`",
        "strictness: `before: 20:00` becomes `until`",
        "shift: `at_most: 2` becomes 1",
        "shift: `at_most: 2` becomes 3",
        "strictness: `after: promised date` becomes `from`",
    ]


OTHER_CHANNELS = ("voicemail", "text", "letter", "hand_delivery", "in_person", "linkedin")


def test_a_parameter_is_moved_where_it_is_used() -> None:
    card = {"id": "wait", "discourage": "follow_up", "before": "3 days after interview", "says": "Wait.", "cite": CITE}
    book = load([card])
    (loaded,) = book.cards.values()
    moved = [mutant.says for mutant in mutants_of(loaded, {}, book.vocabulary) if mutant.operator == "shift"]
    assert moved == [
        "`before: 3 days after interview` becomes `2 days after interview`",
        "`before: 3 days after interview` becomes `4 days after interview`",
    ]


def test_every_mutant_but_the_deleted_one_is_a_card() -> None:
    for mutant in mutants(WHOLE):
        if mutant.surface is not None:
            assert isinstance(load([dict(mutant.surface)]), Rulebook), mutant.says


# ---------------------------------------------------------------- what the tests notice


def found(directory: Path, *arguments: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        run(directory, "rules", "mutate", "wise-owl", "--format", "json", *arguments).stdout
    )
    return data


@pytest.mark.parametrize(
    ("left_out", "survivors"),
    [
        ('    - {speaks: true, effect: recommend, given: {interview: 7 days ago}, propose: {at: "00:00"}}\n',
         {"shift": 1, "strictness": 1, "swap effect": 2}),
        ('    - {speaks: true, effect: discourage, given: {interview: 6 days ago}, propose: {at: "23:59"}}\n',
         {"shift": 1, "swap effect": 2}),
        ("    - {speaks: false, given: {interview: 8 days ago, follow_up: 1 day ago}}\n", {}),
    ],
    ids=["never recommended", "never early", "never silent"],
)  # fmt: skip
def test_what_no_test_notices_survives_and_its_example_is_written(
    tmp_path: Path, left_out: str, survivors: dict[str, int]
) -> None:
    folder = new_pack(tmp_path)
    (folder / "tests" / "first-follow-up.yaml").unlink()
    change(folder / "first-follow-up.yaml", left_out, "")
    before = found(tmp_path)
    fates = Counter(mutant["operator"] for mutant in before["mutants"] if mutant["fate"] == "survived")
    assert fates == survivors
    found(tmp_path, "--write")
    after = found(tmp_path)
    assert after["sources"]["wise-owl"]["score_percent"] == 100.0
    assert after["missing_examples"] == []
    assert run(tmp_path, "rules", "test", "wise-owl").exit_code == 0
    assert run(tmp_path, "rules", "fmt", "--check", "wise-owl").exit_code == 0


def test_a_card_without_examples_gets_them_all(tmp_path: Path) -> None:
    """Exceptions, texts, channels: every mutant of a card is noticed once the missing examples are written."""
    folder = new_pack(tmp_path)
    card = folder / "first-follow-up.yaml"
    text = card.read_text(encoding="utf-8")
    more = yaml.safe_load(text)[0]
    card.write_text(
        text[: text.index("  examples:")]
        + "\n- id: ring-or-write\n  permit: follow_up\n  if: {channel: [phone, email], to: {role: hr}}\n"
        '  unless:\n    - {id: late, if: {clock: {after: "20:00"}}, then: forbid, says: Not in the evening.}\n'
        "  says: Human resources may be asked.\n"
        f"  cite: {json.dumps(more['cite'])}\n"
        "\n- id: short\n  message: follow_up\n  should: {words: {at_most: 60}, lack: rude}\n  says: Be short.\n"
        f"  cite: {json.dumps(more['cite'])}\n",
        encoding="utf-8",
    )  # fmt: skip
    assert found(tmp_path)["sources"]["wise-owl"]["survived"] > 15
    found(tmp_path, "--write")
    assert found(tmp_path)["sources"]["wise-owl"]["score_percent"] == 100.0
    assert run(tmp_path, "rules", "test", "wise-owl").exit_code == 0


def test_a_change_that_makes_no_difference_is_named_with_its_reason(tmp_path: Path) -> None:
    folder = new_pack(tmp_path)
    change(
        folder / "first-follow-up.yaml",
        "from: 1 week after interview",
        "from: [1 week after interview, 2 days after interview]",
    )
    equivalent = [mutant for mutant in found(tmp_path)["mutants"] if mutant["fate"] == "equivalent"]
    assert equivalent
    assert {mutant["why"] for mutant in equivalent} <= {
        "it is lowered to the same conditions",
        "proved: no situation tells it from the card",
    }


def test_a_test_that_fails_already_notices_nothing(tmp_path: Path) -> None:
    folder = new_pack(tmp_path)
    change(folder / "first-follow-up.yaml", "{speaks: false, given", "{speaks: true, given")
    done = run(tmp_path, "rules", "mutate", "wise-owl")
    assert "1 test fails as it is and counts for nothing here" in done.stderr
    assert "killed" in done.stdout


def test_too_low_a_score_fails_on_demand(tmp_path: Path) -> None:
    folder = new_pack(tmp_path)
    (folder / "tests" / "first-follow-up.yaml").unlink()
    change(folder / "first-follow-up.yaml", "effect: discourage, ", "")
    assert run(tmp_path, "rules", "mutate", "wise-owl").exit_code == 0
    done = run(tmp_path, "rules", "mutate", "wise-owl", "--fail-under", "95")
    assert (done.exit_code, done.stderr) == (1, "wise-owl: the score is less than 95 %\n")


def test_the_shipped_sources_notice_at_least_95_percent(tmp_path: Path) -> None:
    """And every survivor is explained: none is left undecided."""
    done = run(tmp_path, "rules", "mutate", "--fail-under", "95", "--format", "json")
    assert done.exit_code == 0, done.output
    assert sum(counts["undecided"] for counts in json.loads(done.stdout)["sources"].values()) == 0


# ---------------------------------------------------------------- where examples go


FILE = """\
# cards
- id: one
  says: One.  # said
  examples:
    - {speaks: true}
  note: kept

# about two
- id: two
  says: Two.

- {id: three, says: Three.}
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (2, FILE.replace("    - {speaks: true}\n", "    - {speaks: true}\n    - {speaks: false}\n")),
        (9, FILE.replace("says: Two.\n", "says: Two.\n  examples:\n    - {speaks: false}\n")),
        (12, None),
    ],
    ids=["after the last one", "at the end of the card", "a card on one line has no place"],
)
def test_an_example_is_put_into_its_card_and_nothing_else_moves(line: int, expected: str | None) -> None:
    (card,) = load([WHOLE]).cards.values()
    addition = Addition(card=_at_line(card, line), example={"speaks": False}, purposes=())
    lines, left = with_additions(FILE.split("\n"), [addition])
    assert "\n".join(lines) == (FILE if expected is None else expected)
    assert left == ((addition,) if expected is None else ())


def _at_line(card: Any, line: int) -> Any:
    from dataclasses import replace  # noqa: PLC0415

    return replace(card, location=replace(card.location, line=line))
