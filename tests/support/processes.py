"""Other processes for tests: copies of this one, foreign HDF5 programs, people without rights."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import TypeVar

Answer = TypeVar("Answer")

NOBODY = 65534

_HOLD = """
import sys, h5py
with h5py.File(sys.argv[1], sys.argv[2]):
    print("open", flush=True)
    sys.stdin.read()
"""


def start(function: Callable[[], object]) -> int:
    """Run `function` in a copy of this process and return its number; it ends with that."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        function()
        status = 0
    except BaseException:  # noqa: BLE001 - the end of a process: shown, and seen in its status
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(pid: int) -> int:
    """Wait for a process that `start` began, and return its exit status, negative if killed."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def in_child(function: Callable[[], Answer], *, unprivileged: bool = False) -> Answer:
    """Run `function` in a copy of this process, without root's rights if asked, for its answer."""
    receive, send = os.pipe()

    def answer() -> None:
        if unprivileged and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        with os.fdopen(send, "wb") as file:
            pickle.dump(function(), file)

    pid = start(answer)
    os.close(send)
    with os.fdopen(receive, "rb") as file:
        data = file.read()
    assert ended(pid) == 0, "the child failed; its traceback is in the captured output"
    result: Answer = pickle.loads(data)
    return result


@contextlib.contextmanager
def foreign_program(path: str | os.PathLike[str], mode: str) -> Iterator[int]:
    """Hold a file open with plain h5py in another program; yields the number of its process."""
    command = [sys.executable, "-c", _HOLD, os.fspath(path), mode]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        yield program.pid
        program.communicate("")
