"""SARIF as other programs read it: the structure that the standard (OASIS, SARIF 2.1.0) requires, held to without a network.

`LOG` is the part of its schema that describes what is written here: properties with their types, what is required,
closed lists of words, and nothing that the standard does not name.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from click.testing import CliRunner

from courtesy.resources import rules_directory
from courtesy_cli.main import cli
from lint_shared import page, school_in


def obj(required: str, **properties: Any) -> dict[str, Any]:
    """An object with these properties alone; `required` names some of them."""
    return {"type": "object", "required": required.split(), "additionalProperties": False, "properties": properties}


def many(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = obj("text", text=TEXT)
COUNTED = {"type": "integer", "minimum": 1}
LOCATION = obj(
    "physicalLocation",
    physicalLocation=obj(
        "artifactLocation",
        artifactLocation=obj("uri", uri={**TEXT, "format": "uri-reference"}),
        region=obj("startLine", startLine=COUNTED, startColumn=COUNTED, endLine=COUNTED, endColumn=COUNTED),
    ),
)
RESULT = obj(
    "message ruleId",
    ruleId=TEXT,
    level=LEVEL,
    message=MESSAGE,
    locations=many(LOCATION),
    relatedLocations=many(LOCATION),
    suppressions=many(obj("kind", kind={"enum": ["inSource", "external"]}, justification=TEXT)),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
)
RULE = obj("id", id=TEXT, shortDescription=MESSAGE, help=MESSAGE, defaultConfiguration=obj("", level=LEVEL))
NOTIFICATION = obj("message", level=LEVEL, message=MESSAGE)
RUN = obj(
    "tool results",
    tool=obj("driver", driver=obj("name", name=TEXT, version=TEXT, rules={**many(RULE), "uniqueItems": True})),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=many(
        obj(
            "executionSuccessful",
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=many(NOTIFICATION),
        )
    ),
    results=many(RESULT),
)
LOG = obj("version runs", **{"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": many(RUN)})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a name that an address cannot hold as it is."""
    folder = tmp_path / "my rules #1, 100%ä"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def log_of(*arguments: str) -> dict[str, Any]:
    """What a command prints as SARIF, held to the standard."""
    done = CliRunner().invoke(cli, [*arguments, "--format", "sarif"], catch_exceptions=False)
    log: dict[str, Any] = json.loads(done.stdout)
    jsonschema.Draft202012Validator(LOG).validate(log)
    for run in log["runs"]:
        known = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert len(set(known)) == len(known)
        assert {result["ruleId"] for result in run["results"]} <= set(known)
    return log


def places(log: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The physical locations of all results."""
    for run in log["runs"]:
        for result in run["results"]:
            for location in (*result["locations"], *result.get("relatedLocations", ())):
                yield location["physicalLocation"]


def assert_each_is_there(log: dict[str, Any], root: Path) -> None:
    """Every address leads from the root to a file that has the line and the columns that are told."""
    found = list(places(log))
    assert found
    for place in found:
        address = urlsplit(place["artifactLocation"]["uri"])
        assert address.path.isascii()
        assert (address.scheme, address.netloc, address.query, address.fragment) == ("", "", "", "")
        lines = (root / unquote(address.path)).read_text(encoding="utf-8").split("\n")
        region = place["region"]
        line = lines[region["startLine"] - 1]
        assert region["startColumn"] <= len(line) + 1
        assert region["startColumn"] < region.get("endColumn", len(line) + 2) <= len(line) + 2


def test_lints(folder: Path) -> None:
    school_in(folder / "pack no. 1%", page("missing-fix").bad)
    log = log_of("rules", "lint", "--alone", "pack no. 1%/rules")
    assert {result["level"] for run in log["runs"] for result in run["results"]} <= {"warning", "error"}
    assert_each_is_there(log, folder)
    assert all(place["artifactLocation"]["uri"].startswith("pack%20no.%201%25/rules/") for place in places(log))


def test_rules_that_do_not_load(folder: Path) -> None:
    (school_in(folder) / "school" / "wait.yaml").write_text("- id: [\n", encoding="utf-8")
    log = log_of("rules", "lint", "--alone", "rules")
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": False}]
    assert_each_is_there(log, folder)


def test_conflicts_in_a_checkout(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the directory that holds the rulebook its files have relative addresses."""
    holding = rules_directory().resolve().parent
    monkeypatch.chdir(holding)
    log = log_of("audit", "conflicts", "--act", "status_reply")
    assert_each_is_there(log, holding)
    assert holding == root or all(place["artifactLocation"]["uri"].startswith("rules/") for place in places(log))


def test_conflicts_from_elsewhere(folder: Path) -> None:
    """A file that does not lie below the working directory has a whole address."""
    shutil.copytree(rules_directory(), folder / "rules")
    log = log_of("audit", "conflicts", "--act", "status_reply")
    for place in places(log):
        address = urlsplit(place["artifactLocation"]["uri"])
        assert address.scheme == "file"
        assert Path(unquote(address.path)).is_relative_to(rules_directory())
