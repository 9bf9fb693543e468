"""Compare two large arrays that differ everywhere, against reading both."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.diff import diff
from tests.bench.harness import Bench, Row, in_turns, milliseconds, note
from tests.bench.stores import BIG_SHAPE, CTYPE, open_store, pedestals

NEEDS: tuple[str, ...] = ()

_TIMES = 2.0
_PANELS = 2.0
_PANEL_KB = BIG_SHAPE[-1] * BIG_SHAPE[-2] * 4 / 1024
_VERSIONS = (1, 2)

# What a fresh process runs: the small versions first, so that all is imported and open that is
# needed for any; see get_big for VmHWM.
_CHILD = """
import sys
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
sys.path.insert(0, {root!r})
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.diff import diff
for ctype in ("pixel_gain", {ctype!r}):
    before = peak()
    found = diff(*(NodeId(path, (ctype, "0", "1")) for path in {paths!r}))
    assert not found.same
print(before, peak())
"""


def rows(bench: Bench) -> list[Row]:
    """Measure time and memory."""
    paths = [_made(bench.directory / f"diff-{number}.h5", number) for number in _VERSIONS]
    nodes = [NodeId(str(path), (CTYPE, "0", "1")) for path in paths]

    def ours() -> object:
        return diff(*nodes)

    def reading() -> object:
        return [open_store(path).get(CTYPE, 1) for path in paths]

    found = diff(*nodes).nodes[0].constants
    if found is None or found.numbers is None or found.numbers.ndiffer < found.numbers.n / 2:
        raise AssertionError("the two are to differ nearly everywhere")
    of_ours, of_reading = in_turns(ours, reading, runs=bench.runs(30), megabytes=150)
    note(f"diff: {milliseconds(of_ours)}; reading both: {milliseconds(of_reading)}")
    ratio = median(of_ours) / median(of_reading)
    before, peak = _peaks(paths)
    panels = (peak - before) / _PANEL_KB
    note(f"peak memory: {(peak - before) / 1024:.1f} MB beyond that of small arrays")
    return [
        Row("diff of two 50 MB arrays, against reading both", ratio, _TIMES, "x"),
        Row("the same, peak memory of a fresh process", panels, _PANELS, "panels"),
    ]


def _made(path: Path, number: int) -> Path:
    """Make a store with two versions, a small and a large one."""
    if not path.exists():
        cs = DCStore.create(path.with_name(f"new-{path.name}"))
        for ctype, array in (
            ("pixel_gain", pedestals(number)[0, 0, :8]),
            (CTYPE, pedestals(number)),
        ):
            cs.add_ctype(ctype).add_range(0).add_version(1, array)
        cs.save()
        os.rename(cs.path, path)
    return path


def _peaks(paths: list[Path]) -> tuple[int, int]:
    """Compare in a fresh process; return its peak memory (kB) before and after."""
    root = str(Path(__file__).resolve().parents[2])
    script = _CHILD.format(root=root, ctype=CTYPE, paths=[str(path) for path in paths])
    command = [sys.executable, "-c", script]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(words[0]), int(words[1])
