"""What is wrong or idle inside a rulebook: dead, shadowed and redundant rules, and situations on which nobody speaks.

- A part of a rule is *dead* where no sound history makes it speak, under any reading.
- It is *shadowed* where it never gives its source's verdict: whenever it speaks, a stronger rule of the source does.
- It is *redundant* where another rule of its source with the same effect speaks whenever it does.
- A *gap* is a situation after an interview in which no rule of any source speaks on an act by a channel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from courtesy.audit.conflicts import Auditor
from courtesy.audit.formula import Every, Formula
from courtesy.audit.prover import Answer, Refuted, Shown, Undecided
from courtesy.audit.replay import witness_of
from courtesy.audit.search import first_draft
from courtesy.audit.values import Gap, Idle, NotAnalysed
from courtesy.audit.view import Readings, View, Voice, default_readings, reading_options
from courtesy.condition import Branch, Clause, OneOf, ProposalChannel
from courtesy.verdict import PRECEDENCE, VERDICT_OF_EFFECT

_COMBINATIONS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFindings:
    """Rules found idle in one way, and what was not decided."""

    idle: tuple[Idle, ...]
    not_analysed: tuple[NotAnalysed, ...]


def dead_rules(auditor: Auditor) -> RuleFindings:
    """Parts of rules that never speak."""
    idle, left = [], []
    for clause in auditor.rulebook.clauses:
        if clause.branch is Branch.ASKS:
            continue
        answer = _alive(auditor, clause)
        match answer:
            case Refuted():
                idle.append(_idle(auditor, clause, by=()))
            case Undecided(reason=reason):
                left.append(_left("dead", clause, "any", reason))
            case Shown():
                pass
    return RuleFindings(idle=tuple(idle), not_analysed=tuple(left))


def _alive(auditor: Auditor, clause: Clause) -> Answer:
    """A situation in which the clause speaks, on any act and under any reading."""
    last: Answer = Refuted()
    for act in auditor.rulebook.vocabulary.acts:
        if clause not in auditor.views.speakers(act):
            continue
        for readings in _choices(auditor, clause):
            voice = auditor.views.voice(clause, act, dict(readings))
            if voice is None:
                continue
            answer = auditor.prover.decide(voice.formula, [first_draft(act, readings)])
            if isinstance(answer, Shown):
                return answer
            last = answer if isinstance(answer, Undecided) else last
    return last


def _choices(auditor: Auditor, clause: Clause) -> Iterator[Readings]:
    """The ways to read the passages that a clause depends on."""
    options = reading_options(auditor.rulebook)
    names = auditor.views.asked(clause)
    for count, chosen in enumerate(product(*(options[name] for name in names))):
        if count < _COMBINATIONS:
            yield default_readings(auditor.rulebook, zip(names, chosen, strict=True))


def shadowed_rules(auditor: Auditor, readings: Readings) -> RuleFindings:
    """Parts of rules that never decide, because a stronger rule of their source always speaks beside them."""
    return _covered(auditor, readings, "shadowed", _stronger)


def redundant_rules(auditor: Auditor, readings: Readings) -> RuleFindings:
    """Parts of rules beside which another rule of their source always says the same."""
    return _covered(auditor, readings, "redundant", _same)


def _covered(
    auditor: Auditor,
    readings: Readings,
    question: str,
    covers: Callable[[Voice, Voice], bool],
) -> RuleFindings:
    """Clauses that on every act on which they can speak never speak without one of those that cover them."""
    free: set[str] = set()
    by: dict[str, set[str]] = {}
    left: dict[str, NotAnalysed] = {}
    clauses: dict[str, Clause] = {}
    for view in _views(auditor, readings):
        for voice in view.voices:
            key = voice.clause.key
            if voice.clause.effect is None or key in free:
                continue
            clauses[key] = voice.clause
            others = [other for other in view.voices if covers(voice, other)]
            answer = _alone(auditor, view, voice, others)
            match answer:
                case Shown():
                    free.add(key)
                case Undecided(reason=reason):
                    left[key] = _left(question, voice.clause, view.act, reason)
                case Refuted():
                    by.setdefault(key, set()).update(_needed(auditor, voice, others))
    idle = [
        _idle(auditor, clauses[key], by=tuple(sorted(rules)))
        for key, rules in by.items()
        if key not in free and key not in left and rules
    ]
    return RuleFindings(idle=tuple(idle), not_analysed=tuple(item for key, item in left.items() if key not in free))


def _alone(auditor: Auditor, view: View, voice: Voice, others: Iterable[Voice]) -> Answer:
    """A situation in which a voice speaks and none of the others does."""
    formula = Every((voice.formula, *(other.silent for other in others)))
    return auditor.prover.decide(formula, [first_draft(view.act, view.readings)])


def _needed(auditor: Auditor, voice: Voice, others: Iterable[Voice]) -> set[str]:
    """The rules without which the voice would be alone somewhere: the others are left out one after the other."""
    refutes = auditor.prover.refuter.refutes
    needed = [other for other in others if not refutes(Every((voice.formula, other.formula)))]
    for other in tuple(needed):
        rest = [each for each in needed if each is not other]
        if rest and refutes(Every((voice.formula, *(each.silent for each in rest)))):
            needed = rest
    return {other.clause.rule for other in needed}


def _stronger(voice: Voice, other: Voice) -> bool:
    return other.clause.source == voice.clause.source and _rank(other) < _rank(voice)


def _rank(voice: Voice) -> int:
    effect = voice.clause.effect
    return len(PRECEDENCE) if effect is None else PRECEDENCE.index(VERDICT_OF_EFFECT[effect])


def _same(voice: Voice, other: Voice) -> bool:
    return (
        other.clause.source == voice.clause.source
        and other.clause.effect is voice.clause.effect
        and other.clause.rule != voice.clause.rule
    )


def _views(auditor: Auditor, readings: Readings) -> Iterator[View]:
    for act in auditor.rulebook.vocabulary.acts:
        yield auditor.view(act, readings)


def gaps(
    auditor: Auditor,
    readings: Readings,
    acts: frozenset[str] | None = None,
    sources: frozenset[str] | None = None,
) -> tuple[tuple[Gap, ...], tuple[NotAnalysed, ...]]:
    """For each act and channel the least situation on which no rule (of these sources) speaks, where there is one."""
    found, left = [], []
    for view in _views(auditor, readings):
        if acts is not None and view.act not in acts:
            continue
        for channel in auditor.rulebook.vocabulary.channels:
            formula = _nobody_speaks(auditor, view, channel, sources)
            start = first_draft(view.act, readings)._replace(channel=channel)
            match auditor.prover.decide(formula, [start]):
                case Shown(draft=draft):
                    witness = witness_of(auditor.prover.least(formula, draft))
                    found.append(Gap(act=view.act, channel=channel, witness=witness))
                case Undecided(reason=reason):
                    left.append(NotAnalysed(question="gap", rules=(), act=view.act, reason=reason))
                case Refuted():
                    pass
    return tuple(found), tuple(left)


def _nobody_speaks(auditor: Auditor, view: View, channel: str, sources: frozenset[str] | None) -> Formula:
    here = OneOf(signal=ProposalChannel(), values=frozenset((channel,)))
    silent = [
        voice.silent
        for voice in view.voices
        if voice.clause.effect is not None and (sources is None or voice.clause.source in sources)
    ]
    return Every((auditor.interviewed, auditor.catalogue.formula(here), *silent))


def _idle(auditor: Auditor, clause: Clause, by: tuple[str, ...]) -> Idle:
    card = auditor.rulebook.cards[clause.rule]
    return Idle(
        rule=clause.rule,
        source=clause.source,
        key=clause.key,
        branch=clause.branch,
        exception=clause.exception,
        says=card.says,
        location=card.location,
        by=by,
    )


def _left(question: str, clause: Clause, act: str, reason: str) -> NotAnalysed:
    return NotAnalysed(question=question, rules=(clause.rule,), act=act, reason=reason)
