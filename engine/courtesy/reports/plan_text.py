"""A plan as text: the contacts in order, whom they displease, what was asked for in vain, and which rules clash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from courtesy.reports.windows_words import short_moment
from courtesy.reports.words import act_words, channel_words, listed, moment_words, people_words
from courtesy.windows.planning import Planning
from courtesy.windows.road import Objection, Step, Want

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from courtesy.rule import Rulebook
    from courtesy.windows.options import Option


def print_plan(console: Console, rulebook: Rulebook, planning: Planning) -> None:
    """Write the plan."""
    for line in _lines(rulebook, planning):
        console.print(line)


def _lines(rulebook: Rulebook, planning: Planning) -> Iterator[RenderableType]:
    until = short_moment(planning.horizon, planning.at.year)
    yield Text.assemble(("Plan", "bold"), f"  from {moment_words(planning.at)} to {until}, if nobody answers")
    yield Text()
    if not planning.road.steps:
        yield Text("No contact: no source asks for one that would not displease more.")
    for place, step in enumerate(planning.road.steps):
        yield from _step(rulebook, planning, place, step)
    yield Text()
    yield Text(_summary(planning), "bold")
    for want in planning.road.missed:
        yield _indented(Text(_want(rulebook, planning, want)), 2)
    yield from _clash(rulebook, planning)


def _step(rulebook: Rulebook, planning: Planning, place: int, step: Step) -> Iterator[RenderableType]:
    when = short_moment(step.at, planning.at.year)
    yield Text.assemble((f"{place + 1}. {when}", "bold"), f"  {option_words(planning, step.option)}")
    if step.favoured_by:
        yield _indented(Text(f"for it: {listed(step.favoured_by)}", "green"), 3)
    for objection in (each for each in planning.road.objections if each.step == place):
        yield _indented(Text(_objection(rulebook, objection), "yellow"), 3)


def _objection(rulebook: Rulebook, objection: Objection) -> str:
    return f"against it: {objection.source} ({', '.join(objection.rules)}): {_says(rulebook, objection.rules)}"


def _summary(planning: Planning) -> str:
    unmet = sorted(planning.road.unmet_sources)
    if not unmet:
        return "It suits every source."
    opposed = sorted({objection.source for objection in planning.road.objections})
    told = (
        f"{listed(opposed)} {'opposes' if len(opposed) == 1 else 'oppose'} a step" if opposed else "No step is opposed"
    )
    return f"{told}; not suited: {listed(unmet)}."


def _want(rulebook: Rulebook, planning: Planning, want: Want) -> str:
    """`levo would have wanted a follow-up … between Mon 23 Mar 00:00 and Tue 31 Mar 00:00 (…): …`."""
    year = planning.at.year
    asked = option_words(planning, want.option)
    still = want.end.timestamp() >= planning.horizon.timestamp()
    start, end = short_moment(want.start, year), short_moment(want.end, year)
    when = f"from {start} on" if still else f"between {start} and {end}"
    rules = ", ".join(want.rules)
    return f"{want.source} would have wanted {asked} {when} ({rules}): {_says(rulebook, want.rules)}"


def _says(rulebook: Rulebook, rules: tuple[str, ...]) -> str:
    return " ".join(rulebook.cards[rule].says for rule in rules[:1])


def _clash(rulebook: Rulebook, planning: Planning) -> Iterator[RenderableType]:
    if planning.suits_all:
        return
    yield Text()
    if not planning.clash:
        yield Text(f"None of the {planning.tried} plans that were tried suits all; no few rules alone are the reason.")
        return
    yield Text("These rules cannot be followed together", "bold")
    for rule in planning.clash:
        yield _indented(Text.assemble(rule, (f"  {rulebook.cards[rule].says}", "dim")), 2)
    yield _indented(Text(f"each of the {planning.tried} plans that were tried breaks one of them", "dim"), 2)


def option_words(planning: Planning, option: Option) -> str:
    """`a follow-up by email to Kim Lee`."""
    to = f" to {people_words(planning.case, option.to)}" if option.to else ""
    return f"{act_words(option.act)} {channel_words(option.channel)}{to}"


def _indented(content: RenderableType, columns: int) -> Padding:
    return Padding(content, (0, 0, 0, columns))
