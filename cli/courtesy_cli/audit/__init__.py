"""`courtesy audit`: where the sources contradict one another, proved."""

from __future__ import annotations

from courtesy_cli.lazy import LazyGroup, Listed

audit_group = LazyGroup(
    name="audit",
    help="Where the sources contradict one another, proved.",
    listed=(
        Listed(
            "conflicts",
            "courtesy_cli.audit.conflicts:conflicts_command",
            "Rules that clash on one proposal, each with a dated diary.",
        ),
        Listed(
            "groups",
            "courtesy_cli.audit.groups:groups_command",
            "Sources that can, or cannot, all be followed together.",
        ),
        Listed(
            "agreement",
            "courtesy_cli.audit.agreement:agreement_command",
            "The main situations day by day, and where all agree.",
        ),
        Listed("matrix", "courtesy_cli.audit.matrix:matrix_command", "Source against source: conflicts counted."),
        Listed("gaps", "courtesy_cli.audit.gaps:gaps_command", "Situations on which no rule speaks."),
        Listed("dead", "courtesy_cli.audit.idle:dead_command", "Rules that never speak."),
        Listed("shadowed", "courtesy_cli.audit.idle:shadowed_command", "Rules that never decide."),
        Listed("redundant", "courtesy_cli.audit.idle:redundant_command", "Rules that only repeat another."),
        Listed("diff", "courtesy_cli.audit.diff:diff_command", "Which decisions change from one rulebook to another."),
        Listed(
            "what-if",
            "courtesy_cli.audit.what_if:what_if_command",
            "Conflicts that appear or go when a vague word is another number.",
        ),
        Listed("report", "courtesy_cli.audit.report:report_command", "The whole audit in one report."),
    ),
)
