"""Equal parts of clauses are made one, and nothing else is changed."""

from hypothesis import given
from hypothesis import strategies as st

from courtesy.condition import Clause, Is, MessageFlag
from courtesy.loading.rulebook_reader import read_rulebook
from courtesy.loading.sharing import Sharing
from courtesy.resources import rules_directory
from courtesy.situation.truth import literals_of
from strategies import clauses


@given(given=st.lists(clauses(), min_size=1, max_size=4))
def test_shared_clauses_are_equal_and_share_their_parts(given: list[tuple[Clause, ...]]) -> None:
    sharing = Sharing()
    shared = [sharing.clauses(each) for each in given]
    assert shared == given
    literals = [literal for each in shared for clause in each for literal in literals_of(clause.condition)]
    assert len({id(literal) for literal in literals}) == len(set(literals))
    assert [sharing.clauses(each) for each in shared] == shared


def test_equal_numbers_and_flags_stay_what_they_are() -> None:
    sharing = Sharing()
    flag, number = Is(signal=MessageFlag(signal="thanks"), value=True), Is(signal=MessageFlag(signal="thanks"), value=1)  # type: ignore[arg-type]
    assert flag == number
    first, second = (sharing._shared(each) for each in (flag, number))  # noqa: SLF001  a clause would hide the parts
    assert (type(first.value), type(second.value)) == (bool, int)


def test_every_equal_literal_of_a_rulebook_is_one() -> None:
    book, _ = read_rulebook([rules_directory()], "sha256:0")
    assert book is not None
    literals = [literal for clause in book.clauses for literal in literals_of(clause.condition)]
    assert len({id(literal) for literal in literals}) == len(set(literals))
