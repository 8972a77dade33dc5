"""Frozen dataclasses of our own making behave as those of the standard library."""

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from courtesy import frozen


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """As the standard library makes it."""

    name: str
    amount: int = 3
    words: list[str] = dataclasses.field(default_factory=list)
    note: str = dataclasses.field(default="", compare=False, repr=False)


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """As it is made here."""

    name: str
    amount: int = 3
    words: list[str] = dataclasses.field(default_factory=list)
    note: str = dataclasses.field(default="", compare=False, repr=False)


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Longer(Ours):
    """With a field more, and a word to say when it is made."""

    last: tuple[int, ...]

    def __post_init__(self) -> None:
        assert self.last, "nothing follows"


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One field."""

    name: str


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """No field."""


@frozen.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ordered:
    """Values with an order."""

    place: int
    name: str = ""


@frozen.dataclass(frozen=True, slots=True)
class Positional:
    """Another kind: the standard library makes it."""

    place: int


@pytest.mark.parametrize("kind", [Theirs, Ours])
def test_fields_have_their_values_and_defaults(kind: Any) -> None:
    value = kind(name="a")
    assert (value.name, value.amount, value.words, value.note) == ("a", 3, [], "")
    assert value.words is not kind(name="a").words
    assert [field.name for field in dataclasses.fields(kind)] == ["name", "amount", "words", "note"]
    assert dataclasses.replace(value, amount=4) == kind(name="a", amount=4)
    assert dataclasses.asdict(value) == {"name": "a", "amount": 3, "words": [], "note": ""}
    assert repr(value) == f"{kind.__qualname__}(name='a', amount=3, words=[])"
    assert kind.__match_args__ == ()
    assert not hasattr(value, "__dict__")


@pytest.mark.parametrize("kind", [Theirs, Ours])
def test_values_are_equal_by_what_is_compared(kind: Any) -> None:
    assert kind(name="a") == kind(name="a", note="not compared")
    assert kind(name="a") != kind(name="b")
    assert kind(name="a") != ("a", 3, [])
    assert hash(kind(name="a", words=())) == hash(kind(name="a", words=(), note="not compared"))
    with pytest.raises(TypeError, match="unhashable type: 'list'"):
        hash(kind(name="a"))


@pytest.mark.parametrize("kind", [Theirs, Ours])
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "missing 1 required keyword-only argument: 'name'"),
        ({"name": "a", "nam": "b"}, "got an unexpected keyword argument 'nam'"),
    ],
)
def test_what_is_given_wrong_is_told_by_name(kind: Any, given: dict[str, str], told: str) -> None:
    with pytest.raises(TypeError) as caught:
        kind(**given)
    # Python 3.13 adds the name that may have been meant.
    assert str(caught.value).removesuffix(". Did you mean 'name'?") == f"{kind.__qualname__}.__init__() {told}"


@pytest.mark.parametrize("kind", [Theirs, Ours])
def test_nothing_is_changed(kind: Any) -> None:
    value = kind(name="a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        value.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del value.name


@pytest.mark.parametrize("value", [Ours(name="a", words=["b"]), Longer(name="a", last=(1,)), Single(name="a"), Empty()])
def test_values_are_kept_and_copied_whole(value: Any) -> None:
    for other in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):  # noqa: S301  our own
        assert other == value
        assert other is not value


def test_values_of_different_classes_differ() -> None:
    assert Longer(name="a", last=(1,)) != Ours(name="a")
    others: list[object] = [Ours(name="a"), Empty(), "a", ("a",)]
    assert Single(name="a") not in others
    assert Empty() == Empty()
    assert len({Empty(), Empty(), Single(name="a"), Single(name="a")}) == 2
    with pytest.raises(AssertionError, match="nothing follows"):
        Longer(name="a", last=())


def test_values_with_an_order_are_sorted_by_their_fields() -> None:
    low, high = Ordered(place=1, name="b"), Ordered(place=2, name="a")
    assert sorted([high, low]) == [low, high]
    assert (low < high, low <= high, low > high, low >= high) == (True, True, False, False)
    with pytest.raises(TypeError, match="'<' not supported between instances of 'Ordered' and 'int'"):
        assert low < 1  # type: ignore[operator]


def test_every_other_kind_is_made_by_the_standard_library() -> None:
    assert Positional(1) == Positional(place=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Positional(1).place = 2  # type: ignore[misc]
