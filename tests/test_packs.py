"""Ten invented articles of other schools, encoded in packs without touching code: how much of them the language says.

Each pack loads beside the shipped rulebook, its examples and tests hold, every sentence of its article is accounted for,
and `packs/claims.yaml` tells of every claim whether the cards say it exactly, approximately or not at all.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from courtesy.authoring.lint.run import lint, target_of
from courtesy.authoring.passages import coverage, find_documents, prove
from courtesy.authoring.suite import gather, try_suite
from courtesy.case import Message
from courtesy.decision.engine import build_engine
from courtesy.diagnostic import Severity
from courtesy.loading.rulebook import load_rulebook
from courtesy.message.lexicon import lexicon_files, read_lexicons
from courtesy.message.matching import find, index_of
from courtesy.message.page import page_of
from courtesy.message.signals import Context
from courtesy.provenance import sentences
from courtesy.resources import rules_directory
from courtesy.rule import Rulebook, Source

PACKS = Path(__file__).resolve().parent / "packs"
NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())
SAID = ("exactly", "approximately", "not at all")
LEAST_EXACT = 0.95
LEAST_CLAIMS = 150


@lru_cache(maxsize=len(NAMES))
def loaded(name: str) -> tuple[Rulebook, Source]:
    """The shipped rulebook with one pack, and the pack's source."""
    rulebook, problems = load_rulebook([rules_directory(), PACKS / name])
    assert rulebook is not None, [str(problem) for problem in problems]
    source = rulebook.source(name)
    assert source is not None
    return rulebook, source


@lru_cache(maxsize=1)
def claims() -> tuple[dict[str, Any], ...]:
    """The table of claims."""
    data = yaml.safe_load((PACKS / "claims.yaml").read_text("utf-8"))
    return tuple(data["claims"])


def share_exact() -> float:
    """The share of the claims that the cards say exactly."""
    exact = [claim for claim in claims() if claim["said"] == "exactly"]
    return len(exact) / len(claims())


def test_there_are_ten_schools() -> None:
    assert len(NAMES) == 10


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_and_tests_of_a_pack_hold(name: str) -> None:
    rulebook, source = loaded(name)
    suite, problems = gather(rulebook, [source], [PACKS / name])
    assert problems == ()
    outcomes = list(try_suite(build_engine(rulebook, "compiled"), suite))
    assert len(outcomes) > len(suite.cards)
    assert [outcome.name for outcome in outcomes if not outcome.passed] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_card_of_a_pack_has_an_example(name: str) -> None:
    rulebook, _ = loaded(name)
    assert [card.id for card in rulebook.cards.values() if card.source == name and not card.examples] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_of_an_article_is_accounted_for_and_every_citation_is_true(name: str) -> None:
    rulebook, source = loaded(name)
    assert coverage(source).complete
    proof = prove(rulebook, source, find_documents(PACKS / name / "documents"))
    assert proof.failures == ()
    assert proof.proved


@pytest.mark.parametrize("name", NAMES)
def test_no_lint_finds_an_error_in_a_pack(name: str) -> None:
    """Style may be better (many cards have no `fix`): nothing is wrong."""
    pack = PACKS / name
    report = lint([rules_directory(), pack], [target_of(pack)], pack / "documents")
    assert report.usable
    assert [str(found) for found in report.found if found.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", [name for name in NAMES if (PACKS / name / "lexicons").is_dir()])
def test_the_phrases_of_a_pack_hit_and_miss_as_they_say(name: str) -> None:
    shipped, _ = read_lexicons(lexicon_files())
    lexicon, problems = read_lexicons(lexicon_files((PACKS / name,)))
    assert problems == ()
    known = {entry.id for entry in shipped.entries}
    for entry in lexicon.entries:
        if entry.id not in known:
            assert all(is_hit(entry.id, text, name) for text in entry.hits)
            assert not any(is_hit(entry.id, text, name) for text in entry.misses)


def is_hit(entry: str, text: str, name: str) -> bool:
    """Whether an entry of a pack matches a line of a message: as its greeting, in its text or as its sign-off."""
    lexicon, _ = read_lexicons(lexicon_files((PACKS / name,)))
    bodies = (
        f"{text}\n\nIs there any news?\n\nAlex",
        f"Dear all,\n\n{text}\n\nAlex",
        f"Dear all,\n\nhello.\n\n{text}\nAlex",
    )
    pages = (page_of(Message(body=body), Context()) for body in bodies)
    hits = (hit for page in pages for hit in find(index_of(lexicon), page.zones, "email")[0])
    return any(hit.entry.id == entry for hit in hits)


# --- the table of claims ------------------------------------------------------------------------------------------


def test_there_are_enough_claims_of_every_school() -> None:
    assert len(claims()) >= LEAST_CLAIMS
    counted = Counter(claim["source"] for claim in claims())
    assert sorted(counted) == NAMES
    assert min(counted.values()) >= 15


def test_nearly_all_claims_are_said_exactly() -> None:
    assert {claim["said"] for claim in claims()} <= set(SAID)
    assert share_exact() >= LEAST_EXACT


def test_a_claim_names_existing_rules_of_its_source_and_only_what_is_not_exact_needs_a_reason() -> None:
    for claim in claims():
        rulebook, _ = loaded(claim["source"])
        assert claim["rules"], claim["claim"]
        assert [rule for rule in claim["rules"] if rule not in rulebook.cards] == []
        assert all(rule.startswith(f"{claim['source']}/") for rule in claim["rules"])
        assert ("why" in claim) is (claim["said"] != "exactly"), claim["claim"]


def test_a_claim_stands_in_a_sentence_whose_rules_say_it() -> None:
    """A sentence with a claim is accounted for by cards, at least one of which says the claim."""
    for claim in claims():
        _, source = loaded(claim["source"])
        places = {f"{passage.paragraph}.{passage.sentence}": passage for passage in source.passages}
        passage = places[claim["at"]]
        names = {rule.partition("/")[2] for rule in claim["rules"]}
        assert names & set(passage.rules) or passage.excluded is not None, claim


def test_no_card_of_a_pack_is_without_a_claim() -> None:
    told = {rule for claim in claims() for rule in claim["rules"]}
    cards = {card for name in NAMES for card in loaded(name)[0].cards if card.startswith(f"{name}/")}
    assert sorted(cards - told) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_article_has_the_length_of_an_article(name: str) -> None:
    _, source = loaded(name)
    text = (PACKS / name / "documents" / source.document).read_text("utf-8")
    assert 25 <= sum(bool(line.strip()) for line in text.splitlines()) <= 60
    assert len(sentences(text)) >= 30


def test_the_page_on_the_language_reports_the_shares(root: Path) -> None:
    """docs/language.md tells the figures, and every claim that is not said exactly."""
    page = (root / "docs" / "language.md").read_text("utf-8")
    counted = Counter(claim["said"] for claim in claims())
    for said in SAID:
        row = re.search(rf"^\| {said} \| (\d+) \| ([\d.]+) % \|$", page, re.MULTILINE)
        assert row is not None, said
        assert (int(row[1]), row[2]) == (counted[said], f"{100 * counted[said] / len(claims()):.1f}")
    folded = " ".join(page.split())
    for claim in claims():
        if claim["said"] != "exactly":
            assert f"`{claim['source']}` {claim['at']}" in folded, claim["claim"]
