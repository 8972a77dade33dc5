"""The suite of some sources: the examples of their cards and the rows of their tests, gathered and tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from courtesy.authoring.situations import Expectation, read_expectations, test_files, try_expectations
from courtesy.authoring.trial import Outcome, named_examples, try_example
from courtesy.decision.engine import Engine
from courtesy.diagnostic import Diagnostic, in_order
from courtesy.frozen import dataclass
from courtesy.rule import AnyCard, Rulebook, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """What there is to be tried: cards with their examples, and rows of tests, source by source."""

    cards: tuple[AnyCard, ...]
    expectations: tuple[Expectation, ...]

    def matching(self, words: str) -> Suite:
        """Only what has these words in its name, its source or its file; case does not matter."""
        wanted = words.casefold()
        cards = tuple(card for card in self.cards if any(wanted in name for name in _names(card)))
        rows = tuple(
            row for row in self.expectations if wanted in f"{row.group} {row.name} {row.location.file}".casefold()
        )
        return Suite(cards=cards, expectations=rows)


def _names(card: AnyCard) -> Iterator[str]:
    for name, _ in named_examples(card):
        yield f"{name} {card.location.file}".casefold()


def folder_of(source: Source) -> Path:
    """The folder of a source."""
    return Path(source.location.file).parent


def gather(
    rulebook: Rulebook, sources: Sequence[Source], directories: Iterable[Path] = ()
) -> tuple[Suite, tuple[Diagnostic, ...]]:
    """The suite of these sources, with the tests beside the sources of these rules directories.

    The problems are those of the test files; the suite holds what stands in the others.
    """
    rows: list[Expectation] = []
    problems: list[Diagnostic] = []
    for folder in [*(folder_of(source) for source in sources), *directories]:
        for path in test_files(folder):
            found, told = read_expectations(path, rulebook)
            rows += found
            problems += told
    chosen = {source.id for source in sources}
    cards = tuple(card for card in rulebook.cards.values() if card.source in chosen)
    return Suite(cards=cards, expectations=tuple(rows)), in_order(problems)


def try_suite(engine: Engine, suite: Suite, words: str | None = None) -> Iterator[Outcome]:
    """Every outcome, source by source: first the examples, then the rows. `words` filters the examples by name."""
    wanted = (words or "").casefold()
    groups = dict.fromkeys([*(card.source for card in suite.cards), *(row.group for row in suite.expectations)])
    for group in groups:
        for card in suite.cards:
            if card.source == group:
                yield from _examples(engine, card, wanted)
        yield from try_expectations(engine, [row for row in suite.expectations if row.group == group])


def _examples(engine: Engine, card: AnyCard, wanted: str) -> Iterator[Outcome]:
    for name, example in named_examples(card):
        if wanted in f"{name} {card.location.file}".casefold():
            yield try_example(engine, card, example, name)
