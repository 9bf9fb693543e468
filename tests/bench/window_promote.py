"""Drag, plan, transfer 2 GB, edit and look at long lists in the window; see what that costs.

Each flow has a process of its own with a window that nobody sees, as in `window`. The longest gap
of a flow is that of its best round: whatever else the machine does makes gaps longer, never
shorter. What the thread of the window has worked at most between two beats is noted beside it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from tests.bench import window_names as names
from tests.bench import window_promote_files as files
from tests.bench.harness import Bench, Row, note
from tests.bench.window import Measured, measure

NEEDS = ("jungfrau-8types.h5",)
NEEDS_QUICK = ("jungfrau-8types-20k.h5",)

_GAP = 0.05
_ROUNDS, _RUNS = 3, 2
_MEGABYTE = 1024.0  # kilobytes

_FLOWS = (
    "measure_dragging",
    "measure_planning",
    "measure_sanity",
    "measure_applying",
    "measure_parameters",
    "measure_lists",
)
_LINES = (
    names.CARRYING,
    names.PLANNING,
    names.READING_PLAN,
    names.DECIDING,
    names.SANITY,
    names.APPLYING,
    names.CANCELLING,
    names.PARAMETERS,
    names.UNDO_LIST,
    names.LOG,
    names.ALIASES,
)
_AT_MOST = {"measure_applying": 500.0}
"""Megabytes of window and workers after it."""


def rows(bench: Bench) -> list[Row]:
    """Measure gaps in the event loop, and memory."""
    (types,) = NEEDS_QUICK if bench.quick else NEEDS
    folder = files.make_all(bench.directory)
    (folder / "types.h5").unlink(missing_ok=True)
    (folder / "types.h5").symlink_to(bench.directory / types)
    rounds = [
        {flow: measure(f"promote_flows.{flow}", folder, _RUNS) for flow in _FLOWS}
        for _ in range(1 if bench.quick else _ROUNDS)
    ]
    note(f"load of the machine in the last 1, 5, 15 minutes: {os.getloadavg()}")
    return [*_gaps([one for found in rounds for one in found.values()]), *_memory(rounds)]


def _gaps(measured: Sequence[Measured]) -> Iterator[Row]:
    """Give the longest gap of each line in its best round."""
    for what in _LINES:
        gaps = [max(one.gaps[what]) for one in measured if what in one.gaps]
        work = [max(one.work[what]) for one in measured if what in one.work]
        seconds = [max(one.seconds[what]) for one in measured if what in one.seconds]
        note(
            f"{what}: gaps {_milliseconds(gaps)} ms, of which work {_milliseconds(work)} ms; "
            f"at most {min(seconds):.3g} s until it is there"
        )
        yield Row(f"longest gap: {what}", min(gaps), _GAP, "s")


def _milliseconds(times: Sequence[float]) -> str:
    return ", ".join(f"{1e3 * one:.0f}" for one in times)


def _memory(rounds: Sequence[dict[str, Measured]]) -> Iterator[Row]:
    """Note what window and workers have taken, and bound what a large transfer takes."""
    for flow in _FLOWS:
        own = min(found[flow].found["own"] for found in rounds) / _MEGABYTE
        note(f"memory after {flow.removeprefix('measure_')}: {own:.0f} MB")
        if flow in _AT_MOST:
            what = f"memory of window and workers, {names.APPLYING}"
            yield Row(what, own, _AT_MOST[flow], "MB")
