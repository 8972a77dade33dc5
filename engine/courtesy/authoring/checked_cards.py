"""Cards as the loader checked them: the coach's data with every short form written out, by id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courtesy.authoring.lint.inspected import Folder
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.problems import Problems
from courtesy.loading.rule_shapes import rule_grammar
from courtesy.loading.scope import Scope
from courtesy.rule import Rulebook, Source


def checked_cards(folder: Folder) -> dict[str, Mapping[str, Any]]:
    """The data of every card of a source by `source/id`, in the form in which it is lowered."""
    grammar = rule_grammar(folder.book.vocabulary)
    found = {}
    for document in {id(each.written.document): each.written.document for each in folder.cards}.values():
        for item in check(document.data, grammar, Problems(document=document)):
            if item is not UNUSABLE:
                found[f"{folder.source.id}/{item['id']}"] = item
    return found


def scope_of(source: Source, book: Rulebook) -> Scope:
    """The names that the cards of a source can use."""
    return Scope(
        source=source.id,
        vocabulary=book.vocabulary,
        parameters=source.parameters,
        readings=source.readings,
        anchors=source.anchors,
    )
