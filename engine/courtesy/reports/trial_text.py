"""What was tried, as text: a line a source, every failure with what was expected, what came, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from courtesy.authoring.trial import Outcome
from courtesy.loading.render import render_diagnostic
from courtesy.reports.words import proposal_words

WORDS = ("passed", "failed", "unusable", "skipped")


def trial_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The whole report, failures first, the bottom line last."""
    for outcome in outcomes:
        if outcome.failures or outcome.problems:
            yield from _failure(outcome)
            yield ""
    for outcome in outcomes:
        if outcome.skipped is not None:
            yield f"skipped: {outcome.name} ({outcome.skipped})"
    for group in dict.fromkeys(outcome.group for outcome in outcomes):
        yield f"{group:<20}  {tally([outcome for outcome in outcomes if outcome.group == group])}"
    yield bottom_line(outcomes)


def bottom_line(outcomes: Sequence[Outcome]) -> str:
    """`747 tried: 746 passed, 1 failed`."""
    ran = sum(outcome.skipped is None for outcome in outcomes)
    if not ran:
        return "no test ran: nothing was proved"
    return f"{ran} tried: {tally(outcomes)}"


def tally(outcomes: Sequence[Outcome]) -> str:
    """`746 passed, 1 failed`."""
    counts = Counter(outcome.word for outcome in outcomes)
    return ", ".join(f"{counts[word]} {word}" for word in WORDS if counts[word])


def _failure(outcome: Outcome) -> Iterator[str]:
    yield f"FAILED {outcome.name}"
    yield f"  at {outcome.location}"
    if outcome.case is not None and outcome.proposal is not None:
        yield f"  {proposal_words(outcome.case, outcome.proposal)}"
    for failure in outcome.failures:
        yield f"  - expected: {failure.expected}"
        yield f"  + came:     {failure.came}"
        for reason in failure.why:
            yield f"      {reason}"
    for problem in outcome.problems:
        yield from (f"  {line}" for line in render_diagnostic(problem).rstrip("\n").split("\n"))
