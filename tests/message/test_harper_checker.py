"""The optional grammar checker: its traps are guarded."""

from __future__ import annotations

import pytest

from courtesy.message.harper_checker import harper_slips, is_installed

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra courtesy[grammar] is not installed")


def test_it_finds_disagreement_but_no_spelling_and_no_names() -> None:
    found = harper_slips("He go to Rutherglen. Kwabena recieve the file.")
    assert [(slip.start, slip.end, slip.entry) for slip in found] == [(3, 5, "harper-agreement")]


def test_it_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    harper_slips("I look forward to hear from you. I am looking forward to meet you.")
    assert capfd.readouterr().out == ""
