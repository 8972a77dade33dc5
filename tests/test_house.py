"""The house: what is packed, who imports whom, and what must not stand anywhere in the project."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any

import pytest

import courtesy
from courtesy.resources import rules_directory, schemas_directory

# Source directory of the checkout → its place in the wheel.
PACKED = {
    "engine/courtesy/": "courtesy/",
    "cli/courtesy_cli/": "courtesy_cli/",
    "rules/": "courtesy/_data/rules/",
    "schemas/": "courtesy/_data/schemas/",
}
MACHINE_BOUND = re.compile(r"/(?:work|root|Users)/|/home/[a-z]|[A-Z]:\\Users|pypi[.]org|pythonhosted[.]org")
# A run of so many words in common with an article is a copy, not a coincidence.
COPIED_WORDS = 9
# A shorter sentence counts as copied when it stands there whole.
SENTENCE_WORDS = 5


@pytest.fixture(scope="session")
def project_files(root: Path) -> tuple[str, ...]:
    """Every file of the project, as git sees it: tracked or not yet, but not ignored; relative paths."""
    if not (root / ".git").exists():
        pytest.skip("not a git checkout: which files belong to the project is not known")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    return tuple(sorted(name for name in listed.split("\0") if name and (root / name).is_file()))


@pytest.fixture(scope="session")
def project_texts(root: Path, project_files: tuple[str, ...]) -> dict[str, str]:
    """The text of every file that is one."""
    return dict(_texts(root, project_files))


def _texts(root: Path, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        try:
            yield name, (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.fixture(scope="session")
def project_table(root: Path) -> dict[str, Any]:
    """`pyproject.toml`."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def _build(root: Path, target: str, into: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(into)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (product,) = into.iterdir()
    return product


@pytest.fixture(scope="session")
def wheel_files(root: Path, tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The names in the wheel: the one under test where `COURTESY_WHEEL` names it, else built now."""
    named = os.environ.get("COURTESY_WHEEL")
    wheel = root / named if named else _build(root, "wheel", tmp_path_factory.mktemp("wheel"))
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


# ---------------------------------------------------------------- packaging


def test_wheel_holds_both_packages_and_the_rulebook_and_nothing_else(
    wheel_files: frozenset[str], project_files: tuple[str, ...]
) -> None:
    expected = {
        packed + name.removeprefix(source)
        for name in project_files
        for source, packed in PACKED.items()
        if name.startswith(source)
    }
    assert {name for name in wheel_files if ".dist-info/" not in name} == expected


def test_wheel_carries_types_licence_and_command(wheel_files: frozenset[str]) -> None:
    info = f"courtesy-{version('courtesy')}.dist-info"
    assert {
        "courtesy/py.typed",
        "courtesy_cli/py.typed",
        f"{info}/licenses/LICENSE",
        f"{info}/entry_points.txt",
    } <= wheel_files


def test_sdist_holds_every_file_of_the_project(root: Path, tmp_path: Path, project_files: tuple[str, ...]) -> None:
    with tarfile.open(_build(root, "sdist", tmp_path)) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    missing = set(project_files) - packed
    assert missing == set(), "name it in pyproject.toml, tool.hatch.build.targets.sdist"


def test_the_command_is_called_courtesy() -> None:
    (command,) = entry_points(group="console_scripts", name="courtesy")
    assert command.value == "courtesy_cli.main:main"


def test_version_is_that_of_the_installed_distribution() -> None:
    assert courtesy.__version__ == version("courtesy")


def test_an_unknown_attribute_of_the_package_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = courtesy.nonsense


def test_the_rulebook_and_the_schemas_are_found() -> None:
    assert (rules_directory() / "vocabulary.yaml").is_file()
    assert schemas_directory().is_dir()


@pytest.mark.skipif("COURTESY_WHEEL" not in os.environ, reason="not a run against a wheel")
def test_a_run_against_the_wheel_tests_the_wheel() -> None:
    """Neither the package nor its data comes from the checkout."""
    package = Path(courtesy.__file__).parent
    assert package.parent.name == "site-packages"
    assert rules_directory() == package / "_data" / "rules"
    assert schemas_directory() == package / "_data" / "schemas"


def test_finding_the_data_loads_nothing_heavy() -> None:
    probe = "import courtesy.resources, sys; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", probe], check=True, capture_output=True, encoding="utf-8"
    ).stdout.split()
    assert not {"yaml", "click", "jsonschema", "rich", "z3", "importlib.metadata"} & set(loaded)


# ---------------------------------------------------------------- layers and reasons


def test_imports_point_down(root: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache", "--no-logo"],
        cwd=root,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_layer_contract_is_exhaustive(project_table: dict[str, Any]) -> None:
    contracts = project_table["tool"]["importlinter"]["contracts"]
    assert [c["exhaustive"] for c in contracts if c["type"] == "layers"] == [True]


def test_every_dependency_has_its_reason(root: Path, project_table: dict[str, Any]) -> None:
    """`docs/why.md` has a section for each distribution named, and for no other."""
    why = (root / "docs" / "why.md").read_text(encoding="utf-8").partition("## Decisions")[0]
    sections = re.findall(r"^### (\S+)$", why, re.MULTILINE)
    assert sorted(map(str.lower, sections)) == sorted(_distributions(project_table["project"]))


def _distributions(project: dict[str, Any]) -> set[str]:
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(entry for extra in extras for entry in extra)]
    names = {re.split(r"[\[<>=; ]", entry)[0].lower() for entry in wanted}
    return names - {"courtesy"}


def test_every_lint_exception_has_its_reason(root: Path) -> None:
    lines = (root / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    exceptions = [line for line in lines if re.match(r'\s+"[A-Z]+\d+",', line)]
    assert exceptions
    assert [line for line in exceptions if not re.search(r",\s+# \S", line)] == []


# ---------------------------------------------------------------- what must not stand here


def test_no_file_knows_the_machine_it_was_written_on(project_texts: dict[str, str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()}"
        for name, text in project_texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_BOUND.search(line)
    ]
    assert found == []


def test_no_sentence_of_an_article_is_copied(shared_sources: Path, project_texts: dict[str, str]) -> None:
    """Titles and section headings, by which articles are cited, are allowed."""
    runs = set().union(*(_protected_runs(path) for path in sorted(shared_sources.glob("*.txt"))))
    assert len(runs) > 1000
    lengths = sorted({len(run) for run in runs})
    copied = [
        f"{name}: {' '.join(run)}"
        for name, text in project_texts.items()
        for run in _runs(_words(text), lengths)
        if run in runs
    ]
    assert copied == []


def _protected_runs(article: Path) -> set[tuple[str, ...]]:
    """Each sentence of 5 to 9 words whole, and every run of 9 words, of an article's paragraphs."""
    blocks = re.split(r"\n\s*\n", article.read_text(encoding="utf-8"))
    paragraphs = [block for block in blocks if not _is_heading(block)]
    sentences = [_words(s) for block in paragraphs for s in re.split(r"(?<=[.!?])\W+", block)]
    whole = {tuple(s) for s in sentences if SENTENCE_WORDS <= len(s) < COPIED_WORDS}
    return whole.union(*(_runs(_words(block), [COPIED_WORDS]) for block in paragraphs))


def _is_heading(block: str) -> bool:
    """A block that does not end like a sentence, or a numbered line."""
    text = block.strip()
    return not re.search(r"[.!?][\"”)]?$", text) or bool(re.fullmatch(r"\d+\. .{1,80}", text))


def _runs(words: list[str], lengths: list[int]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words)):
        for length in lengths:
            if start + length <= len(words):
                yield tuple(words[start : start + length])


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
