"""Write `docs/vocabulary.md` from the shipped vocabulary and the shapes of rule files."""

from pathlib import Path

from courtesy.loading.vocabulary_reader import read_vocabulary
from courtesy.reports.vocabulary_markdown import vocabulary_page

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write the page; a wrong vocabulary ends the program."""
    vocabulary, problems = read_vocabulary([ROOT / "rules"])
    if problems:
        raise SystemExit("\n".join(problem.message for problem in problems))
    (ROOT / "docs" / "vocabulary.md").write_text(vocabulary_page(vocabulary), encoding="utf-8")


if __name__ == "__main__":
    main()
