"""A decision and an explanation as text made to be read: the bottom line first, then source by source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from courtesy.condition import Branch
from courtesy.decision.values import Decision, Finding, SourceVerdict
from courtesy.decision.whynot import BranchAnswer, RuleAnswer
from courtesy.reports.words import (
    cite_words,
    listed,
    moment_words,
    proposal_words,
)
from courtesy.rule import Rulebook
from courtesy.verdict import VERDICT_OF_EFFECT, Combining, Verdict

Lines: TypeAlias = Iterator[RenderableType]

STYLE = {
    Verdict.FORBIDDEN: "bold red",
    Verdict.DISCOURAGED: "yellow",
    Verdict.SILENT: "dim",
    Verdict.PERMITTED: "green",
    Verdict.RECOMMENDED: "green",
    Verdict.REQUIRED: "bold green",
}
MARK = {
    Verdict.FORBIDDEN: "✗",
    Verdict.DISCOURAGED: "✗",
    Verdict.SILENT: "·",
    Verdict.PERMITTED: "✓",
    Verdict.RECOMMENDED: "✓",
    Verdict.REQUIRED: "✓",
}
_COUNSEL_SHOWN = 3
_COMBINING = {
    Combining.DENY_OVERRIDES: "one source that opposes is enough",
    Combining.PERMIT_OVERRIDES: "one source that favours is enough",
    Combining.FIRST_APPLICABLE: "the first source that speaks decides",
    Combining.ONLY_ONE_APPLICABLE: "exactly one source may speak",
    Combining.DENY_UNLESS_PERMIT: "what no source favours is forbidden",
    Combining.PERMIT_UNLESS_DENY: "what no source opposes is permitted",
    Combining.MAJORITY: "the majority of the sources that speak decides, a tie opposes",
    Combining.REPORT_ONLY: "the split is shown, nothing is decided",
}


def print_decision(
    console: Console, rulebook: Rulebook, decision: Decision, *, verbose: bool, outlook: Sequence[str] = ()
) -> None:
    """Write a decision. `verbose` adds the findings that do not decide, met demands and digests.

    `outlook` are sentences on how firmly it stands; they follow the bottom line.
    """
    for line in _decision(rulebook, decision, verbose=verbose, outlook=outlook):
        console.print(line)


def _decision(rulebook: Rulebook, decision: Decision, *, verbose: bool, outlook: Sequence[str]) -> Lines:
    yield from _bottom_line(decision)
    yield from (Text(sentence) for sentence in outlook)
    for item in (*_where(decision, opposes=True), *_where(decision, opposes=False)):
        yield ""
        yield Text.assemble(
            (f"{MARK[item.verdict]} {item.source}", f"bold {STYLE[item.verdict]}"),
            (f"  {item.verdict.value}", STYLE[item.verdict]),
        )
        shown = [finding for finding in decision.findings if finding.source == item.source]
        for finding in shown if verbose else [finding for finding in shown if finding.decides]:
            yield _indented(_finding(rulebook, finding, decision, verbose=verbose), 2)
    yield from _rest(decision, verbose=verbose)


def _bottom_line(decision: Decision) -> Lines:
    verdict = "no verdict" if decision.indeterminate else decision.verdict.value
    yield Text.assemble(
        (verdict.upper(), f"bold {STYLE[decision.verdict]}"),
        f"  {proposal_words(decision.case, decision.proposal)}",
    )
    yield _summary(decision)


def _summary(decision: Decision) -> Text:
    favour = [item.source for item in decision.sources if item.verdict.favours]
    against = [item.source for item in decision.sources if item.verdict.opposes]
    split = [
        f"{side}: {listed(sources)}." for side, sources in (("Against it", against), ("For it", favour)) if sources
    ]
    told = " ".join(split) or "No source speaks of it."
    return Text(f"{told} Profile {decision.profile} ({decision.combining.value}): {_COMBINING[decision.combining]}.")


def _where(decision: Decision, *, opposes: bool) -> list[SourceVerdict]:
    return [item for item in decision.sources if (item.verdict.opposes if opposes else item.verdict.favours)]


def _finding(rulebook: Rulebook, finding: Finding, decision: Decision, *, verbose: bool) -> RenderableType:
    verdict = VERDICT_OF_EFFECT[finding.effect]
    parts: list[RenderableType] = [
        Text.assemble((_title(finding), f"{STYLE[verdict]}")),
        _indented(Text(finding.says), 2),
    ]
    parts.extend(_labelled(label, sentence) for label, sentence in _because(finding, verbose=verbose))
    if finding.spans and decision.proposal.message is not None:
        parts.append(_labelled("in the text", _quoted(finding, decision)))
    if finding.fix and verdict.opposes:
        parts.append(_labelled("instead", finding.fix))
    if finding.changes_at is not None:
        parts.append(_labelled("until", moment_words(finding.changes_at)))
    if finding.reading:
        parts.append(_labelled("reading", finding.reading))
    parts.append(_labelled("see", cite_words(rulebook, finding.source, finding.cite), style="dim"))
    return Group(*parts)


def _because(finding: Finding, *, verbose: bool) -> Iterator[tuple[str, str]]:
    """What the finding turned on; the circumstances only where nothing else is left to tell, or on demand."""
    decisive = [item.sentence for item in finding.because if item.decisive]
    given = [item.sentence for item in finding.because if not item.decisive]
    yield from (("because", sentence) for sentence in decisive or given)
    if verbose and decisive:
        yield from (("given", sentence) for sentence in given)


def _title(finding: Finding) -> str:
    when = {Branch.EARLY: ", too early", Branch.LATE: ", too late"}.get(finding.branch, "")
    inside = f", exception {finding.exception}" if finding.exception else ""
    implied = ", implied" if finding.implied else ""
    return f"{finding.rule} ({finding.effect.value}{when}{inside}{implied})"


def _quoted(finding: Finding, decision: Decision) -> str:
    message = decision.proposal.message
    assert message is not None, "only a finding on a text has spans"
    texts = {"subject": message.subject or "", "body": message.body}
    pieces = [" ".join(texts[span.part][span.start : span.end].split()) for span in finding.spans]
    return ", ".join(f"“{piece}”" for piece in dict.fromkeys(pieces))


def _rest(decision: Decision, *, verbose: bool) -> Lines:
    silent = [item.source for item in decision.sources if item.verdict is Verdict.SILENT]
    if silent:
        yield ""
        yield Text(f"· silent: {listed(silent)}", style="dim")
    if decision.unknown:
        yield ""
        yield Text(_unknown(decision, verbose=verbose))
    if decision.counsel:
        yield ""
        yield Text("Worth knowing now", style="bold")
        shown = decision.counsel if verbose else decision.counsel[:_COUNSEL_SHOWN]
        for item in shown:
            yield _indented(Text.assemble(item.says, (f"  {item.rule}", "dim")), 2)
        if len(shown) < len(decision.counsel):
            more = len(decision.counsel) - len(shown)
            yield _indented(Text(f"and {more} more (--verbose shows all)", style="dim"), 2)
    if verbose and decision.met:
        yield ""
        yield Text("Demands on the text that are met", style="bold")
        for item in decision.met:
            yield _indented(Text.assemble(item.says, (f"  {item.rule}", "dim")), 2)


def _unknown(decision: Decision, *, verbose: bool) -> str:
    rules = sorted({rule for item in decision.unknown for rule in item.asked_by})
    signals = [item.signal.removeprefix("message.") for item in decision.unknown]
    start = "The text was not given" if decision.proposal.message is None else "Not everything could be read"
    sources = listed(sorted({rule.partition("/")[0] for rule in rules}))
    count = f"{len(rules)} rule{'s' if len(rules) != 1 else ''} of {sources}"
    told = f"{start}: {count} could not be asked"
    return f"{told} ({', '.join(signals)})." if verbose else f"{told}; add --message to have them checked."


def print_explanation(console: Console, rulebook: Rulebook, answer: RuleAnswer, asked: str) -> None:
    """Write why a rule spoke, or why it did not: the decisive conditions in plain words."""
    speaks = "speaks on" if answer.speaks else "does not speak on"
    console.print(Text.assemble((answer.card.id, "bold"), f" {speaks} {asked}."))
    console.print(_indented(Text(answer.card.says), 2))
    chosen = [branch for branch in answer.branches if branch.speaks] or [answer.nearest]
    for branch in chosen:
        console.print(_indented(_branch(branch), 2))
    if answer.unknown:
        console.print(_labelled("unknown", ", ".join(answer.unknown)))
    console.print(_labelled("see", cite_words(rulebook, answer.card.source, answer.card.cite), style="dim"))


def _branch(branch: BranchAnswer) -> RenderableType:
    label = "because" if branch.speaks else "decisive"
    parts: list[RenderableType] = [_labelled(label, item.sentence) for item in branch.decisive]
    if branch.changes_at is not None:
        turns = "until" if branch.speaks else "speaks from"
        parts.append(_labelled(turns, moment_words(branch.changes_at)))
    return Group(*parts)


def _labelled(label: str, text: str, style: str = "") -> RenderableType:
    return _indented(Text.assemble((f"{label}: ", "dim"), (text, style)), 2)


def _indented(content: RenderableType, columns: int) -> Padding:
    return Padding(content, (0, 0, 0, columns), expand=False)
