"""New events as the text that is put into a case file, everything else left as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from courtesy.frozen import dataclass
from courtesy.keeping.entry import Entry, FieldValue, flow_list, scalar
from courtesy.keeping.layout import Commas, Hand, Layout, Place, find_layout

_MOMENTS = frozenset(("at", "ends", "by"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """A text to be put in at an offset (code points) of another."""

    offset: int
    text: str

    def into(self, text: str) -> str:
        """The other text with this one put in."""
        return text[: self.offset] + self.text + text[self.offset :]


def place_entries(text: str, entries: Sequence[Entry]) -> Insertion | None:
    """Where and how new events are written into a case file that the strict loader could read.

    None where its events are not a list that can be continued. The events go to the end of the list,
    whatever their moments.
    """
    layout = find_layout(text)
    if layout is None:
        return None
    return Insertion(offset=layout.offset, text=_written(layout, text, entries))


def block_lines(entries: Sequence[Entry], indent: str = "  ") -> str:
    """Events as the lines of a new file."""
    return "\n".join(line for entry in entries for line in _block_entry(entry, Hand(), indent))


def _written(layout: Layout, text: str, entries: Sequence[Entry]) -> str:
    match layout.place:
        case Place.LINES | Place.HEADED_LINES:
            return _whole_lines(layout, text, _sequence_lines(layout, entries))
        case Place.BRACKET_LINES:
            return _whole_lines(layout, text, _bracket_lines(layout, entries))
        case Place.KEY_LINES:
            return _whole_lines(layout, text, _key_lines(layout, entries))
        case Place.EMPTY_BRACKET:
            return _broken(layout, _bracket_lines(layout, entries))
        case Place.KEY:
            return _broken(layout, _key_lines(layout, entries))
        case Place.BRACKET:
            return _bracket(layout, entries)


def _whole_lines(layout: Layout, text: str, lines: Sequence[str]) -> str:
    written = layout.newline.join(lines)
    if layout.offset == 0 or text[layout.offset - 1] in "\r\n":
        return written + layout.newline
    return layout.newline + written


def _broken(layout: Layout, lines: Sequence[str]) -> str:
    return layout.newline.join(["", *lines, layout.outer])


def _sequence_lines(layout: Layout, entries: Sequence[Entry]) -> list[str]:
    heading = [f"{layout.outer}events:"] if layout.place is Place.HEADED_LINES else []
    return [
        *heading,
        *(line for entry in entries for line in _block_entry(entry, layout.hand, layout.indent)),
    ]


def _bracket(layout: Layout, entries: Sequence[Entry]) -> str:
    if any(entry.origin for entry in entries):
        return _broken(layout, _bracket_lines(layout, entries))
    events = [_flow_mapping(entry, layout.hand) for entry in entries]
    if layout.commas is Commas.AFTER:
        return "".join(f" {event}," for event in events)
    return "".join(f", {event}" for event in events)


def _bracket_lines(layout: Layout, entries: Sequence[Entry]) -> list[str]:
    return [
        layout.indent
        + _comma_before(layout.commas, first=index == 0)
        + _flow_mapping(entry, layout.hand)
        + ("," if layout.commas is Commas.AFTER else "")
        + _comment(entry)
        for index, entry in enumerate(entries)
    ]


def _comma_before(commas: Commas, *, first: bool) -> str:
    return ", " if commas is Commas.BEFORE or (commas is Commas.BETWEEN and not first) else ""


def _key_lines(layout: Layout, entries: Sequence[Entry]) -> list[str]:
    indent = layout.indent + "  "
    inside = Layout(
        place=layout.place,
        offset=layout.offset,
        hand=layout.hand,
        indent=indent,
        commas=Commas.BETWEEN,
    )
    key = scalar("events", quote=layout.hand.keys_quote)
    comma = _comma_before(layout.commas, first=True)
    return [
        f"{layout.indent}{comma}{key}: [",
        *_bracket_lines(inside, entries),
        f"{layout.indent}]",
    ]


def _block_entry(entry: Entry, hand: Hand, indent: str) -> list[str]:
    if not hand.block:
        return [f"{indent}-{hand.gap}{_flow_mapping(entry, hand)}{_comment(entry)}"]
    inner = indent + " " + " " * len(hand.gap)
    lines = [line for name, value in entry.fields for line in _block_field(name, value, hand)]
    first, *others = lines
    return [f"{indent}-{hand.gap}{first}{_comment(entry)}", *(inner + line for line in others)]


def _block_field(name: str, value: FieldValue, hand: Hand) -> list[str]:
    key = scalar(name, quote=hand.keys_quote)
    if isinstance(value, tuple) and hand.list_indent is not None:
        dash = " " * hand.list_indent + "- "
        return [f"{key}:", *(dash + scalar(word, quote=hand.words_quote) for word in value)]
    return [f"{key}: {_value(name, value, hand)}"]


def _flow_mapping(entry: Entry, hand: Hand) -> str:
    pairs = ", ".join(
        f"{scalar(name, quote=hand.keys_quote)}: {_value(name, value, hand)}" for name, value in entry.fields
    )
    return "{" + hand.padding + pairs + hand.padding + "}"


def _value(name: str, value: FieldValue, hand: Hand) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return flow_list(value, quote=hand.words_quote)
    if name in _MOMENTS:
        return value if not hand.quote else scalar(value, quote=hand.quote)
    return scalar(value, quote=hand.words_quote)


def _comment(entry: Entry) -> str:
    return f"  # imported: {entry.origin}" if entry.origin else ""
