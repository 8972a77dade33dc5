"""Cards in words: every atom is told, parameters by their value, exceptions with what they change."""

from pathlib import Path

import pytest
import yaml

from courtesy.authoring.card_words import CardWords, card_words
from courtesy.authoring.checked_cards import checked_cards, scope_of
from courtesy.authoring.lint.inspected import inspected
from courtesy.loading.rulebook import load_rulebook
from courtesy.resources import rules_directory
from loading_shared import school_in

CARD = {"id": "wait", "says": "Wait.", "cite": {"paragraph": 2, "sentence": 2, "digest": "222222222222"}}


def told(directory: Path, **own: object) -> CardWords:
    """The words of one card of the school."""
    rules = school_in(directory)
    (rules / "school" / "extra.yaml").write_text(yaml.safe_dump([{**CARD, **own, "id": "extra"}]), encoding="utf-8")
    book, problems = load_rulebook([rules])
    assert book is not None, problems
    folder = inspected(rules / "school", book, {})
    assert folder is not None
    return card_words(book.cards["school/extra"], checked_cards(folder)["school/extra"], scope_of(folder.source, book))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"channel": ["phone", "text"]}, "by phone or text"),
        ({"channel": {"same_as": "reply"}}, "the channel is that of the reply"),
        ({"to": {"role": "hr"}}, "every recipient is hr"),
        ({"to": {"is": "met"}}, "every recipient is somebody whom the candidate met in the latest interview"),
        ({"weekday": ["sat", "sun"]}, "on Saturday or Sunday"),
        ({"clock": {"from": "06:00", "until": "12:00"}}, "local time: 06:00 or later and local time: 12:00 or earlier"),
        ({"happened": "offer"}, "there was an offer"),
        ({"happened": {"event": "follow_up", "at_least": 2}}, "at least 2 times there was a follow up"),
        ({"never": {"event": "reply", "since": "interview"}}, "there was no reply since interview"),
        ({"met": {"at_least": 7}}, "number of interviewers: at least 7"),
        ({"trait": "phone_culture"}, "the case has the trait phone culture"),
        ({"not": {"channel": "phone"}}, "not: by phone"),
        ({"any": [{"channel": "phone"}, {"happened": "offer"}]}, "either by phone; or there was an offer"),
        ({"time": {"of": "promised date", "from": "a-few-days after interview"}}, "the promised date lies from 3 days (“a few days”) after the interview on"),
    ],
)  # fmt: skip
def test_atoms(condition: dict[str, object], words: str, tmp_path: Path) -> None:
    assert told(tmp_path, discourage="follow_up", **{"if": condition}).where == (words,)


def test_times_and_what_counts_outside(tmp_path: Path) -> None:
    words = told(tmp_path, recommend="follow_up", within="2 weeks after last-word", otherwise="discourage")
    assert words.when == ("within 2 weeks after the last word",)
    assert words.outside == "discouraged, at any other time"
    assert (words.effect, words.acts) == ("recommended", "follow up")


def test_exceptions_tell_what_they_change(tmp_path: Path) -> None:
    inner = {"id": "b", "if": {"channel": "text"}, "then": "permit"}
    words = told(tmp_path, forbid="any", unless=[{"id": "a", "if": {"happened": "reply"}, "unless": [inner]}])
    assert words.acts == "any message"
    (outer,) = words.unless
    assert (outer.where, outer.then) == (("there was a reply",), "the card is silent")
    assert outer.unless[0].then == "it is permitted instead"


def test_every_shipped_card_has_words() -> None:
    book, _ = load_rulebook([rules_directory()])
    assert book is not None
    for source in book.sources:
        folder = inspected(rules_directory() / source.id, book, {})
        assert folder is not None
        data, scope = checked_cards(folder), scope_of(source, book)
        for each in folder.cards:
            words = card_words(each.card, data[each.card.id], scope)
            phrases = [*words.where, *words.when]
            assert all(phrase.strip() and "_" not in phrase for phrase in phrases), each.card.id
