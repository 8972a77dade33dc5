"""A card, loaded and matched by any backend, says what the naive interpreter reads in its YAML."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from card_strategies import SOURCE, Cards, sources
from courtesy.backends.select import choose
from courtesy.case import Case, Proposal
from courtesy.situation.situation import Situator
from loaded import load
from naive.rulebook import meaning
from strategies import situations

Given = tuple[Case, Proposal, dict[str, str], dict[str, Any] | None]


@given(cards=sources(), given=st.lists(situations(), min_size=1, max_size=4))
def test_every_backend_says_what_is_written_in_the_cards(cards: Cards, given: list[Given]) -> None:
    clauses = load(cards).clauses
    backends = [choose(name, clauses) for name in ("auto", "compiled")]
    situator = Situator(backends[1].signals)
    for each in given:
        situation = situator.situate(*each)
        expected = meaning(SOURCE, cards, each)
        assert [backend.match(situation) for backend in backends] == [expected, expected]


@settings(max_examples=50)
@given(cards=sources(), given=situations(), shuffle=st.randoms(use_true_random=False), files=st.integers(1, 3))
def test_the_order_of_cards_and_files_changes_nothing(cards: Cards, given: Given, shuffle: Any, files: int) -> None:
    first, second = load(cards), load(shuffle.sample(cards, len(cards)), files=files)
    answers = []
    for rulebook in (first, second):
        backend = choose("compiled", rulebook.clauses)
        answers.append(backend.match(Situator(backend.signals).situate(*given)))
    assert answers[0] == answers[1]
