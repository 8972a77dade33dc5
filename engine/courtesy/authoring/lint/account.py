"""Lints of provenance: the account of passages, and citations held against it and against the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from courtesy.authoring.lint.inspected import Folder, Written
from courtesy.diagnostic import Diagnostic
from courtesy.rule import Passage


def no_passages(folder: Folder) -> Iterator[Diagnostic]:
    """A source without its account."""
    if folder.account is None:
        yield folder.head.at("id").remark(
            "no-passages",
            f"the source `{folder.source.id}` has no `passages.yaml`",
            f"`courtesy sources index {folder.source.document}` writes it: every sentence, encoded or excluded",
        )


def uncited_rules(folder: Folder) -> Iterator[Diagnostic]:
    """Cards that no passage names, and cards that cite a passage which does not name them."""
    if folder.account is None:
        return
    naming: dict[str, list[Passage]] = defaultdict(list)
    for passage in folder.source.passages:
        for rule in passage.rules:
            naming[rule].append(passage)
    for each in folder.cards:
        cite = each.card.cite
        passages = naming[each.name]
        place = f"paragraph {cite.paragraph}, sentence {cite.sentence}"
        if not passages:
            yield each.head.remark(
                "rule-without-passage",
                f"no passage names the card `{each.name}`",
                f"name it under `rules` of {place} in passages.yaml",
            )
        elif (cite.paragraph, cite.sentence) not in {(passage.paragraph, passage.sentence) for passage in passages}:
            yield each.written.at("cite").remark(
                "cite-elsewhere",
                f"{place} does not name the card `{each.name}`",
                "cite a passage that names it, or name it there in passages.yaml",
                on_key=True,
            )


def missing_passages(folder: Folder) -> Iterator[Diagnostic]:
    """Gaps in the numbers of the account; where the article is at hand, it is held against that."""
    if folder.account is None or folder.text is not None:
        return
    before = (0, 0)
    for place, item in enumerate(folder.account.data["passages"]):
        here = (item["paragraph"], item["sentence"])
        missing = _gap(before, here)
        if missing:
            yield folder.account.at("passages", place).remark(
                "missing-passage",
                f"before {_numbered(here)} {missing} is missing",
                "list every sentence in order, encoded by rules or excluded with a reason",
            )
        before = here


def _gap(before: tuple[int, int], here: tuple[int, int]) -> str | None:
    """What is missing between two neighbours. A paragraph may have no sentence in it, but not several in a row."""
    if here[0] == before[0]:
        return _numbered((here[0], before[1] + 1)) if here[1] > before[1] + 1 else None
    if here[1] != 1:
        return _numbered((here[0], 1))
    return f"paragraph {before[0] + 1}" if here[0] > before[0] + 2 else None


def _numbered(place: tuple[int, int]) -> str:
    return f"paragraph {place[0]}, sentence {place[1]}"


# --- citations ----------------------------------------------------------------------------------------------------


def citations(folder: Folder) -> Iterator[tuple[Written, Mapping[str, Any]]]:
    """Every citation of a source as it is written: of cards, exceptions, parameters and readings."""
    for each in folder.cards:
        yield from _cites(each.written)
    yield from _cites(folder.head)


def _cites(written: Written) -> Iterator[tuple[Written, Mapping[str, Any]]]:
    data = written.data
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "cite" and isinstance(value, dict):
                yield written.at("cite"), value
            else:
                yield from _cites(written.at(name))
    elif isinstance(data, list):
        for place in range(len(data)):
            yield from _cites(written.at(place))


def placeholder_digests(folder: Folder) -> Iterator[Diagnostic]:
    """Digests of one digit repeated: nobody computed them."""
    for written, cite in citations(folder):
        digest = str(cite.get("digest", ""))
        if _is_made_up(digest):
            yield written.at("digest").remark(
                "placeholder-digest",
                f"the digest `{digest}` was not computed",
                '`courtesy rules cite DOCUMENT "some words"` prints the citation with its digest',
            )


def _is_made_up(digest: str) -> bool:
    return len(set(digest)) == 1


def false_citations(folder: Folder) -> Iterator[Diagnostic]:
    """Citations that the document does not bear out."""
    if folder.text is None:
        return
    for written, cite in citations(folder):
        number = (cite["paragraph"], cite["sentence"])
        sentence, digest = (
            folder.text.get(number),
            str(written.document.raw.get((*written.path, "digest"), cite["digest"])),
        )
        if sentence is None:
            yield _false(written, f"the document has no {_numbered(number)}")
        elif sentence.digest != digest and not _is_made_up(digest):
            yield _false(
                written.at("digest"), f"{_numbered(number)} has the digest `{sentence.digest}`, not `{digest}`"
            )


def _false(written: Written, message: str) -> Diagnostic:
    advice = '`courtesy rules cite DOCUMENT "some words"` prints the true citation'
    return written.remark("wrong-citation", message, advice)


def unlisted_passages(folder: Folder) -> Iterator[Diagnostic]:
    """Sentences of the document that the account leaves out."""
    if folder.text is None or folder.account is None:
        return
    listed = {(passage.paragraph, passage.sentence) for passage in folder.source.passages}
    for number, sentence in folder.text.items():
        if number not in listed:
            yield folder.account.at("passages").remark(
                "unlisted-passage",
                f"{_numbered(number)} of the document is not listed",
                f"add `{{paragraph: {number[0]}, sentence: {number[1]}, digest: {sentence.digest}, …}}`",
                on_key=True,
            )
