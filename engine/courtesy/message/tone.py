"""Bad tone: phrases weigh against the message's signs of courtesy, gushing and apologising by their measure.

A tone that is not found is absent as far as the phrases go; it never certifies good tone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courtesy.message.matching import Hit
from courtesy.message.signals import Span

# Hints of this total weight make a finding in a message with 0, 1, 2 … signs of courtesy; a sure phrase
# weighs SURE. One entry counts once, but each apology counts.
SURE = 4
ENOUGH: Mapping[str, tuple[int, ...]] = {
    "desperate": (3, 3, 4, 5, 8),
    "impatient": (2, 4, 5, 8, 9),
    "rude": (2, 4, 5, 8, 9),
    "presumptuous": (3, 4, 4, 5, 6),
    "overexcited": (4,),
    "apologetic": (5,),
}
# What makes a message courteous, as far as phrases tell: signals and the internal marks of `courtesies.yaml`.
COURTEOUS = ("thanks", "interest", "courtesy", "patience")
EACH_COUNTS = frozenset({"apologetic", "overexcited"})
# One exclamation mark is a habit of many polite people, and a greeting's does not count at all.
FREE_EXCLAMATIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is counted beside phrases: runs of exclamation marks, shouted words, emoji, each with its span."""

    exclamations: tuple[Span, ...] = ()
    shouted: tuple[Span, ...] = ()
    emoji: tuple[Span, ...] = ()


def tone_spans(signal: str, hits: Iterable[Hit], marks: Marks) -> tuple[Span, ...]:
    """The words on which the finding of this bad tone rests; none where it is not found."""
    hits = tuple(hits)
    of_signal = [hit for hit in hits if hit.entry.signal == signal]
    score, spans = _score(signal, of_signal)
    if signal == "overexcited":
        extra, marked = _excitement(marks)
        score, spans = score + extra, (*spans, *marked)
    return merged(spans) if score >= _needed(signal, hits) else ()


def _needed(signal: str, hits: tuple[Hit, ...]) -> int:
    """The weight that this tone needs beside the message's signs of courtesy; patience counts twice."""
    present = {hit.entry.signal for hit in hits} & set(COURTEOUS)
    if signal in ("desperate", "presumptuous"):
        present -= {"interest"}
    signs = len(present) + ("patience" in present)
    steps = ENOUGH[signal]
    return steps[min(signs, len(steps) - 1)]


def _score(signal: str, hits: list[Hit]) -> tuple[int, tuple[Span, ...]]:
    """The total weight of the hints: per place for what is counted, else once for each entry."""
    spans = merged(hit.span for hit in hits)
    weights: dict[object, int] = {}
    for hit in hits:
        key = _place(hit.span, spans) if signal in EACH_COUNTS else hit.entry.id
        weights[key] = max(weights.get(key, 0), SURE if hit.entry.level == "sure" else hit.entry.weight)
    return sum(weights.values()), spans


def _place(span: Span, spans: tuple[Span, ...]) -> Span:
    return next(s for s in spans if s.part == span.part and s.start <= span.start < s.end)


def _excitement(marks: Marks) -> tuple[int, tuple[Span, ...]]:
    """The points of exclamation marks beyond the free ones (double ones at once), capitals, and heaps of emoji."""
    doubled = sum(span.end - span.start > 1 for span in marks.exclamations)
    points = max(0, len(marks.exclamations) - FREE_EXCLAMATIONS) + doubled
    points += len(marks.shouted) + max(0, len(marks.emoji) - 2)
    used = (*marks.exclamations, *marks.shouted) if points else ()
    return points, used


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans by position, each kept unless it lies inside an earlier one; overlapping ones are joined."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.part, s.start, -s.end, s.entry)):
        last = kept[-1] if kept else None
        if last is not None and last.part == span.part and span.start < last.end:
            if span.end > last.end:
                kept[-1] = Span(part=last.part, start=last.start, end=span.end, entry=last.entry)
            continue
        kept.append(span)
    return tuple(kept)
