"""The intermediate representation: signals, literals, conditions and clauses. Values only, no behaviour but names.

A rule card is lowered to *clauses*: a condition, and what the source says where it holds. A condition is in negation
normal form: negation was pushed down to the literals at load time, so every backend is a plain match over four kinds of
literal and two connectives. A literal compares one typed *signal*; a missing anchor is spelled out by `HasAnchor`, a
message that is not known by `MessageKnown`, so a signal always has a value of its type.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from courtesy.frozen import dataclass
from courtesy.verdict import Effect


class Unit(StrEnum):
    """Units of a duration: minutes and hours are elapsed time, all others are calendar days of the case's time zone."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    BUSINESS_DAY = "business day"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


# --- people and history -------------------------------------------------------------------------------------------


class Group(StrEnum):
    """A set of people that a case and a proposal name without listing them."""

    MET = "met"
    """Took part in the latest interview."""
    EVER_MET = "ever_met"
    """Took part in any interview."""
    CONTACT_NAMED = "contact_named"
    """The person named in the latest `contact_named` event."""
    SAME = "same"
    """The proposal's recipients."""
    OTHERS = "others"
    """Everybody of the case who is no recipient of the proposal."""


class Reach(StrEnum):
    """Ways to reach a person that a case can tell."""

    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A test of one person: has one of `roles` (None: any role) and belongs to `group` (None: anybody).

    `has` and `lacks` ask for what the case tells of the person: an e-mail address, a telephone number.
    """

    roles: frozenset[str] | None = None
    group: Group | None = None
    has: frozenset[Reach] = frozenset()
    lacks: frozenset[Reach] = frozenset()


class SameChannel(StrEnum):
    """How the channel of an event stands to the proposal's. An event without a channel is neither."""

    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A span of the wall clock in minutes of the day, both ends included; round midnight where `start` is the later."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Events of the history: any of `events`, narrowed by the fields that are given.

    `since` and `until` bound the event's `at` (both inclusive) by an anchor's start; an anchor that never happened
    bounds nothing; up to a `Moved` day means up to its end. `to`, `from_` and `with_` hold where at least one person of
    that field passes the test; `who` likewise. `weekdays` (of `courtesy.vocabulary.WEEKDAYS`) and `clock` look at the
    wall at the event's start, `minutes_at_least` and `minutes_at_most` at how long it lasted. `fields` are demands on
    fields that a pack's vocabulary adds (name, allowed values).
    """

    events: tuple[str, ...]
    since: Anchor | None = None
    until: Anchor | None = None
    channels: frozenset[str] | None = None
    to: People | None = None
    from_: People | None = None
    with_: People | None = None
    who: People | None = None
    says: frozenset[str] | None = None
    round_at_least: int | None = None
    round_at_most: int | None = None
    fields: tuple[tuple[str, frozenset[str]], ...] = ()
    same_channel: SameChannel | None = None
    weekdays: frozenset[str] | None = None
    clock: Clock | None = None
    minutes_at_least: int | None = None
    minutes_at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The latest event of a pattern (of two at one instant the later in the file)."""

    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first event of a pattern."""

    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """The last instant of the latest date promised by the employer (`timeline_given` with `by`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestOf:
    """The latest of several anchors, of those that happened."""

    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarliestOf:
    """The earliest of several anchors, of those that happened."""

    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The proposal's moment. It stands only in the `since` and `until` of a pattern, inside a `Moved`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The instant that lies `amount` units after another anchor (before it, where negative).

    Of calendar units a whole day, which starts with its first minute and ends with its last; of minutes and hours the
    minute so long after the anchor's end. It happened where the anchor did, even where it lies ahead.
    """

    anchor: Anchor
    amount: int
    unit: Unit


Anchor: TypeAlias = Latest | First | Promised | LatestOf | EarliestOf | Now | Moved
"""An instant of the history. Its calendar day is the local date of the event's `at` (of `by` for a promised date);
minutes and hours count from the event's end (`ends`, else `at`)."""


# --- signals ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAct:
    """Which act is proposed (choice of the vocabulary's acts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalChannel:
    """By which channel (choice of the vocabulary's channels)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWeekday:
    """On which local weekday (choice `mon` … `sun`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteOfDay:
    """Local minutes on the wall clock since 00:00 (count, 0 to 1439)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientCount:
    """How many people the proposal goes to (count)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfYear:
    """The proposal's local date as month times 100 plus day (count, 101 to 1231)."""


class DayKind(StrEnum):
    """What a day can be for an office. Holidays are those of the case."""

    BUSINESS_DAY = "business_day"
    """Monday to Friday, and no holiday."""
    WEEKEND = "weekend"
    """Saturday or Sunday."""
    HOLIDAY = "holiday"
    """A holiday, whatever the weekday."""
    BEFORE_HOLIDAY = "before_holiday"
    """The last business day before a holiday."""
    AFTER_HOLIDAY = "after_holiday"
    """The first business day after a holiday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayIs:
    """The proposal's local day is of this kind (flag)."""

    kind: DayKind


class Quantifier(StrEnum):
    """Whether a test of the recipients must hold for each or for at least one of them."""

    EVERY = "every"
    SOME = "some"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientsAre:
    """Every (and there is one), or at least one recipient passes the test (flag)."""

    people: People
    quantifier: Quantifier = Quantifier.EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientsCover:
    """All people of the case who pass the test are recipients, and there is at least one such (flag)."""

    people: People


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSameAs:
    """The proposal's channel is that of this event; false where it did not happen or has no channel (flag)."""

    anchor: Latest | First


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestIs:
    """The latest event among `among` also satisfies `pattern` (flag; false where there is none)."""

    among: Pattern
    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOf:
    """How many events of the history satisfy the pattern (count)."""

    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWithout:
    """How many people who pass the test appear in no event of the pattern (field `to`, `from`, `with` or `who`) (count).

    A pattern without events matches none: then all who pass are counted. With `counting_proposal` the proposal's recipients count as reached by it.
    """

    people: People
    pattern: Pattern
    counting_proposal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MetCount:
    """How many people took part in the latest interview (count)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HasTrait:
    """The case carries this trait of the vocabulary (flag)."""

    trait: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HasAnchor:
    """The anchor happened (flag)."""

    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysSince:
    """Local calendar days from the anchor's day to the proposal's day, negative before it (count; 0 without anchor).

    With `of` to that anchor's day instead of the proposal's (0 without it, too).
    """

    anchor: Anchor
    of: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSince:
    """Elapsed whole minutes from the anchor's end to the proposal, negative before it (count; 0 without anchor).

    With `of` to that anchor's start (the last instant of a promised date) instead of the proposal (0 without it, too).
    """

    anchor: Anchor
    of: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysPast:
    """Local calendar days from the day that lies `amount` units after the anchor's day (count; 0 without anchor).

    For the units whose length varies: months (the 31st clamps to the month's end), business days (Monday to Friday
    without the case's holidays) and weekdays (`1 monday` is the first Monday after the anchor's day). Negative amounts
    lie before the anchor. With `of` to that anchor's day instead of the proposal's (0 without it, too).
    """

    anchor: Anchor
    amount: int
    unit: Unit
    of: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageKnown:
    """The message reader could tell this signal's value (flag; false without a message)."""

    signal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFlag:
    """A message signal was found (flag; false where unknown)."""

    signal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCount:
    """A message signal's number (count; 0 where unknown)."""

    signal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChoice:
    """A message signal's word (choice of the vocabulary's options of that signal; its first option where unknown)."""

    signal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingChoice:
    """Which option of a source's reading the user chose (choice)."""

    source: str
    reading: str


FlagSignal: TypeAlias = (
    RecipientsAre
    | RecipientsCover
    | ChannelSameAs
    | LatestIs
    | HasTrait
    | HasAnchor
    | DayIs
    | MessageKnown
    | MessageFlag
)
CountSignal: TypeAlias = (
    MinuteOfDay
    | DayOfYear
    | RecipientCount
    | CountOf
    | PeopleWithout
    | MetCount
    | DaysSince
    | MinutesSince
    | DaysPast
    | MessageCount
)
ChoiceSignal: TypeAlias = ProposalAct | ProposalChannel | ProposalWeekday | MessageChoice | ReadingChoice
Signal: TypeAlias = FlagSignal | CountSignal | ChoiceSignal
Value: TypeAlias = bool | int | str


# --- conditions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """The flag has this value."""

    signal: FlagSignal
    value: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """The number is at least this (inclusive)."""

    signal: CountSignal
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost:
    """The number is at most this (inclusive)."""

    signal: CountSignal
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """The choice is one of these words. A negation is the complement over the signal's closed list of words."""

    signal: ChoiceSignal
    values: frozenset[str]


Literal: TypeAlias = Is | AtLeast | AtMost | OneOf


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part holds; without parts: true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """At least one part holds; without parts: false."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Literal | All | AnyOf

TRUE = All(parts=())
FALSE = AnyOf(parts=())


# --- clauses ------------------------------------------------------------------------------------------------------


class Branch(StrEnum):
    """Which part of a card a clause stands for."""

    MAIN = "main"
    """The card's effect (an act card inside its window), or a demand that is not met (a message card)."""
    EARLY = "early"
    """The `otherwise` of an act card before its window opens."""
    LATE = "late"
    """The `otherwise` of an act card after its window closed."""
    MET = "met"
    """A demand that is met; it favours nothing by itself."""
    COUNSEL = "counsel"
    """Advice that no program can decide, in the situation in which it matters."""
    ASKS = "asks"
    """The card would speak, or not, if the unknown message signals were known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Where `condition` holds, rule `rule` (`source/id`, with `#exception` path in `exception`) speaks.

    `effect` is None for the branches met, counsel and asks. `signals` of an `asks` clause are the message signals whose
    value is asked for. Clauses of one rule never depend on their order.
    """

    rule: str
    source: str
    branch: Branch
    condition: Condition
    effect: Effect | None = None
    exception: str | None = None
    asks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A name that is unique in a rulebook and stable under reordering: `source/id[#exception]:branch`."""
        inside = f"#{self.exception}" if self.exception else ""
        return f"{self.rule}{inside}:{self.branch.value}"
