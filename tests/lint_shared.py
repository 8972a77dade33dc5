"""What the tests of lints share: a small clean source, and the rules that stand on the pages of `docs/lints`."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

from courtesy.authoring.lint.run import LintReport, lint, target_of
from courtesy.resources import rules_directory

SCHOOL = Path(__file__).parent / "lint" / "school"
ARTICLES = Path(__file__).parent / "lint" / "articles"
PAGES = Path(__file__).parent.parent / "docs" / "lints"

_BLOCK = re.compile(r"```yaml\n# (?P<name>\S+)\n(?P<text>.*?)```|There is no file `(?P<absent>[^`]+)`", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One lint's page: its code, its text, and the files of its two packs (None: there is no such file)."""

    code: str
    text: str
    bad: dict[str, str | None]
    good: dict[str, str | None]


def page(code: str) -> Page:
    """The page of a lint."""
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    bad, good = text.partition("## Bad\n")[2].split("## Good\n")
    return Page(code=code, text=text, bad=_files(bad), good=_files(good))


def _files(text: str) -> dict[str, str | None]:
    return {match["name"] or match["absent"]: match["text"] for match in _BLOCK.finditer(text)}


def school_in(directory: Path, files: dict[str, str | None] | None = None) -> Path:
    """A rules directory with the school alone, its files replaced by these; a part of `source.yaml` completes it.

    The account names all cards of `wait.yaml` at the passage that they cite.
    """
    rules = directory / "rules"
    school = rules / "school"
    shutil.copytree(SCHOOL, school)
    shutil.copy(rules_directory() / "vocabulary.yaml", rules)
    for name, text in (files or {}).items():
        if text is None:
            (school / name).unlink()
        elif name == "source.yaml":
            (school / name).write_text((school / name).read_text(encoding="utf-8") + text, encoding="utf-8")
        else:
            (school / name).write_text(text, encoding="utf-8")
    if "passages.yaml" not in (files or {}):
        _name_all_cards(school)
    return rules


def _name_all_cards(school: Path) -> None:
    topic = school / "wait.yaml"
    if topic.exists():
        names = [card["id"] for card in yaml.safe_load(topic.read_text(encoding="utf-8"))]
        account = school / "passages.yaml"
        text = account.read_text(encoding="utf-8")
        account.write_text(text.replace("[wait]", f"[{', '.join(names)}]"), encoding="utf-8")


def lint_school(rules: Path, documents: Path | None = None) -> LintReport:
    """What the lints say of the school alone."""
    return lint([rules], [target_of(rules)], documents)


def lint_page(shown: Page, files: dict[str, str | None], directory: Path) -> LintReport:
    """What the lints say of rules on a page; the article is at hand where the page speaks of `--documents`."""
    return lint_school(school_in(directory, files), ARTICLES if "--documents" in shown.text else None)
