"""A card written otherwise: the clauses that it would have, lowered as the loader lowers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from courtesy.condition import Clause
from courtesy.diagnostic import has_errors
from courtesy.frozen import dataclass
from courtesy.loading.cards import read_cards
from courtesy.loading.document import Document
from courtesy.loading.rule_shapes import rule_grammar
from courtesy.loading.scope import Scope
from courtesy.loading.shape import Grammar
from courtesy.rule import AnyCard, Rulebook, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What lowering cards of a rulebook needs, made once."""

    rulebook: Rulebook
    grammar: Grammar
    scopes: dict[str, Scope] = field(default_factory=dict)

    def scope(self, source: str) -> Scope:
        """The names that cards of a source can use."""
        if source not in self.scopes:
            found = self.rulebook.source(source)
            assert found is not None, "a card's source is in its rulebook"
            self.scopes[source] = _scope(self.rulebook, found)
        return self.scopes[source]


def open_workshop(rulebook: Rulebook) -> Workshop:
    """A workshop over a rulebook."""
    return Workshop(rulebook=rulebook, grammar=rule_grammar(rulebook.vocabulary))


def _scope(rulebook: Rulebook, source: Source) -> Scope:
    return Scope(
        source=source.id,
        vocabulary=rulebook.vocabulary,
        parameters=source.parameters,
        readings=source.readings,
        anchors=source.anchors,
    )


def lowered(workshop: Workshop, card: AnyCard, surface: Mapping[str, Any]) -> tuple[Clause, ...] | None:
    """The clauses of a card whose YAML is `surface`; None where the loader refuses it."""
    plain = {key: value for key, value in _without_citations(surface).items() if key not in ("examples", "note")}
    document = Document(file=card.location.file, data=[plain], values={(): card.location})
    cards, problems = read_cards(document, workshop.scope(card.source), workshop.grammar)
    return None if not cards or has_errors(problems) else cards[0].clauses


def _without_citations(data: Any) -> Any:
    """The data with one citation for all: they decide nothing, and a digest of digits alone would want its raw text."""
    if isinstance(data, Mapping):
        return {key: _CITE if key == "cite" else _without_citations(value) for key, value in data.items()}
    return [_without_citations(item) for item in data] if isinstance(data, list) else data


_CITE = {"paragraph": 1, "sentence": 1, "digest": "0a0a0a0a0a0a"}
