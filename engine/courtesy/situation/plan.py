"""Signals → one straight-line Python function that computes them all from a diary and a proposal.

Anchors, event patterns and tests of people that several signals share are computed once. The generated text holds only
names of this module's making and `repr`s of vocabulary words, never a user's text as code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias, assert_never

from courtesy.case import Proposal
from courtesy.condition import (
    Anchor,
    ChannelSameAs,
    CountOf,
    DayIs,
    DayOfYear,
    DaysPast,
    DaysSince,
    EarliestOf,
    First,
    Group,
    HasAnchor,
    HasTrait,
    Latest,
    LatestIs,
    LatestOf,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MetCount,
    MinuteOfDay,
    MinutesSince,
    Moved,
    Now,
    Pattern,
    People,
    PeopleWithout,
    Promised,
    ProposalAct,
    ProposalChannel,
    ProposalWeekday,
    Quantifier,
    ReadingChoice,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
    SameChannel,
    Signal,
    Value,
)
from courtesy.frozen import dataclass
from courtesy.situation.calendar import FIRST_MINUTE, LAST_MINUTE, day_of_year, is_day, shift
from courtesy.situation.diary import Diary, Entry, Instant, Words, moved
from courtesy.vocabulary import WEEKDAYS

MessageValues: TypeAlias = Mapping[str, bool | int | str | None]
"""What a message reader found, by signal; None (or a missing name) is unknown."""

Compute: TypeAlias = Callable[
    [Diary, Words, int, int, int, int, Proposal, MessageValues, Mapping[str, str]],
    tuple[Value, ...],
]
"""diary, the entries seen, and of the proposal's moment the minute, local day, weekday and minute of the local day."""

_PLACE = {name: place for place, name in enumerate(Entry._fields)}
_START, _END, _DAY, _ORDER = (_PLACE[name] for name in ("start", "end", "day", "order"))
_CHANNEL, _EVENT, _PROMISE, _PEOPLE = (_PLACE[name] for name in ("channel", "event", "promise", "people"))
_CLOCK = _PLACE["clock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StraightLine:
    """Python that computes signals.

    Lines in the body of a function of `PARAMETERS`, an expression for each signal, and the constants that both name.
    """

    lines: tuple[str, ...]
    values: tuple[str, ...]
    constants: Mapping[str, object]


PARAMETERS = "D, W, now, today, weekday, clock, P, M, R"
"""The parameters of a `Compute` function, as the lines name them."""


def straight_line(signals: tuple[Signal, ...]) -> StraightLine:
    """The code that computes these signals, in this order."""
    writer = _Writer()
    values = tuple(writer.signal(signal) for signal in signals)
    constants = {
        "NONE": (),
        "EVER": FIRST_MINUTE,
        "NEVER": LAST_MINUTE,
        "WEEKDAYS": WEEKDAYS,
        "shift": shift,
        "moved": moved,
        "is_day": is_day,
        "day_of_year": day_of_year,
        "Instant": Instant,
        "later": _later,
        "earlier": _earlier,
        **writer.constants,
    }
    return StraightLine(lines=(*writer.message_lines(), *writer.lines), values=values, constants=constants)


def compute_function(signals: tuple[Signal, ...]) -> Compute:
    """The function that computes these signals, in this order."""
    code = straight_line(signals)
    values = "".join(f"{value}, " for value in code.values)
    text = "\n".join([f"def compute({PARAMETERS}):", *code.lines, f"    return ({values})"])
    space: dict[str, Any] = dict(code.constants)
    # S102: the text is made above from our own templates; see the module's docstring.
    exec(compile(text, "<signals>", "exec"), space)  # noqa: S102
    compute: Compute = space["compute"]
    return compute


def _later(*instants: Instant | Entry | None) -> Instant | Entry | None:
    return max((instant for instant in instants if instant is not None), key=_span, default=None)


def _earlier(*instants: Instant | Entry | None) -> Instant | Entry | None:
    return min((instant for instant in instants if instant is not None), key=_span, default=None)


def _span(instant: Instant | Entry) -> tuple[int, int]:
    return instant.start, instant.end


class _Writer:
    """Writes the function's lines. Each `name = …` line is written once for each thing that it computes."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: dict[str, object] = {}
        self.message_names: dict[str, str] = {}
        self._names: dict[object, str] = {}

    # --- lines ----------------------------------------------------------------------------------------------------

    def _add(self, line: str, depth: int = 1) -> None:
        self.lines.append("    " * depth + line)

    def _assign(self, key: object, expression: str) -> str:
        """The variable that holds a thing, computed by the expression where it is new."""
        if key not in self._names:
            name = self._names[key] = f"v{len(self._names)}"
            self._add(f"{name} = {expression}")
        return self._names[key]

    def _fresh(self, key: object) -> str:
        name = self._names[key] = f"v{len(self._names)}"
        return name

    def _constant(self, value: object) -> str:
        name = f"C{len(self.constants)}"
        self.constants[name] = value
        return name

    def message_lines(self) -> list[str]:
        """The lines that read the message; the common proposal without a text costs one."""
        names = self.message_names
        if not names:
            return []
        reads = (f"        {name} = M.get({signal!r})" for signal, name in names.items())
        return ["    if M:", *reads, "    else:", f"        {' = '.join(names.values())} = None"]

    # --- the proposal ---------------------------------------------------------------------------------------------

    def _to(self) -> str:
        return self._assign("to", "P.to")

    def _channel(self) -> str:
        return self._assign("channel", "P.channel")

    # --- people ---------------------------------------------------------------------------------------------------

    def _met(self) -> str:
        latest = self.anchor(Latest(pattern=Pattern(events=("interview",))))
        return self._assign("met", f"{latest}[{_EVENT}].with_ if {latest} is not None else NONE")

    def _ever_met(self) -> str:
        entries = self._entries("interview")
        return self._assign("ever met", f"[p for e in {entries} for p in e[{_EVENT}].with_]")

    def _contact_named(self) -> str:
        latest = self.anchor(Latest(pattern=Pattern(events=("contact_named",))))
        return self._assign("named", f"({latest}[{_EVENT}].who,) if {latest} is not None else NONE")

    def _group(self, group: Group) -> str:
        match group:
            case Group.MET:
                return self._met()
            case Group.EVER_MET:
                return self._ever_met()
            case Group.CONTACT_NAMED:
                return self._contact_named()
            case Group.SAME:
                return self._to()
            case Group.OTHERS:
                return self._assign("others", f"{self._assign('roles', 'D.roles')}.keys() - {self._to()}")
            case _:
                assert_never(group)

    def people(self, people: People) -> str:
        """A variable with the set of the ids of all people of the case who pass the test."""
        if people in self._names:
            return self._names[people]
        roles = self._assign("roles", "D.roles")
        among = roles if people.group is None else self._group(people.group)
        if people.roles is None:
            chosen = f"{roles}.keys() & {among}"
        else:
            chosen = f"{{p for p in {among} if {roles}.get(p) in {self._constant(people.roles)}}}"
        tests = [("&", reach) for reach in sorted(people.has)] + [("-", reach) for reach in sorted(people.lacks)]
        for sign, reach in tests:
            chosen = f"({chosen}) {sign} D.reach[{self._constant(reach)}]"
        return self._assign(people, chosen)

    # --- events and anchors ---------------------------------------------------------------------------------------

    def _entries(self, word: str) -> str:
        return self._assign(("entries", word), f"W.get({word!r}, NONE)")

    def _tests(self, pattern: Pattern) -> list[str]:
        """Expressions on the entry `e` that hold where it satisfies the pattern, its word apart."""
        tests = []
        if pattern.since is not None:
            tests.append(f"e[{_START}] >= {self._bound(pattern.since, 'EVER')}")
        if pattern.until is not None:
            tests.append(f"e[{_START}] <= {self._bound(pattern.until, 'NEVER')}")
        return [*tests, *self._wall_tests(pattern), *self._person_tests(pattern), *self._field_tests(pattern)]

    def _bound(self, anchor: Anchor, without: str) -> str:
        """A variable with the minute at which an anchor starts, or one that bounds nothing; a moved day ends late."""
        found = self.anchor(anchor)
        place = _END if isinstance(anchor, Moved) and without == "NEVER" else _START
        return self._assign(("bound", anchor, without), f"{without} if {found} is None else {found}[{place}]")

    def _wall_tests(self, pattern: Pattern) -> list[str]:
        """By which channel, on which weekday, at what time of day and for how long."""
        tests = []
        if pattern.channels is not None:
            tests.append(f"e[{_CHANNEL}] in {self._constant(pattern.channels)}")
        if pattern.same_channel is SameChannel.SAME:
            tests.append(f"e[{_CHANNEL}] == {self._channel()}")
        if pattern.same_channel is SameChannel.OTHER:
            tests.append(f"e[{_CHANNEL}] not in (None, {self._channel()})")
        if pattern.weekdays is not None:
            tests.append(f"WEEKDAYS[(e[{_DAY}] - 1) % 7] in {self._constant(pattern.weekdays)}")
        if pattern.clock is not None:
            start, end = pattern.clock.start, pattern.clock.end
            word = "and" if start <= end else "or"
            tests.append(f"(e[{_CLOCK}] >= {start} {word} e[{_CLOCK}] <= {end})")
        if pattern.minutes_at_least is not None:
            tests.append(f"e[{_END}] - e[{_START}] >= {pattern.minutes_at_least}")
        if pattern.minutes_at_most is not None:
            tests.append(f"e[{_END}] - e[{_START}] <= {pattern.minutes_at_most}")
        return tests

    def _person_tests(self, pattern: Pattern) -> list[str]:
        several = ((pattern.to, "to"), (pattern.with_, "with_"))
        single = ((pattern.from_, "from_"), (pattern.who, "who"))
        return [
            *(
                f"not {self.people(people)}.isdisjoint(e[{_EVENT}].{field})"
                for people, field in several
                if people is not None
            ),
            *(f"e[{_EVENT}].{field} in {self.people(people)}" for people, field in single if people is not None),
        ]

    def _field_tests(self, pattern: Pattern) -> list[str]:
        tests = []
        if pattern.says is not None:
            tests.append(f"e[{_EVENT}].says in {self._constant(pattern.says)}")
        if pattern.round_at_least is not None:
            tests.append(f"(e[{_EVENT}].round or 0) >= {pattern.round_at_least}")
        if pattern.round_at_most is not None:
            tests.append(f"0 < (e[{_EVENT}].round or 0) <= {pattern.round_at_most}")
        tests += [f"dict(e[{_EVENT}].extra).get({name!r}) in {self._constant(words)}" for name, words in pattern.fields]
        return tests

    def _loop(self, pattern: Pattern, then: list[str], entries: str = "{}", before: str | None = None) -> None:
        """A loop over the entries of a pattern, one after the other word; `then` are the lines for each."""
        tests = " and ".join(self._tests(pattern))
        names = [self._entries(word) for word in dict.fromkeys(pattern.events)]
        if before is not None:
            self._add(before)
        for name in names:
            self._add(f"for e in {entries.format(name)}:")
            if tests:
                self._add(f"if {tests}:", 2)
            for line in then:
                self._add(line, 3 if tests else 2)

    def anchor(self, anchor: Anchor) -> str:
        """A variable with the anchor's entry or instant, None where it never happened."""
        if anchor in self._names:
            return self._names[anchor]
        match anchor:
            case Latest(pattern=pattern):
                return self._extreme(anchor, pattern, "reversed({})", ">")
            case First(pattern=pattern):
                return self._extreme(anchor, pattern, "{}", "<")
            case Promised():
                return self._promised()
            case LatestOf() | EarliestOf() | Now() | Moved():
                return self._assign(anchor, self._derived(anchor))
            case _:
                assert_never(anchor)

    def _derived(self, anchor: LatestOf | EarliestOf | Now | Moved) -> str:
        """An expression for an anchor that is made of others, or of the proposal's moment."""
        match anchor:
            case LatestOf(anchors=anchors):
                return f"later({', '.join(map(self.anchor, anchors))})"
            case EarliestOf(anchors=anchors):
                return f"earlier({', '.join(map(self.anchor, anchors))})"
            case Now():
                return "Instant(now, now, today)"
            case Moved(anchor=start, amount=amount, unit=unit):
                name, length = self.anchor(start), self._constant(unit)
                return f"None if {name} is None else moved({name}, {amount}, {length}, D.zone, D.holidays)"
            case _:
                assert_never(anchor)

    def _extreme(self, anchor: Anchor, pattern: Pattern, entries: str, comparison: str) -> str:
        tests = self._tests(pattern)
        if not tests and len(pattern.events) == 1:
            name = self._entries(pattern.events[0])
            place = -1 if comparison == ">" else 0
            return self._assign(anchor, f"{name}[{place}] if {name} else None")
        found = self._fresh(anchor)
        self._add(f"{found} = None")
        take = [
            f"if {found} is None or e[{_ORDER}] {comparison} {found}[{_ORDER}]:",
            f"    {found} = e",
            "break",
        ]
        self._loop(pattern, take, entries)
        return found

    def _promised(self) -> str:
        name = self._entries("timeline_given")
        found = self._fresh(Promised())
        self._add(f"{found} = None")
        self._add(f"for e in reversed({name}):")
        self._add(f"if e[{_PROMISE}] is not None:", 2)
        self._add(f"{found} = e[{_PROMISE}]", 3)
        self._add("break", 3)
        return found

    # --- signals --------------------------------------------------------------------------------------------------

    def signal(self, signal: Signal) -> str:
        """An expression for the signal's value."""
        match signal:
            case MessageKnown() | MessageFlag() | MessageCount() | MessageChoice() | ReadingChoice():
                return self._given(signal)
            case RecipientsAre() | RecipientsCover() | ChannelSameAs() | LatestIs() | HasTrait() | HasAnchor():
                return self._flag(signal)
            case DaysSince() | MinutesSince() | DaysPast():
                return self._time(signal)
            case CountOf() | PeopleWithout() | MetCount() | RecipientCount():
                return self._count(signal)
            case ProposalAct() | ProposalChannel() | ProposalWeekday() | MinuteOfDay() | DayOfYear() | DayIs():
                return self._proposal(signal)
            case _:
                assert_never(signal)

    def _proposal(
        self, signal: ProposalAct | ProposalChannel | ProposalWeekday | MinuteOfDay | DayOfYear | DayIs
    ) -> str:
        match signal:
            case ProposalAct():
                return "P.act"
            case ProposalChannel():
                return self._channel()
            case ProposalWeekday():
                return "WEEKDAYS[weekday]"
            case MinuteOfDay():
                return "clock"
            case DayOfYear():
                return "day_of_year(today)"
            case DayIs(kind=kind):
                return f"is_day(today, {self._constant(kind)}, D.holidays)"
            case _:
                assert_never(signal)

    def _given(self, signal: MessageKnown | MessageFlag | MessageCount | MessageChoice | ReadingChoice) -> str:
        if isinstance(signal, ReadingChoice):
            return f"R[{f'{signal.source}/{signal.reading}'!r}]"
        value = self.message_names.setdefault(signal.signal, f"m{len(self.message_names)}")
        match signal:
            case MessageKnown():
                return f"{value} is not None"
            case MessageFlag():
                return f"bool({value})"
            case MessageCount():
                return f"{value} or 0"
            case MessageChoice():
                return f"{value} or ''"
            case _:
                assert_never(signal)

    def _flag(self, signal: RecipientsAre | RecipientsCover | ChannelSameAs | LatestIs | HasTrait | HasAnchor) -> str:
        match signal:
            case RecipientsAre() | RecipientsCover():
                return self._recipients(signal)
            case ChannelSameAs(anchor=anchor):
                event = self.anchor(anchor)
                return f"{event} is not None and {event}[{_CHANNEL}] == {self._channel()}"
            case LatestIs(among=among, pattern=pattern):
                return self._latest_is(self.anchor(Latest(pattern=among)), pattern)
            case HasTrait(trait=trait):
                return f"{trait!r} in D.traits"
            case HasAnchor(anchor=anchor):
                return f"{self.anchor(anchor)} is not None"
            case _:
                assert_never(signal)

    def _recipients(self, signal: RecipientsAre | RecipientsCover) -> str:
        people, to = self.people(signal.people), self._to()
        match signal:
            case RecipientsAre(quantifier=Quantifier.EVERY):
                return f"{to} != NONE and {people}.issuperset({to})"
            case RecipientsAre():
                return f"not {people}.isdisjoint({to})"
            case RecipientsCover():
                return f"{people} != set() and {people}.issubset({to})"
            case _:
                assert_never(signal)

    def _latest_is(self, latest: str, pattern: Pattern) -> str:
        words = self._constant(frozenset(pattern.events))
        tests = " and ".join([f"e[{_EVENT}].event in {words}", *self._tests(pattern)])
        self._add(f"e = {latest}")
        return self._assign(("latest is", latest, pattern), f"e is not None and {tests}")

    def _time(self, signal: DaysSince | MinutesSince | DaysPast) -> str:
        anchor = self.anchor(signal.anchor)
        here, there = "today", "now"
        known = f"{anchor} is not None"
        if signal.of is not None:
            other = self.anchor(signal.of)
            here, there = f"{other}[{_DAY}]", f"{other}[{_START}]"
            known = f"{known} and {other} is not None"
        match signal:
            case DaysSince():
                passed = f"{here} - {anchor}[{_DAY}]"
            case MinutesSince():
                passed = f"{there} - {anchor}[{_END}]"
            case DaysPast(amount=amount, unit=unit):
                passed = f"{here} - shift({anchor}[{_DAY}], {amount}, {self._constant(unit)}, D.holidays)"
            case _:
                assert_never(signal)
        return f"({passed} if {known} else 0)"

    def _count(self, signal: CountOf | PeopleWithout | MetCount | RecipientCount) -> str:
        match signal:
            case CountOf(pattern=pattern):
                return self._count_of(pattern)
            case PeopleWithout():
                return self._people_without(signal)
            case MetCount():
                return f"len(set({self._met()}))"
            case RecipientCount():
                return f"len({self._to()})"
            case _:
                assert_never(signal)

    def _count_of(self, pattern: Pattern) -> str:
        """A sum over the words: patterns with other words and the same demands share its terms."""
        return " + ".join(self._count_word(word, pattern) for word in dict.fromkeys(pattern.events)) or "0"

    def _count_word(self, word: str, pattern: Pattern) -> str:
        alone = replace(pattern, events=(word,))
        key = ("count", alone)
        if key not in self._names:
            if not self._tests(alone):
                return self._assign(key, f"len({self._entries(word)})")
            self._loop(alone, ["count += 1"], before="count = 0")
            self._assign(key, "count")
        return self._names[key]

    def _people_without(self, signal: PeopleWithout) -> str:
        people = self.people(signal.people)
        without = self._fresh(signal)
        self._add(f"{without} = set({people})")
        self._loop(signal.pattern, [f"{without}.difference_update(e[{_PEOPLE}])"])
        if signal.counting_proposal:
            self._add(f"{without}.difference_update({self._to()})")
        return f"len({without})"
