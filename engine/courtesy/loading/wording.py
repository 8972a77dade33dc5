"""The words in which problems are told: places, kinds of values, lists, and the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courtesy.diagnostic import nearest
from courtesy.loading.document import Path
from courtesy.loading.shape import Text

_SHORT_LIST = 10


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """Help for an unknown word: the nearest known one, else the whole list where it is short."""
    words = list(known)
    similar = nearest(word, words)
    if similar:
        return f"did you mean `{similar}`?"
    return f"known are {listed(words)}" if 0 < len(words) <= _SHORT_LIST else None


def place_words(path: Path) -> str:
    """The nearest key above a value, as it is named in a message."""
    if path and isinstance(path[-1], str):
        return f"`{path[-1]}`"
    key = next((part for part in reversed(path) if isinstance(part, str)), None)
    return f"an item of `{key}`" if key else "the file" if not path else "an item of the list"


def kind_words(data: Any) -> str:
    """What somebody wrote, told by its kind."""
    match data:
        case None:
            return "nothing"
        case bool():
            return f"`{str(data).lower()}`"
        case int() | float():
            return f"the number `{data}`"
        case str():
            return f"the text {shown(data)}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def shown(text: str, longest: int = 60) -> str:
    """The user's own text in one line, cut where it is long."""
    line = " ".join(text.split())
    return f"`{line}`" if len(line) <= longest else f"`{line[: longest - 1]}…`"


def listed(words: Iterable[str]) -> str:
    """Words in a row."""
    return ", ".join(f"`{word}`" for word in words)


def example_words(shape: Text) -> str | None:
    """How such a text is written."""
    return f"write it like `{shape.examples[0]}`" if shape.examples else None


def uncapitalised(sentence: str) -> str:
    """A sentence to go on within another."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")
