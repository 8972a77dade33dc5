"""A card in plain words: what it says of which acts, where it applies, when, and what its exceptions change.

The structure is the coach's own; each atom is told by the signals that it compares, so that the words mean what the
engine computes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from courtesy.condition import (
    TRUE,
    All,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    CountOf,
    Is,
    Literal,
    MessageCount,
    MessageFlag,
    OneOf,
    ProposalChannel,
    ProposalWeekday,
)
from courtesy.frozen import dataclass
from courtesy.loading.lower_conditions import lower_condition, lower_demand
from courtesy.loading.problems import Problems
from courtesy.loading.scope import Scope
from courtesy.loading.times import TIME_KEYS
from courtesy.rule import ActCard, AnyCard, MessageCard
from courtesy.situation.describe import needs, sentence, signal_name
from courtesy.situation.names import counted, listed, pattern_name, words

_EFFECTS = {
    "require": "required",
    "recommend": "recommended",
    "permit": "permitted",
    "discourage": "discouraged",
    "forbid": "forbidden",
}
_STRENGTHS = {"must": "must", "should": "should", "should_not": "should not", "must_not": "must not"}
_RELATIONS = {"from": "from {} on", "after": "after {}", "until": "until {}", "before": "before {}"}
_NAMED_ANCHOR = re.compile(r"^(?P<duration>.+) (?P<side>after|before) (?P<anchor>.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionWords:
    """An exception in words: where it applies, what it changes, and its own exceptions."""

    id: str
    where: tuple[str, ...]
    then: str
    says: str | None
    fix: str | None
    unless: tuple[ExceptionWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """A card in words. `where` and `when` are phrases that all hold; `outside` tells what counts at other times."""

    effect: str
    acts: str
    where: tuple[str, ...]
    when: tuple[str, ...]
    outside: str | None
    unless: tuple[ExceptionWords, ...]
    reading: tuple[str, ...]


def card_words(card: AnyCard, data: Mapping[str, Any], scope: Scope) -> CardWords:
    """The words of a card. `data` is the card as the loader checked it."""
    teller = _Teller(scope=scope)
    return CardWords(
        effect=effect_word(card),
        acts=_acts(card, scope),
        where=(*_demanded(card, data, teller), *teller.phrases(data.get("if", {}))),
        when=tuple(teller.times(data, "")),
        outside=_outside(card),
        unless=_exceptions(data, teller),
        reading=tuple(f"{words(name)}: {listed(options, 'or')}" for name, options in card.reading.items()),
    )


def _acts(card: AnyCard, scope: Scope) -> str:
    if not card.acts or set(card.acts) == set(scope.vocabulary.acts):
        return "any message"
    return listed([words(act) for act in card.acts], "or")


def effect_word(card: AnyCard) -> str:
    """`recommended`, `must not`, `counsel`: what kind of thing a card says."""
    match card:
        case ActCard(effect=effect):
            return _EFFECTS[effect.value]
        case MessageCard(strength=strength):
            return _STRENGTHS[strength]
        case _:
            return "counsel"


def _outside(card: AnyCard) -> str | None:
    if not isinstance(card, ActCard) or card.otherwise is None:
        return None
    return f"{_EFFECTS[card.otherwise.value]}, at any other time"


def _exceptions(data: Mapping[str, Any], teller: _Teller) -> tuple[ExceptionWords, ...]:
    return tuple(
        ExceptionWords(
            id=item["id"],
            where=tuple(teller.phrases(item["if"])),
            then=f"it is {_EFFECTS[item['then']]} instead" if "then" in item else "the card is silent",
            says=item.get("says"),
            fix=item.get("fix"),
            unless=_exceptions(item, teller),
        )
        for item in data.get("unless", ())
    )


# --- anchors ------------------------------------------------------------------------------------------------------


def _anchor(data: Any) -> str:
    match data:
        case str():
            return f"the {words(data).replace('-', ' ')}"
        case {"latest_of": parts} | {"earliest_of": parts}:
            return f"the {'latest' if 'latest_of' in data else 'earliest'} of {listed(map(_anchor, parts), 'and')}"
        case {"latest": pattern} | {"first": pattern}:
            named = pattern if isinstance(pattern, str) else listed(_events(pattern), "or")
            return f"the {'latest' if 'latest' in data else 'first'} {words(named)}"
        case _:
            return str(data)


def _events(pattern: Mapping[str, Any]) -> list[str]:
    event = pattern["event"]
    return [event] if isinstance(event, str) else list(event)


# --- conditions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Tells conditions of one source; the loader has checked them, so nothing can be wrong in them."""

    scope: Scope

    def times(self, data: Mapping[str, Any], subject: str) -> Iterator[str]:
        """The times of a mapping; `subject` stands before each where another moment than the message's is meant."""
        for relation, phrase in _RELATIONS.items():
            for text in data.get(relation, ()):
                yield subject + phrase.format(self._time(text))
        if "between" in data:
            start, end = data["between"]
            yield f"{subject}from {self._time(start)} until {self._time(end)}"
        if "within" in data:
            yield f"{subject}within {self._time(data['within'])}"

    def _time(self, text: str) -> str:
        match = _NAMED_ANCHOR.match(text)
        if match is None:
            return _anchor(text)
        return f"{self._duration(match['duration'])} {match['side']} {_anchor(match['anchor'])}"

    def _duration(self, text: str) -> str:
        """A duration; a parameter by its value, with its name."""
        parameter = self.scope.parameters.get(text)
        if parameter is None:
            return text
        return f"{counted(parameter.amount, parameter.unit or '')} (“{text.replace('-', ' ')}”)"

    def phrases(self, data: Mapping[str, Any]) -> Iterator[str]:
        """One phrase for each atom of a condition, all of which hold."""
        for name, value in data.items():
            match name:
                case "all":
                    for part in value:
                        yield from self.phrases(part)
                case "any":
                    yield "either " + "; or ".join(" and ".join(self.phrases(part)) for part in value)
                case "not":
                    yield f"not: {' and '.join(self.phrases(value))}"
                case "time":
                    yield from self.times(value, f"{_anchor(value['of'])} lies ")
                case _ if name in TIME_KEYS:
                    continue
                case _:
                    yield condition_words(lower_condition({name: value}, self.scope, Problems(), ()))
        yield from self.times(data, "")

    def demand(self, data: Mapping[str, Any]) -> str:
        """A demand on the text."""
        return condition_words(lower_demand(data, self.scope, Problems(), ()))


def _demanded(card: AnyCard, data: Mapping[str, Any], teller: _Teller) -> Iterator[str]:
    if isinstance(card, MessageCard):
        yield f"the text {_STRENGTHS[card.strength]} be so: {teller.demand(data[card.strength])}"


def condition_words(condition: Condition) -> str:
    """A condition in words, alternatives in one phrase."""
    match condition:
        case All(parts=parts):
            return " and ".join(map(condition_words, parts)) if condition != TRUE else "always"
        case AnyOf(parts=parts):
            return f"({' or '.join(map(condition_words, parts))})" if parts else "never"
        case _:
            return literal_words(condition)


def literal_words(literal: Literal) -> str:
    """What a literal asks, in one phrase."""
    match literal:
        case AtLeast(signal=CountOf(pattern=pattern)) | AtMost(signal=CountOf(pattern=pattern)):
            return _count_words(literal, words(pattern_name(pattern)))
        case Is(signal=MessageFlag(signal=name), value=value):
            return f"{'it has' if value else 'it lacks'} {words(name)}"
        case Is(value=value):
            return words(sentence(literal, value))
        case OneOf(signal=ProposalChannel() | ProposalWeekday() as signal):
            return f"{'by' if isinstance(signal, ProposalChannel) else 'on'} {words(needs(literal))}"
        case AtLeast(signal=MessageCount(signal=name)) | AtMost(signal=MessageCount(signal=name)):
            return f"{needs(literal)} {words(name)}"
        case _:
            return f"{words(signal_name(literal.signal)).removeprefix('message.')}: {words(needs(literal))}"


def _count_words(literal: AtLeast | AtMost, noun: str) -> str:
    article = "an" if noun[0] in "aeiou" else "a"
    match literal:
        case AtLeast(value=1):
            return f"there was {article} {noun}"
        case AtMost(value=0):
            return f"there was no {noun}"
        case _:
            side = "at least" if isinstance(literal, AtLeast) else "at most"
            return f"{side} {counted(literal.value, 'time')} there was {article} {noun}"
