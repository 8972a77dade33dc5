"""The signals of content and tone, from the phrases that were found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from courtesy.message import form, grammar, harper_checker, spelling
from courtesy.message.comparison import fact_signals, spelling_signals
from courtesy.message.matching import Hit
from courtesy.message.page import Page, spans_of
from courtesy.message.signals import Context, MessageSignal, Span, flag
from courtesy.message.text import in_quotation
from courtesy.message.tone import Marks, certain, merged, tones
from courtesy.message.words import common_words

PHRASES = ("thanks", "asks_feedback", "salary", "slang")
# What the candidate brings; a hostile letter boasts of it rather, so there one phrase is not enough.
GIFTS = ("qualifications", "adds_value")
HOSTILE_LEAST = 2
_SURELY_ASKED = 2


def content_signals(page: Page, hits: tuple[Hit, ...]) -> Iterator[tuple[str, MessageSignal]]:
    """Content, facts, tone and spelling, from the hits of the phrases."""
    hits = tuple(hit for hit in hits if not _is_reported(page, hit))
    yield from ((name, flag(name, certain(hits, name))) for name in PHRASES)
    thanked = any(hit.entry.signal == "thanks" for hit in hits)
    yield from fact_signals(page, hits, thanking=thanked and _stage(page.context) == "just met")
    marks = _marks(page)
    bad = tones(page.zones, hits, marks, _stage(page.context))
    yield from ((name, flag(name, spans)) for name, spans in bad.items())
    hostile = any(bad[name] for name in ("rude", "impatient", "presumptuous"))
    for name in GIFTS:
        yield name, flag(name, certain(hits, name, least=HOSTILE_LEAST if hostile else 1))
    # Who begs for the job, gushes about it or takes it for granted says that he wants it.
    yield (
        "requests_update",
        flag("requests_update", _requests(hits, bad["impatient"], other=_is_other_note(page, hits))),
    )
    leaning = thanked and _stage(page.context) == "just met" and not hostile
    wanted = (
        *certain(hits, "interest", enough=1 if leaning else 2),
        *bad["desperate"],
        *bad["presumptuous"],
        *bad["overexcited"],
    )
    yield "interest", flag("interest", merged(wanted))
    slips = _slips(page)
    yield from spelling_signals(page, tuple(slip for slip in slips if slip.entry in grammar.MISSPELLINGS))
    yield "grammar", flag("grammar", slips)


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


def _is_other_note(page: Page, hits: tuple[Hit, ...]) -> bool:
    """True for a message after a rejection, and for one right after the interview that begins with thanks."""
    stage, main = _stage(page.context), page.layout.main
    middle = (main.start + main.end) // 2
    thanked = any(h.entry.signal == "thanks" and (h.span.part == "subject" or h.span.start < middle) for h in hits)
    return stage == "turned down" or (stage == "just met" and thanked)


def _requests(hits: tuple[Hit, ...], pressing: tuple[Span, ...], *, other: bool) -> tuple[Span, ...]:
    """Words that ask for news; who presses for an answer asks for it.

    In a thank-you note and after a rejection (`other`) one phrase alone is something else.
    """
    asked = certain(hits, "requests_update")
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


def _marks(page: Page) -> Marks:
    layout, case = page.layout, page.context.case
    end = layout.signoff.start if layout.signoff else layout.signature.start
    start = layout.main.start + 1 if layout.greeting else layout.main.start
    text = page.body[:end]
    terms = spelling.allowed_words(case)
    exclaimed = (mark for mark in form.exclamations(text) if mark.start >= start)
    shouted = (
        *spans_of("subject", form.shouted(page.subject, terms, _ordinary()), "capitals"),
        *spans_of("body", form.shouted(text, terms, _ordinary()), "capitals"),
    )
    return Marks(
        exclamations=(
            *spans_of("subject", form.exclamations(page.subject), "exclamation"),
            *spans_of("body", exclaimed, "exclamation"),
        ),
        shouted=shouted,
        emoji=spans_of("body", form.emoji(page.body[: layout.own.end]), "emoji"),
    )


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    """Words that people shout, unlike the abbreviations that are always in capitals."""
    return frozenset(word for word, rank in common_words().items() if rank < 6000 and len(word) > 2) - _ABBREVIATIONS


_ABBREVIATIONS = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "usa api sql html css php xml pdf faq ceo cfo cto nhs bbc ibm nasa nato usb gps dvd led lcd atm atms"
        " hiv dna mri nyc los san rna gmt est pst utc pla crm erp seo kpi phd mba bsc msc rsa ssl tls vpn cpu"
        " gpu ram rom asap fyi eta etc irs sec fda epa cad cam aws gcp ios mac sap ats rpm mph mm cm km kg inc"
        " ltd llc usd gbp eur cv hr vs isp sms url http www dns tcp udp ssh ftp cdc ppe sop sla"
    ).split()
)
