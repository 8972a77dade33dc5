"""`courtesy schema`: print one of the JSON Schemas."""

from __future__ import annotations

import click

from courtesy.diagnostic import Diagnostic, nearest
from courtesy.resources import schemas_directory
from courtesy_cli import session

_SUFFIX = ".schema.json"


@click.command("schema")
@click.argument("name", required=False)
def schema_command(name: str | None) -> None:
    """Print the JSON Schema NAME, or the names of all."""
    names = sorted(path.name.removesuffix(_SUFFIX) for path in schemas_directory().glob("*" + _SUFFIX))
    if name is None:
        click.echo("\n".join(names))
    elif name in names:
        click.echo((schemas_directory() / (name + _SUFFIX)).read_text(encoding="utf-8").rstrip("\n"))
    else:
        near = nearest(name, names)
        hint = f"did you mean `{near}`?" if near else f"schemas: {', '.join(names)}"
        unknown = Diagnostic(code="unknown-schema", message=f"no schema `{name}`", help=hint)
        session.fail([unknown], session.WRONG_USAGE)
