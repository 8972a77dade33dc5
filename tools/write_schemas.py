"""Write `schemas/*.schema.json` from the shapes and the vocabulary, for the schemas of files that people write."""

from pathlib import Path

from courtesy.loading.schema_writer import schema_text, schemas
from courtesy.loading.vocabulary_reader import read_vocabulary

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write every schema; a wrong vocabulary ends the program."""
    vocabulary, problems = read_vocabulary([ROOT / "rules"])
    if problems:
        raise SystemExit("\n".join(problem.message for problem in problems))
    for name, schema in schemas(vocabulary).items():
        path = ROOT / "schemas" / f"{name}.schema.json"
        path.write_text(schema_text(schema), encoding="utf-8")


if __name__ == "__main__":
    main()
