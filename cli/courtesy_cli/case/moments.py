"""Moments given as options, read as the loader reads those of a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from courtesy.diagnostic import Diagnostic
from courtesy_cli.case.words import misuse

if TYPE_CHECKING:
    from courtesy.keeping.entry import FieldValue

_MOMENTS = ("at", "ends", "by")


def moment_option(option: str, text: str | None, zone: ZoneInfo) -> datetime:
    """The moment that an option gives, now without one; what is none ends the command."""
    from courtesy.loading.moments import Fault, moment_of  # noqa: PLC0415

    if text is None:
        return datetime.now(UTC).astimezone(zone)
    moment = moment_of(text, zone)
    if isinstance(moment, Fault):
        misuse([_told(option, moment.message, moment.advice)])
    return moment


def moment_problems(given: Mapping[str, str | None], zone: ZoneInfo) -> list[Diagnostic]:
    """One diagnostic for each option (by name) whose text is no moment in the zone; `--by` may be a day."""
    from courtesy.loading.moments import (  # noqa: PLC0415
        Fault,
        end_of_day_or_moment,
        moment_of,
    )

    problems: list[Diagnostic] = []
    for option, text in given.items():
        read = end_of_day_or_moment if option == "--by" else moment_of
        found = read(text, zone) if text is not None else None
        problems += [_told(option, found.message, found.advice)] if isinstance(found, Fault) else []
    return problems


def wrong_moments(fields: Mapping[str, FieldValue | None], zone: ZoneInfo) -> list[Diagnostic]:
    """One diagnostic for each field of an event that should be a moment and is none."""
    given = {f"--{name}": fields.get(name) for name in _MOMENTS}
    texts = {option: text for option, text in given.items() if isinstance(text, str)}
    return moment_problems(texts, zone)


def _told(option: str, message: str, advice: str | None) -> Diagnostic:
    return Diagnostic(code="wrong-moment", message=f"{option}: {message}", help=advice)
