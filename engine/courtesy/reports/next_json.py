"""An agenda as the plain data of `schemas/next.schema.json`."""

from __future__ import annotations

from typing import Any

from courtesy.reports.decision_json import advice_data, moment_data
from courtesy.windows.agenda import Agenda, Item

SCHEMA = "courtesy/next/1"


def agenda_data(agenda: Agenda) -> dict[str, Any]:
    """The rows in order, and all counsel, what matters most first."""
    return {
        "schema": SCHEMA,
        "at": moment_data(agenda.at),
        "horizon": moment_data(agenda.horizon),
        "profile": agenda.profile.name,
        "items": [_item(item) for item in agenda.items],
        "counsel": [advice_data(advice) for advice in agenda.counsel],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "standing": item.standing.value,
        "act": item.act,
        "channels": list(item.channels),
        "to": [list(people) for people in item.people],
        "opens": moment_data(item.opens),
        "closes": moment_data(item.closes),
        "deadline": moment_data(item.deadline),
        "asked_by": list(item.asked_by),
        "favoured_by": list(item.favoured_by),
        "opposed_by": list(item.opposed_by),
        "least": _least(item),
        "why": _why(item),
    }


def _least(item: Item) -> dict[str, Any] | None:
    if item.least is None:
        return None
    return {
        "from": moment_data(item.least.start),
        "until": moment_data(item.least.end),
        "opposed_by": list(item.least.opposes),
    }


def _why(item: Item) -> dict[str, Any] | None:
    if item.reason is None:
        return None
    return {
        "rule": item.reason.rule,
        "source": item.reason.source,
        "says": item.reason.says,
        "fix": item.reason.fix,
    }
