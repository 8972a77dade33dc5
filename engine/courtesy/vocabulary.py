"""The closed lists of words: acts, channels, roles, events with their fields, anchors, traits and message signals."""

from __future__ import annotations

from collections.abc import Mapping

from courtesy.frozen import dataclass

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWord:
    """One kind of event: which fields it may and must carry. `says` lists the words of its field `says`.

    `by_candidate` is true for an act (the candidate's own message), false for what the employer does or both do.
    `fields` maps a field that a pack adds to its allowed words (None: any text).
    """

    name: str
    meaning: str
    by_candidate: bool
    required: tuple[str, ...]
    optional: tuple[str, ...]
    says: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWord:
    """One message signal: `kind` is `flag`, `count` or `choice` (then `options` lists its words)."""

    name: str
    meaning: str
    kind: str
    options: tuple[str, ...] = ()
    bad_tone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All words by name, each with its meaning in one sentence."""

    acts: Mapping[str, str]
    channels: Mapping[str, str]
    roles: Mapping[str, str]
    events: Mapping[str, EventWord]
    traits: Mapping[str, str]
    messages: Mapping[str, MessageWord]
