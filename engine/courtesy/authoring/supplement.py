"""The missing tests, written: for each mutant that survives, the example that would have noticed it.

An example that was written counts from then on, so the list is short: one example often notices several mutants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from courtesy.authoring.mutants import Mutant
from courtesy.authoring.mutation import Fate, Trial, notices, try_mutants
from courtesy.authoring.observed import difference, expectation, observed, telling_expectation
from courtesy.authoring.rehearsal import Rehearsed, fired
from courtesy.authoring.variants import Workshop
from courtesy.authoring.witnesses import Finder, Witness
from courtesy.condition import Clause, Condition
from courtesy.frozen import dataclass
from courtesy.rule import AnyCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a mutant and why: the test that kills it, the example that would, or the reason there is none."""

    card: AnyCard
    mutant: Mutant
    fate: Fate
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """An example to be added to a card, as plain data, and what it is for."""

    card: AnyCard
    example: Mapping[str, Any]
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """The verdicts on a card's mutants, and the examples that would kill its survivors."""

    verdicts: tuple[Verdict, ...]
    additions: tuple[Addition, ...]


@dataclass(slots=True, kw_only=True)
class Written:
    """An example that was written, made ready, with what it is for so far."""

    data: dict[str, Any]
    test: Rehearsed
    purposes: list[str]


def supplement(finder: Finder, workshop: Workshop, card: AnyCard, tests: Sequence[Rehearsed]) -> Supplement:
    """Every mutant of a card judged, and the missing examples."""
    written: list[Written] = []
    trials = list(try_mutants(workshop, card, tests))
    verdicts = tuple(_judged(finder, workshop, trial, written) for trial in trials)
    return Supplement(verdicts=verdicts, additions=additions(card, written))


def additions(card: AnyCard, written: Iterable[Written]) -> tuple[Addition, ...]:
    """The examples as they are to be added; those that differ in the channel alone become one."""
    merged: dict[str, tuple[dict[str, Any], list[str], list[str]]] = {}
    for item in written:
        channel = item.data.get("propose", {}).get("channel", "email")
        others = {key: value for key, value in item.data.get("propose", {}).items() if key != "channel"}
        rest = {**item.data, "propose": others}
        _, channels, purposes = merged.setdefault(repr(rest), (rest, [], []))
        channels.append(channel)
        purposes += item.purposes
    return tuple(
        Addition(card=card, example=_with_channels(data, channels), purposes=tuple(purposes))
        for data, channels, purposes in merged.values()
    )


def _with_channels(data: dict[str, Any], channels: Sequence[str]) -> dict[str, Any]:
    found = list(dict.fromkeys(channels))
    propose = {"channel": found[0] if len(found) == 1 else found, **data["propose"]}
    if found == ["email"]:
        del propose["channel"]
    ordered: dict[str, Any] = {key: data[key] for key in ("speaks", "effect", "given") if key in data}
    ordered |= {"propose": propose} if propose else {}
    return ordered | ({"message": data["message"]} if "message" in data else {})


def _judged(finder: Finder, workshop: Workshop, trial: Trial, written: list[Written]) -> Verdict:
    def verdict(fate: Fate, why: str) -> Verdict:
        return Verdict(card=trial.card, mutant=trial.mutant, fate=fate, why=why)

    if trial.same:
        return verdict(Fate.EQUIVALENT, "it is lowered to the same conditions")
    if trial.killer is not None:
        return verdict(Fate.KILLED, trial.killer)
    known = next((item for item in written if notices(item.test, trial.card, trial.clauses)), None)
    if known is not None:
        known.purposes.append(trial.mutant.says)
        return verdict(Fate.SURVIVED, "an example that is written below notices it, too")
    condition = difference(trial.card.clauses, trial.clauses, workshop.scope(trial.card.source).options)
    found = write_example(finder, trial.card, condition, lambda test: _telling(test, trial.card, trial.clauses))
    if isinstance(found, Written):
        found.purposes.append(trial.mutant.says)
        written.append(found)
        return verdict(Fate.SURVIVED, "the example that notices it is written below")
    proved, reason = found
    if proved:
        return verdict(Fate.EQUIVALENT, "proved: no situation tells it from the card")
    return verdict(Fate.UNDECIDED, reason)


def _telling(test: Rehearsed, card: AnyCard, mutated: Sequence[Clause]) -> dict[str, Any] | None:
    """What an example states that is right of the card and wrong of the mutant."""
    return telling_expectation(observed(fired(card.clauses, test)), observed(fired(mutated, test)))


def write_example(
    finder: Finder,
    card: AnyCard,
    condition: Condition,
    telling: Callable[[Rehearsed], dict[str, Any] | None],
) -> Written | tuple[bool, str]:
    """An example in which the condition holds and of which `telling` states something; else whether none is proved."""
    witness = finder.find(card, condition, lambda test: telling(test) is not None)
    if not isinstance(witness, Witness):
        return witness.proved, witness.reason
    stated = telling(witness.test)
    assert stated is not None, "the finder took it"
    test = with_statement(witness.test, stated)
    test.holding = fired(card.clauses, test)
    return Written(data={**stated, **witness.example}, test=test, purposes=[])


def with_statement(test: Rehearsed, stated: Mapping[str, Any]) -> Rehearsed:
    """The test of an example with another statement."""
    assert test.example is not None, "the test is of an example"
    return replace(
        test,
        example=replace(test.example, speaks=stated["speaks"], effect=stated.get("effect")),
        name="the new example",
    )


def plain_statement(card: AnyCard, test: Rehearsed) -> dict[str, Any]:
    """What an example states of a card as it is."""
    return expectation(observed(fired(card.clauses, test)))


def scores(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, float, dict[Fate, int]]]:
    """Each source with its score in percent (killed, of all that are not equivalent) and its counts."""
    found: dict[str, dict[Fate, int]] = {}
    for verdict in verdicts:
        counts = found.setdefault(verdict.card.source, dict.fromkeys(Fate, 0))
        counts[verdict.fate] += 1
    for source, counts in found.items():
        yield source, score(counts), counts


def score(counts: Mapping[Fate, int]) -> float:
    """Killed mutants in percent of those that mean something else than the card."""
    telling = sum(counts.values()) - counts[Fate.EQUIVALENT]
    return 100 * counts[Fate.KILLED] / telling if telling else 100.0
