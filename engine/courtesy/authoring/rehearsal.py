"""Tests made ready to be asked many times: each with its diary, its text read once, and its values remembered.

Coverage looks at the values, mutation asks what a test says of other clauses than the card's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from courtesy.authoring.examples import Staged, stage
from courtesy.authoring.situations import (
    Expectation,
    expectation_disappointments,
    expectation_readings,
)
from courtesy.authoring.suite import Suite
from courtesy.authoring.trial import Disappointment, example_disappointments, example_readings, named_examples
from courtesy.condition import Clause, Signal, Value
from courtesy.decision.engine import Engine, message_values, read_message
from courtesy.diagnostic import Location
from courtesy.rule import AnyCard, Example
from courtesy.situation.diary import Diary, diary_of
from courtesy.situation.plan import MessageValues
from courtesy.situation.situation import Situator
from courtesy.situation.truth import holds, signals_of


@dataclass(slots=True, kw_only=True)
class Rehearsed:
    """A test made ready: an example of a card, or a row of a test (exactly one of `example` and `row`).

    `values` remembers every signal that was computed.
    """

    name: str
    location: Location
    staged: Staged
    readings: Mapping[str, str]
    message: MessageValues | None
    diary: Diary
    card: AnyCard | None = None
    example: Example | None = None
    row: Expectation | None = None
    values: dict[Signal, Value] = field(default_factory=dict)
    holding: tuple[Clause, ...] = ()

    def concerns(self, card: AnyCard) -> bool:
        """Whether this test says anything of the card: its own example, or a row about its source or about it."""
        if self.row is None:
            return self.card is not None and self.card.id == card.id
        return card.source in self.row.verdicts or card.id in (*self.row.rules, *self.row.silent_rules)

    def compute(self, signals: Sequence[Signal], situator: Situator | None = None) -> Mapping[Signal, Value]:
        """The values, these signals among them. `situator`, where it is given, computes exactly these signals."""
        if not all(signal in self.values for signal in signals):
            computing = situator or Situator(tuple(signals))
            situation = computing.situate(self.diary, self.staged.proposal, self.readings, self.message)
            self.values.update(zip(situation.signals, situation.values_by_slot, strict=True))
        return self.values

    def disappointments(self, holding: Iterable[Clause]) -> Iterator[Disappointment]:
        """What the test expects and these clauses do not give."""
        if self.row is not None:
            return expectation_disappointments(self.row, holding)
        assert self.card is not None, "a test is a row or an example"
        assert self.example is not None, "a test is a row or an example"
        return example_disappointments(self.card.id, self.example, holding, self.staged)


def rehearse(engine: Engine, suite: Suite) -> tuple[Rehearsed, ...]:
    """All tests of a suite that can be staged and are not skipped, with the clauses that hold in each."""
    signals = signals_of(engine.rulebook.clauses)
    situator = Situator(signals)
    ready = [*_examples(engine, suite.cards), *_rows(engine, suite.expectations)]
    for test in ready:
        values = test.compute(signals, situator)
        keys = engine.backend.match(values)
        test.holding = tuple(engine.clauses[key] for key in sorted(keys))
    return tuple(ready)


def _examples(engine: Engine, cards: Iterable[AnyCard]) -> Iterator[Rehearsed]:
    for card in cards:
        for name, example in named_examples(card):
            staged, _ = stage(engine.rulebook, card, example)
            if staged is not None:
                yield rehearse_example(engine, card, example, staged, name)


def rehearse_example(engine: Engine, card: AnyCard, example: Example, staged: Staged, name: str) -> Rehearsed:
    """One example made ready."""
    return Rehearsed(
        name=name,
        location=example.location,
        staged=staged,
        readings=example_readings(engine, card),
        message=_message(engine, staged),
        diary=diary_of(staged.case),
        card=card,
        example=example,
    )


def _rows(engine: Engine, rows: Iterable[Expectation]) -> Iterator[Rehearsed]:
    for row in rows:
        if row.skipped is None:
            staged = Staged(case=row.case, proposal=row.proposal)
            yield Rehearsed(
                name=row.name,
                location=row.location,
                staged=staged,
                readings=expectation_readings(engine, row),
                message=_message(engine, staged),
                diary=diary_of(row.case),
                row=row,
            )


def _message(engine: Engine, staged: Staged) -> MessageValues | None:
    reading = read_message(staged.case, staged.proposal, engine.rulebook.lexicons)
    return None if reading is None else message_values(engine.rulebook, reading)


def fired(clauses: Iterable[Clause], test: Rehearsed) -> tuple[Clause, ...]:
    """The clauses that hold in a test, whether the rulebook has them or not."""
    listed = tuple(clauses)
    values = test.compute(signals_of(listed))
    return tuple(clause for clause in listed if holds(clause.condition, values))
