"""`source.yaml` and `passages.yaml` to values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from courtesy.condition import Anchor
from courtesy.diagnostic import Diagnostic
from courtesy.frozen import dataclass
from courtesy.loading.anchors import PROMISED, anchor_of
from courtesy.loading.cards import cite_of
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.document import Document, Path
from courtesy.loading.durations import Fault, duration_of
from courtesy.loading.problems import Problems
from courtesy.loading.scope import Scope
from courtesy.loading.shape import Grammar
from courtesy.loading.wording import listed, suggestion
from courtesy.rule import AnyCard, Parameter, Passage, Reading, Source
from courtesy.vocabulary import Vocabulary

UNREAD = "not read yet"
"""The word that an index puts beside every sentence until a coach has decided: it counts as not accounted for."""

REASONS = (
    "title",
    "heading",
    "caption",
    "advertisement",
    "site furniture",
    "author note",
    "anecdote",
    "introduction",
    "transition",
    "background",
    "about another topic",
    UNREAD,
)
"""Why a sentence of an article is encoded by no card, in so many words."""

NAMED_REASONS = ("reason for", "example of", "parameter", "reading")
"""Reasons that name a card, a parameter or a reading after a colon."""


def read_source(
    document: Document, folder: str, vocabulary: Vocabulary, grammar: Grammar
) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The source in a `source.yaml` (without its passages), and all problems of the file."""
    problems = Problems(document=document)
    data = check(document.data, grammar, problems)
    if data is UNUSABLE:
        return None, problems.in_order
    if data["id"] != folder:
        problems.add(
            "wrong-id",
            f"the id `{data['id']}` is not the folder's name",
            ("id",),
            advice=f"write `id: {folder}`, or rename the folder",
        )
    location = problems.location(())
    assert location is not None, "sources come from files"
    source = Source(
        id=data["id"],
        title=data["title"],
        author=data.get("author"),
        publisher=data.get("publisher"),
        date=data.get("date"),
        document=data["document"],
        digest=data["digest"],
        readings=_readings(data, problems),
        parameters=_parameters(data, problems),
        anchors=_anchors(data, vocabulary, problems),
        location=location,
    )
    return source, problems.in_order


def _readings(data: Mapping[str, Any], problems: Problems) -> dict[str, Reading]:
    found = {}
    for name, item in data.get("readings", {}).items():
        location = problems.location(("readings", name), on_key=True)
        if item["default"] not in item["options"]:
            problems.add(
                "unknown-option",
                f"the default `{item['default']}` is not one of the options",
                ("readings", name, "default"),
                advice=suggestion(item["default"], item["options"]),
            )
        assert location is not None, "readings come from files"
        found[name] = Reading(
            name=name,
            question=item["question"],
            options=item["options"],
            default=item["default"],
            cite=cite_of(item["cite"]) if "cite" in item else None,
            location=location,
        )
    return found


def _parameters(data: Mapping[str, Any], problems: Problems) -> dict[str, Parameter]:
    found = {}
    for name, item in data.get("parameters", {}).items():
        location = problems.location(("parameters", name), on_key=True)
        amount, unit = _amount(item["value"], problems, ("parameters", name, "value"))
        assert location is not None, "parameters come from files"
        found[name] = Parameter(
            name=name,
            amount=amount,
            unit=unit,
            says=item["says"],
            cite=cite_of(item["cite"]) if "cite" in item else None,
            location=location,
        )
    return found


def _amount(value: int | str, problems: Problems, path: Path) -> tuple[int, str | None]:
    if isinstance(value, int):
        return value, None
    duration = duration_of(value)
    if isinstance(duration, Fault):
        problems.add(
            "bad-duration",
            duration.message,
            path,
            advice=duration.advice or "a value is a whole number, or one with a unit, say `3 days`",
            span=(duration.start, duration.end),
        )
        return 0, "day"
    return duration.amount, duration.unit.value


# --- anchors ------------------------------------------------------------------------------------------------------


def _anchors(data: Mapping[str, Any], vocabulary: Vocabulary, problems: Problems) -> dict[str, Anchor]:
    """The source's own anchors; each may name those that stand above it."""
    found: dict[str, Anchor] = {}
    for name, item in data.get("anchors", {}).items():
        path = ("anchors", name)
        if name in vocabulary.events or name == PROMISED:
            problems.add(
                "redefined-word",
                f"`{name}` is an anchor already",
                path,
                advice="choose another name",
                on_key=True,
            )
        scope = Scope(source=data["id"], vocabulary=vocabulary, anchors=found)
        anchor = anchor_of(item, scope, problems, path)
        if anchor is not None:
            found[name] = anchor
    return found


# --- passages -----------------------------------------------------------------------------------------------------


def read_passages(
    document: Document,
    source: Source,
    cards: Sequence[AnyCard],
    names: frozenset[str] | None,
    grammar: Grammar,
) -> tuple[tuple[Passage, ...], tuple[Diagnostic, ...]]:
    """The account of an article's sentences, checked against the source's cards.

    `names` are those of all its cards, of cards with errors, too; None where a file of cards could not be read.
    """
    problems = Problems(document=document)
    data = check(document.data, grammar, problems)
    if data is UNUSABLE:
        return (), problems.in_order
    known = _Names(source=source, cards=names, problems=problems)
    found: dict[tuple[int, int], Passage] = {}
    for place, item in enumerate(data["passages"]):
        if item is not UNUSABLE:
            path = ("passages", place)
            _check_passage(item, known, path)
            _add_passage(item, found, problems, path)
    _check_digests(cards, data["passages"], problems)
    return tuple(found.values()), problems.in_order


def _add_passage(
    item: Mapping[str, Any],
    found: dict[tuple[int, int], Passage],
    problems: Problems,
    path: Path,
) -> None:
    number = (item["paragraph"], item["sentence"])
    location = problems.location(path)
    assert location is not None, "passages come from files"
    if number in found:
        problems.add(
            "duplicate-passage",
            f"paragraph {number[0]}, sentence {number[1]} stands here a second time",
            path,
            advice=f"it stands in line {found[number].location.line} already",
        )
        return
    found[number] = Passage(
        paragraph=number[0],
        sentence=number[1],
        digest=item["digest"],
        rules=tuple(item.get("rules", ())),
        excluded=item.get("excluded"),
        location=location,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """What a passage can name: cards, parameters and readings of its source. `cards` is None where nobody knows them."""

    source: Source
    cards: frozenset[str] | None
    problems: Problems

    def check(self, kind: str, name: str, path: Path, span: tuple[int, int] | None = None) -> None:
        """That the source has such a thing of this name."""
        known: Collection[str] | None = {
            "parameter": self.source.parameters,
            "reading": self.source.readings,
        }.get(kind, self.cards)
        if known is not None and name not in known:
            thing = kind if kind in {"parameter", "reading"} else "rule"
            self.problems.add(
                f"unknown-{thing}",
                f"`{self.source.id}` has no {thing} `{name}`",
                path,
                advice=suggestion(name, sorted(known)),
                span=span,
            )


def _check_passage(item: Mapping[str, Any], known: _Names, path: Path) -> None:
    for place, rule in enumerate(item.get("rules", ())):
        known.check("rule", rule, (*path, "rules", place))
    text = item.get("excluded")
    if text is None or text in REASONS:
        return
    inside = (*path, "excluded")
    kind, colon, _ = text.partition(": ")
    if kind in NAMED_REASONS and colon:
        for match in re.finditer(r"[^,\s]+", text[len(kind) + 1 :]):
            start = len(kind) + 1 + match.start()
            known.check(kind, match[0], inside, (start, start + len(match[0])))
        return
    words = [*REASONS, *(f"{reason}: NAME" for reason in NAMED_REASONS)]
    advice = suggestion(text, words) or f"known are {listed(words)}"
    message = f"`{text}` is not a reason to exclude a sentence"
    known.problems.add("unknown-word", message, inside, advice=advice)


def _check_digests(cards: Iterable[AnyCard], passages: Sequence[Any], problems: Problems) -> None:
    """A card and the account of passages must mean the same sentence by the same number."""
    cited = {(card.cite.paragraph, card.cite.sentence, card.cite.digest): card for card in cards}
    for place, item in enumerate(passages):
        if item is UNUSABLE:
            continue
        for (paragraph, sentence, digest), card in cited.items():
            same = (paragraph, sentence) == (item["paragraph"], item["sentence"])
            if same and digest != item["digest"]:
                problems.add(
                    "wrong-digest",
                    f"the card `{card.id}` cites this sentence as `{digest}`",
                    ("passages", place, "digest"),
                    advice=f"one of the two names another sentence; the card stands at {card.location}",
                )
