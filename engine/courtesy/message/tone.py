"""Bad tone: how likely each sentence, and the message, has it.

The likelihoods come from learnt weights (`courtesy.message.weights`), to which the phrases found in each sentence
belong. A tone that is not found is absent as far as can be told: it never certifies good tone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from courtesy.message.features import Phrase, Piece, features
from courtesy.message.matching import Hit, Zone
from courtesy.message.signals import TONES, Span
from courtesy.message.text import Sentence
from courtesy.message.weights import LABELS, packaged_model, sentence_likelihoods, weigh

# A message has a tone that is at least this likely; chosen for few alarms on good messages (docs/messages.md).
ENOUGH = 0.8
# … or is said by a sure phrase in a sentence this likely to mean it, however short the message.
SURELY = 0.8
# Of a message with a tone the sentences are shown that have it with this likelihood, else the likeliest.
SHOWN = 0.3
# A hint as heavy as this is shown as the words that weighed; of fainter ones the whole sentence is.
TELLING = 2
FREE_EXCLAMATIONS = 2
MOST_CLAUSES = 60
WEIGHED = "weighed"
"""The entry of a span that is a sentence which weighed by its words, without a phrase of a lexicon."""
# Parts that are formulas: what stands in them tells no tone.
_FORMULAS = frozenset({"greeting", "closing", "subject"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is counted beside phrases: runs of exclamation marks and shouted words, each with its span."""

    exclamations: tuple[Span, ...] = ()
    shouted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedSentence:
    """One sentence: its span and folded text, the hits in it, how likely it has each label of the weights."""

    span: Span
    text: str
    hits: tuple[Hit, ...]
    likely: Mapping[str, float]


class Clauses:
    """The clauses of a message weighed one by one, each once: a long sentence says several things.

    INVARIANT: a message costs at most `MOST_CLAUSES` of them; further ones are as likely as their sentence.
    """

    def __init__(self) -> None:
        self._weighed: dict[Span, Mapping[str, float]] = {}

    def likelihood(self, name: str, sentence: WeighedSentence, hit: Hit) -> float:
        """How likely the clause around a phrase says what the phrase is for."""
        begin, text = sentence.span.start, sentence.text
        place = hit.span.start - begin
        start = max((match.end() for match in _CLAUSE_END.finditer(text, 0, place)), default=0)
        end = _CLAUSE_END.search(text, min(hit.span.end - begin, len(text)))
        stop = end.start() if end is not None else len(text)
        key = Span(part=sentence.span.part, start=begin + start, end=begin + stop, entry=WEIGHED)
        if key not in self._weighed and len(self._weighed) < MOST_CLAUSES:
            inside = (other for other in sentence.hits if start <= other.span.start - begin < stop)
            self._weighed[key] = _weighed_clause(Piece(text=text[start:stop].strip(), phrases=_phrases(inside)))
        return self._weighed.get(key, sentence.likely)[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedMessage:
    """The sentences of a message, and how likely the message has each tone."""

    sentences: tuple[WeighedSentence, ...]
    tones: Mapping[str, float]
    clauses: Clauses = field(default_factory=Clauses, compare=False)


def weighed(zones: Iterable[Zone], hits: tuple[Hit, ...], marks: Marks, stage: str) -> WeighedMessage:
    """The sentences of the message with their likelihoods, in the light of the stage of the wait."""
    found = [
        (zone, sentence, tuple(hit for hit in hits if _is_in(hit.span, zone, sentence)))
        for zone in zones
        if zone.name not in _FORMULAS
        for sentence in zone.sentences
        if any(map(str.isalpha, sentence.words))
    ]
    pieces = [_piece(zone, sentence, inside, marks) for zone, sentence, inside in found]
    result = weigh(pieces, stage, packaged_model())
    return WeighedMessage(
        sentences=tuple(
            WeighedSentence(span=_span(zone, sentence), text=piece.text, hits=inside, likely=likely)
            for (zone, sentence, inside), piece, likely in zip(found, pieces, result.pieces, strict=True)
        ),
        tones=result.tones,
    )


def _is_in(span: Span, zone: Zone, sentence: Sentence) -> bool:
    return span.part == zone.part and sentence.start <= span.start < sentence.end


def _span(zone: Zone, sentence: Sentence) -> Span:
    return Span(part=zone.part, start=sentence.start, end=sentence.end, entry=WEIGHED)


def _piece(zone: Zone, sentence: Sentence, hits: tuple[Hit, ...], marks: Marks) -> Piece:
    return Piece(
        text=zone.text[sentence.start : sentence.end],
        phrases=_phrases(hits),
        shouted=sum(_is_in(span, zone, sentence) for span in marks.shouted),
    )


def _phrases(hits: Iterable[Hit]) -> tuple[Phrase, ...]:
    entries = {hit.entry.id: hit.entry for hit in hits}
    return tuple(Phrase(signal=entry.signal, level=entry.level, weight=entry.weight) for entry in entries.values())


def _weighed_clause(clause: Piece) -> Mapping[str, float]:
    model = packaged_model()
    return dict(zip(LABELS, sentence_likelihoods(features(clause, model.concepts), model), strict=True))


_CLAUSE_END = re.compile(r"[,;:()–—\"]| - | (?:and|but|so) ")


def tones(message: WeighedMessage, marks: Marks) -> dict[str, tuple[Span, ...]]:
    """For every bad tone the words on which its finding rests; none where it is not found."""
    return {
        tone: merged(_spans(tone, message, marks)) if message.tones[tone] >= ENOUGH or _is_said(tone, message) else ()
        for tone in TONES
    }


def _is_said(tone: str, message: WeighedMessage) -> bool:
    surely = (sentence.hits for sentence in message.sentences if sentence.likely[tone] >= SURELY)
    return any(hit.entry.signal == tone and hit.entry.level == "sure" for hits in surely for hit in hits)


def _spans(tone: str, message: WeighedMessage, marks: Marks) -> Iterator[Span]:
    likeliest = max(message.sentences, key=lambda sentence: sentence.likely[tone])
    for sentence in message.sentences:
        if sentence.likely[tone] >= SHOWN or sentence is likeliest:
            yield from _words_of(tone, sentence)
    if tone == "overexcited":
        yield from marks.shouted
        yield from marks.exclamations if len(marks.exclamations) > FREE_EXCLAMATIONS else ()


def _words_of(tone: str, sentence: WeighedSentence) -> tuple[Span, ...]:
    """The telling phrases of the tone in a sentence; without any, the sentence."""
    own = (hit for hit in sentence.hits if hit.entry.signal == tone)
    phrases = tuple(hit.span for hit in own if hit.entry.level == "sure" or hit.entry.weight >= TELLING)
    return phrases or (sentence.span,)


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


def certain(hits: Iterable[Hit], name: str) -> tuple[Span, ...]:
    """The phrases of a signal where they suffice: a sure one, or hints that together weigh enough."""
    own = [hit for hit in hits if hit.entry.signal == name]
    score = sum({hit.entry.id: POINTS if hit.entry.level == "sure" else hit.entry.weight for hit in own}.values())
    return merged(hit.span for hit in own) if score >= POINTS else ()


POINTS = 2
"""What hints must weigh together to be as good as a sure phrase."""
