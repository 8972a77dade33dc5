"""Text without quotes that means something else to other readers of YAML: `10:00`, `2026-03-10`, `no`, `1e5`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from courtesy.authoring.lint.inspected import Folder, Written
from courtesy.diagnostic import Diagnostic
from courtesy.loading.document import Document
from courtesy.loading.text_file import split_lines

_TEXT = "tag:yaml.org,2002:str"
_KINDS = {
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:bool": "a truth value",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:merge": "a merge key",
}
_RESOLVER: Any = yaml.resolver.Resolver()


def misread_as(text: str) -> str | None:
    """What a usual reader of YAML 1.1 takes this text for where it stands without quotes; None for text."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return None if tag == _TEXT else _KINDS.get(tag, "something else")


def unquoted_values(folder: Folder) -> Iterator[Diagnostic]:
    """Values and keys that are text here and something else elsewhere."""
    for document in folder.documents:
        yield from _of_values(document)
        yield from _of_keys(document)


def _of_values(document: Document) -> Iterator[Diagnostic]:
    for path, place in document.values.items():
        written = Written(document=document, path=path)
        line = document.lines[place.line - 1]
        value = _value(written)
        if not isinstance(value, str) or not line.startswith(value, place.column - 1):
            continue
        kind = misread_as(value)
        if kind is not None and split_lines(value) == (value,):
            yield written.remark(
                "unquoted-value", f"other readers of YAML take `{value}` for {kind}", f'write `"{value}"`'
            )


def _of_keys(document: Document) -> Iterator[Diagnostic]:
    for path, place in document.keys.items():
        key = str(path[-1])
        line = document.lines[place.line - 1]
        kind = misread_as(key)
        if kind is not None and line.startswith(key, place.column - 1):
            yield Written(document=document, path=path).remark(
                "unquoted-value",
                f"other readers of YAML take the key `{key}` for {kind}",
                f'write `"{key}":`',
                on_key=True,
            )


def _value(written: Written) -> object:
    try:
        value: object = written.data
    except (KeyError, IndexError, TypeError):
        # A key that stands twice has a place and no value.
        return None
    return value
