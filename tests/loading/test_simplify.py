"""Laws of conditions: negation, Kleene's unknown, and the simpler form that means the same."""

from collections.abc import Mapping
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from courtesy.condition import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    AtLeast,
    AtMost,
    ChoiceSignal,
    Condition,
    HasTrait,
    Is,
    Literal,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    OneOf,
    ProposalChannel,
    RecipientCount,
    Signal,
    Value,
)
from courtesy.loading.simplify import (
    conjunction,
    definite,
    disjunction,
    message_signal,
    message_signals,
    negation,
    possible,
    simplified,
    unknown,
)

CHANNELS = frozenset({"email", "phone", "letter"})
WORDS = frozenset({"none", "some", "all"})
LARGEST = 3

Values: TypeAlias = Mapping[Signal, Value]


def options(signal: ChoiceSignal) -> frozenset[str]:
    return CHANNELS if isinstance(signal, ProposalChannel) else WORDS


flags = st.sampled_from([HasTrait(trait="a"), HasTrait(trait="b"), MessageFlag(signal="thanks")])
counts = st.sampled_from([RecipientCount(), MessageCount(signal="words")])
bounds = st.integers(-1, LARGEST + 1)
literals: st.SearchStrategy[Condition] = (
    st.builds(lambda signal, value: Is(signal=signal, value=value), flags, st.booleans())
    | st.builds(lambda signal, value: AtLeast(signal=signal, value=value), counts, bounds)
    | st.builds(lambda signal, value: AtMost(signal=signal, value=value), counts, bounds)
    | st.frozensets(st.sampled_from(sorted(CHANNELS))).map(
        lambda values: OneOf(signal=ProposalChannel(), values=values)
    )
    | st.frozensets(st.sampled_from(sorted(WORDS))).map(
        lambda values: OneOf(signal=MessageChoice(signal="greets"), values=values)
    )
)
conditions = st.recursive(
    literals,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: All(parts=tuple(parts)))
        | st.lists(inner, max_size=3).map(lambda parts: AnyOf(parts=tuple(parts)))
    ),
    max_leaves=8,
)


@st.composite
def situations(draw: st.DrawFn) -> dict[Signal, Value]:
    """A value for every signal; a message signal that is not known has the value that the situation gives it then."""
    known = {name: draw(st.booleans()) for name in ("thanks", "words", "greets")}
    return {
        HasTrait(trait="a"): draw(st.booleans()),
        HasTrait(trait="b"): draw(st.booleans()),
        RecipientCount(): draw(st.integers(0, LARGEST)),
        ProposalChannel(): draw(st.sampled_from(sorted(CHANNELS))),
        MessageFlag(signal="thanks"): known["thanks"] and draw(st.booleans()),
        MessageCount(signal="words"): draw(st.integers(0, LARGEST)) if known["words"] else 0,
        MessageChoice(signal="greets"): draw(st.sampled_from(sorted(WORDS))) if known["greets"] else "none",
        **{MessageKnown(signal=name): value for name, value in known.items()},
    }


def literal_holds(literal: Literal, values: Values) -> bool:
    value = values[literal.signal]
    match literal:
        case Is(value=wanted):
            return value is wanted
        case AtLeast(value=bound):
            return int(value) >= bound
        case AtMost(value=bound):
            return int(value) <= bound
        case OneOf(values=words):
            return value in words


def holds(condition: Condition, values: Values) -> bool:
    match condition:
        case All(parts=parts):
            return all(holds(part, values) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, values) for part in parts)
        case _:
            return literal_holds(condition, values)


def kleene(condition: Condition, values: Values) -> bool | None:
    """True, False, or None for unknown, by Kleene's strong tables."""
    if isinstance(condition, All | AnyOf):
        parts = [kleene(part, values) for part in condition.parts]
        settling = isinstance(condition, AnyOf)
        if settling in parts:
            return settling
        return None if None in parts else not settling
    name = message_signal(condition)
    if name is not None and not values[MessageKnown(signal=name)]:
        return None
    return literal_holds(condition, values)


@given(conditions, situations())
def test_a_negation_holds_where_the_condition_does_not(condition: Condition, values: Values) -> None:
    assert holds(negation(condition, options), values) is not holds(condition, values)


@given(conditions, situations())
def test_the_simpler_form_means_the_same(condition: Condition, values: Values) -> None:
    assert holds(simplified(condition, options), values) is holds(condition, values)


@given(conditions)
def test_the_simpler_form_cannot_be_made_simpler(condition: Condition) -> None:
    once = simplified(condition, options)
    assert simplified(once, options) == once


@given(conditions, situations())
def test_definite_is_true_in_kleenes_logic(condition: Condition, values: Values) -> None:
    assert holds(definite(condition), values) is (kleene(condition, values) is True)


@given(conditions, situations())
def test_possible_is_not_false_in_kleenes_logic(condition: Condition, values: Values) -> None:
    assert holds(possible(condition), values) is (kleene(condition, values) is not False)


@given(conditions, situations())
def test_unknown_is_neither(condition: Condition, values: Values) -> None:
    assert holds(unknown(condition, options), values) is (kleene(condition, values) is None)


@given(conditions, situations())
def test_what_is_unknown_asks_for_something_that_it_mentions(condition: Condition, values: Values) -> None:
    if kleene(condition, values) is None:
        assert any(not values[MessageKnown(signal=name)] for name in message_signals(condition))


def test_bounds_of_one_signal_are_merged() -> None:
    count = RecipientCount()
    assert simplified(
        conjunction([AtLeast(signal=count, value=1), AtLeast(signal=count, value=2)]), options
    ) == AtLeast(signal=count, value=2)
    assert simplified(disjunction([AtMost(signal=count, value=1), AtMost(signal=count, value=2)]), options) == AtMost(
        signal=count, value=2
    )


def test_what_excludes_itself_never_holds_and_what_is_exhausted_always_does() -> None:
    count, trait = RecipientCount(), HasTrait(trait="a")
    never: list[Condition] = [AtLeast(signal=count, value=3), AtMost(signal=count, value=2)]
    assert simplified(conjunction(never), options) == FALSE
    assert simplified(disjunction(never), options) == TRUE
    assert simplified(conjunction([Is(signal=trait), Is(signal=trait, value=False)]), options) == FALSE
    assert simplified(OneOf(signal=ProposalChannel(), values=CHANNELS), options) == TRUE
    assert simplified(AtLeast(signal=count, value=0), options) == TRUE
    assert simplified(AtMost(signal=count, value=-1), options) == FALSE
