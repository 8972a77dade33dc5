"""Lints of what cards mean: parts that can never hold, exceptions that meet, cards that take each other's word away.

A part is called dead only where that is proved; two exceptions are said to meet only where a situation shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from courtesy.audit.formula import Catalogue
from courtesy.audit.refutation import Refuter
from courtesy.audit.search import first_draft, search
from courtesy.audit.view import default_readings, options_of, specialised
from courtesy.authoring.checked_cards import checked_cards, scope_of
from courtesy.authoring.lint.inspected import Folder, Written, WrittenCard
from courtesy.condition import (
    TRUE,
    Branch,
    Condition,
    DaysPast,
    DaysSince,
    MinutesSince,
    OneOf,
    ReadingChoice,
)
from courtesy.diagnostic import Diagnostic
from courtesy.frozen import dataclass
from courtesy.loading.lower_conditions import lower_condition, lower_times
from courtesy.loading.problems import Problems
from courtesy.loading.scope import Scope
from courtesy.loading.simplify import Options, conjunction, disjunction, negation
from courtesy.loading.times import TIME_KEYS
from courtesy.rule import ActCard, MessageCard, Rulebook
from courtesy.situation.truth import literals_of
from courtesy.verdict import VERDICT_OF_EFFECT, Effect

_COUNTED = re.compile(r" (?:after|before) ")
_MEETING_STEPS = 300
"""How many situations are tried to show that two exceptions meet."""


class Proofs:
    """Refutations over one catalogue of signals; what was found out of two literals is remembered."""

    def __init__(self) -> None:
        self.catalogue = Catalogue()
        self._refuter = Refuter(self.catalogue)

    def never(self, *conditions: Condition) -> bool:
        """True where it is proved that the conditions never hold together."""
        return self._refuter.refutes(self.catalogue.formula(conjunction(conditions)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exception:
    """An exception, its condition, and what must hold for it to be asked: its card's own `if`, and outer exceptions'."""

    written: Written
    condition: Condition
    guard: Condition

    @property
    def id(self) -> str:
        return str(self.written.data["id"])

    @property
    def effect(self) -> str | None:
        effect: str | None = self.written.data.get("then")
        return effect


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lowering:
    """Lowers parts of one card's checked data."""

    scope: Scope
    problems: Problems

    def condition(self, data: Mapping[str, Any]) -> Condition:
        return lower_condition(data, self.scope, self.problems, ())

    def times(self, data: Mapping[str, Any]) -> Condition:
        return lower_times(data, self.scope, self.problems, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """One card under inspection: its checked data, and what must hold for its times and exceptions to matter."""

    each: WrittenCard
    data: Mapping[str, Any]
    guard: Condition
    lowering: _Lowering
    proofs: Proofs
    book: Rulebook


def dead_parts(folder: Folder) -> Iterator[Diagnostic]:
    """Alternatives, `otherwise` and exceptions that can never hold, and exceptions that meet."""
    for subject in _subjects(folder):
        yield from _dead_options(subject)
        yield from _dead_otherwise(subject.each)
        yield from _exceptions(subject)


def _subjects(folder: Folder) -> Iterator[_Subject]:
    proofs, checked = Proofs(), checked_cards(folder)
    lowering = _Lowering(scope=scope_of(folder.source, folder.book), problems=Problems())
    for each in folder.cards:
        data = checked.get(each.card.id)
        if data is not None:
            own = lowering.condition(data["if"]) if "if" in data else TRUE
            yield _Subject(
                each=each,
                data=data,
                guard=conjunction([*_reading_guard(each), own]),
                lowering=lowering,
                proofs=proofs,
                book=folder.book,
            )


def _reading_guard(each: WrittenCard) -> Iterator[Condition]:
    for name, options in each.card.reading.items():
        yield OneOf(signal=ReadingChoice(source=each.card.source, reading=name), values=frozenset(options))


# --- alternatives -------------------------------------------------------------------------------------------------


def _dead_options(subject: _Subject) -> Iterator[Diagnostic]:
    inside = conjunction([subject.guard, subject.lowering.times(subject.data)])
    if subject.proofs.never(inside):
        return
    for written, option in _options(subject.each.written.at("if"), subject.data.get("if", {})):
        if subject.proofs.never(inside, subject.lowering.condition(option)):
            yield written.remark(
                "dead-option",
                "this alternative can never hold beside the rest of the condition",
                "delete it, or correct what excludes it",
            )


def _options(written: Written, data: Mapping[str, Any]) -> Iterator[tuple[Written, Mapping[str, Any]]]:
    """The alternatives of a condition that must hold: those of `any`, also inside `all`."""
    for place, option in enumerate(data.get("any", ())):
        yield written.at("any", place), option
    for place, part in enumerate(data.get("all", ())):
        yield from _options(written.at("all", place), part)


def _dead_otherwise(each: WrittenCard) -> Iterator[Diagnostic]:
    card = each.card
    if not isinstance(card, ActCard) or card.otherwise is None:
        return
    if not any(clause.branch in {Branch.EARLY, Branch.LATE} for clause in card.clauses):
        yield each.written.at("otherwise").remark(
            "dead-otherwise",
            "`otherwise` can never speak: the condition already demands what the times demand",
            "delete `otherwise`, or take the times out of `if`",
            on_key=True,
        )


# --- exceptions ---------------------------------------------------------------------------------------------------


def _exceptions(subject: _Subject) -> Iterator[Diagnostic]:
    nodes = subject.data.get("unless", ())
    for siblings in _levels(subject.each.written, nodes, subject.guard, subject.lowering):
        alive = [node for node in siblings if not subject.proofs.never(node.guard, node.condition)]
        for node in siblings:
            if node not in alive:
                yield node.written.at("id").remark(
                    "unreachable-exception",
                    f"the exception `{node.id}` can never apply where what it is an exception to does",
                    "delete it, or correct its `if`",
                )
        yield from _meeting(subject, alive)


def _levels(
    written: Written, items: Sequence[Any], guard: Condition, lowering: _Lowering
) -> Iterator[tuple[_Exception, ...]]:
    """The exceptions of a card, those that stand side by side together."""
    siblings = tuple(
        _Exception(written=written.at("unless", place), condition=lowering.condition(item["if"]), guard=guard)
        for place, item in enumerate(items)
    )
    if siblings:
        yield siblings
    for node, item in zip(siblings, items, strict=True):
        inside = conjunction([guard, node.condition])
        yield from _levels(node.written, item.get("unless", ()), inside, lowering)


def _meeting(subject: _Subject, siblings: Sequence[_Exception]) -> Iterator[Diagnostic]:
    for place, later in enumerate(siblings):
        for earlier in siblings[:place]:
            if earlier.effect != later.effect and _meet(subject, earlier, later):
                yield later.written.at("id").remark(
                    "overlapping-siblings",
                    f"the exception `{later.id}` can apply together with `{earlier.id}`, and they say different things",
                    "let their conditions exclude each other, or put one under `unless` of the other",
                )


def _meet(subject: _Subject, one: _Exception, other: _Exception) -> bool:
    """True where a situation was found in which both apply."""
    both = conjunction([one.guard, one.condition, other.condition])
    if subject.proofs.never(both):
        return False
    card, catalogue = subject.each.card, subject.proofs.catalogue
    own = {f"{card.source}/{name}": options[0] for name, options in card.reading.items()}
    readings = default_readings(subject.book, own.items())
    act = (*card.acts, *subject.book.vocabulary.acts)[0]
    formula = catalogue.formula(specialised(both, act, dict(readings)))
    return search(catalogue, formula, [first_draft(act, readings)], steps=_MEETING_STEPS) is not None


# --- cards beside one another -------------------------------------------------------------------------------------


def contradictory_cards(folder: Folder) -> Iterator[Diagnostic]:
    """Favouring cards that another card of the source opposes wherever they speak: they never decide."""
    proofs, options = Proofs(), options_of(folder.book)
    rivals = tuple(_rivals(folder, options))
    for each in folder.cards:
        favouring = [clause.condition for clause in each.card.clauses if _favours(clause.effect)]
        near = [rival for rival in rivals if rival.acts & set(each.card.acts)] if favouring else []
        rival = _winning(disjunction(favouring), near, proofs)
        if rival is not None:
            yield each.head.remark(
                "contradictory-cards",
                f"wherever `{each.name}` favours, `{rival}` opposes, and opposing wins",
                "narrow one of the two, or make them options of a reading",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rival:
    """A card that opposes, and where it does not."""

    name: str
    acts: frozenset[str]
    silent: Condition


def _rivals(folder: Folder, options: Options) -> Iterator[_Rival]:
    for each in folder.cards:
        against = [clause.condition for clause in each.card.clauses if _opposes(clause.effect)]
        if against:
            silent = negation(disjunction(against), options)
            yield _Rival(name=each.name, acts=frozenset(each.card.acts), silent=silent)


def _winning(favoured: Condition, rivals: Sequence[_Rival], proofs: Proofs) -> str | None:
    """The card that opposes wherever the condition holds (proved); None for a condition that never holds, too."""
    if not rivals or proofs.never(favoured):
        return None
    return next((rival.name for rival in rivals if proofs.never(favoured, rival.silent)), None)


def empty_demands(folder: Folder) -> Iterator[Diagnostic]:
    """Demands on a text that no text can break, or none can meet."""
    proofs = Proofs()
    for each in folder.cards:
        if isinstance(each.card, MessageCard):
            possible = {clause.branch for clause in each.card.clauses if not proofs.never(clause.condition)}
            if len({Branch.MAIN, Branch.MET} & possible) == 1:
                what = "every text meets it" if Branch.MET in possible else "no text can meet it"
                yield each.written.at(each.card.strength).remark(
                    "empty-demand",
                    f"the demand of `{each.name}` says nothing: {what}",
                    "check its bounds and its `all`, `any` and `not`",
                    on_key=True,
                )


def _opposes(effect: Effect | None) -> bool:
    return effect is not None and VERDICT_OF_EFFECT[effect].opposes


def _favours(effect: Effect | None) -> bool:
    return effect is not None and VERDICT_OF_EFFECT[effect].favours


def duplicate_cards(folder: Folder) -> Iterator[Diagnostic]:
    """Two cards with the same clauses."""
    first: dict[frozenset[object], WrittenCard] = {}
    for each in folder.cards:
        meaning = frozenset((clause.branch, clause.condition, clause.effect) for clause in each.card.clauses)
        if any(clause.effect is None and clause.branch is Branch.COUNSEL for clause in each.card.clauses):
            continue
        other = first.setdefault(meaning, each)
        if other is not each and meaning:
            yield each.head.remark(
                "duplicate-card",
                f"the card `{each.name}` speaks exactly where `{other.name}` does, and says the same",
                "keep one of them; passages may name one card several times",
            )


def silent_outside(folder: Folder) -> Iterator[Diagnostic]:
    """Advice with a time, in a source that says nothing of the same act at any other time."""
    timely = {act for each in folder.cards for act in _opposed_by_time(each)}
    for each in folder.cards:
        card = each.card
        if not isinstance(card, ActCard) or card.otherwise is not None or not _advises(card):
            continue
        if not timely & set(card.acts):
            key = next(key for key in TIME_KEYS if key in card.surface)
            yield each.written.at(key).remark(
                "favour-without-otherwise",
                f"the card `{each.name}` says when, and its source nothing of any other time",
                "add `otherwise: discourage` if the source means that, else silence this with the reason",
                on_key=True,
            )


def _advises(card: ActCard) -> bool:
    """It requires or recommends at a time that is counted off from an event; "after the interview" alone is no date."""
    written = [text for key in TIME_KEYS for text in _listed(card.surface.get(key, []))]
    return card.effect in {Effect.REQUIRE, Effect.RECOMMEND} and any(_COUNTED.search(text) for text in written)


def _listed(times: str | list[str]) -> list[str]:
    return [times] if isinstance(times, str) else times


def _opposed_by_time(each: WrittenCard) -> Iterable[str]:
    """The acts that a card opposes for the time at which they are proposed."""
    timed = any(
        isinstance(literal.signal, DaysSince | MinutesSince | DaysPast)
        for clause in each.card.clauses
        if _opposes(clause.effect)
        for literal in literals_of(clause.condition)
    )
    return each.card.acts if timed else ()
