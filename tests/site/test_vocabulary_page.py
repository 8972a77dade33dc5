"""`docs/vocabulary.md` is what its tool writes, and names every word."""

from pathlib import Path

from courtesy.reports.vocabulary_markdown import vocabulary_page
from loading_shared import vocabulary


def test_the_page_is_current(root: Path) -> None:
    page = (root / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    assert page == vocabulary_page(vocabulary()), "run tools/write_vocabulary.py"


def test_every_word_stands_on_the_page() -> None:
    words, page = vocabulary(), vocabulary_page(vocabulary())
    for table in (words.acts, words.channels, words.roles, words.traits, words.events, words.messages):
        assert [word for word in table if f"| `{word}` |" not in page] == []
