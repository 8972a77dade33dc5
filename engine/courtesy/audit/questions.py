"""The questions of the audit of conflicts: pairs of voices on one act, each with the formula of their clash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from courtesy.audit.formula import Every, Formula, Some
from courtesy.audit.refutation import Refuter
from courtesy.audit.values import Turn
from courtesy.audit.view import View, Voice
from courtesy.condition import Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Which pairs to ask about: both of `sources`, one of `involving`. None: all."""

    sources: frozenset[str] | None = None
    involving: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question: whether two voices on one act can speak on one proposal, in the sense of the formula.

    With a `turn` they speak under two options of a reading. `content`: the favouring source has nothing else against the
    act; `better` are the same question about moments that show it more plainly, to be asked before it, the best first.
    """

    act: str
    favours: Voice
    opposes: Voice
    formula: Formula
    turn: Turn | None = None
    content: bool = True
    better: tuple[Formula, ...] = ()

    @property
    def within(self) -> bool:
        """Both are of one source."""
        return self.favours.clause.source == self.opposes.clause.source


def pairs(view: View, assumed: Formula, between: Between) -> Iterator[Pair]:
    """Every favouring and opposing voice on an act, of two sources and of one; `assumed` holds in every history."""
    chosen = [voice for voice in view.voices if between.sources is None or voice.clause.source in between.sources]
    silent: dict[str, list[Formula]] = defaultdict(list)
    for voice in view.opposing():
        silent[voice.clause.source].append(voice.silent)
    # One value a source: what a world knows of it serves all its pairs.
    quiet = {source: Every((assumed, *parts)) for source, parts in silent.items()}
    for favours in (voice for voice in chosen if voice.favours):
        for opposes in (voice for voice in chosen if voice.opposes):
            both = (favours.clause.source, opposes.clause.source)
            if between.involving is not None and between.involving.isdisjoint(both):
                continue
            within = both[0] == both[1]
            own = assumed if within else quiet.get(favours.clause.source, assumed)
            formula = Every((favours.formula, opposes.formula, own))
            yield Pair(act=view.act, favours=favours, opposes=opposes, formula=formula)


def demand_pairs(view: View, assumed: Formula, between: Between, refuter: Refuter) -> Iterator[Pair]:
    """Demands of two sources on one text that no text meets together: the one met, the other broken.

    First asked for is a moment at which both sources are for the act but for that text, then one at which the source of
    the demand that is met is.
    """
    met = {voice.clause.rule: voice for voice in view.voices if voice.clause.branch is Branch.MET}
    broken = [voice for voice in view.opposing() if voice.clause.rule in met]
    for favours in met.values():
        for opposes in broken:
            other = met[opposes.clause.rule]
            if _is_asked(favours, opposes, between) and refuter.refutes(Every((favours.formula, other.formula))):
                formula = Every((favours.formula, opposes.formula, assumed))
                pleased = Every((formula, *_pleased(view, favours.clause.source)))
                both = Every((pleased, *_pleased(view, opposes.clause.source, whatever_the_text=True)))
                better = (both, pleased)
                yield Pair(
                    act=view.act, favours=favours, opposes=opposes, formula=formula, content=False, better=better
                )


def _pleased(view: View, source: str, *, whatever_the_text: bool = False) -> Iterator[Formula]:
    """A rule of the source is for the act, and none against it, or none but those that mind the text."""
    own = [voice for voice in view.voices if voice.clause.source == source]
    yield Some(tuple(voice.formula for voice in own if voice.favours))
    yield from (voice.silent for voice in own if voice.opposes and not (whatever_the_text and voice.asks_text))


def _is_asked(favours: Voice, opposes: Voice, between: Between) -> bool:
    both = {favours.clause.source, opposes.clause.source}
    return (
        len(both) > 1
        and (between.sources is None or both <= between.sources)
        and (between.involving is None or bool(both & between.involving))
    )


def turns_on_wording(pair: Pair) -> bool:
    """True where only the text is minded: who favours the act says nothing of its text, so other words serve both."""
    return pair.opposes.asks_text and not pair.favours.asks_text
