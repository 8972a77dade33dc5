"""A file is replaced at once or not at all, whatever happens in between."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from courtesy.keeping.replacement import Snapshot, create_file, replace_file, take_snapshot

OLD, NEW = b"old text\n" * 300, b"new text\n" * 500
LIMIT = 1 << 20

# Dies before, in the middle of, or after the n-th call by which the module touches the disk: no handler runs
# any more, as when the machine loses its power.
KILLED = """
import os, sys
from pathlib import Path
from courtesy.keeping import replacement

death, phase, path = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
calls = 0

def mortal(name, call):
    def wrapped(*args, **options):
        global calls
        calls += 1
        if calls == death and phase == "before":
            os._exit(9)
        if calls == death and phase == "during" and name == "write":
            call(args[0], bytes(args[1])[: len(args[1]) // 2])
            os._exit(9)
        answer = call(*args, **options)
        if calls == death:
            os._exit(9)
        return answer
    return wrapped

snapshot, _ = replacement.take_snapshot(path, 1 << 20)
for name in ("open", "write", "fchown", "fchmod", "fsync", "close", "replace", "link", "unlink"):
    setattr(os, name, mortal(name, getattr(os, name)))
if sys.argv[4] == "replace":
    problems = replacement.replace_file(snapshot, sys.stdin.buffer.read())
else:
    problems = replacement.create_file(path, sys.stdin.buffer.read())
print(calls, problems)
"""


def _run(path: Path, death: int, phase: str, task: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(death), phase, str(path), task],
        input=NEW,
        capture_output=True,
        check=False,
    )


def _snapshot(path: Path) -> Snapshot:
    snapshot, problems = take_snapshot(path, LIMIT)
    assert snapshot is not None, problems
    return snapshot


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["before", "during", "after"])
@pytest.mark.parametrize("task", ["replace", "create"])
def test_a_process_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path: Path, phase: str, task: str) -> None:
    """Killed at every call in turn, until one run survives: at no point is there a third state."""
    path = tmp_path / "case.yaml"
    states = []
    for death in range(1, 40):
        path.unlink(missing_ok=True)
        if task == "replace":
            path.write_bytes(OLD)
        run = _run(path, death, phase, task)
        states.append(path.read_bytes() if path.exists() else b"")
        if run.returncode == 0:
            assert run.stdout.endswith(b" ()\n"), run.stdout
            break
        assert run.returncode == 9, run.stderr
    assert len(states) > 6
    assert set(states) == {OLD if task == "replace" else b"", NEW}
    assert states == sorted(states, key=[OLD, b"", NEW].index), "once new, it stays new"


def test_the_new_bytes_stand_in_the_file_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(OLD)
    assert replace_file(_snapshot(path), NEW) == ()
    assert path.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [path]


def test_the_mode_stays(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(OLD)
    path.chmod(0o640)
    assert replace_file(_snapshot(path), NEW) == ()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "case.yaml", tmp_path / "link.yaml"
    target.write_bytes(OLD)
    link.symlink_to(Path("there") / "case.yaml")
    assert replace_file(_snapshot(link), NEW) == ()
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_a_change_by_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(OLD)
    snapshot = _snapshot(path)
    path.write_bytes(b"theirs")
    (problem,) = replace_file(snapshot, NEW)
    assert problem.code == "changed-meanwhile"
    assert problem.message == f"`{path}` was changed by somebody else since it was read"
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_was_removed_meanwhile_is_not_brought_back(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(OLD)
    snapshot = _snapshot(path)
    path.unlink()
    (problem,) = replace_file(snapshot, NEW)
    assert problem.code in {"unwritable-file", "write-protected"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", ["open", "write", "fsync", "fchmod"])
def test_a_disk_that_fails_leaves_the_old_file_and_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(OLD)
    snapshot = _snapshot(path)

    def full(*_arguments: object) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, call, full)
    problems = replace_file(snapshot, NEW)
    monkeypatch.undo()
    assert [problem.message for problem in problems] == [f"cannot write `{path}`: no space left on device"]
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(OLD)
    snapshot = _snapshot(path)
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, bytes(data)[:7]))
    assert replace_file(snapshot, NEW) == ()
    monkeypatch.undo()
    assert path.read_bytes() == NEW


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is write-protected for root")
def test_a_write_protected_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(OLD)
    path.chmod(0o444)
    (problem,) = replace_file(_snapshot(path), NEW)
    assert problem.code == "write-protected"


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    assert create_file(path, NEW) == ()
    assert path.read_bytes() == NEW
    (problem,) = create_file(path, OLD)
    assert problem.code == "file-exists"
    dangling = tmp_path / "link.yaml"
    dangling.symlink_to("nowhere.yaml")
    (problem,) = create_file(dangling, OLD)
    assert problem.code == "file-exists"
    assert sorted(tmp_path.iterdir()) == [path, dangling]


def test_a_name_that_was_taken_while_writing_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case.yaml"
    real = os.fsync

    def taken(descriptor: int) -> None:
        path.write_bytes(b"theirs")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", taken)
    (problem,) = create_file(path, NEW)
    assert problem.code == "file-exists"
    assert path.read_bytes() == b"theirs"


def test_where_there_are_no_hard_links_a_new_file_is_still_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_arguments: object) -> None:
        raise PermissionError(1, os.strerror(1))

    monkeypatch.setattr(os, "link", unsupported)
    path = tmp_path / "case.yaml"
    assert create_file(path, NEW) == ()
    assert path.read_bytes() == NEW
    (problem,) = create_file(path, OLD)
    assert problem.code == "file-exists"


@pytest.mark.parametrize(
    ("name", "code"), [("missing.yaml", "missing-file"), (".", "directory"), ("missing/case.yaml", "missing-file")]
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, code: str) -> None:
    snapshot, problems = take_snapshot(tmp_path / name, LIMIT)
    assert snapshot is None
    assert [problem.code for problem in problems] == [code]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.yaml")
    snapshot, (problem,) = take_snapshot(tmp_path / "case.yaml", LIMIT)
    assert snapshot is None
    assert problem.message == f"`{tmp_path / 'case.yaml'}` is neither a file nor a link to one"


def test_a_file_above_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"x" * 11)
    snapshot, (problem,) = take_snapshot(path, 10)
    assert snapshot is None
    assert problem.message == f"`{path}` is larger than the limit of 10 bytes"
