"""The language server, driven over its standard streams as an editor does."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from courtesy.resources import rules_directory
from courtesy_cli.lsp import lsp_command
from loading_shared import SCHOOL
from lsp_client import Client

LEVO = rules_directory() / "levo"


def school(directory: Path) -> Path:
    """A pack with the school, beside the shipped rules; it has things to remark."""
    folder = directory / "pack" / "school"
    folder.mkdir(parents=True)
    for path in SCHOOL.glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return school(tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[Client]:
    with Client(folder.parent) as running:
        yield running


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- diagnostics


def test_lints_and_errors_come_as_they_are_typed(tmp_path: Path) -> None:
    folder = school(tmp_path)
    path = folder / "timing.yaml"
    with Client(tmp_path) as client:
        client.open(path)
        codes = {problem["code"]: problem for problem in reversed(client.problems(path))}
        assert codes["missing-fix"]["range"] == {
            "start": {"line": 22, "character": 6},
            "end": {"line": 22, "character": 10},
        }
        assert codes["missing-fix"]["severity"] == 2
        assert codes["missing-fix"]["source"] == "courtesy lint"
        client.change(path, text_of(path).replace("7 days after interview]", "7 dayz after interview]"))
        (problem,) = client.problems(path)
        assert (problem["code"], problem["severity"], problem["source"]) == ("unknown-unit", 1, "courtesy")
        assert problem["range"]["start"] == {"line": 6, "character": 38}
        assert problem["message"].endswith("help: did you mean `days`?")
        client.change(path, text_of(path).replace("- id: wait\n", "- id: wait\n  fix: Wait.\n"), version=3)
        assert "unknown-unit" not in {problem["code"] for problem in client.problems(path)}
        assert text_of(path) == text_of(SCHOOL / "timing.yaml"), "nothing is saved"


def test_a_mistake_in_one_file_is_told_in_the_other(tmp_path: Path) -> None:
    folder = school(tmp_path)
    path, account = folder / "timing.yaml", folder / "passages.yaml"
    with Client(tmp_path) as client:
        client.open(path)
        client.change(path, text_of(path).replace("- id: wait\n", "- id: weight\n"))
        codes = [problem["code"] for problem in client.problems(account)]
        while "unknown-rule" not in codes:
            codes = [problem["code"] for problem in client.problems(account)]
        client.change(path, text_of(path), version=3)
        assert "unknown-rule" not in [problem["code"] for problem in client.problems(account)]


def test_columns_are_counted_as_the_editor_counts_them(tmp_path: Path) -> None:
    """A character outside the basic plane is two of the editor's units."""
    folder = school(tmp_path)
    path = folder / "words.yaml"
    spoilt = text_of(path).replace("speaker: Jo Example}", 'speaker: "🙂🙂", sction: x}')
    path.write_text(spoilt, encoding="utf-8")
    with Client(tmp_path) as client:
        client.open(path)
        (problem,) = client.problems(path)
        line = next(line for line in spoilt.splitlines() if "sction" in line)
        column = len(line[: line.index("sction")].encode("utf-16-le")) // 2
        assert problem["range"]["start"]["character"] == column


def test_a_file_that_is_none_of_rules_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    with Client(tmp_path) as client:
        client.open(path)
        assert client.hover(path, "a: 1\n", "a‸") is None
        assert client.complete(path, "a: 1\n", "a:‸") == []
        assert client.definition(path, "a: 1\n", "a‸") == []


# ---------------------------------------------------------------- hover


@pytest.mark.parametrize(
    ("file", "marked", "told"),
    [
        ("timing", "id: w‸indow", "**school/window**: Follow up between four and seven days after the interview."),
        ("timing", "re‸commend: follow_up", "- recommended: follow up"),
        ("passages", "rules: [‸wait]", "**school/wait**: Leave them a few days."),
        ("timing", "a-f‸ew-days after", "parameter **a-few-days** = 3 days: A few days is read as three."),
        ("timing", "fou‸r-to-seven: window", "reading **four-to-seven**: Are the four to seven days"),
        ("timing", "las‸t-word, time", "anchor `last-word: {latest_of:"),
        ("timing", "never: [{event: fo‸llow_up", "**follow_up**: Asks where the application stands"),
        ("words", "[t‸hanks, signoff]", "**thanks**: "),
        ("words", "paragraph: 4, ‸sentence: 1", "paragraph 4, sentence 1: encoded by keep-it-short"),
    ],
)
def test_hover_tells_what_stands_there(client: Client, folder: Path, file: str, marked: str, told: str) -> None:
    path = folder / f"{file}.yaml"
    assert told in (client.hover(path, text_of(path), marked) or "")


@pytest.fixture(scope="module")
def shipped() -> Iterator[Client]:
    """A server that is asked about the shipped rules."""
    with Client(rules_directory()) as running:
        yield running


def test_hover_on_a_card_tells_when_it_speaks_and_its_conflicts(shipped: Client) -> None:
    path = LEVO / "follow-up.yaml"
    told = "still being looked for"
    while "still being looked for" in told:
        told = shipped.hover(path, text_of(path), "id: no-‸bombarding") or ""
    assert "- when before 1 week (“sooner than bombarding”) after the follow up" in told
    assert "- instead: Wait until a week after your last follow-up." in told
    assert "- opposes business-news-daily/checking-in-is-good (tension)" in told


# ---------------------------------------------------------------- definitions


@pytest.mark.parametrize(
    ("file", "marked", "target"),
    [
        ("passages", "rules: [‸wait]", ("timing.yaml", "- id: wait")),
        ("passages", "reason for: not-by-phone, w‸ait", ("timing.yaml", "- id: wait")),
        ("timing", "a-f‸ew-days after", ("source.yaml", "a-few-days:")),
        ("timing", "fou‸r-to-seven: window", ("source.yaml", "four-to-seven:")),
        ("timing", "las‸t-word, time", ("source.yaml", "last-word:")),
        ("words", "at_most: sho‸rt-message", ("source.yaml", "short-message:")),
        ("words", "paragraph: 4, ‸sentence: 1", ("passages.yaml", "- {paragraph: 4, sentence: 1,")),
    ],
)
def test_names_lead_to_their_definition(
    client: Client, folder: Path, file: str, marked: str, target: tuple[str, str]
) -> None:
    path = folder / f"{file}.yaml"
    name, line, _ = client.definition(path, text_of(path), marked)[0]
    assert name == target[0]
    assert text_of(folder / name).splitlines()[line].lstrip().startswith(target[1])


def test_rules_in_tests_lead_to_their_card(shipped: Client) -> None:
    path = LEVO / "tests" / "follow-up.yaml"
    ((name, line, _),) = shipped.definition(path, text_of(path), "rules: [le‸vo/first-follow-up-window")
    assert name == "follow-up.yaml"
    assert "id: first-follow-up-window" in text_of(LEVO / name).splitlines()[line]


# ---------------------------------------------------------------- completion


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("  between: [4 days after inter", {"interview", "promised date", "last-word", "first interview"}),
        ("  from: ", {"a-few-days", "interview", "promised date"}),
        ("  from: 2 bus", {"business days", "weeks"}),
        ("  if: {happened: {event: re", {"reply", "rejection", "interview"}),
        ("  if: {never: {event: follow_up, since: ", {"interview", "last-word", "first reply"}),
        ("  if: {happened: ", {"interview", "offer"}),
        ("  reading: {four", {"four-to-seven"}),
        ("  reading: {four-to-seven: ", {"window", "minimum"}),
        ("  should: {have: [tha", {"thanks", "signoff", "rude"}),
        ("  should: {", {"words", "greets_recipients"}),
        ("  should: {words: {at_most: ", {"short-message"}),
        ("  should: {greets_recipients: ", {"all", "none"}),
        ("  if: {channel: [phone, ", {"email", "linkedin"}),
        ("  if: {to: {role: ", {"hr", "recruiter"}),
        ("  recommend: ", {"follow_up", "thank_you"}),
        ("  otherwise: ", {"discourage", "forbid"}),
        ("  if:\n    trait: ", {"old_fashioned_company"}),
    ],
)
def test_what_can_stand_there_is_offered(client: Client, folder: Path, typed: str, offered: set[str]) -> None:
    path = folder / "timing.yaml"
    text = text_of(path) + f"\n- id: half-written\n{typed}"
    client.open(path)
    client.change(path, text, version=5)
    found = client.complete(path, text, f"half-written\n{typed}‸")
    assert offered <= set(found)


def test_an_offer_takes_the_place_of_what_was_typed(client: Client, folder: Path) -> None:
    path = folder / "timing.yaml"
    typed = "\n- id: half-written\n  after: 2 days after pro"
    text = text_of(path) + typed
    client.open(path)
    client.change(path, text, version=7)
    answer = client.ask("textDocument/completion", client.at(path, text, f"{typed}‸"))
    (edit,) = [item["textEdit"] for item in answer["items"] if item["label"] == "promised date"]
    assert edit["newText"] == "promised date"
    assert edit["range"]["start"]["character"] == len("  after: 2 days after ")


def test_an_account_is_offered_the_rules_of_its_source(client: Client, folder: Path) -> None:
    path = folder / "passages.yaml"
    assert client.complete(path, text_of(path), "rules: [‸") == [
        "window", "wait", "not-by-phone", "keep-it-short", "no-begging", "keep-looking",
    ]  # fmt: skip


# ---------------------------------------------------------------- the command


def test_without_pygls_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    result = CliRunner().invoke(lsp_command)
    assert result.exit_code == 3
    assert "pip install 'courtesy[lsp]'" in result.output
