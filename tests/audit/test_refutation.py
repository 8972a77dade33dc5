"""Each rule of the refutation, with a conjunction that it refutes and a near twin that some history satisfies.

The twin is put to the search, too: what is not refuted there is really possible.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from courtesy.audit.exclusion import disagree, excludes
from courtesy.audit.formula import Catalogue, Every, Formula
from courtesy.audit.refutation import Refuter
from courtesy.audit.search import first_draft, search, stories
from courtesy.condition import (
    Anchor,
    AtLeast,
    AtMost,
    ChannelSameAs,
    CountOf,
    DaysPast,
    DaysSince,
    First,
    Group,
    HasAnchor,
    Is,
    Latest,
    LatestIs,
    LatestOf,
    Literal,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MetCount,
    MinutesSince,
    OneOf,
    Pattern,
    People,
    ProposalChannel,
    Quantifier,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
    Unit,
)

_INTERVIEW = Latest(pattern=Pattern(events=("interview",)))
_REPLY = Latest(pattern=Pattern(events=("reply",)))
_FOLLOW_UP = Pattern(events=("follow_up",))
_LAST = Latest(pattern=_FOLLOW_UP)
_NEWS = Pattern(events=("reply", "rejection"))
_MET = People(group=Group.MET)
_WITH_RECIPIENT = Latest(pattern=Pattern(events=("interview",), with_=People(group=Group.SAME)))
_EITHER = LatestOf(anchors=(_INTERVIEW, _REPLY))


def _since(pattern: Pattern, anchor: Anchor) -> CountOf:
    return CountOf(pattern=replace(pattern, since=anchor))


def _happened(anchor: Anchor) -> Literal:
    return Is(signal=HasAnchor(anchor=anchor), value=True)


def _by(*channels: str) -> Literal:
    return OneOf(signal=ProposalChannel(), values=frozenset(channels))


def _latest_by(among: Pattern, *channels: str) -> Literal:
    return Is(signal=LatestIs(among=among, pattern=replace(among, channels=frozenset(channels))), value=True)


def _to(people: People, quantifier: Quantifier, *, value: bool = True) -> Literal:
    return Is(signal=RecipientsAre(people=people, quantifier=quantifier), value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What the rule says, literals that it refutes, and a twin that it must leave alone."""

    says: str
    refuted: tuple[Literal, ...]
    possible: tuple[Literal, ...]


_RULES = (
    _Rule(
        says="what happened so often cannot have happened less often",
        refuted=(
            AtLeast(signal=CountOf(pattern=_FOLLOW_UP), value=2),
            AtMost(signal=CountOf(pattern=_FOLLOW_UP), value=1),
        ),
        possible=(
            AtLeast(signal=CountOf(pattern=_FOLLOW_UP), value=2),
            AtMost(signal=CountOf(pattern=_FOLLOW_UP), value=2),
        ),
    ),
    _Rule(
        says="an event of the narrow pattern is one of the wide pattern, and not the other way round",
        refuted=(
            AtLeast(signal=CountOf(pattern=replace(_FOLLOW_UP, channels=frozenset(("email",)))), value=1),
            AtMost(signal=CountOf(pattern=_FOLLOW_UP), value=0),
        ),
        possible=(
            AtLeast(signal=CountOf(pattern=_FOLLOW_UP), value=1),
            AtMost(signal=CountOf(pattern=replace(_FOLLOW_UP, channels=frozenset(("email",)))), value=0),
        ),
    ),
    _Rule(
        says="since the latest of several anchors means since each of them",
        refuted=(
            AtLeast(signal=_since(_FOLLOW_UP, _EITHER), value=1),
            AtMost(signal=_since(_FOLLOW_UP, _INTERVIEW), value=0),
        ),
        possible=(
            AtLeast(signal=_since(_FOLLOW_UP, _INTERVIEW), value=1),
            AtMost(signal=_since(_FOLLOW_UP, _EITHER), value=0),
        ),
    ),
    _Rule(
        says="what presupposes an interview does not happen without one",
        refuted=(_happened(_LAST), Is(signal=HasAnchor(anchor=_INTERVIEW), value=False)),
        possible=(_happened(_LAST), _happened(_INTERVIEW)),
    ),
    _Rule(
        says="the latest event is not of two patterns that share no event",
        refuted=(_latest_by(_NEWS, "email"), _latest_by(_NEWS, "phone")),
        possible=(_latest_by(_NEWS, "email"), _latest_by(_NEWS, "email", "phone")),
    ),
    _Rule(
        says="a recipient who was met is one of those who were met",
        refuted=(_to(_MET, Quantifier.EVERY), _to(_MET, Quantifier.SOME, value=False)),
        possible=(_to(People(group=Group.EVER_MET), Quantifier.EVERY), _to(_MET, Quantifier.SOME, value=False)),
    ),
    _Rule(
        says="who covers those who were met writes to one of them",
        refuted=(
            Is(signal=RecipientsCover(people=_MET), value=True),
            _to(_MET, Quantifier.SOME, value=False),
        ),
        possible=(
            Is(signal=RecipientsCover(people=_MET), value=False),
            _to(_MET, Quantifier.SOME, value=False),
        ),
    ),
    _Rule(
        says="nobody has two roles",
        refuted=(
            _to(People(roles=frozenset(("hr",))), Quantifier.EVERY),
            _to(People(roles=frozenset(("recruiter",))), Quantifier.SOME),
        ),
        possible=(
            _to(People(roles=frozenset(("hr",))), Quantifier.SOME),
            _to(People(roles=frozenset(("recruiter",))), Quantifier.SOME),
        ),
    ),
    _Rule(
        says="a message goes to somebody",
        refuted=(AtMost(signal=RecipientCount(), value=0),),
        possible=(AtMost(signal=RecipientCount(), value=1),),
    ),
    _Rule(
        says="who was met was met at an interview",
        refuted=(AtLeast(signal=MetCount(), value=1), Is(signal=HasAnchor(anchor=_INTERVIEW), value=False)),
        possible=(AtLeast(signal=MetCount(), value=2), _happened(_INTERVIEW)),
    ),
    _Rule(
        says="the proposal goes by the channel of the event whose channel it takes",
        refuted=(
            Is(
                signal=ChannelSameAs(anchor=Latest(pattern=replace(_FOLLOW_UP, channels=frozenset(("phone",))))),
                value=True,
            ),
            _by("email"),
        ),
        possible=(
            Is(
                signal=ChannelSameAs(anchor=Latest(pattern=replace(_FOLLOW_UP, channels=frozenset(("phone",))))),
                value=True,
            ),
            _by("email", "phone"),
        ),
    ),
    _Rule(
        says="the channels left to the proposal are left to the event whose channel it takes",
        refuted=(
            Is(signal=ChannelSameAs(anchor=_REPLY), value=True),
            _by("email"),
            AtMost(signal=CountOf(pattern=Pattern(events=("reply",), channels=frozenset(("email",)))), value=0),
        ),
        possible=(
            Is(signal=ChannelSameAs(anchor=_REPLY), value=True),
            _by("email", "phone"),
            AtMost(signal=CountOf(pattern=Pattern(events=("reply",), channels=frozenset(("email",)))), value=0),
        ),
    ),
    _Rule(
        says="the proposal that takes the channel of the latest reply takes the one that the reply came by",
        refuted=(
            Is(signal=ChannelSameAs(anchor=_REPLY), value=True),
            _latest_by(_REPLY.pattern, "phone"),
            _by("email"),
        ),
        possible=(
            Is(signal=ChannelSameAs(anchor=_REPLY), value=True),
            _latest_by(_REPLY.pattern, "phone"),
            _by("email", "phone"),
        ),
    ),
    _Rule(
        says="the latest of replies and rejections is a reply where there was no rejection since",
        refuted=(
            Is(signal=ChannelSameAs(anchor=_REPLY), value=True),
            _latest_by(_NEWS, "phone"),
            AtLeast(signal=_since(_REPLY.pattern, _INTERVIEW), value=1),
            AtMost(signal=_since(Pattern(events=("rejection",)), _INTERVIEW), value=0),
            _by("email"),
        ),
        possible=(
            Is(signal=ChannelSameAs(anchor=_REPLY), value=True),
            _latest_by(_NEWS, "phone"),
            AtLeast(signal=_since(_REPLY.pattern, _INTERVIEW), value=1),
            _by("email"),
        ),
    ),
    _Rule(
        says="since the latest news means since the latest reply where there was no rejection since",
        refuted=(
            AtMost(signal=_since(_FOLLOW_UP, Latest(pattern=_NEWS)), value=0),
            AtLeast(signal=_since(_FOLLOW_UP, _REPLY), value=1),
            AtLeast(signal=_since(_REPLY.pattern, _INTERVIEW), value=1),
            AtMost(signal=_since(Pattern(events=("rejection",)), _INTERVIEW), value=0),
        ),
        possible=(
            AtMost(signal=_since(_FOLLOW_UP, Latest(pattern=_NEWS)), value=0),
            AtLeast(signal=_since(_FOLLOW_UP, _REPLY), value=1),
            AtLeast(signal=_since(_REPLY.pattern, _INTERVIEW), value=1),
        ),
    ),
    _Rule(
        says="a greeting of the recipients is a greeting",
        refuted=(
            Is(signal=MessageFlag(signal="greeting"), value=False),
            Is(signal=MessageFlag(signal="greets_recipients"), value=True),
        ),
        possible=(
            Is(signal=MessageFlag(signal="greeting"), value=True),
            Is(signal=MessageFlag(signal="greets_recipients"), value=False),
        ),
    ),
    _Rule(
        says="what was counted in a text is known",
        refuted=(
            Is(signal=MessageKnown(signal="words"), value=False),
            AtLeast(signal=MessageCount(signal="words"), value=1),
        ),
        possible=(
            Is(signal=MessageKnown(signal="words"), value=False),
            AtMost(signal=MessageCount(signal="words"), value=1),
        ),
    ),
    _Rule(
        says="a message since an interview does not lie before it",
        refuted=(
            _happened(_INTERVIEW),
            AtLeast(signal=_since(_FOLLOW_UP, _INTERVIEW), value=1),
            AtLeast(signal=DaysSince(anchor=_LAST), value=8),
            AtMost(signal=DaysSince(anchor=_INTERVIEW), value=7),
        ),
        possible=(
            _happened(_INTERVIEW),
            AtLeast(signal=_since(_FOLLOW_UP, _INTERVIEW), value=1),
            AtLeast(signal=DaysSince(anchor=_LAST), value=7),
            AtMost(signal=DaysSince(anchor=_INTERVIEW), value=7),
        ),
    ),
    _Rule(
        says="where no message came since an interview the latest one lies before it",
        refuted=(
            _happened(_LAST),
            AtMost(signal=_since(_FOLLOW_UP, _INTERVIEW), value=0),
            AtMost(signal=DaysSince(anchor=_LAST), value=2),
            AtLeast(signal=DaysSince(anchor=_INTERVIEW), value=3),
        ),
        possible=(
            _happened(_LAST),
            AtMost(signal=_since(_FOLLOW_UP, _INTERVIEW), value=0),
            AtMost(signal=DaysSince(anchor=_LAST), value=3),
            AtLeast(signal=DaysSince(anchor=_INTERVIEW), value=3),
        ),
    ),
    _Rule(
        says="the first message does not lie after the latest",
        refuted=(
            _happened(_LAST),
            AtMost(signal=DaysSince(anchor=First(pattern=_FOLLOW_UP)), value=3),
            AtLeast(signal=DaysSince(anchor=_LAST), value=4),
        ),
        possible=(
            _happened(_LAST),
            AtLeast(signal=DaysSince(anchor=First(pattern=_FOLLOW_UP)), value=4),
            AtMost(signal=DaysSince(anchor=_LAST), value=3),
        ),
    ),
    _Rule(
        says="so many minutes make no two days",
        refuted=(
            _happened(_REPLY),
            AtMost(signal=MinutesSince(anchor=_REPLY), value=24 * 60),
            AtLeast(signal=DaysSince(anchor=_REPLY), value=2),
        ),
        possible=(
            _happened(_REPLY),
            AtMost(signal=MinutesSince(anchor=_REPLY), value=24 * 60),
            AtLeast(signal=DaysSince(anchor=_REPLY), value=1),
        ),
    ),
    _Rule(
        says="five business days are a week, which has no more than seven days",
        refuted=(
            _happened(_REPLY),
            AtLeast(signal=DaysPast(anchor=_REPLY, amount=5, unit=Unit.BUSINESS_DAY), value=0),
            AtMost(signal=DaysSince(anchor=_REPLY), value=4),
        ),
        possible=(
            _happened(_REPLY),
            AtLeast(signal=DaysPast(anchor=_REPLY, amount=5, unit=Unit.BUSINESS_DAY), value=0),
            AtMost(signal=DaysSince(anchor=_REPLY), value=7),
        ),
    ),
    _Rule(
        says="who writes to somebody met at the latest interview met that person then",
        refuted=(
            _to(_MET, Quantifier.EVERY),
            AtLeast(signal=DaysSince(anchor=_WITH_RECIPIENT), value=3),
            AtMost(signal=DaysSince(anchor=_INTERVIEW), value=2),
        ),
        possible=(
            _to(People(group=Group.EVER_MET), Quantifier.EVERY),
            AtLeast(signal=DaysSince(anchor=_WITH_RECIPIENT), value=3),
            AtMost(signal=DaysSince(anchor=_INTERVIEW), value=2),
        ),
    ),
    _Rule(
        says="the latest of an interview and a reply is one of the two",
        refuted=(
            _happened(_INTERVIEW),
            _happened(_REPLY),
            AtMost(signal=DaysSince(anchor=_EITHER), value=1),
            AtLeast(signal=DaysSince(anchor=_INTERVIEW), value=2),
            AtLeast(signal=DaysSince(anchor=_REPLY), value=2),
        ),
        possible=(
            _happened(_INTERVIEW),
            _happened(_REPLY),
            AtMost(signal=DaysSince(anchor=_EITHER), value=1),
            AtLeast(signal=DaysSince(anchor=_INTERVIEW), value=2),
            AtMost(signal=DaysSince(anchor=_REPLY), value=1),
        ),
    ),
)


def _formula(catalogue: Catalogue, literals: tuple[Literal, ...]) -> Formula:
    return Every(tuple(catalogue.atom(literal) for literal in literals))


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.says)
def test_a_rule_refutes_what_it_says_and_leaves_its_twin(rule: _Rule) -> None:
    """The conjunction is refuted; its twin is not, and a history shows it."""
    catalogue = Catalogue()
    refuter = Refuter(catalogue)
    assert refuter.refutes(_formula(catalogue, rule.refuted), thorough=True)
    twin = _formula(catalogue, rule.possible)
    assert not refuter.refutes(twin, thorough=True)
    starts = [first_draft("follow_up", ()), *stories("follow_up", ())]
    assert search(catalogue, twin, starts) is not None


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.says)
def test_the_order_of_the_literals_does_not_matter(rule: _Rule) -> None:
    """Refuted from behind, too."""
    catalogue = Catalogue()
    assert Refuter(catalogue).refutes(_formula(catalogue, rule.refuted[::-1]), thorough=True)


def test_an_interview_may_leave_open_who_was_met() -> None:
    """The case format allows an interview without `with`: nothing rests on the assumption that nobody leaves it out."""
    alone, happened = AtMost(signal=MetCount(), value=0), _happened(_INTERVIEW)
    assert not excludes(alone, happened)
    catalogue = Catalogue()
    assert not Refuter(catalogue).refutes(_formula(catalogue, (alone, happened)), thorough=True)


def test_two_numbers_of_one_signal_disagree_where_they_leave_none() -> None:
    """At least three and at most two; at least and at most three leave three."""
    assert disagree(AtLeast(signal=MetCount(), value=3), AtMost(signal=MetCount(), value=2))
    assert not disagree(AtLeast(signal=MetCount(), value=3), AtMost(signal=MetCount(), value=3))
