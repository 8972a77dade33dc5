"""The whole audit of a rulebook in one value: what the page, Markdown and JSON are drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.groups import matrix, source_groups
from courtesy.audit.integrity import ASSUMPTIONS
from courtesy.audit.lanes import Timeline, timelines
from courtesy.audit.rules_audit import dead_rules, gaps, redundant_rules, shadowed_rules
from courtesy.audit.scenarios import SCENARIOS
from courtesy.audit.values import Cell, Conflicts, Gap, Idle, NotAnalysed, SourceGroup
from courtesy.audit.view import default_readings
from courtesy.rule import Rulebook, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The account of a source's sentences: encoded by rules, excluded by reason, and all of them."""

    source: str
    sentences: int
    encoded: int
    excluded: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """Everything that an audit found.

    `conflicts` holds the conflicts between and within sources; `matrix` counts them; `dead`, `shadowed` and `redundant`
    are rules that do not matter; `gaps` situations without any rule; `groups` which sources can be followed together;
    `timelines` the main situations day by day; `coverage` the account of the articles' sentences; `not_analysed`
    everything that was left open, of all questions.
    """

    rulebook: Rulebook
    readings: Mapping[str, str]
    conflicts: Conflicts
    matrix: tuple[Cell, ...]
    dead: tuple[Idle, ...]
    shadowed: tuple[Idle, ...]
    redundant: tuple[Idle, ...]
    gaps: tuple[Gap, ...]
    groups: tuple[SourceGroup, ...]
    timelines: tuple[Timeline, ...]
    coverage: tuple[Coverage, ...]
    not_analysed: tuple[NotAnalysed, ...]
    assumptions: tuple[str, ...] = ASSUMPTIONS


def audit(rulebook: Rulebook, scope: Scope, progress: Callable[[str], None] | None = None) -> AuditReport:
    """The whole audit. `progress` is told which act or step comes next."""
    auditor = Auditor(rulebook)
    readings = default_readings(rulebook, scope.readings)
    found = find_conflicts(auditor, scope, progress)
    dead = dead_rules(auditor)
    shadowed = shadowed_rules(auditor, readings)
    redundant = redundant_rules(auditor, readings)
    empty, open_gaps = gaps(auditor, readings, scope.acts)
    groups = source_groups(auditor, readings, scope.acts)
    return AuditReport(
        rulebook=rulebook,
        readings=dict(readings),
        conflicts=found,
        matrix=matrix(found, [source.id for source in rulebook.sources]),
        dead=dead.idle,
        shadowed=shadowed.idle,
        redundant=redundant.idle,
        gaps=empty,
        groups=groups,
        timelines=timelines(auditor, SCENARIOS, readings),
        coverage=tuple(coverage(source) for source in rulebook.sources),
        not_analysed=(
            *found.not_analysed,
            *dead.not_analysed,
            *shadowed.not_analysed,
            *redundant.not_analysed,
            *open_gaps,
            *open_groups(groups),
        ),
    )


def open_groups(groups: tuple[SourceGroup, ...]) -> tuple[NotAnalysed, ...]:
    """The groups that were not decided, as questions."""
    return tuple(
        NotAnalysed(question="group", rules=group.sources, act=group.act, reason=group.reason)
        for group in groups
        if group.reason is not None
    )


def coverage(source: Source) -> Coverage:
    """How a source's sentences are accounted for; `reason for: RULE` counts as `reason for`."""
    excluded = Counter(
        passage.excluded.partition(":")[0] for passage in source.passages if passage.excluded is not None
    )
    return Coverage(
        source=source.id,
        sentences=len(source.passages),
        encoded=sum(bool(passage.rules) for passage in source.passages),
        excluded=dict(sorted(excluded.items())),
    )
