"""The reading of a message: `read` turns text and context into every signal of the vocabulary."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from courtesy.case import Message
from courtesy.message.content import TOLD, content_signals
from courtesy.message.lexicon import Lexicon, lexicon_files, read_lexicons
from courtesy.message.matching import find, index_of
from courtesy.message.page import MOST_SENTENCES, page_of
from courtesy.message.signals import SIGNALS, TONES, Context, MessageSignal, Reading, Span, flag, unchecked, valued
from courtesy.message.structure import STRUCTURE, language_signal, structure_signals
from courtesy.message.tone import certain

__all__ = ["SIGNALS", "Context", "MessageSignal", "Reading", "Span", "read"]


def read(message: Message, context: Context, lexicon: Lexicon | None = None) -> Reading:
    """Every signal of the message in this context; `lexicon` defaults to the shipped one."""
    page = page_of(message, context)
    phrases = lexicon if lexicon is not None else lexicon_of(())
    index = index_of(phrases)
    hits, cut_short = find(index, page.zones, context.channel)
    truncated = cut_short or len(page.inside) > MOST_SENTENCES
    found: dict[str, MessageSignal] = {}
    found.update(structure_signals(page))
    found["truncated"] = MessageSignal(name="truncated", value=truncated, status="found" if truncated else "absent")
    found["language"] = valued("language", language_signal(page))
    found.update(content_signals(page, hits))
    added = added_signals(phrases)
    found.update((name, flag(name, certain(hits, name))) for name in added)
    if found["language"].value == "other":
        found = {name: signal if name in STRUCTURE else unchecked(name) for name, signal in found.items()}
    elif truncated:
        found = {name: _honest(name, signal, added) for name, signal in found.items()}
    ordered = {name: found[name] for name in (*SIGNALS, *added)}
    return Reading(subject=page.subject, body=page.shown, signals=MappingProxyType(ordered))


def _honest(name: str, signal: MessageSignal, added: tuple[str, ...]) -> MessageSignal:
    """What was not found in a text that was not searched whole is unchecked, not absent."""
    searched = name in (*TOLD, *TONES, *added, "slang")
    return unchecked(name) if searched and signal.status == "absent" else signal


@lru_cache(maxsize=4)
def lexicon_of(packs: tuple[Path, ...]) -> Lexicon:
    """The shipped lexicons and those of the packs."""
    lexicon, _ = read_lexicons(lexicon_files(packs))
    return lexicon


@lru_cache(maxsize=8)
def added_signals(lexicon: Lexicon) -> tuple[str, ...]:
    """The flags that lexicons of packs bring, by the names that no shipped lexicon has."""
    shipped = {entry.signal for entry in lexicon_of(()).entries}
    return tuple(dict.fromkeys(entry.signal for entry in lexicon.entries if entry.signal not in {*shipped, *SIGNALS}))
