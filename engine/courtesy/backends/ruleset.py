"""Clauses as rulesets of durable_rules, within its limits: definitions only, nothing live.

Every act has rulesets of its own: nearly all rules name their acts, so that most need not be looked at, and a fact
holds only what the others ask about.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from courtesy.backends.backend import BackendError
from courtesy.backends.fact import FactForm, Property, colliding, property_of
from courtesy.backends.normal_form import Alternative, Demands
from courtesy.condition import Clause, OneOf, ProposalAct, Signal
from courtesy.frozen import dataclass
from courtesy.situation.truth import literals_of, may_speak

ALTERNATIVES = 16
"""At most this many alternatives a clause: beyond it they would crowd the rulesets, and its wide parts stay whole."""
LITERALS = 100
"""At most this many demands an alternative: each is a node deeper in the matcher's own recursion."""
BUCKET = 30
"""Rules a bucket: at most 64 siblings may match below one node, and 255 rules may share one pattern."""
BUCKETS = 50
"""Buckets a ruleset: they are siblings below the root."""
PROPERTIES = 252 - BUCKETS - 8
"""Signal properties a fact, which may have 252 with the buckets, its ids and the canary's."""

CANARY = "canary"
"""The property, and the rule, that answers every check."""
_BOOKKEEPING = ("id", "sid", "check", CANARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One alternative of the clause at `place` for one act: the numbers of its demands, the most common first."""

    place: int
    demands: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a ruleset is made of: its definition as JSON, and the form of its facts."""

    definition: str
    form: FactForm
    buckets: int


def refuse_what_is_too_long(clauses: Sequence[Clause]) -> None:
    """BackendError: a clause has an alternative that demands too much at once, whatever the act."""
    for clause in clauses:
        # Alternatives never demand more than the literals of the whole condition: few clauses need be looked at.
        if len(literals_of(clause.condition)) > LITERALS:
            longest = max(map(len, Demands().within_limit(clause.condition, ALTERNATIVES)), default=0)
            if longest > LITERALS:
                raise BackendError(f"`{clause.key}` asks {longest} things at once, more than {LITERALS}")


def acts_of(clauses: Iterable[Clause]) -> frozenset[str]:
    """Every act that a clause names."""
    literals = (literal for clause in clauses for literal in literals_of(clause.condition))
    named = (each.values for each in literals if isinstance(each, OneOf) and isinstance(each.signal, ProposalAct))
    return frozenset[str]().union(*named)


def plans_for(act: str | None, clauses: Sequence[Clause], slots: Mapping[Signal, int]) -> tuple[Plan, ...]:
    """The rulesets that answer for one act; None: for an act that no clause names. At least one."""
    demands = Demands()
    return tuple(_plan(those, demands, slots) for those in _rulesets(_rules(act, clauses, demands), demands))


def _rules(act: str | None, clauses: Sequence[Clause], demands: Demands) -> list[Rule]:
    """Every alternative that can hold for the act. Common demands first: rules that begin alike share their nodes."""
    found = [
        (place, open_)
        for place, clause in enumerate(clauses)
        if may_speak(clause, act)
        for alternative in demands.within_limit(clause.condition, ALTERNATIVES)
        if (open_ := _without_act(act, alternative, demands)) is not None
    ]
    frequency = Counter(number for _, numbers in found for number in numbers)
    rank = {number: rank for rank, (number, _) in enumerate(frequency.most_common())}
    rules = [Rule(place=place, demands=tuple(sorted(numbers, key=rank.__getitem__))) for place, numbers in found]
    return sorted(rules, key=lambda rule: [rank[number] for number in rule.demands])


def _without_act(act: str | None, alternative: Alternative, demands: Demands) -> list[int] | None:
    """What is demanded beside this act; None where another one is."""
    others = []
    for number in alternative:
        demand = demands[number]
        if isinstance(demand, OneOf) and isinstance(demand.signal, ProposalAct):
            if act not in demand.values:
                return None
        else:
            others.append(number)
    return others


def _rulesets(rules: Sequence[Rule], demands: Demands) -> list[list[Rule]]:
    """The rules in as many rulesets as the limits of a fact and of a ruleset ask for; at least one."""
    rulesets: list[list[Rule]] = [[]]
    properties: set[int] = set()
    known: dict[Property, int] = {}
    asks = {
        number: known.setdefault(property_of(demands[number]), len(known))
        for number in {number for rule in rules for number in rule.demands}
    }
    for rule in rules:
        asked = {asks[number] for number in rule.demands}
        if len(rulesets[-1]) == BUCKET * BUCKETS or len(properties | asked) > PROPERTIES:
            rulesets.append([])
            properties = set()
        rulesets[-1].append(rule)
        properties |= asked
    return rulesets


def _plan(rules: Sequence[Rule], demands: Demands, slots: Mapping[Signal, int]) -> Plan:
    asked = dict.fromkeys(number for rule in rules for number in rule.demands)
    form = FactForm((property_of(demands[number]) for number in asked), slots)
    comparisons = {number: form.comparison(demands[number]) for number in asked}
    buckets = -(-len(rules) // BUCKET)
    collision = colliding((*_BOOKKEEPING, *form.names, *(f"g{bucket}" for bucket in range(buckets))))
    if collision is not None:
        raise BackendError(f"durable_rules cannot tell `{collision[0]}` from `{collision[1]}`")
    definition = {
        f"{rule.place}-{count}": _definition(
            [{f"g{count // BUCKET}": 1}, *(comparisons[number] for number in rule.demands)]
        )
        for count, rule in enumerate(rules)
    }
    definition[CANARY] = _definition([{CANARY: 1}])
    return Plan(definition=json.dumps(definition), form=form, buckets=buckets)


def _definition(comparisons: list[dict[str, object]]) -> dict[str, object]:
    expression = {"$and": comparisons} if len(comparisons) > 1 else comparisons[0]
    # A high cap and no distribution: every rule fires for the one fact, none waits for a batch.
    return {"all": [{"a": expression}], "cap": 60000, "dist": 0}
