"""What an audit found: conflicts with their witnesses, and what could not be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from courtesy.condition import Branch
from courtesy.diagnostic import Location
from courtesy.rule import Cite
from courtesy.verdict import Effect


class Grade(StrEnum):
    """How hard two rules clash on one proposal."""

    DILEMMA = "dilemma"
    """One requires what the other forbids: no behaviour follows both."""
    OPPOSITION = "opposition"
    """One of them is categorical: it is forbidden and favoured, or required and discouraged."""
    TENSION = "tension"
    """One recommends or permits what the other discourages."""


class Survival(StrEnum):
    """Under how many of the alternative readings a conflict stays."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A dated diary and a proposal as plain data (the form of case files); `message` are signals of the text by name.

    `text` is a text that is read so (None: no text is needed, or none was found and the signals were put in).
    """

    case: Mapping[str, Any]
    proposal: Mapping[str, Any]
    message: Mapping[str, bool | int | str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two rules: the card, the part of it that speaks, and what it says. A met demand has no effect."""

    rule: str
    source: str
    key: str
    branch: Branch
    exception: str | None
    effect: Effect | None
    says: str
    cite: Cite
    implied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A reading (`source/name`) whose options give different verdicts on one proposal: one favours it, another opposes it."""

    reading: str
    favours: str
    opposes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A situation in which one rule favours a proposal and another opposes it.

    `topic` is what they clash over (`courtesy.audit.grading.TOPICS`); `stricter_by` is the number of days on which they differ where both count from the same anchor, `anchor` its name.
    `readings` tells whether it stays under the alternatives to `depends_on`, the readings that matter to it.
    Without `content` the favouring source, whose demand on the text is met, has something else against the act wherever
    the two meet. With a `turn` the two rules are of one source and never speak under the same option: the witness is read with both.
    """

    favours: Side
    opposes: Side
    act: str
    grade: Grade
    witness: Witness
    replayed: bool
    readings: Survival
    depends_on: tuple[str, ...] = ()
    topic: str = "history"
    stricter_by: int | None = None
    anchor: str | None = None
    acknowledged: str | None = None
    turn: Turn | None = None
    content: bool = True

    @property
    def within_source(self) -> bool:
        """True where a source contradicts itself."""
        return self.favours.source == self.opposes.source


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAnalysed:
    """A question that was not decided, and why."""

    question: str
    rules: tuple[str, ...]
    act: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A demand of one source on the text of an act, and the rules of another (or the same) source that favour the act.

    Whether they ever meet is not asked: other words serve both. `pairs` are counted by the parts of the rules that speak.
    """

    act: str
    favours: str
    demand: Side
    rules: tuple[str, ...]
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """All conflicts of a rulebook under some readings.

    `within` are those inside a source: where two of its rules meet, or two options of a reading differ; `asked` pairs were asked about, of which `refuted` were proved harmless, and
    `wording` more differ in nothing but the text: a text that follows the one rule is there beside the other. These are
    listed in `wordings`, where that was asked for, by act and sources.
    """

    rulebook: str
    readings: Mapping[str, str]
    conflicts: tuple[Conflict, ...]
    within: tuple[Conflict, ...]
    not_analysed: tuple[NotAnalysed, ...]
    asked: int
    refuted: int
    wording: int
    assumptions: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """A part of a rule that never matters: it never speaks, or the rules `by` always speak beside it."""

    rule: str
    source: str
    key: str
    branch: Branch
    exception: str | None
    says: str
    location: Location
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A situation in which no rule speaks on an act by a channel."""

    act: str
    channel: str
    witness: Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """Sources that can favour an act. With a witness they all favour at once; without, they never do (proved).

    `minimal` is true where every smaller group of them can.
    """

    act: str
    sources: tuple[str, ...]
    witness: Witness | None
    minimal: bool = False
    reason: str | None = None

    @property
    def decided(self) -> bool:
        """False where neither a situation nor a proof was found; then `reason` tells why."""
        return self.reason is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How often one source favours what another opposes, by grade."""

    favours: str
    opposes: str
    grades: Mapping[Grade, int]

    @property
    def total(self) -> int:
        """All conflicts of this pair in this direction."""
        return sum(self.grades.values())
