"""Which sources can be followed together in one application: every channel, person and moment ahead is tried.

The moments come from the rules, so nothing between two of them is missed; recipients are one person of the case, or all
who were met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

from courtesy.audit.conflicts import Auditor
from courtesy.audit.view import Readings, View
from courtesy.case import Case, Proposal
from courtesy.decision.combine import source_verdict
from courtesy.situation.diary import Diary, diary_of
from courtesy.situation.moments import breakpoints
from courtesy.situation.situation import Situation, Situator
from courtesy.situation.truth import holds, literals_of
from courtesy.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseGroup:
    """Sources, and the earliest proposal that all of them favour; None: there is none up to the horizon."""

    act: str
    sources: tuple[str, ...]
    proposal: Proposal | None
    minimal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """An act in an application, from a moment on, for so many days."""

    case: Case
    act: str
    start: datetime
    days: int


def case_groups(auditor: Auditor, outlook: Outlook, readings: Readings) -> tuple[CaseGroup, ...]:
    """Every group of two or more of the sources that favour some proposal of this act within the horizon."""
    act = outlook.act
    pleased = _pleased(auditor, outlook, readings)
    able = [source.id for source in auditor.rulebook.sources if any(source.id in group for group in pleased)]
    found: list[CaseGroup] = []
    impossible: list[frozenset[str]] = []
    for size in range(2, len(able) + 1):
        for group in combinations(able, size):
            known = [proposal for favouring, proposal in pleased.items() if set(group) <= favouring]
            best = min(known, key=lambda proposal: proposal.at, default=None)
            smaller = any(each <= set(group) for each in impossible)
            if best is None and not smaller:
                impossible.append(frozenset(group))
            found.append(CaseGroup(act=act, sources=group, proposal=best, minimal=best is None and not smaller))
    return tuple(found)


def _pleased(auditor: Auditor, outlook: Outlook, readings: Readings) -> Mapping[frozenset[str], Proposal]:
    """Each set of sources that favour one proposal at once, with the earliest such proposal."""
    view = auditor.view(outlook.act, readings)
    conditions = [voice.condition for voice in view.voices]
    situator = Situator(dict.fromkeys(literal.signal for each in conditions for literal in literals_of(each)))
    diary = diary_of(outlook.case)
    found: dict[frozenset[str], Proposal] = {}
    for proposal in _proposals(auditor, view, diary, outlook):
        favouring = _favouring(view, situator.situate(diary, proposal, {}))
        known = found.get(favouring)
        if favouring and (known is None or proposal.at < known.at):
            found[favouring] = proposal
    return found


def _proposals(auditor: Auditor, view: View, diary: Diary, outlook: Outlook) -> Iterator[Proposal]:
    conditions = [voice.condition for voice in view.voices if voice.clause.effect is not None]
    start = outlook.start
    end = start + timedelta(days=outlook.days)
    for channel in auditor.rulebook.vocabulary.channels:
        for to in _recipients(diary.case):
            proposal = Proposal(act=view.act, channel=channel, to=to, at=start)
            yield proposal
            for moment in breakpoints(conditions, diary, proposal, start, end):
                yield replace(proposal, at=moment)


def _recipients(case: Case) -> Iterator[tuple[str, ...]]:
    yield from ((person.id,) for person in case.people)
    met = next((event.with_ for event in reversed(case.events) if event.event == "interview"), ())
    if len(met) > 1:
        yield met


def _favouring(view: View, situation: Situation) -> frozenset[str]:
    given: dict[str, Verdict] = {}
    for source in {voice.clause.source for voice in view.voices}:
        speaking = [
            voice.clause.effect
            for voice in view.voices
            if voice.clause.source == source and voice.clause.effect is not None and holds(voice.condition, situation)
        ]
        given[source] = source_verdict(speaking)
    return frozenset(source for source, verdict in given.items() if verdict.favours)
