"""Write scenarios.jsonl from judged.yaml and casts.yaml, in the shape that the agreement test reads.

A row of judged.yaml is [cast, history, proposal, marks, why]. History and proposal are words in a fixed order (`EVENTS`
below, `~` for a part left out, commas between people), events apart by semicolons. Marks are one letter a source, in
the order of `SOURCES`: f for, a against, s silent, - where two careful readers could differ.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SOURCES = ("five-rules", "abbot", "levo", "lifesavvy", "business-news-daily")
SIDES = {"f": "for", "a": "against", "s": "silent", "-": "any"}
ACTS = {
    "T": "thank_you",
    "F": "follow_up",
    "SR": "status_reply",
    "FR": "feedback_request",
    "CR": "connection_request",
    "CL": "contact_lookup",
    "DR": "document_request",
}
# Letter of an event -> its name and its fields after the day and the time.
EVENTS = {
    "I": ("interview", ("ends", "with", "channel", "round")),
    "TL": ("timeline_given", ("by", "from")),
    "CN": ("contact_named", ("who",)),
    "CI": ("channel_invited", ("channel", "from")),
    "R": ("reply", ("from", "channel", "says")),
    "X": ("rejection", ("from", "channel")),
    "O": ("offer", ("from", "channel")),
    **{letter: (act, ("to", "channel")) for letter, act in ACTS.items()},
}
USUAL = {"channel": "email", "says": "undecided"}


def event(words: str) -> dict[str, Any]:
    """One event of a case from its words: letter, day, time, then the fields of its kind."""
    letter, day, time, *rest = words.split()
    name, fields = EVENTS[letter]
    given = {field: value for field, value in zip(fields, rest, strict=False) if value != "~"}
    usual = {field: USUAL[field] for field in fields if field in USUAL}
    if name == "interview":
        usual["channel"] = "in_person"
        if "ends" in given and len(given["ends"]) == len("10:00"):
            given["ends"] = f"{day} {given['ends']}"
    return {"event": name, "at": f"{day} {time}"} | typed(usual | given)


def typed(fields: dict[str, str]) -> dict[str, Any]:
    """The fields with lists of people as lists and the round as a number."""
    values: dict[str, Any] = dict(fields)
    values |= {field: fields[field].split(",") for field in ("with", "to") if field in fields}
    return values | ({"round": int(fields["round"])} if "round" in fields else {})


def proposal(words: str) -> dict[str, Any]:
    """A proposal from its words: act, channel, recipients, day, time."""
    act, channel, to, day, time = words.split()
    return {"act": ACTS[act], "channel": channel, "to": to.split(","), "at": f"{day} {time}"}


def scenarios() -> list[dict[str, Any]]:
    """All judged scenarios, numbered in the order of judged.yaml."""
    casts = yaml.safe_load((HERE / "casts.yaml").read_text("utf-8"))
    topics = yaml.safe_load((HERE / "judged.yaml").read_text("utf-8"))
    rows = [(topic, *row) for topic, table in topics.items() for row in table]
    return [
        {
            "id": f"s{number:03d}",
            "topic": topic,
            "case": casts[cast] | {"events": [event(words) for words in history.split(";")]},
            "proposal": proposal(asked),
            "expect": dict(zip(SOURCES, (SIDES[mark] for mark in marks), strict=True)),
            "why": why,
        }
        for number, (topic, cast, history, asked, marks, why) in enumerate(rows, start=1)
    ]


if __name__ == "__main__":
    lines = (json.dumps(scenario, ensure_ascii=False) for scenario in scenarios())
    (HERE / "scenarios.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
