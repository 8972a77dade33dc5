"""Conflicts on the page: a form that narrows them, groups by the rule that opposes, a card for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from courtesy.audit.values import Conflict, Grade, Side, Survival
from courtesy.condition import Branch
from courtesy.reports.audit_page_words import (
    GRADE_LETTER,
    GRADE_MEANING,
    RANKED,
    SURVIVAL,
    Step,
    act_name,
    capital,
    counted,
    diary_steps,
    paragraph,
    plain,
    reading_links,
    rule_code,
    section,
    side_cite,
    side_part,
    side_says,
    side_verb,
)
from courtesy.reports.audit_text import Group, grouped, turned
from courtesy.reports.page_document import element, text
from courtesy.reports.words import act_words, cite_words, listed
from courtesy.rule import Rulebook

_ANY = ("", "any")
_TIMELY = {Branch.EARLY: "too early", Branch.LATE: "too late"}


def conflicts_section(book: Rulebook, conflicts: Sequence[Conflict], within: Sequence[Conflict]) -> str:
    """All conflicts, between sources and within one, ranked and grouped, under the form that narrows them."""
    numbers = {id(conflict): number for number, conflict in enumerate((*conflicts, *within), 1)}
    blocks = [_block(book, numbers, grade, grouped(conflicts)) for grade in RANKED]
    blocks.append(_within(book, numbers, within))
    intro = paragraph(
        "A conflict is a dated diary and a proposal that one source favours and another opposes; each was found by proof and "
        "then run through the engines. Groups are named for the rule that opposes; open one to see what it opposes."
    )
    if not numbers:
        blocks = [paragraph("No two rules meet on one proposal.")]
    told = element("p", text(_count_words(len(numbers))), {"id": "count", "role": "status", "class": "count"})
    return section("conflicts", "The conflicts", [intro, _form([*conflicts, *within]), told, *blocks])


def _count_words(count: int) -> str:
    return f"All {counted(count, 'conflict')} shown."


# --- the form -----------------------------------------------------------------------------------------------------


def _form(conflicts: Sequence[Conflict]) -> str:
    favours = {name: name for name in sorted({conflict.favours.source for conflict in conflicts})}
    opposes = {name: name for name in sorted({conflict.opposes.source for conflict in conflicts})}
    acts = {act: act_name(act) for act in sorted({conflict.act for conflict in conflicts})}
    grades = {grade.value: f"{grade.value}: {GRADE_MEANING[grade]}" for grade in RANKED}
    survivals = {survival.value: SURVIVAL[survival] for survival in Survival}
    search = {"type": "search", "id": "search", "placeholder": "words, a rule, a date", "autocomplete": "off"}
    parts = [
        _labelled("search", "Search", element("input", "", search).removesuffix("</input>")),
        _select("source", "Source", dict(sorted((favours | opposes).items()))),
        _select("favours", "Favoured by", favours),
        _select("opposes", "Opposed by", opposes),
        _select("act", "Act", acts),
        _select("grade", "Grade", grades),
        _select("readings", "Readings", survivals),
        element("div", [_button("open-all", "Open all"), _button("clear", "Clear")], {"class": "buttons"}),
    ]
    return element("form", parts, {"id": "filter", "role": "search", "aria-label": "Narrow the conflicts"})


def _labelled(identifier: str, name: str, control: str) -> str:
    return element("div", element("label", text(name), {"for": identifier}) + control, {"class": "field"})


def _select(identifier: str, name: str, options: Mapping[str, str]) -> str:
    every = (_ANY, *options.items())
    inside = [element("option", text(words), {"value": value}) for value, words in every]
    control = element("select", inside, {"id": f"by-{identifier}", "name": identifier})
    return _labelled(f"by-{identifier}", name, control)


def _button(identifier: str, words: str) -> str:
    return element("button", text(words), {"type": "button", "id": identifier})


# --- groups -------------------------------------------------------------------------------------------------------


def _block(book: Rulebook, numbers: Mapping[int, int], grade: Grade, groups: Iterable[Group]) -> str:
    """The groups whose hardest conflict has this grade."""
    here = [group for group in groups if group.conflicts[0].grade is grade]
    if not here:
        return ""
    head = element("h3", f"{_badge(grade)} {text(capital(grade.value))}: {text(GRADE_MEANING[grade])}")
    return element("div", [head, *(_group(book, numbers, group) for group in here)], {"class": "block"})


def _within(book: Rulebook, numbers: Mapping[int, int], within: Sequence[Conflict]) -> str:
    if not within:
        return ""
    head = element("h3", "Within one source: it contradicts itself")
    told = paragraph(
        "Where a heading says something else than its text, or a passage can be understood in several ways, both are "
        "options of one reading: here the one favours a proposal that the other opposes."
    )
    groups = [_turned(book, numbers, group) for group in turned(within)]
    return element("div", [head, told, *groups], {"class": "block"})


def _turned(book: Rulebook, numbers: Mapping[int, int], group: Sequence[Conflict]) -> str:
    """What two options of a reading say, or two rules that meet."""
    first = group[0]
    opposes = first.opposes
    name = opposes.source
    if first.turn is not None:
        name = f"{first.turn.reading}: “{first.turn.favours}” favours what “{first.turn.opposes}” opposes"
    count = element("span", str(len(group)), {"class": "size", "data-all": str(len(group))})
    told = [
        element("strong", text(name)),
        f": {text(act_name(first.act))}. {text(capital(side_verb(opposes)))} it: {text(side_says(book, opposes))} ",
        element("span", f"conflicts: {count}", {"class": "quiet tally"}),
    ]
    head = [element("span", _badges(group), {"class": "badges"}), element("span", told)]
    cards = [_card(book, numbers[id(conflict)], conflict) for conflict in group]
    return element("details", [element("summary", head), *cards], {"class": "group"})


def _group(book: Rulebook, numbers: Mapping[int, int], group: Group) -> str:
    side = group.conflicts[0].opposes
    sources = listed(sorted({conflict.favours.source for conflict in group.conflicts}))
    count = str(len(group.conflicts))
    tally = f"conflicts: {element('span', count, {'class': 'size', 'data-all': count})}, with {text(sources)}"
    head = [
        element("span", _badges(group.conflicts), {"class": "badges"}),
        element(
            "span",
            [
                element("strong", text(f"{side.source} {side_verb(side)} {act_words(group.act)}{_outside(group)}")),
                f": {text(side_says(book, side))} ",
                element("span", tally, {"class": "quiet tally"}),
            ],
        ),
    ]
    cards = [_card(book, numbers[id(conflict)], conflict) for conflict in group.conflicts]
    return element("details", [element("summary", head), *cards], {"class": "group"})


def _outside(group: Group) -> str:
    """What speaks against the act may be only the time before or after a window that the rule is about."""
    branches = {conflict.opposes.branch for conflict in group.conflicts}
    return " outside its window" if branches & set(_TIMELY) else ""


def _badges(conflicts: Sequence[Conflict]) -> Iterator[str]:
    present = {conflict.grade for conflict in conflicts}
    yield from (_badge(grade) for grade in RANKED if grade in present)


def _badge(grade: Grade) -> str:
    letter = element("span", GRADE_LETTER[grade], {"aria-hidden": "true"})
    name = element("span", grade.value, {"class": "unseen"})
    return element("span", letter + name, {"class": f"badge {grade.value}", "title": grade.value})


# --- a card -------------------------------------------------------------------------------------------------------


def _card(book: Rulebook, number: int, conflict: Conflict) -> str:
    inside = [
        element("summary", _card_head(book, conflict)),
        element(
            "div", [_side(book, conflict.favours, "for"), _side(book, conflict.opposes, "against")], {"class": "sides"}
        ),
        element("h4", "The diary that shows it"),
        element("ol", _diary(diary_steps(conflict.witness)), {"class": "diary"}),
        _footing(book, number, conflict),
    ]
    attributes = {
        "class": "card",
        "id": f"conflict-{number}",
        "data-favours": conflict.favours.source,
        "data-opposes": conflict.opposes.source,
        "data-act": conflict.act,
        "data-grade": conflict.grade.value,
        "data-readings": conflict.readings.value,
    }
    return element("details", inside, attributes)


def _card_head(book: Rulebook, conflict: Conflict) -> Iterator[str]:
    side = conflict.favours
    marks = [f"{side.source} {side_verb(side)}", *_marks(conflict)]
    yield _badge(conflict.grade)
    yield element(
        "span", f"{text(side_says(book, side))} {element('span', text(' · '.join(marks)), {'class': 'quiet'})}"
    )


def _marks(conflict: Conflict) -> Iterator[str]:
    if conflict.opposes.branch in _TIMELY:
        yield f"{_TIMELY[conflict.opposes.branch]} for {conflict.opposes.source}"
    if conflict.stricter_by is not None:
        yield f"stricter by {counted(conflict.stricter_by, 'day')}"
    if conflict.favours.implied or conflict.opposes.implied:
        yield "implied"
    if not conflict.content:
        yield f"{conflict.favours.source} is against it otherwise, too"
    if conflict.acknowledged is not None:
        yield "acknowledged"


def _side(book: Rulebook, side: Side, style: str) -> str:
    part = side_part(side)
    inside = [
        element("h4", text(f"{side.source} {side_verb(side)}" + (f" ({part})" if part else ""))),
        paragraph(side_says(book, side), "says"),
        element(
            "p",
            f"{rule_code(side.rule)} · {text(cite_words(book, side.source, side_cite(book, side)))}",
            {"class": "cite"},
        ),
    ]
    if side.implied:
        inside.append(paragraph("Implied by the passage, not said in it.", "cite"))
    return element("div", inside, {"class": f"side {style}"})


def _diary(steps: Sequence[Step]) -> Iterator[str]:
    for place, step in enumerate(steps):
        last = place == len(steps) - 1
        day = element("span", f"day {step.day}", {"class": "day"})
        said = f"{day} <span>{'proposed: ' if last else ''}{text(step.words)}<br>{_cited(step.at)}</span>"
        yield element("li", said, {"class": "proposed"} if last else None)


def _cited(words: str) -> str:
    return element("span", text(words), {"class": "cite"})


def _footing(book: Rulebook, number: int, conflict: Conflict) -> str:
    """The readings, by how many days the one is stricter, why it is accepted, and its number among the saved witnesses."""
    chosen = {
        name: conflict.witness.readings[name] for name in conflict.depends_on if name in conflict.witness.readings
    }
    none = "none" if conflict.turn is None else "no other"
    lines = [f"Readings: it {text(SURVIVAL[conflict.readings])}." if chosen else f"Readings: {none} matters to it."]
    if conflict.turn is not None:
        name = conflict.turn.reading
        one, against = ({name: option} for option in (conflict.turn.favours, conflict.turn.opposes))
        lines.insert(0, f"Favoured with {reading_links(book, one)}, opposed with {reading_links(book, against)}.")
    if conflict.readings is Survival.NONE and chosen:
        lines = [f"Readings: it is there {text(SURVIVAL[conflict.readings])}."]
    if chosen:
        lines.append(f"It depends on {reading_links(book, chosen)}.")
    if conflict.stricter_by is not None:
        days = counted(conflict.stricter_by, "day")
        lines.append(text(f"Counted from {plain(conflict.anchor or '')}, they differ on {days}."))
    if conflict.acknowledged is not None:
        lines.append(text(f"Acknowledged: {conflict.acknowledged}"))
    link = element("a", f"№ {number}", {"href": f"#conflict-{number}"})
    lines.append(f"{link}, replayed through the engines." if conflict.replayed else link)
    return element("p", " ".join(lines), {"class": "footing"})
