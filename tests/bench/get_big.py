"""Get one large array out of a 1 GB file, against plain h5py that is told where it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

import h5py
import numpy as np

from tests.bench.harness import Bench, Row, in_turns, milliseconds, note
from tests.bench.stores import BIG_SHAPE, CTYPE, T0, open_store

NEEDS = ("jungfrau-1gb.h5",)

_TIMES = 1.15
_MEGABYTES = 60.0
_DATASET = f"{CTYPE}/{T0}/{T0 + 1}/calib"
_ARRAY_KB = np.empty(BIG_SHAPE, "f4").nbytes / 1024

# What a fresh process runs. VmHWM is what getrusage calls ru_maxrss, but for the program alone:
# Linux counts in ru_maxrss also what the parent had in memory when it started the child.
_CHILD = """
import sys
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
before = peak()
sys.path.insert(0, {root!r})
{code}
assert array.nbytes == {nbytes}
print(before, peak())
"""
_OURS = """
from dcsgui import DCStore
array = DCStore({path!r}).get({ctype!r}, {t0})
"""
_PLAIN = """
import h5py
with h5py.File({path!r}, "r") as file:
    array = file[{dataset!r}][()]
"""


def rows(bench: Bench) -> list[Row]:
    """Measure time and memory."""
    path = bench.directory / NEEDS[0]

    def ours() -> object:
        return open_store(path).get(CTYPE, T0 + 10)

    def plain() -> object:
        with h5py.File(path, "r") as file:
            return file[_DATASET][()]

    if not np.array_equal(np.asarray(ours()), np.asarray(plain())):
        raise AssertionError("the two do not read the same array")
    of_ours, of_plain = in_turns(ours, plain, runs=bench.runs(45), megabytes=100)
    note(f"DCStore(path).get: {milliseconds(of_ours)}; h5py: {milliseconds(of_plain)}")
    ratio = median(of_ours) / median(of_plain)
    return [
        Row("open + get of a 50 MB default from 1 GB, against h5py by path", ratio, _TIMES, "x"),
        _memory(path),
    ]


def _memory(path: Path) -> Row:
    facts = {"path": str(path), "ctype": CTYPE, "t0": T0 + 10, "dataset": _DATASET}
    before, ours = _peaks(_OURS.format(**facts))
    before_plain, plain = _peaks(_PLAIN.format(**facts))
    note(
        f"peak memory without the array: {(ours - _ARRAY_KB) / 1024:.1f} MB, of which "
        f"{before / 1024:.1f} MB are Python before the first import; with plain h5py "
        f"{(plain - _ARRAY_KB) / 1024:.1f} MB, of which {before_plain / 1024:.1f} MB"
    )
    beyond = (ours - before - _ARRAY_KB) / 1024
    what = "the same, peak memory of a fresh process beyond Python and the array"
    return Row(what, beyond, _MEGABYTES, "MB")


def _peaks(code: str) -> tuple[int, int]:
    """Run code in a fresh process; return its peak memory (kB) before and after."""
    root = str(Path(__file__).resolve().parents[2])
    script = _CHILD.format(root=root, code=code, nbytes=int(1024 * _ARRAY_KB))
    command = [sys.executable, "-c", script]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(words[0]), int(words[1])
