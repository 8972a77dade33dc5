"""Conflicts that are known and accepted, each with its reason, in a file that is kept beside the rules.

```yaml
- {favours: levo/first-follow-up-window, opposes: lifesavvy/wait-two-weeks, act: follow_up, reason: Known; a week apart.}
```
Without `act` an entry stands for all acts. An entry that meets no conflict is reported: it hides nothing, or hides a
mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from courtesy.audit.values import Conflict
from courtesy.diagnostic import Diagnostic, Location, Severity, in_order, nearest
from courtesy.loading.checking import UNUSABLE, check
from courtesy.loading.problems import Problems
from courtesy.loading.shape import Fields, Grammar, Key, Many, Text, Word
from courtesy.loading.yaml_reader import read_yaml
from courtesy.rule import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """One accepted conflict."""

    favours: str
    opposes: str
    act: str | None
    reason: str
    location: Location | None

    def meets(self, conflict: Conflict) -> bool:
        """Whether it stands for this conflict."""
        return (
            self.favours == conflict.favours.rule
            and self.opposes == conflict.opposes.rule
            and self.act in (None, conflict.act)
        )


def read_acknowledgements(path: Path, rulebook: Rulebook) -> tuple[tuple[Acknowledgement, ...], tuple[Diagnostic, ...]]:
    """The entries of a file, and everything that is wrong with it."""
    document, found = read_yaml(path)
    if document is None:
        return (), found
    problems = Problems(document=document)
    data = check(document.data, _grammar(rulebook), problems)
    if data is UNUSABLE:
        return (), in_order([*found, *problems.found])
    entries = []
    for place, entry in enumerate(data):
        for side in ("favours", "opposes"):
            _check_rule(entry[side], rulebook, problems, (place, side))
        entries.append(
            Acknowledgement(
                favours=entry["favours"],
                opposes=entry["opposes"],
                act=entry.get("act"),
                reason=entry["reason"],
                location=problems.location((place,)),
            )
        )
    return tuple(entries), in_order([*found, *problems.found])


def acknowledged(
    conflicts: Iterable[Conflict], entries: Sequence[Acknowledgement]
) -> tuple[tuple[Conflict, ...], tuple[Diagnostic, ...]]:
    """The conflicts with the reasons of those that are accepted, and a warning for every entry that met none."""
    used: set[int] = set()
    marked = []
    for conflict in conflicts:
        found = next((place for place, entry in enumerate(entries) if entry.meets(conflict)), None)
        if found is None:
            marked.append(conflict)
        else:
            used.add(found)
            marked.append(replace(conflict, acknowledged=entries[found].reason))
    unused = [entry for place, entry in enumerate(entries) if place not in used]
    return tuple(marked), tuple(_unused(entry) for entry in unused)


def _unused(entry: Acknowledgement) -> Diagnostic:
    return Diagnostic(
        code="unused-acknowledgement",
        message=f"`{entry.favours}` and `{entry.opposes}` do not conflict, or no longer",
        location=entry.location,
        help="remove the entry",
        severity=Severity.WARNING,
    )


def _check_rule(rule: str, rulebook: Rulebook, problems: Problems, path: tuple[int, str]) -> None:
    if rule not in rulebook.cards:
        close = nearest(rule, rulebook.cards)
        problems.add("unknown-rule", f"no rule `{rule}`", path, advice=f"did you mean `{close}`?" if close else None)


def _grammar(rulebook: Rulebook) -> Grammar:
    rule = Text(expects="a rule, as `source/id`")
    entry = Fields(
        name="an acknowledgement",
        keys={
            "favours": Key(shape=rule, says="The rule that favours.", required=True),
            "opposes": Key(shape=rule, says="The rule that opposes.", required=True),
            "act": Key(shape=Word(expects="an act", words=rulebook.vocabulary.acts), says="Left out: every act."),
            "reason": Key(shape=Text(expects="a reason"), says="Why it is accepted.", required=True),
        },
    )
    return Grammar(title="Acknowledged conflicts", root=Many(item=entry, least=0))
