"""A reading of a message for people: the draft with its noted words underlined, notes below each line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from courtesy.message.signals import FOUND, SIGNALS, TONES, UNCHECKED, Reading, Span
from courtesy.message.suggestions import Suggestion

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_BAD = (*TONES, "placeholder", "emoji", "slang", "misspelt", "unknown_word", "name_near_miss", "grammar")
_GOOD = (
    "thanks", "mentions_date", "mentions_company", "mentions_position", "interest", "qualifications",
    "conversation_detail", "adds_value", "requests_update", "asks_feedback", "salary",
)  # fmt: skip
_STYLES = {"bad": "underline red", "good": "underline green"}


def print_message(console: Console, reading: Reading, advised: tuple[Suggestion, ...]) -> None:
    """Print the draft, what was found, what could not be checked, and the suggestions."""
    notes = _notes(reading)
    if reading.subject:
        _print_part(console, "Subject: ", reading.subject, notes, "subject")
        console.print()
    _print_part(console, "", reading.body, notes, "body")
    console.print()
    for line in _summary(reading):
        console.print(line)
    if advised:
        console.print("\nsuggestions")
        for suggestion in advised:
            kind = "missing" if suggestion.span is None else "found"
            console.print(f"  {suggestion.signal} ({kind}): {suggestion.advice}")


def _notes(reading: Reading) -> tuple[tuple[str, Span], ...]:
    """The spans to underline with their signal's name, by position."""
    found = [(name, span) for name in (*_BAD, *_GOOD) for span in reading.signals[name].spans]
    return tuple(sorted(found, key=lambda note: (note[1].part, note[1].start, note[1].end, note[0])))


def _print_part(console: Console, label: str, text: str, notes: tuple[tuple[str, Span], ...], part: str) -> None:
    start = 0
    for line in text.split("\n"):
        here = [(n, s) for n, s in notes if s.part == part and s.start <= start + len(line) and s.end > start]
        console.print(_underlined(label, line, start, here))
        for name, span in here:
            if start <= span.start:
                console.print(_margin(label, line, start, name, span))
        start += len(line) + 1


def _underlined(label: str, line: str, start: int, notes: list[tuple[str, Span]]) -> Text:
    from rich.text import Text  # noqa: PLC0415 - loaded for text output only

    shown = Text(label + line)
    for name, span in notes:
        style = _STYLES["bad" if name in _BAD else "good"]
        shown.stylize(style, len(label) + max(0, span.start - start), len(label) + span.end - start)
    return shown


def _margin(label: str, line: str, start: int, name: str, span: Span) -> str:
    """A note in the margin: the words in short, and the signal they stand for."""
    words = (label + line)[len(label) + span.start - start : len(label) + span.end - start]
    short = words if len(words) <= 40 else words[:37] + "…"
    sign = "!" if name in _BAD else "+"
    return f"    {sign} {name}: “{short}”"


def _summary(reading: Reading) -> Iterator[str]:
    signals = reading.signals
    counts = {name: signals[name].value for name in ("words", "sentences", "paragraphs", "longest_sentence_words")}
    yield "{words} words, {sentences} sentences, {paragraphs} paragraphs, longest sentence {longest_sentence_words} words".format(
        **counts
    )
    found = [name for name in _GOOD if signals[name].status == FOUND]
    yield f"found: {', '.join(found) or 'none of the parts'}"
    bad = [name for name in _BAD if signals[name].status == FOUND]
    if signals["language"].value == "other":
        yield "the text is not English: only its structure was checked"
    elif bad:
        yield f"to mind: {', '.join(bad)}"
    else:
        yield "nothing found to mind (this does not say that the tone is fine)"
    missing = [name for name in SIGNALS if signals[name].status == UNCHECKED]
    if missing:
        yield f"not checked: {', '.join(missing)}"
