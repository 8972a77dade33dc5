"""Precision and recall of the message signals on sets of labelled drafts: `python benchmarks/message_quality.py [--half NAME] [-v]`.

`tests/message/drafts/README.md` tells how the sets were made, docs/messages.md what they have been used for.
`tune` and `held` are the drafts of `drafts-*.jsonl`, split by the hash of the draft's id.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from courtesy.case import Candidate, Case, Event, Message, Person
from courtesy.message.reading import Reading, read
from courtesy.message.signals import FOUND, TONES, Context

DRAFTS = Path(__file__).resolve().parent.parent / "tests" / "message" / "drafts"
CONTENT = (
    "thanks", "mentions_date", "mentions_company", "mentions_position", "interest", "qualifications",
    "conversation_detail", "adds_value", "requests_update", "asks_feedback", "salary", "placeholder", "emoji", "slang",
    "signoff", "contact_phone", "contact_email", "quoted_reply", "greeting",
)  # fmt: skip
SPELLING = ("misspelt", "name_near_miss")
HALVES = ("tune", "held", "fresh", "exam", "final", "last")
CHOICES = ("greets_recipients", "signature_name", "language")


def half_of(identifier: str) -> str:
    """`exam`, `final`, `fresh` and `last` for the drafts of these names, else `tune` or `held`, by the hash of the draft's id."""
    for name in ("exam", "final", "fresh", "last"):
        if identifier.startswith(f"{name}-"):
            return name
    return "tune" if hashlib.sha256(identifier.encode()).digest()[0] % 2 == 0 else "held"


def records(folder: Path = DRAFTS) -> Iterator[dict[str, Any]]:
    """The drafts with their labels, where somebody has labelled them."""
    labels = {r["id"]: r["labels"] for path in sorted(folder.glob("*labels*.jsonl")) for r in _lines(path)}
    for path in sorted(folder.glob("*drafts*.jsonl")):
        for record in _lines(path):
            given = record.get("labels") or labels.get(record["id"])
            yield {**record, "labels": given}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def case_of(data: Mapping[str, Any]) -> Case:
    """The case of a record (plain data whose shape the drafts' authors keep to)."""
    zone = ZoneInfo(data["timezone"])
    people = tuple(Person(id=key, **value) for key, value in data["people"].items())
    events = sorted((_event(event, zone) for event in data["events"]), key=lambda event: event.at)
    return Case(
        timezone=zone, candidate=Candidate(**data["candidate"]), company=data.get("company"), position=data.get("position"),
        notes=tuple(data["notes"]) if data.get("notes") else None, people=people, events=tuple(events),
    )  # fmt: skip


def _event(event: Mapping[str, Any], zone: ZoneInfo) -> Event:
    def moment(key: str) -> datetime | None:
        return datetime.fromisoformat(event[key]).replace(tzinfo=zone) if event.get(key) else None

    at = moment("at")
    assert at is not None
    return Event(
        event=event["event"], at=at, ends=moment("ends"), channel=event.get("channel"), with_=tuple(event.get("with", ())),
        to=tuple(event.get("to", ())), from_=event.get("from"), who=event.get("who"), by=moment("by"),
    )  # fmt: skip


def reading_of(record: Mapping[str, Any], *, given: bool = True) -> Reading:
    """The reading of a record; with `given` its recipients and moment are told."""
    case = case_of(record["case"])
    at = datetime.fromisoformat(record["at"]).replace(tzinfo=case.timezone) if given and record.get("at") else None
    to = tuple(record["to"]) if given else ()
    context = Context(case=case, channel=record["channel"], to=to, at=at)
    return read(Message(subject=record.get("subject"), body=record["body"]), context)


class Score:
    """Counts of one run: true and false findings and misses by signal."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.good = [0, 0]

    def rates(self, names: tuple[str, ...]) -> tuple[float, float]:
        """Precision and recall over these signals."""
        right, false, missed = (sum(self.counts[name][i] for name in names) for i in range(3))
        return right / (right + false) if right + false else 1.0, right / (right + missed) if right + missed else 1.0


def score(chosen: list[dict[str, Any]], *, given: bool, verbose: bool) -> Score:
    """Every label of the chosen records against what was read."""
    total = Score()
    for record in chosen:
        reading = reading_of(record, given=given)
        alarmed = _compare(record, reading, total, verbose=verbose)
        if not any(record["labels"].get(name) for name in TONES):
            total.good[0] += alarmed
            total.good[1] += 1
    return total


def _compare(record: Mapping[str, Any], reading: Reading, total: Score, *, verbose: bool) -> bool:
    alarmed = False
    for name in (*TONES, *CONTENT, *SPELLING, *CHOICES):
        want = record["labels"].get(name)
        if want in ("any", None):
            continue
        signal = reading.signals[name]
        have: Any = signal.value if name in CHOICES else signal.status == FOUND
        alarmed |= name in TONES and bool(have)
        if have == want:
            total.counts[name][0] += bool(want)
            continue
        total.counts[name][1] += bool(have)
        total.counts[name][2] += bool(want)
        if verbose:
            words = [(reading.subject if s.part == "subject" else reading.body)[s.start : s.end] for s in signal.spans]
            print("FP" if have else "FN", name, record["id"], have, "instead of", want, words[:4])
    return alarmed


def main() -> None:
    """Print the rates of both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--folder", type=Path, default=DRAFTS)
    parser.add_argument("--guess", action="store_true", help="do not tell recipients and moment")
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    labelled = [record for record in records(options.folder) if record["labels"]]
    for half in (options.half,) if options.half else HALVES:
        chosen = [record for record in labelled if half_of(record["id"]) == half]
        total = score(chosen, given=not options.guess, verbose=options.verbose)
        print(f"{half}: {len(chosen)} drafts")
        for name in (*TONES, *CONTENT, *SPELLING, *CHOICES):
            right, false, missed = total.counts[name]
            print(f"  {name}: right {right}, false {false}, missed {missed}")
        rates = {
            title: total.rates(names)
            for title, names in (("content", CONTENT), ("spelling", SPELLING), ("tone", TONES))
        }
        shown = " | ".join(f"{title} P {p:.3f} R {r:.3f}" for title, (p, r) in rates.items())
        alarms = total.good[0] / total.good[1] if total.good[1] else 0.0
        print(f"{shown} | tone alarms on good {alarms:.1%}")


if __name__ == "__main__":
    main()
