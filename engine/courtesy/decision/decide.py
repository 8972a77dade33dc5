"""The decision on a proposal: findings, a verdict a source, and the profile's verdict over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from courtesy.case import Case, Proposal
from courtesy.condition import Branch, Clause, ProposalAct
from courtesy.decision.combine import combine, source_verdict
from courtesy.decision.engine import Engine, chosen_readings, match
from courtesy.decision.findings import Asked, finding, order
from courtesy.decision.values import Advice, Decision, Finding, SourceVerdict, Unknown
from courtesy.situation.diary import diary_of
from courtesy.situation.truth import literals_of
from courtesy.verdict import VERDICT_OF_EFFECT, Profile


def decide(engine: Engine, case: Case, proposal: Proposal, profile: Profile) -> Decision:
    """What the profile's sources say of a proposal, each finding with its evidence, citation and way out."""
    readings = chosen_readings(engine.rulebook, profile)
    matched = match(engine, case, proposal, readings)
    sources = profile.sources or tuple(source.id for source in engine.rulebook.sources)
    clauses = [clause for clause in matched.clauses if clause.source in sources]
    verdicts = tuple(_verdict(source, clauses) for source in sources)
    asked = Asked(diary=diary_of(case), proposal=proposal, situation=matched.situation, message=matched.message)
    combined = combine(profile.combining, [verdict.verdict for verdict in verdicts])
    return Decision(
        rulebook=engine.rulebook.digest,
        engine=engine.backend.name,
        case=case,
        proposal=proposal,
        profile=profile.name,
        combining=profile.combining,
        verdict=combined.verdict,
        indeterminate=combined.indeterminate,
        contested=is_contested(verdicts),
        sources=verdicts,
        findings=_findings(engine, asked, clauses, verdicts),
        met=_advice(engine, clauses, Branch.MET),
        unknown=_unknown(clauses),
        counsel=_advice(engine, clauses, Branch.COUNSEL),
        readings=tuple(sorted(readings.items())),
        message=matched.message,
    )


def is_contested(verdicts: Iterable[SourceVerdict]) -> bool:
    """True where at least one source opposes and at least one favours."""
    given = [verdict.verdict for verdict in verdicts]
    return any(verdict.opposes for verdict in given) and any(verdict.favours for verdict in given)


def _verdict(source: str, clauses: Sequence[Clause]) -> SourceVerdict:
    speaking = [clause for clause in clauses if clause.source == source and clause.effect is not None]
    verdict = source_verdict(clause.effect for clause in speaking if clause.effect is not None)
    rules = {
        clause.rule for clause in speaking if clause.effect is not None and VERDICT_OF_EFFECT[clause.effect] is verdict
    }
    return SourceVerdict(source=source, verdict=verdict, rules=tuple(sorted(rules)))


def _findings(
    engine: Engine, asked: Asked, clauses: Sequence[Clause], verdicts: Sequence[SourceVerdict]
) -> tuple[Finding, ...]:
    by_source = {verdict.source: verdict.verdict for verdict in verdicts}
    found = [
        finding(
            engine.rulebook.cards[clause.rule],
            engine.backend.because(clause.key, asked.situation),
            asked,
            decides=VERDICT_OF_EFFECT[clause.effect] is by_source[clause.source],
        )
        for clause in clauses
        if clause.effect is not None
    ]
    return order(found, list(by_source))


def _advice(engine: Engine, clauses: Iterable[Clause], branch: Branch) -> tuple[Advice, ...]:
    about = {clause.rule: is_about_act(clause) for clause in clauses if clause.branch is branch}
    cards = [engine.rulebook.cards[rule] for rule in sorted(about, key=lambda rule: not about[rule])]
    return tuple(
        Advice(rule=card.id, source=card.source, says=card.says, cite=card.cite, about_act=about[card.id])
        for card in cards
    )


def is_about_act(clause: Clause) -> bool:
    """True where a clause speaks of some acts only."""
    return any(isinstance(literal.signal, ProposalAct) for literal in literals_of(clause.condition))


def _unknown(clauses: Iterable[Clause]) -> tuple[Unknown, ...]:
    asked_by: Mapping[str, set[str]] = defaultdict(set)
    for clause in clauses:
        for signal in clause.asks if clause.branch is Branch.ASKS else ():
            asked_by[signal].add(clause.rule)
    return tuple(
        Unknown(signal=f"message.{signal}", asked_by=tuple(sorted(rules))) for signal, rules in sorted(asked_by.items())
    )
