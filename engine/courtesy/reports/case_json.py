"""The history of a case as plain data for JSON: schema `courtesy/history/1`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from courtesy.keeping.timeline import Promise, Step, Timeline


def timeline_data(timeline: Timeline) -> dict[str, Any]:
    """The timeline as plain data; moments carry their offset, silences are minutes."""
    case = timeline.case
    return {
        "schema": "courtesy/history/1",
        "timezone": case.timezone.key,
        "candidate": case.candidate.name,
        "company": case.company,
        "position": case.position,
        "now": _moment(timeline.now),
        "day": timeline.day,
        "events": [
            *(_step(step, happened=True) for step in timeline.past),
            *(_step(step, happened=False) for step in timeline.coming),
        ],
        "silent_days": timeline.silent_days,
        "promised_date": _promise(timeline.promise) if timeline.promise else None,
    }


def _step(step: Step, *, happened: bool) -> dict[str, Any]:
    event = step.event
    fields = {
        "ends": event.ends and _moment(event.ends),
        "by": event.by and _moment(event.by),
        "with": list(event.with_),
        "to": list(event.to),
        "from": event.from_,
        "who": event.who,
        "channel": event.channel,
        "says": event.says,
        "round": event.round,
        **dict(event.extra),
    }
    return {
        "event": event.event,
        "at": _moment(event.at),
        **{name: value for name, value in fields.items() if value not in (None, [])},
        "by_candidate": step.by_candidate,
        "happened": happened,
        "day": step.day,
        "silence_minutes": int(step.silence.total_seconds() // 60) if step.silence is not None else None,
        "days_since_previous": step.days,
    }


def _promise(promise: Promise) -> dict[str, Any]:
    return {"by": _moment(promise.by), "day": promise.day, "days_left": promise.days_left}


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
