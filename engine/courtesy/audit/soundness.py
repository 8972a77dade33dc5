"""What `courtesy.audit.integrity` asks of a draft, as constraints on the variables of a situation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courtesy.audit.draft import DAY, MONDAY, day_of
from courtesy.audit.event_fields import EMPLOYER_WORDS
from courtesy.audit.integrity import HORIZON
from courtesy.audit.terms import every, implies, no, some
from courtesy.audit.variables import NOBODY, History, Slot
from courtesy.history import AFTER_INTERVIEW

_EMPLOYERS = frozenset((*EMPLOYER_WORDS, "interview"))


def integrity_terms(history: History, act: str) -> Iterator[Any]:
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
        yield implies(two.word != 0, one.start < two.start)
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
    added = _is_added(history, slot)
    yield implies(no(some(interview, added)), no(some(*slot.with_)))
    yield implies(no(some(named, added)), slot.who == NOBODY)
    yield from _fields_are_sound(history, slot)
    yield from _interviews_go_on(history, place)
    earlier = [each.word == number["interview"] for each in history.slots[:place]]
    late = [number[word] for word in number if word in AFTER_INTERVIEW]
    yield implies(some(*[slot.word == each for each in late]), some(*earlier))


def _fields_are_sound(history: History, slot: Slot) -> Iterator[Any]:
    """Only the fields that an event of its word has, with the words and people that there are."""
    number = history.words.numbers
    interview = slot.word == number["interview"]
    added = _is_added(history, slot)
    own = some(*[slot.word == number[word] for word in number if word not in _EMPLOYERS and word not in history.added])
    yield implies(own, every(some(*slot.to), slot.from_ == NOBODY))
    yield implies(no(some(own, added)), no(some(*slot.to)))
    yield implies(interview, slot.from_ == NOBODY)
    yield from _added_are_sound(history, slot)
    invited = number.get("channel_invited")
    if invited is not None:
        yield implies(slot.word == invited, slot.channel > 0)
    yield implies(no(some(slot.word == number["reply"], added)), slot.says == 0)
    yield every(slot.says >= 0, slot.says <= len(history.saying.numbers))
    yield every(slot.channel >= 0, slot.channel <= len(history.channels.numbers))
    for person, exists in enumerate(history.exists):
        mentioned = [slot.with_[person], slot.to[person], slot.from_ == person, slot.who == person]
        yield implies(some(*mentioned), exists)
    yield every(slot.from_ >= NOBODY, slot.from_ < len(history.exists))
    yield every(slot.who >= NOBODY, slot.who < len(history.exists))
    for name, term in slot.fields.items():
        yield every(term >= 0, term <= len(history.field_words[name].numbers))


def _is_added(history: History, slot: Slot) -> Any:
    """It is an event that a pack adds."""
    number = history.words.numbers
    return some(*[slot.word == number[word] for word in history.added if word in number])


def _added_are_sound(history: History, slot: Slot) -> Iterator[Any]:
    """An event that a pack adds has the fields that it must have, and none that it may not have."""
    given = {
        "channel": slot.channel > 0,
        "with": some(*slot.with_),
        "to": some(*slot.to),
        "from": slot.from_ != NOBODY,
        "who": slot.who != NOBODY,
        "says": slot.says > 0,
    }
    known = history.words.numbers
    for name, word in history.added.items():
        for field, carried in given.items() if name in known else ():
            if field in word.required:
                yield implies(slot.word == known[name], carried)
            elif field not in word.optional:
                yield implies(slot.word == known[name], no(carried))


def _interviews_go_on(history: History, place: int) -> Iterator[Any]:
    """An interview begins after the one before it; rounds (0 is none) never go back, the first is of none or the first."""
    slot, earlier = history.slots[place], history.slots[:place]
    number = history.words.numbers["interview"]
    for each in earlier:
        # What is no interview does not last, so this asks nothing of it.
        yield implies(slot.word == number, each.start + each.lasts <= slot.start)
    yield slot.round >= 0
    yield implies(slot.word != number, slot.round == 0)
    yield some(slot.round <= 1, *(each.word == number for each in earlier))
    for each in earlier:
        yield implies(slot.round > 0, each.round <= slot.round)
