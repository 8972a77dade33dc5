"""Scalars as text: plain where nobody can misread them, in double quotes else."""

from __future__ import annotations

import json
import re

from courtesy.authoring.lint.plain_values import misread_as

_PLAIN_START = re.compile(r"[^\W_]|[(/.+$~<=^_“‘’…]")
_IN_FLOW = re.compile(r"[,\[\]{}]")
_RISKY = re.compile(r": |:$| #|[\n\t\x85\u2028\u2029]|^\s|\s$|^(?:---|\.\.\.)")
_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def quoted(text: str) -> str:
    """A text in double quotes on one line."""
    inside = json.dumps(text, ensure_ascii=False)
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", inside)


def may_be_plain(text: str, *, in_flow: bool) -> bool:
    """True where the text without quotes is this text to every reader of YAML."""
    if not text or not _PLAIN_START.match(text) or _RISKY.search(text):
        return False
    if in_flow and _IN_FLOW.search(text):
        return False
    return misread_as(text) is None
