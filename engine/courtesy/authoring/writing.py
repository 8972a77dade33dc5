"""Plain data as YAML in the project's hand: short mappings on one line, quotes only where they are needed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 150
"""The longest line that is written in flow style, in characters."""

_PLAIN = re.compile(r"\w[\w .’'/()€$%+-]*", re.UNICODE)


def scalar(value: Any) -> str:
    """A number, truth value or text, quoted where YAML would read it as something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ") and " #" not in text
    # The last word is YAML's own: `no`, `null` and `1e5` are not the texts that they look like.
    return text if plain and yaml.safe_load(text) == text else json.dumps(text, ensure_ascii=False)


def flow(value: Any) -> str:
    """The value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, str) and re.search(r"[,\[\]{}]", value):
        return json.dumps(value, ensure_ascii=False)
    return scalar(value)


def block(value: Mapping[str, Any], indent: str = "") -> list[str]:
    """The lines of a mapping in block style; what fits stands on one line."""
    lines: list[str] = []
    for key, item in value.items():
        head = f"{indent}{scalar(key)}:"
        line = f"{head} {flow(item) if isinstance(item, Mapping | list | tuple) else scalar(item)}"
        if len(line) <= WIDTH:
            lines.append(line)
        elif isinstance(item, Mapping):
            lines += [head, *block(item, indent + "  ")]
        elif isinstance(item, list | tuple):
            lines += [head, *items(item, indent + "  ")]
        else:
            lines += _text(head, str(item), indent + "  ") or [line]
    return lines


def _text(head: str, text: str, indent: str) -> list[str]:
    """A text of several lines as they are; nothing where YAML would not give it back so."""
    body = text.removesuffix("\n")
    rows = body.split("\n")
    if len(rows) < 2 or any(row != row.strip() for row in rows) or not (rows[0] and rows[-1]):
        return []
    mark = "|" if text.endswith("\n") else "|-"
    return [f"{head} {mark}", *(f"{indent}{row}" if row else "" for row in rows)]


def items(values: Any, indent: str = "") -> list[str]:
    """The lines of a list in block style; each item on one line where it fits."""
    lines: list[str] = []
    for item in values:
        line = f"{indent}- {flow(item)}"
        if not isinstance(item, Mapping) or len(line) <= WIDTH:
            lines.append(line)
            continue
        inner = block(item, indent + "  ")
        lines += [f"{indent}- {inner[0].lstrip()}", *inner[1:]]
    return lines
