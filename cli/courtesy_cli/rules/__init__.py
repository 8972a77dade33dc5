"""`courtesy rules`: read, write and test rules."""

from __future__ import annotations

from courtesy_cli.lazy import LazyGroup, Listed

rules_group = LazyGroup(
    name="rules",
    help="Read, write and test rules.",
    listed=(
        Listed("list", "courtesy_cli.rules.show:list_command", "Name the rules, each with its sentence."),
        Listed("show", "courtesy_cli.rules.show:show_command", "Show one rule: what it says, when, and its citation."),
        Listed("new", "courtesy_cli.rules.new:new_command", "Lay down a pack that lints and tests green."),
        Listed(
            "cite", "courtesy_cli.rules.index:cite_command", "Print the citation of the passage that holds some words."
        ),
        Listed("lint", "courtesy_cli.rules.lint:lint_command", "Find what is wrong or weak in rules."),
        Listed("test", "courtesy_cli.rules.test:test_command", "Run the examples and the tests of rules."),
        Listed(
            "coverage", "courtesy_cli.rules.coverage:coverage_command", "Which cards and boundaries the tests exercise."
        ),
        Listed("mutate", "courtesy_cli.rules.mutate:mutate_command", "Change rules and see whether the tests notice."),
        Listed("fmt", "courtesy_cli.rules.fmt:fmt_command", "Format rule files, comments kept."),
        Listed("docs", "courtesy_cli.rules.docs:docs_command", "Write the rulebook to be read, as Markdown and HTML."),
        Listed(
            "try", "courtesy_cli.rules.try_out:try_command", "Change day, channel or person and see the verdict move."
        ),
    ),
)
