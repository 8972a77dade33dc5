"""Witnesses run as real cases: read like a file, situated, and matched by the compiled and the durable engine."""

from __future__ import annotations

from functools import cached_property

from courtesy.audit.draft import Draft, case_data, proposal_data
from courtesy.audit.values import Witness
from courtesy.backends.select import durable_is_installed
from courtesy.condition import Value
from courtesy.decision.engine import Engine, build_engine, message_values, read_message
from courtesy.diagnostic import has_errors
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.proposal_reader import proposal_from_data
from courtesy.rule import Rulebook
from courtesy.situation.diary import diary_of


class ReplayError(Exception):
    """A witness is no case that the program reads: a bug in the search."""


class Replayer:
    """Runs witnesses through every engine that is installed; the engines are built when the first one comes."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._answers: dict[Draft, frozenset[str] | None] = {}
        self._witnesses: dict[Draft, Witness] = {}

    @cached_property
    def engines(self) -> tuple[Engine, ...]:
        """The compiled engine, and the durable one where it is installed."""
        names = ("compiled", "durable") if durable_is_installed() else ("compiled",)
        return tuple(build_engine(self.rulebook, name) for name in names)

    def answer(self, draft: Draft) -> frozenset[str] | None:
        """The keys of the clauses that speak in a draft's witness; the same draft is run once."""
        if draft not in self._answers:
            self._answers[draft] = self.speaking(self.witness(draft))
        return self._answers[draft]

    def witness(self, draft: Draft) -> Witness:
        """The draft as plain data, one value for all conflicts that it shows."""
        if draft not in self._witnesses:
            self._witnesses[draft] = witness_of(draft)
        return self._witnesses[draft]

    def speaking(self, witness: Witness) -> frozenset[str] | None:
        """The keys of the clauses that speak; None where the engines differ. A text in the proposal is read."""
        vocabulary = self.rulebook.vocabulary
        case, problems = case_from_data(witness.case, vocabulary)
        if case is None or has_errors(problems):
            raise ReplayError(f"unreadable case {witness.case!r}: {problems!r}")
        proposal, problems = proposal_from_data(witness.proposal, case, vocabulary)
        if proposal is None or has_errors(problems):
            raise ReplayError(f"unreadable proposal {witness.proposal!r}: {problems!r}")
        message: dict[str, Value | None] | None = dict(witness.message) or None
        text = read_message(case, proposal, self.rulebook.lexicons)
        if text is not None:
            message = message_values(self.rulebook, text)
        diary = diary_of(case)
        answers = {
            engine.backend.match(engine.situator.situate(diary, proposal, witness.readings, message))
            for engine in self.engines
        }
        return answers.pop() if len(answers) == 1 else None


def witness_of(draft: Draft) -> Witness:
    """The draft as plain data."""
    return Witness(
        case=case_data(draft),
        proposal=proposal_data(draft),
        message=dict(draft.message),
        readings=dict(draft.readings),
    )
