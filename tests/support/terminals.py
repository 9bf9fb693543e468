"""A program on a terminal of its own, for tests of what is asked and drawn there."""

from __future__ import annotations

import os
import pty
import select
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

LONG = 60.0


@dataclass(frozen=True)
class Session:
    """How a program on a terminal ended, and all that was shown there."""

    code: int
    shown: str


def on_a_terminal(
    command: Sequence[str], typed: Sequence[tuple[str, str]] = (), *, width: int = 80
) -> Session:
    """Run a program on a terminal, and type words once it has shown others.

    Parameters
    ----------
    typed : sequence of (str, str)
        What to wait for, and what to type then.
    """
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(width), "TERM": "xterm"}
    program = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True
    )
    os.close(theirs)
    shown = ""
    left = list(typed)
    try:
        while data := _read(ours):
            shown += data
            if left and left[0][0] in shown:
                os.write(ours, f"{left.pop(0)[1]}\n".encode())
    finally:
        os.close(ours)
        code = program.wait(LONG)
    assert not left, f"{left[0][0]!r} was never shown: {shown}"
    return Session(code, shown.replace("\r\n", "\n"))


def _read(descriptor: int) -> str:
    ready, _, _ = select.select([descriptor], [], [], LONG)
    assert ready, "the program says nothing more"
    try:
        return os.read(descriptor, 65536).decode("utf-8", "replace")
    except OSError:
        return ""  # the program has ended
