"""The server ends while it may still be looking at a pack: the copy goes after the look, and no look follows."""

import threading
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from courtesy.lsp.knowledge import Knowledge, forget, look
from courtesy.lsp.mirror import Mirror


def pack(directory: Path) -> Path:
    (directory / "school").mkdir(parents=True)
    (directory / "school" / "source.yaml").write_text("id: school\n", encoding="utf-8")
    return directory


def test_forgetting_waits_for_the_look_that_is_under_way(tmp_path: Path) -> None:
    knowledge = Knowledge(mirror=Mirror(pack(tmp_path / "pack")))
    knowledge.mirror.refresh({})
    ended = threading.Event()
    knowledge.lock.acquire()

    def end() -> None:
        forget(knowledge)
        ended.set()

    waiting = threading.Thread(target=end)
    waiting.start()
    assert not ended.wait(0.2)
    assert knowledge.mirror.copy.exists()
    knowledge.lock.release()
    assert ended.wait(5)
    waiting.join()
    assert not knowledge.mirror.copy.exists()


def test_a_look_after_the_end_looks_at_nothing(tmp_path: Path) -> None:
    knowledge = Knowledge(mirror=Mirror(pack(tmp_path / "pack")))
    forget(knowledge)
    look(knowledge, {})
    assert knowledge.report is None
    assert not knowledge.mirror.copy.exists()
