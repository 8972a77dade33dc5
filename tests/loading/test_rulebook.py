"""The rulebook: what is in it, where it comes from, its digest, packs."""

import shutil
import zipfile
from pathlib import Path

import pytest

from courtesy.condition import All, AtLeast, CountOf, Pattern
from courtesy.diagnostic import Severity
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.profile_reader import choose_profile, read_profile
from courtesy.loading.rulebook import find_rule_directories, load_rulebook, rulebook_digest
from courtesy.resources import rules_directory
from courtesy.rule import Rulebook
from courtesy.verdict import Combining
from loading_shared import SCHOOL, load_school, school_in


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    """The shipped rulebook."""
    book, problems = load_rulebook([rules_directory()])
    assert book is not None, problems
    return book


def test_the_shipped_rulebook_is_read_without_a_remark(shipped: Rulebook) -> None:
    _, problems = load_rulebook([rules_directory()])
    assert problems == ()
    assert [source.id for source in shipped.sources] == sorted(source.id for source in shipped.sources)
    assert set(shipped.cards) == {clause.rule for clause in shipped.clauses}
    keys = [clause.key for clause in shipped.clauses]
    assert len(keys) == len(set(keys))


def test_a_profile_is_shipped_for_every_combining_algorithm(shipped: Rulebook) -> None:
    assert {profile.combining for profile in shipped.profiles.values()} == set(Combining)
    profile, problems = choose_profile(shipped, None, None, [])
    assert problems == ()
    assert profile is not None
    assert (profile.name, profile.combining, profile.sources) == ("cautious", Combining.DENY_OVERRIDES, None)


def test_options_are_laid_over_a_profile(tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    shutil.copytree(rules_directory() / "profiles", rules / "profiles")
    book, _ = load_rulebook([rules])
    assert book is not None
    profile, problems = choose_profile(book, "majority", "school", ["school/four-to-seven=minimum"])
    assert problems == ()
    assert profile is not None
    assert (profile.sources, profile.readings) == (("school",), (("school/four-to-seven", "minimum"),))
    path = tmp_path / "mine.yaml"
    path.write_text("combining: report-only\n", encoding="utf-8")
    mine, problems = read_profile(str(path), book)
    assert problems == ()
    assert mine is not None
    assert (mine.name, mine.combining) == ("mine", Combining.REPORT_ONLY)


# ---------------------------------------------------------------- digest


def test_the_digest_does_not_depend_on_the_place_or_the_order(tmp_path: Path) -> None:
    first, second = school_in(tmp_path / "a"), school_in(tmp_path / "b" / "c")
    book, _ = load_rulebook([first])
    assert book is not None
    assert book.digest == rulebook_digest([second])
    assert book.digest.startswith("sha256:")
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "vocabulary.yaml").write_text("roles: {board: Sits on the board.}\n", encoding="utf-8")
    assert rulebook_digest([first, pack]) == rulebook_digest([pack, first]) != book.digest


def test_the_digest_changes_with_any_file_but_not_with_tests(tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    before = rulebook_digest([rules])
    (rules / "school" / "tests").mkdir()
    (rules / "school" / "tests" / "some.yaml").write_text("[]\n", encoding="utf-8")
    (rules / "lexicons").mkdir()
    assert rulebook_digest([rules]) == before
    for path in sorted(rules.rglob("*.yaml")):
        if "tests" not in path.parts:
            text = path.read_text(encoding="utf-8")
            path.write_text(text + "# more\n", encoding="utf-8")
            assert rulebook_digest([rules]) != before
            path.write_text(text, encoding="utf-8")


# ---------------------------------------------------------------- packs


def test_a_pack_adds_words_fields_sources_and_profiles(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SCHOOL, pack / "school")
    (pack / "vocabulary.yaml").write_text(
        "acts: {gift: Sends a gift.}\n"
        "events: {seen_online: {meaning: They looked at the profile., optional: [from]}}\n"
        "fields: {reply: {mood: [warm, cool], note: text}}\n",
        encoding="utf-8",
    )
    (pack / "school" / "gifts.yaml").write_text(
        "- forbid: gift\n  id: no-gifts\n  says: Send no gifts.\n"
        "  if: {happened: {event: reply, mood: [warm], note: x}, never: seen_online}\n"
        "  cite: {paragraph: 9, sentence: 1, digest: 999999999999}\n",
        encoding="utf-8",
    )
    (pack / "profiles").mkdir()
    (pack / "profiles" / "school-only.yaml").write_text("combining: majority\nsources: [school]\n", encoding="utf-8")
    book, problems = load_rulebook([rules_directory(), pack])
    assert book is not None, problems
    assert {"gift", "follow_up"} <= set(book.vocabulary.acts)
    assert book.profiles["school-only"].sources == ("school",)
    (clause,) = book.cards["school/no-gifts"].clauses
    assert isinstance(clause.condition, All)
    signals = [part.signal for part in clause.condition.parts if isinstance(part, AtLeast)]
    pattern = Pattern(events=("reply",), fields=(("mood", frozenset({"warm"})), ("note", frozenset({"x"}))))
    assert CountOf(pattern=pattern) in signals
    event = {"event": "reply", "at": "2026-03-03 10:00", "mood": "cool"}
    interview = {"event": "interview", "at": "2026-03-02 10:00"}
    case, problems = case_from_data({"events": [interview, event]}, book.vocabulary)
    assert case is not None, problems
    assert case.events[1].extra == (("mood", "cool"),)
    case, problems = case_from_data({"events": [interview, {**event, "mood": "hot"}]}, book.vocabulary)
    assert case is None
    assert [problem.where for problem in problems] == ["events[1].mood"]


def test_rules_come_from_the_package_the_environment_and_the_options(tmp_path: Path) -> None:
    packs = [tmp_path / name for name in ("one", "two", "three")]
    for pack in packs:
        pack.mkdir()
    environment = {"COURTESY_RULES": f"{packs[0]}:{packs[1]}:"}
    found, problems = find_rule_directories([packs[2], packs[0]], environment)
    assert problems == ()
    assert found == (rules_directory(), *packs)


def test_an_installed_package_can_bring_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry point names the package that holds the files; its code is not run."""
    package = tmp_path / "polite_rules"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert find_rule_directories([], {}) == ((rules_directory(),), ())
    installed = tmp_path / "Polite_Rules-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: Polite-Rules\nVersion: 1.0\n", encoding="utf-8")
    declared = "[courtesy.rules]\npolite = polite_rules\ngone = no_such_package\n"
    (installed / "entry_points.txt").write_text(declared, encoding="utf-8")
    found, problems = find_rule_directories([], {})
    assert found == (rules_directory(), package)
    assert [problem.code for problem in problems] == ["missing-rules"]
    assert "`gone` names `no_such_package`" in problems[0].message


def test_an_archive_can_bring_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on the path and no directory is asked the long way."""
    archive = tmp_path / "polite.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(
            "polite_rules-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: polite-rules\nVersion: 1.0\n"
        )
        file.writestr("polite_rules-1.0.dist-info/entry_points.txt", "[courtesy.rules]\ngone = no_such_package\n")
    monkeypatch.syspath_prepend(str(archive))
    found, problems = find_rule_directories([], {})
    assert found == (rules_directory(),)
    assert "`gone` names `no_such_package`" in problems[0].message


def test_a_source_that_cannot_be_read_still_has_its_cards_checked(tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    (rules / "school" / "source.yaml").write_text("id: [\n", encoding="utf-8")
    words = rules / "school" / "words.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("thanks", "thank"), encoding="utf-8")
    book, problems = load_rulebook([rules])
    assert book is None
    assert [problem.code for problem in problems] == ["not-yaml", "unknown-word"]


def test_reordering_files_and_cards_changes_no_clause(tmp_path: Path) -> None:
    book, _ = load_school(tmp_path)
    assert book is not None
    rules = tmp_path / "other"
    shutil.copytree(tmp_path / "rules", rules)
    timing, words = (rules / "school" / name for name in ("timing.yaml", "words.yaml"))
    cards = timing.read_text(encoding="utf-8").split("\n\n")
    words.write_text(words.read_text(encoding="utf-8") + "\n" + "\n\n".join(cards[1:]), encoding="utf-8")
    timing.write_text(cards[0] + "\n", encoding="utf-8")
    other, problems = load_rulebook([rules])
    assert other is not None, problems
    assert {clause.key: clause for clause in book.clauses} == {clause.key: clause for clause in other.clauses}


def test_warnings_do_not_keep_a_rulebook_from_being_read(tmp_path: Path) -> None:
    rules = school_in(tmp_path)
    timing = rules / "school" / "timing.yaml"
    timing.write_text(
        timing.read_text(encoding="utf-8").replace("before: a-few-days after", "before: 3 days after"), encoding="utf-8"
    )
    book, problems = load_rulebook([rules])
    assert book is not None
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert [problem.code for problem in problems] == ["unused-parameter"]
