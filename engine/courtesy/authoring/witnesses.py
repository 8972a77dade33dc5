"""Finding a situation for a card: one in which a condition holds, told as an example, or the proof that there is none.

The prover of the audits finds a diary; texts are taken from those that the tests of the rulebook hold. What is found is
staged and tried as every example is, so a witness is never taken on trust.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from courtesy.audit.draft import Draft
from courtesy.audit.formula import Catalogue
from courtesy.audit.prover import Prover, Refuted, Shown
from courtesy.audit.search import first_draft
from courtesy.authoring.examples import DAY, NOON, ZONE, stage
from courtesy.authoring.rehearsal import Rehearsed, rehearse_example
from courtesy.authoring.shrinking import shortened
from courtesy.authoring.staging import examples_of
from courtesy.authoring.texts import MODELS, lengthened, lengths_asked
from courtesy.authoring.trial import example_readings
from courtesy.case import Case, Message, Proposal
from courtesy.condition import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    Condition,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    OneOf,
    ProposalAct,
    ReadingChoice,
    Signal,
    Value,
)
from courtesy.decision.engine import Engine, message_values, read_message
from courtesy.frozen import dataclass
from courtesy.loading.simplify import conjunction, disjunction
from courtesy.rule import AnyCard, Example
from courtesy.situation.truth import literal_holds, literals_of

_MESSAGE = (MessageFlag, MessageCount, MessageChoice, MessageKnown)
_NOON = datetime.combine(DAY, NOON, ZONE)
_MOST_TEXTS = 40
"""How many texts are lengthened for one condition."""

_MOST_KINDS = 120
"""How many kinds of text are tried for one condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A situation in the form of an example (`given`, `propose`, `message`), and it made ready."""

    example: dict[str, Any]
    test: Rehearsed


@dataclass(frozen=True, slots=True, kw_only=True)
class NoWitness:
    """There is no such situation (`proved`), or none was found."""

    proved: bool
    reason: str


@dataclass(slots=True, kw_only=True)
class Finder:
    """Finds situations over one rulebook. `messages` are texts that it can use: those of all examples, and models.

    `_texts` are the messages as they are read, made when a condition first asks for a text.
    """

    engine: Engine
    messages: tuple[str, ...]
    prover: Prover = field(init=False)
    _read: dict[str, Mapping[str, Value | None]] = field(default_factory=dict)
    _texts: list[tuple[str, Mapping[str, Value | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.prover = Prover(Catalogue(), self.engine.rulebook.vocabulary)

    def find(self, card: AnyCard, condition: Condition, accept: Callable[[Rehearsed], bool]) -> Witness | NoWitness:
        """An example of the card in which the condition holds and that `accept` takes, as short as it can be."""
        readings = example_readings(self.engine, card)
        proved, reason = True, "no situation satisfies it"
        for act in card.acts or tuple(self.engine.rulebook.vocabulary.acts):
            known: dict[Signal, Value] = {ProposalAct(): act}
            settled = substituted(condition, known | _chosen(readings))
            for text, rest in self._with_texts(settled):
                draft = self._draft(rest, act, readings)
                if draft is None:
                    continue
                proved = False
                found = self._staged(card, draft, text, accept)
                if found is not None:
                    return found
                reason = "a situation was found, and no example can tell it"
            if proved and not self._refuted(settled, act, readings):
                proved, reason = False, "neither a situation nor a proof was found"
        return NoWitness(proved=proved, reason=reason)

    def _draft(self, condition: Condition, act: str, readings: Mapping[str, str]) -> Draft | None:
        if condition == FALSE:
            return None
        formula = self.prover.catalogue.formula(condition)
        start = first_draft(act, tuple(sorted(readings.items())))
        answer = self.prover.decide(formula, [start])
        return self.prover.least(formula, answer.draft) if isinstance(answer, Shown) else None

    def _refuted(self, condition: Condition, act: str, readings: Mapping[str, str]) -> bool:
        if condition == FALSE:
            return True
        formula = self.prover.catalogue.formula(condition)
        start = first_draft(act, tuple(sorted(readings.items())))
        return isinstance(self.prover.decide(formula, [start]), Refuted)

    @property
    def texts(self) -> Sequence[tuple[str, Mapping[str, Value | None]]]:
        """The messages with their values: those of good tone before the others, and the short ones first."""
        if not self._texts:
            minded = [word.name for word in self.engine.rulebook.vocabulary.messages.values() if word.bad_tone]
            read = [(text, self._values(text)) for text in self.messages]
            self._texts = sorted(read, key=lambda item: (sum(bool(item[1].get(name)) for name in minded), len(item[0])))
        return self._texts

    # --- texts ----------------------------------------------------------------------------------------------------

    def _with_texts(self, condition: Condition) -> Iterator[tuple[str | None, Condition]]:
        """Each kind of text that there is (None: no text), and what the condition still asks beside it."""
        names = sorted(
            {literal.signal.signal for literal in literals_of(condition) if isinstance(literal.signal, _MESSAGE)}
        )
        kinds: dict[tuple[Value | None, ...], str | None] = {tuple(None for _ in names): None}
        for known, values in self._candidates(condition) if names else ():
            kinds.setdefault(tuple(values.get(name) for name in names), known)
        tried = 0
        for kind, text in kinds.items():
            rest = substituted(condition, _read(names, kind))
            if rest != FALSE and tried < _MOST_KINDS:
                tried += 1
                yield text, rest

    def _candidates(self, condition: Condition) -> Iterator[tuple[str, Mapping[str, Value | None]]]:
        """The known texts, then texts of the lengths that the condition asks for."""
        yield from self.texts
        for length in dict.fromkeys(lengths_asked(condition)):
            for text, _ in self.texts[:_MOST_TEXTS]:
                for paragraph in (True, False):
                    longer = lengthened(text, length, paragraph=paragraph)
                    if longer is not None:
                        yield longer, self._values(longer)

    def _values(self, text: str) -> Mapping[str, Value | None]:
        """How a text is read when nothing is known of the people in it."""
        if text not in self._read:
            case = Case(timezone=ZONE)
            proposal = Proposal(act="follow_up", channel="email", to=(), at=_NOON, message=Message(body=text))
            reading = read_message(case, proposal, self.engine.rulebook.lexicons)
            assert reading is not None, "the proposal has a text"
            self._read[text] = message_values(self.engine.rulebook, reading)
        return self._read[text]

    # --- staging --------------------------------------------------------------------------------------------------

    def _staged(
        self, card: AnyCard, draft: Draft, text: str | None, accept: Callable[[Rehearsed], bool]
    ) -> Witness | None:
        for example in examples_of(draft, self.engine.rulebook.vocabulary):
            whole = example if text is None else {**example, "message": text}
            if self._taken(card, whole, accept) is not None:
                short = shortened(whole, lambda each: self._taken(card, each, accept) is not None)
                test = self._taken(card, short, accept)
                assert test is not None, "a shortened example is one that was taken"
                return Witness(example=short, test=test)
        return None

    def _taken(self, card: AnyCard, data: Mapping[str, Any], accept: Callable[[Rehearsed], bool]) -> Rehearsed | None:
        test = self.rehearsed(card, data)
        return test if test is not None and accept(test) else None

    def rehearsed(self, card: AnyCard, data: Mapping[str, Any]) -> Rehearsed | None:
        """An example in plain data made ready; None where it cannot be staged."""
        example = Example(
            speaks=True,
            given=data.get("given", {}),
            propose=data.get("propose", {}),
            message=data.get("message"),
            effect=None,
            location=card.location,
        )
        staged, _ = stage(self.engine.rulebook, card, example)
        return None if staged is None else rehearse_example(self.engine, card, example, staged, "witness")


def open_finder(engine: Engine) -> Finder:
    """A finder over an engine's rulebook."""
    examples = [example.message for card in engine.rulebook.cards.values() for example in card.examples]
    messages = dict.fromkeys([*MODELS, *(message for message in examples if message is not None)])
    return Finder(engine=engine, messages=tuple(messages))


# --- what is known ------------------------------------------------------------------------------------------------


def _chosen(readings: Mapping[str, str]) -> dict[Signal, Value]:
    chosen: dict[Signal, Value] = {}
    for name, option in readings.items():
        source, _, reading = name.partition("/")
        chosen[ReadingChoice(source=source, reading=reading)] = option
    return chosen


def _read(names: Sequence[str], values: Sequence[Value | None]) -> dict[Signal, Value]:
    """What the signals of a text are, where it was read so."""
    known: dict[Signal, Value] = {}
    for name, value in zip(names, values, strict=True):
        known[MessageKnown(signal=name)] = value is not None
        known[MessageFlag(signal=name)] = bool(value)
        known[MessageCount(signal=name)] = value if isinstance(value, int) else 0
        known[MessageChoice(signal=name)] = value if isinstance(value, str) else ""
    return known


def substituted(condition: Condition, known: Mapping[Signal, Value]) -> Condition:
    """What a condition still asks where these signals have these values."""
    match condition:
        case All(parts=parts):
            return conjunction(substituted(part, known) for part in parts)
        case AnyOf(parts=parts):
            return disjunction(substituted(part, known) for part in parts)
        case OneOf(values=values) if not values:
            return FALSE
        case _ if condition.signal in known:
            return TRUE if literal_holds(condition, known[condition.signal]) else FALSE
        case _:
            return condition
