"""Files that broke other programs: an answer or a sentence, no traceback and no waiting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from dcsgui import DCStore, errors
from shared_data import ROOT, shared_files

CHILD = Path(__file__).parents[1] / "support" / "hostile_child.py"
SECONDS = 10

CRASHING = {"cve-2024-32609.h5"}
"""What makes the HDF5 library crash; no other file may."""


def open_elsewhere(path: Path, scratch: Path) -> str:
    """Open a file in a process of its own; a crash of the HDF5 library is `Damaged`."""
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler=0", str(CHILD), str(path), str(scratch)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        raise errors.Damaged(f"{path} makes the HDF5 library crash ({name}).")
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("path", shared_files("data/hostile/*/*"))
def test_a_hostile_file_gets_a_sentence(path: Path, tmp_path: Path) -> None:
    if path.name in CRASHING:
        with suppress(errors.Damaged):  # with other versions of the library it may get a sentence
            open_elsewhere(path, tmp_path)
        return
    said = open_elsewhere(path, tmp_path)
    first, _, changed = said.split(" | ", 2)
    assert first.startswith("Damaged: "), said
    assert changed.startswith("Damaged: "), said
    assert (tmp_path / "hostile-0001.h5").read_bytes() == path.read_bytes()


def test_a_healthy_file_is_answered(tmp_path: Path) -> None:
    with DCStore.create(tmp_path / "healthy-1.h5") as cs:
        cs.add_ctype("gain").add_range("0-end").add_version(nda=[1.0])
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert open_elsewhere(tmp_path / "healthy-1.h5", scratch) == "answered | answered | answered"
