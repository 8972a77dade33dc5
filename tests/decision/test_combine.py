"""The combining algorithms, held against their definitions in XACML 3.0 and their laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.decision.combine import Combined, combine, source_verdict
from courtesy.verdict import Combining, Effect, Verdict

F, D, S = Verdict.FORBIDDEN, Verdict.DISCOURAGED, Verdict.SILENT
P, R, Q = Verdict.PERMITTED, Verdict.RECOMMENDED, Verdict.REQUIRED

verdicts = st.lists(st.sampled_from(list(Verdict)), max_size=6)

TABLE = [
    # algorithm, verdicts of the sources in order, combined
    (Combining.DENY_OVERRIDES, [R, D, S], D),
    (Combining.DENY_OVERRIDES, [R, D, F], F),
    (Combining.DENY_OVERRIDES, [P, R, S], R),
    (Combining.DENY_OVERRIDES, [S, S], S),
    (Combining.PERMIT_OVERRIDES, [D, F, P], P),
    (Combining.PERMIT_OVERRIDES, [D, F, S], F),
    (Combining.FIRST_APPLICABLE, [S, D, Q], D),
    (Combining.FIRST_APPLICABLE, [S, Q, D], Q),
    (Combining.ONLY_ONE_APPLICABLE, [S, P, S], P),
    (Combining.ONLY_ONE_APPLICABLE, [S, S], S),
    (Combining.DENY_UNLESS_PERMIT, [S, S], F),
    (Combining.DENY_UNLESS_PERMIT, [D, S], D),
    (Combining.DENY_UNLESS_PERMIT, [D, P], P),
    (Combining.PERMIT_UNLESS_DENY, [S, S], P),
    (Combining.PERMIT_UNLESS_DENY, [R, S], R),
    (Combining.PERMIT_UNLESS_DENY, [R, D], D),
    (Combining.MAJORITY, [R, R, D, S], R),
    (Combining.MAJORITY, [R, D, S], D),
    (Combining.MAJORITY, [D, F, R], F),
    (Combining.MAJORITY, [S, S], S),
    (Combining.REPORT_ONLY, [F, F], S),
]


@pytest.mark.parametrize(("algorithm", "given_verdicts", "expected"), TABLE)
def test_each_algorithm_gives_the_verdict_of_its_definition(
    algorithm: Combining, given_verdicts: list[Verdict], expected: Verdict
) -> None:
    assert combine(algorithm, given_verdicts) == Combined(verdict=expected)


def test_only_one_applicable_has_no_answer_where_two_sources_speak() -> None:
    answer = combine(Combining.ONLY_ONE_APPLICABLE, [P, D])
    assert answer == Combined(verdict=S, indeterminate=True)


@given(st.sampled_from([item for item in Combining if item is not Combining.FIRST_APPLICABLE]), verdicts, st.randoms())
def test_the_order_of_sources_matters_only_under_first_applicable(
    algorithm: Combining, given_verdicts: list[Verdict], random: object
) -> None:
    shuffled = list(given_verdicts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert combine(algorithm, shuffled) == combine(algorithm, given_verdicts)


@given(st.sampled_from(list(Combining)), verdicts)
def test_sources_that_are_silent_change_nothing(algorithm: Combining, given_verdicts: list[Verdict]) -> None:
    assert combine(algorithm, [*given_verdicts, S]) == combine(algorithm, given_verdicts)


@given(verdicts)
def test_deny_overrides_opposes_where_any_source_opposes(given_verdicts: list[Verdict]) -> None:
    combined = combine(Combining.DENY_OVERRIDES, given_verdicts).verdict
    assert combined.opposes == any(verdict.opposes for verdict in given_verdicts)


@given(st.lists(st.sampled_from(list(Effect))))
def test_within_a_source_the_strongest_opposing_effect_wins(effects: list[Effect]) -> None:
    verdict = source_verdict(effects)
    if Effect.FORBID in effects:
        assert verdict is F
    elif Effect.DISCOURAGE in effects:
        assert verdict is D
    else:
        assert verdict == max((S, P, R, Q), key=lambda item: [S, P, R, Q].index(item) if _gave(effects, item) else 0)


def _gave(effects: list[Effect], verdict: Verdict) -> bool:
    names = {P: Effect.PERMIT, R: Effect.RECOMMEND, Q: Effect.REQUIRE}
    return verdict is S or names[verdict] in effects
