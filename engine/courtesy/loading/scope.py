"""The names that a source's cards can use: its parameters, readings and anchors, and the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from courtesy.condition import (
    Anchor,
    ChoiceSignal,
    MessageChoice,
    ProposalAct,
    ProposalChannel,
    ProposalWeekday,
    ReadingChoice,
)
from courtesy.frozen import dataclass
from courtesy.loading.document import Path
from courtesy.loading.problems import Problems
from courtesy.loading.wording import suggestion
from courtesy.rule import Parameter, Reading
from courtesy.vocabulary import WEEKDAYS, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Names by what they stand for. `used` collects the parameters, readings and anchors that cards mention.

    `broken` are names that `source.yaml` declares in a way that cannot be read (None: nobody knows which): about them
    enough is said there.
    """

    source: str
    vocabulary: Vocabulary
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    broken: frozenset[str] | None = frozenset()
    used: set[tuple[str, str]] = field(default_factory=set)

    def is_broken(self, name: str) -> bool:
        """True for a name that may be declared, in a way that cannot be read."""
        return self.broken is None or name in self.broken

    def options(self, signal: ChoiceSignal) -> frozenset[str]:
        """The closed list of words of a choice signal."""
        match signal:
            case ProposalAct():
                return frozenset(self.vocabulary.acts)
            case ProposalChannel():
                return frozenset(self.vocabulary.channels)
            case ProposalWeekday():
                return frozenset(WEEKDAYS)
            case MessageChoice(signal=name):
                return frozenset(self.vocabulary.messages[name].options)
            case ReadingChoice(reading=name):
                return frozenset(self.readings[name].options)


def number(value: int | str, scope: Scope, problems: Problems, path: Path) -> int | None:
    """A whole number, written out or as the name of a parameter without a unit; None after a problem was told."""
    if isinstance(value, int):
        return value
    parameter = scope.parameters.get(value)
    if parameter is None and scope.is_broken(value):
        return None
    if parameter is None:
        problems.add(
            "unknown-parameter",
            f"`{value}` is neither a whole number nor a parameter of `{scope.source}`",
            path,
            advice=suggestion(value, scope.parameters),
        )
        return None
    scope.used.add(("parameter", value))
    if parameter.unit is not None:
        problems.add(
            "wrong-parameter",
            f"the parameter `{value}` is a duration, and a whole number is needed here",
            path,
            advice=f"its value in source.yaml is `{parameter.amount} {parameter.unit}{'s' * (parameter.amount != 1)}`",
        )
        return None
    return parameter.amount
