"""Bad tone: how likely each sentence has it, summed over the message, against the signs of courtesy in it.

A sentence's likelihood comes from the learnt weights (`courtesy.message.weights`), to which the phrases found in it
belong. Each sign of courtesy asks for more evidence; the stage of the wait shifts what is believed. A tone that is
not found is absent as far as can be told: it never certifies good tone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courtesy.message.matching import Hit, Zone
from courtesy.message.signals import TONES, Span
from courtesy.message.text import Sentence
from courtesy.message.weights import features, packaged_model, probabilities

# A sentence less likely than this says nothing. The likelihoods of the others add up to the message's evidence.
LEAST = 0.5
# What a sure phrase adds to the likelihood of its sentence.
SURELY = 0.3
# The evidence that a tone needs, and what each sign of courtesy in the same message adds to it.
ENOUGH = 0.75
EACH_SIGN = 0.3
# What one exclamation mark too many, one shouted word and the like add to the evidence of excitement.
EACH_MARK = 0.15
# A tone beside a heavier one must weigh this share of it; pressing and scolding go together, there less is enough.
SECOND_SHARE = 0.4
PAIR = frozenset({"impatient", "rude"})
PAIR_SHARE = 0.35
# What makes a message courteous, as far as phrases tell: signals and the internal marks of `courtesies.yaml`.
COURTEOUS = frozenset({"thanks", "interest", "courtesy", "patience"})
# Who wants the job too much, or takes it for granted, is interested; that is no courtesy.
_EAGER = frozenset({"desperate", "presumptuous"})
# Evidence that the stage of the wait adds: nobody presses for an answer on the day of the interview.
STAGES: Mapping[str, Mapping[str, float]] = {
    "just met": {"presumptuous": 0.3, "overexcited": 0.1, "impatient": -0.15, "rude": -0.1},
    "waiting": {"impatient": 0.1, "rude": 0.1, "overexcited": -0.2},
    "turned down": {"rude": 0.3, "impatient": -0.2, "overexcited": -0.3, "presumptuous": -0.2},
    "unknown": {},
}
# A hint as heavy as this is shown as the words that weighed; of fainter ones the whole sentence is.
TELLING = 2
FREE_EXCLAMATIONS = 2
FREE_EMOJI = 2
WEIGHED = "weighed"
"""The entry of a span that is a sentence which weighed by its words, without a phrase of a lexicon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is counted beside phrases: runs of exclamation marks, shouted words, emoji, each with its span."""

    exclamations: tuple[Span, ...] = ()
    shouted: tuple[Span, ...] = ()
    emoji: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    weight: float
    spans: tuple[Span, ...]


def tones(zones: tuple[Zone, ...], hits: tuple[Hit, ...], marks: Marks, stage: str) -> dict[str, tuple[Span, ...]]:
    """For every bad tone the words on which its finding rests; none where it is not found."""
    rows = [row for zone in zones if zone.name != "closing" for row in _likelihoods(zone, hits)]
    weighed = {tone: _evidence(place, rows, marks, stage) for place, tone in enumerate(TONES)}
    enough = {tone for tone in TONES if weighed[tone].weight >= ENOUGH + EACH_SIGN * _signs(tone, hits)}
    first = max(enough, key=lambda tone: weighed[tone].weight, default="")
    found = {tone for tone in enough if weighed[tone].weight >= _share(tone, first) * weighed[first].weight}
    return {tone: weighed[tone].spans if tone in found else () for tone in TONES}


def _share(tone: str, first: str) -> float:
    return PAIR_SHARE if {tone, first} <= PAIR else SECOND_SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One sentence: its span, the hits in it and its likelihood of each tone, sure phrases added."""

    span: Span
    hits: tuple[Hit, ...]
    likely: tuple[float, ...]


def _likelihoods(zone: Zone, hits: tuple[Hit, ...]) -> Iterable[_Row]:
    model = packaged_model()
    for sentence in zone.sentences:
        inside = tuple(hit for hit in hits if _is_in(hit.span, zone, sentence))
        entries = dict.fromkeys(hit.entry for hit in inside)
        phrases = tuple((entry.signal, entry.level, entry.weight) for entry in entries)
        likely = probabilities(model, features(zone.text[sentence.start : sentence.end], phrases, model))
        sure = {entry.signal for entry in entries if entry.level == "sure"}
        yield _Row(
            span=Span(part=zone.part, start=sentence.start, end=sentence.end, entry=WEIGHED),
            hits=inside,
            likely=tuple(p + SURELY * (tone in sure) for tone, p in zip(TONES, likely, strict=True)),
        )


def _is_in(span: Span, zone: Zone, sentence: Sentence) -> bool:
    return span.part == zone.part and sentence.start <= span.start < sentence.end


def _evidence(place: int, rows: Iterable[_Row], marks: Marks, stage: str) -> _Evidence:
    """The evidence of the tone at this place of `TONES`, with what the stage adds, and its words."""
    tone = TONES[place]
    counted = [row for row in rows if row.likely[place] >= LEAST]
    weight = sum(row.likely[place] for row in counted)
    spans = [span for row in counted for span in _words_of(tone, row)]
    if tone == "overexcited":
        points, marked = _excitement(marks)
        weight += EACH_MARK * points
        spans.extend(marked)
    shift = STAGES[stage].get(tone, 0.0) if weight else 0.0
    return _Evidence(weight=weight + shift, spans=merged(spans))


def _words_of(tone: str, row: _Row) -> tuple[Span, ...]:
    """The telling phrases of the tone in a sentence; without any, the sentence."""
    own = (hit for hit in row.hits if hit.entry.signal == tone)
    phrases = tuple(hit.span for hit in own if hit.entry.level == "sure" or hit.entry.weight >= TELLING)
    return phrases or (row.span,)


def _signs(tone: str, hits: tuple[Hit, ...]) -> int:
    """The signs of courtesy that count against this tone; patience counts twice."""
    present = {hit.entry.signal for hit in hits} & COURTEOUS
    if tone in _EAGER:
        present -= {"interest"}
    return len(present) + ("patience" in present)


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
