"""The notation of phrases in lexicons, translated to bounded regular expressions.

    phrase   := piece+
    piece    := word | word* | # | (a|b c|d) | [optional words] | (a|b)? | {macro} | ~N | ^ | $ | ? | !

Words match whatever their case; between two words stand up to three signs that end no sentence.
`word*` also matches longer words, `#` a number in digits, `~N` skips up to N words, `^` and `$` are the sentence's ends,
`?` and `!` its final mark. `am are is have has had will would not` also match their short forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST_GAP = 12
SEPARATOR = r"[^\w.!?]{1,3}"
_ANY_WORD = r"\w{1,30}(?:'\w{1,8})?"
_SHORT_FORMS: Mapping[str, str] = {
    "am": "'?m", "are": "'re", "is": "'s", "have": "'?ve", "has": "'s", "had": "'d", "will": "'ll",
    "would": "'d", "not": "n't|'t|nt|not",
}  # fmt: skip
_TOKEN = re.compile(r"\(|\)\?|\)|\||\[|\]|\{[a-z_]+\}|~\d+|\^|\$|\?|!|[^\s()|\[\]{}~^$?!]+")
_CLOSING = (")", ")?", "]")
# Words of little use for finding the sentences in which a phrase can stand.
_FUNCTION_WORDS = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "a an the i me my mine myself you your yours we us our it its he him his she her they them their this"
        " that these those and or but if as at by for from in into of off on onto out to up with about so no"
        " not be am is are was were been being do does did done have has had will would can could shall should"
        " may might must than then there here what when who which how why all any some more very just only too"
        " also still"
    ).split()
)


class PhraseError(ValueError):
    """A phrase that the notation does not allow; the message says why, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pattern:
    """A compiled phrase's source: the expression, and words of which the sentence must hold one.

    An anchor that ends in `*` is the beginning of a word. Without anchors every sentence is searched.
    """

    expression: str
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Literal:
    word: str


@dataclass(frozen=True, slots=True)
class _Gap:
    words: int


@dataclass(frozen=True, slots=True)
class _Mark:
    sign: str


@dataclass(frozen=True, slots=True)
class _Group:
    alternatives: tuple[tuple[_Piece, ...], ...]
    optional: bool


_Piece = _Literal | _Gap | _Mark | _Group


def translate(phrase: str, macros: Mapping[str, str]) -> Pattern:
    """The bounded expression of a phrase; raises PhraseError where the notation is broken."""
    pieces = _parse(expand(phrase, macros))
    first = pieces[0] if pieces else None
    if first is None or isinstance(first, _Gap) or (isinstance(first, _Group) and first.optional):
        raise PhraseError("a phrase begins with a word, a group or `^`")
    body = _render(pieces, leading=False)
    return Pattern(expression=rf"(?<!\w){body}(?!\w)", anchors=_anchors(pieces))


def expand(text: str, macros: Mapping[str, str], depth: int = 0) -> str:
    """Macros replaced by what they stand for, also inside one another."""
    if depth > 6:
        raise PhraseError("macros contain one another")

    def replaced(match: re.Match[str]) -> str:
        name = match.group()[1:-1]
        if name not in macros:
            raise PhraseError(f"no macro is called `{name}`")
        return f"({expand(macros[name], macros, depth + 1)})"

    return re.sub(r"\{[a-z_]+\}", replaced, text)


def _parse(text: str) -> tuple[_Piece, ...]:
    if re.search(r"\w[?!]", text):
        raise PhraseError("a mark of a sentence's end stands apart from the word before it")
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise PhraseError("a sign here has no meaning in phrases")
    alternatives, rest = _alternatives(tokens, 0)
    if rest != len(tokens):
        raise PhraseError("a bracket is closed that was not opened")
    return alternatives[0] if len(alternatives) == 1 else (_Group(alternatives, optional=False),)


def _alternatives(tokens: list[str], index: int) -> tuple[tuple[tuple[_Piece, ...], ...], int]:
    """Grammar: alternatives := piece* ("|" piece*)*, up to a closing bracket or the end."""
    found: list[tuple[_Piece, ...]] = []
    pieces: list[_Piece] = []
    while index < len(tokens) and tokens[index] not in _CLOSING:
        sign = tokens[index]
        index += 1
        if sign == "|":
            found.append(tuple(pieces))
            pieces = []
        elif sign in ("(", "["):
            group, index = _group(tokens, index, sign)
            pieces.append(group)
        else:
            pieces.extend(_plain(sign))
    return (*found, tuple(pieces)), index


def _group(tokens: list[str], index: int, opening: str) -> tuple[_Group, int]:
    inner, end = _alternatives(tokens, index)
    if end >= len(tokens) or tokens[end] not in ((")", ")?") if opening == "(" else ("]",)):
        raise PhraseError(f"a `{opening}` is not closed")
    if not all(inner):
        raise PhraseError("an alternative is empty")
    return _Group(inner, optional=tokens[end] != ")"), end + 1


def _plain(sign: str) -> Iterator[_Piece]:
    if sign.startswith("~"):
        words = int(sign[1:])
        if not 1 <= words <= LONGEST_GAP:
            raise PhraseError(f"a gap spans 1 to {LONGEST_GAP} words")
        yield _Gap(words)
    elif sign in ("^", "$", "?", "!"):
        yield _Mark(sign)
    else:
        yield from (_Literal(word) for word in re.split(r"[-,]", sign.lower()) if word)


def _render(pieces: tuple[_Piece, ...], *, leading: bool) -> str:
    parts: list[str] = []
    for piece in pieces:
        parts.append(_rendered(piece, leading=leading))
        leading = leading or not (isinstance(piece, _Mark) and piece.sign == "^")
    return "".join(parts)


def _rendered(piece: _Piece, *, leading: bool) -> str:
    match piece:
        case _Literal(word):
            return _word(word, leading=leading)
        case _Gap(words):
            return f"(?:{SEPARATOR}{_ANY_WORD}){{0,{words}}}"
        case _Mark(sign):
            return _MARKS[sign]
        case _Group(alternatives, optional):
            inner = "|".join(_render(pieces, leading=leading) for pieces in alternatives)
            return f"(?:{inner}){'?' if optional else ''}"


_MARKS = {
    "^": r"(?:(?<=[.!?\n\"])|(?<=[.!?\n\"][^\w])|(?<=[.!?][^\w]{2})|\A)",
    "$": r"(?=[^\w.!?]{0,3}(?:[.!?\n]|\Z))",
    "?": r"[^\w.!?]{0,3}[!.]{0,3}\?",
    "!": r"[^\w.!?]{0,3}[?.]{0,3}!",
}


def _word(word: str, *, leading: bool) -> str:
    if word == "#":
        return f"{SEPARATOR if leading else ''}" + r"\d{1,4}(?:st|nd|rd|th)?"
    stem = word.removesuffix("*")
    text = re.escape(stem) + (r"\w{0,10}" if word.endswith("*") else "")
    if not leading:
        return text
    short = _SHORT_FORMS.get(word)
    full = f"{SEPARATOR}{text}"
    return f"(?:{full}|{short})(?!\\w)" if short else full


def _anchors(pieces: tuple[_Piece, ...]) -> frozenset[str]:
    """The required words by which the sentences to search are found, the rarest set there is."""
    sets = [found for piece in pieces if (found := _anchor(piece, first=piece is pieces[0]))]
    return min(sets, key=_commonness, default=frozenset())


def _anchor(piece: _Piece, *, first: bool = False) -> frozenset[str]:
    match piece:
        case _Literal(word):
            if word in _SHORT_FORMS and not first:
                return frozenset()
            runs = re.findall(r"[^\W_]+\*?", word)
            return frozenset(runs[:1])
        case _Group(alternatives, False):
            sets = [_anchors(pieces) for pieces in alternatives]
            return frozenset().union(*sets) if all(sets) else frozenset()
        case _:
            return frozenset()


def _commonness(words: frozenset[str]) -> tuple[int, int]:
    return (sum(word in _FUNCTION_WORDS for word in words), len(words))
