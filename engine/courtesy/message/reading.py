"""The reading of a message: `read` turns text and context into every signal of the vocabulary."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from courtesy.case import Message
from courtesy.message.content import GIFTS, PHRASES, content_signals
from courtesy.message.lexicon import Lexicon, lexicon_files, read_lexicons
from courtesy.message.matching import find, index_of
from courtesy.message.page import MOST_SENTENCES, page_of
from courtesy.message.signals import SIGNALS, TONES, Context, MessageSignal, Reading, Span, unchecked, valued
from courtesy.message.structure import STRUCTURE, language_signal, structure_signals

__all__ = ["SIGNALS", "Context", "MessageSignal", "Reading", "Span", "read"]


def read(message: Message, context: Context, lexicon: Lexicon | None = None) -> Reading:
    """Every signal of the message in this context; `lexicon` defaults to the shipped one."""
    page = page_of(message, context)
    index = index_of(lexicon if lexicon is not None else lexicon_of(()))
    hits, cut_short = find(index, page.zones, context.channel)
    truncated = cut_short or len(page.inside) > MOST_SENTENCES
    found: dict[str, MessageSignal] = {}
    found.update(structure_signals(page))
    found["truncated"] = MessageSignal(name="truncated", value=truncated, status="found" if truncated else "absent")
    found["language"] = valued("language", language_signal(page))
    found.update(content_signals(page, hits))
    if found["language"].value == "other":
        found = {name: signal if name in STRUCTURE else unchecked(name) for name, signal in found.items()}
    elif truncated:
        found = {name: _honest(name, signal) for name, signal in found.items()}
    ordered = {name: found[name] for name in SIGNALS}
    return Reading(subject=page.subject, body=page.body, signals=MappingProxyType(ordered))


def _honest(name: str, signal: MessageSignal) -> MessageSignal:
    """What was not found in a text that was not searched whole is unchecked, not absent."""
    searched = name in (*PHRASES, *GIFTS, *TONES, "interest", "requests_update")
    return unchecked(name) if searched and signal.status == "absent" else signal


@lru_cache(maxsize=4)
def lexicon_of(packs: tuple[Path, ...]) -> Lexicon:
    """The shipped lexicons and those of the packs."""
    lexicon, _ = read_lexicons(lexicon_files(packs))
    return lexicon
