"""What goes on in both workers of a window, kept up to date."""

from __future__ import annotations

from typing import NamedTuple

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.gui.jobs.jobs import Jobs

__all__ = ["STOPPING", "WAITING", "JobRow", "RunningJobs"]

WAITING, RUNNING, STOPPING = "waiting", "running", "being called off"


class JobRow(NamedTuple):
    """A job; `worker` tells apart those of the same number, `total` 0 is not known."""

    worker: str
    number: int
    title: str
    state: str
    done: int = 0
    total: int = 0
    what: str = ""


class RunningJobs(QObject):
    """Listens to the workers, and keeps which jobs go on, or wait.

    Signals
    -------
    changed()
        There are others, or they are elsewhere.
    """

    changed = pyqtSignal()

    def __init__(self, jobs: Jobs, carrier: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: dict[tuple[str, int], JobRow] = {}
        self._workers = {"window": jobs, "transfers": carrier}
        for worker in self._workers.values():
            worker.jobAsked.connect(self._on_asked)
            worker.jobBegun.connect(self._on_begun)
            worker.jobProgressed.connect(self._on_progressed)
            worker.jobEnded.connect(self._on_ended)

    def rows(self) -> list[JobRow]:
        """Return the jobs, in the order in which they were asked for."""
        return list(self._rows.values())

    def cancel(self, row: JobRow) -> None:
        """Call off a job."""
        self._workers[row.worker].cancel(row.number)

    def note_stopping(self, row: JobRow) -> None:
        """Take note that a job is called off, if it still goes on."""
        if (row.worker, row.number) in self._rows:
            self._put(row._replace(state=STOPPING))

    @pyqtSlot(int, str)
    def _on_asked(self, number: int, title: str) -> None:
        self._put(JobRow(self._worker(), number, title, WAITING))

    @pyqtSlot(int)
    def _on_begun(self, number: int) -> None:
        row = self._rows.get((self._worker(), number))
        if row is not None and row.state == WAITING:
            self._put(row._replace(state=RUNNING))

    @pyqtSlot(int, int, int, str)
    def _on_progressed(self, number: int, done: int, total: int, what: str) -> None:
        row = self._rows.get((self._worker(), number))
        if row is not None:
            self._put(row._replace(done=done, total=total, what=what))

    @pyqtSlot(int)
    def _on_ended(self, number: int) -> None:
        if self._rows.pop((self._worker(), number), None) is not None:
            self.changed.emit()

    def _worker(self) -> str:
        sender = self.sender()
        return next(name for name, jobs in self._workers.items() if jobs is sender)

    def _put(self, row: JobRow) -> None:
        self._rows[row.worker, row.number] = row
        self.changed.emit()
