"""A reading of a message as plain data for JSON: `courtesy/message/1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courtesy.message.signals import MessageSignal, Reading, Span
from courtesy.message.suggestions import Suggestion

SCHEMA = "courtesy/message/1"
# For these the words themselves are the answer.
_QUOTING = ("subject", "greeting", "signoff", "signature_name")


def message_data(reading: Reading, advised: tuple[Suggestion, ...] = ()) -> dict[str, Any]:
    """The reading's signals by name, each with value, status, spans, and for some their text; and advice."""
    return {
        "schema": SCHEMA,
        "subject": reading.subject or None,
        "body": reading.body,
        "signals": {name: _signal(reading, signal) for name, signal in reading.signals.items()},
        "suggestions": [_suggestion(suggestion) for suggestion in advised],
    }


def _signal(reading: Reading, signal: MessageSignal) -> Mapping[str, Any]:
    data: dict[str, Any] = {"value": signal.value, "status": signal.status, "spans": [_span(s) for s in signal.spans]}
    if signal.name in _QUOTING and signal.spans:
        data["text"] = words_at(reading, signal.spans[0])
    return data


def _span(span: Span) -> dict[str, Any]:
    return {"part": span.part, "start": span.start, "end": span.end, "entry": span.entry}


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    span = suggestion.span
    return {"signal": suggestion.signal, "advice": suggestion.advice, "span": _span(span) if span else None}


def words_at(reading: Reading, span: Span) -> str:
    """The words of the message that a span points at."""
    text = reading.subject if span.part == "subject" else reading.body
    return text[span.start : span.end]
