"""Adding an event to a file that somebody wrote by hand changes nothing else in it."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from courtesy.keeping.entry import Entry, make_entry, origins, scalar
from courtesy.keeping.insertion import place_entries
from keeping.layouts import Written, case_files

FOLLOW_UP = make_entry({"event": "follow_up", "at": "2026-03-10 09:00", "to": ("kim", "raj"), "channel": "email"})
MAIL = make_entry({"event": "reply", "at": "2026-03-11 17:20", "from": "kim"}, "<a.b@mail.example>")


def _data(text: str) -> dict[str, object]:
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  all scalars as text
    assert isinstance(data, dict)
    return data


def _plain(entry: Entry) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in entry.fields}


def _events(text: str) -> list[object]:
    events = _data(text).get("events") or []
    assert isinstance(events, list)
    return events


def _added(text: str, *entries: Entry) -> tuple[str, str]:
    insertion = place_entries(text, entries)
    assert insertion is not None
    return insertion.into(text), insertion.text


@given(case_files(), st.lists(st.sampled_from([FOLLOW_UP, MAIL]), min_size=1, max_size=3))
def test_the_new_file_without_the_added_text_is_the_old_one(written: Written, entries: list[Entry]) -> None:
    new, added = _added(written.text, *entries)
    assert new.replace(added, "", 1) == written.text


@given(case_files(), st.lists(st.sampled_from([FOLLOW_UP, MAIL]), min_size=1, max_size=3))
def test_where_lines_can_be_added_only_lines_are_added(written: Written, entries: list[Entry]) -> None:
    """Every old line is still there, whole and in order, and what lies between is one run of new lines."""
    old, new = written.text.splitlines(), _added(written.text, *entries)[0].splitlines()
    extra = len(new) - len(old)
    runs = [new[:start] + new[start + extra :] for start in range(len(old) + 1)]
    assert not written.lines_only or old in runs


@given(case_files(), st.lists(st.sampled_from([FOLLOW_UP, MAIL]), min_size=1, max_size=3))
def test_the_events_are_the_old_ones_and_the_new_one_at_the_end(written: Written, entries: list[Entry]) -> None:
    new, _ = _added(written.text, *entries)
    assert _events(new) == [*_events(written.text), *map(_plain, entries)]
    assert {**_data(new), "events": None} == {**_data(written.text), "events": None}


@given(case_files(), st.integers(2, 4))
def test_events_can_be_added_one_after_the_other(written: Written, times: int) -> None:
    text = written.text
    for _ in range(times):
        text, _added_text = _added(text, MAIL)
    assert _events(text)[-times:] == [_plain(MAIL)] * times
    assert origins(text) == {"<a.b@mail.example>"}


@given(case_files())
def test_line_ends_stay_of_one_kind(written: Written) -> None:
    new, _ = _added(written.text, FOLLOW_UP)
    old_kinds = set(re.findall(r"\r\n|\n|\r", written.text)) or {"\n"}
    assert set(re.findall(r"\r\n|\n|\r", new)) <= old_kinds


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
    st.sampled_from(["", "'", '"']),
)
def test_a_scalar_is_read_back_as_the_text_it_was(text: str, quote: str) -> None:
    written = "{key: " + scalar(text, quote=quote) + "}"
    assert _data(written) == {"key": text}
    assert written.isprintable()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            'events:\n  - {event: interview, at: "2026-03-02 14:00"}  # went well\n\n# more\nnotes: []\n',
            'events:\n  - {event: interview, at: "2026-03-02 14:00"}  # went well\n'
            '  - {event: follow_up, at: "2026-03-10 09:00", to: [kim, raj], channel: email}\n\n# more\nnotes: []\n',
            id="below the last event, above the blank line",
        ),
        pytest.param(
            "events:\n- event: thank_you\n  at: '2026-03-02 14:00'\n  to:\n  - kim\nnotes: []",
            "events:\n- event: thank_you\n  at: '2026-03-02 14:00'\n  to:\n  - kim\n"
            "- event: follow_up\n  at: '2026-03-10 09:00'\n  to:\n  - kim\n  - raj\n  channel: email\nnotes: []",
            id="in the hand of the last event",
        ),
        pytest.param(
            "events: []\n",
            'events: [\n  {event: follow_up, at: "2026-03-10 09:00", to: [kim, raj], channel: email},\n]\n',
            id="between empty brackets",
        ),
        pytest.param(
            "timezone: UTC",
            'timezone: UTC\nevents:\n  - {event: follow_up, at: "2026-03-10 09:00", to: [kim, raj], channel: email}',
            id="no events yet and no line end",
        ),
        pytest.param(
            "events:\n    - {event: reply, at: 2026-03-02 14:00}\n    # and then?\n",
            "events:\n    - {event: reply, at: 2026-03-02 14:00}\n    # and then?\n"
            "    - {event: follow_up, at: 2026-03-10 09:00, to: [kim, raj], channel: email}\n",
            id="below a comment that belongs to the events",
        ),
        pytest.param(
            '{"events": [\n  {"event": "reply"}\n]}',
            '{"events": [\n  {"event": "reply"}\n'
            '  , {"event": "follow_up", "at": "2026-03-10 09:00", "to": ["kim", "raj"], "channel": "email"}\n]}',
            id="as JSON in a file of JSON",
        ),
    ],
)
def test_the_new_event_is_written_as_its_neighbours_are(old: str, new: str) -> None:
    assert _added(old, FOLLOW_UP)[0] == new


@pytest.mark.parametrize("text", ["events: null\n", "events: {a: b}\n", "- events\n", "events: soon\n", "{events: }"])
def test_events_that_are_no_list_cannot_be_continued(text: str) -> None:
    assert place_entries(text, [FOLLOW_UP]) is None
