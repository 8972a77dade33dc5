"""`courtesy message`: the draft with notes, the JSON, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courtesy_cli.message import message_command

CASE = """\
timezone: America/New_York
candidate: {name: Dana Reyes, email: dana@example.org, phone: "+1 555 0100"}
company: Acme Analytics
position: Data Analyst
notes: [hiking]
people:
  kim: {name: Kim Lee, role: hiring_manager}
events:
  - {event: interview, at: "2026-03-02 14:00", with: [kim], channel: in_person}
"""
DRAFT = (
    "Subject: Data Analyst\n\nDear Kim,\n\nThank you for yesterday. I recieve mail; I beg you.\n\nBest,\nDana Reyes\n"
)
SHOWN = """\
Subject: Data Analyst
    + mentions_position: “Data Analyst”

Dear Kim,

Thank you for yesterday. I recieve mail; I beg you.
    + thanks: “Thank you”
    + mentions_date: “yesterday”
    ! misspelt: “recieve”
    ! desperate: “I beg you”
    + interest: “I beg you”

Best,
Dana Reyes

15 words, 2 sentences, 3 paragraphs, longest sentence 6 words
found: thanks, mentions_date, mentions_position, interest
to mind: desperate, misspelt

suggestions
  desperate (found): Say once that you want the job and why you fit; leave need, money troubles and pleading out.
  misspelt (found): Write “receive” instead of “recieve”.
  mentions_company (missing): Name the company: “I would be glad to work at Acme Analytics.”
  conversation_detail (missing): Take up something you talked about, for example “hiking”.
  contact_phone (missing): Leave your number below your name: +1 555 0100.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(CASE)
    (tmp_path / "draft.txt").write_text(DRAFT)
    return tmp_path


def run(folder: Path, *options: str, text: str | bytes | None = None) -> Result:
    """The command in the folder with the case."""
    given = [str(folder / option) if option in ("draft.txt", "case.yaml") else option for option in options]
    return CliRunner(env={"COLUMNS": "200"}).invoke(message_command, given, input=text)


def test_the_draft_is_shown_with_notes_and_suggestions(folder: Path) -> None:
    result = run(folder, "draft.txt", "--case", "case.yaml", "--at", "2026-03-03 09:00")
    assert result.exit_code == 0, result.output
    assert "\n".join(line.rstrip() for line in result.output.splitlines()) + "\n" == SHOWN


def test_the_json_has_the_fixed_shape(folder: Path) -> None:
    result = run(folder, "draft.txt", "--case", "case.yaml", "--format", "json")
    data = json.loads(result.output)
    assert data["schema"] == "courtesy/message/1"
    assert data["signals"]["desperate"] == {
        "value": True,
        "status": "found",
        "spans": [{"part": "body", "start": 52, "end": 61, "entry": "begging"}],
    }
    assert data["signals"]["greeting"]["text"] == "Dear Kim"


def test_a_draft_comes_from_standard_input_too(folder: Path) -> None:
    result = run(folder, "-", text="Hi Kim, thanks for the tour!")
    assert "nothing found to mind (this does not say that the tone is fine)" in result.output


def test_another_language_is_said(folder: Path) -> None:
    result = run(
        folder,
        "-",
        text="Estimado Kim:\n\nLe agradezco mucho la visita de hoy y el rato con la gente.\n\nUn saludo,\nDana",
    )
    assert "the text is not English: only its structure was checked" in result.output


REFUSED = {
    ("draft.txt", "--channel", "emial"): (3, "no channel is called `emial`"),
    ("draft.txt", "--case", "case.yaml", "--to", "kin"): (3, "no person is called `kin`"),
    ("draft.txt", "--to", "kim"): (2, "--to names a person of the case: give --case too"),
    ("draft.txt", "--at", "soon"): (3, "`soon` is no moment"),
    ("nowhere.txt",): (3, "cannot read `nowhere.txt`"),
}


@pytest.mark.parametrize("options", REFUSED, ids=" ".join)
def test_wrong_input_is_refused_in_one_sentence(folder: Path, options: tuple[str, ...]) -> None:
    result = run(folder, *options)
    status, message = REFUSED[options]
    assert result.exit_code == status
    assert message in result.output


def test_a_pack_of_lexicons_counts(folder: Path) -> None:
    lexicons = folder / "pack" / "lexicons"
    lexicons.mkdir(parents=True)
    (lexicons / "slang.yaml").write_text(
        "entries:\n  - {id: my-zounds, signal: slang, phrase: zounds, provenance: mine, hits: [Zounds!], misses: [sounds]}\n"
    )
    result = run(folder, "-", "--format", "json", "--rules", str(folder / "pack"), text="Zounds, thank you.")
    assert json.loads(result.output)["signals"]["slang"]["value"] is True
