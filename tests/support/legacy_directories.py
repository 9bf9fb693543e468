"""Legacy calibration directories, made for tests."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

GROUP, SOURCE = "CsPad::CalibV1", "CxiDs2.0:Cspad.0"
DETNAME = "cspad-cxids2.0-cspad.0"
FIRST_WRITTEN = 1_477_000_000


def make_type(
    calib: Path, files: Mapping[str, str], *, ctype: str = "pedestals", history: Sequence[str] = ()
) -> Path:
    """Write files of a type of the usual detector, each a minute younger than the last."""
    directory = calib / GROUP / SOURCE / ctype
    directory.mkdir(parents=True, exist_ok=True)
    for number, (name, text) in enumerate(files.items()):
        path = directory / name
        path.write_text(text)
        os.utime(path, (FIRST_WRITTEN, FIRST_WRITTEN + 60 * number))
    if history:
        (directory / "HISTORY").write_text("".join(f"{line}\n" for line in history))
    return directory


def make_run_table(path: Path, lines: Mapping[int, Sequence[object]]) -> Path:
    """Write a run table."""
    words = (f"{run} {' '.join(map(str, times))}" for run, times in lines.items())
    path.write_text("# run begin end\n" + "\n".join(words) + "\n")
    return path
