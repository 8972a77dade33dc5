"""The digest of a rulebook names everything that went into a verdict: cards, profiles, and the lexicons that read texts."""

from pathlib import Path

from courtesy.loading.rulebook import rulebook_digest


def test_a_changed_lexicon_is_another_rulebook(tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicons" / "tone.yaml"
    lexicon.parent.mkdir()
    lexicon.write_text("entries: []\n", encoding="utf-8")
    before = rulebook_digest([tmp_path])
    lexicon.write_text("entries: []  # changed\n", encoding="utf-8")
    assert rulebook_digest([tmp_path]) != before
