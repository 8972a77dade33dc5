"""`--documents`: who has the article sees the passage that a rule cites; nobody else does."""

import json
from pathlib import Path

import pytest

from authoring_shared import new_pack, run

PASSAGE = "Write your thanks"
"""What the card of a new pack cites until its author chooses: the first sentence below the title."""


def quotes(output: str) -> bool:
    """Whether the passage follows the citation (its heading, which is part of every citation, has the same words)."""
    return f"(5006feeb215e): “{PASSAGE}”" in " ".join(output.split())


@pytest.fixture
def asked(tmp_path: Path, root: Path) -> tuple[str, ...]:
    """The options of a question that the pack answers."""
    new_pack(tmp_path)
    case = str(root / "examples" / "first-follow-up.yaml")
    return (case, "--act", "follow_up", "--at", "2026-03-10 09:00", "--rules", "wise-owl")


@pytest.mark.parametrize(
    "command", [("check",), ("explain", "--rule", "wise-owl/first-follow-up")], ids=lambda words: words[0]
)
def test_the_passage_follows_the_citation(tmp_path: Path, asked: tuple[str, ...], command: tuple[str, ...]) -> None:
    plain = run(tmp_path, *command, *asked)
    quoted = run(tmp_path, *command, *asked, "--documents", ".")
    assert (quotes(plain.output), quotes(quoted.output)) == (False, True)


def test_a_rule_is_shown_with_its_passage(tmp_path: Path, asked: tuple[str, ...]) -> None:
    done = run(tmp_path, "rules", "show", "wise-owl/first-follow-up", *asked[-2:], "--documents", ".")
    assert quotes(done.output)


def test_json_holds_the_passage_beside_the_digest(tmp_path: Path, asked: tuple[str, ...]) -> None:
    done = run(tmp_path, "check", *asked, "--documents", ".", "--format", "json")
    cites = {finding["rule"]: finding["cite"] for finding in json.loads(done.stdout)["findings"]}
    assert cites["wise-owl/first-follow-up"]["passage"] == PASSAGE
    assert all("passage" not in cite for rule, cite in cites.items() if not rule.startswith("wise-owl/"))


def test_another_text_is_not_quoted(tmp_path: Path, asked: tuple[str, ...]) -> None:
    """A document is known by its digest: a changed one is not the article."""
    document = tmp_path / "how-to-wait.txt"
    document.write_text(document.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    done = run(tmp_path, "check", *asked, "--documents", ".")
    assert not quotes(done.output)
    assert "warning[no-documents]: `.` holds the document of no source" in done.output
