"""The verdict on what is tried, with what moved since the last one marked."""

from __future__ import annotations

from collections.abc import Iterator

from courtesy.authoring.trying import Standing
from courtesy.decision.values import SourceVerdict
from courtesy.reports.words import proposal_words
from courtesy.verdict import Verdict


def standing_lines(standing: Standing, before: Standing | None) -> Iterator[str]:
    """The proposal, the profile's verdict, and a line for each source that speaks or has just stopped speaking."""
    decision = standing.decision
    old = {item.source: item for item in before.decision.sources} if before is not None else {}
    yield proposal_words(standing.case, standing.proposal)
    was = before.decision.verdict if before is not None else decision.verdict
    yield f"{_moved(was, decision.verdict).upper()}  (profile {decision.profile})"
    for item in decision.sources:
        former = old.get(item.source, item)
        if item.verdict is not Verdict.SILENT or former.verdict is not Verdict.SILENT:
            yield _source_line(item, former)
    silent = [item.source for item in decision.sources if item.verdict is Verdict.SILENT]
    if silent:
        yield f"  silent: {', '.join(silent)}"


def _source_line(item: SourceVerdict, former: SourceVerdict) -> str:
    mark = "*" if (item.verdict, item.rules) != (former.verdict, former.rules) else " "
    rules = ", ".join(rule.partition("/")[2] for rule in item.rules)
    return f"{mark} {item.source:<20}  {_moved(former.verdict, item.verdict)}" + (f"  {rules}" if rules else "")


def _moved(was: Verdict, now: Verdict) -> str:
    return now.value if was is now else f"{was.value} → {now.value}"
