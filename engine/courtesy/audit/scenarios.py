"""The main situations of the wait, in which every source is asked from the first moment on."""

from __future__ import annotations

from dataclasses import dataclass

from courtesy.audit.draft import DAY, MONDAY, Draft, Happening

_HOUR = 60
_MORNING = 10 * _HOUR
_MANAGER = "hiring_manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A situation with a name. `draft` holds the history and the proposal at its first moment; `days` are looked at.

    `since` names what the days are counted from.
    """

    name: str
    title: str
    since: str
    draft: Draft
    days: int


def _draft(act: str, now: int, *events: Happening) -> Draft:
    return Draft(
        events=events,
        people=((_MANAGER, _MANAGER),),
        act=act,
        channel="email",
        to=(_MANAGER,),
        now=now,
        readings=(),
    )


_INTERVIEW = Happening(event="interview", start=MONDAY + _MORNING, with_=(_MANAGER,))
_THANKS = Happening(event="thank_you", start=MONDAY + 16 * _HOUR, to=(_MANAGER,), channel="email")


def _promise(days: int) -> Happening:
    """The employer said, at the interview, by when it would report."""
    return Happening(event="timeline_given", start=MONDAY + _MORNING, by=MONDAY + days * DAY + DAY - 1)


def _follow_up(day: int) -> Happening:
    return Happening(event="follow_up", start=MONDAY + day * DAY + _MORNING, to=(_MANAGER,), channel="email")


def _employer(word: str, day: int, says: str | None = None) -> Happening:
    return Happening(event=word, start=MONDAY + day * DAY + _MORNING, from_=_MANAGER, channel="email", says=says)


_START = MONDAY + _MORNING

SCENARIOS: tuple[Scenario, ...] = (
    Scenario(
        name="thank-you",
        title="The thank-you note after the interview",
        since="the interview",
        draft=_draft("thank_you", _START, _INTERVIEW),
        days=10,
    ),
    Scenario(
        name="first-follow-up",
        title="The first follow-up, no date was promised",
        since="the interview",
        draft=_draft("follow_up", MONDAY + 16 * _HOUR, _INTERVIEW, _THANKS),
        days=40,
    ),
    Scenario(
        name="first-follow-up-promised-soon",
        title="The first follow-up, a decision was promised within five days",
        since="the interview",
        draft=_draft("follow_up", MONDAY + 16 * _HOUR, _INTERVIEW, _promise(5), _THANKS),
        days=40,
    ),
    Scenario(
        name="first-follow-up-promised-late",
        title="The first follow-up, a decision was promised within three weeks",
        since="the interview",
        draft=_draft("follow_up", MONDAY + 16 * _HOUR, _INTERVIEW, _promise(21), _THANKS),
        days=50,
    ),
    Scenario(
        name="second-follow-up",
        title="The second follow-up, ten days after the interview the first was sent",
        since="the first follow-up",
        draft=_draft("follow_up", MONDAY + 10 * DAY + _MORNING, _INTERVIEW, _THANKS, _follow_up(10)),
        days=40,
    ),
    Scenario(
        name="third-follow-up",
        title="A third follow-up after two without an answer",
        since="the second follow-up",
        draft=_draft("follow_up", MONDAY + 20 * DAY + _MORNING, _INTERVIEW, _THANKS, _follow_up(10), _follow_up(20)),
        days=40,
    ),
    Scenario(
        name="answer-to-a-reply",
        title="The answer to a reply that leaves it open",
        since="the reply",
        draft=_draft(
            "status_reply",
            MONDAY + 12 * DAY + _MORNING,
            _INTERVIEW,
            _THANKS,
            _follow_up(10),
            _employer("reply", 12, "undecided"),
        ),
        days=14,
    ),
    Scenario(
        name="follow-up-after-a-reply",
        title="Another follow-up after a reply that leaves it open",
        since="the reply",
        draft=_draft(
            "follow_up",
            MONDAY + 12 * DAY + _MORNING,
            _INTERVIEW,
            _THANKS,
            _follow_up(10),
            _employer("reply", 12, "undecided"),
        ),
        days=40,
    ),
    Scenario(
        name="follow-up-after-a-rejection",
        title="A follow-up after a rejection",
        since="the rejection",
        draft=_draft("follow_up", MONDAY + 9 * DAY + _MORNING, _INTERVIEW, _THANKS, _employer("rejection", 9)),
        days=14,
    ),
    Scenario(
        name="feedback-after-a-rejection",
        title="Asking for feedback after a rejection",
        since="the rejection",
        draft=_draft("feedback_request", MONDAY + 9 * DAY + _MORNING, _INTERVIEW, _THANKS, _employer("rejection", 9)),
        days=14,
    ),
)
"""In the order in which a candidate comes to them."""
