"""Where what stands in a draft: greeting, text, sign-off, signature, legal footer, quoted mail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from courtesy.message.quoting import DELIMITER, Line, lines_of, own_text_end
from courtesy.message.text import Stretch
from courtesy.message.words import known_words

GREETINGS = (
    "hi|hello|hey|heya|hiya|hallo|howdy|dear|dearest|greetings|salutations|good (?:morning|afternoon|evening|day)|morning|afternoon|evening"
    "|to whom it may concern|to the hiring (?:manager|team|committee)|attention|attn|yo|aloha|g'day"
    "|bonjour|bonsoir|cher|chère|chers|estimad[oa]s?|querid[oa]s?|hola|buenos días|buenas tardes|sehr geehrte[rn]?|liebe[rn]?|guten (?:tag|morgen|abend)"
    "|gentile|egregio|egregia|buongiorno|caro|cara|salve|olá|prezad[oa]|car[oa]|beste|geachte|hej|hei|szanown[ay]|drog[ai]"
    "|madame|monsieur|ladies and gentlemen|sir|madam"
)  # fmt: skip
TITLES = "mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|madam|ma'am|chef|rev|reverend|father|sister|judge|eng|ing|arch|capt|lt|sgt|captain|major|colonel|principal|señor|señora|sr|sra|herr|frau|monsieur|madame|m|mme|dean|coach"
_GREETING = re.compile(
    rf"(?P<word>{GREETINGS})(?![\w'])(?P<rest>(?:\b(?:mr|mrs|ms|mx|dr|prof|rev|st|sr|sra|eng|ing|arch|capt|lt|sgt|hon)\.|[^\n,.!?:;–—]){{0,80}})",
    re.IGNORECASE,
)
_SIGNOFF_WORDS = (
    r"regards|greetings|sincerely|faithfully|truly|respectfully|cordially|warmly|gratefully|wishes|cheers|best|yours|thanks|thank you|many thanks"
    r"|all the best|take care|kindly|appreciatively|obliged|peace|ta|thx|tx|ttyl|talk soon|see you(?: soon)?|until then|looking forward|with (?:\w{1,20} ){1,4}\w{1,20}"
    r"|have a (?:\w{1,12} )?(?:day|one|week|weekend|evening|afternoon)|warm(?:est)? (?:regards|wishes)|onwards?|in (?:hope|anticipation|gratitude)|best of luck|good luck|be well|stay well|sent with"
    r"|saludos|un saludo|cordialement|bien à vous|mit freundlichen grüßen|viele grüße|atentamente|un cordial saludo|cordiali saluti|atenciosamente|met vriendelijke groet|pozdrawiam|hälsningar|distinti saluti|freundliche grüße|abraços?"
)  # fmt: skip
_SIGNOFF_LINE = re.compile(
    rf"(?:(?:with )?(?:(?:my|our|very|kind|kindest|warm|warmest|best|many|sincere|most|ever|again|and|once|more|much|good|all|in|every|deep|deepest|renewed) ){{0,4}}(?:{_SIGNOFF_WORDS})(?: (?:and|&|again|to|in|from|for|so|you|your|yours|regards|wishes|thanks|very|much|etc|truly|sincerely|faithfully|respectfully|indeed|always|ever|all|both|luck|the|best|day|time|advance|kindly|now|once|more|everyone|consideration|and)){{0,6}})",
    re.IGNORECASE,
)
_CONTACT_LINE = re.compile(
    r"@|\+?\d[\d ().-]{5,20}\d|https?://|www\.|linkedin\.com|\b(?:tel|phone|mobile|cell|email|e-mail)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The stretches of a body; what is not there is None. `main` is what the candidate says.

    `named` is where the signature's name and contact lines stand (after the sign-off, or at the end).
    """

    greeting: Stretch | None
    main: Stretch
    signoff: Stretch | None
    signature: Stretch
    own: Stretch
    quoted: bool


def laid_out(body: str, names: frozenset[str], recipients: frozenset[str]) -> Layout:
    """The parts of a folded body.

    `names` are the folded words of the candidate's name, `recipients` those of the people who may be
    greeted: they tell a bare "Trent," from a first sentence and a name from a last one.
    """
    own_end, quoted = own_text_end(body)
    own = Stretch(0, own_end)
    greeting = _greeting(body, own, recipients)
    begin = greeting.end if greeting else _first_letter(body, own)
    signoff, signature = _closing(body, begin, own_end, names)
    end = signoff.start if signoff else signature.start
    main = Stretch(begin, max(begin, end))
    return Layout(greeting=greeting, main=main, signoff=signoff, signature=signature, own=own, quoted=quoted)


def _first_letter(body: str, own: Stretch) -> int:
    text = body[own.start : own.end]
    return own.start + len(text) - len(text.lstrip())


def _greeting(body: str, own: Stretch, recipients: frozenset[str]) -> Stretch | None:
    start = _first_letter(body, own)
    filler = _FILLER.match(body, start, own.end)
    start = filler.end() if filler is not None else start
    end = own.end if (newline := body.find("\n", start)) < 0 else min(newline, own.end)
    match = _GREETING.match(body, start, end)
    if match is not None:
        return _further(body, _greeting_stretch(body, match, end, recipients), end)
    return _bare_name(body, start, end, recipients) or _salutation_line(body, start, end, own, recipients)


# What people say before they say hello to a machine.
_FILLER = re.compile(r"(?:(?:uh|um|umm|er|erm|oh|ok|okay|ah|so|well|yes|yeah)[,.…]{1,3} ){1,3}")
_AFTER_COMMA = re.compile(
    r"[,;] ?(?:(?:dear|hi|hello|and) )?(?:[\w'.-]{1,30}[ ]?){1,3}(?=[,:!]|$)|[,;] [\w'-]{1,30}(?=\.)"
)


def _further(body: str, found: Stretch, end: int) -> Stretch:
    """The greeting with a second name after a comma: "Good evening, Luis:", "Dear Mame, dear Jonathan,"."""
    match = _AFTER_COMMA.match(body, found.end, end)
    return found if match is None else Stretch(found.start, match.end())


def _salutation_line(body: str, start: int, end: int, own: Stretch, recipients: frozenset[str]) -> Stretch | None:
    """A short first line of its own that addresses a known person, or ends like a salutation, in any language."""
    line = body[start:end].strip()
    words = re.findall(r"[\w'-]{1,40}", line)
    alone = end < own.end and 0 < len(words) <= 7 and not line.endswith((".", "?"))
    if alone and (line.endswith((",", ":", "様", "\uff0c")) or set(words) & recipients):
        return Stretch(start, start + len(line.rstrip(",:")))
    return None


def _greeting_stretch(body: str, match: re.Match[str], end: int, recipients: frozenset[str]) -> Stretch:
    """The greeting up to its comma; without one, up to the last word that can belong to it."""
    rest = match["rest"] or ""
    after = body[match.end() : match.end() + 1]
    words = rest.split()
    short = len(words) <= 6 and not (_TELLING & set(words) and set(words) & recipients)
    if short and (after in (",", ":", "!", "–", "—", ";", ".") or match.end() >= end):
        return Stretch(match.start(), match.end())
    return Stretch(match.start(), match.start("rest") + _address(rest, recipients))


# What no greeting holds beside a name: with it, the words up to the comma tell something.
_TELLING = frozenset(("thanks thank tysm thx for i it's this is was just so sorry here again from about").split())  # noqa: SIM905
_ADDRESS_WORD = re.compile(
    r"[\s,&]{0,3}(?:(?:and|everyone|all|team|there|again|folks|both)\b|[%{<\[][^\s]{1,30}|[\w'-]{1,30}\.?)"
)


def _address(rest: str, recipients: frozenset[str]) -> int:
    """How much of the text after "Hi" without punctuation names somebody: titles, names, `[Name]`, a few words."""
    end = 0
    for count, match in enumerate(_ADDRESS_WORD.finditer(rest)):
        word = match.group().strip(" ,&.")
        known = word in recipients or re.fullmatch(TITLES, word) or word[:1] in "%{<["
        known = known or word in ("and", "all", "team", "everyone", "there", "again", "both", "folks")
        if match.start() != end or (not known and count > 0) or count > 6:
            break
        if count == 0 and not known and word in _NOT_NAMES:
            break
        end = match.end()
    return end


_NOT_NAMES = frozenset(
    [
        "i",
        "i'm",
        "just",
        "hope",
        "thanks",
        "thank",
        "it's",
        "it",
        "this",
        "how",
        "we",
        "my",
        "the",
        "a",
        "an",
        "any",
        "are",
        "is",
        "was",
        "do",
        "did",
        "what",
        "when",
        "where",
        "hoping",
        "following",
        "checking",
    ]
)


_NAME_ONLY = re.compile(
    rf"(?:(?P<title>{TITLES})\b\.? ?)?(?P<name>[\w'-]{{1,30}}(?: [\w'-]{{1,30}})?)?[ ]?(?P<sign>[,:!;?.–—-]{{1,3}})"
)
_FIRST_WORDS = re.compile(rf"(?:(?:{TITLES})\b\.? )?(?P<name>[\w'-]{{2,30}})(?=[ .])")


def _bare_name(body: str, start: int, end: int, recipients: frozenset[str]) -> Stretch | None:
    """A greeting that is only a name: "Trent, …", "Ms. Kowalsky,", "Priya - …"."""
    match = _NAME_ONLY.match(body, start, end)
    if match is None or not (match["name"] or match["title"]):
        first = _FIRST_WORDS.match(body, start, end)
        if first is not None and first["name"] in recipients:
            return Stretch(start, first.end())
        return _hailed(body, start, end, recipients)
    words = (match["name"] or "").split()
    near = any(word in recipients for word in words)
    whole_line = match.end() == end and len(words) <= 2
    if near or match["title"] or (whole_line and match["sign"] in ",:"):
        return Stretch(start, match.start("sign"))
    return None


_HAILS = tuple(
    re.compile(
        rf"(?P<words>[\w'-]{{2,12}}(?: [\w'-]{{1,12}}){{{more}}}) (?:(?P<title>{TITLES})\b\.?(?: (?=\w))?)?"
        r"(?P<name>[\w'-]{2,30})?(?=[ ,.!:]|$)"
    )
    for more in range(3)
)


def _hailed(body: str, start: int, end: int, recipients: frozenset[str]) -> Stretch | None:
    """A greeting in words that no list has, before a known name or a title: "Bula Chef!", "Sabaidee Mrs Noy, …"."""
    for pattern in _HAILS:
        match = pattern.match(body, start, end)
        if match is not None and (match["title"] or match["name"] in recipients):
            words = set(match["words"].split())
            if words.isdisjoint(_NOT_NAMES | _TELLING) and words - known_words():
                return Stretch(start, match.end())
    return None


def _closing(body: str, begin: int, end: int, names: frozenset[str]) -> tuple[Stretch | None, Stretch]:
    """The sign-off and what follows it (name, contact lines)."""
    lines = list(lines_of(body, begin, end))
    strict = _strict_signoff(lines, names)
    if strict is not None:
        return Stretch(strict.start, strict.end), Stretch(strict.end, end)
    for index in range(len(lines) - 1, max(-1, len(lines) - 9), -1):
        line = lines[index]
        if DELIMITER.match(line.text):
            continue
        if _is_signoff(line, lines[index + 1 :], names):
            return Stretch(line.start, line.end), Stretch(line.end, end)
        inline = _inline(body, line, lines[index + 1 :], names)
        if inline is not None:
            return inline, Stretch(inline.end, end)
        if not _is_signature(line, names):
            break
    return None, Stretch(_signature_start(body, lines, Stretch(begin, end), names), end)


def _strict_signoff(lines: list[Line], names: frozenset[str]) -> Line | None:
    """A closing formula on a line of its own right above the name, whatever footer follows."""
    for line, below in zip(reversed(lines[:-1]), reversed(lines[1:]), strict=True):
        if (
            _SIGNOFF_LINE.fullmatch(line.text.rstrip(" ,.!-–—"))
            and _has_name(below.text, names)
            and len(below.text) <= 60
        ):
            return line
    return None


def _is_signoff(line: Line, below: list[Line], names: frozenset[str]) -> bool:
    """A short line of its own that closes: known words, or any short line with a comma above the name."""
    text = line.text.rstrip(" ,.!-–—;*:)\U0001f600\U0001f642☺")
    if len(text) > 70 or len(text.split()) > 8:
        return False
    if _SIGNOFF_LINE.fullmatch(text):
        return True
    if not below or not line.text.endswith((",", "–", "—", "-")) or len(text.split()) > 8:
        return False
    after = below[0].text
    named = _has_name(after, names) or _INITIALS.fullmatch(after) is not None
    return len(after.split()) <= 4 and (named or not after.endswith((".", "?", "!")))


def _is_signature(line: Line, names: frozenset[str]) -> bool:
    words = line.text.split()
    if _INITIALS.fullmatch(line.text):
        return True
    if _CONTACT_LINE.search(line.text) and len(words) <= 12:
        return True
    return len(words) <= 6 and (_has_name(line.text, names) or not line.text.endswith((".", "?", "!", ",")))


_INITIALS = re.compile(r"[/~-]{0,2}[ ]?(?:\w\.? ?){1,4}|/\w{1,12}")


def _has_name(text: str, names: frozenset[str]) -> bool:
    return any(word in names for word in re.findall(r"[\w'-]{2,40}", text))


_INLINE = re.compile(
    rf"(?:^|(?<=[.!?:;…\U0001f64f\U0001f600]\s)|(?<=[.!?…]))(?P<off>{_SIGNOFF_LINE.pattern})[ ]?(?P<sign>[,!.–—-]|$|(?=\s))[\s]{{0,2}}(?P<name>[^\n]{{0,60}})$",
    re.IGNORECASE,
)


def _inline(body: str, line: Line, below: list[Line], names: frozenset[str]) -> Stretch | None:
    """A sign-off at the end of the last line of text: "… Regards, Pavel Sorokin"."""
    tail = max(line.start, line.end - 120)
    for match in _INLINE.finditer(body, tail, line.end):
        name = match["name"].strip()
        named = _has_name(name, names) or (bool(below) and not name and _is_signature(below[0], names))
        bare = not name and match["sign"] in (",", "")
        # "Looking forward to leading you. Ola", "Thanks for seeing me. Ola": a sentence, and no formula.
        if re.search(r"[a-z]{2,}[.!?] ", name):
            continue
        if named or bare or (0 < len(name.split()) <= 3 and match["sign"] == ","):
            return Stretch(match.start("off"), match.end("off"))
    return None


def _signature_start(body: str, lines: list[Line], span: Stretch, names: frozenset[str]) -> int:
    """Without a sign-off: where trailing lines of name and contact data, or a trailing name, begin."""
    start = end = span.end
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        named = _has_name(line.text, names) or _CONTACT_LINE.search(line.text) or _INITIALS.fullmatch(line.text)
        if not (_is_signature(line, names) and named):
            break
        start = line.start
    if start == end and lines and names:
        tail = max(lines[-1].start, lines[-1].end - 60)
        found = _TRAILING_NAME.finditer(body, tail, lines[-1].end)
        start = next((match.start("name") for match in found if _only_names(match["name"], names)), start)
    return max(span.start, start)


_TRAILING_NAME = re.compile(
    r"(?:(?<=[.!?…)])|(?<=[.!?…)]\s)|(?<=[^\w\s.,;:'\"-]\s)|(?<=[-–—~]))[ ]?(?P<name>[\w'.-]{1,30}(?: [\w'.-]{1,30}){0,3})[.! ]{0,3}$"
)


def _only_names(text: str, names: frozenset[str]) -> bool:
    words = re.findall(r"[\w'-]{1,40}", text)
    return bool(words) and all(word in names or len(word) == 1 for word in words) and any(w in names for w in words)
