"""Files of cards to cards: every name resolved, every card lowered to its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from courtesy.condition import TRUE, Condition
from courtesy.diagnostic import Diagnostic, Location, Severity
from courtesy.frozen import dataclass
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.document import Document, Path
from courtesy.loading.lower import ExceptionNode, Lowered, clauses_of
from courtesy.loading.lower_conditions import lower_condition, lower_demand
from courtesy.loading.problems import Problems
from courtesy.loading.scope import Scope
from courtesy.loading.shape import Grammar
from courtesy.loading.simplify import negation
from courtesy.loading.times import TIME_KEYS, bounds_of
from courtesy.loading.wording import suggestion
from courtesy.rule import ActCard, AnyCard, Cite, CounselCard, Example, ExceptionCard, MessageCard
from courtesy.verdict import Effect

STRENGTHS = {
    "must": Effect.FORBID,
    "should": Effect.DISCOURAGE,
    "should_not": Effect.DISCOURAGE,
    "must_not": Effect.FORBID,
}
"""What a broken demand of each strength does."""

_DEMANDS_PRESENCE = ("must", "should")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A card on its way: checked data, what the coach wrote, and where names and problems go."""

    data: Mapping[str, Any]
    written: Mapping[str, Any]
    scope: Scope
    problems: Problems

    @property
    def acts(self) -> tuple[str, ...] | None:
        """The acts that the card speaks about, in the vocabulary's order; None for advice beside every act."""
        named = next((self.data[key] for key in (*Effect, "message", "about") if key in self.data), None)
        if named is None:
            return None
        every = tuple(self.scope.vocabulary.acts)
        return every if "any" in named else tuple(act for act in every if act in named)

    @property
    def effect(self) -> Effect | None:
        """What the card's main clause says: None for advice."""
        strength = next((name for name in STRENGTHS if name in self.data), None)
        if strength is not None:
            return STRENGTHS[strength]
        return next((effect for effect in Effect if effect in self.data), None)


def read_cards(
    document: Document, scope: Scope, grammar: Grammar
) -> tuple[tuple[AnyCard, ...], tuple[Diagnostic, ...]]:
    """The cards of one file that can be read, and all problems of the file."""
    problems = Problems(document=document)
    data = check(document.data, grammar, problems)
    if data is UNUSABLE:
        return (), problems.in_order
    drafts = [
        _Draft(data=item, written=document.data[place], scope=scope, problems=problems.inside(place))
        for place, item in enumerate(data)
        if item is not UNUSABLE
    ]
    cards = [_card(draft) for draft in drafts]
    return tuple(card for card in cards if card is not None), problems.in_order


def card_names(document: Document) -> frozenset[str]:
    """The ids that stand in a file of cards, of cards with errors, too."""
    items = document.data if isinstance(document.data, list) else []
    return frozenset(str(item.get("id")) for item in items if isinstance(item, dict))


def _card(draft: _Draft) -> AnyCard | None:
    """The card, or None where its acts or its advice could not be read."""
    lowered = _lowered(draft)
    if draft.effect is None and "counsel" not in draft.data:
        return None
    clauses = clauses_of(lowered, draft.scope)
    data, source = draft.data, draft.scope.source
    common: dict[str, Any] = {
        "id": lowered.rule,
        "source": source,
        "cite": cite_of(data["cite"]),
        "surface": draft.written,
        "location": draft.problems.location(()),
        "clauses": clauses,
        "acts": draft.acts or (),
        "implied": data.get("implied", False),
        "fix": data.get("fix"),
        "reading": {name: tuple(options) for name, options in data.get("reading", {}).items()},
        "unless": _exception_cards(draft),
        "examples": _examples(draft),
    }
    if "counsel" in data:
        return CounselCard(says=data["counsel"], **common)
    effect = draft.effect
    assert effect is not None
    strength = next((name for name in STRENGTHS if name in data), None)
    if strength is not None:
        return MessageCard(says=data["says"], strength=strength, effect=effect, **common)
    otherwise = Effect(data["otherwise"]) if "otherwise" in data else None
    return ActCard(says=data["says"], effect=effect, otherwise=otherwise, **common)


def cite_of(data: Mapping[str, Any]) -> Cite:
    """A citation from its checked data."""
    return Cite(
        section=data.get("section"),
        paragraph=data["paragraph"],
        sentence=data["sentence"],
        digest=data["digest"],
        speaker=data.get("speaker"),
    )


# --- what decides -------------------------------------------------------------------------------------------------


def _lowered(draft: _Draft) -> Lowered:
    data, scope, problems = draft.data, draft.scope, draft.problems
    _check_otherwise(draft)
    acts = draft.acts
    condition: Condition = TRUE
    if "if" in data:
        condition = lower_condition(data["if"], scope, problems, ("if",))
    return Lowered(
        rule=f"{scope.source}/{data['id']}",
        source=scope.source,
        acts=None if acts is None else frozenset(acts),
        condition=condition,
        bounds=bounds_of(data, scope, problems, ()),
        reading=_reading(draft),
        unless=_nodes(data.get("unless", ()), draft, ("unless",), set()),
        effect=draft.effect,
        otherwise=Effect(data["otherwise"]) if "otherwise" in data else None,
        broken=_broken(draft),
    )


def _broken(draft: _Draft) -> Condition | None:
    strength = next((name for name in STRENGTHS if name in draft.data), None)
    if strength is None:
        return None
    demand = lower_demand(draft.data[strength], draft.scope, draft.problems, (strength,))
    return negation(demand, draft.scope.options) if strength in _DEMANDS_PRESENCE else demand


def _check_otherwise(draft: _Draft) -> None:
    data = draft.data
    if "otherwise" in data and not any(key in draft.written for key in TIME_KEYS):
        draft.problems.add(
            "otherwise-without-times",
            "`otherwise` speaks outside the times, and this card has none",
            ("otherwise",),
            advice="give the card `from`, `until`, `between` or `within`, or a card of its own to the effect",
            on_key=True,
        )
    for own in ("early", "late"):
        if own in data and "otherwise" not in draft.written:
            draft.problems.add(
                "words-without-otherwise",
                f"`{own}` gives words to `otherwise`, and this card has none",
                (own,),
                advice=f"add `otherwise: EFFECT`, or leave `{own}` out",
                on_key=True,
            )


def _reading(draft: _Draft) -> tuple[tuple[str, frozenset[str]], ...]:
    scope, found = draft.scope, []
    for name, options in draft.data.get("reading", {}).items():
        path = ("reading", name)
        reading = scope.readings.get(name)
        if reading is None and scope.is_broken(name):
            continue
        if reading is None:
            advice = suggestion(name, scope.readings) or "declare it under `readings` in source.yaml"
            message = f"`{scope.source}` declares no reading `{name}`"
            draft.problems.add("unknown-reading", message, path, advice=advice, on_key=True)
            continue
        scope.used.add(("reading", name))
        known = [option for option in options if option in reading.options]
        for place, option in enumerate(options):
            if option not in reading.options:
                draft.problems.add(
                    "unknown-option",
                    f"the reading `{name}` has no option `{option}`",
                    (*path, place),
                    advice=suggestion(option, reading.options),
                )
        found.append((name, frozenset(known)))
    return tuple(found)


# --- exceptions ---------------------------------------------------------------------------------------------------


def _nodes(data: Sequence[Any], draft: _Draft, path: Path, names: set[str]) -> tuple[ExceptionNode, ...]:
    nodes = []
    for place, item in enumerate(data):
        if item is UNUSABLE:
            continue
        here = (*path, place)
        _check_exception(item, draft, here, names)
        names.add(item["id"])
        nodes.append(
            ExceptionNode(
                id=item["id"],
                condition=lower_condition(item["if"], draft.scope, draft.problems, (*here, "if")),
                effect=Effect(item["then"]) if "then" in item else None,
                unless=_nodes(item.get("unless", ()), draft, (*here, "unless"), names),
            )
        )
    return tuple(nodes)


def _check_exception(item: Mapping[str, Any], draft: _Draft, path: Path, names: set[str]) -> None:
    if item["id"] in names:
        draft.problems.add(
            "duplicate-id",
            f"the card has two exceptions `{item['id']}`",
            (*path, "id"),
            advice="name each exception of a card differently",
        )
    if "then" in item and "counsel" in draft.data:
        draft.problems.add(
            "effect-of-counsel",
            "advice has no effect that an exception could replace",
            (*path, "then"),
            advice="leave `then` out, or write an act card",
            on_key=True,
        )


def _exception_cards(draft: _Draft) -> tuple[ExceptionCard, ...]:
    written = draft.written.get("unless", ())
    return _exceptions_in(draft.data.get("unless", ()), written, draft, ("unless",))


def _exceptions_in(data: Sequence[Any], written: Sequence[Any], draft: _Draft, path: Path) -> tuple[ExceptionCard, ...]:
    return tuple(
        ExceptionCard(
            id=item["id"],
            surface=written[place],
            effect=Effect(item["then"]) if "then" in item else None,
            says=item.get("says"),
            fix=item.get("fix"),
            cite=cite_of(item["cite"]) if "cite" in item else None,
            implied=item.get("implied", False),
            location=_located(draft, (*path, place)),
            unless=_exceptions_in(
                item.get("unless", ()),
                written[place].get("unless", ()),
                draft,
                (*path, place, "unless"),
            ),
        )
        for place, item in enumerate(data)
        if item is not UNUSABLE
    )


def _examples(draft: _Draft) -> tuple[Example, ...]:
    written = draft.written.get("examples", ())
    return tuple(
        Example(
            speaks=item["speaks"],
            given=written[place].get("given", {}),
            propose=propose,
            message=item.get("message"),
            effect=item.get("effect"),
            location=_located(draft, ("examples", place)),
        )
        for place, item in enumerate(draft.data.get("examples", ()))
        for propose in _each_channel(written[place].get("propose", {}))
    )


def _each_channel(propose: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """An example that lists channels holds for each of them."""
    channels = propose.get("channel")
    if not isinstance(channels, list):
        yield propose
        return
    yield from ({**propose, "channel": channel} for channel in channels)


def _located(draft: _Draft, path: Path) -> Location:
    location = draft.problems.location(path)
    assert location is not None, "cards come from files"
    return location


# --- what cannot be meant -----------------------------------------------------------------------------------------


def card_remarks(card: AnyCard, document: Document) -> tuple[Diagnostic, ...]:
    """A warning for a card that can never say anything."""
    if any(clause.asks == () for clause in card.clauses):
        return ()
    return (
        Diagnostic(
            code="never-speaks",
            message=f"the card `{card.id}` can never speak",
            location=card.location,
            help="its conditions exclude one another; check its bounds",
            severity=Severity.WARNING,
            excerpt=document.line(card.location),
        ),
    )
