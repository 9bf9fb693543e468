"""Doing one thing in a process of its own, which may crash, hang or ask for all memory.

A file made for it can crash the HDF5 library, and no ``try`` helps against that. So whatever may
meet such a file runs in a copy of this process (a fork, some 3 ms); the answer and how far it is
come back through a pipe.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import IO, TypeVar, cast

from dcsgui.core.values.errors import Damaged, DCError
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["LostError", "isolated"]

Answer = TypeVar("Answer")

PATIENCE = 60.0
"""Seconds without a sign of life before the process is given up."""

ROOM = 2**32
"""Bytes that it may take beyond what there is already."""

LOOK = 0.1
"""Seconds between two looks whether the work was called off."""

_OFTEN = 0.05  # seconds between two reports of how far it is


class LostError(Damaged):
    """The process crashed, hung or asked for too much memory; the sentence says which."""


def isolated(
    function: Callable[[Progress], Answer],
    *,
    what: str,
    progress: Progress = QUIET,
    patience: float = PATIENCE,
    room: int = ROOM,
) -> Answer:
    """Run a function in a process of its own, and return what it answers.

    Parameters
    ----------
    function
        Gets a `Progress` to report to; returns something that can be pickled.
    what : str
        What it reads, for the sentence if it is lost.
    progress : Progress
        Hears what the function reports; can call it off.
    patience : float
        Seconds without an answer or a report before the process is given up.
    room : int
        Bytes of memory that it may take.

    Raises
    ------
    LostError
        The process ended without an answer. It is `Damaged`.
    DCError
        Whatever the function raises.
    RuntimeError
        Another exception in the function, a mistake of the program, with its traceback.

    Examples
    --------
    >>> isolated(lambda progress: 6 * 7, what="a number")
    42
    """
    receive, send = _FORK.Pipe(duplex=False)
    with tempfile.TemporaryFile() as words:
        child = _FORK.Process(target=_work, args=(function, send, words.fileno(), room))
        _start(child)
        send.close()
        try:
            kind, answer = _answer_of(receive, progress, patience)
        except EOFError:
            child.join()
            raise _lost(child.exitcode or 0, what, words) from None
        except TimeoutError:
            raise LostError(
                f"Reading {what} was given up after {patience:g} s without progress. The file is "
                f"damaged or forged, or its disk does not answer; restore it from a copy."
            ) from None
        finally:
            child.kill()
            child.join()
            receive.close()
    if kind == REFUSED and isinstance(answer, DCError):
        raise answer
    return cast("Answer", answer)


_FORK = get_context("fork")

PROGRESS, ANSWER, REFUSED = "progress", "answer", "refused"
"""What comes through the pipe."""


def _start(child: ForkProcess) -> None:
    """Fork; from Python 3.12 on that warns of other threads, which might hold a lock for ever.

    h5py takes its own lock before a fork and gives it back on both sides.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child.start()


def _answer_of(receive: Connection, progress: Progress, patience: float) -> tuple[str, object]:
    """Wait for the answer, and pass on how far it is; `EOFError` if the process is gone."""
    deadline = time.monotonic() + patience
    while True:
        if not receive.poll(LOOK):
            progress.check()
            if time.monotonic() > deadline:
                raise TimeoutError
            continue
        kind, value = receive.recv()
        if kind != PROGRESS:
            return kind, value
        deadline = time.monotonic() + patience
        progress.report(*value)


def _lost(status: int, what: str, words: IO[bytes]) -> Exception:
    if status < 0:
        name = signal.Signals(-status).name
        return LostError(
            f"Reading {what} makes the HDF5 library crash ({name}). The file is damaged or "
            f"forged; do not open it with other programs, and restore it from a copy."
        )
    words.seek(0)
    said = words.read().decode("utf-8", "replace").strip()
    return RuntimeError(f"The process that read {what} failed:\n{said}")


class _Reports(Progress):
    """Sends how far it is, now and then."""

    def __init__(self, send: Connection) -> None:
        self._send, self._last = send, 0.0

    def report(self, done: int, total: int, what: str = "") -> None:
        now = time.monotonic()
        if now - self._last >= _OFTEN:
            self._last = now
            self._send.send((PROGRESS, (done, total, what)))


def _work(function: Callable[[Progress], object], send: Connection, words: int, room: int) -> None:
    """Do the work of the child."""
    _keep_to_itself(words)
    _limit_memory(room)
    try:
        answer: tuple[str, object] = ANSWER, function(_Reports(send))
    except DCError as error:
        answer = REFUSED, error
    except MemoryError:
        answer = REFUSED, LostError(f"It takes more than {room} bytes of memory to read this.")
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        send.send(answer)


def _keep_to_itself(words: int) -> None:
    """Say nothing to the terminal, and leave Ctrl+C to the process that waits."""
    faulthandler.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stream in (1, 2):
        os.dup2(words, stream)
    sys.stdout = sys.stderr = os.fdopen(os.dup(words), "w")  # they may be no files at all


def _limit_memory(room: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + room
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
