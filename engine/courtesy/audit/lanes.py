"""The main situations as lanes: what each source says from day to day, under its readings, and where all agree.

The instants come from the rules (`courtesy.situation.moments`), nothing is sampled: between two of them no verdict
changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise, product

from courtesy.audit.conflicts import Auditor
from courtesy.audit.draft import Draft, case_data, proposal_data
from courtesy.audit.scenarios import Scenario
from courtesy.audit.view import Readings, Voice, reading_options
from courtesy.case import Case, Proposal
from courtesy.condition import Clause
from courtesy.decision.combine import source_verdict
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.proposal_reader import proposal_from_data
from courtesy.rule import Rulebook
from courtesy.situation.diary import Diary, diary_of
from courtesy.situation.moments import breakpoints
from courtesy.situation.situation import Situator
from courtesy.situation.truth import holds, literals_of
from courtesy.verdict import VERDICT_OF_EFFECT, Verdict

_COMBINATIONS = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one instant to another, [start, until), a source says the same, by the same rules."""

    start: datetime
    until: datetime
    verdict: Verdict
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What a source says over the time, under one choice of its readings (`readings` names what is not the default)."""

    source: str
    readings: Mapping[str, str]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An interval [start, until)."""

    start: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One scenario: a lane a source at the defaults, its other readings where they differ, and where all agree.

    `agreed` are the spans on which every source that speaks favours, at the defaults; `surely` those on which that holds
    under every combination of readings, `possibly` those on which it holds under at least one. `contested` are the spans
    on which one favours and another opposes.
    """

    scenario: Scenario
    anchor: datetime
    lanes: tuple[Lane, ...]
    alternatives: tuple[Lane, ...]
    agreed: tuple[Span, ...]
    surely: tuple[Span, ...]
    possibly: tuple[Span, ...]
    contested: tuple[Span, ...]

    def days(self, span: Span) -> tuple[int, int]:
        """The first and the last day of a span, counted from the anchor's day."""
        first = (span.start.date() - self.anchor.date()).days
        last = (span.until - timedelta(minutes=1)).date()
        return first, (last - self.anchor.date()).days


def timelines(
    auditor: Auditor,
    scenarios: Sequence[Scenario],
    readings: Readings,
    sources: Sequence[str] | None = None,
) -> tuple[Timeline, ...]:
    """Every scenario as lanes, of all sources or of these."""
    chosen = [source.id for source in auditor.rulebook.sources] if sources is None else sources
    return tuple(_timeline(auditor, scenario, readings, chosen) for scenario in scenarios)


def read_draft(book: Rulebook, draft: Draft) -> tuple[Case, Proposal]:
    """A draft as a real case and proposal."""
    case, problems = case_from_data(case_data(draft), book.vocabulary)
    assert case is not None, problems
    proposal, problems = proposal_from_data(proposal_data(draft), case, book.vocabulary)
    assert proposal is not None, problems
    return case, proposal


def _timeline(auditor: Auditor, scenario: Scenario, readings: Readings, sources: Sequence[str]) -> Timeline:
    case, proposal = read_draft(auditor.rulebook, scenario.draft)
    chart = _Chart(auditor=auditor, scenario=scenario, case=case, proposal=proposal, readings=readings)
    every = {source: chart.lanes(source) for source in sources}
    lanes = tuple(every[source][0] for source in sources)
    others = tuple(lane for source in sources for lane in _distinct(every[source]))
    cuts = sorted(
        {
            moment
            for those in every.values()
            for lane in those
            for each in lane.stretches
            for moment in (each.start, each.until)
        }
    )
    verdicts = [
        {source: {_at(lane, start) for lane in every[source]} for source in sources} for start, _ in pairwise(cuts)
    ]
    standard = [{_at(lane, start) for lane in lanes} for start, _ in pairwise(cuts)]
    spans = list(pairwise(cuts))
    return Timeline(
        scenario=scenario,
        anchor=proposal.at,
        lanes=lanes,
        alternatives=others,
        agreed=_merged(spans, [_favour(given) for given in standard]),
        surely=_merged(spans, [_surely(given) for given in verdicts]),
        possibly=_merged(spans, [_possibly(given) for given in verdicts]),
        contested=_merged(spans, [_split(given) for given in standard]),
    )


def _favour(verdicts: set[Verdict]) -> bool:
    speaking = verdicts - {Verdict.SILENT}
    return bool(speaking) and all(verdict.favours for verdict in speaking)


def _split(verdicts: set[Verdict]) -> bool:
    return any(verdict.favours for verdict in verdicts) and any(verdict.opposes for verdict in verdicts)


def _surely(given: Mapping[str, set[Verdict]]) -> bool:
    """Whatever the readings, nobody opposes and somebody favours."""
    if any(verdict.opposes for verdicts in given.values() for verdict in verdicts):
        return False
    return any(all(verdict.favours for verdict in verdicts) for verdicts in given.values())


def _possibly(given: Mapping[str, set[Verdict]]) -> bool:
    """Under some readings nobody opposes and somebody favours: the readings of one source do not touch another."""
    if any(all(verdict.opposes for verdict in verdicts) for verdicts in given.values()):
        return False
    return any(verdict.favours for verdicts in given.values() for verdict in verdicts)


def _at(lane: Lane, moment: datetime) -> Verdict:
    return next((each.verdict for each in lane.stretches if each.start <= moment < each.until), Verdict.SILENT)


def _merged(spans: Sequence[tuple[datetime, datetime]], kept: Sequence[bool]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for (start, until), keep in zip(spans, kept, strict=True):
        if keep and merged and merged[-1].until == start:
            merged[-1] = Span(start=merged[-1].start, until=until)
        elif keep:
            merged.append(Span(start=start, until=until))
    return tuple(merged)


def _distinct(lanes: Sequence[Lane]) -> Iterator[Lane]:
    """The lanes after the first that differ from it and from one another."""
    seen = {_shape(lanes[0])}
    for lane in lanes[1:]:
        if _shape(lane) not in seen:
            seen.add(_shape(lane))
            yield lane


def _shape(lane: Lane) -> tuple[tuple[datetime, Verdict], ...]:
    return tuple((each.start, each.verdict) for each in lane.stretches)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    auditor: Auditor
    scenario: Scenario
    case: Case
    proposal: Proposal
    readings: Readings

    def lanes(self, source: str) -> tuple[Lane, ...]:
        """The source's lane at the chosen readings, then under every other combination of those that matter."""
        clauses = [
            clause
            for clause in self.auditor.views.speakers(self.proposal.act)
            if clause.source == source and clause.effect is not None
        ]
        names = sorted({name for clause in clauses for name in self.auditor.views.asked(clause)})
        options = reading_options(self.auditor.rulebook)
        standard = dict(self.readings)
        drawn: dict[tuple[str, ...], Lane] = {}
        self._draw(clauses, {}, drawn, source)
        for count, chosen in enumerate(product(*(options[name] for name in names))):
            pairs = zip(names, chosen, strict=True)
            changed = {name: option for name, option in pairs if option != standard[name]}
            if changed and count < _COMBINATIONS:
                self._draw(clauses, changed, drawn, source)
        return tuple(drawn.values())

    def _draw(
        self,
        clauses: Sequence[Clause],
        changed: Mapping[str, str],
        drawn: dict[tuple[str, ...], Lane],
        source: str,
    ) -> None:
        """Add the lane of some readings, where they make other rules speak than those drawn before."""
        chosen = dict(self.readings) | dict(changed)
        found = [self.auditor.views.voice(clause, self.proposal.act, chosen) for clause in clauses]
        voices = [voice for voice in found if voice is not None]
        key = tuple(f"{voice.clause.key} {id(voice)}" for voice in voices)
        if key not in drawn:
            stretches = self._stretches(voices)
            drawn[key] = Lane(source=source, readings=dict(changed), stretches=stretches)

    def _stretches(self, voices: Sequence[Voice]) -> tuple[Stretch, ...]:
        diary = diary_of(self.case)
        start = self.proposal.at
        end = start + timedelta(days=self.scenario.days)
        conditions = [voice.condition for voice in voices]
        cuts = [start, *breakpoints(conditions, diary, self.proposal, start, end), end]
        situator = Situator(dict.fromkeys(literal.signal for each in conditions for literal in literals_of(each)))
        found: list[Stretch] = []
        for left, right in pairwise(cuts):
            stretch = self._stretch(voices, situator, diary, left, right)
            if found and (found[-1].verdict, found[-1].rules) == (stretch.verdict, stretch.rules):
                found[-1] = replace(found[-1], until=right)
            else:
                found.append(stretch)
        return tuple(found)

    def _stretch(
        self, voices: Sequence[Voice], situator: Situator, diary: Diary, left: datetime, right: datetime
    ) -> Stretch:
        situation = situator.situate(diary, replace(self.proposal, at=left), {})
        speaking = [voice.clause for voice in voices if holds(voice.condition, situation)]
        verdict = source_verdict(clause.effect for clause in speaking if clause.effect is not None)
        rules = {clause.rule for clause in speaking if clause.effect and VERDICT_OF_EFFECT[clause.effect] is verdict}
        return Stretch(start=left, until=right, verdict=verdict, rules=tuple(sorted(rules)))
