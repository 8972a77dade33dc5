"""The commands of `courtesy case`, as they are typed."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from courtesy_cli.main import cli

CASE = """\
timezone: America/New_York      # mine
candidate: {name: Dana Reyes, email: dana@example.org}
people:
  kim: {name: Kim Lee, role: hiring_manager, email: kim@acme.example}
  raj: {name: Raj Patel, role: interviewer}
events:
  # it went well
  - {event: interview, at: "2026-03-02 14:00", ends: "2026-03-02 15:00", with: [kim, raj]}   # two of them

notes: [hiking]
"""
NEW_OPTIONS = [
    *("--timezone", "Europe/Madrid", "--name", "Elena Prieto", "--email", "elena@example.org"),
    *("--company", "Cierzo: Viajes", "--position", "Tour Manager", "--note", "the Soria itinerary"),
    *("--person", "marta=Marta Gil, hiring_manager, marta.gil@cierzo.example"),
    *("--person", "Javi Ruano, interviewer, +34 91 555 0101"),
    *("--interview", "2027-02-24 12:00", "--ends", "2027-02-24 13:00", "--with", "marta", "--with", "javi"),
    *("--channel", "in_person"),
]
THANKS = """\
From: Dana Reyes <dana@example.org>
To: Kim Lee <kim@acme.example>
Date: Mon, 02 Mar 2026 19:10:00 -0500
Subject: Our conversation
Message-ID: <thanks@mail.example>

Dear Kim,

Thank you for taking the time to speak with me today.

Best regards,
Dana Reyes
"""
NO = """\
From: Raj Patel <raj@home.example>
To: dana@example.org
Date: Thu, 05 Mar 2026 10:00:00 -0500
Subject: Your application
Message-ID: <no@mail.example>

Dear Dana, we have decided to pursue other candidates.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with a case and two mails."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.yaml").write_text(CASE)
    (tmp_path / "thanks.eml").write_text(THANKS)
    (tmp_path / "no.eml").write_text(NO)
    return tmp_path


def run(*arguments: str) -> Result:
    """The command with these arguments, its streams on no terminal."""
    result = CliRunner().invoke(cli, ["case", *arguments], prog_name="courtesy")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def transcript(*commands: list[str]) -> str:
    """What stands on a screen after these commands."""
    shown = ""
    for arguments in commands:
        result = run(*arguments)
        words = [f'"{word}"' if " " in word else word for word in arguments]
        shown += f"$ courtesy case {' '.join(words)}\n"
        shown += "".join(line.rstrip() + "\n" for line in result.output.splitlines())
        shown += f"[{result.exit_code}]\n\n"
    return shown


# ---------------------------------------------------------------- log


@pytest.mark.usefixtures("here")
def test_log_adds_one_line_and_nothing_else(golden: Callable[[str, str], None]) -> None:
    text = transcript(
        ["log", "case.yaml", "thank_you", "--at", "2026-03-02 19:10", "--to", "kim", "--channel", "email", "--dry-run"],
        ["log", "case.yaml", "thank_you", "--at", "2026-03-02 19:10", "--to", "kim", "--channel", "email"],
        ["check", "case.yaml"],
    )
    golden("keeping/log.txt", text)
    new = Path("case.yaml").read_text()
    line = '  - {event: thank_you, at: "2026-03-02 19:10", to: [kim], channel: email}\n'
    assert new == CASE.replace("\n\nnotes", f"\n{line}\nnotes")


@pytest.mark.usefixtures("here")
def test_what_cannot_be_logged_is_told_and_nothing_is_written(golden: Callable[[str, str], None]) -> None:
    Path("broken.yaml").write_text("events: [\n")
    text = transcript(
        ["log", "case.yaml", "reply", "--at", "2026-03-01 09:00", "--from", "kim"],
        ["log", "case.yaml", "follow_upp"],
        ["log", "case.yaml", "reply", "--to", "kin", "--channel", "emial", "--at", "10:00 pm", "--says", "no"],
        ["log", "case.yaml", "timeline_given", "--at", "2026-03-02 15:00"],
        ["log", "case.yaml", "follow_up", "--at", "2026-03-08 02:30"],
        ["log", "case.yaml", "follow_up", "--set", "mood"],
        ["log", "case.yaml", "interview", "--at", "2026-03-02 16:00", "--ends", "2026-03-02 15:00"],
        ["log", "missing.yaml", "follow_up"],
        ["log", ".", "follow_up"],
        ["log", "broken.yaml", "follow_up"],
    )
    golden("keeping/log-refused.txt", text)
    assert Path("case.yaml").read_text() == CASE


def test_log_without_a_moment_means_now(here: Path) -> None:
    assert run("log", "case.yaml", "follow_up", "--to", "raj").exit_code == 0
    (moment,) = re.findall(r'follow_up, at: "(.+?)", to: \[raj\]}', (here / "case.yaml").read_text())
    assert abs(time.time() - time.mktime(time.strptime(moment, "%Y-%m-%d %H:%M"))) < 6 * 3600


def test_every_field_can_be_logged(here: Path) -> None:
    commands = [
        ["timeline_given", "--at", "2026-03-02 15:00", "--by", "2026-03-16", "--from", "kim"],
        ["contact_named", "--at", "2026-03-02 15:00", "--who", "raj", "--from", "kim"],
        ["channel_invited", "--at", "2026-03-02 15:00", "--channel", "phone", "--from", "kim"],
        ["reply", "--at", "2026-03-04 15:00", "--says", "undecided", "--from", "kim"],
        ["interview", "--at", "2026-03-05 15:00", "--ends", "2026-03-05 16:00", "--round", "2", "--with", "raj"],
        ["rejection", "--at", "2026-03-06 15:00"],
    ]
    for command in commands:
        result = run("log", "case.yaml", *command)
        assert result.exit_code == 0, result.output
    assert run("check", "case.yaml").output == (
        "case.yaml: OK, 7 events (2 interviews), 2 people, times in America/New_York\n"
    )
    assert 'by: "2026-03-16"' in (here / "case.yaml").read_text()


def test_of_several_at_once_none_is_lost_without_a_word(here: Path) -> None:
    """Each event stands in the file, or its command said that nothing was written."""
    command = [sys.executable, "-m", "courtesy_cli.main", "case", "log", "case.yaml", "follow_up", "--at"]
    running = [
        subprocess.Popen([*command, f"2026-03-1{day} 09:00"], stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        for day in range(4)
    ]
    told = [process.communicate()[1].decode() for process in running]
    for day, (process, error) in enumerate(zip(running, told, strict=True)):
        stands = f"2026-03-1{day} 09:00" in (here / "case.yaml").read_text()
        assert (process.returncode, "changed-meanwhile" in error) == ((0, False) if stands else (3, True))
    assert run("check", "case.yaml").exit_code == 0
    assert [path.name for path in here.iterdir() if path.suffix == ".part"] == []


# ---------------------------------------------------------------- new, show, check


def test_new_from_options(here: Path, golden: Callable[[str, str], None]) -> None:
    result = run("new", "new.yaml", *NEW_OPTIONS)
    assert (result.exit_code, result.output) == (
        0,
        "new.yaml: written; `courtesy case log new.yaml EVENT` adds what happens next\n",
    )
    golden("keeping/new.yaml", (here / "new.yaml").read_text())
    assert run("check", "new.yaml").exit_code == 0


@pytest.mark.usefixtures("here")
def test_what_new_lacks_is_told_at_once(golden: Callable[[str, str], None]) -> None:
    text = transcript(
        ["new", "new.yaml"],
        ["new", "case.yaml", *NEW_OPTIONS],
        ["new", "new.yaml", *NEW_OPTIONS, "--with", "martha", "--channel", "zoom", "--ends", "13:00"],
        ["new", "new.yaml", *NEW_OPTIONS, "--person", "eva=Eva, boss", "--timezone", "Madrid"],
        ["new", "new.yaml", *NEW_OPTIONS, "--ends", "2027-02-24 11:00"],
        ["new", "missing/new.yaml", *NEW_OPTIONS],
    )
    golden("keeping/new-refused.txt", text)
    assert not Path("new.yaml").exists()
    assert Path("case.yaml").read_text() == CASE


@pytest.mark.usefixtures("here")
def test_show_as_text_and_as_json(golden: Callable[[str, str], None]) -> None:
    golden(
        "keeping/show.txt",
        transcript(
            ["show", "case.yaml", "--at", "2026-03-05 10:00"],
            ["show", "case.yaml", "--at", "tomorrow"],
            ["show", "missing.yaml"],
        ),
    )
    data = json.loads(run("show", "case.yaml", "--at", "2026-03-05 10:00", "--format", "json").stdout)
    assert (data["schema"], data["day"]) == ("courtesy/history/1", 3)


def test_check_tells_all_problems_in_one_run(here: Path, golden: Callable[[str, str], None]) -> None:
    (here / "wrong.yaml").write_text(
        "timezone: America/NewYork\ncompny: Acme\npeople: {kim: {role: boss}}\nevents:\n"
        '  - {event: interviw, at: "2026-03-02 14:00"}\n  - {event: reply, at: soon, from: kin}\n'
    )
    golden("keeping/check.txt", transcript(["check", "wrong.yaml"], ["check", "case.yaml"], ["check", "nowhere.yaml"]))


# ---------------------------------------------------------------- import


@pytest.mark.usefixtures("here")
def test_import_lists_adds_what_is_sure_and_nothing_twice(golden: Callable[[str, str], None]) -> None:
    sources = ["thanks.eml", "no.eml"]
    text = transcript(
        ["import", "case.yaml", *sources],
        ["import", "case.yaml", *sources, "--yes"],
        ["import", "case.yaml", *sources, "--yes", "--is", "raj=Raj@home.example"],
        ["import", "case.yaml", *sources, "--yes", "--is", "raj=raj@home.example"],
        ["check", "case.yaml"],
    )
    golden("keeping/import.txt", text)
    added = [line for line in Path("case.yaml").read_text().splitlines() if "imported" in line]
    assert added == [
        '  - {event: thank_you, at: "2026-03-02 19:10", to: [kim], channel: email}  # imported: <thanks@mail.example>',
        '  - {event: rejection, at: "2026-03-05 10:00", from: raj, channel: email}  # imported: <no@mail.example>',
    ]


@pytest.mark.usefixtures("here")
def test_import_tells_what_it_cannot_use(golden: Callable[[str, str], None]) -> None:
    Path("broken.ics").write_text("hello")
    text = transcript(
        ["import", "case.yaml"],
        ["import", "case.yaml", "missing.eml", "case.yaml", "broken.ics"],
        ["import", "case.yaml", "thanks.eml", "--is", "raj"],
        ["import", "case.yaml", "thanks.eml", "--is", "rai=raj@home.example"],
        ["import", "missing.yaml", "thanks.eml"],
    )
    golden("keeping/import-refused.txt", text)


# ---------------------------------------------------------------- a terminal


def on_terminal(directory: Path, arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """The command on a terminal of its own, each answer typed when it asks."""
    main, child = pty.openpty()
    command = [sys.executable, "-m", "courtesy_cli.main", "case", *arguments]
    process = subprocess.Popen(
        command, stdin=child, stdout=child, stderr=child, cwd=directory, env={**os.environ, "TERM": "dumb"}
    )
    os.close(child)
    os.write(main, "".join(answer + "\n" for answer in answers).encode())
    shown = b""
    end = time.monotonic() + 20
    while time.monotonic() < end and select.select([main], [], [], 20)[0]:
        try:
            piece = os.read(main, 65536)
        except OSError:  # the other end was closed
            break
        if not piece:
            break
        shown += piece
    os.close(main)
    return process.wait(timeout=20), shown.decode()


def test_new_asks_on_a_terminal(here: Path) -> None:
    answers = [
        *("Mars", "Europe/Madrid", "Elena Prieto", "elena@example.org", "", "Cierzo", "Tour Manager"),
        *("Marta Gil", "hiring manager", "marta@cierzo.example", "", "Marta Ruiz", "", "", "", ""),
        *("24/02/2027", "2027-02-24 12:00", "2027-02-24 13:00", "marta", "", "Soria, trains"),
    ]
    status, shown = on_terminal(here, ["new", "asked.yaml"], answers)
    assert status == 0, shown
    assert "year first" in shown
    text = (here / "asked.yaml").read_text()
    assert "  marta: {name: Marta Gil, role: hiring_manager, email: marta@cierzo.example}" in text
    assert "  marta2: {name: Marta Ruiz, role: unknown}" in text
    assert "notes: [Soria, trains]" in text
    assert text.endswith(
        '  - {event: interview, at: "2027-02-24 12:00", ends: "2027-02-24 13:00", with: [marta], channel: in_person}\n'
    )


def test_import_asks_for_each_event_on_a_terminal(here: Path) -> None:
    status, shown = on_terminal(here, ["import", "case.yaml", "thanks.eml", "no.eml"], ["y", "", "offr", "n"])
    assert status == 0, shown
    assert "Is Raj Patel <raj@home.example> Raj Patel (raj) of this case?" in shown
    assert "did you mean `offer`?" in shown
    added = (here / "case.yaml").read_text()
    assert "thank_you" in added
    assert "rejection" not in added
    assert "it can be reply, rejection, offer" in " ".join(shown.split()).replace("channel_invited, ", "")


def test_an_import_leaves_out_what_the_history_makes_impossible(here: Path) -> None:
    """The answers to the other questions are not lost with it."""
    mails = here / "case.yaml"
    mails.write_text(CASE.replace("2026-03-02 1", "2026-03-09 1"))
    status, shown = on_terminal(here, ["import", "case.yaml", "thanks.eml"], ["thank_you"])
    assert status == 0, shown
    assert "before-interview" in shown
    assert mails.read_text() == CASE.replace("2026-03-02 1", "2026-03-09 1")


def test_an_interrupted_question_leaves_the_file_alone(here: Path) -> None:
    status, shown = on_terminal(here, ["import", "case.yaml", "thanks.eml"], ["\x04"])
    assert status == 1
    assert "Traceback" not in shown
    assert (here / "case.yaml").read_text() == CASE


# ---------------------------------------------------------------- completion


@pytest.mark.parametrize(
    ("arguments", "incomplete", "expected"),
    [
        (["case", "log", "case.yaml"], "contact_", {"contact_lookup", "contact_named"}),
        (["case", "log", "case.yaml", "reply", "--channel"], "in_", {"in_person"}),
        (["case", "log", "case.yaml", "reply", "--says"], "un", {"undecided"}),
        (["case", "log", "case.yaml", "reply", "--from"], "", {"kim", "raj"}),
        (["case", "log", "missing.yaml", "reply", "--from"], "", set()),
    ],
)
@pytest.mark.usefixtures("here")
def test_the_shell_completes_words_and_people(arguments: list[str], incomplete: str, expected: set[str]) -> None:
    completion = ShellComplete(cli, {}, "courtesy", "_COURTESY_COMPLETE")
    assert {item.value for item in completion.get_completions(arguments, incomplete)} == expected
