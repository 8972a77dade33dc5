"""Histories of a bounded size for z3: every event, person and moment a variable, every signal an exact expression.

All numbers are integers: days are ordinals, clock times minutes of the day. Months alone are bounded instead of counted
(`exact` is false then); a situation that is found is evaluated anyway before it is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, assert_never

import z3

from courtesy.audit.calendar_terms import business_days_after, weekday_of, weekdays_after
from courtesy.audit.difference import length
from courtesy.audit.draft import DAY
from courtesy.audit.implication import CONTACT, INTERVIEW
from courtesy.audit.terms import Term, every, implies, no, some
from courtesy.audit.variables import History, Slot, Words
from courtesy.condition import (
    Anchor,
    AtLeast,
    AtMost,
    ChannelSameAs,
    CountOf,
    DayIs,
    DayKind,
    DayOfYear,
    DaysPast,
    DaysSince,
    EarliestOf,
    First,
    Group,
    HasAnchor,
    HasTrait,
    Is,
    Latest,
    LatestIs,
    LatestOf,
    Literal,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MetCount,
    MinuteOfDay,
    MinutesSince,
    Moved,
    Now,
    OneOf,
    Pattern,
    People,
    PeopleWithout,
    Promised,
    ProposalAct,
    ProposalChannel,
    ProposalWeekday,
    Quantifier,
    Reach,
    ReadingChoice,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
    SameChannel,
    Unit,
)
from courtesy.situation.calendar import shift
from courtesy.vocabulary import WEEKDAYS

_HOUR = 60


class UnencodableError(Exception):
    """A formula asks for something that is not encoded; the text names it."""


_WEEK, _WORKDAYS = 7, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An anchor: whether it happened, the minutes of its start and end, its day."""

    there: Term
    start: Term
    end: Term
    day: Term


class Encoder:
    """Literals as expressions over one history."""

    def __init__(self, history: History, act: str, readings: dict[str, str]) -> None:
        self.history = history
        self.exact = True
        self.side: list[Term] = []
        self._act = act
        self._readings = readings
        self._points: dict[Anchor, Point] = {}
        self._matches: dict[Pattern, tuple[Term, ...]] = {}
        self._passing: dict[People, tuple[Term, ...]] = {}

    # --- literals -------------------------------------------------------------------------------------------------

    def literal(self, literal: Literal) -> Term:
        """The literal as a truth value."""
        match literal:
            case Is(signal=signal, value=value):
                flag = self._flag(signal)
                return flag if value else no(flag)
            case AtLeast(signal=signal, value=bound):
                return self._number(signal) >= bound
            case AtMost(signal=signal, value=bound):
                return self._number(signal) <= bound
            case OneOf(signal=signal, values=values):
                return self._choice(signal, values)
            case _:
                assert_never(literal)

    def _choice(self, signal: Any, values: frozenset[str]) -> Term:
        history = self.history
        match signal:
            case ProposalAct():
                return z3.BoolVal(self._act in values)
            case ProposalChannel():
                return _among(history.channel, values, history.channels)
            case ProposalWeekday():
                return some(*[weekday_of(history.day) == WEEKDAYS.index(word) for word in sorted(values)])
            case ReadingChoice(source=source, reading=reading):
                return z3.BoolVal(self._readings.get(f"{source}/{reading}") in values)
            case MessageChoice(signal=name):
                words = history.message_words.setdefault(name, Words())
                return every(self._known(name), _among(self._message("choice", name), values, words))
            case _:
                raise AssertionError(f"{signal!r} is no choice")

    def _flag(self, signal: Any) -> Term:  # noqa: C901, PLR0911  one case a kind of signal
        history = self.history
        match signal:
            case RecipientsAre() | RecipientsCover():
                return self._recipients(signal)
            case ChannelSameAs(anchor=anchor):
                return self._same_channel(anchor)
            case LatestIs(among=among, pattern=pattern):
                wide, narrow = self.matches(among), self.matches(pattern)
                return some(*[every(_last(wide, place), narrow[place]) for place in range(len(wide))])
            case HasTrait(trait=trait):
                return history.traits.setdefault(trait, z3.Bool(f"trait {trait}"))
            case HasAnchor(anchor=anchor):
                return self.point(anchor).there
            case DayIs(kind=kind):
                return self._day_is(kind)
            case MessageKnown(signal=name):
                return self._known(name)
            case MessageFlag(signal=name):
                return every(self._known(name), self._message("flag", name))
            case _:
                raise AssertionError(f"{signal!r} is no flag")

    def _recipients(self, signal: RecipientsAre | RecipientsCover) -> Term:
        passing = self.passing(signal.people)
        pairs = list(zip(self.history.to, passing, strict=True))
        if isinstance(signal, RecipientsCover):
            return every(some(*passing), *(implies(passes, to) for to, passes in pairs))
        if signal.quantifier is Quantifier.SOME:
            return some(*[every(to, passes) for to, passes in pairs])
        return every(*[implies(to, passes) for to, passes in pairs])

    def _day_is(self, kind: DayKind) -> Term:
        """Without holidays only the weekday tells."""
        weekday = weekday_of(self.history.day)
        match kind:
            case DayKind.BUSINESS_DAY:
                return weekday < _WORKDAYS
            case DayKind.WEEKEND:
                return weekday >= _WORKDAYS
            case DayKind.HOLIDAY | DayKind.BEFORE_HOLIDAY | DayKind.AFTER_HOLIDAY:
                return z3.BoolVal(val=False)

    def _same_channel(self, anchor: Latest | First) -> Term:
        matches = self.matches(anchor.pattern)
        chosen = _last if isinstance(anchor, Latest) else _first
        return some(
            *[
                every(chosen(matches, place), slot.channel == self.history.channel)
                for place, slot in enumerate(self.history.slots)
            ]
        )

    def _number(self, signal: Any) -> Term:  # noqa: C901, PLR0911  one case a kind of signal
        history = self.history
        match signal:
            case DaysSince() | MinutesSince() | DaysPast():
                return self._time(signal)
            case CountOf(pattern=pattern):
                return _count(self.matches(pattern))
            case RecipientCount():
                return _count(history.to)
            case MetCount():
                return _count(self._group(Group.MET))
            case PeopleWithout():
                return self._people_without(signal)
            case MinuteOfDay():
                return history.clock
            case DayOfYear():
                raise UnencodableError("a date of the year")
            case MessageCount(signal=name):
                return z3.If(self._known(name), self._message("count", name), 0)
            case _:
                raise AssertionError(f"{signal!r} is no count")

    def _people_without(self, signal: PeopleWithout) -> Term:
        matches = self.matches(signal.pattern)
        left = []
        for person, passes in enumerate(self.passing(signal.people)):
            reached = [
                every(match, self._takes_part(slot, person))
                for match, slot in zip(matches, self.history.slots, strict=True)
            ]
            if signal.counting_proposal:
                reached.append(self.history.to[person])
            left.append(every(passes, no(some(*reached))))
        return _count(left)

    @staticmethod
    def _takes_part(slot: Slot, person: int) -> Term:
        return some(slot.with_[person], slot.to[person], slot.from_ == person, slot.who == person)

    # --- the text -------------------------------------------------------------------------------------------------

    def _known(self, name: str) -> Term:
        return self._message("known", name)

    def _message(self, kind: str, name: str) -> Term:
        key = (kind, name)
        if key not in self.history.messages:
            make = z3.Bool if kind in ("known", "flag") else z3.Int
            term = self.history.messages[key] = make(f"{kind} {name}")
            if kind == "count":
                self.side.append(term >= 0)
        return self.history.messages[key]

    # --- people ---------------------------------------------------------------------------------------------------

    def passing(self, people: People) -> tuple[Term, ...]:
        """For each person whether they pass the test."""
        if people not in self._passing:
            history = self.history
            group = history.exists if people.group is None else self._group(people.group)
            self._passing[people] = tuple(
                every(
                    history.exists[place],
                    group[place],
                    self._has_role(place, people.roles),
                    *(self._reach(place, reach) for reach in sorted(people.has)),
                    *(no(self._reach(place, reach)) for reach in sorted(people.lacks)),
                )
                for place in range(len(history.exists))
            )
        return self._passing[people]

    def _has_role(self, place: int, roles: frozenset[str] | None) -> Term:
        if roles is None:
            return z3.BoolVal(val=True)
        return _among(self.history.roles[place], roles, self.history.role_words)

    def _reach(self, place: int, way: Reach) -> Term:
        return self.history.reach.setdefault((place, way), z3.Bool(f"{way.value} of {place}"))

    def _group(self, group: Group) -> tuple[Term, ...]:
        history = self.history
        interviews = self.matches(INTERVIEW)
        match group:
            case Group.SAME:
                return history.to
            case Group.OTHERS:
                pairs = zip(history.exists, history.to, strict=True)
                return tuple(every(exists, no(to)) for exists, to in pairs)
            case Group.MET:
                return self._each(lambda slot, place, person: every(_last(interviews, place), slot.with_[person]))
            case Group.EVER_MET:
                return self._each(lambda slot, place, person: every(interviews[place], slot.with_[person]))
            case Group.CONTACT_NAMED:
                named = self.matches(CONTACT)
                return self._each(lambda slot, place, person: every(_last(named, place), slot.who == person))

    def _each(self, test: Callable[[Slot, int, int], Term]) -> tuple[Term, ...]:
        slots = self.history.slots
        return tuple(
            some(*[test(slot, place, person) for place, slot in enumerate(slots)])
            for person in range(len(self.history.exists))
        )

    # --- events and anchors ---------------------------------------------------------------------------------------

    def matches(self, pattern: Pattern) -> tuple[Term, ...]:
        """For each slot whether its event satisfies the pattern."""
        if pattern not in self._matches:
            since = None if pattern.since is None else self.point(pattern.since)
            until = None if pattern.until is None else self.point(pattern.until)
            self._matches[pattern] = tuple(
                every(*self._event_tests(slot, pattern, since, until)) for slot in self.history.slots
            )
        return self._matches[pattern]

    def _event_tests(self, slot: Slot, pattern: Pattern, since: Point | None, until: Point | None) -> list[Term]:
        history = self.history
        tests = [_among(slot.word, pattern.events, history.words)]
        if since is not None:
            tests.append(some(no(since.there), slot.start >= since.start))
        if until is not None:
            last = until.end if isinstance(pattern.until, Moved) else until.start
            tests.append(some(no(until.there), slot.start <= last))
        if pattern.channels is not None:
            tests.append(_among(slot.channel, pattern.channels, history.channels))
        if pattern.says is not None:
            tests.append(_among(slot.says, pattern.says, history.saying))
        if pattern.round_at_least is not None:
            tests.append(slot.round >= pattern.round_at_least)
        if pattern.round_at_most is not None:
            tests += [slot.round > 0, slot.round <= pattern.round_at_most]
        for name, words in pattern.fields:
            tests.append(_among(slot.fields[name], words, history.field_words[name]))
        return [*tests, *self._wall_tests(slot, pattern), *self._person_tests(slot, pattern)]

    def _wall_tests(self, slot: Slot, pattern: Pattern) -> list[Term]:
        """The channel against the proposal's, weekday, time of day and length."""
        tests = []
        if pattern.same_channel is SameChannel.SAME:
            tests.append(slot.channel == self.history.channel)
        if pattern.same_channel is SameChannel.OTHER:
            tests.append(every(slot.channel > 0, slot.channel != self.history.channel))
        if pattern.weekdays is not None:
            tests.append(some(*[weekday_of(slot.day) == WEEKDAYS.index(day) for day in sorted(pattern.weekdays)]))
        if pattern.clock is not None:
            start, end = pattern.clock.start, pattern.clock.end
            join = every if start <= end else some
            tests.append(join(slot.clock >= start, slot.clock <= end))
        if pattern.minutes_at_least is not None:
            tests.append(slot.lasts >= pattern.minutes_at_least)
        if pattern.minutes_at_most is not None:
            tests.append(slot.lasts <= pattern.minutes_at_most)
        return tests

    def _person_tests(self, slot: Slot, pattern: Pattern) -> list[Term]:
        tests = []
        for people, members in ((pattern.to, slot.to), (pattern.with_, slot.with_)):
            if people is not None:
                pairs = zip(self.passing(people), members, strict=True)
                tests.append(some(*[every(passes, member) for passes, member in pairs]))
        for people, person in ((pattern.from_, slot.from_), (pattern.who, slot.who)):
            if people is not None:
                tests.append(
                    some(*[every(passes, person == place) for place, passes in enumerate(self.passing(people))])
                )
        return tests

    def point(self, anchor: Anchor) -> Point:
        """What the anchor stands for."""
        if anchor not in self._points:
            self._points[anchor] = self._made(anchor)
        return self._points[anchor]

    def _made(self, anchor: Anchor) -> Point:
        match anchor:
            case Latest(pattern=pattern):
                return self._chosen(pattern, reverse=False)
            case First(pattern=pattern):
                return self._chosen(pattern, reverse=True)
            case Promised():
                return self._promised()
            case LatestOf(anchors=anchors) | EarliestOf(anchors=anchors):
                return self._extreme(anchors, later=isinstance(anchor, LatestOf))
            case Now():
                now = self.history.now
                return Point(there=z3.BoolVal(val=True), start=now, end=now, day=self.history.day)
            case Moved():
                return self._moved(anchor)
            case _:
                assert_never(anchor)

    def _moved(self, anchor: Moved) -> Point:
        base = self.point(anchor.anchor)
        if anchor.unit in (Unit.MINUTE, Unit.HOUR):
            minute = base.end + anchor.amount * (_HOUR if anchor.unit is Unit.HOUR else 1)
            return Point(there=base.there, start=minute, end=minute, day=minute / DAY)
        day = self._shifted(base.day, anchor.amount, anchor.unit)
        return Point(there=base.there, start=day * DAY, end=day * DAY + DAY - 1, day=day)

    def _chosen(self, pattern: Pattern, *, reverse: bool) -> Point:
        matches = self.matches(pattern)
        start: Term = z3.IntVal(0)
        end: Term = z3.IntVal(0)
        day: Term = z3.IntVal(0)
        pairs = list(zip(matches, self.history.slots, strict=True))
        # The last choice stands outermost, so it is the one that counts.
        for match, slot in reversed(pairs) if reverse else pairs:
            start = z3.If(match, slot.start, start)
            end = z3.If(match, slot.start + slot.lasts, end)
            day = z3.If(match, slot.day, day)
        return Point(there=some(*matches), start=start, end=end, day=day)

    def _promised(self) -> Point:
        matches = self.matches(Pattern(events=("timeline_given",)))
        start: Term = z3.IntVal(0)
        day: Term = z3.IntVal(0)
        for match, slot in zip(matches, self.history.slots, strict=True):
            start = z3.If(match, slot.by_day * DAY + slot.by_clock, start)
            day = z3.If(match, slot.by_day, day)
        return Point(there=some(*matches), start=start, end=start, day=day)

    def _extreme(self, anchors: Iterable[Anchor], *, later: bool) -> Point:
        found: Point | None = None
        for anchor in anchors:
            point = self.point(anchor)
            found = point if found is None else _either(found, point, later=later)
        assert found is not None, "an anchor among several has at least one"
        return found

    # --- time -----------------------------------------------------------------------------------------------------

    def _time(self, signal: DaysSince | MinutesSince | DaysPast) -> Term:
        anchor = self.point(signal.anchor)
        history = self.history
        there, day, now = anchor.there, history.day, history.now
        if signal.of is not None:
            other = self.point(signal.of)
            there, day, now = every(there, other.there), other.day, other.start
        match signal:
            case DaysSince():
                return z3.If(there, day - anchor.day, 0)
            case MinutesSince():
                return z3.If(there, now - anchor.end, 0)
            case DaysPast(amount=amount, unit=unit):
                return z3.If(there, day - self._shifted(anchor.day, amount, unit), 0)

    def _shifted(self, day: Term, amount: int, unit: Unit) -> Term:
        match unit:
            case Unit.DAY | Unit.WEEK:
                return day + shift(0, amount, unit)
            case Unit.BUSINESS_DAY:
                return business_days_after(day, amount)
            case Unit.MONTH:
                return self._about(day, amount, unit)
            case _:
                return weekdays_after(day, amount, unit)

    def _about(self, day: Term, amount: int, unit: Unit) -> Term:
        """A day within the bounds of a length that varies."""
        self.exact = False
        shortest, longest = length(amount, unit)
        shifted = z3.FreshInt("shifted")
        self.side += [shifted >= day + shortest, shifted <= day + longest]
        return shifted


def _either(one: Point, other: Point, *, later: bool) -> Point:
    """The later (or earlier) of two points that may not have happened; of equals the one that ends later (earlier)."""
    after = some(other.start > one.start, every(other.start == one.start, other.end > one.end))
    before = some(other.start < one.start, every(other.start == one.start, other.end < one.end))
    better = after if later else before
    takes_other = every(other.there, some(no(one.there), better))
    return Point(
        there=some(one.there, other.there),
        start=z3.If(takes_other, other.start, one.start),
        end=z3.If(takes_other, other.end, one.end),
        day=z3.If(takes_other, other.day, one.day),
    )


def _among(term: Term, values: Iterable[str], words: Words) -> Term:
    return some(*[term == words.number(word) for word in sorted(values)])


def _count(terms: Iterable[Term]) -> Term:
    return z3.Sum([z3.If(term, 1, 0) for term in terms])


def _last(matches: tuple[Term, ...], place: int) -> Term:
    return every(matches[place], no(some(*matches[place + 1 :])))


def _first(matches: tuple[Term, ...], place: int) -> Term:
    return every(matches[place], no(some(*matches[:place])))
