"""The situations found so far on one act: what they show already, and where to look from."""

from __future__ import annotations

from collections import defaultdict

from courtesy.audit.draft import Draft
from courtesy.audit.prover import Prover
from courtesy.audit.questions import Pair
from courtesy.audit.search import stories
from courtesy.audit.view import View

_STARTS = 4
"""How many of the earliest and of the latest known situations a search starts from."""


class Pool:
    """The witnesses found so far on one act, by the pairs that they show."""

    def __init__(self, prover: Prover, view: View) -> None:
        self._prover = prover
        self._view = view
        self._shown: dict[tuple[str, str], Draft] = {}
        self._favoured: dict[str, list[Draft]] = defaultdict(list)
        self._opposed: dict[str, list[Draft]] = defaultdict(list)
        self._drafts: dict[Draft, None] = {}

    def known(self, pair: Pair) -> Draft | None:
        """A situation found before that shows the pair."""
        if pair.turn is not None:
            return next((draft for draft in self._drafts if self._prover.holds(pair.formula, draft)), None)
        draft = self._shown.get((pair.favours.key, pair.opposes.key))
        return draft if draft is not None and self._prover.holds(pair.formula, draft) else None

    def add(self, draft: Draft) -> None:
        """Remember the pairs that a situation shows, beside the one that it was made for."""
        self._drafts[draft] = None
        world = self._prover.catalogue.world(draft)
        speaking = [voice for voice in self._view.voices if world.holds(voice.formula)]
        opposing = [voice for voice in speaking if voice.opposes]
        against = {voice.clause.source for voice in opposing}
        for voice in opposing:
            self._opposed[voice.key].append(draft)
        for voice in speaking:
            if voice.favours:
                if voice.clause.source not in against:
                    self._favoured[voice.key].append(draft)
                for other in opposing:
                    # A source that opposes itself favours nothing: it shows only what stands inside it.
                    if voice.clause.source not in against or voice.clause.source == other.clause.source:
                        self._shown.setdefault((voice.key, other.key), draft)

    def near(self, pair: Pair) -> list[Draft]:
        """Situations in which the favouring rule speaks and its source favours: good places to start a search."""
        found = self._favoured[pair.favours.key]
        return [*found[:_STARTS], *found[-_STARTS:]]

    def far(self, pair: Pair) -> list[Draft]:
        """Other places to start from: situations in which the opposing rule speaks, and longer stories."""
        found = self._opposed[pair.opposes.key]
        return [*found[:_STARTS], *found[-_STARTS:], *stories(pair.act, self._view.readings)]
