"""Random cases, proposals, readings, messages, conditions and clauses for property tests, true to the vocabulary.

Moments lie around days on which a clock does something odd, so that gaps, folds and skipped days come up by themselves.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from courtesy import condition as ir
from courtesy.case import Case, Event, Person, Proposal
from courtesy.verdict import Effect
from courtesy.vocabulary import WEEKDAYS

ACTS = (
    "thank_you",
    "follow_up",
    "status_reply",
    "feedback_request",
    "connection_request",
    "contact_lookup",
    "document_request",
)
CHANNELS = ("email", "phone", "voicemail", "text", "letter", "hand_delivery", "in_person", "linkedin")
ROLES = ("hiring_manager", "recruiter", "hr", "interviewer", "executive", "agency_recruiter", "unknown")
EMPLOYER = ("timeline_given", "contact_named", "channel_invited", "reply", "rejection", "offer")
EVENTS = ("interview", *EMPLOYER, *ACTS)
SAYS = ("undecided", "acknowledged", "other")
TRAITS = ("old_fashioned_company", "phone_culture", "still_employed")
PEOPLE = ("kim", "raj", "ana", "bo")
FLAGS = ("thanks", "interest", "requests_update", "salary")
COUNTS = ("words", "paragraphs")
CHOICES = {"greets_recipients": ("none", "some", "all"), "signature_name": ("none", "other", "first_only", "full")}
READINGS = {"school/window": ("window", "minimum"), "school/reset": ("resets", "keeps")}

ODD_DAYS = (
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),  # spring forward at two
    ("Europe/London", datetime(2026, 10, 25, 1, tzinfo=UTC)),  # an hour twice
    ("America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),  # no midnight
    ("America/Havana", datetime(2025, 11, 2, 5, tzinfo=UTC)),  # midnight's hour twice
    ("America/St_Johns", datetime(2010, 11, 7, 2, tzinfo=UTC)),  # one minute of Sunday, then Saturday again
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # a day skipped
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),  # half an hour twice
    ("Asia/Kolkata", datetime(2024, 2, 29, 12, tzinfo=UTC)),  # a leap day
    ("Etc/UTC", datetime(2026, 1, 31, 23, tzinfo=UTC)),  # a month's end
)


def pick(words: tuple[str, ...], most: int = 2) -> st.SearchStrategy[frozenset[str]]:
    """One or several of these words."""
    return st.frozensets(st.sampled_from(words), min_size=1, max_size=most)


# --- cases and proposals ------------------------------------------------------------------------------------------

OFFSETS = st.one_of(
    st.integers(-30 * 24 * 60, 30 * 24 * 60),
    st.integers(-36, 36).map(lambda hours: hours * 60),
    st.integers(-20, 20).map(lambda days: days * 24 * 60),
    st.integers(-90, 90),
)
"""Minutes from the odd moment: far, on the hour, on the same minute of other days, and close by."""


def moments(zone: str, odd: datetime) -> st.SearchStrategy[datetime]:
    """Moments of a zone around the odd one."""
    return OFFSETS.map(lambda minutes: (odd + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Case, st.SearchStrategy[datetime]]:
    """A case, and the strategy of moments that it was made of."""
    zone, odd = draw(st.sampled_from(ODD_DAYS))
    when = moments(zone, odd)
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True))
    events = draw(st.lists(events_at(when, tuple(people)), max_size=8))
    if draw(st.booleans()):
        past = draw(st.integers(-30 * 24 * 60, 0))
        at = (odd + timedelta(minutes=past)).astimezone(ZoneInfo(zone))
        events.append(Event(event="interview", at=at, with_=tuple(people[:2]), channel="in_person"))
    days = draw(st.frozensets(st.integers(-12, 12), max_size=3))
    case = Case(
        timezone=ZoneInfo(zone),
        people=tuple(draw(persons(each)) for each in people),
        events=tuple(sorted(events, key=lambda event: event.at.astimezone(UTC))),
        holidays=frozenset((odd + timedelta(days=each)).date() for each in days),
        traits=draw(st.frozensets(st.sampled_from(TRAITS), max_size=2)),
    )
    return case, when


def persons(identifier: str) -> st.SearchStrategy[Person]:
    """Somebody of whom much or little is known."""
    return st.builds(
        Person,
        id=st.just(identifier),
        role=st.sampled_from(ROLES),
        email=st.none() | st.just(f"{identifier}@acme.example"),
        phone=st.none() | st.just("+1 555 0100"),
    )


@st.composite
def events_at(draw: st.DrawFn, when: st.SearchStrategy[datetime], people: tuple[str, ...]) -> Event:
    """An event with the fields that its word carries."""
    word = draw(st.sampled_from((*EVENTS, "interview", "follow_up", "thank_you", "reply")))
    at = draw(when)
    somebody = st.sampled_from(people)
    several = st.lists(somebody, unique=True).map(tuple)
    channel = draw(st.sampled_from((*CHANNELS, "email", None)))
    match word:
        case "interview":
            length = draw(st.sampled_from((None, 0, 30, 60, 26 * 60)))
            ends = None if length is None else (at.astimezone(UTC) + timedelta(minutes=length)).astimezone(at.tzinfo)
            number = draw(st.sampled_from((None, 1, 2, 3)))
            return Event(event=word, at=at, ends=ends, with_=draw(several), channel=channel, round=number)
        case "timeline_given" | "contact_named" | "channel_invited" | "reply" | "rejection" | "offer":
            fields = draw(employer_fields(word, when, somebody))
            return Event(event=word, at=at, **fields)
        case _:
            return Event(event=word, at=at, to=draw(several), channel=channel)


def employer_fields(
    word: str, when: st.SearchStrategy[datetime], somebody: st.SearchStrategy[str]
) -> st.SearchStrategy[dict[str, Any]]:
    """The fields of what the employer does."""
    channel = st.sampled_from((*CHANNELS, "email", None))
    fields: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "timeline_given": {"by": when, "from_": st.none() | somebody},
        "contact_named": {"who": somebody},
        "channel_invited": {"channel": st.sampled_from(CHANNELS)},
        "reply": {"from_": st.none() | somebody, "channel": channel, "says": st.sampled_from((None, *SAYS))},
        "rejection": {"from_": st.none() | somebody, "channel": channel},
        "offer": {"from_": st.none() | somebody, "channel": channel},
    }
    return st.fixed_dictionaries(fields[word])


@st.composite
def proposals(draw: st.DrawFn, case: Case, when: st.SearchStrategy[datetime]) -> Proposal:
    """A proposal to people of the case."""
    people = st.sampled_from([person.id for person in case.people])
    return Proposal(
        act=draw(st.sampled_from(ACTS)),
        channel=draw(st.sampled_from(CHANNELS)),
        to=tuple(draw(st.lists(people, min_size=1, unique=True))),
        at=draw(when),
    )


@st.composite
def messages(draw: st.DrawFn) -> dict[str, bool | int | str | None] | None:
    """What was read in a text: nothing where there is none, None for a signal that could not be read."""
    if draw(st.booleans()):
        return None
    return {
        **{name: draw(st.none() | st.booleans()) for name in FLAGS},
        **{name: draw(st.none() | st.integers(0, 200)) for name in COUNTS},
        **{name: draw(st.none() | st.sampled_from(words)) for name, words in CHOICES.items()},
    }


readings = st.fixed_dictionaries({name: st.sampled_from(options) for name, options in READINGS.items()})
"""A chosen option for each reading."""


# --- the intermediate representation ------------------------------------------------------------------------------

reaches = st.frozensets(st.sampled_from(ir.Reach), min_size=1)

people_tests = st.builds(
    ir.People,
    roles=st.none() | pick(ROLES, 3),
    group=st.sampled_from((None, None, *ir.Group)),
    has=st.just(frozenset()) | st.just(frozenset()) | reaches,
    lacks=st.just(frozenset()) | st.just(frozenset()) | reaches,
)


@st.composite
def patterns(draw: st.DrawFn, depth: int = 1) -> ir.Pattern:
    """Patterns, bounded by anchors down to a depth. A composite, as those below, for the sake of a short repr."""
    bound = st.none() if depth == 0 else st.none() | st.none() | anchors(depth - 1) | backwards
    rare_people = st.none() | st.none() | st.none() | people_tests
    pattern = st.builds(
        ir.Pattern,
        events=st.lists(st.sampled_from(EVENTS), min_size=1, max_size=2, unique=True).map(tuple),
        since=bound,
        until=st.none() | bound,
        channels=st.none() | st.none() | pick(CHANNELS),
        to=rare_people,
        from_=rare_people,
        with_=rare_people,
        who=rare_people,
        says=st.none() | st.none() | st.none() | pick(SAYS),
        round_at_least=st.sampled_from((None, None, None, 1, 2)),
        round_at_most=st.sampled_from((None, None, None, 1, 2)),
        same_channel=st.sampled_from((None, None, None, *ir.SameChannel)),
        weekdays=st.none() | st.none() | st.none() | pick(WEEKDAYS, 4),
        clock=st.none() | st.none() | st.none() | st.builds(ir.Clock, start=minutes_of_day, end=minutes_of_day),
        minutes_at_least=st.sampled_from((None, None, None, 0, 30, 60)),
        minutes_at_most=st.sampled_from((None, None, None, 0, 30, 60)),
    )
    return draw(pattern)


minutes_of_day = st.integers(0, 24 * 60 - 1)
backwards = st.builds(ir.Moved, anchor=st.just(ir.Now()), amount=st.integers(-40, 0), unit=st.sampled_from(ir.Unit))
"""Times before the proposal, as they stand in `since` and `until`."""


def plain(word: str) -> ir.Latest:
    """The anchor of an event word alone."""
    return ir.Latest(pattern=ir.Pattern(events=(word,)))


@st.composite
def event_anchors(draw: st.DrawFn, depth: int) -> ir.Latest | ir.First:
    """Anchors that are events."""
    common: st.SearchStrategy[ir.Latest | ir.First] = st.sampled_from(("interview", "follow_up", "reply")).map(plain)
    return draw(
        st.one_of(common, st.builds(ir.Latest, pattern=patterns(depth)), st.builds(ir.First, pattern=patterns(depth)))
    )


@st.composite
def anchors(draw: st.DrawFn, depth: int = 1) -> ir.Anchor:
    """Anchors of all kinds."""
    single: st.SearchStrategy[ir.Anchor] = st.one_of(event_anchors(depth), st.just(ir.Promised()))
    if depth == 0:
        return draw(single)
    several = st.lists(anchors(depth - 1), min_size=1, max_size=3).map(tuple)
    moved = st.builds(ir.Moved, anchor=anchors(depth - 1), amount=st.integers(-8, 8), unit=st.sampled_from(ir.Unit))
    return draw(
        st.one_of(
            single,
            single,
            moved,
            st.builds(ir.LatestOf, anchors=several),
            st.builds(ir.EarliestOf, anchors=several),
        )
    )


other_anchors = st.none() | st.none() | anchors(0)
calendar_units = st.sampled_from([unit for unit in ir.Unit if unit not in (ir.Unit.MINUTE, ir.Unit.HOUR)])

flag_signals: st.SearchStrategy[ir.FlagSignal] = st.one_of(
    st.builds(ir.RecipientsAre, people=people_tests, quantifier=st.sampled_from(ir.Quantifier)),
    st.builds(ir.RecipientsCover, people=people_tests),
    st.builds(ir.ChannelSameAs, anchor=event_anchors(1)),
    st.builds(ir.LatestIs, among=patterns(0), pattern=patterns(1)),
    st.builds(ir.HasTrait, trait=st.sampled_from(TRAITS)),
    st.builds(ir.HasAnchor, anchor=anchors()),
    st.builds(ir.MessageKnown, signal=st.sampled_from((*FLAGS, *COUNTS, *CHOICES))),
    st.builds(ir.DayIs, kind=st.sampled_from(ir.DayKind)),
    st.builds(ir.MessageFlag, signal=st.sampled_from(FLAGS)),
)

time_signals: st.SearchStrategy[ir.DaysSince | ir.MinutesSince | ir.DaysPast] = st.one_of(
    st.builds(ir.DaysSince, anchor=anchors(), of=other_anchors),
    st.builds(ir.MinutesSince, anchor=anchors(), of=other_anchors),
    st.builds(ir.DaysPast, anchor=anchors(), amount=st.integers(-8, 8), unit=calendar_units, of=other_anchors),
)

tally_signals: st.SearchStrategy[ir.CountSignal] = st.one_of(
    st.just(ir.RecipientCount()),
    st.just(ir.MetCount()),
    st.builds(ir.CountOf, pattern=patterns()),
    st.builds(ir.PeopleWithout, people=people_tests, pattern=patterns(), counting_proposal=st.booleans()),
    st.builds(ir.PeopleWithout, people=people_tests, pattern=st.just(ir.Pattern(events=()))),
)

choice_words: tuple[tuple[ir.ChoiceSignal, tuple[str, ...]], ...] = (
    (ir.ProposalAct(), ACTS),
    (ir.ProposalAct(), ACTS),
    (ir.ProposalChannel(), CHANNELS),
    (ir.ProposalWeekday(), WEEKDAYS),
    *((ir.MessageChoice(signal=name), words) for name, words in CHOICES.items()),
    *(
        (ir.ReadingChoice(source=name.partition("/")[0], reading=name.partition("/")[2]), words)
        for name, words in READINGS.items()
    ),
)

signals: st.SearchStrategy[ir.Signal] = st.one_of(
    flag_signals,
    time_signals,
    tally_signals,
    st.just(ir.MinuteOfDay()),
    st.just(ir.DayOfYear()),
    st.builds(ir.MessageCount, signal=st.sampled_from(COUNTS)),
    st.sampled_from([signal for signal, _ in choice_words]),
)


def bounds(counted: st.SearchStrategy[Any], least: int, most: int) -> st.SearchStrategy[ir.Literal]:
    """Literals over counts, bounded where their values lie."""
    return st.builds(ir.AtLeast, signal=counted, value=st.integers(least, most)) | st.builds(
        ir.AtMost, signal=counted, value=st.integers(least, most)
    )


literals: st.SearchStrategy[ir.Literal] = st.one_of(
    st.builds(ir.Is, signal=flag_signals, value=st.booleans()),
    bounds(time_signals, -15, 15),
    bounds(st.builds(ir.MinutesSince, anchor=anchors()), -3000, 3000),
    bounds(tally_signals, 0, 3),
    bounds(st.just(ir.MinuteOfDay()), 0, 24 * 60 - 1),
    bounds(st.just(ir.DayOfYear()), 101, 1231),
    bounds(st.builds(ir.MessageCount, signal=st.sampled_from(COUNTS)), 0, 200),
    st.sampled_from(choice_words).flatmap(
        lambda each: st.builds(ir.OneOf, signal=st.just(each[0]), values=pick(each[1], 3))
    ),
)

conditions: st.SearchStrategy[ir.Condition] = st.recursive(
    literals,
    lambda inside: st.one_of(
        st.builds(ir.All, parts=st.lists(inside, max_size=4).map(tuple)),
        st.builds(ir.AnyOf, parts=st.lists(inside, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


def clauses(size: int = 8) -> st.SearchStrategy[tuple[ir.Clause, ...]]:
    """The clauses of a small rulebook, each with a key of its own. Conditions share some of their literals."""
    return st.lists(conditions, max_size=size).map(
        lambda found: tuple(
            ir.Clause(
                rule=f"school/rule-{number}",
                source="school",
                branch=ir.Branch.MAIN,
                condition=each,
                effect=list(Effect)[number % len(Effect)],
            )
            for number, each in enumerate(found)
        )
    )


@st.composite
def situations(draw: st.DrawFn) -> tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]:
    """A case, a proposal, chosen readings and what was read in the text."""
    case, when = draw(cases())
    return case, draw(proposals(case, when)), draw(readings), draw(messages())
