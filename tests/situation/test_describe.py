"""What candidates read: short names, what is needed, and plain sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.condition import (
    AtLeast,
    AtMost,
    ChannelSameAs,
    Clock,
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
    Signal,
    Unit,
    Value,
)
from courtesy.situation.describe import needs, sentence, signal_name
from strategies import literals, plain, signals

INTERVIEW, REPLY = plain("interview"), plain("reply")
FOLLOW_UPS = Pattern(events=("follow_up",), since=INTERVIEW)
HR = People(roles=frozenset({"hr", "recruiter"}))
MET = People(group=Group.MET)
UNREACHED = People(group=Group.MET, lacks=frozenset({Reach.EMAIL}))


@pytest.mark.parametrize(
    ("signal", "name"),
    [
        (DaysSince(anchor=INTERVIEW), "days since interview"),
        (DaysSince(anchor=INTERVIEW, of=Promised()), "days from interview to promised date"),
        (MinutesSince(anchor=First(pattern=Pattern(events=("reply",)))), "minutes since first reply"),
        (MinutesSince(anchor=INTERVIEW, of=REPLY), "minutes from interview to reply"),
        (DaysSince(anchor=LatestOf(anchors=(INTERVIEW, REPLY))), "days since the latest of interview and reply"),
        (DaysSince(anchor=EarliestOf(anchors=(INTERVIEW, REPLY))), "days since the earliest of interview and reply"),
        (DaysPast(anchor=INTERVIEW, amount=5, unit=Unit.BUSINESS_DAY), "days past 5 business days after interview"),
        (DaysPast(anchor=Promised(), amount=-1, unit=Unit.MONDAY), "days past 1 Monday before promised date"),
        (CountOf(pattern=FOLLOW_UPS), "count of follow_up since interview"),
        (
            CountOf(
                pattern=Pattern(
                    events=("follow_up", "thank_you"),
                    channels=frozenset({"phone", "email"}),
                    to=HR,
                    until=REPLY,
                    round_at_least=2,
                )
            ),
            "count of follow_up or thank_you to hr or recruiter by email or phone of round 2 or later until reply",
        ),
        (
            CountOf(pattern=Pattern(events=("interview",), round_at_least=2, round_at_most=2)),
            "count of interview of round 2",
        ),
        (HasAnchor(anchor=Promised()), "promised date known"),
        (HasAnchor(anchor=REPLY), "reply happened"),
        (
            LatestIs(among=REPLY.pattern, pattern=Pattern(events=("reply",), says=frozenset({"undecided"}))),
            "latest reply is reply saying undecided",
        ),
        (ChannelSameAs(anchor=REPLY), "channel is that of reply"),
        (RecipientsAre(people=HR), "every recipient is hr or recruiter"),
        (
            RecipientsAre(people=MET, quantifier=Quantifier.SOME),
            "a recipient is somebody whom the candidate met in the latest interview",
        ),
        (RecipientsCover(people=MET), "recipients include all people whom the candidate met in the latest interview"),
        (
            PeopleWithout(people=MET, pattern=Pattern(events=("thank_you",)), counting_proposal=True),
            "people (people whom the candidate met in the latest interview) without thank_you or this message",
        ),
        (
            PeopleWithout(people=UNREACHED, pattern=Pattern(events=())),
            "number of people whom the candidate met in the latest interview without a known email",
        ),
        (
            CountOf(
                pattern=Pattern(
                    events=("follow_up",),
                    same_channel=SameChannel.OTHER,
                    to=People(group=Group.OTHERS),
                    since=Moved(anchor=Now(), amount=-6, unit=Unit.DAY),
                )
            ),
            "count of follow_up to somebody to whom this message does not go by another channel since 6 days before this message",
        ),
        (
            CountOf(
                pattern=Pattern(
                    events=("interview",),
                    weekdays=frozenset({"fri", "mon"}),
                    clock=Clock(start=1081, end=1439),
                    minutes_at_least=120,
                    minutes_at_most=150,
                )
            ),
            "count of interview on Monday or Friday from 18:01 to 23:59 of at least 2 hours of at most 150 minutes",
        ),
        (
            DaysSince(anchor=Moved(anchor=INTERVIEW, amount=1, unit=Unit.MONDAY)),
            "days since 1 Monday after interview",
        ),
        (DayIs(kind=DayKind.BEFORE_HOLIDAY), "the day is the last business day before a holiday"),
        (
            CountOf(pattern=Pattern(events=("reply",), since=Moved(anchor=Now(), amount=0, unit=Unit.DAY))),
            "count of reply since the day of this message",
        ),
        (DayOfYear(), "date"),
        (RecipientCount(), "number of recipients"),
        (MetCount(), "number of interviewers"),
        (ProposalChannel(), "channel"),
        (ProposalAct(), "act"),
        (ProposalWeekday(), "weekday"),
        (MinuteOfDay(), "local time"),
        (HasTrait(trait="phone_culture"), "trait phone_culture"),
        (MessageCount(signal="words"), "message.words"),
        (MessageKnown(signal="words"), "message.words known"),
        (ReadingChoice(source="levo", reading="window"), "reading levo/window"),
    ],
)
def test_a_signal_has_a_short_name(signal: Signal, name: str) -> None:
    assert signal_name(signal) == name


@pytest.mark.parametrize(
    ("literal", "value", "needed", "told"),
    [
        (AtLeast(signal=DaysSince(anchor=INTERVIEW), value=14), 8, "at least 14", "the interview was 8 days ago; at least 14 are needed"),
        (AtMost(signal=DaysSince(anchor=Promised()), value=1), -6, "at most 1", "the promised date is 6 days ahead; at most 1 is allowed"),
        (AtMost(signal=DaysSince(anchor=INTERVIEW), value=0), 0, "at most 0", "the interview is today; at most 0 are allowed"),
        (AtMost(signal=MinutesSince(anchor=INTERVIEW), value=1440), 1570, "at most 1440", "the interview ended 1 day, 2 hours and 10 minutes ago; it may be at most 1 day"),
        (AtLeast(signal=MinutesSince(anchor=INTERVIEW), value=60), -30, "at least 60", "the interview ends in 30 minutes; it has to be at least 1 hour"),
        (AtLeast(signal=DaysSince(anchor=INTERVIEW, of=Promised()), value=7), 14, "at least 7", "the promised date is 14 days after the interview; at least 7 are needed"),
        (AtLeast(signal=MinutesSince(anchor=INTERVIEW, of=REPLY), value=0), -90, "at least 0", "the reply is 1 hour and 30 minutes before the interview; it has to be at least 0 minutes"),
        (AtLeast(signal=DaysPast(anchor=INTERVIEW, amount=5, unit=Unit.BUSINESS_DAY), value=0), -2, "at least 0", "the day is 2 days before the day 5 business days after the interview; at least 0 are needed"),
        (AtMost(signal=DaysPast(anchor=INTERVIEW, amount=1, unit=Unit.MONTH), value=0), 0, "at most 0", "the day is the day 1 month after the interview; at most 0 are allowed"),
        (AtMost(signal=CountOf(pattern=FOLLOW_UPS), value=0), 2, "none", "2 × follow-up since interview; there may be none"),
        (AtLeast(signal=CountOf(pattern=FOLLOW_UPS), value=1), 0, "at least 1", "there is no follow-up since interview; at least 1 is needed"),
        (AtMost(signal=RecipientCount(), value=1), 3, "at most 1", "the message goes to 3 people; at most 1 is allowed"),
        (AtLeast(signal=MetCount(), value=7), 1, "at least 7", "1 person took part in the latest interview; at least 7 are needed"),
        (AtMost(signal=MessageCount(signal="words"), value=150), 212, "at most 150", "the message has 212 words; at most 150 are allowed"),
        (AtLeast(signal=MinuteOfDay(), value=360), 305, "06:00 or later", "the local time is 05:05; it has to be 06:00 or later"),
        (AtMost(signal=MinuteOfDay(), value=720), 721, "12:00 or earlier", "the local time is 12:01; it has to be 12:00 or earlier"),
        (OneOf(signal=ProposalChannel(), values=frozenset({"email", "letter"})), "phone", "email or letter", "the channel is phone; asked is email or letter"),
        (OneOf(signal=ProposalWeekday(), values=frozenset({"fri", "mon", "tue"})), "sat", "Monday, Tuesday or Friday", "the day is a Saturday; asked is Monday, Tuesday or Friday"),
        (OneOf(signal=MessageChoice(signal="greets_recipients"), values=frozenset({"all"})), "some", "all", "greets recipients is `some`; asked is all"),
        (Is(signal=HasAnchor(anchor=Promised()), value=False), True, "no", "a date was promised; it would have to be otherwise"),
        (Is(signal=HasAnchor(anchor=REPLY)), False, "yes", "reply: did not happen; it would have to be so"),
        (Is(signal=RecipientsAre(people=HR)), True, "yes", "every recipient is hr or recruiter"),
        (Is(signal=RecipientsCover(people=MET)), False, "yes", "the message does not go to all people whom the candidate met in the latest interview; it would have to be so"),
        (Is(signal=HasTrait(trait="phone_culture"), value=False), False, "no", "the case does not have the trait phone culture"),
        (Is(signal=DayIs(kind=DayKind.WEEKEND), value=False), True, "no", "the day is a day of the weekend; it would have to be otherwise"),
        (AtLeast(signal=DayOfYear(), value=1220), 1219, "20 December or later in the year", "the date is 19 December; it has to be 20 December or later in the year"),
        (AtMost(signal=DayOfYear(), value=700), 701, "30 June or earlier in the year", "the date is 1 July; it has to be 30 June or earlier in the year"),
        (AtMost(signal=PeopleWithout(people=UNREACHED, pattern=Pattern(events=())), value=0), 2, "none", "2 people: people whom the candidate met in the latest interview without a known email; there may be none"),
        (Is(signal=MessageFlag(signal="contact_phone")), False, "yes", "contact phone was not found in the message; it would have to be so"),
        (Is(signal=ChannelSameAs(anchor=REPLY)), False, "yes", "the channel is not that of the reply; it would have to be so"),
    ],
)  # fmt: skip
def test_a_literal_is_told(literal: Literal, value: Value, needed: str, told: str) -> None:
    assert needs(literal) == needed
    assert sentence(literal, value) == told


@given(several=st.lists(signals, min_size=2, max_size=8, unique=True))
def test_different_signals_have_different_names(several: list[Signal]) -> None:
    """But for a test of people that tests nothing, which reads as it means: somebody."""
    names: dict[str, Signal] = {}
    for signal in several:
        other = names.setdefault(signal_name(signal), signal)
        assert other == signal


@given(literal=literals, value=st.integers(-5000, 5000))
def test_every_literal_can_be_told(literal: Literal, value: int) -> None:
    words: dict[type, Value] = {Is: value > 0, OneOf: "email"}
    told = sentence(literal, words.get(type(literal), value))
    assert told == told.strip()
    assert needs(literal)
    assert not told.endswith(".")
