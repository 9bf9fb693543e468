"""Add 50 MB to a 1 GB file, against the least there is to do: append, one fsync, one digest."""

from __future__ import annotations

import hashlib
import os
import shutil
from itertools import count
from pathlib import Path
from statistics import median

import h5py
import numpy as np
from numpy.typing import NDArray

from tests.bench.harness import Bench, Row, drop_write_back, in_turns, milliseconds, note
from tests.bench.stores import CTYPE, T0, jungfrau, open_store

NEEDS = ("jungfrau-1gb.h5",)

_TIMES = 1.5
_RANGE = str(T0)


def rows(bench: Bench) -> list[Row]:
    """Measure on two copies of the file, which grow alike."""
    ours, plain = (bench.directory / f"{name}-{NEEDS[0]}" for name in ("ours", "plain"))
    for copy in (ours, plain):
        shutil.copyfile(bench.directory / NEEDS[0], copy)
    drop_write_back()
    array = jungfrau(260)
    store, fresh = open_store(ours), count(1)

    def add() -> None:
        number = T0 + 1_000 + next(fresh)
        store.ctypeobj(CTYPE).rangeobj(_RANGE).add_version(number, array, comment="dark")
        store.save()

    def append() -> None:
        _append(plain, f"{CTYPE}/{T0}/appended-{next(fresh)}", array)

    try:
        of_ours, of_plain = in_turns(add, append, runs=bench.runs(15), megabytes=300)
    finally:
        ours.unlink()
        plain.unlink()
    note(f"add_version + save: {milliseconds(of_ours)}; h5py: {milliseconds(of_plain)}")
    ratio = median(of_ours) / median(of_plain)
    return [Row("add 50 MB to 1 GB, against h5py + fsync + SHA-256", ratio, _TIMES, "x")]


def _append(path: Path, name: str, array: NDArray[np.float32]) -> None:
    """Append an array by h5py alone, with its digest, durably."""
    digest = hashlib.sha256(array.reshape(-1).view(np.uint8).data).hexdigest()
    with h5py.File(path, "r+") as file:
        file[name] = array
        file[name].attrs["digest"] = digest
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
