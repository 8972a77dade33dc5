"""What the tests of loading share: the shipped vocabulary, the rules of an invented school, and ways to spoil them."""

import functools
import shutil
from pathlib import Path

from courtesy.diagnostic import Diagnostic
from courtesy.loading.render import render_diagnostics
from courtesy.loading.rulebook import load_rulebook
from courtesy.loading.vocabulary_reader import read_vocabulary
from courtesy.resources import rules_directory
from courtesy.rule import Rulebook
from courtesy.vocabulary import Vocabulary

SCHOOL = Path(__file__).parent / "loading" / "school"


@functools.cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    words, problems = read_vocabulary([rules_directory()])
    assert problems == ()
    return words


def school_in(directory: Path) -> Path:
    """A rules directory that holds the vocabulary and the school alone."""
    rules = directory / "rules"
    rules.mkdir(parents=True)
    shutil.copy(rules_directory() / "vocabulary.yaml", rules)
    shutil.copytree(SCHOOL, rules / "school")
    return rules


def load_school(directory: Path) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    """The rulebook of the school alone."""
    return load_rulebook([school_in(directory)])


def rendered(problems: tuple[Diagnostic, ...], directory: Path) -> str:
    """The problems as a user sees them from inside a directory."""
    return render_diagnostics(problems).replace(f"{directory}/", "")
