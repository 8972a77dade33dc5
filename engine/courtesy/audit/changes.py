"""Which decisions change from one rulebook to another: a situation for each change, and the proof that nothing else does.

A decision is what one source says of one act. Two rulebooks are held against each other source by source, act by act and
verdict by verdict; where the rules are the same, so are the decisions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from courtesy.audit.conflicts import Auditor
from courtesy.audit.draft import Draft
from courtesy.audit.formula import Every, Formula, Some
from courtesy.audit.prover import Refuted, Shown, Undecided
from courtesy.audit.replay import witness_of
from courtesy.audit.search import first_draft
from courtesy.audit.values import NotAnalysed, Witness
from courtesy.audit.view import View, Views, Voice, default_readings
from courtesy.rule import Rulebook
from courtesy.verdict import PRECEDENCE, VERDICT_OF_EFFECT, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A situation in which a source says something else than before, and the rules that decide before and after."""

    source: str
    act: str
    before: Verdict
    after: Verdict
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]
    witness: Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All changes; with nothing left open, nothing else changes: proved. `same` names acts and sources without a change."""

    old: str
    new: str
    changes: tuple[Change, ...]
    not_analysed: tuple[NotAnalysed, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """True where it is proved that nothing else changes."""
        return not self.not_analysed


def find_changes(old: Rulebook, new: Rulebook) -> Changes:
    """What the sources say otherwise in `new`, with each reading at its default (where both have it, at the new one's)."""
    auditor = Auditor(new)
    before = Views(old, auditor.catalogue)
    readings = default_readings(new)
    old_readings = default_readings(old, [pair for pair in readings if pair in _known(old)])
    found: list[Change] = []
    left: list[NotAnalysed] = []
    for act in dict.fromkeys((*old.vocabulary.acts, *new.vocabulary.acts)):
        compare = _Comparison(auditor=auditor, old=before.view(act, old_readings), new=auditor.view(act, readings))
        for source in dict.fromkeys(source.id for book in (old, new) for source in book.sources):
            changes, open_ = compare.changes(source)
            found += changes
            left += open_
    return Changes(
        old=old.digest,
        new=new.digest,
        changes=tuple(found),
        not_analysed=tuple(left),
        added=tuple(rule for rule in new.cards if rule not in old.cards),
        removed=tuple(rule for rule in old.cards if rule not in new.cards),
    )


def _known(book: Rulebook) -> set[tuple[str, str]]:
    return {
        (f"{source.id}/{reading.name}", option)
        for source in book.sources
        for reading in source.readings.values()
        for option in reading.options
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """One act under two rulebooks."""

    auditor: Auditor
    old: View
    new: View

    def changes(self, source: str) -> tuple[list[Change], list[NotAnalysed]]:
        """How the source's verdicts on the act change."""
        before, after = _speaking(self.old, source), _speaking(self.new, source)
        if _meaning(before) == _meaning(after):
            return [], []
        turned = _turned(before, after)
        found, left = [], []
        for was, becomes in product(_possible(before), _possible(after)):
            if was is becomes:
                continue
            # A verdict changes only where a rule speaks that is not the same in both.
            formula = Every((turned, _gives(before, was), _gives(after, becomes)))
            start = first_draft(self.new.act, self.new.readings)
            match self.auditor.prover.decide(formula, [start]):
                case Shown(draft=draft):
                    least = self.auditor.prover.least(formula, draft)
                    found.append(
                        Change(
                            source=source,
                            act=self.new.act,
                            before=was,
                            after=becomes,
                            rules_before=self._rules(before, was, least),
                            rules_after=self._rules(after, becomes, least),
                            witness=witness_of(least),
                        )
                    )
                case Undecided(reason=reason):
                    question = f"{source}: {was.value} becomes {becomes.value}"
                    left.append(NotAnalysed(question=question, rules=(), act=self.new.act, reason=reason))
                case Refuted():
                    pass
        return found, left

    def _rules(self, voices: tuple[Voice, ...], verdict: Verdict, draft: Draft) -> tuple[str, ...]:
        """The rules that give the verdict in a situation."""
        world = self.auditor.catalogue.world(draft)
        return tuple(
            dict.fromkeys(
                voice.clause.rule
                for voice in voices
                if voice.clause.effect is not None
                and VERDICT_OF_EFFECT[voice.clause.effect] is verdict
                and world.holds(voice.formula)
            )
        )


def _turned(before: tuple[Voice, ...], after: tuple[Voice, ...]) -> Formula:
    """Where a voice speaks that only one of the rulebooks has."""
    same = _meaning(before) & _meaning(after)
    return Some(
        tuple(voice.formula for voice in (*before, *after) if (voice.clause.effect, voice.condition) not in same)
    )


def _speaking(view: View, source: str) -> tuple[Voice, ...]:
    return tuple(voice for voice in view.voices if voice.clause.source == source and voice.clause.effect is not None)


def _meaning(voices: tuple[Voice, ...]) -> frozenset[tuple[object, object]]:
    return frozenset((voice.clause.effect, voice.condition) for voice in voices)


def _possible(voices: tuple[Voice, ...]) -> Iterator[Verdict]:
    given = {VERDICT_OF_EFFECT[voice.clause.effect] for voice in voices if voice.clause.effect}
    yield from (verdict for verdict in PRECEDENCE if verdict in given or verdict is Verdict.SILENT)


def _gives(voices: tuple[Voice, ...], verdict: Verdict) -> Formula:
    """Where these voices give this verdict: one that gives it speaks, and none that is stronger."""
    rank = PRECEDENCE.index(verdict)
    speaking, silent = [], []
    for voice in voices:
        assert voice.clause.effect is not None, "only voices with an effect are compared"
        place = PRECEDENCE.index(VERDICT_OF_EFFECT[voice.clause.effect])
        if place == rank:
            speaking.append(voice.formula)
        elif place < rank:
            silent.append(voice.silent)
    if verdict is Verdict.SILENT:
        return Every(tuple(silent))
    return Every((Some(tuple(speaking)), *silent))
