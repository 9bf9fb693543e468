"""Work in a thread beside the window: for arrays that are in memory already, never for files."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from PyQt5.QtCore import QObject, Qt, pyqtSignal, pyqtSlot

__all__ = ["Background"]


class Background(QObject):
    """Runs one thing after another, and tells what came of the newest.

    An error in it comes up in the thread of the window, as if it had happened there.

    Signals
    -------
    returned(object)
        What the newest returned; never that of an older one.
    """

    returned = pyqtSignal(object)
    _ended = pyqtSignal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="picture")
        self._newest = 0
        self._waiting: Future[object] | None = None
        # Queued, because what ends at once calls back in this thread, before `run` returns.
        queued = Qt.ConnectionType.QueuedConnection
        self._ended.connect(self._on_ended, queued)  # type: ignore[call-arg]

    def run(self, work: Callable[[], object]) -> None:
        """Run it; what was asked before is not told any more, and not begun if it was waiting."""
        self.forget()
        number = self._newest
        self._waiting = self._threads.submit(work)
        self._waiting.add_done_callback(partial(self._tell, number))

    def forget(self) -> None:
        """Do not tell what was asked before, nor begin with it."""
        self._newest += 1
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _tell(self, number: int, ended: Future[object]) -> None:
        """Tell the thread of the window."""
        with suppress(RuntimeError):  # the window was closed meanwhile, and this object with it
            self._ended.emit(number, ended)

    @pyqtSlot(int, object)
    def _on_ended(self, number: int, ended: Future[object]) -> None:
        if ended.cancelled():
            return
        result = ended.result()
        if number == self._newest:
            self.returned.emit(result)
