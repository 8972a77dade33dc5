"""People in a message: who is greeted, who signs, and names of the case that are nearly right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from courtesy.case import Case, Person
from courtesy.message.nicknames import short_for, spelt_otherwise
from courtesy.message.text import Stretch, unaccented

_NAME_WORD = re.compile(r"[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,40}){0,3}")
_PARTICLES = frozenset(
    ("van von de der den di da del della du la le bin ibn al el st dos das ter ten af av zu").split()  # noqa: SIM905 - a list of words reads best as words
)
_EVERYBODY = frozenset(["all", "everyone", "everybody", "team", "both", "folks", "committee", "panel"])


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMiss:
    """Words of the message that nearly are a name of the case."""

    start: int
    end: int
    meant: str


def name_words(name: str | None) -> tuple[str, ...]:
    """The words of a name, folded and without accents, particles kept ("van")."""
    return tuple(unaccented(word) for word in _NAME_WORD.findall(name or ""))


def parts(name: str | None) -> frozenset[str]:
    """The telling words of a name, hyphenated ones also in their parts: "otieno-walsh", "otieno", "walsh"."""
    words = {word for word in name_words(name) if word not in _PARTICLES and len(word) > 1}
    return frozenset(words | {piece for word in words for piece in re.split(r"['’-]", word) if len(piece) > 1})


def same_name(word: str, part: str) -> bool:
    """True where the word is this part of a name, or a usual short form of it."""
    return word == part or short_for(word, part)


def recipients(case: Case, to: tuple[str, ...], greeting: str) -> tuple[Person, ...]:
    """The people the message goes to: those given, else those the case and the greeting suggest.

    Right after an interview all who took part are meant; later, whom the greeting names, else the
    contact named, else the hiring manager, else all who took part.
    """
    if to:
        return tuple(person for name in to if (person := case.person(name)))
    met = _met(case)
    named = tuple(person for person in case.people if greets(greeting, person))
    if met and not _written_since_interview(case):
        return tuple(dict.fromkeys((*met, *(p for p in named if not set(met) & set(named)))))
    contact = next((e.who for e in reversed(case.events) if e.event == "contact_named"), None)
    chosen = [p for p in case.people if p.id == contact] or [p for p in case.people if p.role == "hiring_manager"]
    return named or tuple(chosen) or met or case.people


def _met(case: Case) -> tuple[Person, ...]:
    interviews = [event for event in case.events if event.event == "interview"]
    people = (case.person(name) for name in interviews[-1].with_) if interviews else ()
    return tuple(person for person in people if person is not None)


def _written_since_interview(case: Case) -> bool:
    last = max((i for i, event in enumerate(case.events) if event.event == "interview"), default=-1)
    return any(event.to or event.event in ("rejection", "reply", "offer") for event in case.events[last + 1 :])


def greets(greeting: str, person: Person) -> bool:
    """True where the greeting names this person: a part of the name, a short form, or nearly so."""
    found = [unaccented(word) for word in _NAME_WORD.findall(greeting)]
    words = [*found, *(piece for word in found if "-" in word for piece in word.split("-"))]
    own = parts(person.name)
    initials = "".join(word[0] for word in name_words(person.name))
    if any(len(word) > 1 and initials.startswith(word) for word in found) and found[-1] != "hi":
        return True
    if any(same_name(word, part) or spelt_otherwise(word, part) for word in words for part in own):
        return True
    return any(near(word, part) for word in words[-3:] for part in own if word not in _PLAIN_GREETING)


def greets_everybody(greeting: str) -> bool:
    """True for "Hi all", "Dear team"."""
    return bool(_EVERYBODY & {word.casefold() for word in _NAME_WORD.findall(greeting)})


def by_first_name(greeting: str, people: Iterable[Person]) -> bool:
    """True where a first name (or its short form) stands in the greeting, without a title before it."""
    words = [unaccented(word) for word in _NAME_WORD.findall(greeting)]
    firsts = [name_words(person.name)[0] for person in people if name_words(person.name)]
    return any(same_name(word, first) for word in words for first in firsts)


_PLAIN_GREETING = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "hi hello hey dear good morning afternoon evening day mr mrs ms miss dr prof madam sir team all there"
        " everyone to whom it may concern hiring manager and both again the of chef recruiter"
    ).split()
)


def signed(signature: str, candidate: str | None) -> tuple[str, tuple[int, int] | None]:
    """How the signature names the candidate (`none other first_only full`), and where in the signature."""
    words = [(unaccented(m.group()), m.start(), m.end()) for m in _NAME_WORD.finditer(signature)]
    own = name_words(candidate)
    firsts = [entry for entry in words if own and same_name(entry[0], own[0])]
    lasts = [entry for entry in words if own and (entry[0] in own[1:] or entry[0] in parts(candidate) - parts(own[0]))]
    if firsts and (lasts or len(own) == 1):
        return "full", (min(firsts[0][1], (lasts or firsts)[0][1]), max(firsts[0][2], (lasts or firsts)[0][2]))
    if firsts:
        return "first_only", (firsts[0][1], firsts[0][2])
    named = _other_name(signature)
    return ("other", named) if named else ("none", None)


_OTHER = re.compile(r"^[^\n@\d:/]{1,50}$", re.MULTILINE)


def _other_name(signature: str) -> tuple[int, int] | None:
    for match in _OTHER.finditer(signature):
        words = match.group().split()
        if (
            words
            and len(words) <= 4
            and any(char.isalpha() for char in match.group())
            and match.group().strip(" ,.-–—")[:1].isupper()
        ):
            return match.start(), match.end()
    return None


def distance(one: str, other: str, limit: int = 2) -> int:
    """The Damerau-Levenshtein distance (optimal string alignment), or `limit + 1` where it is larger."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        row = [i]
        for j, sign in enumerate(other, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (char != sign))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == sign:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return limit + 1
        before, above = above, row
    return above[-1]


def near(word: str, name: str) -> bool:
    """True where the word is not the name but close enough to be a slip: one slip, two in long names.

    Names of five letters may have two slips if they begin alike (Jimmie, Jimmy).
    """
    if spelt_otherwise(word, name):
        return True
    if word == name or min(len(word), len(name)) < 3 or short_for(word, name):
        return False
    length = min(len(word), len(name))
    allowed = 2 if length > 5 or (length == 5 and word[:3] == name[:3]) else 1
    return distance(word, name, allowed) <= allowed


def name_misses(
    body: str, greeting: Stretch | None, signature: Stretch, case: Case, known: frozenset[str]
) -> tuple[NameMiss, ...]:
    """Names nearly right: in the greeting any word near a person's, elsewhere capitalised words that no list knows.

    An address that nearly is the candidate's own counts, too.
    A word that is some name or word of the case exactly is right, whomever it resembles.
    """
    exact = _case_words(case)
    found = list(_address_misses(body, case))
    for match in _NAME_WORD.finditer(body):
        greeted = greeting is not None and greeting.start <= match.start() < greeting.end
        if not greeted and not match.group()[0].isupper():
            continue
        word = unaccented(match.group().removesuffix("'s").removesuffix("’s"))
        if len(word) < 3 or word in exact:
            continue
        names = _names_at(match.start(), match.group(), greeting, signature, case)
        if word in known and not greeted:
            continue
        meant = next((name for name in names if near(word, unaccented(name))), None)
        if meant is not None and not _possessive(word, meant):
            found.append(NameMiss(start=match.start(), end=match.end(), meant=meant))
    return tuple(found)


_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,80}\w")


def _address_misses(body: str, case: Case) -> Iterator[NameMiss]:
    own = (case.candidate.email or "").casefold()
    for match in _ADDRESS.finditer(body):
        written = match.group().casefold()
        if (
            own
            and written != own
            and written.partition("@")[2] == own.partition("@")[2]
            and distance(written, own) <= _SLIPS
        ):
            yield NameMiss(start=match.start(), end=match.end(), meant=case.candidate.email or "")


_SLIPS = 2


def _names_at(position: int, word: str, greeting: Stretch | None, signature: Stretch, case: Case) -> tuple[str, ...]:
    """The names that a word at this place could be meant for."""
    people = tuple(w for person in case.people for w in _long_words(person.name))
    if greeting is not None and greeting.start <= position < greeting.end:
        return () if unaccented(word) in _PLAIN_GREETING else people
    if not word[0].isupper():
        return ()
    if position >= signature.start:
        return _long_words(case.candidate.name)
    return (*people, *(w for w in _long_words(case.company) if len(w) >= 6))


def _long_words(text: str | None) -> tuple[str, ...]:
    words = _NAME_WORD.findall(text or "")
    return tuple(w for w in words if len(w) >= 3 and w.casefold() not in _PARTICLES)


def _possessive(word: str, meant: str) -> bool:
    return word in (f"{unaccented(meant)}s", f"{unaccented(meant)}'s")


def _case_words(case: Case) -> frozenset[str]:
    texts = [case.company, case.position, case.candidate.name, *(case.notes or ()), *(p.name for p in case.people)]
    words = frozenset(word for text in texts for word in (*parts(text), *name_words(text)))
    return words | {word.removesuffix("'s") for word in words}
