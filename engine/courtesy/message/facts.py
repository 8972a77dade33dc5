"""Facts of the case in a message: the company, the position, details of the conversation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from courtesy.message.text import Sentence, Stretch, unaccented

_WORD = re.compile(r"[^\W_]{1,40}(?:['’][^\W_]{1,20})?")
_GENERIC = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "inc ltd llc plc gmbh ag sa sarl bv group groups company companies co corp corporation limited"
        " partners partnership services service solutions systems software technologies technology tech labs"
        " lab studio studios academy school schools college university trust health healthcare hospital clinic"
        " centre center institute institut institution bank insurance mutual media press books digital"
        " consulting consultants associates agency foundation council county city regional national"
        " international global the and of for energy foods food logistics freight transport transit couriers"
        " events realty properties homes home care childcare engineering design designs architects"
        " construction builders manufacturing industries products works restaurant hotel hotels kitchen bakery"
        " garden gardens farm farms museum gallery library theatre theater department office north south east"
        " west new san st saint great first united american british royal general central public"
    ).split()
)
_ROLE_NOUN = r"(?:role|position|job|post|opening|vacancy|opportunity|place|posting|seat|spot|slot|application|interview|applicant|candidate)"
_STOP = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "the a an of to in on at for and or with our your their my his her its by from as about into how that"
        " this new first team work job role"
    ).split()
)


def company_mentions(
    text: str, company: str, other_words: frozenset[str], known: frozenset[str], plain_words: frozenset[str]
) -> tuple[Stretch, ...]:
    """Where the text names the company: whole, without its legal form, by its telling word, by its initials.

    `other_words` are words of the position and of people's names, which prove nothing; `known` ones count with a
    capital only, `plain_words` (the most common ones) only with a capital inside a sentence.
    """
    words = _WORD.findall(re.sub(r"^(?:The|the) ", "", company))
    core = [word for word in words if unaccented(word) not in _GENERIC] or words
    wanted = [words, *([core] if len(core) > 1 else []), *([words[:2]] if len(words) > 2 else [])]
    found = [*_phrases(text, wanted)]
    for number, word in enumerate(core):
        plain = unaccented(word)
        if plain in other_words or len(plain) < 3:
            continue
        common = plain in known
        if common and (number > 0 or unaccented(words[0]) != plain):
            continue
        found.extend(_capitalised(text, word, exact=common or number > 0, mid_sentence=plain in plain_words))
    initials = "".join(word[0] for word in words if word[0].isupper())
    if len(initials) >= 3:
        found.extend(Stretch(m.start(), m.end()) for m in re.finditer(rf"\b{re.escape(initials)}\b", text))
    return _distinct(found)


def _capitalised(text: str, word: str, *, exact: bool, mid_sentence: bool) -> Iterator[Stretch]:
    """The word as a name: `exact` with its capital, `mid_sentence` not where every word has one."""
    flags = 0 if exact else re.IGNORECASE
    for match in re.finditer(rf"(?<![\w@.]){re.escape(word)}(?![\w@])", text, flags):
        before = text[max(0, match.start() - 4) : match.start()]
        if not mid_sentence or re.search(r"[\w,;)’'][ \n]$", before):
            yield Stretch(match.start(), match.end())


def _phrases(text: str, wanted: Iterable[list[str]]) -> Iterator[Stretch]:
    for words in wanted:
        pattern = _phrase(tuple(words))
        yield from (Stretch(m.start(), m.end()) for m in pattern.finditer(text))


@lru_cache(maxsize=512)
def _phrase(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words in a row, whatever case and accents, `and` also as `&`, the last one also in the plural."""
    forms = [r"(?:and|&|\+)" if word.casefold() in ("and", "&") else _form(word) for word in words]
    return re.compile(r"(?<!\w)" + r"[\s,'’.&/–-]{1,3}".join(forms) + r"(?:['’]?s)?(?!\w)", re.IGNORECASE)


def _form(word: str) -> str:
    plain = unaccented(word)
    escaped = re.escape(word).replace("’", "['’]").replace("'", "['’]")
    return escaped if plain == word.casefold() else f"(?:{escaped}|{re.escape(plain)})"


def position_mentions(text: str, position: str) -> tuple[Stretch, ...]:
    """Where the text names the position: whole, its last words, a telling word with "role", or its initials."""
    words = [w for w in _WORD.findall(re.sub(r"\([^)]{0,40}\)", " ", position)) if w.casefold() not in ("the", "a")]
    if not words:
        return ()
    plain = _WORD.findall(re.split(r"[,–]| - ", position)[0])
    found = list(_phrases(text, [words, plain] if plain else [words]))
    telling = [w for w in words if w.casefold() not in _RANKS and w.casefold() not in _STOP]
    if len(telling) > 1:
        found.extend(_phrases(text, [telling]))
    if len(telling) > 2:
        found.extend(_phrases(text, [telling[-2:]]))
    for word in telling or words:
        pattern = rf"(?<!\w){_form(word)}(?:['’]?s)?[\s/-]{{1,3}}{_ROLE_NOUN}(?!\w)"
        found.extend(Stretch(m.start(), m.end()) for m in re.finditer(pattern, text, re.IGNORECASE))
    if len(telling) == 1 and len(telling[0]) > 4:
        found.extend(_phrases(text, [telling]))
    if telling:
        found.extend(_as_person(text, telling[-1]))
    if len(words) > 1:
        initials = "".join(word[0] for word in words).upper()
        pattern = rf"\b{re.escape(initials)}\b(?=[\s,.;:!?’']|$)"
        found.extend(
            Stretch(m.start(), m.end())
            for m in re.finditer(pattern, text)
            if len(initials) > 2 or _role_near(text, m.end())
        )
    return _distinct(found)


_RANKS = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "senior junior lead principal staff trainee assistant associate chief head deputy graduate entry"
        " level mid i ii iii intern"
    ).split()
)


def _as_person(text: str, head: str) -> Iterator[Stretch]:
    """The head of the title for the one who will be hired: "your next coach", "the new analyst"."""
    pattern = rf"(?<!\w)(?:your|the|a|an)[ \n](?:next|new|future)[ \n]{_form(head)}(?!\w)"
    yield from (Stretch(m.start(), m.end()) for m in re.finditer(pattern, text, re.IGNORECASE))


def _role_near(text: str, end: int) -> bool:
    return re.match(rf"[\s-]{{1,3}}{_ROLE_NOUN}\b", text[end : end + 20], re.IGNORECASE) is not None


def detail_mentions(
    text: str, sentences: Iterable[Sentence], notes: tuple[str, ...], plain_words: frozenset[str]
) -> tuple[Stretch, ...]:
    """The sentences' words that take up a note: all its telling words, most of them, or a rare one.

    `text` is folded; `plain_words` are the words that prove nothing alone (common ones, those of the
    position and the company).
    """
    wanted = [(note, _telling(note)) for note in notes]
    found: list[Stretch] = []
    for sentence in sentences:
        stems = {stem(unaccented(word)) for word in sentence.words}
        for _, words in wanted:
            present = [word for word in words if stem(word) in stems]
            if present and _enough(present, words, plain_words):
                found.extend(_places(text, sentence, present))
    return _distinct(found)


def _telling(note: str) -> tuple[str, ...]:
    words = [unaccented(w) for run in _WORD.findall(note) for w in re.split(r"['’]", run)]
    return tuple(w for w in words if w not in _STOP and (len(w) > 1 or w.isdigit())) or tuple(words)


def _enough(present: list[str], words: tuple[str, ...], plain: frozenset[str]) -> bool:
    share = len(present) / len(words)
    rare = any(word not in plain and len(word) > 3 for word in present)
    return share == 1 or (rare and share >= 0.5) or (share >= 0.6 and len(present) > 1)


def _places(text: str, sentence: Sentence, words: list[str]) -> Iterator[Stretch]:
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        if stem(unaccented(match.group().split("'")[0])) in {stem(word) for word in words}:
            yield Stretch(match.start(), match.end())


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A crude stem: the usual endings of nouns and verbs cut off, so that forms of one word meet."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ers", "ed", "er", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            return base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "ls" else base
    return word


def _distinct(found: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """By position, without those inside a longer one."""
    kept: list[Stretch] = []
    for stretch in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or stretch.end > kept[-1].end:
            kept.append(stretch)
    return tuple(kept)
