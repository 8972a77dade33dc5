"""Texts of a wanted length, made from texts that are there: a boundary of words needs one on either side."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from courtesy.condition import AtLeast, AtMost, Condition, MessageCount
from courtesy.situation.truth import literals_of

LENGTHS = ("words", "longest_paragraph_words")
"""The signals that count words: of the whole text, and of its longest paragraph."""

MODELS = (
    (
        "Dear Hiring Manager Example,\n\nThank you for your time on 17 March. I am still interested in the position."
        "\n\nBest regards,\nAlex Candidate\nalex@example.org\n+44 20 7946 0000"
    ),
    "Dear Hiring Manager Example,\n\nIs there any news?\n\nBest regards,\nAlex Candidate",
    "Hello,\n\nI came across an article that you might find useful: https://example.org/roads",
    "What salary do you offer? I am desperate for this job, so please answer at last.",
)
"""Texts that hold much of what demands ask for, written for the cast of the examples."""

_LONGEST = 400
_WIDTH = 90
_FILLER = ("and", "so", "on", "and", "so", "forth")
"""Words that say nothing: no tone, no date, no request."""


def lengths_asked(condition: Condition) -> Iterator[int]:
    """The numbers of words on either side of every boundary of a condition."""
    for literal in literals_of(condition):
        signal = literal.signal
        if isinstance(literal, AtLeast | AtMost) and isinstance(signal, MessageCount) and signal.signal in LENGTHS:
            edge = literal.value if isinstance(literal, AtLeast) else literal.value + 1
            yield from (length for length in (edge - 1, edge) if 0 < length <= _LONGEST)


def lengthened(text: str, words: int, *, paragraph: bool) -> str | None:
    """The text with so many words in all, or in its longest `paragraph`; None where it has more already."""
    paragraphs = text.split("\n\n")
    longest = max(range(len(paragraphs)), key=lambda place: len(paragraphs[place].split()))
    counted = paragraphs[longest] if paragraph else text
    missing = words - len(counted.split())
    if missing <= 0:
        return None if missing < 0 else text
    filling = " ".join(_FILLER[number % len(_FILLER)] for number in range(missing))
    paragraphs[longest] = fill(f"{paragraphs[longest].rstrip('.')} {filling}.", _WIDTH)
    return "\n\n".join(paragraphs)
