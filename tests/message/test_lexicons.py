"""The shipped lexicons hold their own examples, and a broken lexicon is told with its place."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from courtesy.message.lexicon import Entry, Lexicon, declared_signals, lexicon_files, read_lexicons
from courtesy.message.matching import Zone, find, index_of
from courtesy.message.regex_bounds import unbounded
from courtesy.message.signals import SIGNALS
from courtesy.message.text import folded, normalised, sentences
from courtesy.resources import schemas_directory

SHIPPED, PROBLEMS = read_lexicons(lexicon_files())


def hits(entry: Entry, text: str) -> list[str]:
    """The words of the text that this entry alone finds."""
    low = folded(normalised(text))
    name = "body" if entry.scope == "all" else entry.scope
    zone = Zone(part="body", name=name, text=low, sentences=sentences(low, 0, len(low)))
    found, _ = find(index_of(Lexicon(entries=(entry,))), [zone], next(iter(entry.channels), "email"))
    return [low[hit.span.start : hit.span.end] for hit in found]


def test_the_shipped_lexicons_have_no_problem() -> None:
    assert PROBLEMS == ()
    assert len(SHIPPED.entries) >= 50


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.id)
def test_every_example_of_an_entry_hits_or_misses_as_it_says(entry: Entry) -> None:
    assert [text for text in entry.hits if not hits(entry, text)] == []
    assert {text: found for text in entry.misses if (found := hits(entry, text))} == {}


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.id)
def test_no_pattern_can_repeat_without_bound(entry: Entry) -> None:
    assert [p.expression for p in entry.patterns if unbounded(p.expression)] == []


@pytest.mark.parametrize("path", lexicon_files(), ids=lambda path: path.name)
def test_the_shipped_lexicons_fit_their_schema(path: Path) -> None:
    schema = json.loads((schemas_directory() / "lexicon.schema.json").read_text("utf-8"))
    jsonschema.validate(yaml.safe_load(path.read_text("utf-8")), schema)


def test_every_signal_of_content_and_tone_has_phrases() -> None:
    spoken = {entry.signal for entry in SHIPPED.entries}
    from_phrases = {"thanks", "interest", "qualifications", "adds_value", "requests_update", "asks_feedback", "salary"}
    assert from_phrases | {"desperate", "impatient", "rude", "presumptuous", "overexcited", "apologetic"} <= spoken
    assert spoken - set(SIGNALS) == {"courtesy", "patience"}


def test_a_pack_adds_a_lexicon_and_a_duplicate_id_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "lexicons"
    folder.mkdir()
    (folder / "mine.yaml").write_text(
        "defaults: {signal: slang, provenance: mine}\n"
        "entries:\n"
        "  - {id: my-word, phrase: zounds, hits: [Zounds!], misses: [sounds]}\n"
        "  - {id: my-word, phrase: gadzooks, hits: [gadzooks], misses: [gad]}\n"
    )
    lexicon, problems = read_lexicons((folder / "mine.yaml",))
    assert [entry.id for entry in lexicon.entries] == ["my-word"]
    assert [f"{p.location}: {p.message}" for p in problems] == [f"{folder}/mine.yaml:4:6: `my-word` is defined twice"]


BROKEN = {
    "entries: [": "{file}:2:1: the lexicon is no valid YAML: did not find expected node content",
    "- a": "{file}:1:1: a lexicon is a mapping with `entries`",
    "entrys: []": "{file}:1:1: `entrys` is not a key of a lexicon",
    "entries: {}": "{file}:1:1: `entries` must be a list",
    "entries: []\nentries: []": "{file}:2:1: `entries` stands here twice",
    "entries:\n  - {id: a, signal: rude, provenance: p, phrase: '(a', hits: [a], misses: [b]}": (
        "{file}:2:42: `(a`: a `(` is not closed"
    ),
    "entries:\n  - {id: a, signal: rude, provenance: p, pattern: 'a+', hits: [a], misses: [b]}": (
        "{file}:2:42: `a+`: a repeat needs an upper bound of at most 200"
    ),
    "entries:\n  - {id: a, signal: rood, provenance: p, phrase: a, hits: [a], misses: [b]}": (
        "{file}:2:13: `rood` is no signal"
    ),
    "entries:\n  - {id: a, signal: rude, provenance: p, phrase: a, hits: [a]}": "{file}:2:6: the entry has no `misses`",
}


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_lexicon_is_told_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(text)
    _, problems = read_lexicons((path,))
    assert [f"{p.location}: {p.message}" for p in problems] == [BROKEN[text].replace("{file}", str(path))]


def test_lexicons_are_kept_until_a_file_or_its_vocabulary_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURTESY_CACHE", str(tmp_path / "cache"))
    file = tmp_path / "pack" / "lexicons" / "luck.yaml"
    file.parent.mkdir(parents=True)
    entry = "- {id: %s, signal: %s, phrase: best of luck, provenance: invented, hits: [Best of luck!], misses: [Luck.]}"
    for name, signal in (("first", "thanks"), ("second", "thanks"), ("third", "mentions_luck")):
        file.write_text(f"entries:\n  {entry % (name, signal)}\n", "utf-8")
        if signal == "mentions_luck":
            (tmp_path / "pack" / "vocabulary.yaml").write_text("messages: {mentions_luck: {kind: flag}}\n", "utf-8")
            declared_signals.cache_clear()
        for _ in range(2):
            read_lexicons.cache_clear()
            lexicon, problems = read_lexicons((file,))
            assert ([each.id for each in lexicon.entries], problems) == ([name], ())
    assert len(list((tmp_path / "cache").glob("lexicons-*"))) == 3
    monkeypatch.setattr("courtesy.message.lexicon._read_lexicons", refuse)
    read_lexicons.cache_clear()
    assert read_lexicons((file,))[0].entries[0].patterns[0].anchors == {"best"}


def refuse(_files: tuple[Path, ...]) -> None:
    raise AssertionError("the cache was not used")


def test_lexicons_with_a_problem_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURTESY_CACHE", str(tmp_path / "cache"))
    read_lexicons.cache_clear()
    missing = tmp_path / "pack" / "lexicons" / "luck.yaml"
    assert [each.code for each in read_lexicons((missing,))[1]] == ["lexicon-unreadable"]
    assert not (tmp_path / "cache").exists()
