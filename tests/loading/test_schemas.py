"""The JSON Schemas say what the loader says, and the files in `schemas/` are those that the shapes give."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from courtesy.loading.case_reader import case_from_data
from courtesy.loading.rulebook import load_rulebook, source_folders, topic_files
from courtesy.loading.schema_writer import schema_text, schemas
from courtesy.loading.yaml_reader import read_yaml
from courtesy.resources import rules_directory, schemas_directory
from loading_shared import SCHOOL, school_in, vocabulary

NAMES = ("case", "passages", "profile", "proposal", "rules", "source", "tests", "vocabulary")


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((schemas_directory() / f"{name}.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_file_is_current(name: str) -> None:
    """`tools/write_schemas.py` writes them."""
    written = (schemas_directory() / f"{name}.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(schemas(vocabulary())[name])


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    assert sorted(schemas(vocabulary())) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described(name: str) -> None:
    schema = schemas(vocabulary())[name]
    Draft202012Validator.check_schema(schema)
    undescribed = [
        f"{path}.{key}"
        for path, part in objects(schema, name)
        for key, value in part.get("properties", {}).items()
        if not value.get("description") and "const" not in value
    ]
    assert undescribed == []


def objects(schema: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        yield path, schema
        for key, part in schema.items():
            yield from objects(part, f"{path}.{key}")
    elif isinstance(schema, list):
        for place, part in enumerate(schema):
            yield from objects(part, f"{path}[{place}]")


def shipped_files() -> Iterator[tuple[str, Path]]:
    rules = rules_directory()
    yield "vocabulary", rules / "vocabulary.yaml"
    for path in sorted((rules / "profiles").glob("*.yaml")):
        yield "profile", path
    for folder in (*source_folders(rules), SCHOOL):
        yield "source", folder / "source.yaml"
        yield "passages", folder / "passages.yaml"
        yield from (("rules", path) for path in topic_files(folder))
        yield from (("tests", path) for path in sorted((folder / "tests").glob("*.yaml")))


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_files_are_right_to_an_editor(name: str) -> None:
    check = validator(name)
    for kind, path in shipped_files():
        if kind == name:
            document, problems = read_yaml(path)
            assert document is not None, problems
            assert [error.message for error in check.iter_errors(document.data)] == [], path


def test_the_first_line_of_every_shipped_file_names_its_schema() -> None:
    for kind, path in shipped_files():
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        start, _, named = first.partition("$schema=")
        assert start == "# yaml-language-server: ", path
        assert Path(named).name == f"{kind}.schema.json", path
        assert (path.parent / named).resolve().parent.name == "schemas", path


# Changes of structure, which a schema can see. Names, times and histories only the loader understands.
STRUCTURAL = {
    "an unknown key": ("timing", "otherwise:", "otherwize:"),
    "an unknown act": ("timing", "status_reply]", "status_replie]"),
    "an unknown event": ("timing", "rejection]", "rejektion]"),
    "two effects": ("timing", "implied: true", "permit: follow_up"),
    "no citation": ("timing", "  cite: {paragraph: 2, sentence: 2, digest: 222222222222}\n", ""),
    "a bad clock": ("timing", '"18:00"', '"18"'),
    "a time without its unit": ("timing", "7 days after interview]", "7 after interview]"),
    "an empty condition": ("timing", "if: {happened: timeline_given}", "if: {}"),
    "two demands": ("words", "  must_not:", "  should: {have: thanks}\n  must_not:"),
    "an unknown flag": ("words", "[thanks, signoff]", "[thanks, sign_off]"),
    "a key of another kind of card": ("words", "  about: follow_up", "  fix: Do it."),
    "a negative number": ("words", "at_least: 2", "at_least: -2"),
}


@pytest.mark.parametrize("name", STRUCTURAL)
def test_what_an_editor_refuses_the_loader_refuses(name: str, tmp_path: Path) -> None:
    file, before, after = STRUCTURAL[name]
    rules = school_in(tmp_path)
    path = rules / "school" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    document, _ = read_yaml(path)
    assert document is not None
    assert not validator("rules").is_valid(document.data)
    assert load_rulebook([rules])[0] is None
    shutil.rmtree(rules)


CASE = validator("case")
words = st.sampled_from([*sorted(vocabulary().events), "nonsense"])
fields = st.fixed_dictionaries(
    {"event": words, "at": st.just("2026-03-02 14:00")},
    optional={
        "with": st.sampled_from([["kim"], [], 7]),
        "to": st.sampled_from([["kim"], "kim", {}]),
        "from": st.sampled_from(["kim", 3]),
        "who": st.just("kim"),
        "channel": st.sampled_from(["email", "fax"]),
        "says": st.sampled_from(["undecided", "maybe"]),
        "round": st.sampled_from([1, 0, "1"]),
        "by": st.just("2026-03-16"),
    },
)


@given(st.lists(fields, max_size=2))
def test_the_editor_and_the_loader_agree_on_the_structure_of_cases(events: list[dict[str, Any]]) -> None:
    data = {
        "timezone": "UTC",
        "people": {"kim": {}},
        "events": [{"event": "interview", "at": "2026-03-02 14:00"}, *events],
    }
    case, problems = case_from_data(data, vocabulary())
    meaning = {"rounds-go-back"}
    assert CASE.is_valid(data) == (case is not None or {problem.code for problem in problems} <= meaning)
