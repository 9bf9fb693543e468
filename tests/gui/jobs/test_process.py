"""The process of the worker: what it imports, what it leaves behind, that it never stays alone."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.jobs import Jobs
from job_listener import Heard, answer_to, failure_of
from worker_requests import (
    Counting,
    Deaf,
    Die,
    Echo,
    Environment,
    HoldGil,
    Modules,
    ProcessNumber,
    Warn,
)

WINDOW = """
import sys
from PyQt5.QtCore import QCoreApplication, QEventLoop
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ListPlaces
{imports}

class Window(QCoreApplication):
    def _on_answered(self, answer):
        print(answer, flush=True)

app = Window([])
jobs = Jobs({arguments})
jobs.start()
loop = QEventLoop()
{asks}
loop.exec()
{rest}
"""


def window(*, imports: str = "", arguments: str = "", asks: str, rest: str = "") -> list[str]:
    """Return the command of a program that asks."""
    text = WINDOW.format(imports=imports, arguments=arguments, asks=asks, rest=rest)
    return [sys.executable, "-c", text]


def environment() -> dict[str, str]:
    """Return the variables of a program that imports what the tests import."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_neither_side_imports_what_is_the_other_ones(qtbot: QtBot, jobs: Jobs) -> None:
    command = window(
        asks="job = jobs.ask(ListPlaces()); job.finished.connect(loop.quit)",
        rest="jobs.close(); print(*sys.modules)",
    )
    result = subprocess.run(
        command, env=environment(), capture_output=True, text=True, check=True, timeout=60
    )
    ours = set(result.stdout.split())
    assert {"PyQt5.QtCore", "dcsgui.gui.jobs.process"} <= ours
    for name in ("h5py", "numpy", "dcsgui.core.objects", "dcsgui.core.files"):
        assert name not in ours
    theirs = set(answer_to(qtbot, jobs, Modules()))
    assert {name for name in theirs if name.startswith(("PyQt5", "pyqtgraph"))} == set()


def test_the_worker_uses_one_core(qtbot: QtBot, jobs: Jobs) -> None:
    assert answer_to(qtbot, jobs, Environment())["OPENBLAS_NUM_THREADS"] == "1"


def test_what_an_action_prints_does_not_reach_the_output_of_the_window(
    qtbot: QtBot, jobs: Jobs, capfd: pytest.CaptureFixture[str]
) -> None:
    answer_to(qtbot, jobs, Warn())
    assert capfd.readouterr() == ("", "")


def children() -> set[int]:
    """Return the processes that this one has started, zombies too."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    every = [Path(f"/proc/self/task/{task}/children") for task in os.listdir("/proc/self/task")]
    return {int(n) for path in [listed, *every] if path.exists() for n in path.read_text().split()}


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def workers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("worker ")]


def test_nothing_is_left(qtbot: QtBot, jobs: Jobs) -> None:
    before = children() - {answer_to(qtbot, jobs, ProcessNumber())}
    failure_of(qtbot, jobs, Die("/calib/a.h5"))
    answer_to(qtbot, jobs, Echo(1))
    assert len(children() - before) == 1
    jobs.close()
    assert children() - before == set()
    qtbot.waitUntil(lambda: not workers())


def test_many_arrays_leave_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    def memory() -> int:
        """Return the resident kilobytes of the worker, shared memory in use included."""
        lines = Path(f"/proc/{number}/status").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    number = answer_to(qtbot, jobs, ProcessNumber())
    for _ in range(5):
        answer_to(qtbot, jobs, Counting((1000, 1000)))
    gc.collect()
    before, memory_before = descriptors(), memory()
    theirs = len(os.listdir(f"/proc/{number}/fd"))
    for _ in range(50):
        answer_to(qtbot, jobs, Counting((1000, 1000)))
    gc.collect()
    assert descriptors() <= before
    assert len(os.listdir(f"/proc/{number}/fd")) <= theirs
    assert memory() - memory_before < 8000


@pytest.mark.parametrize("busy", [None, Deaf(60.0), HoldGil(60.0)])
def test_the_worker_dies_with_the_window(qtbot: QtBot, busy: object) -> None:
    asks = "job = jobs.ask(ProcessNumber()); job.answered.connect(app._on_answered)"
    if busy is not None:
        asks += f"; jobs.ask({busy!r})"
    command = window(
        imports="from worker_requests import *",
        arguments="actions='worker_actions'",
        asks=asks,
    )
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        worker = int(program.stdout.readline())
        program.kill()
    qtbot.waitUntil(lambda: not Path(f"/proc/{worker}").exists() or _is_zombie(worker))


def _is_zombie(number: int) -> bool:
    """Return whether a process is over, though nobody took notice: no init where tests run."""
    try:
        return ") Z " in Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return True


def test_an_interrupt_from_the_keyboard_is_not_for_the_worker(qtbot: QtBot, jobs: Jobs) -> None:
    number = answer_to(qtbot, jobs, ProcessNumber())
    os.kill(number, signal.SIGINT)
    assert answer_to(qtbot, jobs, ProcessNumber()) == number


def test_closing_before_the_process_is_there(qtbot: QtBot, jobs: Jobs) -> None:
    heard = Heard(jobs.ask(Echo(1)))
    before = children()
    jobs.close()
    assert heard.words == ["finished"]
    qtbot.waitUntil(lambda: not workers())
    assert children() <= before
