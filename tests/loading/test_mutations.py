"""A hundred seeded mutations of good rule files are refused, each with a problem within one line of the damage."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from courtesy.diagnostic import Severity
from courtesy.loading.rulebook import load_rulebook, source_folders, topic_files
from courtesy.resources import rules_directory

MUTATIONS = 100


def misspelt_key(line: str, rng: random.Random) -> str | None:
    """A letter too many in the key that begins a line."""
    match = re.match(r"[ -]*([a-z_]{2,}):", line)
    if match is None:
        return None
    place = rng.randrange(match.start(1) + 1, match.end(1) + 1)
    return line[:place] + "q" + line[place:]


def misspelt_word(line: str, rng: random.Random) -> str | None:
    """A letter too few in a word of the vocabulary that stands as a value."""
    found = list(re.finditer(r"(?<=[\[ {:])(?:follow_up|thank_you|interview|hiring_manager|email)(?=[],}]|$)", line))
    if not found or re.search(r"says|counsel|message:|fix|speaks", line):
        return None
    word = rng.choice(found)
    return line[: word.start() + 2] + line[word.start() + 3 :]


def tab_for_blanks(line: str, _rng: random.Random) -> str | None:
    return "\t" + line.lstrip() if line.startswith("  ") else None


def missing_bracket(line: str, _rng: random.Random) -> str | None:
    """The closing bracket at the end of a line in which all brackets are closed."""
    if line.endswith("}") and line.count("{") == line.count("}") and line.count("[") == line.count("]"):
        return line[:-1]
    return None


def open_quote(line: str, _rng: random.Random) -> str | None:
    return line[::-1].replace('"', "", 1)[::-1] if line.count('"') == 2 else None


def wrong_unit(line: str, _rng: random.Random) -> str | None:
    changed = re.sub(r"(\d+) (?:days|weeks|hours) (after|before)", r"\1 dyas \2", line, count=1)
    return changed if changed != line and not re.match(r" *(says|fix|counsel):", line) else None


def cut_digest(line: str, _rng: random.Random) -> str | None:
    changed = re.sub(r"(digest: [0-9a-f]{5})[0-9a-f]{7}", r"\1", line)
    return changed if changed != line else None


def written_twice(line: str, _rng: random.Random) -> str | None:
    return f"{line}\n{line}" if re.match(r"  [a-z]+: \S", line) else None


def no_blank_after_the_colon(line: str, _rng: random.Random) -> str | None:
    return line.replace(": ", ":", 1) if re.match(r"  (?:says|fix): [^:\"']+$", line) else None


def anchor(line: str, _rng: random.Random) -> str | None:
    return re.sub(r": ", ": &x ", line, count=1) if re.match(r"  (?:says|fix|recommend): ", line) else None


Mutation = Callable[[str, random.Random], str | None]
KINDS: tuple[Mutation, ...] = (
    misspelt_key,
    misspelt_word,
    tab_for_blanks,
    missing_bracket,
    open_quote,
    wrong_unit,
    cut_digest,
    written_twice,
    no_blank_after_the_colon,
    anchor,
)


@pytest.mark.parametrize("seed", range(MUTATIONS))
def test_a_damaged_rule_file_is_refused_at_the_damage(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    rules = one_source_in(tmp_path, rng)
    path, number, damaged = mutated(rules, seed % len(KINDS), rng)
    book, problems = load_rulebook([rules])
    assert book is None, damaged
    lines = [
        problem.location.line
        for problem in problems
        if problem.severity is Severity.ERROR and problem.location and problem.location.file == str(path)
    ]
    assert any(abs(line - number) <= 1 for line in lines), (path.name, number, damaged, problems)


def one_source_in(directory: Path, rng: random.Random) -> Path:
    """The shipped vocabulary and one of the shipped sources."""
    rules = directory / "rules"
    rules.mkdir()
    shutil.copy(rules_directory() / "vocabulary.yaml", rules)
    folder = rng.choice(source_folders(rules_directory()))
    shutil.copytree(folder, rules / folder.name)
    return rules


def mutated(rules: Path, first: int, rng: random.Random) -> tuple[Path, int, str]:
    """The file that was changed, the line, and what stands there now; by the first kind that finds a line."""
    (folder,) = source_folders(rules)
    places = [(path, number) for path in topic_files(folder) for number in range(len(lines_of(path)))]
    for kind in KINDS[first:] + KINDS[:first]:
        for path, number in rng.sample(places, len(places)):
            lines = lines_of(path)
            changed = None if is_spared(kind, lines, number) else kind(lines[number], rng)
            if changed is not None:
                lines[number] = changed
                path.write_text("\n".join(lines) + "\n", encoding="utf-8")
                return path, number + 1, changed
    pytest.fail(f"{folder.name} has no line to damage")


def is_spared(kind: Mutation, lines: list[str], number: int) -> bool:
    """A comment; and the words of an example, which are read when it is staged by `courtesy rules test`."""
    keys = (line for line in reversed(lines[: number + 1]) if re.match(r"- |  [a-z]", line))
    return lines[number].startswith("#") or (kind is misspelt_word and next(keys, "").startswith("  examples:"))


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
