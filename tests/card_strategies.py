"""Random sources in the language of cards (docs/cards.md), as plain data that can be written to a file and loaded."""

from __future__ import annotations

from typing import Any, TypeAlias

from hypothesis import strategies as st

from courtesy.verdict import Effect
from courtesy.vocabulary import WEEKDAYS
from strategies import ACTS, CHANNELS, CHOICES, COUNTS, EVENTS, FLAGS, READINGS, ROLES, SAYS, TRAITS

Data: TypeAlias = dict[str, Any]
Cards: TypeAlias = list[Data]

CITE = {"paragraph": 1, "sentence": 1, "digest": "0a1b2c3d4e5f"}

SOURCE: Data = {
    "id": "school",
    "title": "How to Wait",
    "document": "how-to-wait.txt",
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "parameters": {
        "a-few-days": {"value": "3 days", "says": "A few days is read as three.", "cite": CITE},
        "soon": {"value": "2 business days", "says": "Soon is read as two business days.", "cite": CITE},
        "short": {"value": 100, "says": "Short is read as a hundred words.", "cite": CITE},
    },
    "readings": {
        name.partition("/")[2]: {
            "question": "How is it meant?",
            "options": {option: f"It is meant as {option}." for option in options},
            "default": options[0],
            "cite": CITE,
        }
        for name, options in READINGS.items()
    },
    "anchors": {
        "last-word": {"latest_of": ["thank_you", "follow_up"]},
        "good-news": {"latest": {"event": "reply", "says": ["undecided", "acknowledged"]}},
        "either-way": {"earliest_of": ["last-word", "promised date", "first reply"]},
        "the-monday": "1 monday after interview",
    },
}
"""The source of all random cards: a parameter of each kind, two readings, and anchors of its own."""

GROUPS = ("met", "ever_met", "contact_named")
UNITS = ("days", "days", "weeks", "months", "business days", "hours", "minutes", "mondays", "fridays")


def one_or_many(words: tuple[str, ...]) -> st.SearchStrategy[str | list[str]]:
    """A word, or a list of words."""
    return st.sampled_from(words) | st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True)


def some_of(fields: dict[str, st.SearchStrategy[Any]], least: int, most: int) -> st.SearchStrategy[Data]:
    """A mapping with some of these keys."""
    keys = st.lists(st.sampled_from(sorted(fields)), min_size=least, max_size=most, unique=True)
    return keys.flatmap(lambda chosen: st.fixed_dictionaries({key: fields[key] for key in chosen}))


def bounds(most: int) -> st.SearchStrategy[Data]:
    """`at_least`, `at_most` or both, in this order (the loader refuses bounds that cross)."""
    both = st.tuples(st.integers(0, most), st.integers(0, most)).map(sorted)
    keys = st.sampled_from((("at_least",), ("at_most",), ("at_least", "at_most")))
    return st.tuples(both, keys).map(
        lambda drawn: {key: dict(zip(("at_least", "at_most"), drawn[0], strict=True))[key] for key in drawn[1]}
    )


# --- people, events, anchors and times ----------------------------------------------------------------------------


def people(groups: tuple[str, ...] = GROUPS) -> st.SearchStrategy[Data]:
    """`{role: …, is: …}`."""
    reach = one_or_many(("email", "phone"))
    tests = {"role": one_or_many(ROLES), "is": st.sampled_from(groups)}
    return some_of(tests, 1, 2) | some_of({**tests, "has": reach, "lacks": reach}, 1, 3)


def group_or_people(groups: tuple[str, ...] = GROUPS) -> st.SearchStrategy[str | Data]:
    """A group's name, or a test."""
    return st.sampled_from(groups) | people(groups)


@st.composite
def patterns(draw: st.DrawFn, depth: int = 1, *, counted: bool = False) -> Data:
    """A pattern; `since` and `until` only down to a depth, numbers only where events are counted."""
    who = group_or_people((*GROUPS, "same", "others"))
    fields: dict[str, st.SearchStrategy[Any]] = {
        "channel": one_or_many((*CHANNELS, "same")) | st.just("other"),
        "weekday": one_or_many(WEEKDAYS),
        "clock": some_of(dict.fromkeys(("from", "after", "until", "before"), CLOCKS), 1, 2),
        "lasting": some_of(dict.fromkeys(("at_least", "at_most"), st.sampled_from(("30 minutes", "1 hour"))), 1, 1),
    }
    if depth > 0:
        fields |= {"since": anchors(depth - 1) | backwards(), "until": anchors(depth - 1) | backwards()}
    word = draw(one_or_many((*EVENTS, "any")))
    if isinstance(word, list):
        fields.pop("channel")
    else:
        fields |= own_fields(word, who)
    narrowed = draw(some_of(fields, 0, min(2, len(fields)))) if fields else {}
    return {"event": word, **narrowed, **(draw(bounds(3)) if counted and draw(st.booleans()) else {})}


def own_fields(word: str, who: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    """The fields that an event word may narrow, its channel apart."""
    if word in (*ACTS, "any"):
        return {"to": who}
    rounds = st.integers(1, 3) | bounds(3).filter(lambda each: each.get("at_least", 1) > 0)
    return {
        "interview": {"with": who, "round": rounds},
        "reply": {"from": who, "says": one_or_many(SAYS)},
        "contact_named": {"who": who},
    }.get(word, {"from": who})


def word_or_pattern(depth: int = 1) -> st.SearchStrategy[str | Data]:
    """An event word, or a pattern."""
    return st.sampled_from(EVENTS) | patterns(depth)


ANCHOR_NAMES = (
    "interview",
    "interview",
    "interview",
    "thank_you",
    "follow_up",
    "reply",
    "promised date",
    "first interview",
    "first follow_up",
)


@st.composite
def anchors(draw: st.DrawFn, depth: int = 1) -> Any:
    """An anchor by name, or as a mapping."""
    name = st.sampled_from((*ANCHOR_NAMES, *SOURCE["anchors"])) | moved_anchors()
    if depth == 0 or draw(st.booleans()):
        return draw(name)
    several = st.lists(anchors(depth - 1), min_size=2, max_size=3)
    kinds = {
        "latest": word_or_pattern(depth - 1),
        "first": word_or_pattern(depth - 1),
        "latest_of": several,
        "earliest_of": several,
    }
    return draw(some_of(kinds, 1, 1))


@st.composite
def moved_anchors(draw: st.DrawFn) -> str:
    """A time as an anchor."""
    side = draw(st.sampled_from(("after", "before")))
    return f"{draw(durations())} {side} {draw(st.sampled_from((*ANCHOR_NAMES, *SOURCE['anchors'])))}"


def backwards() -> st.SearchStrategy[str]:
    """A time before the proposal, as it stands in `since` and `until`."""
    return durations().map(lambda duration: f"{duration} before now")


@st.composite
def durations(draw: st.DrawFn) -> str:
    """A number and a unit, or a parameter."""
    unit = draw(st.sampled_from((*UNITS, "a-few-days", "soon")))
    if unit not in UNITS:
        return unit
    few = {"hours": 80, "minutes": 3000, "months": 1, "weeks": 2}.get(unit, 12)
    amount = draw(st.integers(1 if unit in ("mondays", "fridays") else 0, few))
    return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"


NAMES = st.sampled_from((*ANCHOR_NAMES, *SOURCE["anchors"]))


@st.composite
def spans(draw: st.DrawFn) -> str:
    """`DURATION after|before ANCHOR`."""
    return f"{draw(durations())} {draw(st.sampled_from(('after', 'after', 'before')))} {draw(NAMES)}"


TIMES = st.one_of(spans(), spans(), NAMES)
TIME_KEYS: dict[str, st.SearchStrategy[Any]] = {
    "from": TIMES | st.lists(TIMES, min_size=1, max_size=2),
    "after": TIMES,
    "until": TIMES,
    "before": TIMES | st.lists(TIMES, min_size=1, max_size=2),
    "between": st.lists(TIMES, min_size=2, max_size=2),
    "within": spans(),
}

# --- conditions and demands ---------------------------------------------------------------------------------------


def demand_keys() -> dict[str, st.SearchStrategy[Any]]:
    """The keys of a demand without its connectives."""
    return {
        "have": one_or_many(FLAGS),
        "have_any": st.lists(st.sampled_from(FLAGS), min_size=1, max_size=3, unique=True),
        "lack": one_or_many(FLAGS),
        **{name: bounds(200) | st.just({"at_most": "short"}) for name in COUNTS},
        **{name: one_or_many(words) for name, words in CHOICES.items()},
    }


def connected(inside: st.SearchStrategy[Data]) -> dict[str, st.SearchStrategy[Any]]:
    """The connectives over conditions, or over demands."""
    several = st.lists(inside, min_size=1, max_size=3)
    return {"all": several, "any": several, "not": inside}


@st.composite
def demands(draw: st.DrawFn, depth: int = 1) -> Data:
    """A demand on the text."""
    keys = demand_keys()
    if depth > 0:
        keys |= connected(demands(depth - 1))
    return draw(some_of(keys, 1, 2))


CLOCKS = st.sampled_from(("00:00", "06:00", "09:30", "12:00", "17:00", "22:00", "23:59"))


def atoms() -> dict[str, st.SearchStrategy[Any]]:
    """The atoms of a condition, times and connectives apart."""
    event = st.sampled_from(("reply", "channel_invited", "interview", "first reply", "good-news"))
    counted = st.sampled_from(EVENTS) | patterns(counted=True)
    recipients = people() | some_of({"includes": people(), "covers": group_or_people()}, 1, 2)
    missing = st.tuples(
        st.fixed_dictionaries(
            {"who": group_or_people(), "in": word_or_pattern()}, optional={"counting_proposal": st.booleans()}
        ),
        st.just({}) | bounds(2),
    ).map(lambda pair: {**pair[0], **pair[1]})
    return {
        "channel": one_or_many(CHANNELS) | st.fixed_dictionaries({"same_as": event}),
        "to": recipients,
        "recipients": bounds(3),
        "weekday": one_or_many(WEEKDAYS),
        "clock": some_of(dict.fromkeys(("from", "after", "until", "before"), CLOCKS), 1, 2),
        "happened": counted | st.lists(counted, min_size=1, max_size=2),
        "never": counted | st.lists(counted, min_size=1, max_size=2),
        "latest": patterns(),
        "met": bounds(3),
        "people": st.tuples(group_or_people((*GROUPS, "same", "others")), bounds(3)).map(
            lambda pair: {"who": pair[0], **pair[1]}
        ),
        "day": one_or_many(("business_day", "weekend", "holiday", "before_holiday", "after_holiday")),
        "date": some_of(dict.fromkeys(("from", "until"), st.sampled_from(("01-31", "03-08", "10-25", "12-20"))), 1, 2),
        "missing": missing,
        "trait": one_or_many(TRAITS),
        "time": st.tuples(anchors(), some_of(TIME_KEYS, 1, 2)).map(lambda pair: {"of": pair[0], **pair[1]}),
        "message": demands(),
    }


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> Data:
    """A condition: some atoms, times among them, and connectives down to a depth."""
    keys = atoms() | TIME_KEYS
    if depth > 0:
        keys |= connected(conditions(depth - 1))
    return draw(some_of(keys, 1, 2))


# --- cards --------------------------------------------------------------------------------------------------------

EFFECTS = tuple(effect.value for effect in Effect)
STRENGTHS = ("must", "should", "should_not", "must_not")
SOME_ACTS = st.one_of(st.just("any"), st.just("any"), one_or_many(ACTS), st.sampled_from(("follow_up", "thank_you")))


@st.composite
def exceptions(draw: st.DrawFn, name: str, depth: int = 1, *, effects: bool = True) -> Data:
    """An exception, with exceptions of its own down to a depth; `name` makes its id unique in the card."""
    below = draw(st.integers(0, 2)) if depth > 0 else 0
    return {
        "id": name,
        "if": draw(conditions(1)),
        **({"then": draw(st.sampled_from(EFFECTS))} if effects and draw(st.booleans()) else {}),
        **(
            {"unless": [draw(exceptions(f"{name}-{number}", depth - 1, effects=effects)) for number in range(below)]}
            if below
            else {}
        ),
    }


@st.composite
def cards(draw: st.DrawFn, name: str) -> Data:
    """A card of any of the three kinds."""
    kind = draw(st.sampled_from(("act", "act", "act", "message", "counsel")))
    times = draw(some_of(TIME_KEYS, 1, 2)) if draw(st.integers(0, 2)) else {}
    own: Data = {}
    match kind:
        case "act":
            own = {draw(st.sampled_from(EFFECTS)): draw(SOME_ACTS)}
            if draw(st.booleans()) and times:
                own["otherwise"] = draw(st.sampled_from(EFFECTS))
        case "message":
            own = {"message": draw(SOME_ACTS), draw(st.sampled_from(STRENGTHS)): draw(demands())}
        case _:
            own = {"counsel": "Keep applying elsewhere."} | ({"about": draw(SOME_ACTS)} if draw(st.booleans()) else {})
    tests = {"if": draw(conditions())} if draw(st.booleans()) else {}
    number = draw(st.sampled_from((0, 0, 1, 2)))
    unless = [draw(exceptions(f"exception-{each}", effects=kind != "counsel")) for each in range(number)]
    options = {name.partition("/")[2]: one_or_many(words) for name, words in READINGS.items()}
    reading = draw(some_of(options, 1, 2)) if draw(st.integers(0, 3)) == 0 else None
    return {
        "id": name,
        **own,
        **tests,
        **times,
        **({"unless": unless} if unless else {}),
        **({"reading": reading} if reading else {}),
        **({} if kind == "counsel" else {"says": "Wait a little."}),
        "cite": CITE,
    }


@st.composite
def sources(draw: st.DrawFn, most: int = 5) -> Cards:
    """The cards of a small source."""
    number = draw(st.integers(1, most))
    return [draw(cards(f"card-{each}")) for each in range(number)]
