"""What the tests of authoring share: an invented article, and the commands run on it in a directory of their own."""

import os
from pathlib import Path

from click.testing import CliRunner, Result

from courtesy_cli.main import cli

ARTICLE = """\
How to Wait

Write your thanks

Thank everybody you met on the day of the interview. A call is too much.

Ask once

If you hear nothing, ask how things stand after ten days. Ask one person only. Do not ask on a Friday.
"""

PROVENANCE = ("--title", "How to Wait", "--author", "Jo Invented", "--date", "2020")


def run(directory: Path, *arguments: str, typed: str | None = None) -> Result:
    """A command of `courtesy` run in a directory."""
    before = Path.cwd()
    os.chdir(directory)
    try:
        return CliRunner().invoke(cli, arguments, input=typed, catch_exceptions=False)
    finally:
        os.chdir(before)


def new_pack(directory: Path) -> Path:
    """A pack `wise-owl`, laid down beside its article; the folder of its source."""
    (directory / "how-to-wait.txt").write_text(ARTICLE, encoding="utf-8")
    done = run(directory, "rules", "new", "wise-owl", *PROVENANCE, "--document", "how-to-wait.txt")
    assert done.exit_code == 0, done.output
    return directory / "wise-owl" / "wise-owl"


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
