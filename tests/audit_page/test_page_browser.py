"""The page of the audit in a real browser: every control is used, by pointer and by keyboard, narrow and wide, dark and light."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from audit_page.reported import small, whole
from courtesy.reports.audit_page import audit_page
from courtesy.reports.audit_page_words import diary_steps

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

SHOWN = "return [...document.querySelectorAll('.card')].filter(card => !card.hidden)"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "audit.html"
    path.write_text(audit_page(whole()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "hostile.html"
    path.write_text(audit_page(small()), encoding="utf-8")
    return path


def show(chromium: Chrome, page: Path, width: int = 1100, *, dark: bool = False) -> None:
    metrics = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    features = [
        {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen", "features": features})
    chromium.get("about:blank")
    chromium.get(page.as_uri())


def ask(chromium: Chrome, script: str) -> Any:
    return chromium.execute_script(script)


def choose(chromium: Chrome, control: str, value: str) -> None:
    from selenium.webdriver.support.select import Select  # noqa: PLC0415  only browser tests pay for it

    Select(chromium.find_element("id", control)).select_by_value(value)


def press(chromium: Chrome, *keys: str) -> None:
    from selenium.webdriver import ActionChains  # noqa: PLC0415

    ActionChains(chromium).send_keys(*keys).perform()


def told(chromium: Chrome) -> str:
    return str(ask(chromium, "return document.getElementById('count').textContent"))


def settle(chromium: Chrome, words: str) -> None:
    """Wait until the count begins so: typing is heard after a moment."""
    end = time.monotonic() + 5
    while not told(chromium).startswith(words) and time.monotonic() < end:
        time.sleep(0.02)
    assert told(chromium).startswith(words)


# --- the form -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("control", "key", "value"),
    [
        ("by-favours", "favours", "levo"),
        ("by-opposes", "opposes", "abbot"),
        ("by-act", "act", "thank_you"),
        ("by-grade", "grade", "opposition"),
        ("by-readings", "readings", "none"),
    ],
)
def test_each_choice_leaves_the_conflicts_that_fit(
    chromium: Chrome, page: Path, control: str, key: str, value: str
) -> None:
    show(chromium, page)
    choose(chromium, control, value)
    held = ask(chromium, f"{SHOWN}.map(card => card.dataset.{key})")
    every = ask(chromium, f"return document.querySelectorAll('.card[data-{key}=\"{value}\"]').length")
    assert set(held) == {value}
    assert len(held) == every
    assert told(chromium).startswith(f"{every} of ")


def test_a_source_is_found_on_either_side(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    choose(chromium, "by-source", "five-rules")
    pairs = ask(chromium, f"{SHOWN}.map(card => [card.dataset.favours, card.dataset.opposes])")
    found = whole().conflicts
    every = [
        [conflict.favours.source, conflict.opposes.source]
        for conflict in (*found.conflicts, *found.within)
        if "five-rules" in {conflict.favours.source, conflict.opposes.source}
    ]
    assert sorted(pairs) == sorted(every)


def test_words_are_searched_in_rules_and_diaries_together_with_a_choice(chromium: Chrome, page: Path) -> None:
    """Typing narrows after a moment, Enter at once."""
    from selenium.webdriver import Keys  # noqa: PLC0415

    conflict = next(each for each in whole().conflicts.conflicts if each.opposes.rule == "levo/first-follow-up-window")
    day = diary_steps(conflict.witness)[-1].at
    show(chromium, page)
    search = chromium.find_element("id", "search")
    search.send_keys(f"{conflict.opposes.rule} nowhere")
    settle(chromium, "0 of")
    search.clear()
    search.send_keys(f"{conflict.opposes.rule} {day.upper()}", Keys.ENTER)
    held = ask(chromium, f"{SHOWN}.map(card => card.textContent)")
    assert held
    assert all(conflict.opposes.rule in text and day in text for text in held)
    choose(chromium, "by-favours", conflict.favours.source)
    fewer = ask(chromium, f"{SHOWN}.map(card => card.dataset.favours)")
    assert set(fewer) == {conflict.favours.source}


def test_groups_without_a_conflict_that_fits_go_and_few_that_stay_are_opened(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    choose(chromium, "by-grade", "opposition")
    groups = ask(chromium, "return [...document.querySelectorAll('.group')].filter(g => !g.hidden).map(g => g.open)")
    assert groups
    assert all(groups)
    assert ask(chromium, "return [...document.querySelectorAll('.block')].filter(b => !b.hidden).length") == 1


def test_clear_shows_all_again(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    choose(chromium, "by-act", "status_reply")
    chromium.find_element("id", "clear").click()
    found = whole().conflicts
    assert told(chromium) == f"All {len(found.conflicts) + len(found.within)} conflicts shown."
    assert ask(chromium, "return document.querySelectorAll('.card[hidden], .group[hidden], .group[open]').length") == 0
    assert ask(chromium, "return document.getElementById('by-act').value") == ""


def test_all_groups_open_and_close(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    button = chromium.find_element("id", "open-all")
    button.click()
    assert ask(chromium, "return document.querySelectorAll('.group:not([open])').length") == 0
    settle(chromium, "All")
    end = time.monotonic() + 5
    while button.text != "Close all" and time.monotonic() < end:
        time.sleep(0.02)
    assert button.text == "Close all"
    button.click()
    assert ask(chromium, "return document.querySelectorAll('.group[open]').length") == 0


def test_a_count_of_the_matrix_opens_its_conflicts(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    cell = chromium.find_element("css selector", "[data-pick-favours=levo][data-pick-opposes=five-rules]")
    count = cell.text.split()[0]
    cell.click()
    pairs = ask(chromium, f"{SHOWN}.map(card => [card.dataset.favours, card.dataset.opposes])")
    assert pairs == [["levo", "five-rules"]] * int(count)
    assert told(chromium).startswith(f"{count} of ")
    assert ask(chromium, "return document.getElementById('conflicts').getBoundingClientRect().top") < 100
    assert ask(chromium, "return document.getElementById('by-favours').value") == "levo"


# --- cards, links, folds ------------------------------------------------------------------------------------------


def test_a_card_opens_and_shows_rules_diary_and_readings(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    chromium.find_element("css selector", ".group > summary").click()
    chromium.find_element("css selector", ".card > summary").click()
    card = chromium.find_element("css selector", ".card")
    assert card.get_attribute("open") is not None
    assert all(words in card.text for words in ("paragraph", "day 0", "proposed:", "Readings:", "№"))


def test_a_link_to_a_conflict_opens_it_even_where_it_was_narrowed_away(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    choose(chromium, "by-grade", "opposition")
    number = ask(chromium, "return document.querySelector('.card[data-grade=tension]').id")
    ask(chromium, f"location.hash = '{number}'")
    end = time.monotonic() + 5
    while not ask(chromium, f"return document.getElementById('{number}').open") and time.monotonic() < end:
        time.sleep(0.02)
    box = f"document.getElementById('{number}').getBoundingClientRect()"
    assert ask(chromium, f"const box = {box}; return box.height > 0 && box.top >= 0 && box.top < 1000")


def test_every_entry_of_the_contents_leads_to_its_part(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    for link in chromium.find_elements("css selector", "nav a"):
        link.click()
        part = str(link.get_attribute("href")).partition("#")[2]
        top = ask(chromium, f"return document.querySelector('#{part} h2').getBoundingClientRect().top")
        bottom = ask(chromium, "return document.querySelector('nav').getBoundingClientRect().bottom")
        assert bottom <= top < 1000, part


def test_every_fold_opens(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    folds = chromium.find_elements("css selector", ".fold > summary, .choices > summary")
    assert len(folds) > 10
    for fold in folds:
        fold.click()
    assert ask(chromium, "return document.querySelectorAll('.fold:not([open]), .choices:not([open])').length") == 0


# --- lanes --------------------------------------------------------------------------------------------------------


def test_pointing_at_a_bar_tells_its_rule_and_escape_closes_that(chromium: Chrome, page: Path) -> None:
    from selenium.webdriver import ActionChains, Keys  # noqa: PLC0415

    show(chromium, page)
    bar = ask(
        chromium,
        """const bar = document.querySelector('#situation-first-follow-up [aria-label^="levo: recommended"]');
        bar.scrollIntoView({block: 'center'}); return bar.querySelector('rect');""",
    )
    panel = chromium.find_element("id", "panel")
    assert not panel.is_displayed()
    ActionChains(chromium).move_to_element(bar).perform()
    assert "levo/first-follow-up-window" in panel.text
    assert "days 7 to 14" in panel.text
    press(chromium, Keys.ESCAPE)
    assert not panel.is_displayed()


def test_lanes_are_walked_by_keyboard(chromium: Chrome, page: Path) -> None:
    """Tab reaches each situation once; arrows go from bar to bar; the bar in focus is told."""
    from selenium.webdriver import Keys  # noqa: PLC0415

    show(chromium, page)
    reached = ask(chromium, "return document.querySelectorAll('.timeline .window[tabindex=\"0\"]').length")
    assert reached == len(whole().timelines)
    ask(chromium, "document.querySelector('.window').focus()")
    labels = ask(chromium, "return [...document.querySelectorAll('.window')].map(w => w.getAttribute('aria-label'))")
    for place in (1, 2, 3):
        press(chromium, Keys.ARROW_RIGHT)
        assert ask(chromium, "return document.activeElement.getAttribute('aria-label')") == labels[place]
        assert labels[place] in chromium.find_element("id", "panel").text


def test_from_the_skip_link_the_form_and_a_conflict_are_reached_by_keyboard(chromium: Chrome, page: Path) -> None:
    from selenium.webdriver import Keys  # noqa: PLC0415

    show(chromium, page)
    press(chromium, Keys.TAB)
    assert ask(chromium, "return document.activeElement.className") == "skip"
    press(chromium, Keys.ENTER)
    reached = []
    for _ in range(10):
        press(chromium, Keys.TAB)
        reached.append(ask(chromium, "return document.activeElement.id || document.activeElement.tagName"))
    form = ["search", "by-source", "by-favours", "by-opposes", "by-act", "by-grade", "by-readings", "open-all", "clear"]
    assert reached == [*form, "SUMMARY"]
    press(chromium, Keys.ENTER)
    press(chromium, Keys.TAB)
    press(chromium, Keys.ENTER)
    assert ask(chromium, "return document.querySelector('.card').open")


# --- every screen, paper ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 800, 1600])
def test_nothing_sticks_out(chromium: Chrome, page: Path, width: int) -> None:
    """With everything open there is no sideways scrolling, and no letter leaves its lane."""
    show(chromium, page, width)
    ask(chromium, "document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert ask(chromium, "return document.documentElement.scrollWidth") <= width
    wide = ask(
        chromium,
        """return [...document.querySelectorAll('main *')]
          .filter(e => !e.closest('.frame, .unseen, svg') && e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => e.outerHTML.slice(0, 80));""",
    )
    assert wide == []
    cut = ask(
        chromium,
        """return [...document.querySelectorAll('.letter')].filter(t => getComputedStyle(t).display !== 'none')
          .filter(t => t.getBoundingClientRect().width > t.parentNode.querySelector('rect').getBoundingClientRect().width)
          .map(t => t.parentNode.getAttribute('aria-label'));""",
    )
    assert cut == []


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_in_both_palettes(chromium: Chrome, page: Path, *, dark: bool) -> None:
    """Contrast of at least 4.5 to 1 (WCAG AA) for text on the page, on bars, keys and badges."""
    show(chromium, page, dark=dark)
    pairs = ask(
        chromium,
        """const colour = (element, name) => getComputedStyle(element)[name];
        const body = colour(document.body, 'backgroundColor');
        const found = [[colour(document.body, 'color'), body]];
        for (const name of ['.quiet', 'main a', '.cite', 'nav a'])
          found.push([colour(document.querySelector(name), 'color'), body]);
        document.querySelectorAll('.window').forEach(g => {
          const letter = g.querySelector('.letter');
          if (letter) found.push([colour(letter, 'fill'), colour(g.querySelector('rect'), 'fill')]);
        });
        document.querySelectorAll('.key, .badge').forEach(k => found.push([colour(k, 'color'), colour(k, 'backgroundColor')]));
        return found;""",
    )
    assert len(pairs) > 100
    assert min(contrast(ink, ground) for ink, ground in pairs) >= 4.5
    assert (luminance(pairs[0][1]) < 0.1) is dark


def luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_on_paper_groups_are_open_and_controls_gone(chromium: Chrome, page: Path) -> None:
    """What was narrowed away is not printed; afterwards the page is as it was."""
    show(chromium, page)
    choose(chromium, "by-opposes", "levo")
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    ask(chromium, "dispatchEvent(new Event('beforeprint'))")
    assert ask(chromium, "return document.querySelectorAll('.group:not([hidden]):not([open])').length") == 0
    assert not chromium.find_element("id", "filter").is_displayed()
    assert not chromium.find_element("tag name", "nav").is_displayed()
    ask(chromium, "dispatchEvent(new Event('afterprint'))")
    assert ask(chromium, "return document.querySelectorAll('.group[open]').length") == 0


def test_nothing_is_requested_and_the_browser_complains_of_nothing(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    assert ask(chromium, "return performance.getEntriesByType('resource').map(entry => entry.name)") == []
    complaints = chromium.get_log("browser")  # type: ignore[no-untyped-call]
    assert [entry for entry in complaints if entry["level"] == "SEVERE"] == []


def test_what_a_pack_says_is_shown_as_text(chromium: Chrome, hostile: Path) -> None:
    show(chromium, hostile, 320)
    ask(chromium, "document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert chromium.title == "Where the sources agree, and where they do not"
    assert ask(chromium, "return document.querySelectorAll('script, img').length") == 1
    assert "<script>" in chromium.find_element("css selector", ".card .says").text
    assert ask(chromium, "return document.documentElement.scrollWidth") <= 320
    badges = ask(chromium, "return [...document.querySelectorAll('.block h3')].map(head => head.textContent[0])")
    assert badges == ["D", "O", "T", "W"]


def test_the_page_is_there_at_once(chromium: Chrome, page: Path) -> None:
    """Read, laid out and ready for use within two seconds, on a busy machine, too."""
    show(chromium, page)
    ready = ask(chromium, "return performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert 0 < ready < 2000
