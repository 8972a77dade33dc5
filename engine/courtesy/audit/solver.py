"""Questions put to z3: whether there is a situation with so many events and people in which a formula holds.

It is exact within its bound. Whether the bound is wide enough for a proof is `bound_of`: a situation in which a formula
holds can be cut down to the events that its true literals rest on, one for each anchor and so many for each count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import z3

from courtesy.audit.cast import ROLES
from courtesy.audit.draft import DAY, MONDAY, Draft, Happening, day_of, minute_at
from courtesy.audit.encoding import NOBODY, Encoder, History, Slot, Words
from courtesy.audit.formula import Atom, Every, Formula, Some
from courtesy.audit.implication import CONTACT, INTERVIEW, TIMELINE
from courtesy.audit.integrity import EMPLOYER_WORDS, HORIZON
from courtesy.audit.terms import every, implies, no, some
from courtesy.condition import (
    Anchor,
    AtLeast,
    ChannelSameAs,
    CountOf,
    DaysPast,
    DaysSince,
    EarliestOf,
    First,
    Group,
    HasAnchor,
    Latest,
    LatestIs,
    LatestOf,
    Literal,
    MetCount,
    MinutesSince,
    Moved,
    Now,
    Pattern,
    People,
    PeopleWithout,
    Promised,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
)
from courtesy.history import AFTER_INTERVIEW
from courtesy.vocabulary import Vocabulary

_MILLISECONDS = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """So many events and people are enough for a formula."""

    events: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What z3 says: a situation (`draft`), none within the bound (`closed`), or neither in its time."""

    draft: Draft | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A formula on one act, under some readings, in some vocabulary."""

    formula: Formula
    act: str
    readings: tuple[tuple[str, str], ...]
    vocabulary: Vocabulary


def ask(asked: Asked, bound: Bound, milliseconds: int = _MILLISECONDS) -> Verdict:
    """Whether the formula holds in a sound history of at most this size."""
    # z3 numbers all terms of its context, and its models follow the numbers: a new context answers the same every time.
    z3.z3._main_ctx = None  # noqa: SLF001  there is no public way to begin anew
    # Checks of every term for mistakes in the use of z3 cost more than its answer.
    z3.z3.Z3_DEBUG = False
    formula, act, readings = asked.formula, asked.act, asked.readings
    literals = tuple(dict.fromkeys(atom.literal for atom in atoms_of(formula)))
    history = _history(literals, bound, asked.vocabulary)
    encoder = Encoder(history, act, dict(readings))
    solver = z3.Solver()
    solver.set("timeout", milliseconds)
    solver.add(_encoded(formula, encoder))
    solver.add(encoder.side)
    solver.add(list(_integrity(history, act)))
    answer = solver.check()
    if answer == z3.unsat:
        return Verdict(closed=True)
    if answer == z3.sat:
        return Verdict(draft=_Model(solver.model(), history).draft(act, readings))
    return Verdict()


def atoms_of(formula: Formula) -> Iterator[Atom]:
    """Every atom of a formula."""
    match formula:
        case Atom():
            yield formula
        case Every(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from atoms_of(part)


def _encoded(formula: Formula, encoder: Encoder) -> Any:
    match formula:
        case Atom(literal=literal):
            return encoder.literal(literal)
        case Every(parts=parts):
            return every(*[_encoded(part, encoder) for part in parts])
        case Some(parts=parts):
            return some(*[_encoded(part, encoder) for part in parts])


# --- the bound ----------------------------------------------------------------------------------------------------


def bound_of(formula: Formula) -> Bound:
    """How many events and people are enough: if the formula holds anywhere, it holds in a history of this size."""
    literals = tuple(dict.fromkeys(atom.literal for atom in atoms_of(formula)))
    anchors: set[Anchor] = set()
    for literal in literals:
        for pattern in patterns_of(literal):
            anchors.update(_anchors_beneath(pattern))
        anchors.update(each for anchor in _anchors_in(literal) for each in _with_beneath(anchor))
    single = {anchor for anchor in anchors if isinstance(anchor, Latest | First | Promised)}
    counted: dict[Pattern, int] = {}
    for literal in literals:
        match literal:
            case AtLeast(signal=CountOf(pattern=pattern), value=least):
                counted[pattern] = max(least, counted.get(pattern, 0))
            case _:
                pass
    groups = [people for literal in literals for people in _people_of(literal)]
    named = [CONTACT] if any(people.group is Group.CONTACT_NAMED for people in groups) else []
    # An interview stands in every history; people who were met need theirs.
    basis = {Latest(pattern=INTERVIEW), First(pattern=INTERVIEW), *(Latest(pattern=each) for each in named)}
    people = 1 + len(set(groups)) + max((_people_wanted(literal) for literal in literals), default=0)
    reached = people if any(isinstance(literal.signal, PeopleWithout) for literal in literals) else 0
    return Bound(events=len(single | basis) + sum(counted.values()) + reached, people=people)


def _people_wanted(literal: Literal) -> int:
    match literal:
        case AtLeast(signal=RecipientCount() | MetCount() | PeopleWithout(), value=least):
            return least
        case _:
            return 0


def patterns_of(literal: Literal) -> tuple[Pattern, ...]:
    """The patterns that a literal mentions itself."""
    match literal.signal:
        case CountOf(pattern=pattern) | PeopleWithout(pattern=pattern):
            return (pattern,)
        case LatestIs(among=among, pattern=pattern):
            return (among, pattern)
        case _:
            return ()


def _anchors_in(literal: Literal) -> tuple[Anchor, ...]:
    match literal.signal:
        case DaysSince(anchor=anchor, of=of) | MinutesSince(anchor=anchor, of=of) | DaysPast(anchor=anchor, of=of):
            return (anchor,) if of is None else (anchor, of)
        case HasAnchor(anchor=anchor) | ChannelSameAs(anchor=anchor):
            return (anchor,)
        case LatestIs(among=among):
            return (Latest(pattern=among),)
        case _:
            return ()


def _anchors_beneath(pattern: Pattern) -> Iterator[Anchor]:
    for anchor in (pattern.since, pattern.until):
        if anchor is not None:
            yield from _with_beneath(anchor)


def _with_beneath(anchor: Anchor) -> Iterator[Anchor]:
    yield anchor
    match anchor:
        case Latest(pattern=pattern) | First(pattern=pattern):
            yield from _anchors_beneath(pattern)
        case Promised():
            yield Latest(pattern=TIMELINE)
        case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
            for each in anchors:
                yield from _with_beneath(each)
        case Moved(anchor=moved_from):
            yield from _with_beneath(moved_from)
        case Now():
            return


def _people_of(literal: Literal) -> Iterator[People]:
    match literal.signal:
        case RecipientsAre(people=people) | RecipientsCover(people=people) | PeopleWithout(people=people):
            yield people
        case _:
            pass
    for pattern in (*patterns_of(literal), *_anchor_patterns(literal)):
        yield from (people for people in (pattern.to, pattern.from_, pattern.with_, pattern.who) if people is not None)


def _anchor_patterns(literal: Literal) -> Iterator[Pattern]:
    for anchor in _anchors_in(literal):
        for each in _with_beneath(anchor):
            if isinstance(each, Latest | First):
                yield each.pattern


# --- the variables ------------------------------------------------------------------------------------------------


def _history(literals: Sequence[Literal], bound: Bound, vocabulary: Vocabulary) -> History:
    words = Words(("interview", "timeline_given", "contact_named", "reply"))
    fields: dict[str, Words] = {}
    for literal in literals:
        for pattern in (*patterns_of(literal), *_anchor_patterns(literal), *_since_patterns(literal)):
            for word in pattern.events:
                words.number(word)
            for name, _ in pattern.fields:
                fields.setdefault(name, Words())
    says = (word for event in vocabulary.events.values() for word in event.says)
    people = range(bound.people)
    return History(
        slots=tuple(_slot(place, bound.people, fields) for place in range(bound.events)),
        exists=tuple(z3.Bool(f"exists {person}") for person in people),
        roles=tuple(z3.Int(f"role {person}") for person in people),
        to=tuple(z3.Bool(f"to {person}") for person in people),
        channel=z3.Int("channel"),
        day=z3.Int("day"),
        clock=z3.Int("clock"),
        words=words,
        channels=Words(vocabulary.channels),
        saying=Words(says),
        role_words=Words(vocabulary.roles),
        field_words=fields,
        messages={},
        message_words={},
        traits={},
        reach={},
    )


def _since_patterns(literal: Literal) -> Iterator[Pattern]:
    for pattern in patterns_of(literal):
        for anchor in _anchors_beneath(pattern):
            if isinstance(anchor, Latest | First):
                yield anchor.pattern


def _slot(place: int, people: int, fields: Iterable[str]) -> Slot:
    def number(name: str) -> Any:
        return z3.Int(f"{name} {place}")

    return Slot(
        word=number("word"),
        day=number("day"),
        clock=number("clock"),
        lasts=number("lasts"),
        channel=number("channel"),
        says=number("says"),
        round=number("round"),
        from_=number("from"),
        who=number("who"),
        by_day=number("by day"),
        by_clock=number("by clock"),
        with_=tuple(z3.Bool(f"with {place} {person}") for person in range(people)),
        to=tuple(z3.Bool(f"to {place} {person}") for person in range(people)),
        fields={name: number(f"field {name}") for name in fields},
    )


# --- integrity ----------------------------------------------------------------------------------------------------


def _integrity(history: History, act: str) -> Iterator[Any]:
    """What `courtesy.audit.integrity` asks of a draft, as constraints."""
    yield every(history.clock >= 0, history.clock < DAY)
    yield every(history.channel >= 1, history.channel <= len(history.channels.numbers))
    yield some(*history.to)
    for person, exists in enumerate(history.exists):
        yield implies(history.to[person], exists)
        yield every(history.roles[person] >= 1, history.roles[person] <= len(history.role_words.numbers))
    first = day_of(MONDAY) if not history.slots else history.slots[0].day
    yield every(history.day >= first, history.day <= first + HORIZON // DAY - 1)
    yield every(history.day >= day_of(MONDAY), history.day <= day_of(MONDAY) + 2 * HORIZON // DAY)
    for place, slot in enumerate(history.slots):
        yield from _event_is_sound(history, slot, place)
    for one, two in zip(history.slots, history.slots[1:], strict=False):
        yield implies(one.word == 0, two.word == 0)
        yield implies(two.word != 0, one.start <= two.start)
    if act == "status_reply":
        numbers = [history.words.number(word) for word in sorted(EMPLOYER_WORDS)]
        yield some(*[slot.word == number for slot in history.slots for number in numbers])


def _event_is_sound(history: History, slot: Slot, place: int) -> Iterator[Any]:
    number = history.words.numbers
    interview = slot.word == number["interview"]
    timeline = slot.word == number["timeline_given"]
    named = slot.word == number["contact_named"]
    yield every(slot.word >= 0, slot.word <= len(number))
    yield every(slot.clock >= 0, slot.clock < DAY, slot.lasts >= 0, slot.clock + slot.lasts < DAY)
    yield implies(no(interview), slot.lasts == 0)
    yield implies(slot.word != 0, slot.start <= history.now)
    yield slot.day >= day_of(MONDAY)
    yield every(slot.by_clock >= 0, slot.by_clock < DAY)
    yield implies(timeline, slot.by_day * DAY + slot.by_clock >= slot.start)
    yield every(slot.by_day <= history.slots[0].day + HORIZON // DAY - 1)
    yield implies(interview, some(*slot.with_))
    yield implies(named, slot.who != NOBODY)
    yield implies(no(interview), no(some(*slot.with_)))
    yield implies(no(named), slot.who == NOBODY)
    yield from _fields_are_sound(history, slot)
    yield from _round_is_sound(history, place)
    earlier = [each.word == number["interview"] for each in history.slots[:place]]
    late = [number[word] for word in number if word in AFTER_INTERVIEW]
    yield implies(some(*[slot.word == each for each in late]), some(*earlier))


def _fields_are_sound(history: History, slot: Slot) -> Iterator[Any]:
    """Only the fields that an event of its word has, with the words and people that there are."""
    number = history.words.numbers
    interview = slot.word == number["interview"]
    own = some(*[slot.word == number[word] for word in number if word not in _EMPLOYERS])
    yield implies(own, every(some(*slot.to), slot.from_ == NOBODY))
    yield implies(no(own), no(some(*slot.to)))
    yield implies(interview, slot.from_ == NOBODY)
    invited = number.get("channel_invited")
    if invited is not None:
        yield implies(slot.word == invited, slot.channel > 0)
    yield implies(slot.word != number["reply"], slot.says == 0)
    yield every(slot.says >= 0, slot.says <= len(history.saying.numbers))
    yield every(slot.channel >= 0, slot.channel <= len(history.channels.numbers))
    for person, exists in enumerate(history.exists):
        mentioned = [slot.with_[person], slot.to[person], slot.from_ == person, slot.who == person]
        yield implies(some(*mentioned), exists)
    yield every(slot.from_ >= NOBODY, slot.from_ < len(history.exists))
    yield every(slot.who >= NOBODY, slot.who < len(history.exists))
    for name, term in slot.fields.items():
        yield every(term >= 0, term <= len(history.field_words[name].numbers))


_EMPLOYERS = frozenset((*EMPLOYER_WORDS, "interview"))


def _round_is_sound(history: History, place: int) -> Iterator[Any]:
    """Rounds (0 is none) never go back, and the first interview that is listed is of none or of the first."""
    slot, earlier = history.slots[place], history.slots[:place]
    number = history.words.numbers["interview"]
    yield slot.round >= 0
    yield implies(slot.word != number, slot.round == 0)
    yield some(slot.round <= 1, *(each.word == number for each in earlier))
    for each in earlier:
        yield implies(slot.round > 0, each.round <= slot.round)


# --- the situation ------------------------------------------------------------------------------------------------


class _Model:
    """A model of z3 as a draft."""

    def __init__(self, model: Any, history: History) -> None:
        self._model = model
        self._history = history
        self._names = self._people()

    def draft(self, act: str, readings: tuple[tuple[str, str], ...]) -> Draft:
        """The situation that the model describes."""
        history = self._history
        events = [self._event(slot) for slot in history.slots if self._number(slot.word) != 0]
        to = tuple(self._names[place] for place, term in enumerate(history.to) if self._true(term))
        draft = Draft(
            events=(),
            people=tuple((name, self._role(place)) for place, name in self._names.items()),
            act=act,
            channel=self._word(history.channels, history.channel) or "email",
            to=to,
            now=minute_at(self._number(history.day), self._number(history.clock)),
            readings=readings,
            traits=frozenset(name for name, term in history.traits.items() if self._true(term)),
            message=self._message(),
            reach=frozenset(
                (self._names[place], way.value)
                for (place, way), term in history.reach.items()
                if place in self._names and self._true(term)
            ),
        )
        return draft.with_events(events)

    def _people(self) -> dict[int, str]:
        names: dict[int, str] = {}
        for place, exists in enumerate(self._history.exists):
            if self._true(exists):
                role = self._role(place)
                taken = sum(name.startswith(role) for name in names.values())
                names[place] = role if not taken else f"{role}_{taken + 1}"
        return names

    def _role(self, place: int) -> str:
        return self._word(self._history.role_words, self._history.roles[place]) or ROLES[0]

    def _event(self, slot: Slot) -> Happening:
        history = self._history
        word = self._word(history.words, slot.word) or "interview"
        start = minute_at(self._number(slot.day), self._number(slot.clock))
        lasts, round_ = self._number(slot.lasts), self._number(slot.round)
        by = minute_at(self._number(slot.by_day), self._number(slot.by_clock))
        return Happening(
            event=word,
            start=start,
            ends=start + lasts if lasts else None,
            channel=self._word(history.channels, slot.channel),
            with_=self._ids(slot.with_),
            to=self._ids(slot.to),
            from_=self._names.get(self._number(slot.from_)),
            who=self._names.get(self._number(slot.who)),
            says=self._word(history.saying, slot.says),
            round=round_ or None,
            by=by if word == "timeline_given" else None,
            extra=self._extra(slot),
        )

    def _extra(self, slot: Slot) -> tuple[tuple[str, str], ...]:
        words = self._history.field_words
        found = ((name, self._word(words[name], term)) for name, term in slot.fields.items())
        return tuple((name, word) for name, word in found if word is not None)

    def _ids(self, members: Sequence[Any]) -> tuple[str, ...]:
        return tuple(self._names[place] for place, term in enumerate(members) if self._true(term))

    def _message(self) -> tuple[tuple[str, bool | int | str], ...]:
        found: dict[str, bool | int | str] = {}
        for (kind, name), term in self._history.messages.items():
            known = self._history.messages.get(("known", name))
            if known is None or not self._true(known) or kind == "known":
                continue
            if kind == "flag":
                found[name] = self._true(term)
            elif kind == "count":
                found[name] = self._number(term)
            else:
                found[name] = self._word(self._history.message_words[name], term) or ""
        return tuple(sorted(found.items()))

    def _word(self, words: Words, term: Any) -> str | None:
        return words.word(self._number(term))

    def _number(self, term: Any) -> int:
        return int(self._model.eval(term, model_completion=True).as_long())

    def _true(self, term: Any) -> bool:
        return bool(z3.is_true(self._model.eval(term, model_completion=True)))
