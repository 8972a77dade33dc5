"""`courtesy lsp`: a language server for rule files."""

from __future__ import annotations

import click

from courtesy.diagnostic import Diagnostic
from courtesy_cli import session


@click.command("lsp")
def lsp_command() -> None:
    """Serve an editor over standard input and output (the Language Server Protocol).

    Lints as you type, each card in words with its conflicts, definitions of names, completion. docs/editors.md tells
    how to name it to an editor.
    """
    try:
        import pygls  # noqa: F401, PLC0415 - an extra, and only this command needs it
    except ImportError:
        session.fail(
            [
                Diagnostic(
                    code="missing-package",
                    message="the language server needs the package `pygls`, which is not installed",
                    help="install it with `pip install 'courtesy[lsp]'`",
                )
            ]
        )
    from courtesy import __version__  # noqa: PLC0415
    from courtesy.lsp.server import serve  # noqa: PLC0415

    serve(__version__)
