"""Every pair of a favouring and an opposing rule that can speak on one proposal, each with its least witness.

A pair of different sources conflicts where a sound situation exists in which the favouring rule speaks, its whole source
favours (none of its own rules opposes), and the opposing rule speaks. A pair of one source conflicts where both speak and
count from the same anchor; elsewhere one rule of a source just narrows the other. Where a heading says something else than
its text they are options of one reading: asked is whether one option favours what another opposes.
Two demands on a text conflict where both can apply and no text meets both.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from courtesy.audit.draft import Draft
from courtesy.audit.event_fields import added_words
from courtesy.audit.formula import Catalogue, Every, Formula
from courtesy.audit.grading import stricter_by
from courtesy.audit.implication import INTERVIEW
from courtesy.audit.integrity import ASSUMPTIONS
from courtesy.audit.pool import Pool
from courtesy.audit.prover import Prover, Refuted, Shown, Undecided
from courtesy.audit.questions import Between, Pair, demand_pairs, pairs, turns_on_wording
from courtesy.audit.reading_pairs import reading_pairs
from courtesy.audit.recording import Recorder, not_analysed, wordings
from courtesy.audit.replay import Replayer
from courtesy.audit.search import first_draft
from courtesy.audit.survival import Survivors
from courtesy.audit.values import Conflict, Conflicts, NotAnalysed, Wording
from courtesy.audit.view import FAVOURING, OPPOSING, Readings, View, Views, default_readings
from courtesy.condition import All, AtLeast, HasAnchor, Is, Latest, MetCount
from courtesy.rule import Rulebook

_MANY = 6000
"""With fewer pairs one process is done before others have begun."""

_VALUES = 100_000
"""After so many new values the collector of cycles looks at them."""

_INTERVIEWED = All(
    parts=(Is(signal=HasAnchor(anchor=Latest(pattern=INTERVIEW))), AtLeast(signal=MetCount(), value=1)),
)
"""What audits assume of every history that they look at (`courtesy.audit.integrity`): an interview, with somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which pairs to ask about: both of `sources`, one of `involving`. None: all. `wording`: list what minds only the text.

    With `shared` a situation found for one pair serves for every other pair that it shows: much quicker for a rulebook of
    thousands of rules. It keeps the events and people that all these pairs need together, at the times as found.
    """

    sources: frozenset[str] | None = None
    involving: frozenset[str] | None = None
    acts: frozenset[str] | None = None
    readings: tuple[tuple[str, str], ...] = ()
    shared: bool = False
    wording: bool = False


class Auditor:
    """Asks the questions of one rulebook. It keeps what it has learnt, so a second question is cheaper."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.catalogue = Catalogue(added_words(rulebook.vocabulary))
        self.views = Views(rulebook, self.catalogue)
        self.prover = Prover(self.catalogue, rulebook.vocabulary)
        self.replayer = Replayer(rulebook)
        self.interviewed = self.catalogue.formula(_INTERVIEWED)

    def view(self, act: str, readings: Readings) -> View:
        """What the rulebook says on an act."""
        return self.views.view(act, readings)


def find_conflicts(
    auditor: Auditor, scope: Scope, progress: Callable[[str], None] | None = None, jobs: int = 1
) -> Conflicts:
    """All conflicts of a rulebook under the scope's readings (each source's defaults where it chooses none).

    `progress` is told each act as it is done; with several `jobs` the acts are divided among so many processes.
    """
    book = auditor.rulebook
    acts = [act for act in book.vocabulary.acts if scope.acts is None or act in scope.acts]
    tallies = []
    for act, tally in zip(acts, _tallies(auditor, scope, acts, jobs), strict=True):
        tallies.append(tally)
        if progress is not None:
            progress(act)
    found = [conflict for tally in tallies for conflict in tally.found]
    return Conflicts(
        rulebook=book.digest,
        readings=dict(default_readings(book, scope.readings)),
        conflicts=tuple(conflict for conflict in found if not conflict.within_source),
        within=tuple(conflict for conflict in found if conflict.within_source),
        not_analysed=tuple(item for tally in tallies for item in tally.not_analysed),
        asked=sum(tally.asked for tally in tallies),
        refuted=sum(tally.refuted for tally in tallies),
        wording=sum(tally.wording for tally in tallies),
        assumptions=ASSUMPTIONS,
        wordings=tuple(item for tally in tallies for item in tally.wordings),
    )


def _tallies(auditor: Auditor, scope: Scope, acts: Sequence[str], jobs: int) -> Iterator[Tally]:
    if jobs <= 1 or len(acts) <= 1 or sum(_size(auditor, act) for act in acts) < _MANY:
        for act in acts:
            with _seldom_collected():
                tally = _asking(auditor, scope, act)
            yield tally
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  only for a large rulebook

    processes = min(jobs, len(acts))
    with ProcessPoolExecutor(max_workers=processes, initializer=_begin, initargs=(auditor.rulebook,)) as pool:
        # The longest first, so that no process is left with it at the end.
        longest = sorted(acts, key=lambda act: -_size(auditor, act))
        waiting = {act: pool.submit(_alone, scope, act) for act in longest}
        yield from (waiting[act].result() for act in acts)


def _size(auditor: Auditor, act: str) -> int:
    """How many pairs there may be on an act."""
    effects = [clause.effect for clause in auditor.views.speakers(act)]
    return sum(effect in FAVOURING for effect in effects) * sum(effect in OPPOSING for effect in effects)


_own: list[Auditor] = []
"""The auditor of a process that answers for single acts: what it learns on one act serves for the next."""


def _begin(rulebook: Rulebook) -> None:
    _own[:] = [Auditor(rulebook)]


def _alone(scope: Scope, act: str) -> Tally:
    """One act in a process of its own."""
    with _seldom_collected():
        return _asking(_own[0], scope, act)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """An audit makes many values that stay and few cycles: looking for those every 700 values is a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(_VALUES, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _asking(auditor: Auditor, scope: Scope, act: str) -> Tally:
    readings = default_readings(auditor.rulebook, scope.readings)
    asking = _Asking(auditor=auditor, readings=readings, shared=scope.shared)
    asking.ask_all(auditor.view(act, readings), scope)
    return asking.tally


def only(found: Conflicts, *, sources: Sequence[str] = (), grades: Sequence[str] = ()) -> Conflicts:
    """The conflicts of these grades in which the source takes part, or that lie between the sources."""
    wanted = set(sources)

    def here(both: set[str]) -> bool:
        return not wanted or (both <= wanted if len(wanted) > 1 else bool(both & wanted))

    def kept(conflict: Conflict) -> bool:
        graded = not grades or conflict.grade.value in grades
        return graded and here({conflict.favours.source, conflict.opposes.source})

    return replace(
        found,
        conflicts=tuple(conflict for conflict in found.conflicts if kept(conflict)),
        within=tuple(conflict for conflict in found.within if kept(conflict)),
        wordings=tuple(item for item in found.wordings if here({item.favours, item.demand.source})),
    )


@dataclass(slots=True)
class Tally:
    """The answers to the questions on one act."""

    found: list[Conflict] = field(default_factory=list)
    not_analysed: list[NotAnalysed] = field(default_factory=list)
    asked: int = 0
    refuted: int = 0
    wording: int = 0
    wordings: tuple[Wording, ...] = ()


class _Asking:
    """Asks, and keeps the answers."""

    def __init__(self, auditor: Auditor, readings: Readings, *, shared: bool) -> None:
        self.auditor = auditor
        self.readings = readings
        self.shared = shared
        self.tally = Tally()
        self._shown: list[tuple[Pair, Draft]] = []
        survivors = Survivors(auditor.views, auditor.prover)
        self._recorder = Recorder(auditor.replayer, auditor.views, survivors, readings)

    def ask_all(self, view: View, scope: Scope) -> None:
        """Ask every question on one act."""
        assumed, prover = self.auditor.interviewed, self.auditor.prover
        between = Between(sources=scope.sources, involving=scope.involving)
        pool = Pool(prover, view)
        worded: list[Pair] = []
        for pair in pairs(view, assumed, between):
            if turns_on_wording(pair):
                worded.append(pair)
                continue
            if pair.within and stricter_by(pair.favours.condition, pair.opposes.condition) is None:
                continue
            self.tally.asked += 1
            self._ask(pair, pool)
        self.tally.wording = len(worded)
        if scope.wording:
            self.tally.wordings = tuple(wordings(self.auditor.rulebook, worded))
        for pair in demand_pairs(view, assumed, between, prover.refuter):
            self.tally.asked += 1
            self._ask_best(pair, pool)
        self._ask_of_readings(view, between, pool)
        least = self._without_needless() if self.shared else {}
        for pair, draft in self._shown:
            self._record(pair, least.get(draft, draft))

    def _ask_of_readings(self, view: View, between: Between, pool: Pool) -> None:
        """Two voices are asked about once for each reading: with the first two of its options that turn the verdict."""
        assumed = self.auditor.interviewed
        turned: set[tuple[str, str, str]] = set()
        for pair in reading_pairs(self.auditor.views, view.act, self.readings, assumed, between):
            assert pair.turn is not None, "each of these pairs has the reading that it turns on"
            key = pair.turn.reading, pair.favours.key, pair.opposes.key
            if key in turned or turns_on_wording(pair):
                continue
            self.tally.asked += 1
            before = len(self._shown)
            self._ask(pair, pool)
            if len(self._shown) > before:
                turned.add(key)

    def _ask_best(self, pair: Pair, pool: Pool) -> None:
        """Ask for the best moment that there is."""
        for formula in pair.better:
            wished = replace(pair, formula=formula, content=True, better=())
            answer = self._answer(wished, pool)
            if not isinstance(answer, Refuted):
                self._take(wished, answer, pool)
                return
        self._ask(pair, pool)

    def _ask(self, pair: Pair, pool: Pool) -> None:
        known = pool.known(pair)
        if known is not None and self.shared:
            self._shown.append((pair, known))
            return
        answer = self._answer(pair, pool) if known is None else Shown(draft=known)
        self._take(pair, answer, pool)

    def _take(self, pair: Pair, answer: Shown | Refuted | Undecided, pool: Pool) -> None:
        match answer:
            case Refuted():
                self.tally.refuted += 1
            case Undecided(reason=reason):
                self.tally.not_analysed.append(not_analysed(pair, reason))
            case Shown(draft=draft):
                chosen = draft if self.shared else self.auditor.prover.least(pair.formula, draft)
                pool.add(chosen)
                self._shown.append((pair, chosen))

    def _without_needless(self) -> dict[Draft, Draft]:
        """For each situation that pairs share what is left of it without what none of them needs."""
        shared: dict[Draft, list[Formula]] = defaultdict(list)
        for pair, draft in self._shown:
            shared[draft].append(pair.formula)
        return {draft: self.auditor.prover.needed(Every(tuple(all_)), draft) for draft, all_ in shared.items()}

    def _answer(self, pair: Pair, pool: Pool) -> Shown | Refuted | Undecided:
        # Most pairs of a large rulebook never meet, whatever the rest of the favouring source says.
        refuter = self.auditor.prover.refuter
        both = pair.favours.formula, pair.opposes.formula
        if refuter.clash(pair.favours.conjuncts, pair.opposes.conjuncts) or refuter.refutes(Every(both)):
            return Refuted()
        starts = [first_draft(pair.act, self.readings), *pool.near(pair)]
        return self.auditor.prover.decide(pair.formula, starts, lambda: pool.far(pair))

    def _record(self, pair: Pair, draft: Draft) -> None:
        conflict = self._recorder.conflict(pair, draft)
        if conflict.replayed:
            self.tally.found.append(conflict)
        else:
            self.tally.not_analysed.append(not_analysed(pair, "the witness did not reproduce in the engines"))
