"""The engine: one rulebook, the backend that matches its clauses, and what one check asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from courtesy.backends.backend import Backend
from courtesy.backends.select import choose
from courtesy.case import Case, Proposal
from courtesy.condition import Clause
from courtesy.frozen import dataclass
from courtesy.rule import Rulebook
from courtesy.situation.situation import Situation, Situator
from courtesy.situation.truth import may_speak
from courtesy.verdict import Profile

if TYPE_CHECKING:
    from courtesy.message.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A rulebook ready to answer. The backend may hold a native handle: one engine a thread."""

    rulebook: Rulebook
    backend: Backend
    situator: Situator
    clauses: Mapping[str, Clause]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What one check found: the situation, the clauses that hold in it, and how the message was read (None: not given)."""

    situation: Situation
    clauses: tuple[Clause, ...]
    message: Reading | None


def build_engine(rulebook: Rulebook, backend: str = "auto") -> Engine:
    """An engine over a rulebook; `backend` is `auto`, `durable` or `compiled`.

    The situator shares the backend's signals: a backend reads the slots of a situation that was made for it.
    """
    return _engine(rulebook, rulebook.clauses, backend)


def verdict_engine(rulebook: Rulebook, act: str) -> Engine:
    """A compiled engine for questions about the verdicts on one act: it knows only the clauses that have a say in them.

    It is built in a third of the time. What it matches is no whole decision: advice and unknown signals are left out.
    """
    deciding = tuple(clause for clause in rulebook.clauses if clause.effect is not None and may_speak(clause, act))
    return _engine(rulebook, deciding, "compiled")


def _engine(rulebook: Rulebook, clauses: tuple[Clause, ...], backend: str) -> Engine:
    chosen = choose(backend, clauses)
    return Engine(
        rulebook=rulebook,
        backend=chosen,
        situator=Situator(chosen.signals),
        clauses={clause.key: clause for clause in clauses},
    )


def chosen_readings(rulebook: Rulebook, profile: Profile) -> dict[str, str]:
    """`SOURCE/READING` to its option: the profile's choice, else the source's default."""
    defaults = {
        f"{source.id}/{reading.name}": reading.default
        for source in rulebook.sources
        for reading in source.readings.values()
    }
    return defaults | dict(profile.readings)


def match(engine: Engine, case: Case, proposal: Proposal, readings: Mapping[str, str]) -> Match:
    """Which clauses hold for a proposal: the message is read, the situation computed, the backend asked."""
    message = read_message(case, proposal, engine.rulebook.lexicons)
    values = None if message is None else message_values(engine.rulebook, message)
    situation = engine.situator.situate(case, proposal, readings, values)
    keys = engine.backend.match(situation)
    return Match(
        situation=situation,
        clauses=tuple(engine.clauses[key] for key in sorted(keys)),
        message=message,
    )


def read_message(case: Case, proposal: Proposal, packs: tuple[str, ...] = ()) -> Reading | None:
    """The signals of the proposal's text, or None where no text was given; `packs` bring lexicons of their own."""
    if proposal.message is None:
        return None
    from courtesy.message.reading import Context, lexicon_of, read  # noqa: PLC0415  costs 50 ms, only with a text

    context = Context(case=case, channel=proposal.channel, to=proposal.to, at=proposal.at)
    return read(proposal.message, context, lexicon_of(tuple(map(Path, packs))))


def message_values(rulebook: Rulebook, message: Reading) -> dict[str, bool | int | str | None]:
    """Each message signal as its kind in the vocabulary has it; None for one that could not be read."""
    values: dict[str, bool | int | str | None] = {}
    for word in rulebook.vocabulary.messages.values():
        signal = message.signals.get(word.name)
        if signal is None or signal.status == "unchecked":
            values[word.name] = None
        elif word.kind == "flag":
            values[word.name] = signal.status == "found"
        else:
            values[word.name] = signal.value
    return values
