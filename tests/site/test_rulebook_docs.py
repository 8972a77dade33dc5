"""`courtesy rules docs`: what the pages say, and that one page works by itself in a browser."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from courtesy.authoring.documentation import document_rulebook
from courtesy.loading.rulebook import load_rulebook
from courtesy.reports.rulebook_html import rulebook_page
from courtesy.reports.rulebook_markdown import markdown_files
from courtesy.resources import rules_directory
from courtesy.rule import Rulebook
from courtesy_cli.rules.docs import docs_command
from loading_shared import school_in

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

Golden = Callable[[str, str], None]


@functools.cache
def shipped() -> Rulebook:
    """The shipped rulebook."""
    book, _ = load_rulebook([rules_directory()])
    assert book is not None
    return book


def shipped_page() -> str:
    """The page of the shipped rulebook, without an audit."""
    return rulebook_page(document_rulebook(shipped(), [rules_directory()]))


# ---------------------------------------------------------------- text


def test_a_source_in_words(golden: Golden, tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    book, _ = load_rulebook([rules])
    assert book is not None
    files = markdown_files(document_rulebook(book, [rules]))
    assert set(files) == {"README.md", "school.md"}
    golden("site/school.md", files["school.md"])


def test_every_card_stands_on_its_page_with_its_sentence_and_citation() -> None:
    files = markdown_files(document_rulebook(shipped(), [rules_directory()]))
    for card in shipped().cards.values():
        text = files[f"{card.source}.md"].replace("\\", "")
        assert f"### {card.id}\n" in text
        assert card.says in text
        assert card.cite.digest in text


def test_every_card_stands_on_the_html_page_once() -> None:
    page = shipped_page()
    anchors = re.findall(r'<article class="card [a-z]+" id="([^"]+)"', page)
    assert sorted(anchors) == sorted(card.replace("/", "--") for card in shipped().cards)


def test_the_page_fetches_nothing() -> None:
    page = shipped_page()
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\(|@import|fetch\(""", page)
    assert "default-src 'none'" in page


def test_what_a_coach_typed_is_no_markup(tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    path = rules / "school" / "timing.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("says: Do not call after hours.", 'says: "Do <b>not</b> *call* & [wait](x)."'), encoding="utf-8"
    )
    book, _ = load_rulebook([rules])
    assert book is not None
    told = document_rulebook(book, [rules])
    assert "Do &lt;b&gt;not&lt;/b&gt; *call* &amp; [wait](x)." in rulebook_page(told)
    assert "Do \\<b\\>not\\</b\\> \\*call\\* & \\[wait\\](x)." in markdown_files(told)["school.md"]


def test_without_an_audit_it_says_so() -> None:
    told = document_rulebook(shipped(), [rules_directory()])
    assert "not asked for" in markdown_files(told)["README.md"]
    assert "not asked for" in rulebook_page(told)


# ---------------------------------------------------------------- the command


def test_the_command_writes_all_pages(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "book"
    result = CliRunner().invoke(docs_command, [str(out), "--no-conflicts"], catch_exceptions=False)
    assert result.exit_code == 0
    names = {path.name for path in out.iterdir()}
    assert names == {"index.html", "README.md", *(f"{source.id}.md" for source in shipped().sources)}


def test_conflicts_are_named_at_both_cards_and_the_links_arrive(tmp_path: Path) -> None:
    result = CliRunner().invoke(docs_command, [str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == 0
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="#([^"]+)"', page))
    identifiers = set(re.findall(r' id="([^"]+)"', page))
    assert links <= identifiers
    assert "opposed by" in page
    assert "opposes" in page


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = CliRunner().invoke(docs_command, [str(tmp_path / "file" / "book"), "--no-conflicts"])
    assert result.exit_code == 3
    assert "cannot make the directory" in result.output


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def page_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of the shipped rulebook."""
    path = tmp_path_factory.mktemp("book") / "index.html"
    path.write_text(shipped_page(), encoding="utf-8")
    return path.as_uri()


def ask(browser: "Chrome", script: str) -> Any:
    return browser.execute_script(f"return {script}")


def type_words(browser: "Chrome", words: str) -> None:
    browser.execute_script(
        "const field = document.getElementById('words'); field.value = arguments[0]; field.dispatchEvent(new Event('input'))",
        words,
    )


VISIBLE = "[...document.querySelectorAll('.card:not(.away)')].map(card => card.id)"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_at_any_width(chromium: "Chrome", page_address: str, width: int, scheme: str) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    chromium.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    chromium.get(page_address)
    assert ask(chromium, "document.documentElement.scrollWidth <= innerWidth")
    ground = ask(chromium, "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (sum(ground[:3]) > 384) is (scheme == "light")


@pytest.mark.browser
def test_the_search_leaves_the_cards_that_hold_every_word(chromium: "Chrome", page_address: str) -> None:
    chromium.get(page_address)
    assert len(ask(chromium, VISIBLE)) == len(shipped().cards)
    type_words(chromium, "no-bombarding")
    left = ask(chromium, VISIBLE)
    assert "levo--no-bombarding" in left
    assert len(left) < 10
    type_words(chromium, "follow-up  LINKEDIN")
    assert all(
        "linkedin" in ask(chromium, f"document.getElementById('{card}').textContent.toLowerCase()")
        for card in ask(chromium, VISIBLE)
    )
    type_words(chromium, "qwertz")
    assert ask(chromium, VISIBLE) == []
    assert ask(chromium, "document.getElementById('found').textContent") == f"0 of {len(shipped().cards)} cards"
    assert ask(chromium, "[...document.querySelectorAll('.source:not(.away)')].length") == 0


@pytest.mark.browser
def test_the_kind_leaves_the_cards_of_that_kind(chromium: "Chrome", page_address: str) -> None:
    chromium.get(page_address)
    chromium.execute_script(
        "const kind = document.getElementById('kind'); kind.value = 'forbidden'; kind.dispatchEvent(new Event('change'))"
    )
    kinds = ask(chromium, "[...document.querySelectorAll('.card:not(.away)')].map(card => card.dataset.kind)")
    assert set(kinds) <= {"forbidden"}


@pytest.mark.browser
def test_a_link_to_a_card_that_the_search_hides_shows_it(chromium: "Chrome", page_address: str) -> None:
    chromium.get(page_address)
    type_words(chromium, "qwertz")
    chromium.execute_async_script(
        "addEventListener('hashchange', () => setTimeout(arguments[0], 0)); location.hash = '#levo--no-bombarding'"
    )
    assert "levo--no-bombarding" in ask(chromium, VISIBLE)


@pytest.mark.browser
def test_on_paper_there_are_the_cards_alone(chromium: "Chrome", page_address: str) -> None:
    chromium.get(page_address)
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = "getComputedStyle(document.querySelector('{}')).display"
        assert ask(chromium, shown.format(".finder")) == "none"
        assert ask(chromium, shown.format(".contents")) == "none"
        assert ask(chromium, shown.format(".card")) == "block"
        chromium.execute_script("dispatchEvent(new Event('beforeprint'))")
        assert ask(chromium, "[...document.querySelectorAll('details')].every(part => part.open)")
    finally:
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
