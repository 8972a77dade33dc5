"""Effects, verdicts and the combining algorithms: what a source said, and how a user weighs several sources."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from courtesy.frozen import dataclass


class Effect(StrEnum):
    """What a source says of an act (RFC 2119: must, should, may, should not, must not)."""

    REQUIRE = "require"
    RECOMMEND = "recommend"
    PERMIT = "permit"
    DISCOURAGE = "discourage"
    FORBID = "forbid"


class Verdict(StrEnum):
    """What a source, or a profile over several, says of one proposal."""

    FORBIDDEN = "forbidden"
    DISCOURAGED = "discouraged"
    SILENT = "silent"
    PERMITTED = "permitted"
    RECOMMENDED = "recommended"
    REQUIRED = "required"

    @property
    def opposes(self) -> bool:
        """True for a verdict against the proposal."""
        return self in OPPOSING

    @property
    def favours(self) -> bool:
        """True for a verdict for the proposal."""
        return self in FAVOURING


OPPOSING = (Verdict.FORBIDDEN, Verdict.DISCOURAGED)
"""The verdicts against a proposal, strongest first."""

FAVOURING = (Verdict.REQUIRED, Verdict.RECOMMENDED, Verdict.PERMITTED)
"""The verdicts for a proposal, strongest first."""

PRECEDENCE = (*OPPOSING, *FAVOURING, Verdict.SILENT)
"""Within one source the first of these that any speaking rule gives is the source's verdict."""

VERDICT_OF_EFFECT = {
    Effect.REQUIRE: Verdict.REQUIRED,
    Effect.RECOMMEND: Verdict.RECOMMENDED,
    Effect.PERMIT: Verdict.PERMITTED,
    Effect.DISCOURAGE: Verdict.DISCOURAGED,
    Effect.FORBID: Verdict.FORBIDDEN,
}


class Combining(StrEnum):
    """Combining algorithms over sources: six named in XACML 3.0, and two of ours."""

    DENY_OVERRIDES = "deny-overrides"
    PERMIT_OVERRIDES = "permit-overrides"
    FIRST_APPLICABLE = "first-applicable"
    ONLY_ONE_APPLICABLE = "only-one-applicable"
    DENY_UNLESS_PERMIT = "deny-unless-permit"
    PERMIT_UNLESS_DENY = "permit-unless-deny"
    MAJORITY = "majority"
    REPORT_ONLY = "report-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a user combines sources.

    `sources` in order of precedence (None: every source of the rulebook, in the rulebook's order);
    `readings` maps `SOURCE/READING` to the chosen option, all others stand at their default.
    """

    name: str
    combining: Combining = Combining.DENY_OVERRIDES
    sources: tuple[str, ...] | None = None
    readings: tuple[tuple[str, str], ...] = field(default=())
