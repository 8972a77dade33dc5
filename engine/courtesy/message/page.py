"""A message laid out for the checks: its texts, its parts, its sentences, and spans into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from courtesy.case import Message
from courtesy.message import people
from courtesy.message.layout import Layout, laid_out
from courtesy.message.matching import Zone
from courtesy.message.quoting import without_answered_quotes
from courtesy.message.signals import Context, Span
from courtesy.message.text import Sentence, Stretch, folded, letters, normalised, sentences, unaccented

# Sentences that are searched for phrases and facts; all are counted.
MOST_SENTENCES = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A message laid out for the checks: its texts, folded texts, parts and sentences.

    `shown` is the whole body, `body` has blanks where the candidate answers quoted lines.
    """

    subject: str
    shown: str
    body: str
    low_subject: str
    low_body: str
    layout: Layout
    zones: tuple[Zone, ...]
    inside: tuple[Sentence, ...]
    own_sentences: tuple[Sentence, ...]
    quoted: bool
    context: Context


def page_of(message: Message, context: Context) -> Page:
    """The message in normal form, folded, and cut into its parts with what the case knows of names."""
    subject, shown = normalised(message.subject or "").strip(), normalised(message.body)
    body = without_answered_quotes(shown)
    low_subject, low_body = folded(subject), folded(body)
    case = context.case
    names = people.parts(case.candidate.name) if case else frozenset()
    addressed = frozenset(word for person in case.people for word in people.parts(person.name)) if case else frozenset()
    layout = laid_out(low_body, _as_written(names, low_body), _as_written(addressed, low_body))
    inside = sentences(low_body, layout.main.start, layout.main.end)
    return Page(
        subject=subject,
        shown=shown,
        body=body,
        low_subject=low_subject,
        low_body=low_body,
        layout=layout,
        zones=_zones(low_subject, low_body, layout, inside[:MOST_SENTENCES]),
        inside=inside,
        own_sentences=sentences(low_body, layout.greeting.end if layout.greeting else 0, layout.own.end)[
            :MOST_SENTENCES
        ],
        quoted=message.quoted or layout.quoted or body != shown,
        context=context,
    )


def _as_written(names: frozenset[str], low_body: str) -> frozenset[str]:
    """Names as folded text has them: with and without accents, plus near misses in the first words."""
    head = letters(low_body[:80])
    nearly = (
        word
        for word in head
        for name in names
        if people.near(unaccented(word), name) or people.same_name(unaccented(word), name)
    )
    return frozenset({*names, *nearly, *(w for w in letters(low_body) if unaccented(w) in names)})


def _zones(subject: str, body: str, layout: Layout, inside: tuple[Sentence, ...]) -> tuple[Zone, ...]:
    closing = layout.signoff or Stretch(layout.main.end, layout.main.end)
    greeting = layout.greeting or Stretch(layout.main.start, layout.main.start)
    return (
        Zone(part="subject", name="subject", text=subject, sentences=sentences(subject, 0, len(subject))),
        Zone(part="body", name="greeting", text=body, sentences=sentences(body, greeting.start, greeting.end)),
        Zone(part="body", name="opening", text=body, sentences=inside[:1]),
        Zone(part="body", name="body", text=body, sentences=inside[1:]),
        Zone(part="body", name="closing", text=body, sentences=sentences(body, closing.start, closing.end)),
    )


def whole(part: str, stretch: Stretch | None, entry: str) -> tuple[Span, ...]:
    """The span of one stretch, none for None."""
    return spans_of(part, (stretch,), entry) if stretch is not None else ()


def spans_of(part: str, stretches: Iterable[Stretch], entry: str) -> tuple[Span, ...]:
    """Spans of the stretches that are not empty."""
    return tuple(Span(part=part, start=s.start, end=s.end, entry=entry) for s in stretches if s.end > s.start)
