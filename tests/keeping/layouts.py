"""Case files as different people write them by hand: the same events, many hands."""

import json
from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st

HEAD = [
    "timezone: Europe/Madrid   # where I live",
    "candidate: {name: Elena Prieto}",
    "",
    "# the people",
    "people:",
    "  kim: {name: Kim Lee, role: hiring_manager}   # decides",
    '  raj: {name: "Raj Patel", role: interviewer}',
]
TAIL = ["", "# what came up", "notes: [hiking]", "# the end"]
EventData: TypeAlias = dict[str, str | list[str]]
EVENTS: tuple[EventData, ...] = (
    {"event": "interview", "at": "2026-03-02 14:00", "with": ["kim", "raj"]},
    {"event": "thank_you", "at": "2026-03-02 19:10", "to": ["kim"], "channel": "email"},
    {"event": "reply", "at": "2026-03-04 09:30", "from": "kim", "channel": "email"},
)
COMMENTS = ("# a note", "#", "# - {event: offer}", '# "quoted", [brackets], {braces}')


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A case file; `lines_only` where an event can be added by adding lines alone."""

    text: str
    lines_only: bool


@st.composite
def case_files(draw: st.DrawFn) -> Written:
    """A whole file with its events at the beginning, in the middle, at the end, or not there at all."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    if draw(st.integers(0, 5)) == 0:
        return draw(_json_files())
    events, lines_only = draw(_events())
    head, tail = (HEAD, TAIL) if draw(st.booleans()) else ([*HEAD, *TAIL], [])
    if draw(st.booleans()) and not tail:
        head, tail = HEAD[:2], HEAD[2:]
    before = draw(st.sampled_from([[], ["---"], ["# my application", "---"], ["", "# first"]]))
    after = draw(st.sampled_from([[], ["..."], ["", ""], ["# last words"]]))
    lines = [*before, *head, *events, *tail, *after]
    end = draw(st.sampled_from(["", newline]))
    return Written(text=newline.join(lines) + end, lines_only=lines_only)


@st.composite
def _events(draw: st.DrawFn) -> tuple[list[str], bool]:
    count = draw(st.integers(1, len(EVENTS)))
    kind = draw(st.sampled_from(["block", "block", "block", "brackets", "inline", "empty", "null", "absent"]))
    match kind:
        case "block":
            return [
                "events:" + draw(st.sampled_from(["", "   # so far"])),
                *draw(_block(count)),
            ], True
        case "brackets":
            return draw(_brackets(count)), True
        case "inline":
            items = ", ".join(_flow(event, '"', "") for event in EVENTS[:count])
            return [f"events: [{items}{draw(st.sampled_from(['', ',', ', ', ' ']))}]"], False
        case "empty":
            return [draw(st.sampled_from(["events: []", "events: [ ]   # none yet"]))], False
        case "null":
            return [draw(st.sampled_from(["events:", "events:   # none yet"]))], True
        case _:
            return [], True


@st.composite
def _block(draw: st.DrawFn, count: int) -> list[str]:
    indent = " " * draw(st.sampled_from([0, 1, 2, 4]))
    gap = " " * draw(st.sampled_from([1, 1, 3]))
    quote = draw(st.sampled_from(['"', "'", ""]))
    padding = draw(st.sampled_from(["", " "]))
    in_block = draw(st.booleans())
    list_indent = draw(st.sampled_from([None, 0, 2]))
    lines: list[str] = []
    for event in EVENTS[:count]:
        lines += draw(_between(indent))
        if in_block:
            lines += _in_block(event, indent, gap, quote, list_indent)
        else:
            lines.append(f"{indent}-{gap}{_flow(event, quote, padding)}")
        lines[-1] += draw(st.sampled_from(["", "", "  # said so"]))
    return [*lines, *draw(_between(indent))]


@st.composite
def _brackets(draw: st.DrawFn, count: int) -> list[str]:
    close = draw(st.sampled_from(["", "  "]))
    trailing = draw(st.sampled_from(["", ",", " ,"]))
    lines = ["events: [" + draw(st.sampled_from(["", "  # so far"]))]
    for number, event in enumerate(EVENTS[:count], start=1):
        comma = trailing if number == count else ","
        quote = draw(st.sampled_from(['"', "'"]))
        remark = draw(st.sampled_from(["", "  # x, y"]))
        lines.append(f"  {_flow(event, quote, '')}{comma}{remark}")
        lines += draw(_between("  "))
    return [*lines, f"{close}]" + draw(st.sampled_from(["", " # done"]))]


@st.composite
def _json_files(draw: st.DrawFn) -> Written:
    count = draw(st.integers(0, len(EVENTS)))
    data = {
        "timezone": "Europe/Madrid",
        "people": {"kim": {"name": "Kim"}, "raj": {"name": "Raj"}},
        "events": list(EVENTS[:count]),
    }
    if draw(st.booleans()):
        del data["events"]
    indent = draw(st.sampled_from([None, 2, 4]))
    text = json.dumps(data, indent=indent) + draw(st.sampled_from(["", "\n"]))
    return Written(text=text, lines_only=indent is not None and (count > 0 or "events" not in data))


def _between(indent: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(["", *(indent + comment for comment in COMMENTS)]), max_size=2)


def _scalar(name: str, value: str, quote: str) -> str:
    return f"{quote}{value}{quote}" if name == "at" else value


def _flow(event: EventData, quote: str, padding: str) -> str:
    pairs = [
        f"{name}: [{', '.join(value)}]" if isinstance(value, list) else f"{name}: {_scalar(name, value, quote)}"
        for name, value in event.items()
    ]
    return "{" + padding + ", ".join(pairs) + padding + "}"


def _in_block(event: EventData, indent: str, gap: str, quote: str, list_indent: int | None) -> list[str]:
    lines: list[str] = []
    for name, value in event.items():
        if isinstance(value, list) and list_indent is not None:
            lines += [f"{name}:", *(f"{' ' * list_indent}- {word}" for word in value)]
        elif isinstance(value, list):
            lines.append(f"{name}: [{', '.join(value)}]")
        else:
            lines.append(f"{name}: {_scalar(name, value, quote)}")
    inner = f"{indent} {gap[:-1]} "
    return [f"{indent}-{gap}{lines[0]}", *(inner + line for line in lines[1:])]
