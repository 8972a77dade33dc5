"""Trying a rulebook on what its authors wrote: the examples of cards, and the tests of sources.

An outcome is a value; how it is printed is the reports' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from courtesy.authoring.examples import Staged, stage
from courtesy.condition import Branch, Clause
from courtesy.decision.engine import Engine, chosen_readings, match
from courtesy.diagnostic import Diagnostic, Location
from courtesy.rule import AnyCard, Example
from courtesy.verdict import Profile

SPEAKING = (Branch.MAIN, Branch.EARLY, Branch.LATE, Branch.COUNSEL)
"""The branches in which a card speaks: an effect, a broken demand, or counsel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One thing that was tried. `failures` says in words what was expected and what came; empty where all held.

    `fired` are the keys of all clauses that held, for coverage. `skipped` is the reason of a skipped test.
    """

    name: str
    location: Location
    failures: tuple[str, ...]
    problems: tuple[Diagnostic, ...] = ()
    fired: frozenset[str] = frozenset()
    skipped: str | None = None

    @property
    def passed(self) -> bool:
        """True where it was tried and everything held."""
        return not self.failures and not self.problems and self.skipped is None


def try_examples(engine: Engine, cards: Iterable[AnyCard]) -> Iterator[Outcome]:
    """Every example of the cards, each under the readings that its card counts under."""
    for card in cards:
        for number, example in enumerate(card.examples, 1):
            yield _try_example(engine, card, example, f"{card.id}, example {number}")


def _try_example(engine: Engine, card: AnyCard, example: Example, name: str) -> Outcome:
    staged, problems = stage(engine.rulebook, card, example)
    if staged is None:
        return Outcome(name=name, location=example.location, failures=(), problems=problems)
    holding = match(engine, staged.case, staged.proposal, _readings(engine, card)).clauses
    return Outcome(
        name=name,
        location=example.location,
        failures=tuple(_disappointments(card, example, holding, staged)),
        fired=frozenset(clause.key for clause in holding),
    )


def _readings(engine: Engine, card: AnyCard) -> dict[str, str]:
    chosen = chosen_readings(engine.rulebook, Profile(name="example"))
    own: Mapping[str, str | tuple[str, ...]] = card.reading
    return chosen | {
        f"{card.source}/{name}": option if isinstance(option, str) else option[0] for name, option in own.items()
    }


def _disappointments(card: AnyCard, example: Example, holding: Iterable[Clause], staged: Staged) -> Iterator[str]:
    own = [clause for clause in holding if clause.rule == card.id]
    speaking = [clause for clause in own if clause.branch in SPEAKING]
    moment = staged.proposal.at.strftime("%Y-%m-%d %H:%M")
    if bool(speaking) is not example.speaks:
        wanted, came = ("speak", "silent") if example.speaks else ("be silent", "speaking")
        yield f"the card should {wanted} on {moment}, it is {came}"
    if example.effect is None:
        return
    effects = {clause.effect.value for clause in speaking if clause.effect is not None}
    effects |= {"met" for clause in own if clause.branch is Branch.MET}
    if example.effect not in effects:
        yield f"the effect should be {example.effect}, it is {', '.join(sorted(effects)) or 'none'}"
