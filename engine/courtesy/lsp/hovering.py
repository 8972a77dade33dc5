"""What is told of the word under the cursor, as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from courtesy.audit.values import Conflict
from courtesy.authoring.card_words import card_words
from courtesy.authoring.checked_cards import checked_cards, scope_of
from courtesy.authoring.lint.inspected import inspected
from courtesy.lsp.cursor import Cursor
from courtesy.lsp.knowledge import Knowledge
from courtesy.lsp.names import NamedAnchor, Thing, card_around, things_at
from courtesy.reports.rulebook_words import facts, parameter_value
from courtesy.reports.words import cite_words
from courtesy.rule import AnyCard, Parameter, Passage, Reading
from courtesy.vocabulary import Vocabulary

Audit = Callable[[AnyCard], Sequence[Conflict] | None]
"""The conflicts of a card; None while they are still being looked for."""


def hover_text(knowledge: Knowledge, path: Path, cursor: Cursor, line: str, audit: Audit) -> str | None:
    """The Markdown for what stands under the cursor; None where nothing is known of it."""
    for thing in things_at(knowledge, path, cursor, line):
        return "\n".join(_told(knowledge, thing, audit))
    meaning = _meaning(knowledge, cursor.word)
    if meaning is not None and not (cursor.on_key and len(cursor.keys) <= 1):
        return f"**{cursor.word}**: {meaning}"
    card = card_around(knowledge, path, cursor)
    return "\n".join(_card(knowledge, card, audit)) if card is not None and cursor.on_key else None


def _meaning(knowledge: Knowledge, word: str) -> str | None:
    """What a word of the vocabulary means."""
    if knowledge.book is None:
        return None
    words: Vocabulary = knowledge.book.vocabulary
    if word in words.events:
        return words.events[word].meaning
    if word in words.messages:
        return words.messages[word].meaning
    return next((known[word] for known in (words.channels, words.roles, words.traits) if word in known), None)


def _told(knowledge: Knowledge, thing: Thing, audit: Audit) -> Iterator[str]:
    match thing:
        case Parameter():
            yield f"parameter **{thing.name}** = {parameter_value(thing)}: {thing.says}"
        case Reading():
            yield f"reading **{thing.name}**: {thing.question}"
            yield ""
            for option, says in thing.options.items():
                yield f"- {option}{' (default)' if option == thing.default else ''}: {says}"
        case NamedAnchor():
            yield f"anchor `{thing.written}`"
        case Passage():
            what = f"encoded by {', '.join(thing.rules)}" if thing.rules else f"excluded: {thing.excluded}"
            yield f"paragraph {thing.paragraph}, sentence {thing.sentence}: {what}"
        case _:
            yield from _card(knowledge, thing, audit)


def _card(knowledge: Knowledge, card: AnyCard, audit: Audit) -> Iterator[str]:
    book = knowledge.book
    assert book is not None, "a card comes from a rulebook"
    folder = inspected(Path(card.location.file).parent, book, {})
    data = checked_cards(folder).get(card.id) if folder else None
    source = book.source(card.source)
    yield f"**{card.id}**: {card.says}"
    yield ""
    if data is not None and source is not None:
        words = card_words(card, data, scope_of(source, book))
        yield f"- {words.effect}: {words.acts}"
        yield from (f"- {label} {phrase}" for label, phrase in facts(words))
    if card.fix:
        yield f"- instead: {card.fix}"
    yield f"- see {cite_words(book, card.source, card.cite)}"
    yield from _conflicts(card, audit(card))


def _conflicts(card: AnyCard, conflicts: Sequence[Conflict] | None) -> Iterator[str]:
    if conflicts is None:
        yield "- conflicts: still being looked for"
        return
    for conflict in conflicts:
        if conflict.favours.rule == card.id:
            yield f"- opposed by {conflict.opposes.rule} ({conflict.grade.value})"
        elif conflict.opposes.rule == card.id:
            yield f"- opposes {conflict.favours.rule} ({conflict.grade.value})"
