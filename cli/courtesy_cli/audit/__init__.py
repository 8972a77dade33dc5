"""`courtesy audit`: where the sources contradict one another, proved."""

from __future__ import annotations

from courtesy_cli.lazy import LazyGroup, Listed

audit_group = LazyGroup(
    name="audit",
    help="Where the sources contradict one another, proved.",
    listed=(
        Listed("conflicts", "courtesy_cli.audit.conflicts:conflicts_command", "Rules that clash on one proposal, each with a dated diary."),
    ),
)
