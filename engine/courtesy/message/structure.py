"""The signals of structure: lengths, greeting, sign-off, signature, contact data, signs of form."""

from __future__ import annotations

from collections.abc import Iterator

from courtesy.message import form, people, spelling
from courtesy.message.contact import emails, phones
from courtesy.message.language import language_of
from courtesy.message.page import Page, spans_of, whole
from courtesy.message.signals import MessageSignal, Span, flag, unchecked, valued
from courtesy.message.text import Stretch, count_words, letters, paragraphs

STRUCTURE = (
    "words", "sentences", "paragraphs", "longest_paragraph_words", "longest_sentence_words", "subject_words", "subject",
    "greeting", "greets_recipients", "greets_by_first_name", "signoff", "signature_name", "contact_phone",
    "contact_email", "placeholder", "emoji", "language", "quoted_reply", "truncated",
)  # fmt: skip


def structure_signals(page: Page) -> Iterator[tuple[str, MessageSignal]]:
    """Lengths, greeting, sign-off, signature, contact data, placeholders, emoji, quoted mail."""
    yield from _counts(page)
    layout, case = page.layout, page.context.case
    text = page.body[: layout.own.end]
    yield (
        "subject",
        flag("subject", whole("subject", Stretch(0, len(page.subject)), "subject") if page.subject else ()),
    )
    yield "greeting", flag("greeting", whole("body", layout.greeting, "greeting"))
    yield from _greeted(page)
    yield "signoff", flag("signoff", whole("body", layout.signoff, "signoff"))
    yield "signature_name", _signature(page)
    yield "contact_phone", flag("contact_phone", spans_of("body", phones(text, case), "phone"))
    yield "contact_email", flag("contact_email", spans_of("body", emails(text, case), "email"))
    subject_marks = spans_of("subject", form.placeholders(page.subject), "placeholder")
    yield (
        "placeholder",
        flag("placeholder", (*subject_marks, *spans_of("body", form.placeholders(text), "placeholder"))),
    )
    subject_emoji = spans_of("subject", form.emoji(page.subject), "emoji")
    yield "emoji", flag("emoji", (*subject_emoji, *spans_of("body", form.emoji(text), "emoji")))
    quoted = (Span(part="body", start=layout.own.end, end=len(page.body), entry="quoted"),) if layout.quoted else ()
    yield (
        "quoted_reply",
        MessageSignal(
            name="quoted_reply", value=page.quoted, status="found" if page.quoted else "absent", spans=quoted
        ),
    )


def _counts(page: Page) -> Iterator[tuple[str, MessageSignal]]:
    end = page.layout.own.end
    blocks = [count_words(page.body[b.start : b.end]) for b in paragraphs(page.body, 0, end)]
    lengths = [count_words(page.body[s.start : s.end]) for s in page.inside]
    yield "words", valued("words", count_words(page.body[:end]))
    yield "sentences", valued("sentences", len(lengths))
    yield "paragraphs", valued("paragraphs", len(blocks))
    yield "longest_paragraph_words", valued("longest_paragraph_words", max(blocks, default=0))
    yield "longest_sentence_words", valued("longest_sentence_words", max(lengths, default=0))
    yield "subject_words", valued("subject_words", count_words(page.subject))


def _greeted(page: Page) -> Iterator[tuple[str, MessageSignal]]:
    names = ("greets_recipients", "greets_by_first_name")
    case, place = page.context.case, page.layout.greeting
    if case is None:
        yield from ((name, unchecked(name)) for name in names)
        return
    text = page.body[place.start : place.end] if place else ""
    meant = people.recipients(case, page.context.to, text)
    greeted = [person for person in meant if people.greets(text, person)]
    everybody = bool(meant) and (len(greeted) == len(meant) or (bool(text) and people.greets_everybody(text)))
    value = "all" if everybody else "some" if greeted else "none"
    spans = whole("body", place, "greeting") if value != "none" else ()
    yield names[0], valued(names[0], value, spans)
    first = people.by_first_name(text, case.people)
    yield names[1], flag(names[1], whole("body", place, "greeting") if first else ())


def _signature(page: Page) -> MessageSignal:
    case, place = page.context.case, page.layout.signature
    if case is None or case.candidate.name is None:
        return unchecked("signature_name")
    value, where = people.signed(page.body[place.start : place.end], case.candidate.name)
    spans = (
        ()
        if where is None
        else (Span(part="body", start=place.start + where[0], end=place.start + where[1], entry="signature"),)
    )
    return valued("signature_name", value, spans)


def language_signal(page: Page) -> str:
    """`en` or `other`, by the main text."""
    case = page.context.case
    main = page.layout.main
    return language_of(letters(page.low_body[main.start : main.end]), spelling.allowed_words(case))
