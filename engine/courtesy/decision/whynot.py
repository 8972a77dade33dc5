"""Why a rule spoke, or why it did not: clause by clause, with the conditions that decided."""

from __future__ import annotations

from datetime import datetime

from courtesy.case import Case, Proposal
from courtesy.condition import Branch, Clause, Literal, ProposalAct, ReadingChoice
from courtesy.decision.engine import Engine, Match, chosen_readings, match
from courtesy.decision.evidence import tells, unmet
from courtesy.decision.findings import evidence
from courtesy.decision.values import Evidence
from courtesy.frozen import dataclass
from courtesy.rule import AnyCard
from courtesy.situation.moments import next_change
from courtesy.situation.truth import support
from courtesy.verdict import Effect, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchAnswer:
    """One way in which a card can speak: whether it does, and the conditions that decide it.

    `decisive` are the conditions that hold (where it speaks) or the fewest that would have to change (where it does
    not). `changes_at` is the first instant at which the answer turns as time passes and nothing else happens.
    """

    branch: Branch
    exception: str | None
    effect: Effect | None
    speaks: bool
    decisive: tuple[Evidence, ...]
    changes_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAnswer:
    """Whether a rule speaks on a proposal, and why or why not."""

    card: AnyCard
    speaks: bool
    branches: tuple[BranchAnswer, ...]
    unknown: tuple[str, ...]

    @property
    def nearest(self) -> BranchAnswer:
        """The branch that tells most: the first that speaks, else the one with the fewest unmet conditions."""
        return min(self.branches, key=lambda branch: (not branch.speaks, len(branch.decisive)))


def explain_rule(engine: Engine, case: Case, proposal: Proposal, profile: Profile, rule: str) -> RuleAnswer:
    """The answer for one rule of the rulebook (`source/id`)."""
    card = engine.rulebook.cards[rule]
    matched = match(engine, case, proposal, chosen_readings(engine.rulebook, profile))
    asks = [clause for clause in matched.clauses if clause.rule == rule and clause.branch is Branch.ASKS]
    branches = tuple(
        _branch(clause, case, proposal, matched) for clause in card.clauses if clause.branch is not Branch.ASKS
    )
    return RuleAnswer(
        card=card,
        speaks=any(branch.speaks for branch in branches),
        branches=branches,
        unknown=tuple(sorted({signal for clause in asks for signal in clause.asks})),
    )


def _branch(clause: Clause, case: Case, proposal: Proposal, matched: Match) -> BranchAnswer:
    supporting = support(clause.condition, matched.situation)
    speaks = supporting is not None
    if supporting is not None:
        decisive = [literal for literal in supporting if tells(literal)]
    else:
        decisive = _most_telling(list(unmet(clause.condition, matched.situation)))
    return BranchAnswer(
        branch=clause.branch,
        exception=clause.exception,
        effect=clause.effect,
        speaks=speaks,
        decisive=tuple(evidence(literal, literal, matched.situation[literal.signal]) for literal in decisive),
        changes_at=next_change(clause.condition, case, proposal, matched.situation),
    )


def _most_telling(unmet_literals: list[Literal]) -> list[Literal]:
    """The act, or a reading that was not chosen, settles the matter by itself: then nothing else is told.

    That an anchor is missing goes without saying where a count or a time says it.
    """
    settling: list[Literal] = [
        literal for literal in unmet_literals if isinstance(literal.signal, ProposalAct | ReadingChoice)
    ]
    return settling or [literal for literal in unmet_literals if tells(literal)] or unmet_literals
