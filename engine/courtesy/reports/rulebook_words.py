"""The words of the rulebook's documentation that Markdown and HTML share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from courtesy.authoring.card_words import CardWords, ExceptionWords
from courtesy.authoring.documentation import Clash, ToldSource
from courtesy.rule import Example, Parameter

_LONGEST_TEXT = 120


def source_line(told: ToldSource) -> str:
    """`Jo Invented, Example School, 2020-05-01`."""
    source = told.source
    return ", ".join(part for part in (source.author, source.publisher, source.date) if part)


def topic_title(name: str) -> str:
    """`follow-up` as a heading."""
    return name.replace("-", " ").replace("_", " ").capitalize()


def facts(words: CardWords) -> Iterator[tuple[str, str]]:
    """What decides where a card speaks: a label and a phrase each."""
    yield from (("where", phrase) for phrase in words.where)
    yield from (("when", phrase) for phrase in words.when)
    if words.outside is not None:
        yield "otherwise", words.outside
    yield from (("unless", phrase) for phrase in _exceptions(words.unless))
    yield from (("only if read as", phrase) for phrase in words.reading)


def _exceptions(nodes: tuple[ExceptionWords, ...]) -> Iterator[str]:
    for node in nodes:
        says = f" “{node.says}”" if node.says else ""
        deeper = "; ".join(_exceptions(node.unless))
        yield f"{' and '.join(node.where)}: then {node.then}{says}{f' (unless {deeper})' if deeper else ''}"


def parameter_value(parameter: Parameter) -> str:
    """`3 days`, or the number alone."""
    if parameter.unit is None:
        return str(parameter.amount)
    return f"{parameter.amount} {parameter.unit}{'' if parameter.amount == 1 else 's'}"


def example_words(example: Example) -> str:
    """`speaks (recommend): interview 8 days ago; proposed: channel email; text: “…”`."""
    effect = f" ({example.effect})" if example.effect else ""
    parts = [_fields(example.given) or "nothing happened yet"]
    if example.propose:
        parts.append(f"proposed: {_fields(example.propose)}")
    if example.message is not None:
        parts.append(f"text: “{_short(example.message)}”")
    return f"{'speaks' if example.speaks else 'is silent'}{effect}: {'; '.join(parts)}"


def _fields(data: Mapping[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_field(value)}" for name, value in data.items())


def _field(value: Any) -> str:
    match value:
        case dict():
            return f"({_fields(value)})"
        case list():
            return " and ".join(_field(item) for item in value)
        case _:
            return str(value)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else f"{line[: _LONGEST_TEXT - 1]}…"


def clash_words(clash: Clash) -> str:
    """`opposed by`, or `opposes`, before the name of the other rule; the act and the grade stand behind it."""
    return "opposed by" if clash.favours else "opposes"


def clash_tail(clash: Clash) -> str:
    """`(follow up, tension)`."""
    return f"({clash.act.replace('_', ' ')}, {clash.grade})"
