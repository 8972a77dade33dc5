"""The audit against conflicts, agreements and inner contradictions that a reader found in the articles, without the rules.

`by_eye.jsonl` is that reader's list, each entry judged once more with the article at hand. An entry says who favours and who
opposes a proposal in a dated situation, in which paragraphs, and under which `readings` of ours it is meant (none: as
shipped). `judged` tells why an entry is no conflict after all; `words` marks one in which only the text is minded, which the
audit counts and leaves out, as other words serve both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from audit.books import shipped
from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.values import Turn
from courtesy.decision.decide import decide
from courtesy.decision.engine import build_engine
from courtesy.decision.values import Decision
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.profile_reader import choose_profile
from courtesy.loading.proposal_reader import proposal_from_data
from courtesy.rule import MessageCard
from courtesy.verdict import Effect

MARK = 0.95
FAVOURING = frozenset((Effect.REQUIRE, Effect.RECOMMEND, Effect.PERMIT))

Entry = Mapping[str, Any]
Pair = tuple[str, str]

BOOK = shipped()
ENGINE = build_engine(BOOK, "compiled")
AUDITOR = Auditor(BOOK)
ENTRIES: tuple[Entry, ...] = tuple(
    json.loads(line) for line in Path(__file__).with_name("by_eye.jsonl").read_text("utf-8").splitlines()
)


def of(kind: str, *, judged: bool = False, words: bool = False) -> list[Entry]:
    """The entries of a kind: as the reader meant them, or those judged to be none."""
    return [
        entry
        for entry in ENTRIES
        if entry["kind"] == kind and bool(entry["judged"]) == judged and bool(entry.get("words")) == words
    ]


def decision(entry: Entry, readings: Mapping[str, str]) -> Decision:
    """What all sources say of the entry's proposal under these readings."""
    case, problems = case_from_data(entry["case"], BOOK.vocabulary)
    assert case is not None, (entry["id"], problems)
    proposal, problems = proposal_from_data(entry["proposal"], case, BOOK.vocabulary)
    assert proposal is not None, (entry["id"], problems)
    profile, problems = choose_profile(BOOK, None, None, [f"{name}={option}" for name, option in readings.items()])
    assert profile is not None, (entry["id"], problems)
    return decide(ENGINE, case, proposal, profile)


def side(decided: Decision, source: str) -> str:
    """`for`, `against` or `silent`."""
    [verdict] = [given.verdict for given in decided.sources if given.source == source]
    return "for" if verdict.favours else "against" if verdict.opposes else "silent"


def speaking(decided: Decision, source: str) -> tuple[set[str], set[str], set[str]]:
    """The rules of a source that favour, that oppose, and the demands on the text that are met."""
    favouring: set[str] = set()
    opposing: set[str] = set()
    for found in decided.findings:
        if found.source == source:
            (favouring if found.effect in FAVOURING else opposing).add(found.rule)
    return favouring, opposing, {advice.rule for advice in decided.met if advice.source == source}


def audited(entry: Entry) -> frozenset[Pair]:
    """The pairs of rules that the audit lists for the entry's act; under other readings those of its two sources alone."""
    readings = tuple(sorted(entry["readings"].items()))
    both = frozenset((entry["favours"]["source"], entry["opposes"]["source"])) if readings else None
    return _audited(entry["act"], readings, both)


@cache
def _audited(act: str, readings: tuple[tuple[str, str], ...], sources: frozenset[str] | None) -> frozenset[Pair]:
    found = find_conflicts(AUDITOR, Scope(acts=frozenset((act,)), readings=readings, sources=sources))
    assert found.not_analysed == ()
    return frozenset((conflict.favours.rule, conflict.opposes.rule) for conflict in found.conflicts)


def clashing(entry: Entry) -> set[Pair]:
    """The pairs of the entry's two sources that speak in its situation, of which the opposing rule cites its paragraph."""
    decided = decision(entry, entry["readings"])
    one, other = entry["favours"]["source"], entry["opposes"]["source"]
    favouring, _, met = speaking(decided, one)
    opposing = {
        rule
        for rule in speaking(decided, other)[1]
        if BOOK.cards[rule].cite.paragraph in entry["opposes"]["paragraphs"]
    }
    voices = met | (favouring if side(decided, one) == "for" else set())
    return {(voice, rule) for voice in voices for rule in opposing}


def is_listed(entry: Entry) -> bool:
    """True where the audit lists one of the pairs that clash in the entry's situation."""
    return bool(clashing(entry) & audited(entry))


def missed(entries: Iterable[Entry], found: Iterable[bool]) -> list[str]:
    return [
        f"{entry['id']} {entry['topic']}: {entry['why']}"
        for entry, here in zip(entries, found, strict=True)
        if not here
    ]


def assert_recall(entries: list[Entry], found: list[bool]) -> None:
    """At least the mark; the message names what was missed."""
    assert entries
    assert sum(found) >= MARK * len(entries), "\n".join(missed(entries, found))


@pytest.mark.parametrize("confidence", [("firm",), ("firm", "reasonable")])
def test_what_the_reader_found_the_audit_lists(confidence: tuple[str, ...]) -> None:
    entries = [entry for entry in of("conflict") if entry["confidence"] in confidence]
    assert_recall(entries, [is_listed(entry) for entry in entries])


def test_even_with_those_judged_to_be_none_the_mark_is_reached() -> None:
    entries = [*of("conflict"), *of("conflict", judged=True)]
    assert_recall(entries, [is_listed(entry) for entry in entries])


def test_the_topic_is_most_often_the_one_that_the_reader_named() -> None:
    """Under the default readings, of the pairs that clash in an entry's situation."""
    found = find_conflicts(AUDITOR, Scope()).conflicts
    topics = {(conflict.act, conflict.favours.rule, conflict.opposes.rule): conflict.topic for conflict in found}
    agreed = []
    for entry in of("conflict"):
        listed = clashing(entry) & audited(entry)
        if listed and not entry["readings"]:
            agreed.append(entry["topic"] in {topics[entry["act"], *pair] for pair in listed})
    assert sum(agreed) >= 95, (sum(agreed), len(agreed))


def test_what_was_judged_to_be_none_is_not_listed() -> None:
    """A judgement that the rules no longer bear out is stale."""
    assert [entry["id"] for entry in of("conflict", judged=True) if is_listed(entry)] == []


def test_where_only_the_words_clash_the_opposing_rule_minds_the_text() -> None:
    entries = of("conflict", words=True)
    demands = [any(isinstance(BOOK.cards[rule], MessageCard) for _, rule in clashing(entry)) for entry in entries]
    assert_recall(entries, demands)


def test_where_only_the_words_clash_the_pair_can_be_listed() -> None:
    entries = of("conflict", words=True)
    listed = {
        (item.act, rule, item.demand.rule)
        for item in find_conflicts(AUDITOR, Scope(wording=True)).wordings
        for rule in item.rules
    }
    assert_recall(entries, [any((entry["act"], *pair) in listed for pair in clashing(entry)) for entry in entries])


def test_where_the_reader_saw_agreement_the_sources_agree() -> None:
    entries = of("agreement")
    sides = [{side(decision(entry, entry["readings"]), source) for source in entry["sources"]} for entry in entries]
    assert_recall(entries, [here == {entry["verdict"]} for entry, here in zip(entries, sides, strict=True)])


def test_where_an_article_contradicts_itself_a_reading_turns_its_verdict() -> None:
    """Such a passage is kept as a reading with options: under one the source favours the proposal, under another not."""
    entries = of("within")
    turned = []
    for entry in entries:
        source = entry["favours"]["source"]
        options = [side(decision(entry, {entry["turns"]: option}), source) for option in options_of(entry["turns"])]
        turned.append({"for", "against"} <= set(options))
    assert_recall(entries, turned)


def test_where_an_article_contradicts_itself_the_audit_lists_it() -> None:
    """As two rules of one source that speak in the entry's situation, each under its own option of the reading."""
    entries = of("within")
    assert_recall(entries, [is_listed_within(entry) for entry in entries])


def is_listed_within(entry: Entry) -> bool:
    source = entry["favours"]["source"]
    for favours, opposes, turn in _within(entry["act"], source):
        if turn.reading == entry["turns"]:
            here = speaking(decision(entry, {turn.reading: turn.favours}), source)[0]
            there = speaking(decision(entry, {turn.reading: turn.opposes}), source)[1]
            if favours in here and opposes in there:
                return True
    return False


@cache
def _within(act: str, source: str) -> tuple[tuple[str, str, Turn], ...]:
    found = find_conflicts(AUDITOR, Scope(acts=frozenset((act,)), sources=frozenset((source,))))
    return tuple(
        (conflict.favours.rule, conflict.opposes.rule, conflict.turn) for conflict in found.within if conflict.turn
    )


def options_of(reading: str) -> tuple[str, ...]:
    source, _, name = reading.partition("/")
    [found] = [each for each in BOOK.sources if each.id == source]
    return tuple(found.readings[name].options)


def test_the_list_is_large_and_each_judgement_has_its_reason() -> None:
    assert len(ENTRIES) > 200
    assert {entry["kind"] for entry in ENTRIES} == {"conflict", "agreement", "within"}
    assert all(len(entry["judged"]) > 20 for entry in ENTRIES if entry["judged"])
