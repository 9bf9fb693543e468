"""Push 40 versions of 50 MB, verified, against `cp` of the file and SHA-256 of the copy."""

from __future__ import annotations

import hashlib
import subprocess
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.transfer import push
from tests.bench.harness import (
    Bench,
    Row,
    drop_write_back,
    milliseconds,
    note,
    seconds_of,
    warm_memory,
)

NEEDS = ("jungfrau-2gb.h5",)
NEEDS_QUICK = ("jungfrau-1gb.h5",)

_TIMES = 1.5
_ARRAYS = 3.0
_ARRAY_BYTES = 3 * 8 * 512 * 1024 * 4
_WARM_MEGABYTES = 128
_RUNS = 9


def rows(bench: Bench) -> list[Row]:
    """Measure in turns; the copies are removed in between, unmeasured and written out."""
    source = bench.directory / (NEEDS_QUICK if bench.quick else NEEDS)[0]
    folder = bench.directory / "pushed"
    folder.mkdir(exist_ok=True)
    ours, plain = folder / source.name, folder / f"copy-{source.name}"

    def transfer() -> None:
        how = How(other_detector=True)  # the files were made under another name
        done = push(NodeId(str(source)), str(ours), how, agree=lambda plan: True)
        if done.nbytes != done.verified * _ARRAY_BYTES:
            raise RuntimeError("not all of it was transferred")

    def copy() -> None:
        subprocess.run(["cp", source, plain], check=True)
        with plain.open("rb") as file:
            hashlib.file_digest(file, "sha256")

    try:
        taken = _in_turns({ours: transfer, plain: copy}, bench.runs(_RUNS))
        arrays = _memory(transfer, ours) / _ARRAY_BYTES
    finally:
        for path in (ours, plain):
            path.unlink(missing_ok=True)
    note(f"push: {milliseconds(taken[ours])}; cp and SHA-256: {milliseconds(taken[plain])}")
    note("push waits until all of it is on the disk, which cp does not")
    ratio = median(taken[ours]) / median(taken[plain])
    return [
        Row(f"push {source.name}, verified, against cp and SHA-256", ratio, _TIMES, "x"),
        Row("the same, memory in arrays of 50 MB", arrays, _ARRAYS, "arrays"),
    ]


def _in_turns(actions: dict[Path, Callable[[], None]], runs: int) -> dict[Path, list[float]]:
    """Time actions that make a file each; the first round does not count."""
    taken: dict[Path, list[float]] = {path: [] for path in actions}
    for number in range(runs + 1):
        pairs = list(actions.items())
        for path, action in reversed(pairs) if number % 2 else pairs:
            path.unlink(missing_ok=True)
            drop_write_back()
            warm_memory(_WARM_MEGABYTES)
            seconds = seconds_of(action)
            if number:
                taken[path].append(seconds)
            path.unlink()
    return taken


def _memory(action: Callable[[], None], path: Path) -> int:
    """Return the most bytes that Python and numpy hold at a time."""
    path.unlink(missing_ok=True)
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
