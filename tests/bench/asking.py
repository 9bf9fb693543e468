"""Ask the worker process: its start, an empty question, a page of rows, an array of 50 MB."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import h5py
import numpy as np
from PyQt5.QtCore import QCoreApplication, QEventLoop, QTimer

from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import Request
from tests.bench.harness import Bench, Row, in_turns, milliseconds, note

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from worker_requests import ACTIONS, Echo, HoldGil, ProcessNumber, ReadX, Rows

NEEDS = ()

SHAPE = (3, 8, 512, 1024)


class Asker:
    """Asks, and waits in an event loop; keeps the longest gap in it, in seconds."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._last = 0.0
        self.gap = 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self._on_tick)

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.gap = max(self.gap, now - self._last)
        self._last = now

    def ask(self, request: Request[Any]) -> list[Any]:
        """Return the pieces of the answer."""
        pieces: list[Any] = []
        loop = QEventLoop()
        job = self._jobs.ask(request)
        job.answered.connect(pieces.append)
        job.finished.connect(loop.quit)
        self._last = time.perf_counter()
        self._timer.start(1)
        loop.exec()
        self._timer.stop()
        return pieces


def rows(bench: Bench) -> list[Row]:
    """Measure the start of a worker, and what asking it costs beside the work itself."""
    _app = QCoreApplication.instance() or QCoreApplication([])
    jobs = Jobs(actions=ACTIONS)
    begin = time.perf_counter()
    jobs.start()
    started = time.perf_counter() - begin
    asker = Asker(jobs)
    (number,) = asker.ask(ProcessNumber())
    first = time.perf_counter() - begin
    asker.ask(ReadX(str(_file(bench))))
    asker.ask(HoldGil(0.1))
    idle = _kilobytes(number)
    empty, page = in_turns(
        lambda: asker.ask(Echo()), lambda: asker.ask(Rows(1, 2000)), runs=bench.runs(30)
    )
    (alone,) = in_turns(_reading(bench), runs=bench.runs(15))
    (asked,) = in_turns(lambda: asker.ask(ReadX(str(_file(bench)))), runs=bench.runs(15))
    asker.ask(Rows(7, 2000))
    jobs.close()
    more = median(asked) - median(alone)
    note(f"an empty question: {milliseconds(empty)}")
    note(f"a page of 2,000 rows: {milliseconds(page)}")
    note(f"reading 50 MB here: {milliseconds(alone)}; in the worker: {milliseconds(asked)}")
    return [
        Row("starting a worker, in the thread of the window", 1e3 * started, 10.0, "ms"),
        Row("from there to the first answer", 1e3 * first, 200.0, "ms"),
        Row("an empty question", 1e3 * median(empty), 2.0, "ms"),
        Row("a page of 2,000 rows", 1e3 * median(page), 30.0, "ms"),
        Row("50 MB from the worker, more than here", 1e3 * more, 10.0, "ms"),
        Row("longest gap in the event loop meanwhile", 1e3 * asker.gap, 50.0, "ms"),
        Row("memory of the idle worker", idle / 1024, 60.0, "MB"),
    ]


def _file(bench: Bench) -> Path:
    """Return a file with 50 MB in a dataset "x"."""
    path = bench.directory / "asking-x.h5"
    if not path.exists():
        with h5py.File(path, "w") as file:
            file["x"] = np.random.default_rng(260).normal(size=SHAPE).astype("f4")
    return path


def _reading(bench: Bench) -> Any:
    """Return what reads the file in this process, into memory that is warm."""
    path = _file(bench)
    values = np.ones(SHAPE, "f4")

    def read() -> None:
        with h5py.File(path) as file:
            file["x"].read_direct(values)

    return read


def _kilobytes(process: int) -> int:
    """Return the proportional set size of a process."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
