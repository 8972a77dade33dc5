"""Clauses as rulesets of durable_rules, within its limits: definitions only, nothing live.

Every act has rulesets of its own: nearly all rules name their acts, so that most need not be looked at, and a fact
holds only what the others ask about.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courtesy.backends.backend import BackendError
from courtesy.backends.fact import FactForm, Property, colliding, property_of
from courtesy.backends.normal_form import Alternative, Demand, within_limit
from courtesy.condition import Clause, OneOf, ProposalAct, Signal

ALTERNATIVES = 64
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
    """One alternative of the clause at `place`, its demands from the most to the least common.

    `acts` are the only acts on which it can hold; None: on any.
    """

    place: int
    demands: tuple[Demand, ...]
    acts: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a ruleset is made of: its definition as JSON, and the form of its facts."""

    definition: str
    form: FactForm
    buckets: int


def rules_of(clauses: Sequence[Clause]) -> tuple[Rule, ...]:
    """Every alternative of every clause. Common demands first: rules that begin alike share their nodes."""
    found = [(place, each) for place, clause in enumerate(clauses) for each in _alternatives(clause)]
    frequency = Counter(demand for _, demands in found for demand in demands)
    rank = {demand: rank for rank, (demand, _) in enumerate(frequency.most_common())}
    rules = [_rule(place, sorted(demands, key=rank.__getitem__)) for place, demands in found]
    return tuple(sorted(rules, key=lambda rule: [rank[demand] for demand in rule.demands]))


def acts_of(rules: Sequence[Rule]) -> frozenset[str]:
    """Every act that a rule names."""
    return frozenset[str]().union(*(rule.acts for rule in rules if rule.acts is not None))


def plans_for(act: str | None, rules: Sequence[Rule], slots: Mapping[Signal, int]) -> tuple[Plan, ...]:
    """The rulesets that answer for one act; None: for an act that no rule names. At least one."""
    open_rules = [rule for rule in rules if rule.acts is None or act in rule.acts]
    return tuple(_plan(those, slots) for those in _rulesets(open_rules))


def _alternatives(clause: Clause) -> tuple[Alternative, ...]:
    found = within_limit(clause.condition, ALTERNATIVES)
    longest = max((len(alternative) for alternative in found), default=0)
    if longest > LITERALS:
        raise BackendError(f"`{clause.key}` asks {longest} things at once, more than {LITERALS}")
    return found


def _rule(place: int, demands: list[Demand]) -> Rule:
    acts: frozenset[str] | None = None
    others = []
    for demand in demands:
        if isinstance(demand, OneOf) and isinstance(demand.signal, ProposalAct):
            acts = demand.values if acts is None else acts & demand.values
        else:
            others.append(demand)
    return Rule(place=place, demands=tuple(others), acts=acts)


def _rulesets(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in as many rulesets as the limits of a fact and of a ruleset ask for; at least one."""
    rulesets: list[list[Rule]] = [[]]
    properties: set[Property] = set()
    for rule in rules:
        asked = {property_of(demand) for demand in rule.demands}
        if len(rulesets[-1]) == BUCKET * BUCKETS or len(properties | asked) > PROPERTIES:
            rulesets.append([])
            properties = set()
        rulesets[-1].append(rule)
        properties |= asked
    return rulesets


def _plan(rules: Sequence[Rule], slots: Mapping[Signal, int]) -> Plan:
    form = FactForm((property_of(demand) for rule in rules for demand in rule.demands), slots)
    buckets = -(-len(rules) // BUCKET)
    collision = colliding((*_BOOKKEEPING, *form.names, *(f"g{bucket}" for bucket in range(buckets))))
    if collision is not None:
        raise BackendError(f"durable_rules cannot tell `{collision[0]}` from `{collision[1]}`")
    definition = {
        f"{rule.place}-{number}": _definition(
            [{f"g{number // BUCKET}": 1}, *(form.comparison(demand) for demand in rule.demands)]
        )
        for number, rule in enumerate(rules)
    }
    definition[CANARY] = _definition([{CANARY: 1}])
    return Plan(definition=json.dumps(definition), form=form, buckets=buckets)


def _definition(comparisons: list[dict[str, object]]) -> dict[str, object]:
    expression = {"$and": comparisons} if len(comparisons) > 1 else comparisons[0]
    # A high cap and no distribution: every rule fires for the one fact, none waits for a batch.
    return {"all": [{"a": expression}], "cap": 60000, "dist": 0}
