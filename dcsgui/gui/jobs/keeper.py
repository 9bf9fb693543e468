"""Keeping a worker process running: it is started, watched, and replaced when it is lost."""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Mapping

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from dcsgui.gui.jobs.inbox import Inbox
from dcsgui.gui.jobs.losses import Loss
from dcsgui.gui.jobs.process import Ended, News, WorkerProcess
from dcsgui.gui.worker.messages import Message, Watched

__all__ = ["Keeper"]

LAST_WORDS = 300
"""Milliseconds that a hung worker gets to write where it hangs."""

MOST_FAILURES = 3
"""How many workers may be lost one after the other without having begun a job."""

FAILURES_WITHIN = 10.0
"""Seconds, beside the patience with each, in which these count."""

PARTING = 1.0
"""Seconds to wait for the end of the last worker."""


class Keeper(QObject):
    """Keeps one worker process running.

    Parameters
    ----------
    package : str
        Where the worker looks actions up.
    patience : float
        Seconds without a sign of life after which a worker that has something to do is hung.
    environment : mapping of str to str
        Variables that are others for the worker than for this process.

    Signals
    -------
    newsCame(object)
        A message or an answer of the worker.
    workerLost(Loss)
        The worker is gone; `start` makes a new one.
    """

    newsCame = pyqtSignal(object)
    workerLost = pyqtSignal(object)

    def __init__(
        self, parent: QObject, *, package: str, patience: float, environment: Mapping[str, str]
    ) -> None:
        super().__init__(parent)
        self._package = package
        self._environment = environment
        self._patience = patience
        self._inbox = Inbox(self._take, self)
        self._process: WorkerProcess | None = None
        self._sign = 0.0
        self._looked = 0.0
        self._silent = False
        self._wanted = False
        self._failures: deque[float] = deque(maxlen=MOST_FAILURES)
        self._last_failure: Loss | None = None

    @property
    def running(self) -> bool:
        """Whether there is a worker, or one is being started."""
        return self._process is not None

    @property
    def given_up(self) -> Loss | None:
        """How workers are lost that do not even begin; None if it can be tried (again)."""
        if len(self._failures) < MOST_FAILURES:
            return None
        first, last = self._failures[0], self._failures[-1]
        window = FAILURES_WITHIN + MOST_FAILURES * self._patience
        over = last - first > window or time.monotonic() - last > FAILURES_WITHIN
        return None if over else self._last_failure

    def start(self) -> None:
        """Start a worker, without waiting for it."""
        self._silent = self._wanted = False
        self._process = WorkerProcess(self._package, self._deliver, self._environment)
        self.expect()
        self._process.start()

    def send(self, message: Message) -> None:
        """Send a message to the worker, if there is one."""
        if self._process is not None:
            self._process.send(message)

    def expect(self) -> None:
        """Count the time without a sign of life from here on."""
        self._sign = self._looked = time.monotonic()

    def look(self) -> None:
        """End a worker that gives no sign of life; to be called often while there is work."""
        now = time.monotonic()
        if now - self._looked > max(1.0, self._patience / 2):  # it was this process that slept
            self._sign = now
        self._looked = now
        if self._process is None or self._silent or now - self._sign <= self._patience:
            return
        self._silent = True
        self._process.kill(signal.SIGABRT)  # it writes where it hangs, and ends
        QTimer.singleShot(LAST_WORDS, self._on_words_over)

    def _on_words_over(self) -> None:
        """Do not wait any longer for the end of a hung worker: the system may not end it now."""
        if self._process is not None and self._silent:
            self._process.kill()
            self._lose(Loss(None, silent=self._patience))

    def end_worker(self) -> None:
        """End the worker, because what it does is not wanted any more."""
        if self._process is not None and not self._wanted:
            self._wanted = True
            self._process.kill()

    def count_failure(self, loss: Loss) -> None:
        """Note that a worker was lost that was not busy with a job."""
        self._failures.append(time.monotonic())
        self._last_failure = loss

    def count_success(self) -> None:
        """Note that a worker began a job."""
        self._failures.clear()

    def close(self) -> None:
        """End the worker, after the change that it is making."""
        process, self._process = self._process, None
        if process is not None:
            process.kill(signal.SIGTERM)
            process.join(PARTING)

    def _deliver(self, process: WorkerProcess, news: News) -> None:
        """Take news in the thread of the process."""
        if not isinstance(news, Watched):
            self._sign = time.monotonic()
        self._inbox.put((process, news))

    def _take(self, item: tuple[WorkerProcess, News]) -> None:
        """Take news in the event loop; those of a worker that was given up are too late."""
        process, news = item
        if process is not self._process:
            return
        if isinstance(news, Ended):
            silent = self._patience if self._silent else None
            self._lose(Loss(news.status, silent, wanted=self._wanted, words=news.words))
        else:
            self.newsCame.emit(news)

    def _lose(self, loss: Loss) -> None:
        """Tell that the worker is lost."""
        self._process = None
        self.workerLost.emit(loss)
