"""The table of lints: every code with its severity and what it finds, in one sentence."""

from __future__ import annotations

from courtesy.diagnostic import Severity
from courtesy.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """One lint. `code` is stable; `says` is what it finds; one that is not `silenceable` is about the silencing itself."""

    code: str
    says: str
    severity: Severity = Severity.WARNING
    silenceable: bool = True


_ABOUT_MEANING = (
    Lint(code="never-speaks", says="A card whose conditions exclude one another."),
    Lint(code="dead-option", says="An alternative of `any` that can never hold beside the rest of the condition."),
    Lint(code="dead-otherwise", says="An `otherwise` that can never speak, too early or too late."),
    Lint(code="empty-demand", says="A demand on the text that every text meets, or none can."),
    Lint(code="unreachable-exception", says="An exception that can never apply where its card does."),
    Lint(code="overlapping-siblings", says="Two exceptions side by side that can both apply and say different things."),
    Lint(
        code="contradictory-cards", says="A favouring card that another card of its source opposes in every situation."
    ),
    Lint(code="duplicate-card", says="Two cards of one source that say the same in the same situations."),
    Lint(code="favour-without-otherwise", says="Timely advice whose source says nothing of any other time."),
)
_ABOUT_WORDS = (
    Lint(code="vague-words", says="Vague words of time or amount that no parameter makes a number."),
    Lint(code="one-sentence", says="Words of a card that are not exactly one sentence."),
    Lint(code="full-stop", says="A sentence that does not end with a full stop."),
    Lint(code="capital", says="A sentence that does not begin with a capital letter."),
    Lint(code="long-sentence", says="A sentence of more than 30 words."),
    Lint(code="plain-words", says="Words of the office or of the rule language where plain ones would do."),
    Lint(code="no-question", says="The question of a reading that does not end with a question mark."),
    Lint(code="duplicate-says", says="Two cards of one source with the same sentence."),
    Lint(
        code="copied-words",
        says="A sentence in the article's own words (found with `--documents`).",
        severity=Severity.ERROR,
    ),
)
_ABOUT_HELP = (
    Lint(code="missing-fix", says="A card that opposes an act and does not say what to do instead."),
    Lint(code="missing-hint", says="A demand on the text without a `fix` that tells how to meet it."),
    Lint(code="no-speaking-example", says="A card without an example on which it speaks."),
    Lint(code="no-silent-example", says="A card without an example on which it is silent."),
    Lint(code="no-tests", says="A source without tests."),
)
_ABOUT_PROVENANCE = (
    Lint(code="no-passages", says="A source without an account of its passages."),
    Lint(code="rule-without-passage", says="A card that no passage names."),
    Lint(code="cite-elsewhere", says="A card that cites a passage which does not name it."),
    Lint(code="missing-passage", says="A passage that is left out of the account, told by the gap in the numbers."),
    Lint(
        code="unlisted-passage",
        says="A sentence of the document that the account does not list (found with `--documents`).",
        severity=Severity.ERROR,
    ),
    Lint(
        code="wrong-citation",
        says="A citation that does not hold against the document (found with `--documents`).",
        severity=Severity.ERROR,
    ),
    Lint(code="placeholder-digest", says="A digest that was made up: one digit repeated."),
    Lint(code="parameter-without-cite", says="A parameter that does not say where its vague words stand."),
    Lint(code="reading-without-cite", says="A reading that does not say which passage reads several ways."),
)
_ABOUT_NAMES = (
    Lint(code="unused-parameter", says="A parameter that no card uses."),
    Lint(code="unused-reading", says="A reading that no card uses."),
    Lint(code="unused-anchor", says="An anchor that no card uses."),
    Lint(
        code="unquoted-value",
        says="Text without quotes that other readers of YAML take for a number, a date or a truth value.",
    ),
)
_ABOUT_SILENCING = (
    Lint(
        code="unused-silencing", says="A silencing on a line on which the lint has nothing to say.", silenceable=False
    ),
    Lint(code="silencing-without-reason", says="A silencing that gives no reason.", silenceable=False),
    Lint(code="unknown-lint", says="A silencing of a lint that does not exist.", silenceable=False),
)

LINTS: dict[str, Lint] = {
    lint.code: lint
    for lint in (
        *_ABOUT_MEANING,
        *_ABOUT_WORDS,
        *_ABOUT_HELP,
        *_ABOUT_PROVENANCE,
        *_ABOUT_NAMES,
        *_ABOUT_SILENCING,
    )
}
"""Every lint by its code."""
