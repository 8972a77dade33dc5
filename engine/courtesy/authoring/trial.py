"""Trying a rulebook on what its authors wrote: the examples of cards, and the tests of sources.

An outcome is a value; how it is printed is the reports' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from courtesy.authoring.examples import Staged, stage
from courtesy.case import Case, Proposal
from courtesy.condition import Branch, Clause
from courtesy.decision.engine import Engine, chosen_readings, match
from courtesy.decision.whynot import explain_rule
from courtesy.diagnostic import Diagnostic, Location
from courtesy.frozen import dataclass
from courtesy.rule import AnyCard, Example
from courtesy.verdict import Profile

SPEAKING = (Branch.MAIN, Branch.EARLY, Branch.LATE, Branch.COUNSEL)
"""The branches in which a card speaks: an effect, a broken demand, or counsel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disappointment:
    """What was expected and what came, each a sentence without a full stop. `about` are the rules that explain it."""

    expected: str
    came: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A disappointment with its reasons: for each rule it is about, why it speaks or why it does not."""

    expected: str
    came: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One thing that was tried: an example of a card, or a row of a test.

    `group` is the source that it belongs to (`tests` for those beside the sources). `failures` is empty where all held.
    `fired` are the keys of all clauses that held, for coverage. `skipped` is the reason of a skipped test.
    """

    name: str
    group: str
    location: Location
    failures: tuple[Failure, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    fired: frozenset[str] = frozenset()
    skipped: str | None = None
    case: Case | None = None
    proposal: Proposal | None = None

    @property
    def passed(self) -> bool:
        """True where it was tried and everything held."""
        return not self.failures and not self.problems and self.skipped is None

    @property
    def word(self) -> str:
        """`passed`, `failed`, `unusable` or `skipped`."""
        if self.problems:
            return "unusable"
        if self.failures:
            return "failed"
        return "skipped" if self.skipped is not None else "passed"


def named_examples(card: AnyCard) -> Iterator[tuple[str, Example]]:
    """The examples of a card with their names: they count from 1 as they are written, and name each listed channel."""
    written = list(dict.fromkeys(example.location for example in card.examples))
    for example in card.examples:
        number = written.index(example.location) + 1
        several = sum(other.location == example.location for other in card.examples) > 1
        by = f" ({example.propose['channel']})" if several else ""
        yield f"{card.id}, example {number}{by}", example


def try_example(engine: Engine, card: AnyCard, example: Example, name: str) -> Outcome:
    """One example of a card, staged and tried."""
    staged, problems = stage(engine.rulebook, card, example)
    if staged is None:
        return Outcome(name=name, group=card.source, location=example.location, problems=problems)
    readings = example_readings(engine, card)
    holding = match(engine, staged.case, staged.proposal, readings).clauses
    found = example_disappointments(card.id, example, holding, staged)
    return Outcome(
        name=name,
        group=card.source,
        location=example.location,
        failures=tuple(explained(engine, staged, readings, item) for item in found),
        fired=frozenset(clause.key for clause in holding),
        case=staged.case,
        proposal=staged.proposal,
    )


def example_readings(engine: Engine, card: AnyCard) -> dict[str, str]:
    """Every reading at its default, those that the card asks for at the first option that it asks for."""
    chosen = chosen_readings(engine.rulebook, Profile(name="example"))
    return chosen | {f"{card.source}/{name}": options[0] for name, options in card.reading.items()}


def example_disappointments(
    rule: str, example: Example, holding: Iterable[Clause], staged: Staged
) -> Iterator[Disappointment]:
    """What an example of this rule expects and the clauses that hold do not give."""
    own = [clause for clause in holding if clause.rule == rule]
    speaking = [clause for clause in own if clause.branch in SPEAKING]
    moment = staged.proposal.at.strftime("%Y-%m-%d %H:%M")
    if bool(speaking) is not example.speaks:
        wanted, came = ("speaks", "is silent") if example.speaks else ("is silent", "speaks")
        yield Disappointment(
            expected=f"the card {wanted} on {moment}", came=f"it {came}{_spoken(speaking)}", about=(rule,)
        )
    if example.effect is None:
        return
    effects = {clause.effect.value for clause in speaking if clause.effect is not None}
    effects |= {"met" for clause in own if clause.branch is Branch.MET}
    if example.effect not in effects:
        given = ", ".join(sorted(effects)) or "none"
        yield Disappointment(expected=f"the effect is {example.effect}", came=f"it is {given}", about=(rule,))


def _spoken(speaking: Iterable[Clause]) -> str:
    effects = sorted({clause.effect.value for clause in speaking if clause.effect is not None})
    return f" ({', '.join(effects)})" if effects else ""


def explained(engine: Engine, staged: Staged, readings: Mapping[str, str], found: Disappointment) -> Failure:
    """The disappointment with the decisive conditions of the rules that it is about."""
    profile = Profile(name="trial", readings=tuple(readings.items()))
    why = [sentence for rule in found.about for sentence in _why(engine, staged, profile, rule)]
    return Failure(expected=found.expected, came=found.came, why=tuple(dict.fromkeys(why)))


_STATES = {Branch.MET: "is met", Branch.COUNSEL: "counsels"}


def _why(engine: Engine, staged: Staged, profile: Profile, rule: str) -> Iterator[str]:
    answer = explain_rule(engine, staged.case, staged.proposal, profile, rule)
    branch = answer.nearest
    state = _STATES.get(branch.branch, "speaks") if branch.speaks else "is silent"
    for told in branch.decisive:
        yield f"{rule} {state} because {told.sentence}"
    if answer.unknown:
        yield f"{rule} asks for the text ({', '.join(answer.unknown)}), and it is not known"
