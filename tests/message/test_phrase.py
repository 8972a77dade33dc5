"""The notation of phrases: what matches, what is refused."""

from __future__ import annotations

import re

import pytest

from courtesy.message.phrase import PhraseError, translate
from courtesy.message.regex_bounds import unbounded

MATCHES = {
    ("i am keen", "I'm keen"): True,
    ("i am keen", "I am, keen"): True,
    ("i am keen", "I amuse"): False,
    ("do not wait", "Don't wait"): True,
    ("do not wait", "dont wait"): True,
    ("can not wait", "cannot wait"): True,
    ("can not wait", "can't wait"): True,
    ("apolog*", "apologies"): True,
    ("(rent|mortgage) is due", "the mortgage is due"): True,
    ("(rent|mortgage) is due", "the mortgage desk"): False,
    ("very [very] keen", "very keen"): True,
    ("very [very] keen", "very, very keen"): True,
    ("reply ~2 today", "reply to me today"): True,
    ("reply ~2 today", "reply to all of us today"): False,
    ("reply ~2 today", "Reply. Not today"): False,
    ("^ please $", "Please."): True,
    ("^ please $", "Oh please do."): False,
    ("yes or no ?", "Yes or no?"): True,
    ("yes or no ?", "Yes or no."): False,
    ("# days", "14 days"): True,
    ("{me} first", "me first"): True,
}


@pytest.mark.parametrize(("phrase", "text"), MATCHES, ids=lambda value: value)
def test_a_phrase_matches_what_its_notation_says(phrase: str, text: str) -> None:
    expression = translate(phrase, {"me": "me|myself"}).expression
    assert (re.search(expression, text.lower()) is not None) is MATCHES[phrase, text]
    assert unbounded(expression) is None


REFUSED = {
    "": "a phrase begins with a word, a group or `^`",
    "~2 today": "a phrase begins with a word, a group or `^`",
    "[please] call": "a phrase begins with a word, a group or `^`",
    "(a|b": "a `(` is not closed",
    "a)": "a bracket is closed that was not opened",
    "(a||b)": "an alternative is empty",
    "a ~99 b": "a gap spans 1 to 12 words",
    "{nobody}": "no macro is called `nobody`",
    "colou?r": "a mark of a sentence's end stands apart from the word before it",
}


@pytest.mark.parametrize("phrase", REFUSED)
def test_a_broken_phrase_is_refused_with_its_reason(phrase: str) -> None:
    with pytest.raises(PhraseError) as caught:
        translate(phrase, {})
    assert str(caught.value) == REFUSED[phrase]


def test_a_phrase_is_looked_for_only_beside_its_rarest_word() -> None:
    assert translate("i am (behind on|late with) the rent", {}).anchors == {"rent"}
    assert translate("the (mort*|rent) of it", {}).anchors == {"mort*", "rent"}


@pytest.mark.parametrize("expression", ["a*", "(?:a{1,100}){1,100}{1,100}", "(a", r"\w{2,}"])
def test_the_lint_refuses_patterns_that_could_run_away(expression: str) -> None:
    assert unbounded(expression)
