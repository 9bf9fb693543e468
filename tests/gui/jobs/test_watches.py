from __future__ import annotations

import os
import signal
from pathlib import Path

from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.watches import Watches
from dcsgui.gui.worker.messages import Watch
from job_listener import answer_to
from worker_requests import ProcessNumber


def test_owners_share_what_is_watched() -> None:
    watches = Watches()
    assert watches.replace("tree", ["/b", "/a"])
    assert not watches.replace("table", ["/a"])
    assert not watches.replace("tree", ["/a", "/b"])
    assert watches.message() == Watch(("/a", "/b"), {})
    assert watches.replace("tree", [])
    assert watches.message() == Watch(("/a",), {})


def test_what_is_first_seen_has_not_changed() -> None:
    watches = Watches()
    watches.replace("tree", ["/a", "/b"])
    assert watches.changed({"/a": (1,), "/b": None}) == ()
    assert watches.changed({"/a": (2,), "/b": None}) == ("/a",)
    assert watches.changed({"/b": (1,)}) == ("/b",)
    assert watches.changed({"/a": None}) == ("/a",)
    assert watches.message().known == {"/a": None, "/b": (1,)}


def test_what_is_not_watched_any_more_is_forgotten() -> None:
    watches = Watches()
    watches.replace("tree", ["/a"])
    watches.changed({"/a": (1,)})
    watches.replace("tree", ["/b"])
    assert watches.changed({"/a": (2,)}) == ()
    watches.replace("tree", ["/a"])
    assert watches.changed({"/a": (3,)}) == ()


def seen(jobs: Jobs, *paths: Path) -> bool:
    """Return whether the worker has told about all of these."""
    return {str(path) for path in paths} <= set(jobs._watches.message().known)


def test_changes_are_told(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    file, new = tmp_path / "a.h5", tmp_path / "new.h5"
    file.write_text("one")
    jobs.watch("tree", map(str, [file, new, tmp_path]))
    qtbot.waitUntil(lambda: seen(jobs, file, new, tmp_path))
    with qtbot.waitSignal(jobs.pathsChanged) as told:
        file.write_text("other")
    assert told.args == [(str(file),)]
    with qtbot.waitSignal(jobs.pathsChanged) as told:
        new.write_text("new")
    assert set(told.args[0]) == {str(new), str(tmp_path)}
    with qtbot.waitSignal(jobs.pathsChanged) as told:
        file.chmod(0)
    assert told.args == [(str(file),)]
    with qtbot.waitSignal(jobs.pathsChanged) as told:
        file.unlink()
    assert set(told.args[0]) == {str(file), str(tmp_path)}


def test_a_change_while_the_worker_is_replaced_is_told(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    file = tmp_path / "a.h5"
    file.write_text("one")
    jobs.watch("tree", [str(file)])
    number = answer_to(qtbot, jobs, ProcessNumber())
    qtbot.waitUntil(lambda: seen(jobs, file))
    with qtbot.waitSignals([jobs.workerReplaced, jobs.pathsChanged]):
        os.kill(number, signal.SIGKILL)
        file.write_text("other")
