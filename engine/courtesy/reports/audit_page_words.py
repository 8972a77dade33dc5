"""Words of the audit's page: what each side does, a diary as dated steps, days, sources, readings, and small markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from courtesy.audit.lanes import Lane, Span, Timeline
from courtesy.audit.values import Grade, Side, Survival, Witness
from courtesy.condition import Branch
from courtesy.frozen import dataclass
from courtesy.reports.page_document import element, text
from courtesy.reports.words import WEEKDAY_NAMES, act_words, channel_words, listed, month_name
from courtesy.rule import Cite, ExceptionCard, Rulebook
from courtesy.verdict import Effect

RANKED = (Grade.DILEMMA, Grade.OPPOSITION, Grade.TENSION)
"""The grades, the hardest first."""

GRADE_LETTER = {Grade.DILEMMA: "D", Grade.OPPOSITION: "O", Grade.TENSION: "T"}

GRADE_MEANING = {
    Grade.DILEMMA: "one requires what the other forbids",
    Grade.OPPOSITION: "one of the two is categorical",
    Grade.TENSION: "one recommends or permits what the other discourages",
}

SURVIVAL = {
    Survival.ALL: "stays under every reading",
    Survival.SOME: "stays under some of the other readings",
    Survival.NONE: "only as the passages are read here",
}

_EFFECT = {
    Effect.REQUIRE: "requires",
    Effect.RECOMMEND: "recommends",
    Effect.PERMIT: "permits",
    Effect.DISCOURAGE: "discourages",
    Effect.FORBID: "forbids",
}
_EVENTS = {
    "interview": "interview",
    "timeline_given": "a decision is promised",
    "contact_named": "a contact is named",
    "channel_invited": "a channel is invited",
    "reply": "they answer",
    "rejection": "rejection",
    "offer": "offer",
}
_FIELDS = {"with": "with", "to": "to", "from": "from", "who": "naming", "by": "by", "ends": "until", "says": "saying"}
_SAID: Mapping[str, Callable[[Any], str]] = {"channel": channel_words, "round": lambda number: f"round {number}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One dated line of a diary: `day` counts from the diary's first day."""

    at: str
    day: int
    words: str


def counted(number: int, word: str) -> str:
    """`1 day`, `2 days`."""
    return f"{number} {word if number == 1 else word + 's'}"


def capital(words: str) -> str:
    """With a capital letter at the front."""
    return words[:1].upper() + words[1:]


def plain(word: str) -> str:
    """A word of the vocabulary, `hiring_manager`, as people say it."""
    return word.replace("_", " ")


def act_name(act: str) -> str:
    """`thank-you`, `follow-up`: the act without its article."""
    return act_words(act).removeprefix("a ").removeprefix("an ")


def side_verb(side: Side) -> str:
    """What a rule does to the proposal, in one verb: `discourages`; of a demand on the text, that it is met."""
    return "is met" if side.effect is None else _EFFECT[side.effect]


def side_part(side: Side) -> str:
    """Which part of the card speaks, where it is not the card itself; empty otherwise."""
    parts = {
        Branch.EARLY: "before its window opens",
        Branch.LATE: "after its window closed",
        Branch.MET: "met by the text",
    }
    named = [parts[side.branch]] if side.branch in parts else []
    return "; ".join(named + ([f"exception {side.exception}"] if side.exception else []))


def side_exception(book: Rulebook, side: Side) -> ExceptionCard | None:
    """The exception that speaks in the place of the card, if one does; it is named by its path, `one/inside-it`."""
    nodes, found = book.cards[side.rule].unless, None
    for name in side.exception.split("/") if side.exception else ():
        found = next(node for node in nodes if node.id == name)
        nodes = found.unless
    return found


def side_says(book: Rulebook, side: Side) -> str:
    """What a rule says, and after it what the exception to it says where that speaks."""
    exception = side_exception(book, side)
    if exception is None:
        return side.says
    return f"{side.says} Unless: {exception.says or plain(exception.id.replace('-', ' '))}"


def side_cite(book: Rulebook, side: Side) -> Cite:
    """The passage that the rule, or its exception, comes from."""
    exception = side_exception(book, side)
    return side.cite if exception is None or exception.cite is None else exception.cite


def day_words(day: date) -> str:
    """`Tue 10 Mar 2026`."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {month_name(day)} {day.year}"


def spans_words(timeline: Timeline, spans: Sequence[Span]) -> str:
    """`day 14`, `days 3 to 6 and 15 to 40`, `no day`."""
    days = [_days(timeline, span) for span in spans]
    if not days:
        return "no day"
    return f"{'day' if days[0].isdigit() and len(days) == 1 else 'days'} {listed(days)}"


def _days(timeline: Timeline, span: Span) -> str:
    first, last = timeline.days(span)
    return str(first) if first == last else f"{first} to {last}"


# --- diaries ------------------------------------------------------------------------------------------------------


def diary_steps(witness: Witness) -> tuple[Step, ...]:
    """The events of a witness and then its proposal, each with its date and its day."""
    events: list[Mapping[str, Any]] = list(witness.case["events"])
    moments = [*(str(event["at"]) for event in events), str(witness.proposal["at"])]
    words = [*(event_words(event) for event in events), _proposed(witness)]
    first = _moment(min(moments)).date()
    return tuple(
        Step(at=_moment_words(_moment(at)), day=(_moment(at).date() - first).days, words=said)
        for at, said in zip(moments, words, strict=True)
    )


def event_words(event: Mapping[str, Any]) -> str:
    """`interview with the hiring manager`."""
    word = str(event["event"])
    told = [_field(name, value) for name, value in event.items() if name not in ("event", "at")]
    return " ".join([_EVENTS.get(word, act_name(word)), *told])


def _field(name: str, value: object) -> str:
    if name in _SAID:
        return _SAID[name](value)
    if name in ("by", "ends"):
        return f"{_FIELDS[name]} {_until_words(str(value))}"
    values = value if isinstance(value, list) else [value]
    return f"{_FIELDS.get(name, plain(name))} {listed(plain(str(each)) for each in values)}"


def _proposed(witness: Witness) -> str:
    proposal = witness.proposal
    to = listed(plain(person) for person in proposal["to"])
    traits = "".join(f", {plain(trait)}" for trait in witness.case.get("traits", ()))
    signals = listed(f"{plain(name)} {_value(value)}" for name, value in sorted(witness.message.items()))
    asked = f"{act_words(proposal['act'])} {channel_words(proposal['channel'])} to {to}"
    return f"{asked}{traits}" + (f"; its text: {signals}" if signals else "")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "found" if value else "not found"
    return str(value)


def _until_words(words: str) -> str:
    """A date as its day; a moment with its clock."""
    return day_words(_moment(words).date()) if len(words) == len("2026-03-02") else _moment_words(_moment(words))


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words)


def _moment_words(moment: datetime) -> str:
    return f"{day_words(moment.date())}, {moment:%H:%M}"


# --- markup -------------------------------------------------------------------------------------------------------


def rule_code(rule: str) -> str:
    """A rule's id as markup."""
    return element("code", text(rule))


def reading_links(book: Rulebook, chosen: Mapping[str, str]) -> str:
    """Readings with their options, `levo/two-weeks-since = interview`, each a link to its question."""
    return ", ".join(
        element("a", element("code", text(f"{name} = {option}")), {"href": f"#{reading_id(book, name)}"})
        for name, option in chosen.items()
    )


def reading_id(book: Rulebook, name: str) -> str:
    """The id on the page of a reading's row: its place among all, because a name may hold anything."""
    return f"reading-{reading_names(book).index(name)}"


def reading_names(book: Rulebook) -> list[str]:
    """Every reading of every source as `source/name`."""
    return [f"{source.id}/{name}" for source in book.sources for name in source.readings]


def lane_readings(lane: Lane) -> str:
    """`earlier-email = follow-ups-only`, without the source, which stands beside it."""
    return ", ".join(f"{name.partition('/')[2]} = {option}" for name, option in sorted(lane.readings.items()))


def section(identifier: str, title: str, inside: Iterable[str]) -> str:
    """A part of the page under its own heading."""
    head = element("h2", text(title), {"id": f"{identifier}-title"})
    return element("section", [head, *inside], {"id": identifier, "aria-labelledby": f"{identifier}-title"})


def paragraph(words: str, style: str = "quiet") -> str:
    """Words as a paragraph."""
    return element("p", text(words), {"class": style})


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str, style: str = "") -> str:
    """A table whose first column names its rows; `rows` are markup, `style` is a further class."""
    head = element("tr", [element("th", text(name), {"scope": "col"}) for name in heads])
    body = [element("tr", _cells(heads, row)) for row in rows]
    inside = [
        element("caption", text(caption), {"class": "unseen"}),
        element("thead", head),
        element("tbody", body),
    ]
    return element("table", inside, {"class": f"plain {style}".strip()})


def _cells(heads: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    yield element("th", row[0], {"scope": "row"})
    for name, cell in zip(heads[1:], row[1:], strict=True):
        yield element("td", cell, {"data-head": name})
