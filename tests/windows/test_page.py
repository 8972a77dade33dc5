"""The page of `when` in a real browser: drawn, told on hover and by keyboard, readable narrow and wide, dark and light."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from courtesy.reports.windows_html import windows_page
from courtesy.windows.compute import compute_windows
from windows.asking import CAUTIOUS, email, shipped, thanked

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "windows.html"
    windows = compute_windows(shipped(), thanked(), email("follow_up", "2026-03-04 09:00"), CAUTIOUS)
    path.write_text(windows_page(windows, shipped().rulebook), encoding="utf-8")
    return path


def show(chromium: Chrome, page: Path, width: int = 1000, *, dark: bool = False) -> None:
    metrics = {"width": width, "height": 1200, "deviceScaleFactor": 1, "mobile": False}
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    chromium.get(page.as_uri())


def ask(chromium: Chrome, script: str) -> Any:
    return chromium.execute_script(script)


def boxes(chromium: Chrome) -> list[dict[str, Any]]:
    return list(
        ask(
            chromium,
            """return [...document.querySelectorAll('.window')].map(g => {
              const box = g.querySelector('rect').getBoundingClientRect();
              return {label: g.getAttribute('aria-label'), left: box.left, right: box.right, height: box.height};
            });""",
        )
    )


def panel(chromium: Chrome) -> str:
    return str(ask(chromium, "return document.getElementById('panel').textContent"))


def test_the_lanes_are_drawn(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    drawn = boxes(chromium)
    assert all(box["right"] - box["left"] > 1 and box["height"] > 10 for box in drawn)
    levo = [box for box in drawn if box["label"].startswith("levo:")]
    assert [box["label"].split(",")[0] for box in levo] == [
        "levo: discouraged",
        "levo: recommended",
        "levo: discouraged",
    ]
    for left, right in pairwise(levo):
        assert abs(left["right"] - right["left"]) < 1


def test_pointing_at_an_interval_tells_its_rule_and_citation(chromium: Chrome, page: Path) -> None:
    from selenium.webdriver import ActionChains  # noqa: PLC0415  only browser tests pay for it

    show(chromium, page)
    bar = ask(chromium, "return document.querySelector('[aria-label^=\"levo: recommended\"] rect')")
    ActionChains(chromium).move_to_element(bar).perform()
    assert "levo/first-follow-up-window" in panel(chromium)
    assert "paragraph 8, sentence 1" in panel(chromium)


def test_every_interval_is_reached_by_keyboard(chromium: Chrome, page: Path) -> None:
    from selenium.webdriver import ActionChains, Keys  # noqa: PLC0415

    show(chromium, page)
    labels = [box["label"] for box in boxes(chromium)]
    reached = []
    for _ in labels:
        ActionChains(chromium).send_keys(Keys.TAB).perform()
        reached.append(ask(chromium, "return document.activeElement.getAttribute('aria-label')"))
        assert str(reached[-1]).partition(",")[0] in panel(chromium)
    assert reached == labels
    ActionChains(chromium).send_keys(Keys.HOME).perform()
    ActionChains(chromium).send_keys(Keys.ARROW_RIGHT).perform()
    assert ask(chromium, "return document.activeElement.getAttribute('aria-label')") == labels[1]


@pytest.mark.parametrize("width", [320, 768, 1600])
def test_nothing_is_cut_off(chromium: Chrome, page: Path, width: int) -> None:
    """No sideways scrolling, and no text of the picture that sticks out or covers another."""
    show(chromium, page, width)
    assert ask(chromium, "return document.documentElement.scrollWidth") <= width
    found = ask(
        chromium,
        """return [...document.querySelectorAll('svg text')].filter(t => getComputedStyle(t).display !== 'none')
          .map(t => t.getBoundingClientRect()).map(b => [b.left, b.right, b.top, b.bottom]);""",
    )
    assert all(left >= 0 and right <= width for left, right, *_ in found)
    for place, (left, right, top, bottom) in enumerate(found):
        for other in found[place + 1 :]:
            apart = right <= other[0] + 1 or other[1] <= left + 1 or bottom <= other[2] + 3 or other[3] <= top + 3
            assert apart, "two texts overlap"


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_in_both_palettes(chromium: Chrome, page: Path, *, dark: bool) -> None:
    """Contrast of at least 4.5 to 1 (WCAG AA) for text, letters on bars too."""
    show(chromium, page, dark=dark)
    pairs = ask(
        chromium,
        """const colour = (element, name) => getComputedStyle(element)[name];
        const body = colour(document.body, 'backgroundColor');
        const found = [[colour(document.body, 'color'), body]];
        found.push([colour(document.querySelector('.quiet'), 'color'), body]);
        document.querySelectorAll('.window').forEach(g => {
          const letter = g.querySelector('.letter');
          if (letter) found.push([colour(letter, 'fill'), colour(g.querySelector('rect'), 'fill')]);
        });
        document.querySelectorAll('.key').forEach(k => found.push([colour(k, 'color'), colour(k, 'backgroundColor')]));
        return found;""",
    )
    assert len(pairs) > 10
    assert min(contrast(ink, ground) for ink, ground in pairs) >= 4.5
    lightness = luminance(pairs[0][1])
    assert (lightness < 0.1) is dark


def luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_browser_complains_of_nothing(chromium: Chrome, page: Path) -> None:
    show(chromium, page)
    complaints = chromium.get_log("browser")  # type: ignore[no-untyped-call]
    assert [entry for entry in complaints if entry["level"] == "SEVERE"] == []
