"""How long the audits take: the shipped rules with witnesses, and rulebooks of generated rules.

    python benchmarks/audit.py [--rules 200 600 2000]

Marks: the five sources with witnesses in at most 3 s, 2,000 generated rules in at most 60 s.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.groups import source_groups
from courtesy.audit.lanes import timelines
from courtesy.audit.rules_audit import dead_rules, gaps, redundant_rules, shadowed_rules
from courtesy.audit.scenarios import SCENARIOS
from courtesy.audit.view import default_readings
from courtesy.condition import (
    All,
    AtLeast,
    AtMost,
    Branch,
    Clause,
    Condition,
    CountOf,
    DaysSince,
    HasAnchor,
    Is,
    Latest,
    OneOf,
    Pattern,
    People,
    ProposalAct,
    ProposalChannel,
    RecipientsAre,
)
from courtesy.diagnostic import Location
from courtesy.loading.rulebook import find_rule_directories, load_rulebook
from courtesy.rule import ActCard, Cite, Rulebook, Source
from courtesy.verdict import Effect

_PLACE = Location(file="generated.yaml")
_CITE = Cite(section=None, paragraph=1, sentence=1, digest="0" * 12)
_SOURCES = 20
_ANCHORS = ("interview", "thank_you", "follow_up", "reply")
_EFFECTS = (Effect.RECOMMEND, Effect.PERMIT, Effect.DISCOURAGE, Effect.DISCOURAGE, Effect.FORBID)

Result = TypeVar("Result")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, nargs="*", default=[200, 600, 2000])
    sizes = parser.parse_args().rules
    book, diagnostics = load_rulebook(find_rule_directories(())[0])
    assert book is not None, diagnostics
    measure_shipped(book)
    for size in sizes:
        measure_generated(generated(book, size), size)


def measure_shipped(book: Rulebook) -> None:
    """Every audit of the shipped rules."""
    auditor = Auditor(book)
    readings = default_readings(book)
    found = timed("five sources, conflicts with witnesses (mark 3 s)", lambda: find_conflicts(auditor, Scope()))
    print(f"    {found.asked} pairs, {len(found.conflicts)} conflicts, {len(found.not_analysed)} not analysed")
    timed("  dead rules", lambda: dead_rules(auditor))
    timed("  shadowed rules", lambda: shadowed_rules(auditor, readings))
    timed("  redundant rules", lambda: redundant_rules(auditor, readings))
    timed("  gaps", lambda: gaps(auditor, readings))
    timed("  groups of sources", lambda: source_groups(auditor, readings))
    timed("  main situations", lambda: timelines(auditor, SCENARIOS, readings))


def measure_generated(book: Rulebook, size: int) -> None:
    """Conflicts of a generated rulebook."""
    jobs = os.cpu_count() or 1
    found = timed(
        f"{size} generated rules of {_SOURCES} sources, {jobs} processes, witnesses shared (mark for 2000: 60 s)",
        lambda: find_conflicts(Auditor(book), Scope(shared=True), jobs=jobs),
    )
    print(
        f"    {found.asked} pairs, {found.refuted} refuted, {len(found.conflicts)} conflicts, "
        f"{len(found.not_analysed)} not analysed"
    )


def timed(name: str, work: Callable[[], Result]) -> Result:
    """Do the work and print how long it took."""
    start = time.perf_counter()
    result = work()
    print(f"{time.perf_counter() - start:8.2f} s  {name}", flush=True)
    return result


def generated(book: Rulebook, size: int) -> Rulebook:
    """A rulebook of so many random rules like those of the articles: windows, counts, channels, people."""
    dice = random.Random(size)
    acts = list(book.vocabulary.acts)
    cards = [_card(dice, number, acts, list(book.vocabulary.channels)) for number in range(size)]
    sources = dict.fromkeys(card.source for card in cards)
    return Rulebook(
        sources=tuple(_source(name) for name in sources),
        cards={card.id: card for card in cards},
        digest="sha256:" + "0" * 64,
        vocabulary=book.vocabulary,
    )


def _source(name: str) -> Source:
    return Source(
        id=name, title=name, author=None, publisher=None, date=None, document=name, digest="0" * 64, location=_PLACE
    )


def _card(dice: random.Random, number: int, acts: Sequence[str], channels: Sequence[str]) -> ActCard:
    source, act, effect = f"s{number % _SOURCES}", dice.choice(acts), dice.choice(_EFFECTS)
    rule = f"{source}/r{number}"
    condition = All(
        parts=(OneOf(signal=ProposalAct(), values=frozenset((act,))), *_window(dice), *_narrowed(dice, channels))
    )
    clause = Clause(rule=rule, source=source, branch=Branch.MAIN, condition=condition, effect=effect)
    return ActCard(
        id=rule,
        source=source,
        says="A generated rule.",
        cite=_CITE,
        surface={},
        location=_PLACE,
        clauses=(clause,),
        acts=(act,),
        effect=effect,
    )


def _window(dice: random.Random) -> list[Condition]:
    anchor = Latest(pattern=Pattern(events=(dice.choice(_ANCHORS),)))
    first = dice.randrange(0, 40)
    return [
        Is(signal=HasAnchor(anchor=anchor)),
        AtLeast(signal=DaysSince(anchor=anchor), value=first),
        AtMost(signal=DaysSince(anchor=anchor), value=first + dice.randrange(1, 8)),
    ]


def _narrowed(dice: random.Random, channels: Sequence[str]) -> list[Condition]:
    interview = Latest(pattern=Pattern(events=("interview",)))
    sent = CountOf(pattern=Pattern(events=("follow_up",), since=interview))
    chosen: list[Condition] = [
        OneOf(signal=ProposalChannel(), values=frozenset(dice.sample(list(channels), 2))),
        AtMost(signal=sent, value=dice.randrange(0, 2)),
        AtLeast(signal=sent, value=dice.randrange(1, 3)),
        Is(signal=RecipientsAre(people=People(roles=frozenset((dice.choice(("hr", "hiring_manager")),))))),
    ]
    return dice.sample(chosen, 2)


if __name__ == "__main__":
    main()
