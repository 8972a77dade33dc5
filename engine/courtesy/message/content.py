"""The signals of content and tone, from the phrases that were found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from courtesy.message import form, grammar, harper_checker, spelling
from courtesy.message.comparison import fact_signals, spelling_signals
from courtesy.message.matching import Hit
from courtesy.message.page import Page, spans_of
from courtesy.message.signals import Context, MessageSignal, Span, flag
from courtesy.message.text import in_quotation
from courtesy.message.tone import (
    Marks,
    WeighedMessage,
    WeighedSentence,
    certain,
    merged,
    tones,
    weighed,
)

# Told by phrases, and by sentences that likely say it in other words.
TOLD = ("thanks", "interest", "qualifications", "adds_value", "requests_update", "asks_feedback", "salary")
# A phrase in a clause that is less likely than this to mean it is passed over; for pay sooner believed, because few
# messages of the corpus speak of it.
DOUBTED: Mapping[str, float] = {
    **dict.fromkeys(TOLD, 0.3), "requests_update": 0.2, "adds_value": 0.15, "salary": 0.05,
}  # fmt: skip
# A sentence that is this likely says it without any phrase. Most messages take up the conversation, so less is enough.
SURE: Mapping[str, float] = {
    **dict.fromkeys(TOLD, 0.5), "interest": 0.4, "adds_value": 0.3, "requests_update": 0.4, "detail": 0.4,
}  # fmt: skip


def content_signals(page: Page, hits: tuple[Hit, ...]) -> Iterator[tuple[str, MessageSignal]]:
    """Content, facts, tone and spelling, from the hits of the phrases."""
    reported = tuple(hit for hit in hits if _is_reported(page, hit))
    passed = {hit.span for hit in reported}
    hits = tuple(hit for hit in hits if hit.span not in passed)
    marks, stage = _marks(page), _stage(page.context)
    message = weighed(page.zones, hits, marks, stage)
    bad = tones(message, marks)
    yield from ((name, flag(name, spans)) for name, spans in bad.items())
    said = {name: _said(name, message, hits, reported) for name in TOLD}
    # Who presses for an answer asks for it, and who begs for the job wants it.
    said["requests_update"] = merged((*said["requests_update"], *bad["impatient"]))
    said["interest"] = merged((*said["interest"], *bad["desperate"]))
    yield from ((name, flag(name, spans)) for name, spans in said.items())
    yield "slang", flag("slang", certain(hits, "slang"))
    told = tuple(sentence.span for sentence in message.sentences if sentence.likely["detail"] >= SURE["detail"])
    yield from fact_signals(page, hits, told, thanking=bool(said["thanks"]) and stage == "just met")
    slips = _slips(page)
    yield from spelling_signals(page, tuple(slip for slip in slips if slip.entry in grammar.MISSPELLINGS))
    yield "grammar", flag("grammar", slips)


def _said(name: str, message: WeighedMessage, hits: tuple[Hit, ...], reported: tuple[Hit, ...]) -> tuple[Span, ...]:
    """The words that say it: phrases that are not doubted, and sentences that are sure (unless they report it)."""
    least = DOUBTED[name]
    doubted = {
        hit.span
        for sentence in message.sentences
        if sentence.likely[name] < least
        for hit in sentence.hits
        if hit.entry.signal == name and message.clauses.likelihood(name, sentence, hit) < least
    }
    phrases = certain((hit for hit in hits if hit.span not in doubted), name)
    told = tuple(hit.span.start for hit in reported if hit.entry.signal == name and hit.span.part == "body")
    sure = (
        sentence
        for sentence in message.sentences
        if sentence.likely[name] >= SURE[name]
        and not any(sentence.span.start <= start < sentence.span.end for start in told)
    )
    return merged((*phrases, *(span for sentence in sure for span in _words_of(name, sentence))))


def _words_of(name: str, sentence: WeighedSentence) -> tuple[Span, ...]:
    """The phrases in a sentence that say it; without any, the sentence."""
    return tuple(hit.span for hit in sentence.hits if hit.entry.signal == name) or (sentence.span,)


def _slips(page: Page) -> tuple[Span, ...]:
    """Slips of grammar by our own patterns, and by harper where it is wanted and installed."""
    own = grammar.slips(page.body, page.low_body, page.layout.own)
    if not (page.context.harper and harper_checker.is_installed()):
        return own
    return merged((*own, *harper_checker.harper_slips(page.body[: page.layout.own.end])))


def _is_reported(page: Page, hit: Hit) -> bool:
    """True for thanks that stand in quotation marks: somebody else's."""
    text = page.subject if hit.span.part == "subject" else page.body
    return hit.entry.signal == "thanks" and in_quotation(text, hit.span.start, hit.span.end)


def _stage(context: Context) -> str:
    """Where the wait stands: `just met`, `waiting` (somebody has written since), `turned down`, `offered`, `unknown`."""
    if context.case is None:
        return "unknown"
    seen = context.case.events if context.at is None else context.case.seen_at(context.at)
    names = [event.event for event in seen]
    if "interview" not in names:
        return "unknown"
    since = names[len(names) - names[::-1].index("interview") :]
    for event, stage in (("rejection", "turned down"), ("offer", "offered")):
        if event in since:
            return stage
    written = [event for event in seen[len(names) - len(since) :] if event.to or event.event == "reply"]
    return "waiting" if written else "just met"


def _marks(page: Page) -> Marks:
    layout, case = page.layout, page.context.case
    end = layout.signoff.start if layout.signoff else layout.signature.start
    start = layout.main.start + 1 if layout.greeting else layout.main.start
    text = page.body[:end]
    terms = spelling.allowed_words(case)
    exclaimed = (mark for mark in form.exclamations(text) if mark.start >= start)
    shouted = (
        *spans_of("subject", form.shouted(page.subject, terms, form.ordinary_words()), "capitals"),
        *spans_of("body", form.shouted(text, terms, form.ordinary_words()), "capitals"),
    )
    return Marks(
        exclamations=(
            *spans_of("subject", form.exclamations(page.subject), "exclamation"),
            *spans_of("body", exclaimed, "exclamation"),
        ),
        shouted=shouted,
    )
