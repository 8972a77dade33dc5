"""Durations inside times: `2 weeks after interview` taken apart, a parameter's name looked up."""

from __future__ import annotations

import re

from courtesy.condition import Unit
from courtesy.frozen import dataclass
from courtesy.loading.document import Path
from courtesy.loading.durations import UNITS, Duration, Fault, duration_of
from courtesy.loading.problems import Problems
from courtesy.loading.scope import Scope
from courtesy.loading.wording import suggestion

_TIME = re.compile(r"(?P<duration>.+?) (?P<side>after|before) (?P<anchor>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTime:
    """A time as text: the duration, 1 for after and -1 for before, the anchor and where its name stands."""

    duration: str
    sign: int
    anchor: str
    anchor_span: tuple[int, int]


def split_time(text: str) -> WrittenTime | None:
    """`DURATION after|before ANCHOR` taken apart; None for every other text."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    return WrittenTime(
        duration=match["duration"],
        sign=1 if match["side"] == "after" else -1,
        anchor=match["anchor"],
        anchor_span=match.span("anchor"),
    )


def duration_in(text: str, scope: Scope, problems: Problems, path: Path) -> Duration | None:
    """The duration that a text or a parameter's name tells; None after a problem was told."""
    parameter = scope.parameters.get(text)
    if parameter is not None:
        scope.used.add(("parameter", text))
        if parameter.unit is None:
            problems.add(
                "wrong-parameter",
                f"the parameter `{text}` has no unit, and a duration is needed here",
                path,
                advice=f"give it one in source.yaml, say `value: {parameter.amount} days`",
                span=(0, len(text)),
            )
            return None
        return Duration(amount=parameter.amount, unit=Unit(parameter.unit))
    if scope.is_broken(text):
        return None
    duration = duration_of(text)
    if isinstance(duration, Fault):
        _refuse_duration(text, duration, scope, problems, path)
        return None
    return duration


def _refuse_duration(text: str, fault: Fault, scope: Scope, problems: Problems, path: Path) -> None:
    wrong = text[fault.start : fault.end]
    named = suggestion(text, scope.parameters) if not text[:1].isdigit() else None
    units = [word for word in UNITS if word.endswith("s")] if fault.start else []
    advice = fault.advice or suggestion(wrong, units) or named
    code = "unknown-unit" if fault.start else "bad-duration"
    problems.add(code, fault.message, path, advice=named or advice, span=(fault.start, fault.end))
