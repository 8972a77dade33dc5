"""Bad tone: phrases weigh against the message's signs of courtesy, gushing and apologising by their measure.

A letter that neither thanks nor asks politely nor says that its writer is interested nor has patience is, as
far as we could see in drafts of many writers, hardly ever a good one. There the heaviest tone counts even on
slight evidence; each sign of courtesy asks for more. A tone that is not found is absent as far as phrases
go: it never certifies good tone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courtesy.message.matching import Hit
from courtesy.message.signals import TONES, Span

SURE = 4
# The weight that a tone needs in a message with 0, 1, 2 … signs of courtesy. A sure phrase weighs SURE, a hint its
# own weight; an entry counts once, but each apology and each rapture counts.
ENOUGH: Mapping[str, tuple[int, ...]] = {
    "desperate": (2, 4, 6, 8, 9),
    "impatient": (2, 4, 6, 8, 9),
    "rude": (2, 6, 8, 9, 9),
    "presumptuous": (2, 4, 6, 8, 9),
    "overexcited": (2, 4, 4, 5, 5),
    "apologetic": (4, 5, 5, 5, 5),
}
# Faint hints of these (weight 1) tell the tones apart where courtesy is missing; beside courtesy they say nothing.
FAINT = frozenset({"impatient", "rude", "presumptuous"})
EACH_COUNTS = frozenset({"apologetic", "overexcited"})
# What makes a message courteous, as far as phrases tell: signals and the internal marks of `courtesies.yaml`.
COURTEOUS = frozenset({"thanks", "interest", "courtesy", "patience"})
# Who wants the job too much, or takes it for granted, is interested; that is no courtesy.
_EAGER = frozenset({"desperate", "presumptuous"})
# Weights that the stage of the wait adds: nobody presses for an answer on the day of the interview.
STAGES: Mapping[str, Mapping[str, int]] = {
    "just met": {"presumptuous": 3, "overexcited": 1, "impatient": -4, "rude": -2},
    "waiting": {"impatient": 1, "rude": 1, "overexcited": -2},
    "turned down": {"rude": 3, "impatient": -2, "overexcited": -3, "presumptuous": -2},
    "unknown": {},
}
# A second tone of an uncourteous message must be sure, and not slight beside the first.
SECOND = 5
SECOND_SHARE = 0.6
# Pressing and scolding go together: there a sure phrase is enough.
PAIR = frozenset({"impatient", "rude"})
FREE_EXCLAMATIONS = 2
FREE_EMOJI = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is counted beside phrases: runs of exclamation marks, shouted words, emoji, each with its span."""

    exclamations: tuple[Span, ...] = ()
    shouted: tuple[Span, ...] = ()
    emoji: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weight:
    points: int
    spans: tuple[Span, ...]


def tones(hits: tuple[Hit, ...], marks: Marks, stage: str) -> dict[str, tuple[Span, ...]]:
    """For every bad tone the words on which its finding rests; none where it is not found."""
    signs = {tone: _signs(tone, hits) for tone in TONES}
    curt = not _signs("rude", hits)
    weights = {tone: _weight(tone, hits, marks, least=2 if tone in FAINT and not curt else 1) for tone in TONES}
    found = {tone for tone in TONES if weights[tone].points >= _needed(tone, signs[tone])}
    if curt:
        found = _uncourteous(weights, found, stage)
    return {tone: merged(weights[tone].spans) if tone in found else () for tone in TONES}


def _uncourteous(weights: Mapping[str, _Weight], found: set[str], stage: str) -> set[str]:
    """The heaviest tone, with what the stage adds, and a second one where it weighs enough beside it."""
    shifted = {tone: weights[tone].points + STAGES[stage].get(tone, 0) for tone in found}
    if not shifted:
        return set()
    first = max(shifted, key=lambda tone: (shifted[tone], -TONES.index(tone)))
    least = max(SECOND, SECOND_SHARE * shifted[first])
    paired = PAIR if first in PAIR else frozenset()
    return {first, *(tone for tone in found if shifted[tone] >= (SURE if tone in paired else least))}


def _needed(tone: str, signs: int) -> int:
    steps = ENOUGH[tone]
    return steps[min(signs, len(steps) - 1)]


def _signs(tone: str, hits: tuple[Hit, ...]) -> int:
    """The signs of courtesy that count against this tone; patience counts twice."""
    present = {hit.entry.signal for hit in hits} & COURTEOUS
    if tone in _EAGER:
        present -= {"interest"}
    return len(present) + ("patience" in present)


def _weight(tone: str, hits: tuple[Hit, ...], marks: Marks, *, least: int) -> _Weight:
    """The total weight of a tone's phrases: each place counts once, each entry too (unless each of its places counts).

    Hints lighter than `least` are left out.
    """
    own = [hit for hit in hits if hit.entry.signal == tone and (hit.entry.level == "sure" or hit.entry.weight >= least)]
    spans = merged(hit.span for hit in own)
    points, used = 0, set[object]()
    for hit in sorted(own, key=lambda hit: -_points(hit)):
        keys = {_place(hit.span, spans)} | (set() if tone in EACH_COUNTS else {hit.entry.id})
        if not keys & used:
            points += _points(hit)
            used |= keys
    if tone != "overexcited":
        return _Weight(points=points, spans=spans)
    extra, marked = _excitement(marks)
    return _Weight(points=points + extra, spans=(*spans, *marked))


def _points(hit: Hit) -> int:
    return SURE if hit.entry.level == "sure" else hit.entry.weight


def _place(span: Span, spans: tuple[Span, ...]) -> Span:
    return next(s for s in spans if s.part == span.part and s.start <= span.start < s.end)


def _excitement(marks: Marks) -> tuple[int, tuple[Span, ...]]:
    """The points of exclamation marks beyond the free ones (double ones at once), capitals, and heaps of emoji."""
    doubled = sum(span.end - span.start > 1 for span in marks.exclamations)
    points = max(0, len(marks.exclamations) - FREE_EXCLAMATIONS) + doubled
    points += len(marks.shouted) + max(0, len(marks.emoji) - FREE_EMOJI)
    return points, (*marks.exclamations, *marks.shouted) if points else ()


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


def certain(hits: Iterable[Hit], name: str, *, enough: int = 2, least: int = 1) -> tuple[Span, ...]:
    """Content phrases: sure ones, or hints whose weights make `enough`; at `least` so many places."""
    own = [hit for hit in hits if hit.entry.signal == name]
    score = sum({hit.entry.id: enough if hit.entry.level == "sure" else hit.entry.weight for hit in own}.values())
    spans = merged(hit.span for hit in own)
    return spans if score >= enough and len(spans) >= least else ()
