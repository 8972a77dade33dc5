"""The law of windows: at every instant a window says what `check` says.

Tried at every minute around each boundary and at random instants, on random rulebooks and on the shipped one, with
histories around days on which a clock does something odd (skipped and repeated hours, a day that does not exist, a leap
day, a month's end).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from courtesy.backends.compiled import CompiledBackend
from courtesy.case import Case, Proposal
from courtesy.condition import Clause
from courtesy.decision.combine import combine
from courtesy.decision.decide import decide
from courtesy.decision.engine import Engine, verdict_engine
from courtesy.situation.calendar import minute_of, moment_of
from courtesy.situation.diary import diary_of
from courtesy.situation.situation import Situator
from courtesy.verdict import VERDICT_OF_EFFECT, Combining, Profile, Verdict
from courtesy.windows.compute import Window, Windows, compute_windows
from courtesy.windows.robustness import robustness
from strategies import cases, clauses, proposals, readings
from windows.asking import shipped


@st.composite
def asked(draw: st.DrawFn) -> tuple[Case, Proposal, Profile]:
    case, when = draw(cases())
    options = tuple(draw(readings).items())
    profile = Profile(name="any", combining=draw(st.sampled_from(Combining)), readings=options)
    return case, draw(proposals(case, when)), profile


def lane_at(lane: tuple[Window, ...], minute: int) -> Window:
    """The window of a lane that holds a minute."""
    (found,) = [window for window in lane if minute_of(window.start) <= minute < minute_of(window.end)]
    return found


def tried(windows: Windows, chosen: st.DataObject) -> Iterator[datetime]:
    """The minutes around each boundary, and a few at random."""
    start, end = minute_of(windows.proposal.at), minute_of(windows.horizon)
    lanes = (windows.combined, *(source.windows for source in windows.sources))
    borders = {minute_of(window.start) for lane in lanes for window in lane} | {end}
    around = {border + offset for border in borders for offset in (-2, -1, 0, 1)}
    around |= set(chosen.draw(st.lists(st.integers(start, end - 1), min_size=5, max_size=5)))
    for minute in sorted(around):
        if start <= minute < end:
            yield moment_of(minute, windows.case.timezone)


@given(asked=asked(), days=st.integers(1, 30))
def test_an_engine_of_one_act_says_the_same(asked: tuple[Case, Proposal, Profile], days: int) -> None:
    case, proposal, profile = asked
    narrow = verdict_engine(shipped().rulebook, proposal.act)
    assert compute_windows(narrow, case, proposal, profile, days) == compute_windows(
        shipped(), case, proposal, profile, days
    )
    assert robustness(narrow, case, proposal, profile) == robustness(shipped(), case, proposal, profile)


@given(asked=asked(), days=st.integers(1, 30), chosen=st.data())
def test_shipped_rules(asked: tuple[Case, Proposal, Profile], days: int, chosen: st.DataObject) -> None:
    case, proposal, profile = asked
    windows = compute_windows(shipped(), case, proposal, profile, days)
    for moment in tried(windows, chosen):
        decision = decide(shipped(), case, replace(proposal, at=moment), profile)
        minute = minute_of(moment)
        for item, source in zip(decision.sources, windows.sources, strict=True):
            window = lane_at(source.windows, minute)
            assert (window.verdict, window.rules) == (item.verdict, item.rules)
        combined = lane_at(windows.combined, minute)
        assert (combined.verdict, combined.indeterminate) == (decision.verdict, decision.indeterminate)
        speaking = [item.verdict for item in decision.sources if item.verdict is not Verdict.SILENT]
        assert is_within(windows.agreed, minute) is (bool(speaking) and all(each.favours for each in speaking))
        assert is_within(windows.agreed_against, minute) is (bool(speaking) and all(each.opposes for each in speaking))


def is_within(intervals: tuple[object, ...], minute: int) -> bool:
    return any(minute_of(each.start) <= minute < minute_of(each.end) for each in intervals)  # type: ignore[attr-defined]


@given(asked=asked(), rules=clauses(), days=st.integers(1, 12), chosen=st.data())
def test_random_rules(
    asked: tuple[Case, Proposal, Profile], rules: tuple[Clause, ...], days: int, chosen: st.DataObject
) -> None:
    """Rules of one source, whose verdict is folded anew from what the backend matches at each instant."""
    case, proposal, profile = asked
    engine = engine_of(rules)
    profile = replace(profile, sources=("school",))
    windows = compute_windows(engine, case, proposal, profile, days)
    ((source, lane),) = [(each.source, each.windows) for each in windows.sources]
    assert source == "school"
    for moment in tried(windows, chosen):
        situation = engine.situator.situate(diary_of(case), replace(proposal, at=moment), dict(profile.readings))
        effects = [engine.clauses[key].effect for key in engine.backend.match(situation)]
        given_verdicts = {VERDICT_OF_EFFECT[effect] for effect in effects if effect is not None}
        window = lane_at(lane, minute_of(moment))
        assert window.verdict is strongest(given_verdicts)
        assert (
            lane_at(windows.combined, minute_of(moment)).verdict is combine(profile.combining, [window.verdict]).verdict
        )


def strongest(given_verdicts: set[Verdict]) -> Verdict:
    """The order of the kernel, written down again."""
    order = ("forbidden", "discouraged", "required", "recommended", "permitted")
    return next((Verdict(name) for name in order if Verdict(name) in given_verdicts), Verdict.SILENT)


def engine_of(rules: tuple[Clause, ...]) -> Engine:
    """An engine over bare clauses, without readings."""
    backend = CompiledBackend(rules)
    return Engine(
        rulebook=replace(shipped().rulebook, sources=()),
        backend=backend,
        situator=Situator(backend.signals),
        clauses=MappingProxyType({clause.key: clause for clause in rules}),
    )
