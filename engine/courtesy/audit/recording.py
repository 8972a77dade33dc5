"""From a question and the situation that answers it to a conflict in words, run through the engines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from courtesy.audit.draft import Draft
from courtesy.audit.grading import grade_of, stricter_by, topic_of
from courtesy.audit.questions import Pair
from courtesy.audit.replay import Replayer
from courtesy.audit.survival import Survivors
from courtesy.audit.values import Conflict, NotAnalysed, Side, Wording
from courtesy.audit.view import OPPOSING, Readings, Views, Voice
from courtesy.condition import Clause
from courtesy.rule import Rulebook


class Recorder:
    """Puts conflicts into words; a card is described once."""

    def __init__(self, replayer: Replayer, views: Views, survivors: Survivors, readings: Readings) -> None:
        self._replayer = replayer
        self._views = views
        self._survivors = survivors
        self._readings = readings
        self._sides: dict[str, Side] = {}
        self._opposing: dict[tuple[str, str], frozenset[str]] = {}

    def conflict(self, pair: Pair, draft: Draft) -> Conflict:
        """The conflict that a situation shows; `replayed` tells whether it did in the engines."""
        draft = self._read(draft, pair)
        favours, opposes = pair.favours, pair.opposes
        stricter = stricter_by(favours.condition, opposes.condition)
        survival, depends = self._survivors.of(favours.clause, opposes.clause, draft, self._readings, pair.turn)
        return Conflict(
            favours=self._side(favours),
            opposes=self._side(opposes),
            act=pair.act,
            grade=grade_of(favours.clause.effect, opposes.clause.effect),
            witness=self._replayer.witness(draft),
            replayed=self._replays(pair, draft),
            readings=survival,
            depends_on=depends,
            topic=topic_of(favours.condition, opposes.condition, opposes.clause.branch),
            stricter_by=None if stricter is None else stricter.days,
            anchor=None if stricter is None else stricter.anchor,
            turn=pair.turn,
            content=pair.content,
        )

    def _read(self, draft: Draft, pair: Pair) -> Draft:
        """The draft under the readings of its question: as chosen, or with the option that favours."""
        turn = pair.turn
        readings = self._readings if turn is None else _with(self._readings, turn.reading, turn.favours)
        return draft._replace(readings=readings)

    def _side(self, voice: Voice) -> Side:
        """The voice's card in words, one value for all its conflicts."""
        if voice.key not in self._sides:
            self._sides[voice.key] = side_of(self._replayer.rulebook, voice.clause)
        return self._sides[voice.key]

    def _replays(self, pair: Pair, draft: Draft) -> bool:
        """Both rules speak in every engine, and the source of the one favours: of one source, under its own option."""
        turn = pair.turn
        other = draft if turn is None else draft._replace(readings=_with(draft.readings, turn.reading, turn.opposes))
        under, against = self._replayer.answer(draft), self._replayer.answer(other)
        if under is None or against is None or pair.favours.key not in under or pair.opposes.key not in against:
            return False
        meeting = pair.within and turn is None
        return meeting or not pair.content or under.isdisjoint(self._own(pair))

    def _own(self, pair: Pair) -> frozenset[str]:
        """The keys by which the favouring source opposes the act, under any reading."""
        key = pair.favours.clause.source, pair.act
        if key not in self._opposing:
            self._opposing[key] = frozenset(
                clause.key
                for clause in self._views.speakers(pair.act)
                if clause.source == key[0] and clause.effect in OPPOSING
            )
        return self._opposing[key]


def _with(readings: Readings, name: str, option: str) -> Readings:
    """The readings, one of them read so."""
    return tuple(sorted({**dict(readings), name: option}.items()))


def side_of(book: Rulebook, clause: Clause) -> Side:
    """The clause's card in words."""
    card = book.cards[clause.rule]
    return Side(
        rule=clause.rule,
        source=clause.source,
        key=clause.key,
        branch=clause.branch,
        exception=clause.exception,
        effect=clause.effect,
        says=card.says,
        cite=card.cite,
        implied=card.implied,
    )


def wordings(book: Rulebook, pairs: Iterable[Pair]) -> Iterator[Wording]:
    """Pairs that differ in nothing but the text, by act, favouring source and demand."""
    groups: dict[tuple[str, str, str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.act, pair.favours.clause.source, pair.opposes.clause.source, pair.opposes.key].append(pair)
    for (act, favours, _, _), those in sorted(groups.items()):
        rules = tuple(sorted({pair.favours.clause.rule for pair in those}))
        demand = side_of(book, those[0].opposes.clause)
        yield Wording(act=act, favours=favours, demand=demand, rules=rules, pairs=len(those))


def not_analysed(pair: Pair, reason: str) -> NotAnalysed:
    """The question, left open for this reason."""
    return NotAnalysed(
        question="conflict",
        rules=(pair.favours.clause.rule, pair.opposes.clause.rule),
        act=pair.act,
        reason=reason,
    )
