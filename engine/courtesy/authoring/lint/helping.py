"""Lints of what stands around a card's meaning: what to do instead, examples, tests, names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from courtesy.authoring.lint.inspected import Folder, WrittenCard
from courtesy.diagnostic import Diagnostic
from courtesy.rule import ActCard, MessageCard
from courtesy.verdict import VERDICT_OF_EFFECT, Effect


def missing_fix(folder: Folder) -> Iterator[Diagnostic]:
    """Opposing cards that do not say what to do instead, and demands without a hint how to meet them."""
    for each in folder.cards:
        card = each.card
        if isinstance(card, MessageCard) and card.fix is None:
            yield each.head.remark(
                "missing-hint",
                f"the demand `{each.name}` does not say how to meet it",
                "add `fix: …`, one sentence on what to write or to leave out",
            )
        elif isinstance(card, ActCard) and _opposes_without_help(each, card):
            yield each.head.remark(
                "missing-fix",
                f"the card `{each.name}` opposes an act and does not say what to do instead",
                "add `fix: …`, one sentence",
            )


def _opposes_without_help(each: WrittenCard, card: ActCard) -> bool:
    if card.fix is not None:
        return False
    if _opposes(card.effect):
        return True
    sides = [each.card.surface.get(side, {}) for side in ("early", "late") if _speaks_outside(card, side)]
    return _opposes(card.otherwise) and any("fix" not in side for side in sides)


def _speaks_outside(card: ActCard, side: str) -> bool:
    return any(clause.branch.value == side for clause in card.clauses)


def _opposes(effect: Effect | None) -> bool:
    return effect is not None and VERDICT_OF_EFFECT[effect].opposes


def missing_examples(folder: Folder) -> Iterator[Diagnostic]:
    """Cards without an example that speaks, or without one that does not."""
    for each in folder.cards:
        shown = {example.speaks for example in each.card.examples}
        if True not in shown:
            yield each.head.remark(
                "no-speaking-example",
                f"no example shows where `{each.name}` speaks",
                "add `- {speaks: true, given: {…}}` under `examples`",
            )
        if False not in shown:
            yield each.head.remark(
                "no-silent-example",
                f"no example shows where `{each.name}` is silent",
                "add `- {speaks: false, given: {…}}` under `examples`",
            )


def missing_tests(folder: Folder) -> Iterator[Diagnostic]:
    """A source without tests."""
    if folder.cards and not folder.tests:
        yield folder.head.at("id").remark(
            "no-tests",
            f"the source `{folder.source.id}` has no tests",
            f"write `{folder.path.name}/tests/….yaml`: a case, proposals, and the verdict expected of each",
        )


def unused_anchors(folder: Folder) -> Iterator[Diagnostic]:
    """Anchors that no card and no other anchor names."""
    cards = json.dumps([each.card.surface for each in folder.cards], default=str)
    for name in folder.source.anchors:
        others = {other: value for other, value in folder.head.data["anchors"].items() if other != name}
        named = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        if not named.search(cards) and not named.search(json.dumps(list(others.values()), default=str)):
            yield folder.head.at("anchors", name).remark(
                "unused-anchor", f"no card uses the anchor `{name}`", "use it, or delete it", on_key=True
            )


def missing_cites(folder: Folder) -> Iterator[Diagnostic]:
    """Parameters and readings that do not name their passage."""
    for parameter in folder.source.parameters.values():
        if parameter.cite is None:
            yield folder.head.at("parameters", parameter.name).remark(
                "parameter-without-cite",
                f"the parameter `{parameter.name}` does not say where its words stand",
                "add `cite: {paragraph: …, sentence: …, digest: …}`; `courtesy rules cite` prints it",
                on_key=True,
            )
    for reading in folder.source.readings.values():
        if reading.cite is None:
            yield folder.head.at("readings", reading.name).remark(
                "reading-without-cite",
                f"the reading `{reading.name}` does not say which passage it is of",
                "add `cite: {paragraph: …, sentence: …, digest: …}`; `courtesy rules cite` prints it",
                on_key=True,
            )
