"""Profiles: how a user combines the sources, from files and options, every name checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from courtesy.diagnostic import Diagnostic, has_errors, in_order
from courtesy.loading.case_shapes import profile_grammar
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.document import Document, Path
from courtesy.loading.problems import Problems
from courtesy.loading.rule_files import profile_files
from courtesy.loading.wording import suggestion
from courtesy.loading.yaml_reader import read_yaml
from courtesy.rule import Rulebook, Source
from courtesy.verdict import Combining, Profile

DEFAULT_PROFILE = "cautious"


def read_profiles(
    directories: Iterable[FilePath], sources: Sequence[Source]
) -> tuple[dict[str, Profile], tuple[Diagnostic, ...]]:
    """All profiles of these directories by name; a name stands for one profile only."""
    found: dict[str, Profile] = {}
    problems: list[Diagnostic] = []
    for directory in directories:
        for path in profile_files(directory):
            profile, told = read_profile_file(path, sources)
            problems += told
            if profile is not None and found.setdefault(profile.name, profile) is not profile:
                message = f"{path}: there is a profile `{profile.name}` already"
                advice = "a pack adds profiles, it never replaces one"
                problems.append(Diagnostic(code="duplicate-id", message=message, help=advice))
    return found, in_order(problems)


def read_profile_file(path: FilePath, sources: Sequence[Source]) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """The profile in a file, its names checked against the sources."""
    document, problems = read_yaml(path)
    if document is None:
        return None, problems
    return _profile(document, path.stem, sources)


def read_profile(name_or_path: str, rulebook: Rulebook) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """A profile by the name under which the rulebook or a pack ships it, or by the path of a file."""
    if name_or_path in rulebook.profiles:
        return rulebook.profiles[name_or_path], ()
    if "/" in name_or_path or name_or_path.endswith((".yaml", ".yml")):
        return read_profile_file(FilePath(name_or_path), rulebook.sources)
    return None, (
        Diagnostic(
            code="unknown-profile",
            message=f"there is no profile `{name_or_path}`",
            help=suggestion(name_or_path, rulebook.profiles) or "name a profile, or the path of a file",
        ),
    )


def choose_profile(
    rulebook: Rulebook, profile: str | None, sources: str | None, readings: Sequence[str]
) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """The profile of this name or file (default: cautious), with `--sources a,b` and `--reading SOURCE/NAME=OPTION`."""
    chosen, problems = read_profile(profile or DEFAULT_PROFILE, rulebook)
    if chosen is None:
        return None, problems
    collected = Problems(found=list(problems))
    if sources is not None:
        chosen = replace(chosen, sources=_listed_sources(sources, rulebook, collected))
    if readings:
        laid_over = dict(chosen.readings) | _asked_readings(readings, rulebook, collected)
        chosen = replace(chosen, readings=tuple(sorted(laid_over.items())))
    return (None if has_errors(collected.found) else chosen), collected.in_order


def _listed_sources(text: str, rulebook: Rulebook, problems: Problems) -> tuple[str, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        problems.add("no-value", "`--sources` names no source", (), advice="join sources by commas")
    _check_sources(names, rulebook.sources, problems, ())
    return tuple(dict.fromkeys(names))


def _asked_readings(readings: Sequence[str], rulebook: Rulebook, problems: Problems) -> dict[str, str]:
    found = {}
    for text in readings:
        name, equals, option = text.partition("=")
        if not equals or "/" not in name:
            problems.add(
                "wrong-form",
                f"`{text}` is not a choice of a reading",
                (),
                advice="write `--reading SOURCE/NAME=OPTION`",
            )
            continue
        found[name] = option
        _check_reading(name, option, rulebook.sources, problems, ())
    return found


def _profile(document: Document, stem: str, sources: Sequence[Source]) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    problems = Problems(document=document)
    data = check(document.data, profile_grammar(), problems)
    if data is UNUSABLE:
        return None, problems.in_order
    _check_sources(data.get("sources", ()), sources, problems, ("sources",))
    for name, option in data.get("readings", {}).items():
        _check_reading(name, option, sources, problems, ("readings", name))
    profile = _value(data, stem)
    return (None if has_errors(problems.found) else profile), problems.in_order


def _value(data: Mapping[str, Any], stem: str) -> Profile:
    return Profile(
        name=data.get("name", stem),
        combining=Combining(data["combining"]),
        sources=tuple(data["sources"]) if "sources" in data else None,
        readings=tuple(sorted(data.get("readings", {}).items())),
    )


def _check_sources(names: Sequence[str], sources: Sequence[Source], problems: Problems, path: Path) -> None:
    known = [source.id for source in sources]
    for place, name in enumerate(names):
        if name not in known:
            advice = suggestion(name, known)
            problems.add(
                "unknown-source", f"there is no source `{name}`", (*path, place) if path else (), advice=advice
            )
        elif path and name in names[:place]:
            message = f"the source `{name}` stands here a second time"
            problems.add("duplicate-source", message, (*path, place), advice="name each source once")


def _check_reading(name: str, option: str, sources: Sequence[Source], problems: Problems, path: Path) -> None:
    readings = {f"{source.id}/{reading.name}": reading for source in sources for reading in source.readings.values()}
    reading = readings.get(name)
    if reading is None:
        advice = suggestion(name, readings)
        problems.add("unknown-reading", f"there is no reading `{name}`", path, advice=advice, on_key=True)
    elif option not in reading.options:
        advice = suggestion(option, reading.options)
        problems.add("unknown-option", f"the reading `{name}` has no option `{option}`", path, advice=advice)
