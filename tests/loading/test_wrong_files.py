"""Files that are no readable YAML: every transcript whole."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from courtesy.diagnostic import Diagnostic
from courtesy.loading import yaml_reader
from courtesy.loading.render import render_diagnostics
from courtesy.loading.text_file import FILE_LIMIT
from courtesy.loading.yaml_reader import read_text, read_yaml

Golden = Callable[[str, str], None]

WRONG = {
    "duplicate-key": "timezone: Europe/London\nevents: []\ntimezone: Europe/Paris\n",
    "anchor-and-alias": "first: &kim {name: Kim}\nsecond: *kim\n",
    "merge-key": "kim:\n  <<: {name: Kim}\n",
    "tag": "at: !!timestamp 2026-03-02\nwhat: !secret x\n",
    "several-documents": "events: []\n---\nevents: []\n",
    "tab-in-indentation": "events:\n\t- {event: interview}\n\t- {event: reply}\n",
    "tab-after-text": "note: |\n  Dear Kim,\n  \tthis is text\npeople:\n\tkim: {}\n",
    "not-a-word-as-key": "? [a, b]\n: c\n",
    "unclosed-bracket": "events:\n  - {event: interview, with: [kim, raj}\n  - {event: reply}\n",
    "unclosed-brace-at-the-end": "events:\n  - {event: interview\n",
    "unclosed-quote": 'company: "Acme\nposition: Analyst\n',
    "quote-closed-too-late": 'company: "Acme\nposition: "Analyst"\n',
    "text-after-a-quote": 'company: "Acme" Analytics\n',
    "colon-in-text": "note: remember: be brief\n",
    "no-blank-after-the-colon": "company:Acme\nposition: Analyst\n",
    "wrong-indentation": "people:\n    kim: {}\n  raj: {}\n",
    "list-item-out-of-line": "events:\n  - {event: reply}\n - {event: offer}\n",
    "list-after-a-key": "events: - {event: reply}\n",
    "forbidden-first-character": "company: @acme\n",
    "key-without-colon": "company: Acme\nposition\nnote: x\n",
    "too-deep": "[" * 40 + "]" * 40,
    "empty": "",
    "only-a-comment": "# nothing yet\n",
    "several-problems": "a: 1\na: 2\nb: &x 1\nc: *x\nd: !!int 4\n",
    "long-line": "note: " + "word " * 60 + "and: more\n",
    "wide-characters": "会社: 東京, と: 大阪: x\n",
}

BYTES = {
    "not-utf-8": b"company: Caf\xe9 Noir\n",
    "utf-16": "company: Acme\n".encode("utf-16"),
    "binary": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "zip": b"PK\x03\x04 a docx is no text",
    "control-character": b"company: Ac\x07me\n",
    "too-large": b"# " + b"x" * FILE_LIMIT,
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_yaml_is_told_in_plain_words(name: str, golden: Golden) -> None:
    document, problems = read_text(WRONG[name], "case.yaml")
    assert document is None
    golden(f"loading/files/{name}.txt", render_diagnostics(problems))


@pytest.mark.parametrize("name", WRONG)
def test_the_parser_in_use_changes_no_transcript(name: str, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml the same is told at the same place."""
    monkeypatch.setattr(yaml_reader, "_FastParser", None)
    _, problems = read_text(WRONG[name], "case.yaml")
    golden(f"loading/files/{name}.txt", render_diagnostics(problems))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory to stand in, so that paths in transcripts are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text(name: str, here: Path, golden: Golden) -> None:
    (here / "case.yaml").write_bytes(BYTES[name])
    golden(f"loading/files/{name}.txt", told(Path("case.yaml")))


def test_a_missing_file(here: Path, golden: Golden) -> None:
    (here / "interview-acme.yaml").write_text("events: []\n", encoding="utf-8")
    golden("loading/files/missing.txt", told(Path("interview-acmee.yaml")))


@pytest.mark.usefixtures("here")
def test_a_file_in_a_missing_directory(golden: Golden) -> None:
    golden("loading/files/missing-directory.txt", told(Path("cases/acme.yaml")))


def test_a_directory(here: Path, golden: Golden) -> None:
    (here / "cases").mkdir()
    golden("loading/files/directory.txt", told(Path("cases")))


def test_a_file_that_may_not_be_read(here: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    path = here / "secret.yaml"
    path.write_text("events: []\n", encoding="utf-8")
    path.chmod(0)
    with monkeypatch.context() as patched:
        if os.access(path, os.R_OK):  # root may read everything
            patched.setattr(Path, "open", refuse)
        transcript = told(Path("secret.yaml"))
    golden("loading/files/permission.txt", transcript)


@pytest.mark.usefixtures("here")
def test_a_path_that_is_none(golden: Golden) -> None:
    golden("loading/files/no-path.txt", told(Path("a\0b")) + told(Path("x" * 300)))


def test_a_device_without_end_is_not_read_to_its_end() -> None:
    _, problems = read_yaml(Path("/dev/zero"))
    assert [problem.code for problem in problems] == ["file-too-large"]


def refuse(*_arguments: object, **_options: object) -> None:
    raise PermissionError


def told(path: Path) -> str:
    document, problems = read_yaml(path)
    assert document is None
    assert all(isinstance(problem, Diagnostic) for problem in problems)
    return render_diagnostics(problems)
