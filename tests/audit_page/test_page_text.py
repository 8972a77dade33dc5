"""The page of the audit as text: everything is in it, nothing is fetched, nothing of a pack becomes markup."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit_page.reported import HOSTILE, small, whole
from courtesy.audit.lanes import Span, Timeline
from courtesy.audit.scenarios import SCENARIOS
from courtesy.reports.audit_page import audit_page
from courtesy.reports.audit_page_agreement import Together, choices, stages
from courtesy.reports.audit_page_words import diary_steps, spans_words
from courtesy_cli.audit import audit_group

VOID = {"meta", "br", "input"}
TITLES = [scenario.title for scenario in SCENARIOS]
FIRST = "The first follow-up, no date was promised"


class Outline(HTMLParser):
    """Ids, links, tags with their attributes, and the text of a page; an end tag that closes another element is an error."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its id and its link."""
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids += [str(value) for name, value in attrs if name == "id"]
        self.links += [str(value) for name, value in attrs if name == "href"]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """It closes what was opened last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what is read, not style and script."""
        if self._open[-1:] not in (["script"], ["style"]):
            self.words.append(data)


@pytest.fixture(scope="module")
def page() -> str:
    return audit_page(whole())


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def situation(title: str) -> Timeline:
    return next(timeline for timeline in whole().timelines if timeline.scenario.title == title)


def test_the_same_report_gives_the_same_bytes_without_a_moment_of_writing(page: str) -> None:
    assert audit_page(whole()) == page


def test_the_page_of_the_shipped_rulebook_stays_under_two_megabytes(page: str) -> None:
    assert len(page.encode()) < 2_000_000


def test_nothing_is_fetched(page: str, outline: Outline) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"@import|\burl\((?![\"']?#)", page)
    assert [attributes for _, attributes in outline.tags if "src" in attributes] == []
    assert [link for link in outline.links if not link.startswith("#")] == []


def test_every_id_is_given_once_and_every_link_leads_somewhere(outline: Outline) -> None:
    assert [name for name, count in Counter(outline.ids).items() if count > 1] == []
    assert [link for link in outline.links if link[1:] not in outline.ids] == []
    described = [
        given[name] for _, given in outline.tags for name in ("aria-describedby", "data-tells") if name in given
    ]
    assert set(described) <= set(outline.ids)


def test_every_conflict_has_a_card_with_both_rules_their_passages_and_the_diary(page: str) -> None:
    cards = page.split('<details class="card"')[1:]
    found = whole().conflicts
    assert len(cards) == len(found.conflicts) + len(found.within)
    by_number = {int(card.partition('id="conflict-')[2].partition('"')[0]): card for card in cards}
    for number, conflict in enumerate(found.conflicts, 1):
        card = by_number[number]
        assert f"<code>{conflict.favours.rule}</code>" in card
        assert f"<code>{conflict.opposes.rule}</code>" in card
        assert all(step.at in card for step in diary_steps(conflict.witness))
        assert all(f"{name} = " in card for name in conflict.depends_on)


def test_the_matrix_counts_what_the_cards_hold(outline: Outline) -> None:
    held = Counter(
        (given["data-favours"], given["data-opposes"]) for _, given in outline.tags if "data-favours" in given
    )
    told = {
        (given["data-pick-favours"], given["data-pick-opposes"]): str(given["aria-label"])
        for _, given in outline.tags
        if "data-pick-favours" in given
    }
    assert set(told) == set(held)
    assert all(f": {held[pair]} conflict" in label for pair, label in told.items())


def test_every_sentence_of_every_article_is_drawn(outline: Outline) -> None:
    kinds = Counter(given["class"] for tag, given in outline.tags if tag == "i")
    coverage = whole().coverage
    assert kinds["encoded"] == sum(item.encoded for item in coverage)
    assert kinds["encoded"] + kinds["excluded"] == sum(item.sentences for item in coverage)
    assert kinds["left-over"] == 0


def test_the_days_of_the_first_follow_up_stand_under_each_reading(outline: Outline) -> None:
    timeline = situation(FIRST)
    found = choices(timeline)
    assert found[0].readings == {}
    assert found[0].agreed == timeline.agreed
    assert len(found) == 4
    words = " ".join(" ".join(outline.words).split())
    start = words.index("days on which all agree, under each reading")
    told = words[words.index(FIRST, start) : words.index("a decision was promised within five days", start)]
    assert all(spans_words(timeline, choice.agreed) in told for choice in found)
    assert all(f"{name} = {option}" in told for choice in found for name, option in choice.readings.items())


def instants(spans: tuple[Span, ...], timeline: Timeline) -> set[int]:
    """Which of all instants at which anything changes lie in some spans."""
    lanes = (*timeline.lanes, *timeline.alternatives)
    cuts = sorted({each.start for lane in lanes for each in lane.stretches})
    return {place for place, cut in enumerate(cuts) for span in spans if span.start <= cut < span.until}


@pytest.mark.parametrize("title", TITLES)
def test_what_holds_under_every_and_under_some_reading_is_what_the_choices_share_and_what_any_has(title: str) -> None:
    timeline = situation(title)
    found = [instants(choice.agreed, timeline) for choice in choices(timeline)]
    assert set.intersection(*found) == instants(timeline.surely, timeline)
    assert set.union(*found) == instants(timeline.possibly, timeline)


@pytest.mark.parametrize("title", TITLES)
def test_the_band_above_the_lanes_covers_the_time_and_shows_the_disagreement(title: str) -> None:
    timeline = situation(title)
    drawn = stages(timeline.lanes)
    assert drawn[0].span.start == timeline.anchor
    assert all(one.span.until == two.span.start for one, two in pairwise(drawn))
    contested = tuple(stage.span for stage in drawn if stage.together is Together.CONTESTED)
    assert instants(contested, timeline) == instants(timeline.contested, timeline)


def test_a_pack_cannot_put_markup_into_the_page() -> None:
    page = audit_page(small())
    outline = Outline(page)
    assert Counter(tag for tag, _ in outline.tags)["script"] == 1
    assert [tag for tag, given in outline.tags if tag == "img" or any(name.startswith("on") for name in given)] == []
    assert HOSTILE in "".join(outline.words)


def test_hardest_first_then_what_stands_within_a_source_is_open_or_dead() -> None:
    outline = Outline(audit_page(small()))
    words = " ".join(outline.words)
    headings = ["Dilemma:", "Opposition:", "Tension:", "Within one source:", "NOT ANALYSED: 1 question", "1 dead rule:"]
    places = [words.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "eager/never-speaks" in words[places[-1] :]
    assert "Acknowledged: known" in words


def test_the_command_writes_the_page_and_prints_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "audit.html"
    result = CliRunner().invoke(audit_group, ["report", "--act", "connection_request", "--html", str(target)])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"wrote {target}\n")
    assert "<h1>Where the sources agree, and where they do not</h1>" in target.read_text(encoding="utf-8")
