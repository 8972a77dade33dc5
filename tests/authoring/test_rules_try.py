"""`rules try`: lines from a pipe change the proposal, and the verdict moves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from authoring_shared import run

Golden = Callable[[str, str], None]


@pytest.fixture
def case(root: Path) -> str:
    return str(root / "examples" / "first-follow-up.yaml")


def session(directory: Path, case: str, *lines: str) -> str:
    """A session on two sources from the morning of day five on, as it is printed."""
    asked = ("rules", "try", case, "--at", "2026-03-07 09:00", "--sources", "levo,five-rules")
    done = run(directory, *asked, typed="".join(f"{line}\n" for line in lines))
    assert done.exit_code == 0, done.output
    return done.output


def test_a_session_reads_like_one(tmp_path: Path, case: str, golden: Golden) -> None:
    lines = (
        "# the day, the channel, the person", "day +3", "channel phone", "to ana", "at 20:30", "day -2 weeks",
        "why levo/no-bombarding", "text Dear Ana, is there any news?", "text", "show", "quit", "day +1",
    )  # fmt: skip
    golden("authoring/try.txt", session(tmp_path, case, *lines))


def test_every_mistake_is_told_and_changes_nothing(tmp_path: Path, case: str, golden: Golden) -> None:
    lines = (
        "chanel phone", "channel fone", "to nobody", "at noon", "day +9999 weeks", "reading levo/nothing=x",
        "reading levo/two-weeks-since=x", "why levo/no-bombardin", "act wait", "show",
    )  # fmt: skip
    golden("authoring/try-mistakes.txt", session(tmp_path, case, *lines))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("day +1", "on Sun 8 Mar 2026, 09:00"),
        ("day -1", "on Fri 6 Mar 2026, 09:00"),
        ("day +2 weeks", "on Sat 21 Mar 2026, 09:00"),
        ("day +3 hours", "on Sat 7 Mar 2026, 12:00"),
        ("day 2026-03-12", "on Thu 12 Mar 2026, 09:00"),
        ("at 8:05", "on Sat 7 Mar 2026, 08:05"),
        ("at 2026-03-12 10:00", "on Thu 12 Mar 2026, 10:00"),
        ("channel letter", "by post"),
        ("to ana, kim", "to Ana Cruz and Kim Lee"),
        ("act thank_you", "a thank-you"),
        ("reading levo/two-weeks-since=thanks", "first-follow-up-window-from-thanks"),
    ],
)
def test_a_line_changes_one_thing(tmp_path: Path, case: str, line: str, told: str) -> None:
    before, _, after = session(tmp_path, case, line).partition(f"> {line}\n")
    assert told in after
    assert told not in before


def test_help_lists_every_word(tmp_path: Path, case: str) -> None:
    from courtesy.authoring.trying import WORDS  # noqa: PLC0415

    output = session(tmp_path, case, "help")
    assert all(word in output for word in WORDS)
