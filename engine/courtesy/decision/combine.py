"""From effects to a source's verdict, and from the sources' verdicts to the user's, by a combining algorithm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from courtesy.frozen import dataclass
from courtesy.verdict import FAVOURING, OPPOSING, PRECEDENCE, VERDICT_OF_EFFECT, Combining, Effect, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """A combined verdict. `indeterminate` is true where the algorithm has no answer (then the verdict is silent)."""

    verdict: Verdict
    indeterminate: bool = False


def source_verdict(effects: Iterable[Effect]) -> Verdict:
    """The strongest opposing effect that spoke, else the strongest favouring one, else silent."""
    given = {VERDICT_OF_EFFECT[effect] for effect in effects} | {Verdict.SILENT}
    return next(verdict for verdict in PRECEDENCE if verdict in given)


def combine(algorithm: Combining, verdicts: Sequence[Verdict]) -> Combined:
    """The verdicts of the sources, in the profile's order, as one."""
    return _ALGORITHMS[algorithm](verdicts)


def _strongest(order: Sequence[Verdict], verdicts: Sequence[Verdict]) -> Verdict | None:
    return next((verdict for verdict in order if verdict in verdicts), None)


def _deny_overrides(verdicts: Sequence[Verdict]) -> Combined:
    return Combined(verdict=_strongest((*OPPOSING, *FAVOURING), verdicts) or Verdict.SILENT)


def _permit_overrides(verdicts: Sequence[Verdict]) -> Combined:
    return Combined(verdict=_strongest((*FAVOURING, *OPPOSING), verdicts) or Verdict.SILENT)


def _first_applicable(verdicts: Sequence[Verdict]) -> Combined:
    return Combined(verdict=next((verdict for verdict in verdicts if verdict is not Verdict.SILENT), Verdict.SILENT))


def _only_one_applicable(verdicts: Sequence[Verdict]) -> Combined:
    speaking = [verdict for verdict in verdicts if verdict is not Verdict.SILENT]
    if len(speaking) > 1:
        return Combined(verdict=Verdict.SILENT, indeterminate=True)
    return Combined(verdict=speaking[0] if speaking else Verdict.SILENT)


def _deny_unless_permit(verdicts: Sequence[Verdict]) -> Combined:
    favouring = _strongest(FAVOURING, verdicts)
    return Combined(verdict=favouring or _strongest(OPPOSING, verdicts) or Verdict.FORBIDDEN)


def _permit_unless_deny(verdicts: Sequence[Verdict]) -> Combined:
    opposing = _strongest(OPPOSING, verdicts)
    return Combined(verdict=opposing or _strongest(FAVOURING, verdicts) or Verdict.PERMITTED)


def _majority(verdicts: Sequence[Verdict]) -> Combined:
    against = [verdict for verdict in verdicts if verdict.opposes]
    favour = [verdict for verdict in verdicts if verdict.favours]
    order = FAVOURING if len(favour) > len(against) else OPPOSING
    return Combined(verdict=_strongest(order, verdicts) or Verdict.SILENT)


def _report_only(_verdicts: Sequence[Verdict]) -> Combined:
    return Combined(verdict=Verdict.SILENT)


_ALGORITHMS: dict[Combining, Callable[[Sequence[Verdict]], Combined]] = {
    Combining.DENY_OVERRIDES: _deny_overrides,
    Combining.PERMIT_OVERRIDES: _permit_overrides,
    Combining.FIRST_APPLICABLE: _first_applicable,
    Combining.ONLY_ONE_APPLICABLE: _only_one_applicable,
    Combining.DENY_UNLESS_PERMIT: _deny_unless_permit,
    Combining.PERMIT_UNLESS_DENY: _permit_unless_deny,
    Combining.MAJORITY: _majority,
    Combining.REPORT_ONLY: _report_only,
}
