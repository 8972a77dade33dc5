"""`vocabulary.yaml` of the rulebook and of packs to one vocabulary: packs extend it, nobody redefines a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from courtesy.diagnostic import Diagnostic, in_order
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.document import Path
from courtesy.loading.problems import Problems
from courtesy.loading.rule_files import VOCABULARY_FILE
from courtesy.loading.vocabulary_shapes import EVENT_FIELDS, VOCABULARY
from courtesy.loading.wording import suggestion
from courtesy.loading.yaml_reader import survey_yaml
from courtesy.vocabulary import EventWord, MessageWord, Vocabulary


@dataclass(slots=True, kw_only=True)
class _Words:
    """The words so far, and the file that each section's words came from."""

    acts: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    fields: dict[str, dict[str, tuple[str, ...] | None]] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)


def read_vocabulary(
    directories: Iterable[FilePath],
) -> tuple[Vocabulary, tuple[Diagnostic, ...]]:
    """All words of the directories' `vocabulary.yaml` files, the first one's and what later ones add."""
    words, found = _Words(), list[Diagnostic]()
    for directory in directories:
        path = directory / VOCABULARY_FILE
        if path.exists():
            found += _read_file(path, words)
    return _vocabulary(words), in_order(found)


def _read_file(path: FilePath, words: _Words) -> list[Diagnostic]:
    document, problems = survey_yaml(path)
    if document is None:
        return list(problems)
    collected = Problems(document=document, found=list(problems))
    data = check(document.data, VOCABULARY, collected)
    if data is not UNUSABLE:
        _add_all(data, words, collected)
    return collected.found


def _add_all(data: Mapping[str, Any], words: _Words, problems: Problems) -> None:
    for section in ("acts", "channels", "roles", "events", "traits", "messages"):
        known: dict[str, Any] = getattr(words, section)
        for name, value in data.get(section, {}).items():
            if _is_new(section, name, known, words, problems):
                known[name] = value
    _check_events(data, problems)
    _check_signals(data, problems)
    for event, fields in data.get("fields", {}).items():
        _add_fields(event, fields, words, problems)


def _is_new(section: str, name: str, known: Mapping[str, Any], words: _Words, problems: Problems) -> bool:
    path = (section, name)
    # An act is an event, too: the two share their names.
    twins: Mapping[str, Mapping[str, Any]] = {"acts": words.events, "events": words.acts}
    if name in known or name in twins.get(section, {}):
        _refuse_redefinition(name, path, words.files.get((section, name)), problems)
        return False
    words.files[section, name] = problems.document.file if problems.document else ""
    return True


def _refuse_redefinition(name: str, path: Path, file: str | None, problems: Problems) -> None:
    advice = f"it is defined in {file}; choose another word" if file else "choose another word"
    problems.add("redefined-word", f"the word `{name}` is defined already", path, advice=advice, on_key=True)


def _check_events(data: Mapping[str, Any], problems: Problems) -> None:
    for name, event in data.get("events", {}).items():
        carried = {*event.get("required", ()), *event.get("optional", ())}
        if ("says" in carried) != ("says" in event):
            problems.add(
                "incomplete-word",
                f"the event `{name}` needs the field `says` and its words together",
                ("events", name),
                advice="name `says` among its fields, and list its words under `says`",
                on_key=True,
            )


def _check_signals(data: Mapping[str, Any], problems: Problems) -> None:
    for name, signal in data.get("messages", {}).items():
        if (signal["kind"] == "choice") != ("options" in signal):
            problems.add(
                "incomplete-word",
                f"the signal `{name}` is a choice only with `options`",
                ("messages", name),
                advice="give `kind: choice` and `options` together",
                on_key=True,
            )


def _add_fields(event: str, fields: Mapping[str, Any], words: _Words, problems: Problems) -> None:
    known = {**words.events, **words.acts}
    if event not in known:
        problems.add(
            "unknown-word",
            f"`{event}` is not an event",
            ("fields", event),
            advice=suggestion(event, known),
            on_key=True,
        )
        return
    taken = words.fields.setdefault(event, {})
    for name, allowed in fields.items():
        if name in taken or name in EVENT_FIELDS or name in {"event", "at"}:
            _refuse_redefinition(name, ("fields", event, name), None, problems)
        else:
            taken[name] = None if allowed == "text" else tuple(allowed)


def _vocabulary(words: _Words) -> Vocabulary:
    events = {name: _event_word(name, data, words) for name, data in words.events.items()}
    acts = {name: _act_word(name, meaning, words) for name, meaning in words.acts.items()}
    return Vocabulary(
        acts=words.acts,
        channels=words.channels,
        roles=words.roles,
        events={**events, **acts},
        traits=words.traits,
        messages={name: _message_word(name, data) for name, data in words.messages.items()},
    )


def _event_word(name: str, data: Mapping[str, Any], words: _Words) -> EventWord:
    return EventWord(
        name=name,
        meaning=data["meaning"],
        by_candidate=data.get("by_candidate", False),
        required=tuple(data.get("required", ())),
        optional=tuple(data.get("optional", ())),
        says=tuple(data.get("says", ())),
        fields=words.fields.get(name, {}),
    )


def _act_word(name: str, meaning: str, words: _Words) -> EventWord:
    """An act that was done is an event with recipients and a channel."""
    return EventWord(
        name=name,
        meaning=meaning,
        by_candidate=True,
        required=(),
        optional=("to", "channel"),
        fields=words.fields.get(name, {}),
    )


def _message_word(name: str, data: Mapping[str, Any]) -> MessageWord:
    return MessageWord(
        name=name,
        meaning=data["meaning"],
        kind=data["kind"],
        options=tuple(data.get("options", ())),
        bad_tone=data.get("bad_tone", False),
    )
