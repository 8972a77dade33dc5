"""What YAML's own parser cannot read, said in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from courtesy.diagnostic import Diagnostic, Location
from courtesy.frozen import dataclass

# The parser tells its faults apart by their wording alone. What is not listed is reported in general words.
_NO_VALUE_HERE = "mapping values are not allowed here"
_UNSPACED = re.compile(r"[ -]*([\w ]+):([^\s:/][^:]*)$")
_FAULTS = {
    _NO_VALUE_HERE: (
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
_TOLD_AT_THE_START = ("found unexpected end of stream", "could not find expected ':'")
_OPEN_BRACKET = (
    "a bracket that opens here is not closed",
    "close it, and separate items by commas",
)
_BAD_CHARACTER = ("text cannot begin with this character", "put the text in quotes")
_UNREADABLE = ("this cannot be read as YAML", "check quotes, brackets and indentation")
_CHARACTER_FAULT = "that cannot start any token"
_FLOW_FAULT = "expected ',' or"


def fault_of(error: yaml.MarkedYAMLError, text: str, file: str, lines: tuple[str, ...]) -> Diagnostic:
    """The diagnostic for text that is no YAML, at the place where the mistake was made as far as that can be told.

    libyaml's wording and places are coarser than those of PyYAML's own parser, so a fault is read a second time.
    """
    fault = _read_again(text) or error
    stop = _mark(fault).line
    found = _left_open(text, stop, lines) or _missing_blank(fault, lines) or _in_words(fault)
    line = min(found.line, len(lines) - 1)
    return Diagnostic(
        code="not-yaml",
        message=found.message,
        location=Location(file=file, line=line + 1, column=found.column + 1),
        help=found.advice,
        excerpt=lines[line],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """What is wrong and where: line and column counted from 0."""

    message: str
    advice: str
    line: int
    column: int


def _read_again(text: str) -> yaml.MarkedYAMLError | None:
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    return None


def _mark(fault: yaml.MarkedYAMLError) -> Any:
    return fault.problem_mark or fault.context_mark


def _left_open(text: str, stop: int, lines: tuple[str, ...]) -> _Fault | None:
    """A quote or bracket that was left open long before reading stopped, in line `stop`.

    Told by a line inside of it that is not indented more than the line in which it opens: nobody writes so on purpose.
    """
    brackets: list[Any] = []
    for token in _tokens(text):
        start, end = token.start_mark, token.end_mark
        if _is_quoted(token) and _swallows(start.line, end.line, lines):
            message = f"the text quoted here ends only in line {end.line + 1}"
            advice = "close the quote where the text ends"
            return _Fault(message=message, advice=advice, line=start.line, column=start.column)
        if start.line <= stop:
            _follow_bracket(token, brackets)
    for mark in brackets:
        if _swallows(mark.line, stop, lines):
            message, advice = _OPEN_BRACKET
            return _Fault(message=message, advice=advice, line=mark.line, column=mark.column)
    return None


def _tokens(text: str) -> Iterator[Any]:
    """The tokens up to the first that cannot be read."""
    try:
        yield from yaml.scan(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError:
        return


def _is_quoted(token: Any) -> bool:
    return isinstance(token, yaml.ScalarToken) and token.style in {"'", '"'}


def _follow_bracket(token: Any, brackets: list[Any]) -> None:
    """Keep the places of the brackets that are open after this token."""
    if isinstance(token, yaml.FlowMappingStartToken | yaml.FlowSequenceStartToken):
        brackets.append(token.start_mark)
    elif isinstance(token, yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken) and brackets:
        brackets.pop()


def _swallows(first: int, last: int, lines: tuple[str, ...]) -> bool:
    """True where a line after the first, up to the last, is not indented more than the first."""
    indent = _indent(lines[first])
    return any(line.strip() and _indent(line) <= indent for line in lines[first + 1 : last + 1])


def _indent(line: str) -> int:
    """Where the text of a line begins; a list's `-` is no text."""
    return len(line) - len(line.lstrip(" -"))


def _missing_blank(fault: yaml.MarkedYAMLError, lines: tuple[str, ...]) -> _Fault | None:
    """`key:value` is text, and a key in the next line then stands where none can."""
    before = _mark(fault).line - 1
    if fault.problem != _NO_VALUE_HERE or before < 0:
        return None
    match = _UNSPACED.match(lines[before])
    if match is None:
        return None
    return _Fault(
        message="a blank is missing after the colon",
        advice=f"write `{match[1]}: {match[2]}`",
        line=before,
        column=match.start(2),
    )


def _in_words(fault: yaml.MarkedYAMLError) -> _Fault:
    mark, opening = _mark(fault), fault.context_mark
    problem = fault.problem or ""
    if problem in _TOLD_AT_THE_START and opening:
        mark = opening
    if problem.startswith(_FLOW_FAULT) and opening:
        message, advice, mark = *_OPEN_BRACKET, opening
    elif _CHARACTER_FAULT in problem and problem not in _FAULTS:
        message, advice = _BAD_CHARACTER
    else:
        message, advice = _FAULTS.get(problem, _UNREADABLE)
    return _Fault(message=message, advice=advice, line=mark.line, column=mark.column)
