"""`courtesy case`: the history of an application, kept in a file."""

from __future__ import annotations

from courtesy_cli.lazy import LazyGroup, Listed

case_group = LazyGroup(
    name="case",
    help="Keep the history of an application in a file.",
    epilog="Exit status: 0 done, 2 wrong usage, 3 unusable input. Nothing is ever half-written.",
    listed=(
        Listed("new", "courtesy_cli.case.new:new_command", "Make a case file, from answers or options."),
        Listed(
            "log", "courtesy_cli.case.log:log_command", "Add an event to a case file, and change nothing else in it."
        ),
        Listed("show", "courtesy_cli.case.show:show_command", "Show the history as a timeline."),
        Listed("check", "courtesy_cli.case.check:check_command", "Tell everything that is wrong with a case file."),
        Listed(
            "import",
            "courtesy_cli.case.importing:import_command",
            "Find events in mail (.eml, .mbox) and calendars (.ics).",
        ),
    ),
)
