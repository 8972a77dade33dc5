"""What was tried, as JUnit XML: a suite a source, read by every CI."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from courtesy.authoring.trial import Outcome
from courtesy.diagnostic import Diagnostic
from courtesy.loading.render import render_diagnostic

_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def trial_xml(outcomes: Sequence[Outcome], problems: Sequence[Diagnostic]) -> str:
    """The whole document; a test file that could not be read is an error of a suite of its own."""
    root = Element("testsuites", name="courtesy rules test")
    for group in dict.fromkeys(outcome.group for outcome in outcomes):
        _suite(root, group, [outcome for outcome in outcomes if outcome.group == group])
    if problems:
        suite = SubElement(root, "testsuite", name="files", tests=str(len(problems)), errors=str(len(problems)))
        for problem in problems:
            place = str(problem.location or problem.where or "")
            case = SubElement(suite, "testcase", classname="files", name=_clean(place))
            _told(case, "error", problem.code, render_diagnostic(problem))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _suite(root: Element, group: str, outcomes: Sequence[Outcome]) -> None:
    counted = {"failures": "failed", "errors": "unusable", "skipped": "skipped"}
    counts = {name: str(sum(item.word == word for item in outcomes)) for name, word in counted.items()}
    suite = SubElement(root, "testsuite", {"name": group, "tests": str(len(outcomes)), **counts})
    for outcome in outcomes:
        place = {"file": outcome.location.file, "line": str(outcome.location.line)}
        case = SubElement(suite, "testcase", {"classname": group, "name": _clean(outcome.name), **place})
        for failure in outcome.failures:
            first = f"expected: {failure.expected}; came: {failure.came}"
            _told(case, "failure", first, "\n".join([first, *failure.why]))
        for problem in outcome.problems:
            _told(case, "error", problem.message, render_diagnostic(problem))
        if outcome.skipped is not None:
            SubElement(case, "skipped", message=_clean(outcome.skipped))


def _told(case: Element, kind: str, message: str, text: str) -> None:
    SubElement(case, kind, message=_clean(message)).text = _clean(text)


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
