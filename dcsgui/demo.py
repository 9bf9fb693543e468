"""Make a demonstration store, and print the constants that are valid now.

``python -m dcsgui.demo [DIRECTORY]``: without a directory everything is made in a temporary one,
and removed at the end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import DCError
from dcsgui.core.values.timestamps import Timestamp

SHAPE = (32, 185, 388)
"""Panels, rows and columns of a cspad."""

HOT, DEAD = 2e-4, 1e-4
"""Which shares of the pixels are stuck high, and answer nothing."""

DETNAME = "cspad-0a1b2c"
DAY = 86_400


def pedestals(seed: int, level: float) -> NDArray[np.float32]:
    """Make pedestals in ADU: panels with their own offsets, a few hot and dead pixels.

    Returns
    -------
    (32, 185, 388) float32
    """
    random = np.random.default_rng(seed)
    offsets = random.normal(level, 40, (SHAPE[0], 1, 1))
    frames = (offsets + random.normal(0, 3, SHAPE)).astype(np.float32)
    frames[random.random(SHAPE) < HOT] = 16383
    frames[random.random(SHAPE) < DEAD] = 0
    return frames


def make_store(calib: Path, now: Timestamp) -> DCStore:
    """Make the store of a cspad with two months of constants, as a beamline would have it."""
    day = now.number // DAY * DAY
    with DCStore.create(calib, DETNAME) as cs:
        cs.set_predecessor("cspad-0a1b2b")
        cs.add_par("detalias", "cspad1")
        ctype = cs.add_ctype("pedestals", comment="dark runs")
        first = ctype.add_range((day - 60 * DAY, day - 7 * DAY), comment="first period")
        first.add_version(day - 60 * DAY, pedestals(1, 1200), comment="run 12", pars={"run": 12})
        second = ctype.add_range((day - 7 * DAY, None), comment="after the cooling was mended")
        second.add_version(day - 7 * DAY, pedestals(2, 1180), comment="run 40", pars={"run": 40})
        second.add_version(day - DAY, pedestals(3, 1179), comment="run 57", pars={"run": 57})
        second.set_versdef(1, comment="run 57 was taken with the shutter open")
        mask = np.ones(SHAPE, np.uint8)
        mask[:, :, [0, 193, 194, -1]] = 0
        cs.add_ctype("mask").add_range((day - 60 * DAY, None)).add_version(nda=mask)
    return cs


def show(cs: DCStore, now: Timestamp) -> None:
    """Print which constants are valid at a time, and why."""
    print(f"{cs.path}: constants valid at {now}\n")
    for ctype in cs.ctypes():
        found = cs.find(ctype, now)
        verso = found.version
        print(f"{ctype}: {verso.shape} {verso.dtype}, {verso.nbytes / 1e6:.1f} MB")
        print(f"    {found.why}")
        values = cs.get(ctype, now)
        if isinstance(values, np.ndarray):
            print(f"    median {np.median(values):g}, from {values.min():g} to {values.max():g}")
        print(f"    {verso.digest}\n")
    tsro = cs.find("pedestals", now).range
    print(f"The history of the range {tsro.name} of pedestals:")
    print("".join(f"    {line}\n" for line in tsro.history().splitlines()), end="")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demonstration; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m dcsgui.demo", description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, help="where to make it, and keep it")
    directory: Path | None = parser.parse_args(arguments).directory
    now = Timestamp.now()
    try:
        with tempfile.TemporaryDirectory() as temporary:
            calib = (directory or Path(temporary)) / "calib"
            show(make_store(calib, now), now)
    except DCError as error:
        print(f"dcsgui.demo: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
