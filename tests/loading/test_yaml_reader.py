"""Strict YAML: scalars mean what they look like, and every key and value has its place."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from courtesy.loading import yaml_reader
from courtesy.loading.text_file import FILE_LIMIT
from courtesy.loading.yaml_reader import NESTING_LIMIT, read_text

SCALARS = {
    "no": "no",
    "on": "on",
    "off": "off",
    "Yes": "Yes",
    "TRUE": "TRUE",
    "10:00": "10:00",
    "012": "012",
    "0x1f": "0x1f",
    "1e3": "1e3",
    "1_000": "1_000",
    ".inf": ".inf",
    "2026-03-02": "2026-03-02",
    "2026-03-02 14:00": "2026-03-02 14:00",
    "+1 555 0100": "+1 555 0100",
    "123456789012345678901234567890": "123456789012345678901234567890",
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
    "7": 7,
    "-7": -7,
    "0": 0,
    "1.5": 1.5,
    '"7"': "7",
    "'true'": "true",
}


@pytest.mark.parametrize("written", SCALARS)
def test_a_scalar_is_what_it_looks_like(written: str) -> None:
    document, problems = read_text(f"key: {written}\n", "f.yaml")
    assert problems == ()
    assert document is not None
    assert document.data == {"key": SCALARS[written]}
    assert type(document.data["key"]) is type(SCALARS[written])


def test_every_key_and_value_has_its_place() -> None:
    document, _ = read_text("a: [x, 'ü y']\nb:\n  - c: {d: 10}\n", "f.yaml")
    assert document is not None
    places = {path: (at.line, at.column, at.length) for path, at in document.values.items()}
    assert places == {
        (): (1, 1, 13),
        ("a",): (1, 4, 10),
        ("a", 0): (1, 5, 1),
        ("a", 1): (1, 8, 5),
        ("b",): (3, 3, 12),
        ("b", 0): (3, 5, 10),
        ("b", 0, "c"): (3, 8, 7),
        ("b", 0, "c", "d"): (3, 12, 2),
    }
    keys = {path: (at.line, at.column, at.length) for path, at in document.keys.items()}
    assert keys == {
        ("a",): (1, 1, 1),
        ("b",): (2, 1, 1),
        ("b", 0, "c"): (3, 5, 1),
        ("b", 0, "c", "d"): (3, 9, 1),
    }


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem() -> None:
    document, problems = read_text("a: 1\r\nb: x\r\n", "f.yaml")
    assert problems == ()
    assert document is not None
    assert document.data == {"a": 1, "b": "x"}
    assert document.keys["b",].line == 2


def test_nesting_up_to_the_limit_is_read() -> None:
    fits, problems = read_text("[" * NESTING_LIMIT + "]" * NESTING_LIMIT, "f.yaml")
    assert problems == ()
    assert fits is not None
    _, problems = read_text("[" * (NESTING_LIMIT + 1) + "]" * (NESTING_LIMIT + 1), "f.yaml")
    assert [problem.code for problem in problems] == ["too-deep"]


def test_text_up_to_the_limit_is_read() -> None:
    assert read_text("a: " + "x" * (FILE_LIMIT - 3), "f.yaml")[1] == ()
    _, problems = read_text("a: " + "x" * (FILE_LIMIT - 2), "f.yaml")
    assert [problem.code for problem in problems] == ["file-too-large"]


plain_data = st.recursive(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=8)
    | st.integers(-(10**6), 10**6)
    | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(categories=["L"]), min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(plain_data)
def test_what_is_written_is_read_back(data: object) -> None:
    """By another writer, in a style in which text is quoted."""
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"', width=10_000)
    plain = yaml.safe_dump(data, allow_unicode=True, width=10_000)
    document, problems = read_text(text.replace("!!int ", "").replace("!!bool ", ""), "f.yaml")
    assert problems == ()
    assert document is not None
    assert as_text(document.data) == as_text(yaml.safe_load(plain))


def as_text(data: object) -> object:
    """Data with every scalar as the text that YAML writes (the writer above quotes numbers, too)."""
    if isinstance(data, dict):
        return {key: as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_text(item) for item in data]
    return str(data).lower() if isinstance(data, bool) else str(data)


@given(st.text(st.sampled_from("ab:- \n{}[]\"'#&*!|>?,%@\t0"), max_size=40))
def test_no_text_makes_the_reader_raise_and_both_parsers_agree(text: str) -> None:
    with_c = read_text(text, "f.yaml")
    fast = yaml_reader._FastParser  # noqa: SLF001  the one switch between the parsers
    try:
        yaml_reader._FastParser = None  # noqa: SLF001
        without = read_text(text, "f.yaml")
    finally:
        yaml_reader._FastParser = fast  # noqa: SLF001
    if with_c[0] is not None and without[0] is not None:
        assert with_c[0].data == without[0].data
    assert (with_c[0] is None) == bool(with_c[1])
