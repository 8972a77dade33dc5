"""A rule file as a tree that can be written again: values with their style, and each comment at what it belongs to.

A comment on its own line belongs to the entry that follows, one behind a value to the entry that it stands behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from enum import Enum
from typing import Any, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from courtesy.frozen import dataclass
from courtesy.loading.text_file import split_lines
from courtesy.loading.yaml_reader import plain_value


class Kind(Enum):
    """How a scalar was written."""

    TEXT = "plain, and read as text"
    RAW = "plain, and read as a number, a truth value or nothing"
    QUOTED = "in quotes"
    LITERAL = "lines as they are"
    FOLDED = "lines that are joined"


@dataclass(slots=True, kw_only=True)
class Scalar:
    """A value without parts. `lines` are those of a block scalar without its indentation, after its header."""

    text: str
    kind: Kind
    header: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on a line of its own, from its `#` on, and whether a blank line stands before it."""

    text: str
    apart: bool


@dataclass(slots=True, kw_only=True)
class Entry:
    """An item of a list (`key` is None), or a key with its value.

    `above` are the comments on lines of their own, `behind` those at its end; `apart` tells of a blank line before it,
    `broken` that inside brackets its author began a line with it.
    """

    key: Scalar | None
    value: Value
    start: int
    above: list[Comment] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    apart: bool = False
    broken: bool = False


@dataclass(slots=True, kw_only=True)
class Collection:
    """A list or a mapping. `flow` is true where it stands in brackets, `end` the offset behind it."""

    is_list: bool
    flow: bool
    entries: list[Entry]
    end: int


Value: TypeAlias = Scalar | Collection


@dataclass(slots=True, kw_only=True)
class Tree:
    """A whole file; `below` are the comments after everything."""

    root: Value
    below: list[Comment] = field(default_factory=list)


def tree_of(text: str) -> Tree:
    """The tree of a text that the strict reader accepts."""
    node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    tree = Tree(root=_value(node, text))
    entries = sorted(_entries(tree.root), key=lambda entry: entry.start)
    for entry in entries:
        entry.apart = _is_below_a_blank(text, entry.start)
    for offset, comment in _comments(text, node):
        _attach(text, offset, comment, tree, entries)
    return tree


# --- values -------------------------------------------------------------------------------------------------------


def settle(value: Value) -> None:
    """Put comments where they can be written, once the order of keys is settled.

    Above the first key of a list's item is above the item; of several behind one entry all but the last go above it.
    """
    if not isinstance(value, Collection):
        return
    for entry in value.entries:
        settle(entry.value)
        entry.above += [Comment(text=text, apart=False) for text in entry.behind[:-1]]
        del entry.behind[:-1]
        inner = entry.value
        if entry.key is None and isinstance(inner, Collection) and inner.entries:
            entry.above += inner.entries[0].above
            inner.entries[0].above = []


def _value(node: Node, text: str) -> Value:
    if isinstance(node, ScalarNode):
        return _scalar(node, text)
    entries = []
    if isinstance(node, MappingNode):
        for key, value in node.value:
            entries.append(Entry(key=_scalar(key, text), value=_value(value, text), start=key.start_mark.index))
    elif isinstance(node, SequenceNode):
        entries += [Entry(key=None, value=_value(item, text), start=item.start_mark.index) for item in node.value]
    for entry in entries[1:]:
        entry.broken = not text[text.rfind("\n", 0, entry.start) + 1 : entry.start].strip()
    return Collection(
        is_list=isinstance(node, SequenceNode),
        flow=bool(node.flow_style),  # type: ignore[attr-defined]  # every collection has one
        entries=entries,
        end=node.end_mark.index,
    )


def _scalar(node: ScalarNode, text: str) -> Scalar:
    if node.style in {"'", '"'}:
        return Scalar(text=node.value, kind=Kind.QUOTED)
    if node.style in {"|", ">"}:
        return _block_scalar(node, text)
    kind = Kind.TEXT if isinstance(plain_value(node.value), str) else Kind.RAW
    return Scalar(text=node.value, kind=kind)


def _block_scalar(node: ScalarNode, text: str) -> Scalar:
    written = text[node.start_mark.index : node.end_mark.index]
    header, *lines = split_lines(written)
    header = header.partition(" #")[0].strip()
    while lines and not lines[-1].strip():
        lines.pop()
    if re.search(r"[0-9+]", header) or not lines:
        return Scalar(text=node.value, kind=Kind.QUOTED)
    indent = min(len(line) - len(line.lstrip(" ")) for line in lines if line.strip())
    kind = Kind.LITERAL if node.style == "|" else Kind.FOLDED
    return Scalar(text=node.value, kind=kind, header=header, lines=tuple(line[indent:].rstrip() for line in lines))


def _entries(value: Value) -> Iterator[Entry]:
    if isinstance(value, Collection):
        for entry in value.entries:
            yield entry
            yield from _entries(entry.value)


# --- comments -----------------------------------------------------------------------------------------------------

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")


def _comments(text: str, root: Node) -> Iterator[tuple[int, str]]:
    """Every comment with its offset. A plain scalar cannot hold one; what quotes and block scalars hold is none."""
    held = list(_held(root, text))
    start = 0
    for line in text.split("\n"):
        for match in _COMMENT.finditer(line):
            offset = start + match.start()
            if not any(first <= offset < last for first, last in held):
                yield offset, line[match.start() :].rstrip()
                break
        start += len(line) + 1


def _held(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """The places of texts in which `#` is a character; behind the header of a block scalar it begins a comment."""
    if isinstance(node, ScalarNode):
        first, last = node.start_mark.index, node.end_mark.index
        if node.style in {"|", ">"}:
            first = text.find("\n", first)
        if node.style:
            yield first, last
        return
    for item in node.value:
        for part in item if isinstance(item, tuple) else (item,):
            yield from _held(part, text)


def _is_below_a_blank(text: str, offset: int) -> bool:
    """True where what stands at the offset begins its line, and the line above is blank."""
    above, _, own = text[:offset].rpartition("\n")
    return not own.strip(" -") and bool(above) and not above.rpartition("\n")[2].strip()


def _attach(text: str, offset: int, comment: str, tree: Tree, entries: list[Entry]) -> None:
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    owner = _behind(tree.root, offset) if line.strip(" -") else None
    if owner is not None:
        owner.behind.append(comment)
        return
    following = next((entry for entry in entries if entry.start > offset), None)
    told = Comment(text=comment, apart=_is_below_a_blank(text, offset))
    (tree.below if following is None else following.above).append(told)


def _behind(value: Value, offset: int) -> Entry | None:
    """The entry behind which the offset stands: the last that begins before it, outside closed brackets."""
    if isinstance(value, Scalar) or (value.flow and value.end <= offset):
        return None
    before = [entry for entry in value.entries if entry.start < offset]
    if not before:
        return None
    return _behind(before[-1].value, offset) or before[-1]
