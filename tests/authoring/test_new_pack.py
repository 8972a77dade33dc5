"""`rules new`, `sources index` and `rules cite`: from an article to a pack that is green at once."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from authoring_shared import ARTICLE, PROVENANCE, new_pack, run
from courtesy.authoring.citing import find, section_of
from courtesy.authoring.indexing import comments_above, index, index_lines, read_article
from courtesy.authoring.scaffold import source_id

Golden = Callable[[str, str], None]


def files(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "command",
    [("lint",), ("test",), ("coverage", "--fail-under", "100"), ("mutate", "--fail-under", "100"), ("fmt", "--check")],
    ids=lambda command: command[0],
)
def test_a_new_pack_is_green_at_once(tmp_path: Path, command: tuple[str, ...]) -> None:
    new_pack(tmp_path)
    done = run(tmp_path, "rules", command[0], "wise-owl", *command[1:])
    assert done.exit_code == 0, done.output


def test_a_new_pack_answers_check(tmp_path: Path, root: Path) -> None:
    new_pack(tmp_path)
    case = str(root / "examples" / "first-follow-up.yaml")
    asked = ("--act", "follow_up", "--at", "2026-03-10 09:00", "--rules", "wise-owl", "--sources", "wise-owl")
    done = run(tmp_path, "check", case, *asked)
    assert done.exit_code == 0, done.output
    assert "RECOMMENDED" in done.output


def test_nothing_that_exists_is_overwritten(tmp_path: Path) -> None:
    new_pack(tmp_path)
    (tmp_path / "wise-owl" / "README.md").write_text("mine", encoding="utf-8")
    before = files(tmp_path)
    again = run(tmp_path, "rules", "new", "wise-owl", *PROVENANCE, "--document", "how-to-wait.txt")
    assert again.exit_code == 3
    assert "is there already" in again.output
    assert files(tmp_path) == before


def test_a_pack_gets_a_second_source_beside_the_first(tmp_path: Path) -> None:
    new_pack(tmp_path)
    before = files(tmp_path)
    more = run(
        tmp_path, "rules", "new", "wise-owl", "--source", "old-owl", *PROVENANCE, "--document", "how-to-wait.txt"
    )
    assert more.exit_code == 0, more.output
    assert before.items() <= files(tmp_path).items()
    assert run(tmp_path, "rules", "test", "wise-owl").output.endswith("10 tried: 10 passed\n")


@pytest.mark.parametrize(
    ("arguments", "told", "status"),
    [
        (("--document", "how-to-wait.txt"), "say --title", 2),
        (("--title", "X"), "say --document", 2),
        (("--title", "X", "--document", "none.txt"), "cannot be read", 3),
        (("--title", "X", "--document", "empty.txt"), "holds no sentence", 3),
        (("--title", "X", "--document", "latin.txt"), "no UTF-8 text (line 2)", 3),
        (("--title", "X", "--document", "how-to-wait.txt", "--date", "May 2020"), "no date of an article", 3),
        (("--title", "X", "--document", "how-to-wait.txt", "--source", "Owl!"), "no id of a source", 3),
        (("--title", "X", "--document", "how-to-wait.txt", "--source", "levo"), "a source `levo` already", 3),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_wrong_is_told_and_nothing_is_left_behind(
    tmp_path: Path, arguments: tuple[str, ...], told: str, status: int
) -> None:
    (tmp_path / "how-to-wait.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("\n\n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"Wait.\nA caf\xe9.\n")
    done = run(tmp_path, "rules", "new", "owl", *arguments)
    assert (done.exit_code, told in done.output) == (status, True), done.output
    assert not (tmp_path / "owl").exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("wise-owl", "wise-owl"), ("Café Pâté 2", "cafe-pate-2"), ("___", "my-source")],
)
def test_a_source_is_called_like_its_pack(name: str, expected: str) -> None:
    assert source_id(name) == expected


def test_on_a_terminal_five_answers_lead_to_a_green_pack(tmp_path: Path) -> None:
    """Title, author, publisher, date and document: fewer than a hundred keys, and it tests green."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    typed = "How to Wait\nJo Invented\nWise Owl\n2020\na.txt\n"
    output, status = on_a_terminal(tmp_path, "rules new wise-owl", typed)
    assert status == 0, output
    assert len("courtesy rules new wise-owl\n" + typed + "courtesy rules test wise-owl\n") < 120
    assert run(tmp_path, "rules", "test", "wise-owl").exit_code == 0
    source = (tmp_path / "wise-owl" / "wise-owl" / "source.yaml").read_text(encoding="utf-8")
    assert "title: How to Wait\nauthor: Jo Invented\npublisher: Wise Owl\n" in source


def on_a_terminal(directory: Path, command: str, typed: str) -> tuple[str, int]:
    """What a command prints on a terminal on which this is typed, and its exit status."""
    main, other = pty.openpty()
    arguments = [sys.executable, "-m", "courtesy_cli.main", *command.split()]
    process = subprocess.Popen(arguments, cwd=directory, stdin=other, stdout=other, stderr=other)
    os.close(other)
    os.write(main, typed.encode())
    output, deadline = b"", time.monotonic() + 60
    while time.monotonic() < deadline:
        ready, _, _ = select.select([main], [], [], 0.2)
        try:
            output += os.read(main, 4096) if ready else b""
        except OSError:  # the other end is closed
            break
        if not ready and process.poll() is not None:
            break
    os.close(main)
    return output.decode(errors="replace"), process.wait(timeout=10)


# ---------------------------------------------------------------- the index


def test_an_index_made_anew_keeps_what_was_decided(tmp_path: Path, golden: Golden) -> None:
    """A sentence is known by its digest: it keeps its decision under another number, and what is gone is told."""
    folder = new_pack(tmp_path)
    passages = folder / "passages.yaml"
    lines = passages.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace("not read yet", "title")
    lines.insert(3, "  # the first card stands for this")
    passages.write_text("\n".join(lines) + "\n", encoding="utf-8")
    longer = ARTICLE.replace("Write your thanks\n", "A new first part.\n\nWrite your thanks\n").replace(
        "A call is too much.", "A call is far too much."
    )
    (tmp_path / "how-to-wait.txt").write_text(longer, encoding="utf-8")
    done = run(tmp_path, "sources", "index", "how-to-wait.txt", "--write", "wise-owl/wise-owl")
    assert done.exit_code == 0
    golden("authoring/index.txt", done.output)
    golden("authoring/passages.yaml", passages.read_text(encoding="utf-8"))


def test_an_index_of_the_same_article_changes_nothing(tmp_path: Path) -> None:
    folder = new_pack(tmp_path)
    before = (folder / "passages.yaml").read_bytes()
    run(tmp_path, "sources", "index", "how-to-wait.txt", "--write", str(folder))
    assert (folder / "passages.yaml").read_bytes() == before


def test_an_index_is_written_into_a_source_only(tmp_path: Path) -> None:
    new_pack(tmp_path)
    done = run(tmp_path, "sources", "index", "how-to-wait.txt", "--write", ".")
    assert (done.exit_code, "no folder of a source" in done.output) == (3, True)


def test_comments_stay_with_the_entry_below_them() -> None:
    text = "# yaml-language-server: x\npassages:\n  # one\n  # two\n  - {a: 1}\n  - {b: 2}\n"
    assert comments_above(text) == {5: ("  # one", "  # two")}


def test_the_shipped_accounts_index_to_themselves(shared_sources: Path) -> None:
    """Numbers and digests of all five articles come out as they are in the rulebook, and none is undecided."""
    from courtesy.authoring.passages import find_documents  # noqa: PLC0415
    from courtesy.loading.rulebook import load_rulebook  # noqa: PLC0415
    from courtesy.resources import rules_directory  # noqa: PLC0415

    book, _ = load_rulebook([rules_directory()])
    assert book is not None
    documents = find_documents(shared_sources)
    for source in book.sources:
        article, _ = read_article(documents[source.digest])
        assert article is not None
        made = index(article, source.passages)
        assert (made.undecided, made.gone, made.moved) == (0, (), ())
        assert len(list(index_lines(made))) >= len(source.passages) + 2


# ---------------------------------------------------------------- citing


@pytest.mark.parametrize(
    ("words", "places", "exact"),
    [
        ("after ten days", [(5, 1)], True),
        ("DAYS   ten", [(5, 1)], True),
        ("ask", [(4, 1), (5, 1), (5, 2), (5, 3)], True),
        ("a call on Fridays is too much to ask", [(3, 2)], False),
        ("nowhere", [], False),
    ],
)
def test_a_passage_is_found_by_its_words(
    tmp_path: Path, words: str, places: list[tuple[int, int]], *, exact: bool
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    article, _ = read_article(tmp_path / "a.txt")
    assert article is not None
    found = find(article, words)
    numbers = [(sentence.paragraph, sentence.sentence) for sentence in found.passages]
    assert found.exact is exact
    assert numbers[: len(places)] == places


def test_a_passage_stands_in_the_section_above_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    article, _ = read_article(tmp_path / "a.txt")
    assert article is not None
    sections = [section_of(article, sentence) for sentence in article.sentences]
    assert sections == [None, *["Write your thanks"] * 3, *["Ask once"] * 4]


def test_the_citation_goes_to_standard_output_and_the_passage_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = run(tmp_path, "rules", "cite", "a.txt", "ten", "days")
    assert done.stdout == 'cite: {section: Ask once, paragraph: 5, sentence: 1, digest: "9e8354658980"}\n'
    assert done.stderr == "“If you hear nothing, ask how things stand after ten days.”\n"
    assert run(tmp_path, "rules", "cite", "a.txt", "eleven", "days").exit_code == 1
