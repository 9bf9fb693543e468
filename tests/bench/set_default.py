"""Set a default and save: does it take longer in a large file?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from statistics import median

from tests.bench.harness import Bench, Row, drop_write_back, in_turns, milliseconds, note
from tests.bench.stores import CTYPE, T0, open_store

NEEDS = ("jungfrau-1gb.h5", "jungfrau-10mb.h5")

_TIMES = 1.5
_MILLISECONDS = 25.0


def rows(bench: Bench) -> list[Row]:
    """Measure 1 GB against 10 MB, on copies."""
    copies = [bench.directory / f"changed-{name}" for name in NEEDS]
    for name, copy in zip(NEEDS, copies, strict=True):
        shutil.copyfile(bench.directory / name, copy)
    drop_write_back()
    try:
        large, small = in_turns(*(_setting(copy) for copy in copies), runs=bench.runs(60))
    finally:
        for copy in copies:
            copy.unlink()
    note(f"1 GB: {milliseconds(large)}; 10 MB: {milliseconds(small)}")
    return [
        Row(
            "set a default and save, 1 GB against 10 MB",
            median(large) / median(small),
            _TIMES,
            "x",
        ),
        Row("the same, median at 1 GB", 1e3 * median(large), _MILLISECONDS, "ms"),
    ]


def _setting(path: Path) -> Callable[[], None]:
    """Return what gives an open store another default each time."""
    store = open_store(path)
    numbers = cycle((3, 4))

    def set_another() -> None:
        store.ctypeobj(CTYPE).rangeobj(str(T0)).set_versdef(next(numbers), comment="better")
        store.save()

    return set_another
