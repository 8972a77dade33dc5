"""What a check answers: the decision, its findings with their evidence, and what would have to be known."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from courtesy.case import Case, Proposal
from courtesy.condition import Branch, Value
from courtesy.frozen import dataclass
from courtesy.rule import Cite
from courtesy.verdict import Combining, Effect, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One signal that a finding turned on: its name and value, what is needed, and a sentence that says so.

    `decisive` marks what the proposal itself could change (its moment, channel, people, text) or what a window or a
    demand missed; the rest is the circumstance in which the rule applies.
    """

    signal: str
    value: Value | None
    needs: str
    sentence: str
    decisive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSpan:
    """Words of the message that a finding minds: code points of the NFC text with LF line ends."""

    part: str
    start: int
    end: int
    entry: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that spoke on a proposal.

    `branch` tells which part of the card spoke, `exception` the path of the exception that did; `decides` is true where
    the finding carries its source's verdict. `changes_at` is the first instant at which it would no longer speak as
    time passes and nothing else happens (None: never within the horizon).
    """

    rule: str
    source: str
    effect: Effect
    branch: Branch
    exception: str | None
    says: str
    because: tuple[Evidence, ...]
    cite: Cite
    spans: tuple[MessageSpan, ...]
    fix: str | None
    reading: str | None
    implied: bool
    decides: bool
    changes_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceVerdict:
    """One source's verdict, and the rules that give it (sorted)."""

    source: str
    verdict: Verdict
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A message signal that could not be read, and the rules that asked for it."""

    signal: str
    asked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A counsel card that matters in this situation, or a demand on the text that is met.

    `about_act` is true where it is about this act, false where it matters beside any.
    """

    rule: str
    source: str
    says: str
    cite: Cite
    about_act: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to a check. `indeterminate` marks that only-one-applicable met several sources that speak."""

    rulebook: str
    engine: str
    case: Case
    proposal: Proposal
    profile: str
    combining: Combining
    verdict: Verdict
    indeterminate: bool
    contested: bool
    sources: tuple[SourceVerdict, ...]
    findings: tuple[Finding, ...]
    met: tuple[Advice, ...]
    unknown: tuple[Unknown, ...]
    counsel: tuple[Advice, ...]
    readings: tuple[tuple[str, str], ...]
    message: Any = None

    @property
    def opposed(self) -> bool:
        """True where the profile does not let the proposal pass: it opposes it, or could not decide."""
        return self.verdict.opposes or self.indeterminate
