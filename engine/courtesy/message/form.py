"""Signs of form: placeholders of a template left in, emoji, exclamation marks, capitals."""

from __future__ import annotations

import re
from functools import lru_cache

from courtesy.message.text import Stretch, in_quotation
from courtesy.message.words import common_words

_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{1,50}\}\}|(?<!\w)\{[A-Za-z_][\w .'-]{0,40}\}|%[A-Za-z][A-Za-z_]{1,30}%|\$\{[^}\n]{1,40}\}|(?<!\w)\$[A-Z][A-Z_]{2,30}\b"
    r"|«[^»\n]{1,40}»|<<[^<>\n]{1,40}>>|<(?!/?(?:b|i|p|br|div|a|span|em|strong|li|ul)\b)[A-Za-z][A-Za-z _'’/-]{1,40}>"
    r"|\[(?=[^\[\]\n]{0,60}(?i:\b(?:name|firstname|lastname|company|position|title|role|date|day|interviewer|manager|job|employer|number|phone|email|address|insert|your|their|topic|detail|details|specific|project|skill|skills|city|department|team|time|month|year|industry|field|product|recruiter|contact|recipient|first|last|organi[sz]ation|school|hiring|signature|experience|example|reason|link|x{2,9}|placeholder|something|thing|weekday|subject|location|salary|amount|event|achievement)\b))[^\[\]\n@]{2,60}\](?!\()"
    r"|(?<!\w)X{2,10}(?!\w)|\b[xX]{3}-[xX]{3}-[xX]{4}\b|\bTK\b|(?<!\w)_{4,40}(?!\w)"
    r"|\b(?:insert|enter|add|put|fill in) (?:your |the |a |their |his |her |an )?(?:\w{1,15} )?(?:name|company|date|position|title|role|detail|example|skill|topic|number)s? here\b"
    r"|\b(?:INSERT|YOUR|COMPANY|FIRST|LAST|INTERVIEWER|RECIPIENT|HIRING MANAGER|JOB|POSITION|CANDIDATE|EMPLOYER)[ _](?:NAME|TITLE|POSITION|COMPANY|DATE|HERE|ROLE|NUMBER)S?\b"
    r"|\blorem ipsum\b|(?<!#)(?<!# )(?<!// )\b(?:TODO|TKTK|TBC|TBD|FIXME)\b(?=[:\s,.)\]]|$)"
    r"|(?<!\w)\((?:insert|your|name|company|company name|date|position|job title|name of \w{1,15}|\w{1,15}['’]s (?:name|title|company|role))(?: [\w ]{1,30})?\)"
)
_BLANK_GREETING = re.compile(r"\A\s{0,10}(?:dear|hi|hello)[ ]{1,3}(?:,|(?:mr|ms|mrs|dr)\.?[ ]{0,2},)", re.IGNORECASE)
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f900-\U0001faff"
    "\u2600-\u2604\u260e\u2614\u2615\u2618\u261d\u2620-\u2623\u2639\u263a\u2648-\u2653\u2660-\u2668\u267b\u2693\u26a0\u26a1\u26bd\u26be\u26c4\u26c5\u26d4\u26ea\u26f2-\u26fd"
    "\u2705\u270a-\u270d\u2728\u2744\u274c\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1\u2b50\u2b55\u231a\u231b\u23e9-\u23f3\u203c\u2049]"
    "[\ufe0f\u200d\U0001f3fb-\U0001f3ff]{0,3}"
    r"|(?<![\w:;(])(?:[:;=]['’]?-?[)(DPpO|/](?![\w/])|<3(?![\w.,°\s]{0,2}\d|\s{0,2}[°%µ]|\s(?:seconds|minutes|hours|days|years|people|\w{1,4}m\b))|[xX]D(?!\w)|\^_?\^|:'\()"
)
_CAPITALS = re.compile(r"(?<![\w&./-])[A-Z]{3,20}(?:['’][A-Z]{1,3})?(?![\w&/-])")
_EXCLAMATION = re.compile(r"!{1,20}")


def placeholders(text: str) -> tuple[Stretch, ...]:
    """Parts of a template that were to be filled in: [Name], {company}, %firstName%, XXX, a greeting without a name."""
    found = [*_PLACEHOLDER.finditer(text), *_BLANK_GREETING.finditer(text)]
    return tuple(
        Stretch(m.start(), m.end()) for m in found if not (_is_link(m) or in_quotation(text, m.start(), m.end()))
    )


def _is_link(match: re.Match[str]) -> bool:
    return "@" in match.group() or "http" in match.group() or "www." in match.group()


def emoji(text: str) -> tuple[Stretch, ...]:
    """Emoji and emoticons."""
    return tuple(Stretch(match.start(), match.end()) for match in _EMOJI.finditer(text))


def shouted(text: str, terms: frozenset[str], ordinary: frozenset[str]) -> tuple[Stretch, ...]:
    """Words in capitals that are ordinary words and no abbreviation or term of the case."""
    found = _CAPITALS.finditer(text)
    return tuple(
        Stretch(m.start(), m.end())
        for m in found
        if m.group().casefold() in ordinary and m.group().casefold() not in terms
    )


def exclamations(text: str) -> tuple[Stretch, ...]:
    """Runs of exclamation marks."""
    return tuple(Stretch(match.start(), match.end()) for match in _EXCLAMATION.finditer(text))


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
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
