"""The signals that compare a message with its case: date, company, position, details, spelling of names and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from courtesy.message import people, spelling
from courtesy.message.dates import DateMention, date_mentions, interview_days
from courtesy.message.facts import company_mentions, detail_mentions, position_mentions
from courtesy.message.matching import Hit
from courtesy.message.page import Page, spans_of
from courtesy.message.signals import MessageSignal, Span, flag, unchecked, valued
from courtesy.message.text import Stretch
from courtesy.message.tone import certain, merged
from courtesy.message.words import common_words, known_words

# Words of the case that are this common prove no detail of the conversation on their own.
_PLAIN_RANK = 2500


def fact_signals(
    page: Page, hits: tuple[Hit, ...], told: tuple[Span, ...], *, thanking: bool
) -> Iterator[tuple[str, MessageSignal]]:
    """Date, company, position and details of the conversation; unchecked where the case does not tell.

    `told` are sentences that tell of the conversation in whatever words.
    """
    case = page.context.case
    yield "conversation_detail", _detail(page, hits, told)
    names = ("mentions_date", "mentions_date_form", "mentions_company", "mentions_position")
    if case is None:
        yield from ((name, unchecked(name)) for name in names)
        return
    yield from _dates(page, thanking=thanking)
    yield "mentions_company", _company(page)
    position = case.position
    if position is None:
        yield "mentions_position", unchecked("mentions_position")
    else:
        yield (
            "mentions_position",
            flag("mentions_position", _in_both(page, partial(position_mentions, position=position), "position")),
        )


def _detail(page: Page, hits: tuple[Hit, ...], told: tuple[Span, ...]) -> MessageSignal:
    """A note of the case taken up, or words that tell of the conversation; without notes and words: unchecked."""
    case = page.context.case
    notes = case.notes if case is not None else None
    details = detail_mentions(page.low_body, page.own_sentences, notes, _plain_words(page)) if notes else ()
    spans = merged((*spans_of("body", details, "note"), *certain(hits, "conversation_detail"), *told))
    return flag("conversation_detail", spans) if spans or notes else unchecked("conversation_detail")


def _dates(page: Page, *, thanking: bool) -> Iterator[tuple[str, MessageSignal]]:
    context = page.context
    assert context.case is not None
    if not interview_days(context.case, context.at):
        yield "mentions_date", unchecked("mentions_date")
        yield "mentions_date_form", unchecked("mentions_date_form")
        return
    subject = date_mentions(page.low_subject, page.zones[0].sentences, context, thanking=thanking)
    body = date_mentions(page.low_body, page.own_sentences, context, thanking=thanking)
    spans = (*_date_spans("subject", subject), *_date_spans("body", body))
    forms = {mention.form for mention in (*subject, *body)}
    best = next((form for form in ("conflicting", "exact", "weekday", "relative") if form in forms), "none")
    yield "mentions_date", flag("mentions_date", merged(spans))
    yield "mentions_date_form", valued("mentions_date_form", best, merged(spans))


def _date_spans(part: str, mentions: tuple[DateMention, ...]) -> tuple[Span, ...]:
    return tuple(Span(part=part, start=m.place.start, end=m.place.end, entry=f"date-{m.form}") for m in mentions)


def _company(page: Page) -> MessageSignal:
    case = page.context.case
    assert case is not None
    if case.company is None:
        return unchecked("mentions_company")
    company = case.company
    texts = (case.position, case.candidate.name, *(person.name for person in case.people))
    others = frozenset(word for text in texts for word in people.name_words(text))
    find_company = partial(
        company_mentions, company=company, other_words=others, known=known_words(), plain_words=_plainest()
    )
    return flag("mentions_company", _in_both(page, find_company, "company"))


def _in_both(page: Page, mentions: Callable[[str], tuple[Stretch, ...]], entry: str) -> tuple[Span, ...]:
    own = page.body[: page.layout.own.end]
    return (*spans_of("subject", mentions(page.subject), entry), *spans_of("body", mentions(own), entry))


@cache
def _plainest() -> frozenset[str]:
    return frozenset(word for word, rank in common_words().items() if rank < _PLAIN_RANK)


def _plain_words(page: Page) -> frozenset[str]:
    case = page.context.case
    assert case is not None
    return _plainest() | {word for text in (case.company, case.position) for word in people.name_words(text)}


def spelling_signals(page: Page, slips: tuple[Span, ...]) -> Iterator[tuple[str, MessageSignal]]:
    """Misspelt and unknown words, and names that are nearly right; `slips` are wrong words in a right spelling."""
    case, layout = page.context.case, page.layout
    if case is None:
        missed: tuple[people.NameMiss, ...] = ()
        yield "name_near_miss", unchecked("name_near_miss")
    else:
        own = page.body[: layout.own.end]
        missed = people.name_misses(own, layout.greeting, layout.signature, case, known_words())
        yield (
            "name_near_miss",
            flag(
                "name_near_miss",
                tuple(Span(part="body", start=m.start, end=m.end, entry=f"name:{m.meant}") for m in missed),
            ),
        )
    allowed = spelling.allowed_words(case)
    problems = [
        (part, problem)
        for part, text, stretch in (
            ("subject", page.subject, Stretch(0, len(page.subject))),
            ("body", page.body, layout.own),
        )
        for problem in spelling.word_problems(text, stretch, allowed)
        if not (part == "body" and any(m.start <= problem.start < m.end for m in missed))
    ]
    sure = tuple(
        Span(part=part, start=p.start, end=p.end, entry=f"spelling:{p.meant}") for part, p in problems if p.sure
    )
    unsure = tuple(Span(part=part, start=p.start, end=p.end, entry="unknown") for part, p in problems if not p.sure)
    yield "misspelt", flag("misspelt", merged((*sure, *slips)))
    yield "unknown_word", flag("unknown_word", unsure)
