"""How a case file lays out its events: where the next one goes, and in which hand it is to be written.

Everything is told in offsets (code points) into the text as it is, so that an insertion leaves every other
character alone. The text must have been read by the strict loader before: it has no anchors, tags or tabs, and
is not nested without bound.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from courtesy.frozen import dataclass


class Place(Enum):
    """Where new events are written."""

    LINES = "whole lines of a block sequence"
    HEADED_LINES = "whole lines of a block sequence, below a line `events:`"
    BRACKET_LINES = "whole lines before a closing bracket on its own line"
    BRACKET = "before a closing bracket on the same line"
    EMPTY_BRACKET = "between brackets with nothing in them"
    KEY = "as a new key before a closing brace on the same line"
    KEY_LINES = "as a new key before a closing brace on its own line"


class Commas(Enum):
    """Where the commas stand between events in brackets."""

    AFTER = "each event is followed by one"
    BEFORE = "each event is preceded by one"
    BETWEEN = "each event but the first is preceded by one"


_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How the events of the file are written.

    `quote` encloses moments, `words_quote` everything else (`"` in a file written as JSON); `keys_quote` keys.
    `block` puts each field on a line of its own; `list_indent` is the indentation of a list in block style
    below its key (None: `[kim, raj]`); `gap` stands between dash and event; `padding` inside braces.
    """

    quote: str = '"'
    words_quote: str = ""
    keys_quote: str = ""
    block: bool = False
    list_indent: int | None = None
    gap: str = " "
    padding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the next events go, and how.

    `indent` stands before each new line; `outer` before a closing bracket that moves to a line of its own.
    """

    place: Place
    offset: int
    hand: Hand
    indent: str = ""
    outer: str = ""
    newline: str = "\n"
    commas: Commas = Commas.AFTER


def find_layout(text: str) -> Layout | None:
    """The layout of a case file, or None where its events are not a list that can be continued."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, MappingNode):
        return None
    found = [(key, value) for key, value in root.value if key.value == "events"]
    layout = _present(text, root, *found[0]) if found else _absent(text, root)
    return layout and replace(layout, newline=_newline(text, layout.offset))


def _present(text: str, root: MappingNode, key: Node, value: Node) -> Layout | None:
    if isinstance(value, SequenceNode):
        if not value.flow_style:
            return _block(text, key, value)
        return _flow(text, value) if value.value else _empty(text, root, value)
    if isinstance(value, ScalarNode) and not value.value and not value.style and not root.flow_style:
        return _headed(text, key)
    return None


def _block(text: str, key: Node, value: SequenceNode) -> Layout:
    last = value.value[-1]
    offset = _after_comments(text, _next_line(text, _content_end(last, text)), _column(text, key))
    return Layout(
        place=Place.LINES,
        offset=offset,
        hand=_hand(text, value),
        indent=" " * _column(text, value),
    )


def _headed(text: str, key: Node) -> Layout:
    column = _column(text, key)
    offset = _after_comments(text, _next_line(text, key.end_mark.index), column)
    return Layout(place=Place.LINES, offset=offset, hand=Hand(), indent=" " * (column + 2))


def _absent(text: str, root: MappingNode) -> Layout:
    if root.flow_style:
        return _absent_key(text, root)
    offset = _document_end(text, _next_line(text, _content_end(root, text)))
    outer = " " * _column(text, root)
    return Layout(place=Place.HEADED_LINES, offset=offset, hand=Hand(), indent=outer + "  ", outer=outer)


def _absent_key(text: str, root: MappingNode) -> Layout:
    close = root.end_mark.index - 1
    end = root.value[-1][1].end_mark.index if root.value else root.start_mark.index + 1
    following = not root.value or _after_comma(text, end, close) != end
    start = _line_start(text, close)
    alone = start > end and not text[start:close].strip(" ")
    outer = _indentation(text, root.start_mark.index)
    indent = _item_indent(text, root.value[-1][0], outer) if root.value else outer + "  "
    return Layout(
        place=Place.KEY_LINES if alone else Place.KEY,
        offset=start if alone else close,
        hand=_json_hand(root),
        indent=indent,
        outer=outer,
        commas=Commas.AFTER if following else Commas.BEFORE,
    )


def _empty(text: str, root: MappingNode, value: SequenceNode) -> Layout:
    close = value.end_mark.index - 1
    outer = _indentation(text, value.start_mark.index)
    hand = _json_hand(root)
    start = _line_start(text, close)
    alone = start > value.start_mark.index and not text[start:close].strip(" ")
    return Layout(
        place=Place.BRACKET_LINES if alone else Place.EMPTY_BRACKET,
        offset=start if alone else close,
        hand=hand,
        indent=outer + "  ",
        outer=outer,
        commas=Commas.BETWEEN if hand.keys_quote else Commas.AFTER,
    )


def _flow(text: str, value: SequenceNode) -> Layout:
    last, close = value.value[-1], value.end_mark.index - 1
    end = int(last.end_mark.index)
    behind_comma = _after_comma(text, end, close)
    start = _line_start(text, close)
    alone = start > end and not text[start:close].strip(" ")
    outer = _indentation(text, value.start_mark.index)
    return Layout(
        place=Place.BRACKET_LINES if alone else Place.BRACKET,
        offset=start if alone else behind_comma,
        hand=_hand(text, value),
        indent=_item_indent(text, last, outer),
        outer=outer,
        commas=Commas.BEFORE if behind_comma == end else Commas.AFTER,
    )


def _item_indent(text: str, item: Node, outer: str) -> str:
    """The indentation of a node that begins its line, else that of its parent and two blanks."""
    before = text[_line_start(text, item.start_mark.index) : item.start_mark.index]
    return before if not before.strip(" ") else outer + "  "


# ---------------------------------------------------------------- the hand


def _hand(text: str, sequence: SequenceNode) -> Hand:
    events = [item for item in sequence.value if isinstance(item, MappingNode) and item.value]
    if not events:
        return Hand()
    last = events[-1]
    if _json_keys(last):
        return Hand(words_quote='"', keys_quote='"', padding=_padding(text, last))
    return Hand(
        quote=_moment_quote(last),
        block=not last.flow_style,
        list_indent=_list_indent(text, events) if not last.flow_style else None,
        gap=_gap(text, last) if not sequence.flow_style else " ",
        padding=_padding(text, last) if last.flow_style else "",
    )


def _json_hand(root: MappingNode) -> Hand:
    return Hand(words_quote='"', keys_quote='"') if _json_keys(root) else Hand()


def _json_keys(mapping: MappingNode) -> bool:
    return bool(mapping.value) and mapping.value[0][0].style == '"'


def _moment_quote(event: MappingNode) -> str:
    styles = [value.style or "" for key, value in event.value if key.value == "at"]
    return styles[0] if styles and styles[0] in {"", "'"} else '"'


def _list_indent(text: str, events: list[MappingNode]) -> int | None:
    lists = [
        (key, value) for event in reversed(events) for key, value in event.value if isinstance(value, SequenceNode)
    ]
    if not lists or lists[0][1].flow_style:
        return None
    key, value = lists[0]
    return _column(text, value) - _column(text, key)


def _gap(text: str, event: Node) -> str:
    start = _line_start(text, event.start_mark.index)
    before = text[start : event.start_mark.index]
    gap = before.rpartition("-")[2]
    return gap if "-" in before and gap and not gap.strip(" ") else " "


def _padding(text: str, event: Node) -> str:
    inside = text[event.start_mark.index + 1 : event.start_mark.index + 2]
    return " " if inside == " " else ""


# ---------------------------------------------------------------- places in the text


def _content_end(node: Node, text: str) -> int:
    """The offset behind the last character that belongs to the node, without comments and blank lines."""
    while isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
        if isinstance(last, tuple) and node.start_mark.index == node.end_mark.index:
            node = last[0]
    end = int(node.end_mark.index)
    if isinstance(node, ScalarNode) and node.style in {"|", ">"}:
        return len(text[:end].rstrip())
    return end


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _next_line(text: str, offset: int) -> int:
    """The offset at which the line after the one of `offset` begins; the text's length where there is none."""
    end = _LINE_END.search(text, offset)
    return end.end() if end else len(text)


def _column(text: str, node: Node) -> int:
    index = int(node.start_mark.index)
    return index - _line_start(text, index)


def _indentation(text: str, offset: int) -> str:
    start = _line_start(text, offset)
    line = text[start:offset]
    return line[: len(line) - len(line.lstrip(" "))]


def _after_comments(text: str, offset: int, column: int) -> int:
    """Past the comment lines that follow at once and are indented deeper than `column`: they belong above."""
    while offset < len(text):
        end = _next_line(text, offset)
        line = text[offset:end]
        bare = line.lstrip(" ")
        if not bare.startswith("#") or len(line) - len(bare) <= column:
            return offset
        offset = end
    return offset


def _document_end(text: str, offset: int) -> int:
    """The end of the text, or the line `...` that ends the document."""
    while offset < len(text):
        if text[offset : offset + 3] == "...":
            return offset
        offset = _next_line(text, offset)
    return offset


def _after_comma(text: str, start: int, end: int) -> int:
    """The offset behind the first comma between two offsets, comments passed over; `start` where there is none."""
    offset = start
    while offset < end:
        if text[offset] == ",":
            return offset + 1
        offset = _next_line(text, offset) if text[offset] == "#" else offset + 1
    return start


def _newline(text: str, offset: int) -> str:
    """The last line end before an offset, else the first one of the text, else a line feed."""
    start = _line_start(text, offset)
    before = text[max(start - 2, 0) : start]
    found = _LINE_END.search(before) or _LINE_END.search(text)
    return found.group() if found else "\n"
