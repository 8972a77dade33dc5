"""What YAML's own parser cannot read, said in plain words."""

from __future__ import annotations

from typing import Any

import yaml

from courtesy.diagnostic import Diagnostic, Location

# The parser tells its faults apart by their wording alone. What is not listed is reported in general words.
_FAULTS = {
    "mapping values are not allowed here": (
        "a colon begins a value here, where none can stand",
        "put text that holds `: ` in quotes, and check the indentation",
    ),
    "found character '\\t' that cannot start any token": ("a tab stands here", "use blanks"),
    "found unexpected end of stream": (
        "a quoted text is not closed",
        "close it with the quote that opened it",
    ),
    "could not find expected ':'": (
        "a key without `:` stands here",
        "write `key: value`, with a blank after the colon",
    ),
    "expected <block end>, but found '<block mapping start>'": (
        "this line is indented differently from its neighbours",
        "let keys of one mapping begin in the same column",
    ),
    "expected <block end>, but found '-'": (
        "this item is indented differently from its neighbours",
        "let the `-` of one list stand in the same column",
    ),
    "expected <block end>, but found '<block sequence start>'": (
        "this item is indented differently from its neighbours",
        "let the `-` of one list stand in the same column",
    ),
    "expected <block end>, but found '<scalar>'": (
        "text follows a value that has ended already",
        "put the whole text in quotes",
    ),
    "expected <block end>, but found '?'": (
        "this line is indented differently from its neighbours",
        "let keys of one mapping begin in the same column",
    ),
    "sequence entries are not allowed here": (
        "a list cannot begin here",
        "begin the list on a line of its own, or write `[a, b]`",
    ),
    "block sequence entries not allowed here": (
        "a list cannot begin here",
        "begin the list on a line of its own, or write `[a, b]`",
    ),
}
_CHARACTER_FAULT = "that cannot start any token"
_FLOW_FAULT = "expected ',' or"


def fault_of(error: yaml.MarkedYAMLError, text: str, file: str, lines: tuple[str, ...]) -> Diagnostic:
    """The diagnostic for text that is no YAML, at the place where reading stopped.

    libyaml's wording and places are coarser than those of PyYAML's own parser, so a fault is read a second time.
    """
    fault = _read_again(text) or error
    mark: Any = fault.problem_mark or fault.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    message, advice, opening = _in_words(fault)
    if opening and fault.context_mark:
        line, column = fault.context_mark.line, fault.context_mark.column
    line = min(line, len(lines) - 1)
    return Diagnostic(
        code="not-yaml",
        message=message,
        location=Location(file=file, line=line + 1, column=column + 1),
        help=advice,
        excerpt=lines[line],
    )


def _read_again(text: str) -> yaml.MarkedYAMLError | None:
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    return None


def _in_words(fault: yaml.MarkedYAMLError) -> tuple[str, str, bool]:
    """Message, help, and whether the place to show is where the unfinished thing began."""
    problem = fault.problem or ""
    if problem in _FAULTS:
        return *_FAULTS[problem], problem == "found unexpected end of stream"
    if problem.startswith(_FLOW_FAULT):
        return "a bracket that opens here is not closed", "close it, and separate items by commas", True
    if _CHARACTER_FAULT in problem:
        return "text cannot begin with this character", "put the text in quotes", False
    return "this cannot be read as YAML", "check quotes, brackets and indentation", False
