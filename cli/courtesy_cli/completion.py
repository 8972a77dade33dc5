"""`courtesy completion`: the script that teaches a shell to complete the command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of SHELL; put `eval "$(courtesy completion bash)"` into its start file."""
    script = get_completion_class(shell)
    assert script is not None, "the choice lists the shells that click knows"
    root = ctx.find_root().command
    click.echo(script(root, {}, "courtesy", "_COURTESY_COMPLETE").source())
