"""A YAML file as plain data, with the place of every key and value in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, TypeAlias

from courtesy.diagnostic import Location
from courtesy.frozen import dataclass

Path: TypeAlias = tuple[str | int, ...]
"""The way from the root of the data to a value: keys and list positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Plain data (dict, list, str, int, float, bool, None) and where it stands.

    `keys` and `values` give the place of the key, or value, at a path; `raw` the text of a plain scalar that was read as
    something else than text (`012`, `2020`, `true`), for a place that wants text; `blocks` the paths of scalars that are
    quoted or span lines, in which an offset in the value is no offset in the line.
    """

    file: str
    data: Any
    lines: tuple[str, ...] = ()
    keys: Mapping[Path, Location] = field(default_factory=dict)
    values: Mapping[Path, Location] = field(default_factory=dict)
    raw: Mapping[Path, str] = field(default_factory=dict)

    def line(self, location: Location) -> str | None:
        """The user's own line at this place, or None outside the text."""
        return self.lines[location.line - 1] if location.line <= len(self.lines) else None
