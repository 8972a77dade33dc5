"""Rule files, sources, passages, profiles and vocabularies with mistakes: every transcript whole.

Each mistake is made in the good rules of an invented school: file, what stands there, and what is written instead.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from courtesy.loading.profile_reader import choose_profile, read_profile, read_profile_file
from courtesy.loading.render import render_diagnostics
from courtesy.loading.rulebook import find_rule_directories, load_rulebook
from courtesy.resources import rules_directory
from loading_shared import load_school, rendered, school_in, vocabulary

Golden = Callable[[str, str], None]

MISTAKES = {
    # cards
    "misspelt-effect": ("timing", "recommend: follow_up", "recomend: follow_up"),
    "two-effects": ("timing", "implied: true", "permit: follow_up"),
    "misspelt-act": ("timing", "[follow_up, status_reply]", "[folow_up, status_reply]"),
    "misspelt-key-of-a-card": ("timing", "otherwise: discourage", "otherwize: discourage"),
    "missing-says": ("timing", "  says: Leave them a few days.\n", ""),
    "missing-cite": ("timing", "  cite: {paragraph: 2, sentence: 2, digest: 222222222222}\n", ""),
    "key-of-another-kind-of-card": ("words", "  must_not:", "  otherwise: forbid\n  must_not:"),
    "two-demands": ("words", "  must_not:", "  should: {have: thanks}\n  must_not:"),
    "no-demand": ("words", "must_not: {any: [{have_any: [desperate, impatient]}, {not: {lack: rude}}]}", "note: x"),
    "bad-id": ("timing", "id: wait", "id: Wait a while"),
    "duplicate-id": ("timing", "id: wait", "id: window"),
    "otherwise-without-times": ("timing", "  between: [4 days after interview, 7 days after interview]\n", ""),
    "early-without-otherwise": ("timing", "  otherwise: discourage\n", ""),
    "unknown-reading": ("timing", "four-to-seven: window", "four-to-sevn: window"),
    "unknown-option": ("timing", "four-to-seven: window", "four-to-seven: windows"),
    "duplicate-exception": ("timing", "{id: date-over,", "{id: promised,"),
    "exception-without-condition": ("timing", "      if: {happened: timeline_given}\n", ""),
    "effect-of-counsel": ("words", "  about: follow_up\n", "  about: follow_up\n  unless: [{id: x, if: {trait: phone_culture}, then: permit}]\n"),
    "short-digest": ("timing", "digest: 222222222222", "digest: 2222"),
    "card-that-never-speaks": ("timing", "before: a-few-days after interview", "between: [5 days after interview, 4 days after interview]"),
    # conditions
    "misspelt-atom": ("timing", "    not: {channel", "    nott: {channel"),
    "misspelt-event": ("timing", "rejection]", "rejektion]"),
    "misspelt-channel": ("timing", "[phone, voicemail]", "[phone, voice_mail]"),
    "field-that-the-event-has-not": ("timing", "{event: interview, round: {at_least: 1}}", "{event: interview, to: met}"),
    "word-that-the-event-does-not-say": ("words", "says: undecided", "says: maybe"),
    "unknown-group": ("words", "is: met}", "is: meet}"),
    "unknown-role": ("words", "[hiring_manager, hr]", "[hiring_manager, human_resources]"),
    "text-for-a-number": ("words", "at_least: 2", "at_least: two"),
    "negative-number": ("words", "at_least: 2", "at_least: -2"),
    "crossed-bounds": ("words", "at_least: 2, at_most: 7", "at_least: 7, at_most: 2"),
    "duration-for-a-number": ("words", "at_most: short-message", "at_most: a-few-days"),
    "empty-condition": ("timing", "if: {happened: timeline_given}", "if: {}"),
    "condition-as-text": ("timing", "if: {happened: timeline_given}", "if: happened timeline_given"),
    "unquoted-weekday": ("timing", "[sat, sun]", "[saturday, sun]"),
    "bad-clock": ("timing", '"18:00"', '"6 pm"'),
    "unknown-kind-of-day": ("timing", "weekday: [sat, sun]", "day: sunday"),
    "bad-day-of-year": ("timing", "weekday: [sat, sun]", "date: {from: 20 December}"),
    "window-that-lies-ahead": ("timing", "{event: follow_up, since: interview}", "{event: follow_up, since: 2 days after now}"),
    "now-is-no-time": ("timing", "before: a-few-days after interview", "before: a-few-days after now"),
    "length-in-days": ("timing", "{event: interview, round: {at_least: 1}}", "{event: interview, lasting: {at_least: 2 days}}"),
    "unknown-way-to-reach": ("words", "is: met}", "lacks: address}"),
    "same-as-a-mere-moment": ("timing", "same_as: reply", "same_as: last-word"),
    "yes-for-true": ("words", "counting_proposal: true", "counting_proposal: yes"),
    "unknown-trait": ("words", "trait: still_employed", "trait: employed"),
    "number-for-latest": ("words", "{event: reply, says", "{event: reply, at_least: 1, says"),
    # times
    "misspelt-unit": ("timing", "7 days after interview]", "7 dayz after interview]"),
    "no-unit": ("timing", "7 days after interview]", "7 after interview]"),
    "no-anchor": ("timing", "7 days after interview]", "7 days]"),
    "misspelt-anchor": ("timing", "7 days after interview]", "7 days after interveiw]"),
    "misspelt-parameter": ("timing", "before: a-few-days", "before: a-few-day"),
    "number-for-a-duration": ("timing", "before: a-few-days", "before: short-message"),
    "weekday-zero": ("timing", "2 business days after", "0 mondays after"),
    "one-end-of-a-span": ("timing", "[4 days after interview, 7 days after interview]", "[4 days after interview]"),
    "within-an-anchor": ("timing", "within: 2 weeks after first interview", "within: 2 weeks"),
    "first-of-no-event": ("timing", "after first interview", "after first intervew"),
    # demands
    "misspelt-flag": ("words", "[thanks, signoff]", "[thanks, sign_off]"),
    "count-as-a-flag": ("words", "[thanks, signoff]", "[thanks, words]"),
    "unknown-choice": ("words", "signature_name: full", "signature_name: all"),
    "count-without-bounds": ("words", "words: {at_most: short-message}", "words: 150"),
    # the source
    "id-is-not-the-folder": ("source", "id: school", "id: scool"),
    "bad-value-of-a-parameter": ("source", "value: 3 days", "value: three days"),
    "unknown-unit-of-a-parameter": ("source", "value: 3 days", "value: 3 dais"),
    "default-that-is-no-option": ("source", "default: window", "default: widow"),
    "one-option-only": ("source", "options: {window: A window that closes after seven days., minimum: Only a wait that must be over.}", "options: {window: A window.}"),
    "anchor-of-unknown-event": ("source", "[thank_you, follow_up,", "[thanks, follow_up,"),
    "anchor-with-a-taken-name": ("source", "last-word: {", "reply: {"),
    "bad-date": ("source", "date: 2020-05", "date: May 2020"),
    "misspelt-key-of-the-source": ("source", "publisher:", "publsher:"),
    "unused-names": ("timing", "before: a-few-days after", "before: 3 days after"),
    # passages
    "unknown-card": ("passages", "rules: [wait]", "rules: [wiat]"),
    "unknown-reason": ("passages", "excluded: title", "excluded: headline"),
    "reason-for-no-card": ("passages", "not-by-phone, wait", "not-by-phone, weight"),
    "unknown-parameter": ("passages", "parameter: short-message", "parameter: short-mesage"),
    "both-encoded-and-excluded": ("passages", "rules: [wait]}", "rules: [wait], excluded: anecdote}"),
    "passage-twice": ("passages", "{paragraph: 2, sentence: 2,", "{paragraph: 2, sentence: 1,"),
    "another-digest": ("passages", "digest: 333333333333", "digest: 333333333334"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_in_rules(name: str, golden: Golden, tmp_path: Path) -> None:
    file, before, after = MISTAKES[name]
    rules = school_in(tmp_path)
    path = rules / "school" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    book, problems = load_rulebook([rules])
    assert problems
    assert (book is None) == any(problem.severity.value == "error" for problem in problems)
    golden(f"loading/rules/{name}.txt", rendered(problems, tmp_path))


def test_the_school_itself_is_good(tmp_path: Path) -> None:
    book, problems = load_school(tmp_path)
    assert problems == ()
    assert book is not None
    assert len(book.cards) == 6


def test_all_problems_of_all_files_come_in_one_run(golden: Golden, tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    for file, before, after in (
        MISTAKES["misspelt-anchor"],
        MISTAKES["misspelt-flag"],
        MISTAKES["unknown-card"],
        MISTAKES["bad-date"],
        ("words", "trait: still_employed", "trait: [employed]"),
        ("timing", "id: wait", "id: wait\n  id: wait"),
    ):
        path = rules / "school" / f"{file}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    _, problems = load_rulebook([rules])
    golden("loading/rules/many.txt", rendered(problems, tmp_path))


# ---------------------------------------------------------------- packs


def test_a_pack_may_not_replace_a_source(golden: Golden, tmp_path: Path) -> None:
    first, second = school_in(tmp_path / "one"), school_in(tmp_path / "two")
    (second / "vocabulary.yaml").unlink()
    book, problems = load_rulebook([first, second])
    assert book is None
    golden("loading/packs/source-twice.txt", rendered(problems, tmp_path))


def test_a_folder_without_a_source(golden: Golden, tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    (rules / "empty").mkdir()
    _, problems = load_rulebook([rules])
    golden("loading/packs/no-source.txt", rendered(problems, tmp_path))


PACK_WORDS = {
    "word-twice": "acts: {follow_up: Another meaning.}\n",
    "event-that-is-an-act": "events: {thank_you: {meaning: A word of thanks.}}\n",
    "says-without-words": "events: {call: {meaning: They called., optional: [says]}}\n",
    "choice-without-options": "messages: {mood: {meaning: The mood., kind: choice}}\n",
    "field-of-no-event": "fields: {replly: {mood: [good, bad]}}\n",
    "field-twice": "fields: {reply: {channel: text}}\n",
    "bad-word": "roles: {Head Of: Leads.}\n",
    "misspelt-section": "channel: {fax: A telefax.}\n",
}


@pytest.mark.parametrize("name", PACK_WORDS)
def test_mistakes_in_the_vocabulary_of_a_pack(name: str, golden: Golden, tmp_path: Path) -> None:
    rules, pack = school_in(tmp_path), tmp_path / "pack"
    pack.mkdir()
    (pack / "vocabulary.yaml").write_text(PACK_WORDS[name], encoding="utf-8")
    book, problems = load_rulebook([rules, pack])
    assert book is None
    golden(f"loading/packs/{name}.txt", rendered(problems, tmp_path))


def test_directories_of_rules_that_are_none(golden: Golden, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text("x: 1\n", encoding="utf-8")
    environment = {"COURTESY_RULES": str(tmp_path / "pakc")}
    _, problems = find_rule_directories([tmp_path / "rules.yaml"], environment)
    golden("loading/packs/no-directory.txt", rendered(problems, tmp_path))


# ---------------------------------------------------------------- profiles

PROFILES = {
    "misspelt-algorithm": "combining: deny-override\n",
    "missing-algorithm": "sources: [school]\n",
    "unknown-source": "combining: majority\nsources: [shool, school]\n",
    "source-twice": "combining: majority\nsources: [school, school]\n",
    "unknown-reading": "combining: majority\nreadings: {school/four-to-sevn: minimum}\n",
    "unknown-option": "combining: majority\nreadings: {school/four-to-seven: minimun}\n",
    "reading-without-source": "combining: majority\nreadings: {four-to-seven: minimum}\n",
}


@pytest.mark.parametrize("name", PROFILES)
def test_mistakes_in_a_profile(name: str, golden: Golden, tmp_path: Path) -> None:
    book, _ = load_school(tmp_path)
    assert book is not None
    path = tmp_path / "mine.yaml"
    path.write_text(PROFILES[name], encoding="utf-8")
    profile, problems = read_profile_file(path, book.sources)
    assert profile is None
    golden(f"loading/profile/{name}.txt", rendered(problems, tmp_path))


def test_a_pack_may_not_replace_a_profile(golden: Golden, tmp_path: Path) -> None:
    rules, pack = school_in(tmp_path), tmp_path / "pack"
    for directory in (rules, pack):
        (directory / "profiles").mkdir(parents=True)
        (directory / "profiles" / "mine.yaml").write_text("combining: majority\n", encoding="utf-8")
    book, problems = load_rulebook([rules, pack])
    assert book is None
    golden("loading/packs/profile-twice.txt", rendered(problems, tmp_path))


def test_mistakes_in_the_options_of_a_profile(golden: Golden, tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    shutil.copytree(rules_directory() / "profiles", rules / "profiles")
    book, _ = load_rulebook([rules])
    assert book is not None
    profile, problems = choose_profile(
        book,
        None,
        "scholl",
        ["school/four-to-seven=minimun", "school/four=x", "school", "school/four-to-seven=window"],
    )
    assert profile is None
    _, unknown = read_profile("cautios", book)
    golden("loading/profile/options.txt", render_diagnostics([*problems, *unknown]))


def test_the_words_of_the_transcripts_are_those_of_the_vocabulary() -> None:
    """A guard for this file: what it misspells is known when it is spelt right."""
    assert {"follow_up", "reply", "interview"} <= set(vocabulary().events)
