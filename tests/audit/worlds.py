"""Small worlds: every history of a few events on a few days, and random conditions about them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product

from hypothesis import strategies as st

from courtesy.audit.draft import DAY, MONDAY, Draft, Happening
from courtesy.condition import (
    All,
    Anchor,
    AnyOf,
    AtLeast,
    AtMost,
    ChannelSameAs,
    Condition,
    CountOf,
    DaysPast,
    DaysSince,
    First,
    HasAnchor,
    Is,
    Latest,
    LatestIs,
    LatestOf,
    MinutesSince,
    OneOf,
    Pattern,
    People,
    Promised,
    ProposalChannel,
    ProposalWeekday,
    RecipientsAre,
    Unit,
)

DAYS = 4
_MORNING = 10 * 60
INTERVIEW = Latest(pattern=Pattern(events=("interview",)))
FOLLOW_UP = Latest(pattern=Pattern(events=("follow_up",)))
REPLY = Latest(pattern=Pattern(events=("reply",)))


def every_draft() -> Iterator[Draft]:
    """Every history of one interview, up to two follow-ups, a reply and a promised date, at every hour of asking."""
    interview = Happening(event="interview", start=MONDAY + _MORNING, with_=("hiring_manager",))
    for sent in (pair for count in range(3) for pair in combinations_with_replacement(range(DAYS), count)):
        for replied in (None, *product(range(DAYS), (("email", -10), ("email", 30), ("phone", 30)))):
            for promised in (None, 1, 3):
                events = [interview, *_sent(sent), *_reply(replied), *_promise(promised)]
                yield from _asked(events)


def _sent(days: tuple[int, ...]) -> list[Happening]:
    """Two on one day are ten minutes apart."""
    return [
        _event("follow_up", day, 10 * place, to=("hiring_manager",), channel="email") for place, day in enumerate(days)
    ]


def _reply(given: tuple[int, tuple[str, int]] | None) -> list[Happening]:
    """Before or after the follow-ups of its day."""
    if given is None:
        return []
    day, (channel, minutes) = given
    return [_event("reply", day, minutes, from_="hiring_manager", channel=channel)]


def _promise(day: int | None) -> list[Happening]:
    if day is None:
        return []
    return [Happening(event="timeline_given", start=MONDAY + _MORNING + 20, by=MONDAY + day * DAY + DAY - 1)]


def _event(word: str, day: int, minutes: int, **fields: object) -> Happening:
    start = MONDAY + day * DAY + _MORNING + 60 + minutes
    return Happening(event=word, start=start)._replace(**fields)  # type: ignore[arg-type]


def _asked(events: list[Happening]) -> Iterator[Draft]:
    for day in range(DAYS + 1):
        now = MONDAY + day * DAY + 12 * 60
        if all(event.start <= now for event in events):
            for channel, role in (("email", "hiring_manager"), ("phone", "hiring_manager"), ("email", "hr")):
                draft = Draft(
                    events=(),
                    people=(("hiring_manager", "hiring_manager"), ("hr", "hr")),
                    act="follow_up",
                    channel=channel,
                    to=(role,),
                    now=now,
                    readings=(),
                )
                yield draft.with_events(events)


# --- random conditions --------------------------------------------------------------------------------------------

_patterns = st.sampled_from(
    [
        Pattern(events=("follow_up",)),
        Pattern(events=("follow_up",), since=INTERVIEW),
        Pattern(events=("follow_up",), since=REPLY),
        Pattern(events=("follow_up",), since=LatestOf(anchors=(INTERVIEW, REPLY))),
        Pattern(events=("reply",)),
        Pattern(events=("reply",), channels=frozenset(("phone",))),
        Pattern(events=("reply", "follow_up"), since=INTERVIEW),
        Pattern(events=("follow_up",), to=People(roles=frozenset(("hr",)))),
    ]
)
_anchors: st.SearchStrategy[Anchor] = st.sampled_from(
    [
        INTERVIEW,
        FOLLOW_UP,
        REPLY,
        Promised(),
        First(pattern=Pattern(events=("follow_up",))),
        LatestOf(anchors=(INTERVIEW, REPLY)),
    ]
)
_days = st.integers(min_value=-1, max_value=DAYS)


def _bounds(signal: object, least: int, most: int) -> st.SearchStrategy[Condition]:
    number = st.integers(min_value=least, max_value=most)
    return st.one_of(
        number.map(lambda bound: AtLeast(signal=signal, value=bound)),  # type: ignore[arg-type]
        number.map(lambda bound: AtMost(signal=signal, value=bound)),  # type: ignore[arg-type]
    )


def _timed(anchor: object) -> st.SearchStrategy[Condition]:
    known = Is(signal=HasAnchor(anchor=anchor))  # type: ignore[arg-type]
    units = st.sampled_from([(1, Unit.BUSINESS_DAY), (2, Unit.BUSINESS_DAY), (1, Unit.FRIDAY), (-1, Unit.BUSINESS_DAY)])
    bound = st.one_of(
        _bounds(DaysSince(anchor=anchor), -1, DAYS),  # type: ignore[arg-type]
        _bounds(MinutesSince(anchor=anchor), -60, 3 * DAY),  # type: ignore[arg-type]
        units.flatmap(lambda unit: _bounds(DaysPast(anchor=anchor, amount=unit[0], unit=unit[1]), -2, 2)),  # type: ignore[arg-type]
        _bounds(DaysSince(anchor=INTERVIEW, of=anchor), 0, DAYS),  # type: ignore[arg-type]
    )
    return bound.map(lambda literal: All(parts=(known, literal)))


_literals: st.SearchStrategy[Condition] = st.one_of(
    _patterns.flatmap(lambda pattern: _bounds(CountOf(pattern=pattern), 0, 2)),
    _anchors.flatmap(_timed),
    st.tuples(_anchors, st.booleans()).map(lambda pair: Is(signal=HasAnchor(anchor=pair[0]), value=pair[1])),
    st.sampled_from(["email", "phone"]).map(lambda word: OneOf(signal=ProposalChannel(), values=frozenset((word,)))),
    st.sampled_from([("mon",), ("tue", "wed"), ("thu", "fri")]).map(
        lambda days: OneOf(signal=ProposalWeekday(), values=frozenset(days))
    ),
    st.booleans().map(
        lambda value: Is(signal=ChannelSameAs(anchor=Latest(pattern=Pattern(events=("reply",)))), value=value)
    ),
    st.tuples(st.sampled_from(["hr", "hiring_manager"]), st.booleans()).map(
        lambda pair: Is(signal=RecipientsAre(people=People(roles=frozenset((pair[0],)))), value=pair[1])
    ),
    st.tuples(st.sampled_from(["email", "phone"]), st.booleans()).map(
        lambda pair: Is(
            signal=LatestIs(
                among=Pattern(events=("reply", "follow_up")),
                pattern=Pattern(events=("reply",), channels=frozenset((pair[0],))),
            ),
            value=pair[1],
        )
    ),
)

conditions: st.SearchStrategy[Condition] = st.lists(
    st.one_of(_literals, st.lists(_literals, min_size=2, max_size=2).map(lambda parts: AnyOf(parts=tuple(parts)))),
    min_size=1,
    max_size=3,
).map(lambda parts: All(parts=tuple(parts)))
