"""What a history must be like for an audit to look at it: the axioms of `courtesy.history`, and what audits add.

INVARIANT: the refuters may assume what stands here, and the search looks at nothing else; so "no conflict" means "none in
a history like this". `ASSUMPTIONS` is printed with every report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from courtesy.audit.draft import DAY, Draft, Happening
from courtesy.audit.event_fields import EMPLOYER_WORDS, NO_WORDS, is_complete
from courtesy.history import AFTER_INTERVIEW, AXIOMS, INTERVIEW
from courtesy.vocabulary import EventWord

ASSUMPTIONS = (
    *(axiom.says for axiom in AXIOMS),
    "the first interview that is listed is the first round",
    "an interview ends on the day on which it began, and somebody took part in it",
    "interviews do not overlap, and no two events fall on one minute",
    "every message goes to somebody, and no event lies after the proposal",
    "nothing but an interview lasts",
    "a status_reply answers something that the employer said",
    "times are UTC: days have 24 hours (no clock change falls between the events), and no day is a holiday",
    "no moment lies more than 400 days from the first event",
)

IN_SHORT = "Assumed of every history: times are UTC, days have 24 hours and are no holidays."
"""The assumptions that a reader of a list must know; `ASSUMPTIONS` are all."""

HORIZON = 400 * DAY


def is_sound(draft: Draft, added: Mapping[str, EventWord] = NO_WORDS) -> bool:
    """True for a draft that keeps the assumptions; `added` are the events of packs."""
    if not draft.to:
        return False
    words = {event.event for event in draft.events}
    if draft.act == "status_reply" and words.isdisjoint(EMPLOYER_WORDS):
        return False
    return not draft.events or (
        _in_order(draft)
        and all(_event_is_sound(event, draft.events[0].start) for event in draft.events)
        and all(is_complete(event, added.get(event.event)) for event in draft.events)
    )


def _in_order(draft: Draft) -> bool:
    """One after the other, nothing that presupposes an interview before the first one, nothing after the proposal."""
    events = draft.events
    if any(one.start >= two.start for one, two in pairwise(events)):
        return False
    first = next((event.start for event in events if event.event == INTERVIEW), None)
    if events[-1].start > draft.now or draft.now - events[0].start > HORIZON:
        return False
    early = [event for event in events if event.event in AFTER_INTERVIEW]
    if early and (first is None or early[0].start < first):
        return False
    return _interviews_go_on([event for event in events if event.event == INTERVIEW])


def _interviews_go_on(interviews: Sequence[Happening]) -> bool:
    """None begins before the one before it ended, or is of an earlier round."""
    if any(one.ends is not None and one.ends > two.start for one, two in pairwise(interviews)):
        return False
    listed = [event.round for event in interviews]
    rounds = [number for number in listed if number is not None]
    return all(one <= two for one, two in pairwise(rounds)) and listed[:1] in ([], [None], [1])


def _event_is_sound(event: Happening, start: int) -> bool:
    if event.ends is not None and not event.start <= event.ends <= event.start - event.start % DAY + DAY - 1:
        return False
    if event.ends is not None and event.event != INTERVIEW:
        return False
    return event.by is None or event.start <= event.by <= start + HORIZON
