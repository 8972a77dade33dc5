"""The durable backend: durable_rules, used only in the one shape that was found correct.

The C module alone (no `Host`, whose timer threads never end). Each alternative of a clause is a rule over one flat fact
of integers, a plain conjunction without nesting, negation, join or text. A check asserts one fact, collects every rule
that fires, and retracts the fact. A canary that must come back with the check's own number guards against silence.
Outside this shape the library answers wrongly, falls silent or crashes: see docs/why.md before changing anything here.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Mapping, Sequence

import durable_rules_engine as engine

from courtesy.backends.backend import BackendError, Evidence, unique_keys, values_for
from courtesy.backends.evidence import EvidenceFunctions
from courtesy.backends.ruleset import CANARY, Plan, acts_of, plans_for, refuse_what_is_too_long
from courtesy.condition import Clause, ProposalAct, Signal, Value
from courtesy.situation.truth import signals_of

_STATE = "0"
_SERIAL = itertools.count()


class DurableBackend:
    """Matches by durable_rules. A ruleset's handle must stay in one thread, so each thread makes its own.

    The rulesets of an act are made when it is first proposed.
    """

    name = "durable"

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = tuple(clauses)
        self.keys = unique_keys(self.clauses)
        refuse_what_is_too_long(self.clauses)
        self.signals = signals_of(self.clauses)
        self._slots = {signal: slot for slot, signal in enumerate(self.signals)}
        self._act_slot = self._slots.get(ProposalAct())
        self._acts = acts_of(self.clauses)
        self._places = {key: place for place, key in enumerate(self.keys)}
        self._speaking = frozenset(place for place, clause in enumerate(self.clauses) if clause.effect is not None)
        self._evidence = EvidenceFunctions(self.clauses, self._slots)
        self._threads = threading.local()

    def match(self, situation: Mapping[Signal, Value]) -> frozenset[str]:
        """The keys of all clauses that hold."""
        keys = self.keys
        return frozenset([keys[place] for place in self._matching(values_for(self.signals, situation))])

    def because(self, key: str, situation: Mapping[Signal, Value]) -> Evidence:
        """What one clause that holds turned on."""
        return self._evidence[self._places[key]](values_for(self.signals, situation))

    def evidence(self, situation: Mapping[Signal, Value]) -> tuple[Evidence, ...]:
        """The clauses that hold and have an effect, in the order of the rulebook, each with what it turned on."""
        values = values_for(self.signals, situation)
        evidence, speaking = self._evidence, self._speaking
        return tuple([evidence[place](values) for place in sorted(speaking.intersection(self._matching(values)))])

    def _matching(self, values: tuple[Value, ...]) -> set[int]:
        act = None if self._act_slot is None else str(values[self._act_slot])
        found: set[int] = set()
        for ruleset in self._rulesets(act if act in self._acts else None):
            found |= ruleset.check(values)
        return found

    def _rulesets(self, act: str | None) -> tuple[_Ruleset, ...]:
        made: dict[str | None, tuple[_Ruleset, ...]] | None = getattr(self._threads, "made", None)
        if made is None:
            made = self._threads.made = {}
        if act not in made:
            made[act] = tuple(_Ruleset(plan) for plan in plans_for(act, self.clauses, self._slots))
        return made[act]


class _Ruleset:
    """A live ruleset: the only state of this program that outlives a call.

    It lives as long as the process (some megabytes for each act): deleting it frees half of that.
    """

    def __init__(self, plan: Plan) -> None:
        self._handle = engine.create_ruleset(f"courtesy{next(_SERIAL)}", plan.definition)
        self._read = plan.form.reader()
        names = "".join(f',"{name}":%d' for name in plan.form.names)
        buckets = "".join(f',"g{bucket}":1' for bucket in range(plan.buckets))
        self._fact = f'{{"id":"%d","sid":"{_STATE}","check":%d,"{CANARY}":1{buckets}{names}}}'
        self._checks = itertools.count(1)
        # A state that never fired must not be freed: its first check comes before anybody's.
        self._check_numbers(tuple(0 for _ in plan.form.names))

    def check(self, values: tuple[Value, ...]) -> set[int]:
        """The places of the clauses that hold for these values by slot."""
        return self._check_numbers(self._read(values))

    def _check_numbers(self, numbers: tuple[int, ...]) -> set[int]:
        check = next(self._checks)
        _, state = engine.assert_fact(self._handle, self._fact % (check, check, *numbers))
        try:
            return self._fired(state, f'"check":{check},')
        finally:
            engine.retract_fact(self._handle, f'{{"id":"{check}","sid":"{_STATE}"}}')

    def _fired(self, state: int, mark: str) -> set[int]:
        """All rules that fire, by the clause's place. Each result reads `{"PLACE-NUMBER":[{…the fact…}]}`."""
        found: set[int] = set()
        canary = False
        started = engine.start_action_for_state(self._handle, state)
        result = started[1] if started else None
        while result is not None:
            name = result[2 : result.index('"', 2)]
            if name == CANARY:
                canary = mark in result
            else:
                found.add(int(name.partition("-")[0]))
            result = engine.complete_and_start_action(self._handle, state)
        if not canary:
            raise BackendError("durable_rules did not answer this check: its canary stayed silent")
        return found
