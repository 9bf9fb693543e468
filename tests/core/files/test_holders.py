"""Names of those who hold a file."""

from __future__ import annotations

import fcntl
import os
import socket
from pathlib import Path

import h5py
import pytest

from dcsgui.core.files import holders
from dcsgui.core.files.holders import Holder, describe, myself
from processes import foreign_program, in_child


def make_h5(path: Path) -> None:
    h5py.File(path, "w").close()


@pytest.mark.parametrize(("mode", "exclusive"), [("r", False), ("r+", True)])
def test_a_program_is_found_and_named(tmp_path: Path, mode: str, exclusive: bool) -> None:
    path = tmp_path / "det.h5"
    make_h5(path)
    with foreign_program(path, mode) as pid:
        (holder,) = holders.holders(path.stat())
    assert (holder.pid, holder.exclusive) == (pid, exclusive)
    assert "import sys, h5py" in holder.command
    assert len(holder.command) <= 80
    assert str(holder).startswith(f"process {pid} '")
    assert holders.holders(path.stat()) == ()


def test_a_process_that_went_is_named_by_its_number(tmp_path: Path) -> None:
    with (tmp_path / "det.h5").open("wb") as file:

        def lock() -> int:
            fcntl.flock(file, fcntl.LOCK_SH)  # stays with the open file when the child ends
            return os.getpid()

        pid = in_child(lock)
        assert holders.holders(os.fstat(file.fileno())) == (Holder(pid, "", "", exclusive=False),)
        assert describe(holders.holders(os.fstat(file.fileno()))) == f"process {pid}"


def test_nobody_known_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(holders, "_PROC_LOCKS", str(tmp_path / "missing"))
    assert holders.holders(tmp_path.stat()) == ()
    assert describe(()) == "another program, perhaps on another machine"


def test_this_process_says_so() -> None:
    text = str(Holder(os.getpid(), "ada", "python add.py", exclusive=True))
    assert text == f"process {os.getpid()} (this process) 'python add.py' of ada"
    assert myself().endswith(f" on {socket.gethostname()}")
