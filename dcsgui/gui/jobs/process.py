"""A worker process as the window sees it: started, written to, listened to, in threads."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from queue import SimpleQueue
from typing import NamedTuple, TypeAlias

from dcsgui.gui.jobs.unpacking import unpack
from dcsgui.gui.worker.anonymous import anonymous_file
from dcsgui.gui.worker.channel import Channel
from dcsgui.gui.worker.messages import (
    Alive,
    Answered,
    Ask,
    Cancel,
    Done,
    Failed,
    Message,
    Progressed,
    Released,
    Started,
    Warned,
    Watch,
    Watched,
)

__all__ = ["Answer", "Ended", "JobNews", "News", "WorkerProcess"]

KEPT = 16384
"""How many of the last bytes that a worker wrote to its standard error are shown."""

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class Answer(NamedTuple):
    """An answer, or a piece of it, taken out of its message; nothing comes after the `last`."""

    job: int
    value: object
    last: bool


class Ended(NamedTuple):
    """The process is over: killed by signal ``-status``, or exited; and its last words."""

    status: int
    words: str


JobNews: TypeAlias = Started | Alive | Progressed | Warned | Answer | Failed | Done
News: TypeAlias = JobNews | Watched | Ended


class WorkerProcess:
    """A worker process, and the two threads that talk with it.

    Parameters
    ----------
    package : str
        Where the worker looks actions up.
    deliver : callable
        Called, in a thread, with this object and each piece of news; `Ended` is the last.
    environment : mapping of str to str
        Variables that are others for it than for this process.
    """

    def __init__(
        self,
        package: str,
        deliver: Callable[[WorkerProcess, News], None],
        environment: Mapping[str, str],
    ) -> None:
        self._package = package
        self._environment = environment
        self._deliver = deliver
        self._outgoing: SimpleQueue[Message | None] = SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._unwanted: int | None = None
        self._thread = threading.Thread(target=self._live, name="worker reader", daemon=True)

    def start(self) -> None:
        """Start it; this does not wait for anything."""
        self._thread.start()

    def send(self, message: Message) -> None:
        """Send a message, in a thread of its own: the worker may be slow to read."""
        self._outgoing.put(message)

    def kill(self, signum: int = signal.SIGKILL) -> None:
        """Send a signal to the process; if it is only being started, as soon as it is there."""
        with self._guard:
            if self._process is None:
                self._unwanted = signum
            else:
                self._process.send_signal(signum)

    def join(self, seconds: float) -> None:
        """Wait for the end of the process, but not longer than this."""
        self._thread.join(seconds)

    # in the thread, from here on

    def _live(self) -> None:
        """Start the process, deliver what it says, and how it ended."""
        try:
            words = anonymous_file("dcsgui worker errors")
            try:
                status = self._run(words)
                said = _tail(words)
            finally:
                os.close(words)
        except OSError as error:  # no memory, no descriptors, no such program
            status, said = 1, str(error)
        self._deliver(self, Ended(status, said))

    def _run(self, words: int) -> int:
        """Start the process, deliver what it says, and return how it ended."""
        ours, theirs = socket.socketpair()
        channel = Channel(ours)
        try:
            with theirs:
                process = subprocess.Popen(  # noqa: S603 - this program itself
                    [
                        sys.executable,
                        "-P",
                        "-m",
                        "dcsgui.gui.worker",
                        str(theirs.fileno()),
                        self._package,
                    ],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=words,
                    stderr=words,
                    env={**_usual_environment(), **self._environment},
                    start_new_session=True,
                )
            with self._guard:
                self._process = process
                if self._unwanted is not None:
                    process.send_signal(self._unwanted)
            threading.Thread(
                target=_write, args=(channel, self._outgoing), name="worker writer", daemon=True
            ).start()
            self._listen(channel)
            return process.wait()
        finally:
            self._outgoing.put(None)
            channel.close()

    def _listen(self, channel: Channel) -> None:
        """Deliver what the process says, as long as it does."""
        with contextlib.suppress(EOFError):
            while True:
                self._pass_on(*channel.receive())

    def _pass_on(self, message: Message, descriptors: Sequence[int]) -> None:
        """Deliver a message."""
        if isinstance(message, Answered):
            self._deliver(self, self._opened(message, descriptors))
        elif not isinstance(message, Ask | Cancel | Watch | Released):
            self._deliver(self, message)

    def _opened(self, message: Answered, descriptors: Sequence[int]) -> Answer | Failed:
        """Return the answer of a message, or that it can't be taken out of it."""
        released = partial(_release, self._outgoing)
        try:
            value = unpack(message, descriptors, released=released)
        except Exception as error:  # noqa: BLE001 - edge: told to who asked, with the traceback
            reason = traceback.format_exception_only(error)[-1].strip()
            details = "".join(traceback.format_exception(error))
            self.send(Cancel(message.job))  # no use in more pieces
            sentence = f"An answer can't be shown: {reason}"
            return Failed(message.job, type(error).__name__, sentence, details)
        return Answer(message.job, value, message.last)


def _release(outgoing: SimpleQueue[Message | None], segment: int) -> None:
    """Tell the worker that a piece of shared memory is not needed any more."""
    outgoing.put(Released(segment))


def _write(channel: Channel, outgoing: SimpleQueue[Message | None]) -> None:
    """Send messages to the process until the end of them, or its own."""
    while (message := outgoing.get()) is not None:
        try:
            channel.send(message)
        except OSError:  # whoever listens to it learns it too
            return


def _usual_environment() -> dict[str, str]:
    """Return the variables of the process: it finds the same modules, and uses one core."""
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)  # noqa: PTH100
    return {**os.environ, "PYTHONPATH": path, **dict.fromkeys(ONE_THREAD, "1")}


def _tail(descriptor: int) -> str:
    """Return the last that was written to a file."""
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, KEPT, max(0, size - KEPT)).decode(errors="replace")
