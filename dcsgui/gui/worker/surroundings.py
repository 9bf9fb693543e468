"""How the worker stands in the system: what ends it, and what it leaves behind when it crashes."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import resource
import signal
import sys
from collections.abc import Iterator

__all__ = ["end", "prepare", "take_signals", "undisturbed"]

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def prepare() -> None:
    """Arrange for the end of the worker; to be called before there are other threads.

    The window ends it by SIGTERM, and so does the system when the window dies while HDF5 keeps
    all other threads of the worker waiting. A change is not interrupted: the main thread alone
    takes the signal, and not while it is `undisturbed`.
    """
    faulthandler.enable()
    with contextlib.suppress(ValueError, OSError):  # a core file would be left in a directory
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the window
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # for threads, which inherit it
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def take_signals() -> None:
    """Let `end` reach the main thread; to be called there when the other threads are started."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Put off `end` until this is over, in the main thread."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        take_signals()


def end() -> None:
    """End the process: at once, or after the change that is being made."""
    os.kill(os.getpid(), signal.SIGTERM)
