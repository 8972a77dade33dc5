"""The rulebook as Markdown: an overview, and a page for each source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courtesy.authoring.documentation import Documentation, ToldCard, ToldSource
from courtesy.reports.rulebook_words import (
    clash_tail,
    clash_words,
    example_words,
    facts,
    parameter_value,
    source_line,
    topic_title,
)
from courtesy.reports.words import cite_words
from courtesy.rule import Rulebook

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown_files(told: Documentation) -> dict[str, str]:
    """The text of every file by its name: `README.md`, and `SOURCE.md` for each source."""
    pages = {f"{source.source.id}.md": "\n".join(_source(told, source)) + "\n" for source in told.sources}
    return {"README.md": "\n".join(_overview(told)) + "\n", **pages}


def _overview(told: Documentation) -> Iterator[str]:
    yield "# The rulebook"
    yield ""
    yield f"Digest: `{told.rulebook.digest}`"
    yield ""
    yield "| source | title | from | cards |"
    yield "|---|---|---|---|"
    for each in told.sources:
        source = each.source
        yield f"| [{source.id}]({source.id}.md) | {_plain(source.title)} | {_plain(source_line(each))} | {each.cards} |"
    yield ""
    yield told.audit_words


def _source(told: Documentation, each: ToldSource) -> Iterator[str]:
    source = each.source
    yield f"# {_plain(source.title)}"
    yield ""
    yield f"{_plain(source_line(each))}. Source `{source.id}`, document `{source.document}`."
    yield from _names(each)
    for topic in each.topics:
        yield ""
        yield f"## {topic_title(topic.name)}"
        for card in topic.cards:
            yield from _card(told.rulebook, card)


def _names(each: ToldSource) -> Iterator[str]:
    source = each.source
    if source.parameters:
        yield from ("", "## Parameters", "")
        for parameter in source.parameters.values():
            yield f"- **{parameter.name}** = {parameter_value(parameter)}: {_plain(parameter.says)}"
    if source.readings:
        yield from ("", "## Readings", "")
        for reading in source.readings.values():
            yield f"- **{reading.name}**: {_plain(reading.question)}"
            for option, says in reading.options.items():
                yield f"  - {option}{' (default)' if option == reading.default else ''}: {_plain(says)}"


def _card(book: Rulebook, each: ToldCard) -> Iterator[str]:
    card = each.card
    yield ""
    yield f'<a id="{each.anchor}"></a>'
    yield ""
    yield f"### {card.id}"
    yield ""
    yield f"**{each.words.effect}: {_plain(each.words.acts)}.** {_plain(card.says)}"
    yield ""
    for label, phrase in facts(each.words):
        yield f"- {label} {_plain(phrase)}"
    if card.fix:
        yield f"- instead: {_plain(card.fix)}"
    implied = ", implied" if card.implied else ""
    yield f"- see {_plain(cite_words(book, card.source, card.cite))}{implied}"
    yield from (f"- example: {_plain(example_words(example))}" for example in card.examples)
    yield from (f"- test: {_plain(name)}" for name in each.tests)
    for clash in each.clashes:
        source, _, name = clash.other.partition("/")
        link = f"[{clash.other}]({source}.md#{source}--{name})"
        yield f"- {clash_words(clash)} {link} {clash_tail(clash)}"


def _plain(text: str) -> str:
    """Text in which no character means anything to Markdown."""
    return _SPECIAL.sub(r"\\\1", text)
