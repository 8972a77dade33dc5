"""Strict YAML: a file to plain data with positions, and every problem of the file in one run.

A subset of YAML that means what it looks like: `no`, `on` and `10:00` are text, only `true` and `false` are truth values;
a key stands once; anchors, aliases, merge keys and tags are refused. libyaml reads where it is there, PyYAML's own
parser else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from courtesy.diagnostic import Diagnostic, Location, has_errors, in_order
from courtesy.loading.document import Document, Path
from courtesy.loading.text_file import FILE_LIMIT, decode, read_text_file, split_lines
from courtesy.loading.yaml_faults import fault_of

NESTING_LIMIT = 32
"""How deep lists and mappings may stand in one another."""

_FastParser: Any = getattr(yaml, "CBaseLoader", None)
_PlainParser: Any = yaml.BaseLoader

_INTEGER = re.compile(r"[+-]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[+-]?(?:0|[1-9][0-9]*)\.[0-9]+")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_LONGEST_INTEGER = 18


_READABLE = frozenset({"duplicate-key"})
"""Errors after which the rest of a file still means what it says."""


def read_yaml(path: FilePath) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document in a file, or None and what is wrong with it (a file is never half-loaded)."""
    document, problems = survey_yaml(path)
    return (None if has_errors(problems) else document), problems


def read_text(text: str, file: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document in a text; `file` names it in diagnostics."""
    document, problems = survey_text(text, file)
    return (None if has_errors(problems) else document), problems


def survey_yaml(path: FilePath) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document in a file, in spite of errors that leave it readable: to find its other problems in the same run."""
    text, problems = read_text_file(path)
    return (None, problems) if text is None else survey_text(text, str(path))


def survey_text(text: str, file: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """As `survey_yaml`, for a text."""
    if len(text) > FILE_LIMIT:
        return None, decode(text.encode(errors="replace"), file)[1]
    lines = split_lines(text)
    reading = _Reading(file=file, lines=lines)
    _read_events(reading, text)
    tabs = _tabs(reading)
    tabbed = {tab.location.line for tab in tabs if tab.location}
    problems = in_order([*tabs, *(told for told in reading.problems if not _is_tab_again(told, tabbed))])
    if any(problem.code not in _READABLE for problem in problems):
        return None, problems
    document = Document(
        file=file,
        data=reading.data,
        lines=lines,
        keys=reading.keys,
        values=reading.values,
        raw=reading.raw,
    )
    return document, problems


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What one pass over the events has built so far."""

    file: str
    lines: tuple[str, ...]
    data: Any = None
    keys: dict[Path, Location] = field(default_factory=dict)
    values: dict[Path, Location] = field(default_factory=dict)
    raw: dict[Path, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    text_lines: set[int] = field(default_factory=set)

    def location(self, event: Any) -> Location:
        """The place of an event; its length ends with its first line."""
        start, end = event.start_mark, event.end_mark
        line = self.lines[start.line] if start.line < len(self.lines) else ""
        last = end.column if end.line == start.line else len(line.rstrip())
        return Location(
            file=self.file,
            line=start.line + 1,
            column=start.column + 1,
            length=max(1, last - start.column),
        )

    def add(self, code: str, message: str, location: Location, advice: str) -> None:
        line = self.lines[location.line - 1] if location.line <= len(self.lines) else None
        self.problems.append(Diagnostic(code=code, message=message, location=location, help=advice, excerpt=line))


class _TooDeepError(Exception):
    """Raised where the nesting is deeper than the limit; ends the pass."""


def _read_events(reading: _Reading, text: str) -> None:
    parser = (_FastParser or _PlainParser)(text)
    try:
        _read_stream(reading, parser)
    except yaml.MarkedYAMLError as error:
        reading.problems.append(fault_of(error, text, reading.file, reading.lines))
    except _TooDeepError:
        pass
    finally:
        parser.dispose()


def _read_stream(reading: _Reading, parser: Any) -> None:
    parser.get_event()
    documents = 0
    while not parser.check_event(yaml.StreamEndEvent):
        start = parser.get_event()
        documents += 1
        data = _read_node(reading, parser, ())
        if documents == 1:
            reading.data = data
        else:
            reading.add(
                "several-documents",
                "a second document begins here",
                reading.location(start),
                "write each document into a file of its own",
            )
        parser.get_event()
    if documents == 0:
        reading.add("empty-file", "this file holds nothing", Location(file=reading.file), "write the data into it")


def _read_node(reading: _Reading, parser: Any, path: Path) -> Any:
    event = parser.get_event()
    location = reading.location(event)
    _refuse_references(reading, event, location)
    reading.values[path] = location
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(reading, event, path)
    if isinstance(event, yaml.AliasEvent):
        return None
    _check_depth(reading, path, location)
    if isinstance(event, yaml.SequenceStartEvent):
        return _read_list(reading, parser, path, location)
    return _read_mapping(reading, parser, path, location)


def _check_depth(reading: _Reading, path: Path, location: Location) -> None:
    if len(path) >= NESTING_LIMIT:
        reading.add(
            "too-deep",
            f"lists and mappings stand more than {NESTING_LIMIT} deep in one another",
            location,
            "write it flatter",
        )
        raise _TooDeepError


def _refuse_references(reading: _Reading, event: Any, location: Location) -> None:
    if isinstance(event, yaml.AliasEvent):
        reading.add("alias", f"the alias `*{event.anchor}` stands for text elsewhere", location, "write the value out")
        return
    if event.anchor is not None:
        reading.add(
            "anchor",
            f"the anchor `&{event.anchor}` cannot be used",
            location,
            "delete it, and write repeated values out",
        )
    tag = event.tag
    if tag is not None:
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        reading.add("tag", f"the tag `{shown}` cannot be used", location, "delete it; put text in quotes")


def _scalar(reading: _Reading, event: Any, path: Path) -> Any:
    if event.end_mark.line > event.start_mark.line:
        reading.text_lines.update(range(event.start_mark.line + 1, event.end_mark.line + 1))
    if not event.implicit[0]:
        return event.value
    value = plain_value(event.value)
    if not isinstance(value, str):
        reading.raw[path] = event.value
    return value


def plain_value(text: str) -> Any:
    """The value of a scalar without quotes: `true`, `false`, nothing, a decimal number without leading zeros, or text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) <= _LONGEST_INTEGER and _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _read_list(reading: _Reading, parser: Any, path: Path, start: Location) -> list[Any]:
    items: list[Any] = []
    while not parser.check_event(yaml.SequenceEndEvent):
        items.append(_read_node(reading, parser, (*path, len(items))))
    reading.values[path] = _collection_place(reading, start, parser.get_event())
    return items


def _read_mapping(reading: _Reading, parser: Any, path: Path, start: Location) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while not parser.check_event(yaml.MappingEndEvent):
        key = _read_key(reading, parser, path)
        if key is None:
            _read_node(reading, parser, (*path, ""))
            continue
        name, location = key
        if name in found:
            first = reading.keys[(*path, name)]
            reading.add(
                "duplicate-key",
                f"the key `{name}` stands here a second time",
                location,
                f"it stands in line {first.line} already; delete one of the two",
            )
            _read_node(reading, parser, (*path, ""))
            continue
        reading.keys[(*path, name)] = location
        found[name] = _read_node(reading, parser, (*path, name))
    reading.values[path] = _collection_place(reading, start, parser.get_event())
    return found


def _collection_place(reading: _Reading, start: Location, end: Any) -> Location:
    """A list or mapping in brackets is underlined up to its end, another at its first line."""
    line = reading.lines[start.line - 1] if start.line <= len(reading.lines) else ""
    same_line = end.end_mark.line == start.line - 1
    last = end.end_mark.column if same_line else len(line.rstrip())
    return Location(file=start.file, line=start.line, column=start.column, length=max(1, last - start.column + 1))


def _read_key(reading: _Reading, parser: Any, path: Path) -> tuple[str, Location] | None:
    """The next key as it is written, or None where it is none (then a diagnostic tells so)."""
    event = parser.peek_event()
    if not isinstance(event, yaml.ScalarEvent):
        reading.add("key-not-text", "a key must be a word", reading.location(event), "write `key: value`")
        _read_node(reading, parser, (*path, ""))
        return None
    parser.get_event()
    location = reading.location(event)
    _refuse_references(reading, event, location)
    if event.value == "<<" and event.implicit[0]:
        reading.add("merge-key", "the merge key `<<` cannot be used", location, "write the keys out")
        return None
    return event.value, location


def _is_tab_again(told: Diagnostic, tabbed: set[int]) -> bool:
    """The parser stumbles over a tab that is told already."""
    return told.code == "not-yaml" and told.location is not None and told.location.line in tabbed


def _tabs(reading: _Reading) -> list[Diagnostic]:
    """One diagnostic for each line that is indented by a tab (the inner lines of a text may be)."""
    found = []
    for number, line in enumerate(reading.lines):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and number not in reading.text_lines and line.strip():
            place = Location(file=reading.file, line=number + 1, column=indent.index("\t") + 1)
            found.append(
                Diagnostic(
                    code="tab",
                    message="a tab indents this line",
                    location=place,
                    help="indent with blanks",
                    excerpt=line,
                )
            )
    return found
