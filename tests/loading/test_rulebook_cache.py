"""The cache of the loaded rulebook: it saves time, changes nothing, and is not trusted."""

import hashlib
import os
import pickle
from pathlib import Path

import pytest

from courtesy.kept import MOST, cache_directory
from courtesy.loading import rulebook, rulebook_cache
from courtesy.loading.rulebook import load_rulebook
from courtesy.loading.rulebook_cache import through_cache
from courtesy.resources import rules_directory
from courtesy.rule import Rulebook


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache directory of its own."""
    directory = tmp_path / "cache"
    monkeypatch.setenv("COURTESY_CACHE", str(directory))
    return directory


def entries(cache: Path) -> list[Path]:
    return sorted(cache.glob("*"))


def shipped() -> Rulebook:
    book, problems = load_rulebook([rules_directory()])
    assert book is not None, problems
    return book


def test_the_second_run_reads_the_same_rulebook_from_the_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shipped()
    (entry,) = entries(cache)
    assert entry.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(rulebook, "_load", refuse)
    assert shipped() == first


def refuse(*_arguments: object) -> None:
    raise AssertionError("the cache was not used")


def test_a_rulebook_of_ones_own_is_kept_for_its_own_directories(cache: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    shipped()
    load_rulebook([rules_directory(), pack])
    assert len(entries(cache)) == 2


def test_a_rulebook_with_errors_is_not_kept(cache: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "vocabulary.yaml").write_text("actz: {}\n", encoding="utf-8")
    assert load_rulebook([rules_directory(), pack])[0] is None
    assert entries(cache) == []


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "foreign class", "another value", "writable by others"])
def test_an_entry_that_is_not_as_it_was_written_is_rebuilt(cache: Path, damage: str) -> None:
    first = shipped()
    (entry,) = entries(cache)
    data = entry.read_bytes()
    match damage:
        case "cut":
            entry.write_bytes(data[:-1])
        case "changed":
            entry.write_bytes(data[:100] + b"x" + data[101:])
        case "empty":
            entry.write_bytes(b"")
        case "foreign class":
            entry.write_bytes(sealed(pickle.dumps(Runs())))
        case "another value":
            entry.write_bytes(sealed(pickle.dumps(("a", "b"))))
        case _:
            entry.chmod(0o666)
    assert shipped() == first


class Runs:
    """What a forged entry would run."""

    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return os.mkdir, ("forged",)


def sealed(body: bytes) -> bytes:
    return hashlib.sha256(body).digest() + body


def test_a_forged_entry_runs_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    shipped()
    (entry,) = entries(cache)
    entry.write_bytes(sealed(pickle.dumps(Runs())))
    shipped()
    assert not (tmp_path / "forged").exists()


def test_no_function_that_a_module_of_ours_knows_is_called(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dotted name reaches through one of our modules to what it imports."""
    monkeypatch.chdir(cache.parent)
    shipped()
    (entry,) = entries(cache)
    call = b"\x80\x04\x8c\x0dcourtesy.kept\x8c\x08os.mkdir\x93\x8c\x06forged\x85R."
    pickle.loads(call)  # noqa: S301  it would do so
    assert (cache.parent / "forged").is_dir()
    (cache.parent / "forged").rmdir()
    entry.write_bytes(sealed(call))
    shipped()
    assert not (cache.parent / "forged").exists()


def test_a_changed_program_loads_anew(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped()
    monkeypatch.setattr(rulebook_cache, "_program", lambda: ["another"])
    shipped()
    assert len(entries(cache)) == 2


def test_only_the_latest_entries_stay(cache: Path) -> None:
    book = shipped()
    for number in range(MOST + 3):
        through_cache(str(number), [], lambda: (book, ()))
    assert len(entries(cache)) == MOST


def test_without_a_place_for_it_there_is_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COURTESY_CACHE", "off")
    assert cache_directory() is None
    assert shipped().cards
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("COURTESY_CACHE", str(tmp_path / "file" / "below"))
    assert shipped().cards
    monkeypatch.delenv("COURTESY_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_directory() == tmp_path / "courtesy"
