"""Groups whose commands are imported when they are used: `courtesy --help` loads none of them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Listed:
    """A command by name, where it stands (`module:attribute`), and its one line of help."""

    name: str
    target: str
    help: str


class LazyGroup(click.Group):
    """A click group over a table of listed commands, in the order of the table."""

    def __init__(self, *, name: str, listed: Sequence[Listed], **attributes: Any) -> None:
        """`attributes` are those of click.Group."""
        super().__init__(name=name, **attributes)
        self._listed = {item.name: item for item in listed}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names in the table's order."""
        return list(self._listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return the command, or None where the table has no such name."""
        if cmd_name not in self._listed:
            return None
        module, _, attribute = self._listed[cmd_name].target.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's, with the nearest command for a misspelt one."""
        if args and args[0] not in self._listed and not args[0].startswith("-"):
            import difflib  # noqa: PLC0415  only for a misspelt command

            close = difflib.get_close_matches(args[0], self._listed, n=1)
            hint = f" Did you mean `{close[0]}`?" if close else f" Commands: {', '.join(self._listed)}."
            ctx.fail(f"no command `{args[0]}`.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(item.name, item.help) for item in self._listed.values()])


def print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
    """Print the installed version and end."""
    if value:
        import importlib.metadata  # noqa: PLC0415  costs 40 ms

        click.echo(f"courtesy {importlib.metadata.version('courtesy')}")
        ctx.exit()
