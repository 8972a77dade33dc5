"""The formatter: what it changes, what it keeps, and what it never touches."""

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.authoring.format.run import format_file, formatted, rule_files
from courtesy.authoring.format.tree import tree_of
from courtesy.authoring.format.writing import comment_texts
from courtesy.loading.rulebook import load_rulebook
from courtesy.loading.yaml_reader import read_text
from courtesy.resources import rules_directory
from courtesy.rule import Rulebook

SCHOOL = Path(__file__).parent.parent / "loading" / "school"
TOPIC = SCHOOL / "timing.yaml"


def form(text: str, path: Path = TOPIC) -> str:
    """The one form of a text; twice formatted it stays."""
    after, problems = formatted(textwrap.dedent(text), path)
    assert problems == ()
    assert after is not None
    assert formatted(after, path) == (after, ())
    return after


def changed(before: str, after: str) -> None:
    assert form(before) == textwrap.dedent(after)


# ---------------------------------------------------------------- what it changes


def test_keys_of_a_card_are_put_in_order() -> None:
    changed(
        """
        - says: Wait.
          cite: {digest: 222222222222, sentence: 2, paragraph: 1}
          unless: [{if: {channel: phone}, id: by-phone}]
          discourage: follow_up
          id: wait
        """,
        """\
        - id: wait
          discourage: follow_up
          unless: [{id: by-phone, if: {channel: phone}}]
          says: Wait.
          cite: {paragraph: 1, sentence: 2, digest: 222222222222}
        """,
    )


def test_the_order_inside_conditions_is_the_coachs_own() -> None:
    text = """\
        - id: wait
          if: {weekday: [sun, sat], channel: phone, any: [{met: {at_most: 2}}, {happened: reply}]}
        """
    changed(text, text)


def test_what_other_readers_misread_is_quoted() -> None:
    changed(
        """\
        - id: wait
          propose: {at: 10:30, act: no, note: 2026-03-10, size: 1_000, hex: 0x1F, plain: 3 days ago}
          flag: true
          number: 150
        """,
        """\
        - id: wait
          propose: {act: "no", at: "10:30", note: "2026-03-10", size: "1_000", hex: "0x1F", plain: 3 days ago}
          flag: true
          number: 150
        """,
    )


def test_quotes_become_double_quotes_and_stay() -> None:
    changed(
        """\
        - id: 'wait'
          says: 'Don''t say "now".'
          fix: "Wait."
        """,
        """\
        - id: "wait"
          says: "Don't say \\"now\\"."
          fix: "Wait."
        """,
    )


def test_brackets_that_do_not_fit_go_over_lines() -> None:
    example = "{speaks: true, effect: recommend, given: {interview: 8 days ago, thank_you: 7 days ago}, propose: {channel: email, to: [hiring_manager, interviewer]}, zone: Hello}"
    changed(
        f"- {example}\n",
        """\
        - {speaks: true, effect: recommend, given: {interview: 8 days ago, thank_you: 7 days ago},
           propose: {channel: email, to: [hiring_manager, interviewer]}, zone: Hello}
        """,
    )


def test_an_inner_bracket_that_does_not_fit_goes_over_lines_too() -> None:
    cards = ", ".join(f"the-rule-with-number-{number}" for number in range(9))
    changed(
        f"passages:\n- {{paragraph: 1, rules: [{cards}], x: 1}}\n",
        """\
        passages:
          - {paragraph: 1,
             rules: [the-rule-with-number-0, the-rule-with-number-1, the-rule-with-number-2, the-rule-with-number-3, the-rule-with-number-4,
                     the-rule-with-number-5, the-rule-with-number-6, the-rule-with-number-7, the-rule-with-number-8], x: 1}
        """,
    )


def test_indentation_blank_lines_and_blanks_in_brackets() -> None:
    changed(
        """\
        - id:   wait
          if:
              channel:   [ phone,text ]


              weekday: [ ]
          examples:
          - { speaks : true }
        - id: leave
        """,
        """\
        - id: wait
          if:
            channel: [phone, text]

            weekday: []
          examples:
            - {speaks: true}

        - id: leave
        """,
    )


def test_texts_over_several_lines_keep_their_lines() -> None:
    changed(
        """\
        - id: wait
          note: |
              Dear Kim,

                indented
          text: >-
            one line
            and its end
          says: a sentence
            that goes on
          fix: "and one
            in quotes"
        """,
        """\
        - id: wait
          says: a sentence that goes on
          fix: "and one in quotes"
          note: |
            Dear Kim,

              indented
          text: >-
            one line
            and its end
        """,
    )


# ---------------------------------------------------------------- comments


def test_comments_stay_with_what_they_belong_to() -> None:
    changed(
        """\
        # the school's times
        # in two lines

        # above the card
        - says: Wait.  # behind the words
          # above the id
          id: wait # behind the id
          if:   # behind a key
            # above an atom
            channel: phone
          # below the card

        # at the end
        """,
        """\
        # the school's times
        # in two lines

        # above the card
        # above the id
        - id: wait  # behind the id
          if:  # behind a key
            # above an atom
            channel: phone
          says: Wait.  # behind the words
        # below the card

        # at the end
        """,
    )


def test_a_comment_in_brackets_opens_them() -> None:
    changed(
        """\
        - id: wait
          channel: [phone,  # they never answer
            text]
        """,
        """\
        - id: wait
          channel:
            - phone  # they never answer
            - text
        """,
    )


def test_brackets_with_a_comment_behind_them_stay_on_its_line() -> None:
    items = ", ".join(f"word-number-{number}" for number in range(14))
    text = f"- id: wait\n  rules: [{items}]  # courtesy: allow x because y\n"
    assert form(text) == text


def test_what_looks_like_a_comment_inside_a_text_is_none() -> None:
    text = """\
        - id: wait
          says: "Call # 5, or #6."
          note: |
            # a line of text
            and more
        # a comment
        """
    changed(text, text)


# ---------------------------------------------------------------- what it never touches


def test_a_file_that_cannot_be_read_strictly_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\na:   2\n", encoding="utf-8")
    result, problems = format_file(path)
    assert result is None
    assert [problem.code for problem in problems] == ["duplicate-key"]


def test_only_files_of_sources_are_taken_from_a_directory(tmp_path: Path) -> None:
    for name in ("vocabulary.yaml", "a/source.yaml", "a/x.yaml", "a/tests/y.yaml", "lexicons/z.yaml", "other/w.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x: 1\n", encoding="utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in rule_files([tmp_path])]
    assert found == ["a/source.yaml", "a/tests/y.yaml", "a/x.yaml"]


# ---------------------------------------------------------------- laws

SHIPPED = sorted(rule_files([rules_directory(), SCHOOL.parent]))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-3:]))
def test_shipped_files_keep_their_comments_and_are_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    after = form(text, path)
    assert comment_texts(tree_of(after)) == comment_texts(tree_of(text))
    if path.is_relative_to(rules_directory()):
        assert after == text, "run `courtesy rules fmt rules`"


def test_formatted_rules_load_to_the_same_cards(tmp_path: Path) -> None:
    """The school's rules, and the same formatted: equal but for the places."""
    rules = tmp_path / "rules"
    (rules / "school").mkdir(parents=True)
    (rules / "vocabulary.yaml").write_bytes((rules_directory() / "vocabulary.yaml").read_bytes())
    for path in SCHOOL.glob("*.yaml"):
        (rules / "school" / path.name).write_bytes(path.read_bytes())
    before, _ = load_rulebook([rules])
    for path in (rules / "school").glob("*.yaml"):
        path.write_text(form(path.read_text(encoding="utf-8"), path), encoding="utf-8")
    after, _ = load_rulebook([rules])
    assert before is not None
    assert after is not None
    assert _without_places(before) == _without_places(after)


def _without_places(book: Rulebook) -> object:
    cards = [(card.id, card.surface, card.clauses, card.acts, card.reading, card.says) for card in book.cards.values()]
    sources = [(source.id, source.anchors, [passage.rules for passage in source.passages]) for source in book.sources]
    return cards, sources


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    [
        "no",
        "10:30",
        "2026-03-10",
        "3 days",
        "# not",
        "a # b",
        "a: b",
        "- x",
        "'",
        '"',
        "{",
        "null",
        "1e3",
        "0x1",
        "é",
        "…",
        "~",
    ]
)
_KEYS = st.sampled_from(["id", "if", "says", "cite", "unless", "examples", "note", "channel", "no", "x y"])
_VALUES = st.recursive(
    st.booleans() | st.integers(-999, 999) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)
_COMMENTS = st.lists(
    st.tuples(st.integers(0, 40), st.booleans(), st.sampled_from(["# one", "# two: [x", '# "three'])), max_size=4
)


def _as_yaml(value: object, indent: int, draw: Any) -> list[str]:
    """Plain data in one of its many forms."""
    match value:
        case dict() if value and draw(st.booleans()):
            heads = [(f"{_as_flow(key)}:", item) for key, item in value.items()]
        case list() if value and draw(st.booleans()):
            heads = [("-", item) for item in value]
        case _:
            return [_as_flow(value)]
    lines = []
    for head, item in heads:
        inner = _as_yaml(item, indent + 3, draw)
        own = " " * indent + head
        lines += [own, *inner] if len(inner) > 1 or inner[0].startswith(" ") else [f"{own} {inner[0]}"]
    return lines


def _as_flow(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_as_flow(key)}: {_as_flow(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_as_flow, value)) + "]"
        case _:
            return json.dumps(value)


@st.composite
def _files(draw: st.DrawFn) -> str:
    lines = _as_yaml(
        draw(st.lists(st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=4), min_size=1, max_size=3)), 0, draw
    )
    for place, own_line, comment in draw(_COMMENTS):
        number = place % len(lines)
        if own_line:
            lines.insert(number, draw(st.sampled_from(["", "  "])) + comment)
        else:
            lines[number] += f"  {comment}"
    return "\n".join(lines) + "\n"


@given(_files())
def test_any_file_keeps_its_data_and_its_comments(text: str) -> None:
    document, problems = read_text(text, str(TOPIC))
    after, refused = formatted(text, TOPIC)
    if document is None:
        assert after is None
        assert refused == problems
        return
    assert after is not None
    again, _ = read_text(after, str(TOPIC))
    assert again is not None
    assert again.data == document.data
    assert comment_texts(tree_of(after)) == comment_texts(tree_of(text))
    assert formatted(after, TOPIC)[0] == after
