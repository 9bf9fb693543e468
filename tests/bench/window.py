"""Open large files in the window, list them, look at large pictures; see what that costs.

Each scenario has a process of its own with a window that nobody sees, see `window_child`. What is
done there first is not counted: caches and imports are warm.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import window_names as names
from tests.bench.harness import Bench, Row, milliseconds, note

NEEDS = ("jungfrau-8types.h5", "jungfrau-10000ranges.h5", "jungfrau-pictures.h5")
NEEDS_QUICK = ("jungfrau-8types-20k.h5", *NEEDS[1:])

_ROOT = Path(__file__).resolve().parents[2]
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
}
_MEGABYTES = 1024.0


@dataclass(frozen=True)
class _Measured:
    """What a scenario found, in seconds, by what was done."""

    seconds: dict[str, list[float]]
    gaps: dict[str, list[float]]
    found: dict[str, float]


def rows(bench: Bench) -> list[Row]:
    """Measure times, gaps in the event loop, and memory."""
    needs = NEEDS_QUICK if bench.quick else NEEDS
    types, ranges, pictures = (bench.directory / name for name in needs)
    runs = bench.runs(12)
    measured = [
        _measure("lists.measure_many_versions", types, runs),
        _measure("lists.measure_many_ranges", ranges, runs),
        _measure("pictures.measure_pictures", pictures, runs),
        _measure("pictures.measure_slow_reader", pictures, 1),
    ]
    return [*_times(measured), _gap(measured), *_memory(types, pictures)]


def _measure(what: str, path: Path, runs: int) -> _Measured:
    """Run a scenario in a process of its own."""
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "QT_LOGGING_RULES": "*.warning=false",
    }
    child = [sys.executable, "-m", "tests.bench.window_child", what, str(path), str(runs)]
    said = subprocess.run(child, env=environment, stdout=subprocess.PIPE, check=True).stdout
    told: dict[str, Any] = json.loads(said)
    return _Measured(told["seconds"], told["gaps"], told["found"] or {})


def _times(measured: Iterable[_Measured]) -> Iterator[Row]:
    """Give a row for each time that has a bound, and note the others."""
    for one in measured:
        for what, times in one.seconds.items():
            note(f"{what}: {milliseconds(times[1:] or times)}")
            if what in _SECONDS:
                yield Row(what, median(times[1:]), _SECONDS[what], "s")


def _gap(measured: Iterable[_Measured]) -> Row:
    """Find what leaves the longest gaps; of each thing the median counts, not what disturbs it."""
    by_name: dict[str, list[float]] = {}
    for one in measured:
        for what, gaps in one.gaps.items():
            by_name.setdefault(what, []).extend(gaps)
    for what, gaps in by_name.items():
        note(f"longest gap, {what}: {milliseconds(gaps)}")
    worst = max(by_name, key=lambda what: median(by_name[what]))
    return Row(f"longest gap in the event loop ({worst})", median(by_name[worst]), _GAP, "s")


def _memory(types: Path, pictures: Path) -> Iterator[Row]:
    for what, scenario, path, at_most in (
        ("idle", "measure_idle", pictures, 200.0),
        ("one type of 100,000 versions listed", "measure_shown", types, 260.0),
        ("50 MB looked at", "measure_shown", pictures, 380.0),
    ):
        found = _measure(f"memory.{scenario}", path, 1).found
        own, rss, shared = (found[name] / _MEGABYTES for name in ("own", "Rss", "shared"))
        note(f"memory, {what}: {own:.0f} MB, of which shared {shared:.0f} MB; RSS {rss:.0f} MB")
        yield Row(f"memory of window and worker, {what}", own, at_most, "MB")
