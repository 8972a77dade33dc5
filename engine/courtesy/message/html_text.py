"""HTML mail as plain text: paragraphs and line breaks kept, quoted blocks marked, scripts and styles dropped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(("p div tr table ul ol h1 h2 h3 h4 h5 h6 section article header footer pre").split())  # noqa: SIM905 - a list of words reads best as words
_SILENT = frozenset(["script", "style", "head", "title", "template"])
_QUOTED_CLASSES = (
    "gmail_quote",
    "yahoo_quoted",
    "moz-cite-prefix",
    "protonmail_quote",
    "tutanota_quote",
)


def html_to_text(html: str) -> str:
    """The visible text; each line of a quoted block begins with `> `."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [re.sub(r"[ \t\xa0]{1,200}", " ", line).strip() for line in "".join(reader.pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects text; the one stateful object, alive for one call of `html_to_text`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0
        self._quotes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Line breaks for blocks, and the beginning of quoted or silent stretches."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._break(1)
        elif tag == "li":
            self._break(1)
            self.pieces.append("- ")
        elif tag in _BLOCKS:
            self._break(2 if tag == "p" else 1)
        if _quotes_the_rest(attrs):
            self._quotes.append("everything below")
        elif tag == "blockquote" or (tag in ("div", "span") and (self._quotes or _is_quote(attrs))):
            self._quotes.append(tag)
            self._break(1)

    def handle_endtag(self, tag: str) -> None:
        """Line breaks after blocks, and the end of quoted or silent stretches."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._break(2 if tag == "p" else 1)
        if self._quotes and self._quotes[-1] == tag:
            self._quotes.pop()
            self._break(1)

    def handle_data(self, data: str) -> None:
        """Visible text, white space folded."""
        text = re.sub(r"\s{1,1000}", " ", data)
        if self._silent or (not text.strip() and self._at_line_start()):
            return
        if self._quotes and self._at_line_start():
            text = "> " + text.lstrip()
        self.pieces.append(text)

    def _at_line_start(self) -> bool:
        return not self.pieces or self.pieces[-1].endswith("\n")

    def _break(self, lines: int) -> None:
        """At least this many line ends after the text so far."""
        if self.pieces:
            tail = "".join(self.pieces[-3:])
            missing = lines - (len(tail) - len(tail.rstrip("\n")))
            if missing > 0:
                self.pieces.append("\n" * missing)


def _quotes_the_rest(attrs: list[tuple[str, str | None]]) -> bool:
    """True for the mark that Outlook puts before the mail that it answers; nothing encloses that mail."""
    return any(name == "id" and value in ("divRplyFwdMsg", "appendonsend") for name, value in attrs)


def _is_quote(attrs: list[tuple[str, str | None]]) -> bool:
    text = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
    return any(mark in text for mark in _QUOTED_CLASSES)
