"""What if a vague word were read as another number: which conflicts appear, which go, what would reconcile two sources."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.draft import Draft
from courtesy.audit.formula import Every
from courtesy.audit.prover import Refuted, Shown
from courtesy.audit.search import first_draft, stories
from courtesy.audit.values import Conflict, Conflicts
from courtesy.audit.view import Readings, View, Views, default_readings, reading_options
from courtesy.condition import Unit
from courtesy.diagnostic import Diagnostic, nearest
from courtesy.loading.rulebook import load_rulebook
from courtesy.loading.yaml_reader import read_yaml
from courtesy.rule import Parameter, Rulebook

_Key: TypeAlias = tuple[str, str, str]

_UNITS = tuple(unit.value for unit in Unit)

_TRIED = 4
"""How many of the latest situations that showed a conflict a new search starts from."""

_FARTHEST = 30
"""How far from its value a parameter is moved to reconcile two sources, in its own unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A parameter of a source with another value."""

    source: str
    parameter: str
    value: str

    @property
    def name(self) -> str:
        """`source/parameter`."""
        return f"{self.source}/{self.parameter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a setting does to the conflicts of a rulebook."""

    setting: Setting
    was: str
    appear: tuple[Conflict, ...]
    go: tuple[Conflict, ...]
    stay: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """The setting nearest to a parameter's value under which most conflicts between two sources go."""

    setting: Setting
    was: str
    go: tuple[Conflict, ...]
    left: int


def parse_setting(text: str, rulebook: Rulebook) -> tuple[Setting | None, tuple[Diagnostic, ...]]:
    """`SOURCE/PARAMETER=NUMBER [UNIT]`, every name checked; without a unit the parameter's own."""
    name, _, value = text.partition("=")
    identifier, _, parameter = name.partition("/")
    amount, _, unit = value.strip().partition(" ")
    if not amount.isdecimal() or not parameter:
        help_ = "write it as `levo/sooner-than-bombarding=5 days`"
        return None, (Diagnostic(code="bad-setting", message=f"`{text}` is no setting", help=help_),)
    source = rulebook.source(identifier)
    if source is None:
        return None, (_unknown("source", identifier, [each.id for each in rulebook.sources]),)
    if parameter not in source.parameters:
        return None, (_unknown("parameter", parameter, list(source.parameters)),)
    given = source.parameters[parameter]
    if unit and (given.unit is None or unit.removesuffix("s") not in _UNITS):
        return None, (_unknown("unit", unit, _UNITS if given.unit is not None else ()),)
    value = f"{amount} {unit}" if unit else _value(int(amount), given.unit)
    return Setting(source=identifier, parameter=parameter, value=value), ()


def _value(amount: int, unit: str | None) -> str:
    """The value as a source file has it."""
    return str(amount) if unit is None else f"{amount} {unit}{'' if amount == 1 else 's'}"


def _unknown(kind: str, name: str, known: Sequence[str]) -> Diagnostic:
    close = nearest(name, known)
    advice = f"did you mean `{close}`?" if close else f"known: {', '.join(known) or 'none'}"
    return Diagnostic(code=f"unknown-{kind}", message=f"no {kind} `{name}`", help=advice)


def what_if(rulebook: Rulebook, directories: Sequence[Path], setting: Setting, scope: Scope) -> Effect:
    """The conflicts that appear and go with a setting."""
    parameter = _parameter(rulebook, setting)
    changed = with_setting(directories, setting)
    asked = replace(scope, involving=frozenset((setting.source,)))
    before = _by_pair(find_conflicts(Auditor(rulebook), asked).conflicts)
    after = _by_pair(find_conflicts(Auditor(changed), asked).conflicts)
    return Effect(
        setting=setting,
        was=_value(parameter.amount, parameter.unit),
        appear=tuple(conflict for key, conflict in after.items() if key not in before),
        go=tuple(conflict for key, conflict in before.items() if key not in after),
        stay=len(before.keys() & after.keys()),
    )


def reconcile(
    rulebook: Rulebook, directories: Sequence[Path], one: str, other: str, scope: Scope
) -> Iterator[Reconciliation]:
    """For every parameter of two sources the nearest value that takes the most conflicts between them away."""
    between = replace(scope, sources=frozenset((one, other)))
    auditor = Auditor(rulebook)
    before = find_conflicts(auditor, between)
    for source in (one, other):
        found = rulebook.source(source)
        for parameter in found.parameters.values() if found is not None else ():
            if parameter.unit is not None:
                best = _best(auditor, directories, source, parameter, before)
                if best is not None:
                    yield best


def _best(
    auditor: Auditor, directories: Sequence[Path], source: str, parameter: Parameter, before: Conflicts
) -> Reconciliation | None:
    best: Reconciliation | None = None
    clashes = _Clashes(auditor, before)
    for value in _nearby(parameter):
        setting = Setting(source=source, parameter=parameter.name, value=value)
        gone = clashes.gone(Views(with_setting(directories, setting, alone=True), auditor.catalogue))
        if len(gone) > (0 if best is None else len(best.go)):
            was = _value(parameter.amount, parameter.unit)
            left = len(before.conflicts) - len(gone)
            best = Reconciliation(setting=setting, was=was, go=gone, left=left)
        if len(gone) == len(before.conflicts):
            break
    return best


class _Clashes:
    """The conflicts of a rulebook, asked about again with a source that is read otherwise.

    What the change does not touch stays; where a situation shows a conflict it is tried first on the next change.
    """

    def __init__(self, auditor: Auditor, before: Conflicts) -> None:
        self._auditor = auditor
        self._readings = tuple(sorted(before.readings.items()))
        self._before = before
        self._shown: dict[_Key, list[Draft]] = defaultdict(list)

    def gone(self, views: Views) -> tuple[Conflict, ...]:
        """The conflicts that the changed source does not have any more."""
        acts = dict.fromkeys(conflict.act for conflict in self._before.conflicts)
        changed = {act: self._changed(views, act) for act in acts}
        return tuple(
            conflict for conflict in self._before.conflicts if not self._stays(conflict, changed[conflict.act])
        )

    def _changed(self, views: Views, act: str) -> View:
        """What the rulebook says on an act with the changed source; a voice that says the same is the same value."""
        voices = self._auditor.view(act, self._readings).voices
        sources = {source.id for source in views.rulebook.sources}
        known = {voice.key: voice for voice in voices}
        own = []
        for voice in views.view(act, default_readings(views.rulebook, _known(views, self._readings))).voices:
            was = known.get(voice.key)
            own.append(voice if was is None or was.condition != voice.condition else was)
        kept = (voice for voice in voices if voice.clause.source not in sources)
        return View(act=act, readings=self._readings, voices=(*kept, *own))

    def _stays(self, conflict: Conflict, changed: View) -> bool:
        """Whether the two rules still clash in the changed rulebook; True where that was not decided."""
        old = self._question(conflict, self._auditor.view(conflict.act, self._readings))
        new = self._question(conflict, changed)
        if new is None or (old is not None and old.parts == new.parts):
            return new is not None
        shown = self._shown[(conflict.favours.key, conflict.opposes.key, conflict.act)]
        prover = self._auditor.prover
        if any(prover.holds(new, draft) for draft in reversed(shown)):
            return True
        answer = prover.decide(new, [first_draft(conflict.act, self._readings), *shown[-_TRIED:]], self._far(conflict))
        if isinstance(answer, Shown):
            shown.append(answer.draft)
        return not isinstance(answer, Refuted)

    def _far(self, conflict: Conflict) -> Callable[[], Sequence[Draft]]:
        return lambda: tuple(stories(conflict.act, self._readings))

    def _question(self, conflict: Conflict, view: View) -> Every | None:
        keys = conflict.favours.key, conflict.opposes.key
        both = [voice.formula for key in keys for voice in view.voices if voice.key == key]
        if len(both) < len(keys):
            return None
        own = view.opposing(conflict.favours.source) if conflict.favours.effect is not None else ()
        return Every((*both, self._auditor.interviewed, *(voice.silent for voice in own)))


def _known(views: Views, readings: Readings) -> list[tuple[str, str]]:
    names = reading_options(views.rulebook)
    return [(name, option) for name, option in readings if name in names]


def _nearby(parameter: Parameter) -> Iterator[str]:
    """The values around the parameter's own, the nearest first; weeks move by days, nothing falls below nought."""
    weeks = parameter.unit == "week"
    amount = parameter.amount * 7 if weeks else parameter.amount
    unit = "day" if weeks else parameter.unit
    for distance in range(1, min(_FARTHEST, max(amount, 7)) + 1):
        yield _value(amount + distance, unit)
        if amount - distance >= 0:
            yield _value(amount - distance, unit)


def with_setting(directories: Sequence[Path], setting: Setting, *, alone: bool = False) -> Rulebook:
    """The rulebook as its files would give it with the parameter set; `alone`: nothing but that source.

    The files are copied; nothing is changed in place.
    """
    with tempfile.TemporaryDirectory() as space:
        copies = []
        for number, directory in enumerate(directories):
            copy = Path(space) / str(number)
            shutil.copytree(directory, copy, ignore=_others(directory, setting) if alone else None)
            _set(copy / setting.source / "source.yaml", setting)
            copies.append(copy)
        book, diagnostics = load_rulebook(copies)
    assert book is not None, f"the rulebook does not load with {setting}: {diagnostics}"
    return book


def _others(directory: Path, setting: Setting) -> Callable[[str, list[str]], list[str]]:
    """What to leave out for one source alone: the folders of all others, and the profiles that name them."""

    def ignored(folder: str, names: list[str]) -> list[str]:
        if Path(folder) != directory:
            return []
        return [name for name in names if name != setting.source and (directory / name).is_dir()]

    return ignored


def _set(path: Path, setting: Setting) -> None:
    if not path.is_file():
        return
    document, _ = read_yaml(path)
    place = document.values.get(("parameters", setting.parameter, "value")) if document else None
    if document is None or place is None:
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    line = lines[place.line - 1]
    start = place.column - 1
    lines[place.line - 1] = f"{line[:start]}{setting.value}{line[start + place.length :]}"
    path.write_text("\n".join(lines), encoding="utf-8")


def _parameter(rulebook: Rulebook, setting: Setting) -> Parameter:
    source = rulebook.source(setting.source)
    assert source is not None, "the setting was checked"
    return source.parameters[setting.parameter]


def _by_pair(conflicts: Sequence[Conflict]) -> dict[_Key, Conflict]:
    return {(conflict.favours.key, conflict.opposes.key, conflict.act): conflict for conflict in conflicts}
