"""A page that carries everything with it: style and script inside, nothing fetched, dark and light."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


def document(title: str, body: str, assets: Sequence[str] = ("page",)) -> str:
    """A whole HTML document. `body` is markup; whatever a user typed has been escaped in it.

    `assets` are names of `assets/`: the style and the script of each are put in, in this order.
    """
    style = "".join(asset(f"{name}.css") for name in assets)
    script = "".join(asset(f"{name}.js") for name in assets)
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>\n{style}</style>\n</head>\n"
        f"<body>\n{body}\n<script>\n{script}</script>\n</body>\n</html>\n"
    )


def asset(name: str) -> str:
    """The text of a file of `assets/`."""
    return (files("courtesy.reports") / "assets" / name).read_text(encoding="utf-8")


def element(name: str, content: Iterable[str] | str = (), attributes: Mapping[str, str] | None = None) -> str:
    """An element around markup; the values of attributes are escaped."""
    given = "".join(f' {key}="{escape(value)}"' for key, value in (attributes or {}).items())
    inside = content if isinstance(content, str) else "".join(content)
    return f"<{name}{given}>{inside}</{name}>"


def text(words: str) -> str:
    """Words as markup."""
    return escape(words, quote=False)
