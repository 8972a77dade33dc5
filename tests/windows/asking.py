"""What the tests of windows share: the shipped rulebook, a common case, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from courtesy.case import Candidate, Case, Event, Person, Proposal
from courtesy.decision.engine import Engine, build_engine
from courtesy.loading.rulebook import load_rulebook
from courtesy.resources import rules_directory
from courtesy.verdict import Profile

ROOT = Path(__file__).resolve().parent.parent.parent
ZONE = ZoneInfo("America/New_York")
CAUTIOUS = Profile(name="cautious")


@cache
def shipped() -> Engine:
    """The five sources on the compiled backend."""
    rulebook, problems = load_rulebook([rules_directory()])
    assert rulebook is not None, [str(problem) for problem in problems]
    return build_engine(rulebook, "compiled")


def at(text: str) -> datetime:
    """A moment in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def thanked(*more: Event) -> Case:
    """Interviewed on Monday, thanked on the next day, no date promised; and what happened later."""
    return Case(
        timezone=ZONE,
        candidate=Candidate(name="Dana Reyes"),
        company="Acme Analytics",
        people=(Person(id="kim", name="Kim Lee", role="hiring_manager"), Person(id="ana", name="Ana Cruz", role="hr")),
        events=(
            Event(
                event="interview",
                at=at("2026-03-02 14:00"),
                ends=at("2026-03-02 15:00"),
                with_=("kim",),
                channel="in_person",
            ),
            Event(event="thank_you", at=at("2026-03-03 10:00"), to=("kim",), channel="email"),
            *more,
        ),
    )


def email(act: str, moment: str, to: str = "kim") -> Proposal:
    """A proposal by email."""
    return Proposal(act=act, channel="email", to=(to,), at=at(moment))


def courtesy(*arguments: str, status: int | None = 0, directory: Path = ROOT) -> str:
    """What the command prints."""
    command = [sys.executable, "-m", "courtesy_cli.main", *arguments]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    assert status is None or done.returncode == status, done.stderr
    return done.stdout if done.returncode == 0 else done.stdout + done.stderr


def courtesy_json(*arguments: str) -> Any:
    """What the command prints with `--format json`."""
    return json.loads(courtesy(*arguments, "--format", "json"))
