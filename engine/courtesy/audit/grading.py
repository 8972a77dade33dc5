"""How hard two rules clash, and by how many days one is stricter than the other.

Grades, from the two effects: `dilemma` (require against forbid), `opposition` (favoured against forbid, or require against
discourage), `tension` (recommend or permit against discourage).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from courtesy.audit.draft import DAY
from courtesy.audit.event_fields import EMPLOYER_WORDS
from courtesy.audit.implication import INTERVIEW as INTERVIEWS
from courtesy.audit.values import Grade
from courtesy.condition import (
    All,
    Anchor,
    AtLeast,
    AtMost,
    Branch,
    ChannelSameAs,
    Condition,
    CountOf,
    DayIs,
    DayOfYear,
    DaysPast,
    DaysSince,
    First,
    HasAnchor,
    Is,
    Latest,
    Literal,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MetCount,
    MinuteOfDay,
    MinutesSince,
    PeopleWithout,
    ProposalChannel,
    ProposalWeekday,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
)
from courtesy.history import INTERVIEW
from courtesy.situation.names import anchor_name
from courtesy.situation.truth import literals_of
from courtesy.verdict import Effect


def grade_of(favours: Effect | None, opposes: Effect | None) -> Grade:
    """The grade of a favouring and an opposing effect; a demand on the text that is met counts like a recommendation."""
    if opposes is Effect.FORBID:
        return Grade.DILEMMA if favours is Effect.REQUIRE else Grade.OPPOSITION
    return Grade.OPPOSITION if favours is Effect.REQUIRE else Grade.TENSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Stricter:
    """On so many days counted from the anchor one rule favours what the other opposes."""

    days: int
    anchor: str


@dataclass(slots=True)
class _Window:
    """Days since an anchor, both ends included; None is open."""

    first: int | None = None
    last: int | None = None


def stricter_by(favours: Condition, opposes: Condition) -> Stricter | None:
    """The overlap of two windows on one anchor in days; None where they share no anchor or it has no end."""
    one, other = _windows(favours), _windows(opposes)
    found = [
        Stricter(days=days, anchor=anchor_name(anchor))
        for anchor in one
        if anchor in other and (days := _overlap(one[anchor], other[anchor])) is not None
    ]
    return min(found, key=lambda stricter: (stricter.days, stricter.anchor), default=None)


def _overlap(one: _Window, other: _Window) -> int | None:
    firsts = [window.first for window in (one, other) if window.first is not None]
    lasts = [window.last for window in (one, other) if window.last is not None]
    if not lasts or (not firsts and min(lasts) < 0):
        return None
    days = min(lasts) - max([0, *firsts]) + 1
    return days if days > 0 else None


def _windows(condition: Condition) -> dict[Anchor, _Window]:
    windows: dict[Anchor, _Window] = {}
    for literal in _conjuncts(condition):
        match literal:
            case AtLeast(signal=DaysSince(anchor=anchor, of=None), value=bound):
                _raise(windows.setdefault(anchor, _Window()), bound)
            case AtMost(signal=DaysSince(anchor=anchor, of=None), value=bound):
                _lower(windows.setdefault(anchor, _Window()), bound)
            case AtLeast(signal=MinutesSince(anchor=anchor, of=None), value=bound):
                _raise(windows.setdefault(anchor, _Window()), bound // DAY)
            case AtMost(signal=MinutesSince(anchor=anchor, of=None), value=bound):
                _lower(windows.setdefault(anchor, _Window()), bound // DAY)
            case _:
                pass
    return windows


def _raise(window: _Window, bound: int) -> None:
    window.first = bound if window.first is None else max(window.first, bound)


def _lower(window: _Window, bound: int) -> None:
    window.last = bound if window.last is None else min(window.last, bound)


def _conjuncts(condition: Condition) -> Iterator[Literal]:
    match condition:
        case All(parts=parts):
            for part in parts:
                yield from _conjuncts(part)
        case AtLeast() | AtMost():
            yield condition
        case _:
            return


# --- topics -------------------------------------------------------------------------------------------------------

NO_ACTS = EMPLOYER_WORDS | {INTERVIEW}
"""What is counted of these is what happened; only of acts the number is a matter of how often one writes."""

TOPICS = ("time", "channel", "people", "number", "text", "history")
"""What two rules can clash over, the most telling first: when, by which way, to whom, how often, in what words, after what."""


def topic_of(favours: Condition, opposes: Condition, branch: Branch = Branch.MAIN) -> str:
    """What the two rules clash over: the first topic that both turn on, else the first of the opposing rule.

    Outside of a window (the `branch` that opposes is early or late) they clash over time.
    """
    if branch in (Branch.EARLY, Branch.LATE):
        return "time"
    one, other = _topics(favours), _topics(opposes)
    return next((topic for topic in TOPICS if topic in (one & other or other)), "history")


def _topics(condition: Condition) -> frozenset[str]:
    return frozenset(_topic(literal) for literal in literals_of(condition) if not _is_assumed(literal))


def _is_assumed(literal: Literal) -> bool:
    """True for what holds in every history that an audit looks at: there was an interview."""
    match literal:
        case AtLeast(signal=CountOf(pattern=pattern), value=1):
            return pattern == INTERVIEWS
        case Is(signal=HasAnchor(anchor=Latest(pattern=pattern) | First(pattern=pattern)), value=True):
            return pattern == INTERVIEWS
        case _:
            return False


def _topic(literal: Literal) -> str:
    match literal.signal:
        case DaysSince() | MinutesSince() | DaysPast() | MinuteOfDay() | DayOfYear() | DayIs() | ProposalWeekday():
            return "time"
        case ProposalChannel() | ChannelSameAs():
            return "channel"
        case RecipientsAre() | RecipientsCover() | RecipientCount() | PeopleWithout() | MetCount():
            return "people"
        case CountOf(pattern=pattern) if not set(pattern.events) <= NO_ACTS:
            return "number"
        case MessageKnown() | MessageFlag() | MessageCount() | MessageChoice():
            return "text"
        case _:
            return "history"
