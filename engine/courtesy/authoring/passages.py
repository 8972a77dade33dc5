"""The account of a source's passages: what is encoded, what is excluded and why, and whether a citation is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from courtesy.diagnostic import Diagnostic, Location, has_errors, in_order
from courtesy.frozen import dataclass
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.problems import Problems
from courtesy.loading.rulebook import PASSAGES_FILE
from courtesy.loading.source_reader import UNREAD
from courtesy.loading.source_shapes import passages_grammar
from courtesy.loading.yaml_reader import read_yaml
from courtesy.provenance import Sentence, document_digest, sentences
from courtesy.rule import AnyCard, Cite, ExceptionCard, Passage, Rulebook, Source

DOCUMENT_LIMIT = 4 * 1024 * 1024
"""The largest document that is read, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many sentences of a source are encoded, excluded, both, or neither; `reasons` counts the exclusions."""

    source: str
    sentences: int
    encoded: int
    excluded: int
    both: tuple[str, ...]
    neither: tuple[str, ...]
    reasons: tuple[tuple[str, int], ...]

    @property
    def complete(self) -> bool:
        """Every sentence is accounted for, and none twice."""
        return not self.both and not self.neither


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Whether a source's document was found by digest, and each statement about it that does not hold."""

    source: str
    document: Path | None
    citations: int
    failures: tuple[str, ...]

    @property
    def proved(self) -> bool:
        """The document was found and every citation is true."""
        return self.document is not None and not self.failures


def coverage(source: Source) -> Coverage:
    """The account as `passages.yaml` gives it."""
    excluded = [passage.excluded for passage in source.passages if passage.excluded not in (None, UNREAD)]
    reasons = Counter(str(reason).partition(":")[0] for reason in excluded)
    places = [(f"{passage.paragraph}.{passage.sentence}", passage) for passage in source.passages]
    return Coverage(
        source=source.id,
        sentences=len(places),
        encoded=sum(bool(passage.rules) for passage in source.passages),
        excluded=sum(reasons.values()),
        both=tuple(place for place, passage in places if passage.rules and passage.excluded is not None),
        neither=tuple(place for place, passage in places if not passage.rules and passage.excluded in (None, UNREAD)),
        reasons=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
    )


def find_documents(directory: Path) -> dict[str, Path]:
    """Every file of a directory (not below it) by the digest of its bytes; files over the limit are left out."""
    files = sorted(path for path in directory.iterdir() if path.is_file())
    return {document_digest(path.read_bytes()): path for path in files if path.stat().st_size <= DOCUMENT_LIMIT}


def prove(rulebook: Rulebook, source: Source, documents: dict[str, Path]) -> Proof:
    """Hold every citation of a source, and its account of passages, against the document itself."""
    cited = tuple(citations(rulebook, source))
    path = documents.get(source.digest)
    if path is None:
        missing = f"no document with digest {source.digest[:12]}… (`{source.document}`)"
        return Proof(source=source.id, document=None, citations=len(cited), failures=(missing,))
    text = {
        (sentence.paragraph, sentence.sentence): sentence for sentence in sentences(path.read_text(encoding="utf-8"))
    }
    failures = (
        *(failure for owner, cite in cited for failure in _check(owner, cite, text)),
        *_check_passages(source, text),
    )
    return Proof(source=source.id, document=path, citations=len(cited), failures=failures)


def citations(rulebook: Rulebook, source: Source) -> Iterator[tuple[str, Cite]]:
    """Every citation of a source with the id of what carries it: cards, exceptions, parameters, readings."""
    for card in rulebook.cards.values():
        if card.source == source.id:
            yield from _card_citations(card)
    for parameter in source.parameters.values():
        if parameter.cite is not None:
            yield f"parameter {parameter.name}", parameter.cite
    for reading in source.readings.values():
        if reading.cite is not None:
            yield f"reading {reading.name}", reading.cite


def quotes(rulebook: Rulebook, documents: dict[str, Path]) -> dict[tuple[str, str], str]:
    """Every sentence that a rule cites truly, by source and digest, from the documents that are there."""
    found: dict[tuple[str, str], str] = {}
    for source in rulebook.sources:
        path = documents.get(source.digest)
        if path is None:
            continue
        text = {
            (sentence.paragraph, sentence.sentence): sentence
            for sentence in sentences(path.read_text(encoding="utf-8"))
        }
        for _, cite in citations(rulebook, source):
            passage = quote(cite, text)
            if passage is not None:
                found[source.id, cite.digest] = passage
    return found


def quote(cite: Cite, text: dict[tuple[int, int], Sentence]) -> str | None:
    """The cited sentence itself, for somebody who has the document; None where the citation is not true."""
    sentence = text.get((cite.paragraph, cite.sentence))
    return sentence.text if sentence is not None and sentence.digest == cite.digest else None


def _card_citations(card: AnyCard) -> Iterator[tuple[str, Cite]]:
    yield card.id, card.cite
    yield from _exception_citations(card.id, card.unless)


def _exception_citations(owner: str, exceptions: tuple[ExceptionCard, ...]) -> Iterator[tuple[str, Cite]]:
    for exception in exceptions:
        name = f"{owner}#{exception.id}"
        if exception.cite is not None:
            yield name, exception.cite
        yield from _exception_citations(name, exception.unless)


def _check(owner: str, cite: Cite, text: dict[tuple[int, int], Sentence]) -> Iterator[str]:
    place = f"paragraph {cite.paragraph}, sentence {cite.sentence}"
    sentence = text.get((cite.paragraph, cite.sentence))
    if sentence is None:
        yield f"{owner} cites {place}, which the document does not have"
    elif sentence.digest != cite.digest:
        yield f"{owner} cites {place} as {cite.digest}, the document has {sentence.digest}"


def _check_passages(source: Source, text: dict[tuple[int, int], Sentence]) -> Iterator[str]:
    listed = {(passage.paragraph, passage.sentence): passage for passage in source.passages}
    for place, sentence in text.items():
        passage = listed.get(place)
        if passage is None:
            yield f"passages: paragraph {place[0]}, sentence {place[1]} of the document is not listed"
        elif passage.digest != sentence.digest:
            told = f"is {sentence.digest} in the document, listed as {passage.digest}"
            yield f"passages: paragraph {place[0]}, sentence {place[1]} {told}"
    for place in sorted(set(listed) - set(text)):
        yield f"passages: paragraph {place[0]}, sentence {place[1]} is listed, the document has no such sentence"


def read_account(folder: Path) -> tuple[tuple[Passage, ...], tuple[Diagnostic, ...]]:
    """The account in a source's folder by itself: names of cards, parameters and readings are not looked up."""
    document, problems = read_yaml(folder / PASSAGES_FILE)
    if document is None:
        return (), problems
    gathered = Problems(document=document)
    data = check(document.data, passages_grammar(), gathered)
    if data is UNUSABLE or has_errors(gathered.found):
        return (), in_order([*problems, *gathered.found])
    return tuple(
        Passage(
            paragraph=item["paragraph"],
            sentence=item["sentence"],
            digest=item["digest"],
            rules=tuple(item.get("rules", ())),
            excluded=item.get("excluded"),
            location=gathered.location(("passages", place)) or Location(file=document.file),
        )
        for place, item in enumerate(data["passages"])
    ), problems
