"""The durable backend: durable_rules, used only in the one shape that was found correct.

The C module alone (no `Host`, whose timer threads never end). Each alternative of a clause is a rule over one flat fact
of integers, a plain conjunction without nesting, negation, join or text. A check asserts one fact, collects every rule
that fires, and retracts the fact. A canary that must come back with the check's own number guards against silence.
Outside this shape the library answers wrongly, falls silent or crashes: see docs/why.md before changing anything here.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import durable_rules_engine as engine

from courtesy.backends.backend import BackendError, Evidence, evidence_of, unique_keys, values_for
from courtesy.backends.fact import FactForm, Property, colliding, property_of
from courtesy.backends.normal_form import Alternative, Demand, within_limit
from courtesy.condition import Clause, Signal, Value
from courtesy.situation.truth import signals_of

ALTERNATIVES = 64
"""At most this many alternatives a clause: beyond it they would crowd the rulesets, and its wide parts stay whole."""
LITERALS = 100
"""At most this many literals an alternative: each is a node deeper in the matcher's own recursion."""
BUCKET = 30
"""Rules a bucket: at most 64 siblings may match below one node, and 255 rules may share one pattern."""
BUCKETS = 50
"""Buckets a ruleset: they are siblings below the root."""
PROPERTIES = 252 - BUCKETS - 8
"""Signal properties a fact, which may have 252 with the buckets, its ids and the canary's."""

_CANARY = "canary"
_BOOKKEEPING = ("id", "sid", "check", _CANARY)
_STATE = "0"


class DurableBackend:
    """Matches by durable_rules. A ruleset's handle must stay in one thread: each thread makes its own on first use."""

    name = "durable"

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = tuple(clauses)
        self.keys = unique_keys(self.clauses)
        self.signals = signals_of(self.clauses)
        self._plans = _plans(self.clauses, self.signals)
        self._threads = threading.local()
        self._threads.rulesets = self._created()

    def match(self, situation: Mapping[Signal, Value]) -> frozenset[str]:
        """The keys of all clauses that hold."""
        keys = self.keys
        return frozenset([keys[place] for place in self._matching(situation)])

    def evidence(self, situation: Mapping[Signal, Value]) -> tuple[Evidence, ...]:
        """All clauses that hold, in the order of the rulebook, each with what it turned on."""
        return evidence_of((self.clauses[place] for place in sorted(self._matching(situation))), situation)

    def _matching(self, situation: Mapping[Signal, Value]) -> set[int]:
        values = values_for(self.signals, situation)
        rulesets: tuple[_Ruleset, ...] | None = getattr(self._threads, "rulesets", None)
        if rulesets is None:
            rulesets = self._threads.rulesets = self._created()
        found: set[int] = set()
        for ruleset in rulesets:
            found |= ruleset.check(values)
        return found

    def _created(self) -> tuple[_Ruleset, ...]:
        return tuple(_Ruleset(plan) for plan in self._plans)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One alternative of the clause at `place`, its demands from the most to the least common."""

    place: int
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What a ruleset is made of: its definition as JSON, and the form of its facts."""

    definition: str
    form: FactForm
    buckets: int


class _Ruleset:
    """A live ruleset: the only state of this program that outlives a call."""

    def __init__(self, plan: _Plan) -> None:
        self._form = plan.form
        self._handle = engine.create_ruleset(f"courtesy{next(_SERIAL)}", plan.definition)
        names = "".join(f',"{name}":%d' for name in plan.form.names)
        buckets = "".join(f',"g{bucket}":1' for bucket in range(plan.buckets))
        self._fact = f'{{"id":"%d","sid":"{_STATE}","check":%d,"{_CANARY}":1{buckets}{names}}}'
        self._checks = itertools.count(1)
        # A state that never fired must not be freed: its first check comes before anybody's.
        self.check_numbers(tuple(0 for _ in plan.form.names))

    def check(self, values: tuple[Value, ...]) -> set[int]:
        """The places of the clauses that hold for these values by slot."""
        return self.check_numbers(self._form.numbers(values))

    def check_numbers(self, numbers: tuple[int, ...]) -> set[int]:
        """The places of the clauses that hold for a fact of these integers."""
        check = next(self._checks)
        _, state = engine.assert_fact(self._handle, self._fact % (check, check, *numbers))
        try:
            return self._fired(state, f'"check":{check},')
        finally:
            engine.retract_fact(self._handle, f'{{"id":"{check}","sid":"{_STATE}"}}')

    def _fired(self, state: int, mark: str) -> set[int]:
        """All rules that fire, by the clause's place. Each result reads `{"PLACE-ALTERNATIVE":[{…the fact…}]}`."""
        found: set[int] = set()
        canary = False
        started = engine.start_action_for_state(self._handle, state)
        result = started[1] if started else None
        while result is not None:
            name = result[2 : result.index('"', 2)]
            if name == _CANARY:
                canary = mark in result
            else:
                found.add(int(name.partition("-")[0]))
            result = engine.complete_and_start_action(self._handle, state)
        if not canary:
            raise BackendError("durable_rules did not answer this check: its canary stayed silent")
        return found


_SERIAL = itertools.count()


def _plans(clauses: tuple[Clause, ...], signals: tuple[Signal, ...]) -> tuple[_Plan, ...]:
    slots = {signal: slot for slot, signal in enumerate(signals)}
    return tuple(_plan(rules, slots) for rules in _rulesets(_rules(clauses)))


def _rules(clauses: tuple[Clause, ...]) -> list[_Rule]:
    """Every alternative of every clause. Common demands first: rules that begin alike share their nodes."""
    found = [(place, each) for place, clause in enumerate(clauses) for each in _alternatives(clause)]
    frequency = Counter(demand for _, demands in found for demand in demands)
    rank = {demand: rank for rank, (demand, _) in enumerate(frequency.most_common())}
    rules = [_Rule(place=place, demands=tuple(sorted(demands, key=rank.__getitem__))) for place, demands in found]
    return sorted(rules, key=lambda rule: [rank[demand] for demand in rule.demands])


def _alternatives(clause: Clause) -> tuple[Alternative, ...]:
    found = within_limit(clause.condition, ALTERNATIVES)
    longest = max((len(alternative) for alternative in found), default=0)
    if longest > LITERALS:
        raise BackendError(f"`{clause.key}` asks {longest} things at once, more than {LITERALS}")
    return found


def _rulesets(rules: list[_Rule]) -> list[list[_Rule]]:
    """The rules in as many rulesets as the limits of a fact and of a ruleset ask for; at least one."""
    rulesets: list[list[_Rule]] = [[]]
    properties: set[Property] = set()
    for rule in rules:
        asked = {property_of(demand) for demand in rule.demands}
        if len(rulesets[-1]) == BUCKET * BUCKETS or len(properties | asked) > PROPERTIES:
            rulesets.append([])
            properties = set()
        rulesets[-1].append(rule)
        properties |= asked
    return rulesets


def _plan(rules: list[_Rule], slots: Mapping[Signal, int]) -> _Plan:
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
    definition[_CANARY] = _definition([{_CANARY: 1}])
    return _Plan(definition=json.dumps(definition), form=form, buckets=buckets)


def _definition(comparisons: list[dict[str, object]]) -> dict[str, object]:
    expression = {"$and": comparisons} if len(comparisons) > 1 else comparisons[0]
    # A high cap and no distribution: every rule fires for the one fact, none waits for a batch.
    return {"all": [{"a": expression}], "cap": 60000, "dist": 0}
