"""A case file, or a case from JSON, to a checked case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path as FilePath
from typing import Any
from zoneinfo import ZoneInfo

from courtesy.case import Candidate, Case, Event, Person
from courtesy.diagnostic import Diagnostic, has_errors, in_order
from courtesy.frozen import dataclass
from courtesy.history import Axiom, Breach, breaches
from courtesy.loading.case_shapes import case_grammar
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.document import Document, Path
from courtesy.loading.moments import (
    Fault,
    day_of,
    end_of_day_or_moment,
    machine_zone,
    moment_of,
    zone_of,
)
from courtesy.loading.problems import Problems
from courtesy.loading.shape import Grammar
from courtesy.loading.wording import suggestion
from courtesy.loading.yaml_reader import NESTING_LIMIT, survey_yaml
from courtesy.vocabulary import Vocabulary

_PEOPLE_FIELDS = ("with", "to", "from", "who")
_FIELDS = frozenset({"event", "at", "ends", "channel", "with", "to", "from", "who", "says", "round", "by"})


def read_case(path: FilePath, vocabulary: Vocabulary) -> tuple[Case | None, tuple[Diagnostic, ...]]:
    """The case in a file, or None and everything that is wrong with it."""
    document, problems = survey_yaml(path)
    if document is None:
        return None, problems
    case, found = case_from_data(document.data, vocabulary, locate=document)
    return (None if has_errors(problems) else case), in_order([*problems, *found])


def case_from_data(
    data: Any,
    vocabulary: Vocabulary,
    *,
    locate: Document | None = None,
    under: Path = (),
) -> tuple[Case | None, tuple[Diagnostic, ...]]:
    """The case in plain data. `locate` is the file that it stands in, at the path `under`.

    Without a file (JSON, a batch record) a diagnostic tells its place as `events[2].to`, and null stands for a key that
    is left out.
    """
    problems = Problems(document=locate, under=under)
    plain = without_nulls(data) if locate is None else data
    checked = check(plain, _grammar(vocabulary), problems)
    if checked is UNUSABLE:
        return None, problems.in_order
    case = _case(checked, problems)
    return (None if has_errors(problems.found) else case), problems.in_order


def without_nulls(data: Any, depth: int = 0) -> Any:
    """The data without keys whose value is null (a table has every column in every row).

    Deeper than any case goes it is left as it is: no shape looks there.
    """
    if depth > NESTING_LIMIT:
        return data
    if isinstance(data, dict):
        return {key: without_nulls(value, depth + 1) for key, value in data.items() if value is not None}
    return [without_nulls(item, depth + 1) for item in data] if isinstance(data, list | tuple) else data


_GRAMMARS: list[tuple[Vocabulary, Grammar]] = []


def _grammar(vocabulary: Vocabulary) -> Grammar:
    """The shape of a case under this vocabulary, made once (a batch reads a million cases)."""
    for known, grammar in _GRAMMARS:
        if known is vocabulary:
            return grammar
    _GRAMMARS[:] = [(vocabulary, case_grammar(vocabulary))]
    return _GRAMMARS[0][1]


def _case(data: Mapping[str, Any], problems: Problems) -> Case:
    zone = _zone(data, problems)
    read = _Events(data=data["events"], zone=zone, problems=problems)
    people = _people(data)
    events = [found for place in range(len(data["events"])) if (found := read.event(place))]
    events.sort(key=lambda found: found[1].at.timestamp())
    _check_people(data, people, problems)
    case = Case(
        timezone=zone,
        candidate=Candidate(**data.get("candidate", {})),
        company=data.get("company"),
        position=data.get("position"),
        notes=tuple(data["notes"]) if "notes" in data else None,
        people=people,
        events=tuple(event for _, event in events),
        holidays=_holidays(data, problems),
        traits=frozenset(data.get("traits", ())),
    )
    for axiom, breach in breaches(case):
        _tell(axiom, breach, case, events[breach.event][0], problems)
    return case


def _zone(data: Mapping[str, Any], problems: Problems) -> ZoneInfo:
    if "timezone" not in data:
        return machine_zone()
    zone = zone_of(data["timezone"])
    if isinstance(zone, Fault):
        _add_fault(zone, problems, ("timezone",))
        return ZoneInfo("UTC")
    return zone


def _people(data: Mapping[str, Any]) -> tuple[Person, ...]:
    return tuple(Person(id=name, **person) for name, person in data.get("people", {}).items())


def _holidays(data: Mapping[str, Any], problems: Problems) -> frozenset[date]:
    found = set()
    for place, text in enumerate(data.get("holidays", ())):
        day = day_of(text)
        if isinstance(day, Fault):
            _add_fault(day, problems, ("holidays", place))
        else:
            found.add(day)
    return frozenset(found)


def _add_fault(fault: Fault, problems: Problems, path: Path) -> None:
    problems.add(fault.code, fault.message, path, advice=fault.advice)


# --- events -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Events:
    data: list[Any]
    zone: ZoneInfo
    problems: Problems

    def event(self, place: int) -> tuple[int, Event] | None:
        """The event at this place of the file, with its place; None where it has no readable moment."""
        data = self.data[place]
        if data is UNUSABLE:
            return None
        at = self._moment(data, place, "at", moment_of)
        ends, by = (
            self._moment(data, place, field, read)
            for field, read in (("ends", moment_of), ("by", end_of_day_or_moment))
        )
        if at is None:
            return None
        return place, Event(
            event=data["event"],
            at=at,
            ends=ends,
            by=by,
            channel=data.get("channel"),
            with_=tuple(data.get("with", ())),
            to=tuple(data.get("to", ())),
            from_=data.get("from"),
            who=data.get("who"),
            says=data.get("says"),
            round=data.get("round"),
            extra=tuple((name, data[name]) for name in sorted(data) if name not in _FIELDS),
        )

    def _moment(
        self,
        data: Mapping[str, Any],
        place: int,
        field: str,
        read: Callable[[str, ZoneInfo], datetime | Fault],
    ) -> datetime | None:
        if field not in data:
            return None
        moment = read(data[field], self.zone)
        if isinstance(moment, Fault):
            _add_fault(moment, self.problems, ("events", place, field))
            return None
        return moment


def _check_people(data: Mapping[str, Any], people: tuple[Person, ...], problems: Problems) -> None:
    """That every person named in an event is one of the case, and is named once."""
    known = [person.id for person in people]
    for place, event in enumerate(data["events"]):
        if event is UNUSABLE:
            continue
        for field in _PEOPLE_FIELDS:
            named = event.get(field, [])
            check_named(named if isinstance(named, list) else [named], known, problems, ("events", place, field))


def check_named(names: list[str], known: Iterable[str], problems: Problems, path: Path) -> None:
    """That these are people of the case, each once."""
    people = list(known)
    for place, name in enumerate(names):
        if name not in people:
            advice = suggestion(name, people) or "add the person under `people`"
            message = f"the case has no person `{name}`"
            problems.add("unknown-person", message, (*path, place), advice=advice)
        elif name in names[:place]:
            message = f"the person `{name}` stands here a second time"
            problems.add("duplicate-person", message, (*path, place), advice="name each person once")


def _tell(axiom: Axiom, breach: Breach, case: Case, place: int, problems: Problems) -> None:
    """A breach in words; an unknown person has been told by name."""
    if axiom.code == "unknown-person":
        return
    event = case.events[breach.event]
    problems.add(
        axiom.code,
        f"`{event.event}` on {event.at:%Y-%m-%d %H:%M} is impossible: {axiom.says}",
        ("events", place, breach.field),
        advice=axiom.advice,
    )
