"""Actions that answer, slowly, in pieces, or not at all."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from os import getpid as imported_function
from pathlib import Path
from typing import Any

from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.progress import Progress

__all__ = ["imported_function"]

SILENT = Progress()


def echo(value: object, file: str = "") -> object:
    """Answer what was asked."""
    return value


def note(file: str, text: str) -> None:
    """Add a line to a file, which tells in which order things were done."""
    with Path(file).open("a", encoding="utf-8") as lines:
        lines.write(f"{text}\n")


def modules() -> tuple[str, ...]:
    """Answer which modules the worker has imported."""
    return tuple(sys.modules)


def pid() -> int:
    """Answer the number of the process."""
    return os.getpid()


def environment() -> dict[str, str]:
    """Answer the variables of the process."""
    return dict(os.environ)


def count(n: int, progress: Progress = SILENT) -> Iterator[int]:
    """Answer numbers, one a piece."""
    for number in range(n):
        progress.report(number, n, "numbers")
        yield number


def endless(log: str = "", progress: Progress = SILENT) -> Iterator[int]:
    """Answer numbers for ever; note when that is called off."""
    number = 0
    try:
        while True:
            yield number
            number += 1
            threading.Event().wait(0.005)
    finally:
        if log:
            note(log, "closed")


def work(seconds: float, log: str = "", file: str = "", progress: Progress = SILENT) -> str:
    """Work so long, with progress; stop when called off."""
    end = time.monotonic() + seconds
    if log:
        note(log, "begun")
    while time.monotonic() < end:
        progress.report(0, 2**33, "bytes")
        threading.Event().wait(0.005)
    return "done"


def deaf(seconds: float, log: str = "", file: str = "") -> str:
    """Work so long, without a sign of life, and without being called off."""
    if log:
        note(log, "begun")
    threading.Event().wait(seconds)
    if log:
        note(log, "done")
    return "done"


def die(file: str = "", signum: int = signal.SIGSEGV) -> None:
    """Be killed by a signal."""
    os.kill(os.getpid(), signum)
    threading.Event().wait()


def die_between(file: str = "") -> Iterator[int]:
    """Die after the first piece."""
    yield 1
    die(file)


def leave(status: int) -> None:
    """End the process."""
    sys.exit(status)


def fail(file: str = "") -> None:
    """Fail with an error that is the user's."""
    raise Damaged(f"{file} is cut off.")


def fail_later() -> Iterator[int]:
    """Fail after a piece."""
    yield 1
    raise Damaged("It is cut off.")


def stumble() -> None:
    """Fail with an error that is ours."""
    os.environ["MISSING"]


def unpicklable() -> object:
    """Answer what can't be sent."""
    return lambda: None


class Poison:
    """Something that can be sent, but not be received."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (int, ("no number",))


def poison() -> object:
    """Answer what can't be received."""
    return Poison()


def warn(file: str = "") -> str:
    """Warn of something, and answer."""
    warnings.warn(f"{file} is odd.", stacklevel=1)
    print("printed")  # noqa: T201 - it must not reach the window's own output
    return "done"


def hold_gil(seconds: float) -> str:
    """Keep all other threads of the worker waiting, as HDF5 does."""
    ctypes.PyDLL(None).usleep(int(seconds * 1e6))
    return "done"
