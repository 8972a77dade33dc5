"""Conflicts as text made to be read: what clashes hardest first, the rules that one rule opposes under it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, TypeAlias

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from courtesy.audit.integrity import IN_SHORT
from courtesy.audit.values import Conflict, Conflicts, Grade, NotAnalysed, Survival, Witness, Wording
from courtesy.frozen import dataclass
from courtesy.reports.words import act_words, channel_words, cite_words, listed, moment_words
from courtesy.rule import Rulebook
from courtesy.verdict import Effect

Lines: TypeAlias = Iterator[RenderableType]

RANK = {Grade.DILEMMA: 0, Grade.OPPOSITION: 1, Grade.TENSION: 2}
_STYLE = {Grade.DILEMMA: "bold red", Grade.OPPOSITION: "red", Grade.TENSION: "yellow"}
_READINGS = {
    Survival.ALL: "under every reading",
    Survival.SOME: "under some of the other readings",
    Survival.NONE: "only as the passages are read here",
}
_FAVOURED = {
    Effect.REQUIRE: "required by",
    Effect.RECOMMEND: "recommended by",
    Effect.PERMIT: "permitted by",
}
_GROUPS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The conflicts in which one rule opposes an act, the hardest first."""

    opposes: str
    act: str
    conflicts: tuple[Conflict, ...]

    @property
    def rank(self) -> tuple[int, int, int, str, str]:
        """The hardest grade first, then how many sources are opposed, how many rules, then the names."""
        sources = {conflict.favours.source for conflict in self.conflicts}
        grade = min(RANK[conflict.grade] for conflict in self.conflicts)
        return (grade, -len(sources), -len(self.conflicts), self.opposes, self.act)


def grouped(conflicts: Iterable[Conflict]) -> tuple[Group, ...]:
    """The conflicts by opposing rule and act, ranked."""
    found: dict[tuple[str, str], list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        found[conflict.opposes.rule, conflict.act].append(conflict)
    groups = [
        Group(opposes=opposes, act=act, conflicts=tuple(sorted(those, key=_order)))
        for (opposes, act), those in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: group.rank))


def _order(conflict: Conflict) -> tuple[int, str, str]:
    return (RANK[conflict.grade], conflict.favours.rule, conflict.opposes.key)


def print_conflicts(console: Console, rulebook: Rulebook, found: Conflicts, *, everything: bool, verbose: bool) -> None:
    """Write the conflicts: a summary, the groups (`everything`: all of them), what is left open.

    `verbose` adds the diary and the citations of every conflict instead of one diary a group.
    """
    for line in _conflicts(rulebook, found, everything=everything, verbose=verbose):
        console.print(line)


def _conflicts(rulebook: Rulebook, found: Conflicts, *, everything: bool, verbose: bool) -> Lines:
    yield from _summary(found)
    groups = grouped(found.conflicts)
    shown = groups if everything or verbose else groups[:_GROUPS_SHOWN]
    for group in shown:
        yield ""
        yield from _group(rulebook, group, verbose=verbose)
    if len(shown) < len(groups):
        rest = sum(len(group.conflicts) for group in groups[len(shown) :])
        yield ""
        yield Text(f"… and {rest} more conflicts with {len(groups) - len(shown)} rules: --all", style="dim")
    yield from _within(rulebook, found.within, everything=everything, verbose=verbose)
    yield from _wordings(rulebook, found)
    yield from not_analysed_lines(found.not_analysed)


def _summary(found: Conflicts) -> Lines:
    grades = Counter(conflict.grade for conflict in found.conflicts)
    words = listed(f"{count} {_plural(grade.value, count)}" for grade, count in _ranked(grades))
    yield Text.assemble(
        (f"{_counted(len(found.conflicts), 'conflict')} between sources", "bold"),
        f": {words}" if words else "",
        f"; {len(found.within)} within a source" if found.within else "",
    )
    yield Text(
        f"{found.asked} pairs of rules were asked about: {found.refuted} cannot meet (proved), "
        f"{len(found.not_analysed)} not analysed; {found.wording} more mind only the text, "
        "and a text that follows both is there.",
        style="dim",
    )
    yield Text(IN_SHORT, style="dim")


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _ranked(grades: Counter[Grade]) -> list[tuple[Grade, int]]:
    return sorted(grades.items(), key=lambda item: RANK[item[0]])


def _group(rulebook: Rulebook, group: Group, *, verbose: bool) -> Lines:
    first = group.conflicts[0]
    effect = first.opposes.effect.value if first.opposes.effect else "opposes"
    yield Text.assemble((f"✗ {group.opposes}", "bold"), f"  {effect}s {act_words(group.act)}: {first.opposes.says}")
    if verbose:
        yield _indented(Text(cite_words(rulebook, first.opposes.source, first.opposes.cite), style="dim"))
    for conflict in group.conflicts:
        yield _indented(_favouring(conflict))
        if verbose:
            yield _indented(Text(diary_words(conflict.witness), style="dim"), 4)
    if not verbose:
        yield _indented(Text(f"for example: {diary_words(first.witness)}", style="dim"))


def _favouring(conflict: Conflict) -> Text:
    side = conflict.favours
    effect = "met by" if side.effect is None else _FAVOURED[side.effect]
    marks = [
        conflict.topic,
        *(f"part {branch}" for branch in [conflict.opposes.branch.value] if branch in ("early", "late")),
        *([f"{_counted(conflict.stricter_by, 'day')} after {conflict.anchor}"] if conflict.stricter_by else []),
        *(["implied"] if side.implied or conflict.opposes.implied else []),
        *([] if conflict.content else [f"{side.source} is against it otherwise, too"]),
        _READINGS[conflict.readings],
        *([f"acknowledged: {conflict.acknowledged}"] if conflict.acknowledged else []),
    ]
    return Text.assemble(
        (f"{conflict.grade.value:<10}", _STYLE[conflict.grade]),
        f" {effect} ",
        (side.rule, "bold"),
        (f"  ({'; '.join(marks)})", "dim"),
    )


def _counted(number: int, word: str) -> str:
    return f"{number} {word if number == 1 else word + 's'}"


def _within(rulebook: Rulebook, conflicts: Sequence[Conflict], *, everything: bool, verbose: bool) -> Lines:
    """Inside a source: what two options of a reading say, then rules that meet."""
    if not conflicts:
        return
    yield ""
    yield Text(f"{_counted(len(conflicts), 'conflict')} within a source", style="bold")
    groups = turned(conflicts)
    shown = groups if everything or verbose else groups[:_GROUPS_SHOWN]
    for group in shown:
        yield ""
        yield from _turn(rulebook, group, verbose=verbose)
    if len(shown) < len(groups):
        rest = sum(map(len, groups[len(shown) :]))
        yield ""
        yield Text(f"… and {rest} more within a source: --all", style="dim")


def _wordings(rulebook: Rulebook, found: Conflicts) -> Lines:
    """By act and sources the demands on the text, each with the rules beside which other words follow it, too."""
    if not found.wordings:
        return
    yield ""
    count = sum(item.pairs for item in found.wordings)
    yield Text(f"{_counted(count, 'pair')} mind only the text (not asked whether they meet)", style="bold")
    for (act, favours, opposes), items in groupby(found.wordings, key=_parties):
        yield ""
        yield Text(f"{act_words(act)}: {favours} favours it, {opposes} minds its text")
        for item in items:
            yield _indented(Text.assemble((item.demand.rule, "bold"), f": {item.demand.says}"))
            yield _indented(Text(cite_words(rulebook, opposes, item.demand.cite), style="dim"), 4)
            yield _indented(Text(f"beside {listed(item.rules)}", style="dim"), 4)


def _parties(item: Wording) -> tuple[str, str, str]:
    return item.act, item.favours, item.demand.source


def turned(conflicts: Iterable[Conflict]) -> list[list[Conflict]]:
    """The conflicts inside a source by the reading that they turn on, its options, the act and the opposing rule."""
    groups: dict[tuple[object, ...], list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        groups[conflict.turn, conflict.act, conflict.opposes.key].append(conflict)
    return list(groups.values())


def turn_words(conflict: Conflict) -> str:
    """Inside a source, what makes its two rules differ."""
    turn = conflict.turn
    if turn is None:
        days = f" on {_counted(conflict.stricter_by, 'day')} after {conflict.anchor}" if conflict.stricter_by else ""
        return f"two rules of {conflict.favours.source} meet{days}"
    return f"{turn.reading}: `{turn.favours}` favours what `{turn.opposes}` opposes"


def _turn(rulebook: Rulebook, group: Sequence[Conflict], *, verbose: bool) -> Lines:
    first = group[0]
    effect = first.opposes.effect.value if first.opposes.effect else "opposes"
    yield Text.assemble((f"≠ {turn_words(first)}", "bold"), f"  ({act_words(first.act)})")
    yield _indented(Text.assemble((first.opposes.rule, "bold"), f" {effect}s it: {first.opposes.says}"))
    yield _indented(Text(cite_words(rulebook, first.opposes.source, first.opposes.cite), style="dim"), 4)
    for conflict in group:
        yield _indented(_favouring(conflict))
        yield _indented(Text(conflict.favours.says), 4)
        yield _indented(Text(cite_words(rulebook, conflict.favours.source, conflict.favours.cite), style="dim"), 4)
        if verbose:
            yield _indented(Text(diary_words(conflict.witness), style="dim"), 4)
    if not verbose:
        yield _indented(Text(f"for example: {diary_words(first.witness)}", style="dim"))


def not_analysed_lines(items: Sequence[NotAnalysed]) -> Lines:
    """What was not decided, each with its reason."""
    if not items:
        return
    yield ""
    yield Text(f"NOT ANALYSED: {_counted(len(items), 'question')}", style="bold")
    for item in items:
        yield _indented(Text(f"{listed(item.rules)} ({item.act}): {item.reason}"))


def _indented(line: RenderableType, left: int = 2) -> Padding:
    return Padding(line, (0, 0, 0, left))


# --- diaries in words ---------------------------------------------------------------------------------------------


def diary_words(witness: Witness) -> str:
    """A diary and its proposal in one line."""
    events = [_event_words(event) for event in witness.case["events"]]
    proposal = witness.proposal
    asked = (
        f"{act_words(proposal['act'])} {channel_words(proposal['channel'])} to {listed(proposal['to'])} "
        f"on {_moment(proposal['at'])}"
    )
    traits = [f"trait {trait}" for trait in witness.case.get("traits", ())]
    text = [f"a text with {name} {_value(value)}" for name, value in sorted(witness.message.items())]
    return "; ".join([*events, *traits, f"then {asked}", *text])


def _value(value: object) -> str:
    return {True: "found", False: "not found"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _event_words(event: dict[str, Any]) -> str:
    extra = [
        f"{name} {listed(value) if isinstance(value, list) else value}"
        for name, value in event.items()
        if name not in ("event", "at")
    ]
    return f"{event['event']} {_moment(event['at'])}" + (f" ({', '.join(extra)})" if extra else "")


def _moment(text: str) -> str:
    return moment_words(datetime.strptime(text, "%Y-%m-%d %H:%M"))  # noqa: DTZ007  a local time of the case's zone
