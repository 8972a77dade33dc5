"""A plan as the plain data of `schemas/plan.schema.json`."""

from __future__ import annotations

from typing import Any

from courtesy.reports.decision_json import moment_data, proposal_data
from courtesy.windows.options import Option
from courtesy.windows.planning import Planning
from courtesy.windows.road import Objection, Step, Want

SCHEMA = "courtesy/plan/1"


def plan_data(planning: Planning) -> dict[str, Any]:
    """The steps, who is not suited and why, and the rules that clash."""
    road = planning.road
    return {
        "schema": SCHEMA,
        "at": moment_data(planning.at),
        "horizon": moment_data(planning.horizon),
        "profile": planning.profile.name,
        "suits_all": planning.suits_all,
        "steps": [_step(step, place, road.objections) for place, step in enumerate(road.steps)],
        "unmet": [
            {"source": source, "wanted": [_want(want) for want in road.missed if want.source == source]}
            for source in sorted(road.unmet_sources)
        ],
        "clash": list(planning.clash),
        "tried": planning.tried,
    }


def _step(step: Step, place: int, objections: tuple[Objection, ...]) -> dict[str, Any]:
    against = [each for each in objections if each.step == place]
    return proposal_data(step.option.proposal(step.at)) | {
        "favoured_by": list(step.favoured_by),
        "opposed_by": [{"source": each.source, "rules": list(each.rules)} for each in against],
    }


def _want(want: Want) -> dict[str, Any]:
    return _option(want.option) | {
        "from": moment_data(want.start),
        "until": moment_data(want.end),
        "rules": list(want.rules),
    }


def _option(option: Option) -> dict[str, Any]:
    return {"act": option.act, "channel": option.channel, "to": list(option.to)}
