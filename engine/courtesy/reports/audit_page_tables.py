"""Tables of the page: who contradicts whom, who can be followed together, idle rules, gaps, passages, readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from courtesy.audit.report import AuditReport, Coverage
from courtesy.audit.values import Cell, Gap, Grade, Idle, NotAnalysed, SourceGroup, Witness
from courtesy.reports.audit_page_words import (
    GRADE_LETTER,
    RANKED,
    act_name,
    capital,
    counted,
    diary_steps,
    paragraph,
    reading_id,
    reading_names,
    rule_code,
    section,
    table,
)
from courtesy.reports.page_document import element, text
from courtesy.reports.words import channel_words, listed
from courtesy.rule import Passage, Rulebook, Source

_SHADES = 4
"""How many steps the shade of a cell has, from few conflicts to many."""

_IDLE = {
    "dead": ("never speaks, in no history and under no reading", "every rule can speak"),
    "shadowed": (
        "never decides, because a stronger rule of its source always speaks beside it",
        "every rule can decide",
    ),
    "redundant": ("says nothing that its source does not say without it", "no rule repeats another"),
}


# --- the matrix ---------------------------------------------------------------------------------------------------


def matrix_section(cells: Sequence[Cell]) -> str:
    """Source against source; a count opens the conflicts that it counts."""
    sources = list(dict.fromkeys(cell.favours for cell in cells))
    found = {(cell.favours, cell.opposes): cell for cell in cells}
    most = max((cell.total for cell in cells), default=0)
    heads = [element("td", "favours ↓ opposes →", {"class": "corner quiet"})]
    heads += [element("th", element("span", text(name)), {"scope": "col"}) for name in sources]
    rows = [
        element(
            "tr",
            [
                element("th", text(one), {"scope": "row"}),
                *(_cell(found[one, other], most) for other in sources),
            ],
        )
        for one in sources
    ]
    caption = element("caption", "Conflicts by the source that favours and the one that opposes", {"class": "unseen"})
    grid = element(
        "table", [caption, element("thead", element("tr", heads)), element("tbody", rows)], {"class": "matrix"}
    )
    intro = paragraph(
        "The row favours what the column opposes: choose a count to see those conflicts. On the diagonal a source contradicts itself."
    )
    frame = {"class": "frame", "role": "region", "tabindex": "0", "aria-label": "Source against source"}
    return section("matrix", "Who contradicts whom", [intro, element("div", grid, frame)])


def _cell(cell: Cell, most: int) -> str:
    if not cell.total:
        return element("td", "–", {"class": "none"})
    split = [f"{cell.grades[grade]} {grade.value}" for grade in RANKED if cell.grades[grade]]
    label = f"{cell.favours} favours, {cell.opposes} opposes: {counted(cell.total, 'conflict')}, {listed(split)}"
    letters = " ".join(f"{cell.grades[grade]}{GRADE_LETTER[grade]}" for grade in RANKED if cell.grades[grade])
    attributes = {
        "href": "#conflicts",
        "data-pick-favours": cell.favours,
        "data-pick-opposes": cell.opposes,
        "aria-label": label,
        "title": label,
    }
    link = element("a", f"{cell.total}{element('small', letters)}", attributes)
    return element("td", link, {"class": f"shade-{1 + (_SHADES - 1) * cell.total // most}"})


# --- agreement ----------------------------------------------------------------------------------------------------


def groups_table(book: Rulebook, groups: Sequence[SourceGroup]) -> str:
    """For each act, the largest group that one proposal pleases, with it, and the least ones that none does."""
    rows = [_group_row(act, [group for group in groups if group.act == act]) for act in book.vocabulary.acts]
    heads = ("Act", "Groups that can be followed together", "The largest, with a proposal that all of it favour")
    shown = [row for row in rows if row is not None]
    return table(heads, shown, "Sources that can be followed together") if shown else ""


def _group_row(act: str, groups: Sequence[SourceGroup]) -> tuple[str, str, str] | None:
    if not groups:
        return None
    together = [group for group in groups if group.witness is not None]
    lines = [f"{len(together)} of {len(groups)}"]
    lines += [
        f"never all of {text(listed(group.sources))} (proved; every smaller group can)"
        for group in groups
        if group.minimal and group.decided
    ]
    widest = max(together, key=lambda group: len(group.sources), default=None)
    example = "–"
    if widest is not None and widest.witness is not None:
        example = f"{text(listed(widest.sources))}{diary_line(widest.witness)}"
    return text(act_name(act)), "<br>".join(lines), example


def diary_line(witness: Witness) -> str:
    """A diary in one small paragraph."""
    steps = [f"day {step.day} {step.words}" for step in diary_steps(witness)]
    return element("p", text("; ".join(steps)), {"class": "cite"})


# --- what is idle, missing or open --------------------------------------------------------------------------------


def idle_section(report: AuditReport) -> str:
    """Dead, shadowed and redundant rules, gaps, and what was not analysed, each with its number."""
    kinds = {"dead": report.dead, "shadowed": report.shadowed, "redundant": report.redundant}
    parts = [_open(report.not_analysed), *(_idle(kind, items) for kind, items in kinds.items()), _gaps(report.gaps)]
    intro = paragraph(
        "“No conflict” is worth what stands here: a dead rule conflicts with nothing, an open question is no answer."
    )
    return section("idle", "Open questions, idle rules, gaps", [intro, *parts])


def _folded(identifier: str, title: str, inside: str, *, opened: bool = False) -> str:
    attributes = {"class": "fold", "id": identifier} | ({"open": "open"} if opened else {})
    return element("details", element("summary", text(title)) + inside, attributes)


def _open(items: Sequence[NotAnalysed]) -> str:
    if not items:
        return paragraph("NOT ANALYSED: nothing. Every question that was asked was decided.", "result")
    rows = [
        (
            text(item.question),
            "<br>".join(rule_code(rule) for rule in item.rules),
            text(f"{act_name(item.act)}: {item.reason}"),
        )
        for item in items
    ]
    inside = table(("Question", "Rules", "Why it is open"), rows, "Questions that were not decided")
    return _folded("not-analysed", f"NOT ANALYSED: {counted(len(items), 'question')}", inside, opened=True)


def _idle(kind: str, items: Sequence[Idle]) -> str:
    meaning, none = _IDLE[kind]
    if not items:
        return paragraph(f"No {kind} rules: {none} (proved).", "result")
    rows = [_idle_row(item) for item in items]
    inside = table(("Rule", "Says", "Beside it always"), rows, f"Rules that are {kind}")
    return _folded(kind, f"{counted(len(items), f'{kind} rule')}: such a rule {meaning}", inside)


def _idle_row(item: Idle) -> tuple[str, str, str]:
    part = _part(item)
    return (
        rule_code(item.rule) + (text(f" ({part})") if part else ""),
        text(item.says),
        listed(rule_code(rule) for rule in item.by),
    )


def _part(item: Idle) -> str:
    named = [f"{item.branch.value} part"] if item.branch.value in ("early", "late") else []
    return "; ".join(named + ([f"exception {item.exception}"] if item.exception else []))


def _gaps(gaps: Sequence[Gap]) -> str:
    if not gaps:
        return paragraph("No gap (proved): on every act and channel somebody speaks in every situation.", "result")
    acts = dict.fromkeys(gap.act for gap in gaps)
    rows = [(text(act_name(act)), "".join(_gap(gap) for gap in gaps if gap.act == act)) for act in acts]
    inside = table(
        ("Act", "Channel, and a situation in which nobody speaks"), rows, "Situations on which nobody speaks"
    )
    return _folded(
        "gaps", f"{counted(len(gaps), 'gap')}: an act by a channel on which nobody speaks in some situation", inside
    )


def _gap(gap: Gap) -> str:
    return element("p", text(capital(channel_words(gap.channel)))) + diary_line(gap.witness)


# --- passages -----------------------------------------------------------------------------------------------------


def coverage_section(book: Rulebook, coverage: Sequence[Coverage]) -> str:
    """Every sentence of every article: a square each, the counts, and the list on demand."""
    intro = paragraph(
        "Every sentence of every article, in its order: filled where rules encode it, hollow where it was left out with a reason."
    )
    parts = [_article(source, item) for source in book.sources for item in coverage if item.source == source.id]
    return section("coverage", "Passage coverage", [intro, *parts])


def _article(source: Source, item: Coverage) -> str:
    left = sum(item.excluded.values())
    open_ones = item.sentences - item.encoded - left
    told = f"{item.encoded} of {counted(item.sentences, 'sentence')} encoded, {left} left out with a reason"
    told += f", {open_ones} not accounted for" if open_ones > 0 else "; nothing is left over"
    label = f"{source.id}: {told}"
    squares = [_square(passage) for passage in source.passages]
    strip = element("div", squares, {"class": "strip", "role": "img", "aria-label": label})
    reasons = listed(f"{count} {reason}" for reason, count in item.excluded.items())
    title = element("p", f"<em>{text(source.title)}</em> {text(_origin(source))}", {"class": "cite"})
    inside = [
        element("h3", text(source.id)),
        title,
        paragraph(f"{capital(told)}.", "told"),
        strip,
        paragraph(f"Left out: {reasons}.", "cite") if reasons else "",
        _folded(f"passages-{source.id}", "Sentence by sentence", _passages(source)) if source.passages else "",
    ]
    return element("article", inside, {"class": "coverage"})


def _origin(source: Source) -> str:
    return ", ".join(part for part in (source.author, source.publisher, source.date) if part)


def _square(passage: Passage) -> str:
    kind = "encoded" if passage.rules else "excluded" if passage.excluded else "left-over"
    return element("i", "", {"class": kind, "title": f"{passage.paragraph}.{passage.sentence}: {_fate(passage)}"})


def _fate(passage: Passage) -> str:
    return listed(passage.rules) if passage.rules else passage.excluded or "not accounted for"


def _passages(source: Source) -> str:
    rows = [(f"{passage.paragraph}.{passage.sentence}", _fate_markup(passage)) for passage in source.passages]
    return table(("Paragraph", "Encoded by, or left out as"), rows, f"Passages of {source.id}")


def _fate_markup(passage: Passage) -> str:
    if passage.rules:
        return " ".join(rule_code(rule) for rule in passage.rules)
    return element("span", text(_fate(passage)), {"class": "quiet"})


# --- readings and method ------------------------------------------------------------------------------------------


def readings_section(report: AuditReport) -> str:
    """Every reading: its question, how it was read here, the other ways."""
    book = report.rulebook
    rows = [_reading_row(report, name) for name in reading_names(book)]
    intro = paragraph("Vague passages, the question each raises, and how it was read for this report.")
    inside = (
        [intro, table(("Reading", "Question", "Ways to read it"), rows, "Readings")]
        if rows
        else [paragraph("No passage is vague.")]
    )
    return section("readings", "Readings", inside)


def _reading_row(report: AuditReport, name: str) -> tuple[str, str, str]:
    source, _, short = name.partition("/")
    found = report.rulebook.source(source)
    assert found is not None, name
    reading = found.readings[short]
    chosen = report.readings.get(name, reading.default)
    ways = "".join(_way(option, says, chosen=option == chosen) for option, says in reading.options.items())
    anchor = element("span", element("code", text(name)), {"id": reading_id(report.rulebook, name)})
    return anchor, text(reading.question), element("ul", ways, {"class": "ways"})


def _way(option: str, says: str, *, chosen: bool) -> str:
    mark = '<span class="chosen">read so</span> ' if chosen else ""
    return element("li", f"{mark}<code>{text(option)}</code> {text(says)}")


def method_section(report: AuditReport) -> str:
    """What was asked, what is assumed of a history, and which rulebook it was."""
    found = report.conflicts
    asked = (
        f"{counted(found.asked, 'pair')} of rules were asked about: {found.refuted} cannot meet (proved); "
        f"{found.wording} more mind only the text, and a text that follows both is there."
    )
    assumed = element("ul", [element("li", text(capital(words))) for words in report.assumptions])
    digest = element("p", f"Rulebook {element('code', text(report.rulebook.digest))}", {"class": "cite"})
    inside = [paragraph(asked, "told"), element("h3", "What is assumed of a history"), assumed, digest]
    return section("method", "What was asked, and what is assumed", inside)


def grade_counts(report: AuditReport) -> Iterator[tuple[Grade, int]]:
    """How many conflicts there are of each grade, the hardest first."""
    counts = Counter(conflict.grade for conflict in report.conflicts.conflicts)
    yield from ((grade, counts[grade]) for grade in RANKED)
