"""durable_rules stays inside the shape that is safe, and says so where it cannot."""

import json
import threading
from collections.abc import Iterator

import pytest

from courtesy.backends.backend import BackendError
from courtesy.backends.fact import colliding, name_hash
from courtesy.backends.ruleset import plans_for
from courtesy.condition import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    AtLeast,
    Branch,
    Clause,
    Condition,
    CountOf,
    HasTrait,
    Is,
    Literal,
    MessageCount,
    MessageFlag,
    OneOf,
    Pattern,
    ProposalAct,
    Signal,
    Value,
)
from courtesy.situation.truth import holds, signals_of
from strategies import plain

engine = pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")

from courtesy.backends.durable import DurableBackend  # noqa: E402  only where it is installed


def clause(name: str, condition: Condition) -> Clause:
    return Clause(rule=f"school/{name}", source="school", branch=Branch.COUNSEL, condition=condition)


def flag(number: int) -> MessageFlag:
    return MessageFlag(signal=f"flag-{number}")


def all_values(backend: DurableBackend, value: Value) -> dict[Signal, Value]:
    return dict.fromkeys(backend.signals, value)


def test_all_clauses_that_hold_fire_however_many() -> None:
    """At most 64 siblings may match below one node, and 255 rules share one pattern: 2,000 alike all fire."""
    alike = Is(signal=flag(0))
    backend = DurableBackend([clause(f"rule-{number}", alike) for number in range(2000)])
    assert len(backend.match(all_values(backend, value=True))) == 2000
    assert backend.match(all_values(backend, value=False)) == frozenset()


def test_more_signals_than_a_fact_may_have_are_spread_over_rulesets() -> None:
    backend = DurableBackend([clause(f"rule-{number}", Is(signal=flag(number))) for number in range(700)])
    assert len(backend.match(all_values(backend, value=True))) == 700
    odd = {signal: bool(number % 2) for number, signal in enumerate(backend.signals)}
    assert backend.match(odd) == {f"school/rule-{number}:counsel" for number in range(1, 700, 2)}


def test_a_check_leaves_nothing_to_the_next() -> None:
    """The same fact twice, and in between its opposite: a fact that was not retracted would be a duplicate."""
    backend = DurableBackend([clause("speaks", Is(signal=flag(0))), clause("always", TRUE), clause("never", FALSE)])
    for value in (True, True, False, True, False, False):
        expected = {"school/always:counsel", *(["school/speaks:counsel"] if value else [])}
        assert backend.match(all_values(backend, value=value)) == expected


@pytest.mark.parametrize("value", [0, 1, -1, 5, 2**31, 2**62, -(2**62), 2**70, -(2**70)])
def test_numbers_are_compared_exactly(value: int) -> None:
    """And what lies beyond int64 stays on its side of every bound that a rulebook can state."""
    count = MessageCount(signal="words")
    near = {-(2**62), -1, 0, 1, 5, 6, 2**31, 2**62}
    backend = DurableBackend([clause(f"from-{bound}", AtLeast(signal=count, value=bound)) for bound in sorted(near)])
    assert backend.match({count: value}) == {f"school/from-{bound}:counsel" for bound in near if value >= bound}


def test_a_word_that_no_rule_asks_about_equals_no_other() -> None:
    act = ProposalAct()
    backend = DurableBackend(
        [
            clause("one", OneOf(signal=act, values=frozenset({"thank_you"}))),
            clause("two", OneOf(signal=act, values=frozenset({"thank_you", "follow_up"}))),
            clause("none", OneOf(signal=act, values=frozenset())),
        ]
    )
    assert backend.match({act: "thank_you"}) == {"school/one:counsel", "school/two:counsel"}
    assert backend.match({act: "follow_up"}) == {"school/two:counsel"}
    assert backend.match({act: "telegram"}) == frozenset()
    assert backend.match({act: "1"}) == frozenset()


def test_each_thread_has_its_own_rulesets() -> None:
    backend = DurableBackend([clause(f"rule-{number}", Is(signal=flag(number % 7))) for number in range(60)])
    wrong = []

    def check(offset: int) -> None:
        for number in range(300):
            values = {signal: (place + number + offset) % 3 == 0 for place, signal in enumerate(backend.signals)}
            expected = {each.key for each in backend.clauses if holds(each.condition, values)}
            if backend.match(values) != expected:
                wrong.append((offset, number))

    threads = [threading.Thread(target=check, args=(offset,)) for offset in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_silent_engine_is_an_error_and_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine can fall silent without an error: then its canary is silent, too."""
    backend = DurableBackend([clause("speaks", Is(signal=flag(0)))])
    assert backend.match(all_values(backend, value=True))
    monkeypatch.setattr(engine, "start_action_for_state", lambda *_: None)
    with pytest.raises(BackendError, match="its canary stayed silent"):
        backend.match(all_values(backend, value=True))


def test_an_answer_to_another_check_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    stale: Iterator[str | None] = iter(['{"canary":[{"a":{"id":"1","check":1,"canary":1}}]}', None])
    backend = DurableBackend([clause("speaks", Is(signal=flag(0)))])
    assert backend.match(all_values(backend, value=True))
    monkeypatch.setattr(engine, "start_action_for_state", lambda *_: ("", next(stale)))
    monkeypatch.setattr(engine, "complete_and_start_action", lambda *_: next(stale))
    with pytest.raises(BackendError, match="its canary stayed silent"):
        backend.match(all_values(backend, value=True))


def pairs(count: int) -> Condition:
    """A conjunction of `count` choices between two flags: two to the power of `count` alternatives."""
    return All(
        parts=tuple(
            AnyOf(parts=(Is(signal=flag(2 * number)), Is(signal=flag(2 * number + 1)))) for number in range(count)
        )
    )


@pytest.mark.parametrize("count", [4, 5, 12, 40])
def test_many_alternatives_fire_once(count: int) -> None:
    """Up to 16 they are rules of their own; of more, the wide parts are asked as one flag each."""
    backend = DurableBackend([clause("wild", pairs(count))])
    assert backend.match(all_values(backend, value=True)) == {"school/wild:counsel"}
    assert backend.because("school/wild:counsel", all_values(backend, value=True)).literals
    half = {signal: number % 2 == 0 for number, signal in enumerate(backend.signals)}
    assert backend.match(half) == {"school/wild:counsel"}
    half[flag(0)] = False
    assert backend.match(half) == frozenset()


def test_one_wide_alternative_is_left_whole() -> None:
    wide = AnyOf(parts=tuple(All(parts=(Is(signal=flag(number)), Is(signal=flag(number + 1)))) for number in range(90)))
    backend = DurableBackend([clause("wide", wide)])
    assert backend.match(all_values(backend, value=False)) == frozenset()
    values = all_values(backend, value=False) | {flag(88): True, flag(89): True}
    assert backend.match(values) == {"school/wide:counsel"}


def test_a_clause_that_asks_too_much_at_once_is_refused_by_name() -> None:
    literals: list[Literal] = [Is(signal=HasTrait(trait=f"trait-{number}")) for number in range(101)]
    with pytest.raises(BackendError, match="`school/long:counsel` asks 101 things at once, more than 100"):
        DurableBackend([clause("long", All(parts=tuple(literals)))])


def test_two_clauses_with_one_key_are_refused() -> None:
    with pytest.raises(BackendError, match="clauses share a key: school/twin:counsel"):
        DurableBackend([clause("twin", TRUE), clause("twin", FALSE)])


def test_names_that_the_engine_cannot_tell_apart_are_found() -> None:
    """It compares 32-bit FNV-1a hashes. These two words are a known pair of the same hash."""
    assert name_hash("id") == 926444256  # as state.h of durable_rules 2.0.28 has it
    assert name_hash("sid") == 3593476751
    assert colliding(["costarring", "p1", "liquid"]) == ("costarring", "liquid")
    assert colliding(["p0", "p1", "g0", "canary"]) is None


def test_a_ruleset_holds_nothing_but_plain_conjunctions() -> None:
    """No nesting, no `$or`, no joins, no text: outside this shape the engine is wrong or crashes."""
    count = CountOf(pattern=Pattern(events=("follow_up",), since=plain("interview")))
    condition = All(
        parts=(pairs(2), AtLeast(signal=count, value=2), OneOf(signal=ProposalAct(), values=frozenset({"a", "b"})))
    )
    clauses = [clause("nested", condition)]
    slots = {signal: slot for slot, signal in enumerate(signals_of(clauses))}
    for plan in plans_for("a", clauses, slots):
        for rule in json.loads(plan.definition).values():
            assert set(rule) == {"all", "cap", "dist"}
            ((name, expression),) = rule["all"][0].items()
            assert name == "a"
            for comparison in expression.get("$and", [expression]):
                ((key, value),) = comparison.items()
                inside = next(iter(value.values())) if key in ("$gte", "$lte") else value
                assert isinstance(inside, int)
                assert key in ("$gte", "$lte") or not key.startswith("$")
