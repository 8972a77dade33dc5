"""Grammatical slips that a pattern can tell for certain; nothing found never means that all is well."""

from __future__ import annotations

import re

from courtesy.message.signals import Span
from courtesy.message.text import Stretch

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("modal-of", r"\b(?:should|could|would|must|might|may) of (?!(?:course|the|a|all)\b)\w"),
    ("doubled-word", r"\b(?P<word>the|a|an|to|of|and|in|for|with|is|are|was|your|my|our|we|you|it|at|on|be|have) (?P=word)\b"),
    ("your-youre", r"\byour (?:welcome|looking|going|doing|considering|hiring|interested|available|still|not|very|the best|a great|an)\b"),
    ("youre-your", r"\byou're (?:time|company|team|help|consideration|reply|response|email|message|office|staff|interest|support|decision)\b"),
    ("its-it", r"\bits (?:been|a pleasure|not|been a|going to|very|important to|an honou?r|great to|clear)\b"),
    ("its-weekday", r"\bits (?:ok|okay|fine|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2} (?:days|weeks)|filled|a shame|a great|been|now|like|just|all)\b"),
    ("whos-whose", r"\bwho's (?:team|company|idea|job|work|office|name|questions?|advice|style|approach)\b"),
    ("are-our", r"\b(?:enjoyed|about|during|after|in|of|for) are (?:conversation|talk|meeting|interview|chat|discussion|call)\b"),
    ("then-than", r"\b(?:more|better|less|rather|other|sooner|later|faster|greater|higher|further|longer) then\b(?! (?:we|i|you|they|that))"),
    ("there-their", r"\b(?:there|they're) (?:team|company|office|decision|time|staff)\b"),
    ("a-an", r"\ba (?:interview|opportunity|update|answer|email|e-mail|interest|idea|understanding|excellent|amazing|incredible|important|exciting|interesting|offer|analyst|engineer|assistant|accountant|hour|honou?r|honest|early|easy|open|other|eight|employee|employer|executive|administrator|internship)\b"),
    ("an-a", r"\ban (?:position|job|role|company|team|great|good|nice|new|meeting|manager|candidate|pleasure|university|useful|unique|user|european|one)\b"),
    ("agreement-i", r"\bi (?:is|has|does|were (?:very|so|really)|am work|am look|looks|wants|thinks|hopes|feels)\b"),
    ("agreement-we", r"\b(?:we|they|you) (?:was|is|has)\b(?! (?:it|that|not)\b)"),
    ("agreement-it", r"\b(?:he|she|it) (?:have|do not|don't|were not)\b(?= (?:a|the|any|not|been|matter|work))"),
    ("infinitive-ing", r"\blook(?:ing)? forward to (?:hear|meet|work|see|speak|talk|join|learn|discuss|receive|get|continue)\b"),
    ("participle", r"\b(?:have|has|had) (?:went|came back from there|wrote|spoke|saw|did|began|gave|took|knew)\b"),
    ("much-many", r"\b(?:much|less) (?:questions|people|ideas|skills|opportunities|candidates|days|weeks|years|hours)\b"),
    ("lower-i", r"(?<![\w.'’(])i(?: am| have| will| would| was| think| hope| look)\b"),
    ("did-past", r"\b(?:did not|didn't|did you|did i) (?:went|got|received|heard|had|was|were|came|made|took|saw|spoke|gave)\b"),
)  # fmt: skip
MISSPELLINGS = frozenset(
    f"grammar-{name}"
    for name in (
        "modal-of",
        "your-youre",
        "youre-your",
        "its-it",
        "its-weekday",
        "then-than",
        "there-their",
        "whos-whose",
        "are-our",
    )
)
"""Slips that a reader takes for a wrong spelling of the word that was meant."""
_COMPILED: dict[str, re.Pattern[str]] = {}


def slips(body: str, low_body: str, own: Stretch) -> tuple[Span, ...]:
    """The slips in the candidate's own text."""
    found: list[Span] = []
    for name, expression in _PATTERNS:
        pattern = _COMPILED.setdefault(name, re.compile(expression))
        text = body if name == "lower-i" else low_body
        found.extend(
            Span(part="body", start=m.start(), end=m.end(), entry=f"grammar-{name}")
            for m in pattern.finditer(text, own.start, own.end)
        )
    return tuple(sorted(found))
