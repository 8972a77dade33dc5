"""Windows as the plain data of `schemas/windows.schema.json`."""

from __future__ import annotations

from typing import Any

from courtesy.reports.decision_json import moment_data, proposal_data
from courtesy.windows.compute import Interval, Window, Windows

SCHEMA = "courtesy/windows/1"


def windows_data(windows: Windows) -> dict[str, Any]:
    """The windows of every source and of the profile, and where they agree."""
    return {
        "schema": SCHEMA,
        "proposal": proposal_data(windows.proposal),
        "horizon": moment_data(windows.horizon),
        "sources": [
            {"source": item.source, "windows": [_window(window) for window in item.windows]} for item in windows.sources
        ],
        "profile": {
            "name": windows.profile.name,
            "windows": [_window(window) | {"indeterminate": window.indeterminate} for window in windows.combined],
        },
        "agreed": [_interval(interval) for interval in windows.agreed],
        "agreed_against": [_interval(interval) for interval in windows.agreed_against],
    }


def _window(window: Window) -> dict[str, Any]:
    return {
        "from": moment_data(window.start),
        "until": moment_data(window.end),
        "verdict": window.verdict.value,
        "rules": list(window.rules),
    }


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "from": moment_data(interval.start),
        "until": moment_data(interval.end),
        "sources": list(interval.sources),
    }
