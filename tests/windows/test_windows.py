"""The windows of a first follow-up, as intervals, as text and as JSON."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from courtesy.case import Event
from courtesy.reports.windows_json import windows_data
from courtesy.verdict import Verdict
from courtesy.windows.compute import Windows, compute_windows
from windows.asking import CAUTIOUS, ROOT, at, courtesy, courtesy_json, email, shipped, thanked

CASE = "examples/first-follow-up.yaml"


def favoured(windows: Windows, source: str) -> list[tuple[str, str]]:
    """The intervals in which a source favours it, as local wall times."""
    (found,) = [item for item in windows.sources if item.source == source]
    spans = [(window.start, window.end) for window in found.windows if window.verdict.favours]
    return [(f"{start:%Y-%m-%d %H:%M}", f"{end:%Y-%m-%d %H:%M}") for start, end in spans]


@pytest.mark.parametrize(
    ("source", "opens", "closes"),
    [
        ("levo", "2026-03-09 00:00", "2026-03-17 00:00"),
        ("lifesavvy", "2026-03-16 00:00", None),
        ("five-rules", "2026-03-09 00:00", None),
    ],
)
def test_a_first_follow_up_without_a_promised_date(source: str, opens: str, closes: str | None) -> None:
    """Day 7 to the end of day 14 for one, from day 14 for another; local days, over the change of the clock."""
    windows = compute_windows(shipped(), thanked(), email("follow_up", "2026-03-03 12:00"), CAUTIOUS)
    horizon = f"{windows.horizon:%Y-%m-%d %H:%M}"
    assert favoured(windows, source) == [(opens, closes or horizon)]


def test_the_day_on_which_all_agree() -> None:
    windows = compute_windows(shipped(), thanked(), email("follow_up", "2026-03-03 12:00"), CAUTIOUS)
    (agreed,) = windows.agreed
    assert (agreed.start, agreed.end) == (at("2026-03-16 00:00"), at("2026-03-17 00:00"))
    assert len(agreed.sources) == 5


def test_after_a_rejection_no_source_asks_for_a_follow_up() -> None:
    case = thanked(Event(event="rejection", at=at("2026-03-05 09:00"), from_="kim", channel="email"))
    windows = compute_windows(shipped(), case, email("follow_up", "2026-03-06 09:00"), CAUTIOUS)
    wanted = (Verdict.RECOMMENDED, Verdict.REQUIRED)
    assert not [item.source for item in windows.sources for window in item.windows if window.verdict in wanted]


def test_windows_follow_one_another_without_a_gap() -> None:
    windows = compute_windows(shipped(), thanked(), email("thank_you", "2026-03-03 12:00", "ana"), CAUTIOUS, 30)
    for lane in (windows.combined, *(source.windows for source in windows.sources)):
        assert lane[0].start == windows.proposal.at
        assert [window.end for window in lane] == [*(window.start for window in lane[1:]), windows.horizon]


@pytest.fixture(scope="module")
def printed() -> Any:
    return courtesy_json("when", CASE, "--act", "follow_up", "--at", "2026-03-03 09:00")


def test_json_keeps_to_its_schema(printed: Any) -> None:
    schema = json.loads((ROOT / "schemas" / "windows.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(printed, schema)


def test_json_carries_the_agreed_window(printed: Any) -> None:
    (agreed,) = printed["agreed"]
    assert (agreed["from"], agreed["until"]) == ("2026-03-16T00:00:00-04:00", "2026-03-17T00:00:00-04:00")


def test_json_and_the_values_are_the_same(printed: Any) -> None:
    windows = compute_windows(shipped(), thanked(), email("follow_up", "2026-03-03 12:00"), CAUTIOUS)
    assert windows_data(windows)["agreed"] == printed["agreed"]


@pytest.mark.parametrize("width", [30, 60, 100, 200])
def test_lanes_are_as_wide_as_the_terminal(
    width: int, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = courtesy("when", CASE, "--act", "follow_up", "--at", "2026-03-03 09:00")
    assert all(len(line.rstrip()) <= width for line in text.splitlines())
    golden(f"when/first-follow-up-{width}.txt", "".join(f"{line.rstrip()}\n" for line in text.splitlines()))


def test_an_act_that_no_source_speaks_of() -> None:
    text = courtesy("when", CASE, "--act", "status_reply", "--at", "2026-03-03 09:00")
    assert "No source speaks of it." in text
