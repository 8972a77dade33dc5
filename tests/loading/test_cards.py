"""What cards mean: times as bounds, exceptions as a tree, demands on a text that may be unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.condition import (
    All,
    Anchor,
    AnyOf,
    AtLeast,
    AtMost,
    Branch,
    Clause,
    Condition,
    DaysPast,
    DaysSince,
    First,
    HasAnchor,
    HasTrait,
    Is,
    Latest,
    MessageFlag,
    MessageKnown,
    MinutesSince,
    OneOf,
    Pattern,
    ProposalAct,
    Signal,
    Value,
)
from courtesy.loading.cards import read_cards
from courtesy.loading.lower import ExceptionNode, Lowered, clauses_of
from courtesy.loading.rule_shapes import rule_grammar
from courtesy.loading.scope import Scope
from courtesy.loading.simplify import negation
from courtesy.loading.times import Bound
from courtesy.loading.yaml_reader import read_text
from courtesy.rule import ActCard, AnyCard, CounselCard, MessageCard
from courtesy.verdict import Effect
from loading_shared import SCHOOL, load_school, vocabulary

CITE = "cite: {paragraph: 1, sentence: 1, digest: 000000000000}"


def card_of(body: str) -> AnyCard:
    """The one card with this body (and an id, a sentence and a citation of its own)."""
    text = f"- {body.strip()}\n  id: x\n  {CITE}\n"
    if "counsel:" not in body:
        text += "  says: So it is.\n"
    document, problems = read_text(text, "cards.yaml")
    assert document is not None, problems
    scope = Scope(source="school", vocabulary=vocabulary())
    (card,), problems = read_cards(document, scope, rule_grammar(vocabulary()))
    assert problems == ()
    return card


def clause_of(card: AnyCard, branch: Branch) -> Clause:
    (clause,) = (clause for clause in card.clauses if clause.branch is branch)
    return clause


# ---------------------------------------------------------------- times

TIMES = {
    "from: 1 week after interview": "days since interview >= 7",
    "after: 2 days after interview": "days since interview >= 3",
    "until: 2 weeks after interview": "days since interview <= 14",
    "before: 7 days after interview": "days since interview <= 6",
    "from: 0 days after interview": "days since interview >= 0",
    "until: 3 days before interview": "days since interview <= -3",
    "from: 24 hours after interview": "minutes since interview >= 1440",
    "after: 30 minutes after interview": "minutes since interview >= 31",
    "before: 1 hour before interview": "minutes since interview <= -61",
    "after: interview": "minutes since interview >= 1",
    "until: interview": "minutes since interview <= 0",
    "after: promised date": "minutes since promised date >= 1",
    "from: 1 month after first interview": "days past 1 month first interview >= 0",
    "after: 2 business days after interview": "days past 2 business day interview >= 1",
    "until: 1 monday after interview": "days past 1 monday interview <= 0",
    "before: 2 months before interview": "days past -2 month interview <= -1",
    "from: 0 business days after interview": "days since interview >= 0",
    "between: [4 days after interview, 7 days after interview]": "days since interview >= 4, days since interview <= 7",
    "within: 24 hours after interview": "minutes since interview >= 0, minutes since interview <= 1440",
    "within: 2 days after interview": "minutes since interview >= 0, days since interview <= 2",
    "within: 2 days before promised date": "days since promised date >= -2, minutes since promised date <= 0",
    "from: [1 day after interview, 2 days after reply]": "days since interview >= 1, days since reply >= 2",
    "if: {time: {of: reply, from: 10 days after interview}}": "days from interview to reply >= 10",
    "if: {time: {of: promised date, before: 1 month after interview}}": "days past 1 month interview to promised date <= -1",
}


@pytest.mark.parametrize("written", TIMES)
def test_a_time_is_a_bound_on_a_signal(written: str) -> None:
    card = card_of(f"recommend: follow_up\n  {written}")
    parts = parts_of(clause_of(card, Branch.MAIN).condition)
    told = [bound_text(part) for part in parts if isinstance(part, AtLeast | AtMost)]
    assert ", ".join(sorted(told)) == ", ".join(sorted(TIMES[written].split(", ")))
    anchors = {part.signal for part in parts if isinstance(part, Is) and isinstance(part.signal, HasAnchor)}
    assert len(anchors) == len({name for name in ("interview", "reply", "promised date") if name in TIMES[written]})


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, All) else (condition,)


def bound_text(literal: AtLeast | AtMost) -> str:
    signal, relation = literal.signal, ">=" if isinstance(literal, AtLeast) else "<="
    assert isinstance(signal, DaysSince | DaysPast | MinutesSince)
    words = "minutes since" if isinstance(signal, MinutesSince) else "days since"
    if isinstance(signal, DaysPast):
        words = f"days past {signal.amount} {signal.unit.value}"
    elif signal.of is not None:
        words = words.replace("since", "from")
    to = f" to {anchor_text(signal.of)}" if signal.of is not None else ""
    return f"{words} {anchor_text(signal.anchor)}{to} {relation} {literal.value}"


def anchor_text(anchor: Anchor) -> str:
    match anchor:
        case Latest(pattern=pattern):
            return pattern.events[0]
        case First(pattern=pattern):
            return f"first {pattern.events[0]}"
        case _:
            return "promised date"


def test_a_time_does_not_hold_without_its_anchor_and_its_negation_does() -> None:
    anchor = HasAnchor(anchor=Latest(pattern=Pattern(events=("reply",))))
    card = card_of("recommend: follow_up\n  if: {not: {from: 2 days after reply}}")
    (either,) = (part for part in parts_of(clause_of(card, Branch.MAIN).condition) if isinstance(part, AnyOf))
    assert Is(signal=anchor, value=False) in either.parts


def test_outside_its_times_a_card_is_early_or_late() -> None:
    card = card_of(
        "recommend: follow_up\n  between: [5 days after interview, 10 days after interview]\n  otherwise: discourage"
    )
    told = {
        clause.branch.value: [
            bound_text(part) for part in parts_of(clause.condition) if isinstance(part, AtLeast | AtMost)
        ]
        for clause in card.clauses
    }
    assert told == {
        "main": ["days since interview >= 5", "days since interview <= 10"],
        "early": ["days since interview <= 4"],
        "late": ["days since interview >= 11"],
    }
    assert [clause.effect for clause in card.clauses] == [Effect.RECOMMEND, Effect.DISCOURAGE, Effect.DISCOURAGE]


# ---------------------------------------------------------------- cards of each kind


def test_every_clause_of_an_act_card_is_guarded_by_its_acts() -> None:
    for body in ("forbid: [follow_up, thank_you]", "permit: any", "message: follow_up\n  must: {have: thanks}"):
        for clause in card_of(body).clauses:
            guard = next(part for part in parts_of(clause.condition) if isinstance(part, OneOf))
            assert guard.signal == ProposalAct()


def test_advice_beside_every_act_is_guarded_by_none() -> None:
    card = card_of("counsel: Keep looking.\n  if: {trait: still_employed}")
    assert isinstance(card, CounselCard)
    assert card.acts == ()
    assert clause_of(card, Branch.COUNSEL).condition == Is(signal=HasTrait(trait="still_employed"))


def test_a_broken_should_discourages_and_a_broken_must_forbids() -> None:
    effects = {"must": "forbid", "should": "discourage", "should_not": "discourage", "must_not": "forbid"}
    for strength, effect in effects.items():
        card = card_of(f"message: follow_up\n  {strength}: {{have: thanks}}")
        assert isinstance(card, MessageCard)
        main, met = clause_of(card, Branch.MAIN), clause_of(card, Branch.MET)
        assert main.effect == Effect(effect)
        assert met.effect is None
        breaks = strength.endswith("not")
        assert Is(signal=MessageFlag(signal="thanks"), value=breaks) in parts_of(main.condition)
        assert Is(signal=MessageKnown(signal="thanks")) in parts_of(main.condition)
        assert Is(signal=MessageFlag(signal="thanks"), value=not breaks) in parts_of(met.condition)


def test_a_card_asks_for_what_it_cannot_tell() -> None:
    asks = clause_of(card_of("message: follow_up\n  must: {have: thanks, lack: salary}"), Branch.ASKS)
    assert asks.asks == ("salary", "thanks")
    assert asks.effect is None


def test_an_act_card_without_a_text_asks_nothing() -> None:
    assert [clause.branch for clause in card_of("permit: follow_up").clauses] == [Branch.MAIN]


def test_the_surface_of_a_card_is_kept(tmp_path: Path) -> None:
    book, _ = load_school(tmp_path)
    assert book is not None
    card = book.cards["school/window"]
    assert isinstance(card, ActCard)
    assert card.surface["otherwise"] == "discourage"
    assert card.location.line == 2
    assert card.reading == {"four-to-seven": ("window",)}
    assert [example.speaks for example in card.examples] == [True, False]
    assert card.unless[0].unless[0].effect is Effect.PERMIT
    assert [clause.key for clause in card.clauses] == [
        "school/window:main",
        "school/window:early",
        "school/window:late",
        "school/window#promised/date-over:main",
    ]


def test_keys_of_clauses_are_unique(tmp_path: Path) -> None:
    book, _ = load_school(tmp_path)
    assert book is not None
    keys = [clause.key for clause in book.clauses]
    assert len(keys) == len(set(keys))
    assert (SCHOOL / "source.yaml").is_file()


# ---------------------------------------------------------------- exceptions and unknown texts, against their meaning

TRAITS = ("a", "b", "c", "d", "e")
Values: TypeAlias = Mapping[Signal, Value]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What speaks in a card: the card itself (no exception), or an exception with its effect."""

    exception: str | None
    effect: Effect


def outcome(
    node: ExceptionNode | None, children: Sequence[ExceptionNode], true: frozenset[str], path: str
) -> set[Spoken] | None:
    """The meaning of a tree of exceptions: who speaks in the place of a node whose condition holds.

    None: the node is as if it were not there, because a deeper exception removed it and nobody speaks instead.
    """
    inner = [(child, f"{path}/{child.id}".lstrip("/")) for child in children if condition_holds(child, true)]
    results = [outcome(child, child.unless, true, place) for child, place in inner]
    standing = [result for result in results if result is not None]
    if standing:
        spoken = set().union(*standing)
        return spoken if spoken or node is None else None
    if node is None:
        return {Spoken(None, Effect.RECOMMEND)}
    return {Spoken(path, node.effect)} if node.effect else set()


def condition_holds(node: ExceptionNode, true: frozenset[str]) -> bool:
    assert isinstance(node.condition, Is)
    assert isinstance(node.condition.signal, HasTrait)
    return node.condition.signal.trait in true


def trees(depth: int) -> st.SearchStrategy[tuple[ExceptionNode, ...]]:
    children = trees(depth - 1) if depth else st.just(())
    node = st.builds(
        lambda trait, effect, inner: (trait, effect, inner),
        st.sampled_from(TRAITS),
        st.none() | st.sampled_from([Effect.FORBID, Effect.PERMIT]),
        children,
    )
    return st.lists(node, max_size=2).map(
        lambda nodes: tuple(
            ExceptionNode(id=f"n{place}", condition=Is(signal=HasTrait(trait=trait)), effect=effect, unless=inner)
            for place, (trait, effect, inner) in enumerate(nodes)
        )
    )


@given(trees(2), st.frozensets(st.sampled_from(TRAITS)))
def test_the_deepest_exception_that_applies_wins(tree: tuple[ExceptionNode, ...], true: frozenset[str]) -> None:
    card = Lowered(rule="s/x", source="s", acts=frozenset({"follow_up"}), unless=tree, effect=Effect.RECOMMEND)
    clauses = clauses_of(card, Scope(source="s", vocabulary=vocabulary()))
    values: dict[Signal, Value] = {HasTrait(trait=trait): trait in true for trait in TRAITS}
    values[ProposalAct()] = "follow_up"
    spoken = {
        Spoken(clause.exception, clause.effect)
        for clause in clauses
        if clause.effect and holds(clause.condition, values)
    }
    assert spoken == outcome(None, tree, true, "")


def holds(condition: Condition, values: Values) -> bool:
    match condition:
        case All(parts=parts):
            return all(holds(part, values) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, values) for part in parts)
        case Is(signal=signal, value=value):
            return values[signal] is value
        case OneOf(signal=choice, values=words):
            return values[choice] in words
        case AtLeast(signal=count, value=bound):
            return int(values[count]) >= bound
        case AtMost(signal=count, value=bound):
            return int(values[count]) <= bound


FLAGS = ("thanks", "interest", "salary")
flag_literals = st.builds(
    lambda name, value: Is(signal=MessageFlag(signal=name), value=value), st.sampled_from(FLAGS), st.booleans()
)
trait_literals = st.builds(
    lambda name, value: Is(signal=HasTrait(trait=name), value=value), st.sampled_from(TRAITS[:2]), st.booleans()
)
texts: st.SearchStrategy[Condition] = st.recursive(
    flag_literals | trait_literals,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(parts=tuple(parts)))
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(parts=tuple(parts)))
    ),
    max_leaves=6,
)


@given(
    texts,
    texts,
    st.dictionaries(st.sampled_from(FLAGS), st.booleans()),
    st.frozensets(st.sampled_from(TRAITS[:2])),
)
def test_a_message_card_is_broken_met_or_asks_or_does_not_apply(
    condition: Condition, broken: Condition, known: dict[str, bool], traits: frozenset[str]
) -> None:
    """By Kleene's tables: exactly one of these, whichever flags are known."""
    scope = Scope(source="s", vocabulary=vocabulary())
    card = Lowered(
        rule="s/x",
        source="s",
        acts=frozenset({"follow_up"}),
        condition=condition,
        effect=Effect.FORBID,
        broken=broken,
    )
    values: dict[Signal, Value] = {HasTrait(trait=trait): trait in traits for trait in TRAITS[:2]}
    values |= {MessageFlag(signal=name): known.get(name, False) for name in FLAGS}
    values |= {MessageKnown(signal=name): name in known for name in FLAGS}
    values[ProposalAct()] = "follow_up"
    spoken = {clause.branch for clause in clauses_of(card, scope) if holds(clause.condition, values)}
    applies, breaks = kleene(condition, values), kleene(broken, values)
    assert (Branch.MAIN in spoken) is (applies is True and breaks is True)
    assert (Branch.MET in spoken) is (applies is True and breaks is False)
    assert (Branch.ASKS in spoken) is (applies is not False and (applies is None or breaks is None))
    assert len(spoken) <= 1


def kleene(condition: Condition, values: Values) -> bool | None:
    if isinstance(condition, All | AnyOf):
        parts = [kleene(part, values) for part in condition.parts]
        settling = isinstance(condition, AnyOf)
        if settling in parts:
            return settling
        return None if None in parts else not settling
    signal = condition.signal
    if isinstance(signal, MessageFlag) and not values[MessageKnown(signal=signal.signal)]:
        return None
    return holds(condition, values)


@given(st.integers(-3, 9), st.integers(-3, 9), st.integers(-5, 12), st.booleans())
def test_a_moment_is_inside_early_late_or_without_anchor(first: int, last: int, day: int, happened: bool) -> None:  # noqa: FBT001
    anchor = Latest(pattern=Pattern(events=("interview",)))
    since = DaysSince(anchor=anchor)
    card = Lowered(
        rule="s/x",
        source="s",
        acts=frozenset({"follow_up"}),
        effect=Effect.PERMIT,
        otherwise=Effect.FORBID,
        bounds=(
            Bound(comparison=AtLeast(signal=since, value=first), lower=True, anchors=(anchor,)),
            Bound(comparison=AtMost(signal=since, value=last), lower=False, anchors=(anchor,)),
        ),
    )
    values: dict[Signal, Value] = {
        ProposalAct(): "follow_up",
        HasAnchor(anchor=anchor): happened,
        since: day if happened else 0,
    }
    clauses = clauses_of(card, Scope(source="s", vocabulary=vocabulary()))
    spoken = [clause.branch for clause in clauses if holds(clause.condition, values)]
    expected = Branch.EARLY if day < first else Branch.LATE if day > last else Branch.MAIN
    assert spoken == ([expected] if happened else [])


def test_negation_reaches_every_literal() -> None:
    """A guard for the properties above: they negate nothing that is not a plain literal."""
    literal = Is(signal=HasTrait(trait="a"))
    scope = Scope(source="s", vocabulary=vocabulary())
    assert negation(All(parts=(literal,)), scope.options) == Is(signal=HasTrait(trait="a"), value=False)
