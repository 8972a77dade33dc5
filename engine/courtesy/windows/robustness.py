"""How firmly a verdict stands: until when it holds if nothing happens, and which missing fact would change most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from courtesy.case import Case, Proposal
from courtesy.decision.engine import Engine
from courtesy.frozen import dataclass
from courtesy.situation.diary import diary_of
from courtesy.verdict import Profile, Verdict
from courtesy.windows.facts import Answer, Fact, missing_facts
from courtesy.windows.timeline import Asked, Instant, asked_by, later, said_at, timeline, with_text

if TYPE_CHECKING:
    from courtesy.message.reading import Reading

HORIZON_DAYS = 120
_FIRST_LOOK_DAYS = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The first moment at which the profile's verdict is another one, that verdict, and what brings it."""

    at: datetime
    verdict: Verdict
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A source whose verdict would be another one."""

    source: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The fact to ask for next: the answer that would change most, and what it would change.

    `before` and `after` are the profile's verdicts.
    """

    fact: Fact
    answer: Answer
    before: Verdict
    after: Verdict
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """Both together: None where nothing changes within the horizon, and where no fact would change a verdict."""

    hold: Hold | None
    question: Question | None


def robustness(
    engine: Engine, case: Case, proposal: Proposal, profile: Profile, read: Reading | None = None
) -> Robustness:
    """How firmly the verdict on a proposal stands. `read` is what is known of its text (None: it is read now)."""
    asked = with_text(asked_by(engine, profile), engine, case, proposal, read)
    return Robustness(
        hold=_hold(engine, case, proposal, profile, asked),
        question=_question(engine, case, proposal, profile, asked),
    )


def holds_until(engine: Engine, case: Case, proposal: Proposal, profile: Profile) -> Hold | None:
    """When the profile's verdict turns if nothing happens; None: not within 120 days."""
    return _hold(engine, case, proposal, profile, with_text(asked_by(engine, profile), engine, case, proposal))


def next_question(engine: Engine, case: Case, proposal: Proposal, profile: Profile) -> Question | None:
    """The missing fact that would change most, tried one by one; None where none changes a verdict."""
    return _question(engine, case, proposal, profile, with_text(asked_by(engine, profile), engine, case, proposal))


# --- until when ---------------------------------------------------------------------------------------------------


def _hold(engine: Engine, case: Case, proposal: Proposal, profile: Profile, asked: Asked) -> Hold | None:
    """First near, then far: most verdicts turn within weeks."""
    diary = diary_of(case)
    for days in (_FIRST_LOOK_DAYS, HORIZON_DAYS):
        before: Instant | None = None
        for instant in timeline(engine, diary, proposal, later(proposal.at, days), asked):
            if before is not None and instant.combined(profile) != before.combined(profile):
                verdict = instant.combined(profile).verdict
                return Hold(at=instant.at, verdict=verdict, because=_because(before, instant, profile, asked))
            before = instant
    return None


def _because(before: Instant, after: Instant, profile: Profile, asked: Asked) -> str:
    """What the sources do that carry the old verdict or the new one; where none does, whoever changed."""
    turned = _changes(before, after, asked)
    carrying = (before.combined(profile).verdict, after.combined(profile).verdict)
    decisive = [change for change in turned if change.before == carrying[0] or change.after == carrying[1]]
    return "; ".join(_turn(change) for change in decisive or turned)


def _changes(before: Instant, after: Instant, asked: Asked) -> tuple[Change, ...]:
    pairs = zip(asked.sources, before.said, after.said, strict=True)
    return tuple(
        Change(source=source, before=old.verdict, after=new.verdict)
        for source, old, new in pairs
        if old.verdict is not new.verdict
    )


def _turn(change: Change) -> str:
    whose = f"{change.source}'s"
    if change.before.favours and not change.after.favours:
        return f"{whose} window ends"
    if change.after.favours and not change.before.favours:
        return f"{whose} window opens"
    if change.after.opposes and not change.before.opposes:
        return f"{change.source} begins to oppose it"
    if change.before.opposes and not change.after.opposes:
        return f"{change.source} opposes it no longer"
    return f"{whose} verdict turns from {change.before.value} to {change.after.value}"


# --- what to ask --------------------------------------------------------------------------------------------------


def _question(engine: Engine, case: Case, proposal: Proposal, profile: Profile, asked: Asked) -> Question | None:
    here = said_at(engine, diary_of(case), proposal, asked)
    tried = [
        Question(
            fact=fact,
            answer=answer,
            before=here.combined(profile).verdict,
            after=there.combined(profile).verdict,
            changes=_changes(here, there, asked),
        )
        for fact in missing_facts(case, proposal, engine.rulebook.vocabulary)
        for answer in fact.answers
        for there in (_try(engine, answer, proposal, asked),)
    ]
    return _most(question for question in tried if question.changes)


def _try(engine: Engine, answer: Answer, proposal: Proposal, asked: Asked) -> Instant:
    given = asked if answer.message is None else replace(asked, message=answer.message)
    return said_at(engine, diary_of(answer.case), proposal, given)


def _most(questions: Iterable[Question]) -> Question | None:
    return max(questions, key=_weight, default=None)


def _weight(question: Question) -> tuple[bool, bool, int, int]:
    """What turns the profile from against to not against first; of those what happened before what will be written."""
    turns = question.before.opposes is not question.after.opposes
    sides = sum(_side(change.before) != _side(change.after) for change in question.changes)
    return turns, not question.fact.is_text, sides, len(question.changes)


def _side(verdict: Verdict) -> int:
    return int(verdict.favours) - int(verdict.opposes)
