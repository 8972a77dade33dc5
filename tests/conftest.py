"""What every test can rely on: one environment, hypothesis profiles, golden texts, a browser.

`courtesy` is whatever is installed: the checkout when it was installed editable, else the wheel.
"""

import difflib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ROOT = Path(__file__).resolve().parent.parent
GOLDENS = ROOT / "tests" / "goldens"
IN_CI = os.environ.get("CI") == "true"

# A busy machine makes an example slow without making it wrong: no deadline, no complaint of slowness.
_UNHURRIED = [HealthCheck.too_slow]
settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=_UNHURRIED)
settings.register_profile(
    "ci",
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=_UNHURRIED,
    print_blob=True,
)
settings.register_profile("smoke", settings.get_profile("ci"), max_examples=20)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if IN_CI else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-goldens",
        action="store_true",
        help="write what came out into tests/goldens/, to be reviewed as a diff",
    )


def pytest_configure() -> None:
    """The machine's zone, terminal, own rules and kept rulebooks must not decide a test: UTC, 80 columns, no colour."""
    for name in ("COURTESY_RULES", "FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR"):
        os.environ.pop(name, None)
    cache = os.environ.get("COURTESY_CACHE") or tempfile.mkdtemp(prefix="courtesy-tests-")
    os.environ.update(TZ="UTC", COLUMNS="80", LC_ALL="C.UTF-8", COURTESY_CACHE=cache)
    time.tzset()


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_sources() -> Path:
    """The directory with the five articles beside the checkout; without it the test skips."""
    directory = ROOT.parent / "shared" / "sources"
    if not directory.is_dir():
        pytest.skip("the articles are not in ../shared/sources")
    return directory


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Asserts that a whole text equals `tests/goldens/NAME`; `--rewrite-goldens` writes it instead."""
    rewrite = bool(request.config.getoption("--rewrite-goldens"))

    def check(name: str, actual: str) -> None:
        path = GOLDENS / name
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        assert actual == expected, _difference(name, expected, actual)

    return check


def _difference(name: str, expected: str, actual: str) -> str:
    lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), f"goldens/{name}", "came out", lineterm="")
    return "\n".join([*lines, "review, then run again with --rewrite-goldens"])


@pytest.fixture(scope="module")
def chromium() -> Iterator["Chrome"]:
    """A headless Chromium under selenium. Where there is none the test skips; in CI it fails."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        missing = "no chromium and chromedriver on the path: run .ci/browser as root"
        if IN_CI:
            pytest.fail(missing)
        pytest.skip(missing)
    browser = _start_chromium(binary, driver)
    yield browser
    browser.quit()


def _start_chromium(binary: str, driver: str) -> "Chrome":
    from selenium import webdriver  # noqa: PLC0415  only browser tests pay for it

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
