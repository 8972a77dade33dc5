"""The clauses of a rulebook as one act sees them: act and chosen readings put in, what cannot speak left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courtesy.audit.formula import Atom, Catalogue, Formula
from courtesy.audit.refutation import conjuncts
from courtesy.condition import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    Branch,
    ChoiceSignal,
    Clause,
    Condition,
    MessageChoice,
    OneOf,
    ProposalAct,
    ProposalChannel,
    ProposalWeekday,
    ReadingChoice,
)
from courtesy.loading.simplify import Options, conjunction, disjunction, message_signals, negation
from courtesy.rule import Rulebook
from courtesy.situation.truth import literals_of
from courtesy.verdict import Effect
from courtesy.vocabulary import WEEKDAYS, Vocabulary

FAVOURING = frozenset((Effect.REQUIRE, Effect.RECOMMEND, Effect.PERMIT))
OPPOSING = frozenset((Effect.DISCOURAGE, Effect.FORBID))

Readings = tuple[tuple[str, str], ...]
"""`source/reading` and the chosen option, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A clause as an act sees it: what is left of its condition, and where it is silent.

    `asks_text` is true where the clause speaks of the proposal's text; `conjuncts` must hold wherever it speaks; `favours`
    and `opposes` tell whether it speaks for or against the act.
    """

    clause: Clause
    key: str
    condition: Condition
    formula: Formula
    silent: Formula
    asks_text: bool
    conjuncts: tuple[Atom, ...]
    favours: bool
    opposes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The voices on one act under some readings, in the order of the rulebook."""

    act: str
    readings: Readings
    voices: tuple[Voice, ...]

    def favouring(self) -> tuple[Voice, ...]:
        """Those for the act."""
        return tuple(voice for voice in self.voices if voice.favours)

    def opposing(self, source: str | None = None) -> tuple[Voice, ...]:
        """Those against the act, of one source or of all."""
        return tuple(voice for voice in self.voices if voice.opposes and source in (None, voice.clause.source))

    def of(self, rule: str) -> tuple[Voice, ...]:
        """The voices of one rule."""
        return tuple(voice for voice in self.voices if voice.clause.rule == rule)


class Views:
    """The views of one rulebook; a clause is translated once for each act and choice of readings that it depends on."""

    def __init__(self, rulebook: Rulebook, catalogue: Catalogue) -> None:
        self.rulebook = rulebook
        self.catalogue = catalogue
        self.options = options_of(rulebook)
        self._views: dict[tuple[str, Readings], View] = {}
        # By the identity of clauses, which the rulebook keeps: their names would be put together at every question.
        self._voices: dict[tuple[int, str, tuple[str, ...]], Voice | None] = {}
        self._asked = {id(clause): readings_of(clause.condition) for clause in rulebook.clauses}
        self._speakers: dict[str, tuple[Clause, ...]] = {}

    def view(self, act: str, readings: Readings) -> View:
        """What the rulebook says on an act."""
        key = (act, readings)
        if key not in self._views:
            chosen = dict(readings)
            found = [self.voice(clause, act, chosen) for clause in self.speakers(act)]
            voices = tuple(voice for voice in found if voice is not None)
            self._views[key] = View(act=act, readings=readings, voices=voices)
        return self._views[key]

    def speakers(self, act: str) -> tuple[Clause, ...]:
        """The clauses that can speak on an act under some readings."""
        if act not in self._speakers:
            self._speakers[act] = tuple(
                clause
                for clause in self.rulebook.clauses
                if clause.branch is not Branch.ASKS and self._names(clause, act)
            )
        return self._speakers[act]

    def _names(self, clause: Clause, act: str) -> bool:
        acts = acts_of(clause.condition)
        return acts is None or act in acts

    def asked(self, clause: Clause) -> tuple[str, ...]:
        """The readings (`source/name`) that a clause depends on."""
        return self._asked[id(clause)]

    def voice(self, clause: Clause, act: str, chosen: Mapping[str, str]) -> Voice | None:
        """A clause as an act sees it under these readings; None where it cannot speak."""
        key = (id(clause), act, tuple([chosen[name] for name in self._asked[id(clause)]]))
        if key not in self._voices:
            self._voices[key] = self._made(clause, specialised(clause.condition, act, chosen))
        return self._voices[key]

    def _made(self, clause: Clause, condition: Condition) -> Voice | None:
        if condition == FALSE:
            return None
        silent = negation(condition, self.options)
        formula = self.catalogue.formula(condition)
        return Voice(
            clause=clause,
            key=clause.key,
            condition=condition,
            formula=formula,
            conjuncts=conjuncts(formula),
            silent=self.catalogue.formula(silent),
            asks_text=bool(message_signals(condition)),
            favours=clause.effect in FAVOURING,
            opposes=clause.effect in OPPOSING,
        )


def specialised(condition: Condition, act: str, readings: Mapping[str, str]) -> Condition:
    """The condition for one act under the chosen readings; FALSE where it cannot hold."""
    match condition:
        case All(parts=parts):
            return conjunction(specialised(part, act, readings) for part in parts)
        case AnyOf(parts=parts):
            kept = [specialised(part, act, readings) for part in parts]
            return disjunction(part for part in kept if part != FALSE)
        case OneOf(signal=ProposalAct(), values=words):
            return TRUE if act in words else FALSE
        case OneOf(signal=ReadingChoice(source=source, reading=reading), values=words):
            chosen = readings.get(f"{source}/{reading}")
            if chosen is None:
                return condition
            return TRUE if chosen in words else FALSE
        case _:
            return condition


def readings_of(condition: Condition) -> tuple[str, ...]:
    """The readings (`source/name`) that a condition asks about, sorted."""
    return tuple(
        sorted(
            {
                f"{literal.signal.source}/{literal.signal.reading}"
                for literal in literals_of(condition)
                if isinstance(literal.signal, ReadingChoice)
            }
        )
    )


def acts_of(condition: Condition) -> frozenset[str] | None:
    """The acts that a condition demands at its top; None where it demands none."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    for part in parts:
        if isinstance(part, OneOf) and isinstance(part.signal, ProposalAct):
            return part.values
    return None


def default_readings(rulebook: Rulebook, chosen: Iterable[tuple[str, str]] = ()) -> Readings:
    """Every reading at its default, or as chosen."""
    defaults = {
        f"{source.id}/{reading.name}": reading.default
        for source in rulebook.sources
        for reading in source.readings.values()
    }
    return tuple(sorted((defaults | dict(chosen)).items()))


def reading_options(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """The options of every reading, by `source/name`."""
    return {
        f"{source.id}/{reading.name}": tuple(reading.options)
        for source in rulebook.sources
        for reading in source.readings.values()
    }


def options_of(rulebook: Rulebook) -> Options:
    """The closed list of words of every choice signal."""
    readings = {name: frozenset(options) for name, options in reading_options(rulebook).items()}
    vocabulary: Vocabulary = rulebook.vocabulary

    def options(signal: ChoiceSignal) -> frozenset[str]:
        match signal:
            case ProposalAct():
                return frozenset(vocabulary.acts)
            case ProposalChannel():
                return frozenset(vocabulary.channels)
            case ProposalWeekday():
                return frozenset(WEEKDAYS)
            case MessageChoice(signal=name):
                return frozenset(vocabulary.messages[name].options)
            case ReadingChoice(source=source, reading=reading):
                return readings[f"{source}/{reading}"]

    return options
