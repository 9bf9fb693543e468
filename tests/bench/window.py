"""Open large files in the window, list them, look at large pictures; see what that costs.

Each scenario has a process of its own with a window that nobody sees, see `window_child`. What is
done there first is not counted: caches and imports are warm; gaps in the event loop count always.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

from tests.bench import window_names as names
from tests.bench.harness import Bench, Row, compiled_environment, milliseconds, note

NEEDS = ("jungfrau-8types.h5", "jungfrau-10000ranges.h5", "jungfrau-pictures.h5")
NEEDS_QUICK = ("jungfrau-8types-20k.h5", *NEEDS[1:])

_GAP = 0.05
_SECONDS = {
    names.OPENED: 0.1,
    names.LISTED: 0.5,
    names.EXPANDED: 0.1,
    names.SELECTED: 0.1,
    names.NEXT: 0.07,
    names.DRAGGED: 0.04,
    names.GAIN: 0.04,
    names.PANEL: 0.04,
    names.DRAGGED + names.LARGE: 0.04,
    names.GAIN + names.LARGE: 0.04,
}
_ROUNDS = 3
_RUNS = 5  # of each thing, in each round
_MEGABYTE = 1024.0  # kilobytes

__all__ = ["NEEDS", "NEEDS_QUICK", "ByName", "Measured", "measure", "rows"]

ByName: TypeAlias = dict[str, list[float]]


@dataclass(frozen=True)
class Measured:
    """What a scenario found: seconds by what was done, and kilobytes."""

    seconds: ByName
    gaps: ByName
    work: ByName
    found: dict[str, float]


def rows(bench: Bench) -> list[Row]:
    """Measure times, gaps in the event loop, and memory."""
    needs = NEEDS_QUICK if bench.quick else NEEDS
    types, ranges, pictures = (bench.directory / name for name in needs)
    scenarios = (
        ("lists.measure_many_versions", types, bench.runs(_RUNS)),
        ("lists.measure_many_ranges", ranges, bench.runs(_RUNS)),
        ("pictures.measure_pictures", pictures, bench.runs(_RUNS)),
        ("pictures.measure_slow_reader", pictures, 1),
        ("pictures.measure_large_window", pictures, bench.runs(_RUNS)),
    )
    rounds = [
        [measure(what, path, runs) for what, path, runs in scenarios]
        for _ in range(1 if bench.quick else _ROUNDS)
    ]
    note(f"load of the machine in the last 1, 5, 15 minutes: {os.getloadavg()}")
    return [*_times(rounds), *_gaps(rounds), *_memory(types, pictures)]


def measure(what: str, path: Path, runs: int) -> Measured:
    """Run a scenario in a process of its own."""
    runtime = path.parent / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(runtime),
        **compiled_environment(path.parent),
    }
    child = [sys.executable, "-m", "tests.bench.window_child", what, str(path), str(runs)]
    said = subprocess.run(child, env=environment, stdout=subprocess.PIPE, check=True).stdout
    told: dict[str, Any] = json.loads(said)
    return Measured(told["seconds"], told["gaps"], told["work"], told["found"] or {})


def _times(rounds: Sequence[Sequence[Measured]]) -> Iterator[Row]:
    """Give a row for each time that has a bound, and note the others."""
    together: ByName = {}
    for one in (one for measured in rounds for one in measured):
        for what, times in one.seconds.items():
            together.setdefault(what, []).extend(times[1:] or times)
    for what, times in together.items():
        note(f"{what}: {milliseconds(times)}")
        if what in _SECONDS:
            yield Row(what, median(times), _SECONDS[what], "s")


def _gaps(rounds: Sequence[Sequence[Measured]]) -> Iterator[Row]:
    """Find the longest gap of each round, whatever it comes from; the median of these counts."""
    together: ByName = {}
    for one in (one for measured in rounds for one in measured):
        for what, gaps in one.gaps.items():
            together.setdefault(what, []).extend(gaps)
    for what, gaps in together.items():
        note(f"gap, {what}: {milliseconds(gaps)}")
    for large in (False, True):
        longest = sorted(_longest(measured, large=large) for measured in rounds)
        gap, what = longest[len(longest) // 2]
        where = names.LARGE if large else ""
        words = what.removesuffix(names.LARGE)
        yield Row(f"longest gap in the event loop{where} ({words})", gap, _GAP, "s")


def _longest(measured: Sequence[Measured], *, large: bool) -> tuple[float, str]:
    """Return the longest gap of a round, and what was done then."""
    return max(
        (gap, what)
        for one in measured
        for what, gaps in one.gaps.items()
        if what.endswith(names.LARGE) == large
        for gap in gaps
    )


def _memory(types: Path, pictures: Path) -> Iterator[Row]:
    for what, scenario, path, at_most in (
        ("idle", "measure_idle", pictures, 200.0),
        ("one type of 100,000 versions listed", "measure_shown", types, 260.0),
        ("50 MB looked at", "measure_shown", pictures, 380.0),
    ):
        found = measure(f"memory.{scenario}", path, 1).found
        own, rss, shared = (found[name] / _MEGABYTE for name in ("own", "Rss", "shared"))
        note(f"memory, {what}: {own:.0f} MB, of which shared {shared:.0f} MB; RSS {rss:.0f} MB")
        yield Row(f"memory of window and worker, {what}", own, at_most, "MB")
