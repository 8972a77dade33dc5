"""The reading of a message: `read` turns text and context into every signal of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from courtesy.case import Message
from courtesy.message import form, grammar, people, spelling
from courtesy.message.contact import emails, phones
from courtesy.message.dates import DateMention, date_mentions, interview_days
from courtesy.message.facts import company_mentions, detail_mentions, position_mentions
from courtesy.message.language import language_of
from courtesy.message.layout import Layout, laid_out
from courtesy.message.lexicon import Lexicon, lexicon_files, read_lexicons
from courtesy.message.matching import Hit, Index, Zone, find, index_of
from courtesy.message.signals import (
    SIGNALS,
    TONES,
    Context,
    MessageSignal,
    Reading,
    Span,
    flag,
    unchecked,
    valued,
)
from courtesy.message.text import (
    Sentence,
    Stretch,
    count_words,
    folded,
    letters,
    normalised,
    paragraphs,
    sentences,
    unaccented,
)
from courtesy.message.tone import Marks, merged, tones
from courtesy.message.words import common_words, known_words

__all__ = ["SIGNALS", "Context", "MessageSignal", "Reading", "Span", "read"]

PHRASES = ("thanks", "qualifications", "adds_value", "asks_feedback", "salary", "slang")
STRUCTURE = (
    "words", "sentences", "paragraphs", "longest_paragraph_words", "longest_sentence_words", "subject_words", "subject",
    "greeting", "greets_recipients", "greets_by_first_name", "signoff", "signature_name", "contact_phone",
    "contact_email", "placeholder", "emoji", "language", "quoted_reply", "truncated",
)  # fmt: skip
# Words of the case that are this common prove no detail of the conversation on their own.
_PLAIN_RANK = 2500
_SURELY_ASKED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message laid out for the checks: its texts, folded texts, parts and sentences."""

    subject: str
    body: str
    low_subject: str
    low_body: str
    layout: Layout
    zones: tuple[Zone, ...]
    own_sentences: tuple[Sentence, ...]
    quoted: bool
    context: Context


def read(message: Message, context: Context, lexicon: Lexicon | None = None) -> Reading:
    """Every signal of the message in this context; `lexicon` defaults to the shipped one."""
    draft = _draft(message, context)
    index = _index(lexicon) if lexicon is not None else shipped_index()
    hits, truncated = find(index, draft.zones, context.channel)
    found: dict[str, MessageSignal] = {}
    found.update(_structure(draft))
    found["truncated"] = MessageSignal(name="truncated", value=truncated, status="found" if truncated else "absent")
    found["language"] = valued("language", _language(draft))
    found.update(_content(draft, hits))
    if found["language"].value == "other":
        found = {name: signal if name in STRUCTURE else unchecked(name) for name, signal in found.items()}
    elif truncated:
        found = {name: _honest(name, signal) for name, signal in found.items()}
    ordered = {name: found[name] for name in SIGNALS}
    return Reading(subject=draft.subject, body=draft.body, signals=MappingProxyType(ordered))


def _honest(name: str, signal: MessageSignal) -> MessageSignal:
    """What was not found in a text that was not searched whole is unchecked, not absent."""
    searched = name in (*PHRASES, *TONES, "interest", "requests_update")
    return unchecked(name) if searched and signal.status == "absent" else signal


@lru_cache(maxsize=4)
def lexicon_of(packs: tuple[Path, ...]) -> Lexicon:
    """The shipped lexicons and those of the packs."""
    lexicon, _ = read_lexicons(lexicon_files(packs))
    return lexicon


@lru_cache(maxsize=1)
def shipped_index() -> Index:
    """The index of the shipped lexicons, built on first use."""
    return index_of(lexicon_of(()))


_INDEXES: dict[int, tuple[Lexicon, Index]] = {}


def _index(lexicon: Lexicon) -> Index:
    known = _INDEXES.get(id(lexicon))
    if known is None or known[0] is not lexicon:
        _INDEXES.clear()
        known = (lexicon, index_of(lexicon))
        _INDEXES[id(lexicon)] = known
    return known[1]


def _draft(message: Message, context: Context) -> Draft:
    subject, body = normalised(message.subject or "").strip(), normalised(message.body)
    low_subject, low_body = folded(subject), folded(body)
    case = context.case
    names = people.parts(case.candidate.name) if case else frozenset()
    addressed = frozenset(word for person in case.people for word in people.parts(person.name)) if case else frozenset()
    layout = laid_out(low_body, _as_written(names, low_body), _as_written(addressed, low_body))
    inside = sentences(low_body, layout.main.start, layout.main.end)
    return Draft(
        subject=subject,
        body=body,
        low_subject=low_subject,
        low_body=low_body,
        layout=layout,
        zones=_zones(low_subject, low_body, layout, inside),
        own_sentences=sentences(low_body, layout.greeting.end if layout.greeting else 0, layout.own.end),
        quoted=message.quoted or layout.quoted,
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
    return (
        Zone(part="subject", name="subject", text=subject, sentences=sentences(subject, 0, len(subject))),
        Zone(part="body", name="opening", text=body, sentences=inside[:1]),
        Zone(part="body", name="body", text=body, sentences=inside[1:]),
        Zone(part="body", name="closing", text=body, sentences=sentences(body, closing.start, closing.end)),
    )


def _structure(draft: Draft) -> Iterator[tuple[str, MessageSignal]]:
    yield from _counts(draft)
    layout, case = draft.layout, draft.context.case
    text = draft.body[: layout.own.end]
    yield (
        "subject",
        flag("subject", _whole("subject", Stretch(0, len(draft.subject)), "subject") if draft.subject else ()),
    )
    yield "greeting", flag("greeting", _whole("body", layout.greeting, "greeting"))
    yield from _greeted(draft)
    yield "signoff", flag("signoff", _whole("body", layout.signoff, "signoff"))
    yield "signature_name", _signature(draft)
    yield "contact_phone", flag("contact_phone", _spans("body", phones(text, case), "phone"))
    yield "contact_email", flag("contact_email", _spans("body", emails(text, case), "email"))
    subject_marks = _spans("subject", form.placeholders(draft.subject), "placeholder")
    yield "placeholder", flag("placeholder", (*subject_marks, *_spans("body", form.placeholders(text), "placeholder")))
    subject_emoji = _spans("subject", form.emoji(draft.subject), "emoji")
    yield "emoji", flag("emoji", (*subject_emoji, *_spans("body", form.emoji(text), "emoji")))
    quoted = (Span(part="body", start=layout.own.end, end=len(draft.body), entry="quoted"),) if layout.quoted else ()
    yield (
        "quoted_reply",
        MessageSignal(
            name="quoted_reply", value=draft.quoted, status="found" if draft.quoted else "absent", spans=quoted
        ),
    )


def _counts(draft: Draft) -> Iterator[tuple[str, MessageSignal]]:
    end = draft.layout.own.end
    blocks = [count_words(draft.body[b.start : b.end]) for b in paragraphs(draft.body, 0, end)]
    lengths = [count_words(draft.body[s.start : s.end]) for zone in draft.zones[1:] for s in zone.sentences]
    yield "words", valued("words", count_words(draft.body[:end]))
    yield "sentences", valued("sentences", len(lengths))
    yield "paragraphs", valued("paragraphs", len(blocks))
    yield "longest_paragraph_words", valued("longest_paragraph_words", max(blocks, default=0))
    yield "longest_sentence_words", valued("longest_sentence_words", max(lengths, default=0))
    yield "subject_words", valued("subject_words", count_words(draft.subject))


def _greeted(draft: Draft) -> Iterator[tuple[str, MessageSignal]]:
    names = ("greets_recipients", "greets_by_first_name")
    case, place = draft.context.case, draft.layout.greeting
    if case is None:
        yield from ((name, unchecked(name)) for name in names)
        return
    text = draft.body[place.start : place.end] if place else ""
    meant = people.recipients(case, draft.context.to, text)
    greeted = [person for person in meant if people.greets(text, person)]
    everybody = bool(meant) and (len(greeted) == len(meant) or (bool(text) and people.greets_everybody(text)))
    value = "all" if everybody else "some" if greeted else "none"
    spans = _whole("body", place, "greeting") if value != "none" else ()
    yield names[0], valued(names[0], value, spans)
    first = people.by_first_name(text, case.people)
    yield names[1], flag(names[1], _whole("body", place, "greeting") if first else ())


def _signature(draft: Draft) -> MessageSignal:
    case, place = draft.context.case, draft.layout.signature
    if case is None or case.candidate.name is None:
        return unchecked("signature_name")
    value, where = people.signed(draft.body[place.start : place.end], case.candidate.name)
    spans = (
        ()
        if where is None
        else (Span(part="body", start=place.start + where[0], end=place.start + where[1], entry="signature"),)
    )
    return valued("signature_name", value, spans)


def _language(draft: Draft) -> str:
    case = draft.context.case
    main = draft.layout.main
    return language_of(letters(draft.low_body[main.start : main.end]), spelling.allowed_words(case))


def _content(draft: Draft, hits: tuple[Hit, ...]) -> Iterator[tuple[str, MessageSignal]]:
    for name in PHRASES:
        yield name, flag(name, _certain(hits, name))
    thanked = any(hit.entry.signal == "thanks" for hit in hits)
    yield from _facts(draft, hits, thanking=thanked and _stage(draft.context) == "just met")
    marks = _marks(draft)
    bad = tones(hits, marks, _stage(draft.context))
    yield from ((name, flag(name, spans)) for name, spans in bad.items())
    # Who begs for the job, gushes about it or takes it for granted says that he wants it.
    yield "requests_update", flag("requests_update", _requests(hits, bad["impatient"], other=_is_other_note(draft, hits)))
    wanted = (*_certain(hits, "interest"), *bad["desperate"], *bad["presumptuous"], *bad["overexcited"])
    yield "interest", flag("interest", merged(wanted))
    slips = grammar.slips(draft.body, draft.low_body, draft.layout.own)
    yield from _spelling(draft, tuple(slip for slip in slips if slip.entry in grammar.MISSPELLINGS))
    yield "grammar", flag("grammar", slips)


def _is_other_note(draft: Draft, hits: tuple[Hit, ...]) -> bool:
    """True for a message after a rejection, and for one right after the interview that begins with thanks."""
    stage, main = _stage(draft.context), draft.layout.main
    middle = (main.start + main.end) // 2
    thanked = any(h.entry.signal == "thanks" and (h.span.part == "subject" or h.span.start < middle) for h in hits)
    return stage == "turned down" or (stage == "just met" and thanked)


def _requests(hits: tuple[Hit, ...], pressing: tuple[Span, ...], *, other: bool) -> tuple[Span, ...]:
    """Words that ask for news; who presses for an answer asks for it.

    In a thank-you note and after a rejection (`other`) one phrase alone is something else.
    """
    asked = _certain(hits, "requests_update")
    if other and len(asked) < _SURELY_ASKED:
        asked = ()
    return merged((*asked, *pressing))


def _stage(context: Context) -> str:
    """Where the wait stands: `just met`, `waiting` (somebody has written since), `turned down`, `unknown`."""
    if context.case is None:
        return "unknown"
    seen = context.case.events if context.at is None else context.case.seen_at(context.at)
    names = [event.event for event in seen]
    if "interview" not in names:
        return "unknown"
    since = names[len(names) - names[::-1].index("interview") :]
    if "rejection" in since:
        return "turned down"
    written = [event for event in seen[len(names) - len(since) :] if event.to or event.event == "reply"]
    return "waiting" if written else "just met"


def _certain(hits: Iterable[Hit], name: str) -> tuple[Span, ...]:
    """Content phrases: sure ones, and hints where two different ones agree."""
    own = [hit for hit in hits if hit.entry.signal == name]
    score = sum({hit.entry.id: 2 if hit.entry.level == "sure" else hit.entry.weight for hit in own}.values())
    return merged(hit.span for hit in own) if score > 1 else ()


def _facts(draft: Draft, hits: tuple[Hit, ...], *, thanking: bool) -> Iterator[tuple[str, MessageSignal]]:
    case = draft.context.case
    yield "conversation_detail", _detail(draft, hits)
    names = ("mentions_date", "mentions_date_form", "mentions_company", "mentions_position")
    if case is None:
        yield from ((name, unchecked(name)) for name in names)
        return
    yield from _dates(draft, thanking=thanking)
    yield "mentions_company", _company(draft)
    position = case.position
    if position is None:
        yield "mentions_position", unchecked("mentions_position")
    else:
        yield (
            "mentions_position",
            flag("mentions_position", _in_both(draft, partial(position_mentions, position=position), "position")),
        )
    yield "conversation_detail", _detail(draft, hits)


def _detail(draft: Draft, hits: tuple[Hit, ...]) -> MessageSignal:
    """A note of the case taken up, or words that tell of the conversation; without notes and words: unchecked."""
    case = draft.context.case
    notes = case.notes if case is not None else None
    details = detail_mentions(draft.low_body, draft.own_sentences, notes, _plain_words(draft)) if notes else ()
    spans = merged((*_spans("body", details, "note"), *_certain(hits, "conversation_detail")))
    return flag("conversation_detail", spans) if spans or notes else unchecked("conversation_detail")


def _dates(draft: Draft, *, thanking: bool) -> Iterator[tuple[str, MessageSignal]]:
    context = draft.context
    assert context.case is not None
    if not interview_days(context.case, context.at):
        yield "mentions_date", unchecked("mentions_date")
        yield "mentions_date_form", unchecked("mentions_date_form")
        return
    subject = date_mentions(draft.low_subject, draft.zones[0].sentences, context, thanking=thanking)
    body = date_mentions(draft.low_body, draft.own_sentences, context, thanking=thanking)
    spans = (*_date_spans("subject", subject), *_date_spans("body", body))
    forms = {mention.form for mention in (*subject, *body)}
    best = next((form for form in ("conflicting", "exact", "weekday", "relative") if form in forms), "none")
    yield "mentions_date", flag("mentions_date", merged(spans))
    yield "mentions_date_form", valued("mentions_date_form", best, merged(spans))


def _date_spans(part: str, mentions: tuple[DateMention, ...]) -> tuple[Span, ...]:
    return tuple(Span(part=part, start=m.place.start, end=m.place.end, entry=f"date-{m.form}") for m in mentions)


def _company(draft: Draft) -> MessageSignal:
    case = draft.context.case
    assert case is not None
    if case.company is None:
        return unchecked("mentions_company")
    company = case.company
    texts = (case.position, case.candidate.name, *(person.name for person in case.people))
    others = frozenset(word for text in texts for word in people.name_words(text))
    find_company = partial(company_mentions, company=company, other_words=others, known=known_words())
    return flag("mentions_company", _in_both(draft, find_company, "company"))


def _in_both(draft: Draft, mentions: Callable[[str], tuple[Stretch, ...]], entry: str) -> tuple[Span, ...]:
    own = draft.body[: draft.layout.own.end]
    return (*_spans("subject", mentions(draft.subject), entry), *_spans("body", mentions(own), entry))


def _plain_words(draft: Draft) -> frozenset[str]:
    case = draft.context.case
    assert case is not None
    common = frozenset(word for word, rank in common_words().items() if rank < _PLAIN_RANK)
    return common | {word for text in (case.company, case.position) for word in people.name_words(text)}


def _marks(draft: Draft) -> Marks:
    layout, case = draft.layout, draft.context.case
    end = layout.signoff.start if layout.signoff else layout.signature.start
    start = layout.main.start + 1 if layout.greeting else layout.main.start
    text = draft.body[:end]
    terms = spelling.allowed_words(case)
    exclaimed = (mark for mark in form.exclamations(text) if mark.start >= start)
    shouted = (
        *_spans("subject", form.shouted(draft.subject, terms, _ordinary()), "capitals"),
        *_spans("body", form.shouted(text, terms, _ordinary()), "capitals"),
    )
    return Marks(
        exclamations=(
            *_spans("subject", form.exclamations(draft.subject), "exclamation"),
            *_spans("body", exclaimed, "exclamation"),
        ),
        shouted=shouted,
        emoji=_spans("body", form.emoji(draft.body[: layout.own.end]), "emoji"),
    )


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    """Words that people shout, unlike the abbreviations that are always in capitals."""
    return frozenset(word for word, rank in common_words().items() if rank < 6000 and len(word) > 2) - _ABBREVIATIONS


_ABBREVIATIONS = frozenset(
    ["usa", "api", "sql", "html", "css", "php", "xml", "pdf", "faq", "ceo", "cfo", "cto", "nhs", "bbc", "ibm", "nasa", "nato", "usb", "gps", "dvd", "led", "lcd", "atm", "atms", "hiv", "dna", "mri", "nyc", "los", "san", "rna", "gmt", "est", "pst", "utc", "pla", "crm", "erp", "seo", "kpi", "phd", "mba", "bsc", "msc", "rsa", "ssl", "tls", "vpn", "cpu", "gpu", "ram", "rom", "asap", "fyi", "eta", "etc", "irs", "sec", "fda", "epa", "cad", "cam", "aws", "gcp", "ios", "mac", "sap", "ats", "rpm", "mph", "mm", "cm", "km", "kg", "inc", "ltd", "llc", "usd", "gbp", "eur", "cv", "hr", "vs", "isp", "sms", "url", "http", "www", "dns", "tcp", "udp", "ssh", "ftp", "cdc", "ppe", "sop", "sla"]
)


def _spelling(draft: Draft, slips: tuple[Span, ...]) -> Iterator[tuple[str, MessageSignal]]:
    case, layout = draft.context.case, draft.layout
    if case is None:
        missed: tuple[people.NameMiss, ...] = ()
        yield "name_near_miss", unchecked("name_near_miss")
    else:
        own = draft.body[: layout.own.end]
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
            ("subject", draft.subject, Stretch(0, len(draft.subject))),
            ("body", draft.body, layout.own),
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


def _whole(part: str, stretch: Stretch | None, entry: str) -> tuple[Span, ...]:
    return _spans(part, (stretch,), entry) if stretch is not None else ()


def _spans(part: str, stretches: Iterable[Stretch], entry: str) -> tuple[Span, ...]:
    return tuple(Span(part=part, start=s.start, end=s.end, entry=entry) for s in stretches if s.end > s.start)
