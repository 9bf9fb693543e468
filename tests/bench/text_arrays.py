"""Read array texts of 2.3 Mpixel, and import a directory of them, against numpy.loadtxt."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.legacy import LegacyOptions, import_legacy
from dcsgui.core.actions.sources import read_source
from dcsgui.core.files.text_arrays import write_text_array
from tests.bench.harness import Bench, Row, in_turns, milliseconds, note

NEEDS: tuple[str, ...] = ()

_SHAPE = (32, 185, 388)
_TIMES = 0.5
_REAL = Path(__file__).resolve().parents[3] / (
    "shared/data/real/lcls_calib/cctbx-cspad-metrology/run4/CxiDs1.0_Cspad.0"
)


def rows(bench: Bench) -> list[Row]:
    """Measure pedestals with all digits and with one, and a status."""
    random = np.random.default_rng(4)
    pedestals = random.normal(1000, 10, _SHAPE).astype(np.float32)
    arrays: dict[str, NDArray[Any]] = {
        "pedestals, float32 with all digits": pedestals,
        "pedestals, float64 with one digit": np.round(pedestals.astype(np.float64), 1),
        "status, uint16": random.integers(0, 2**16, _SHAPE, np.uint16),
    }
    found = []
    for what, array in arrays.items():
        path = bench.directory / "array.data"
        with path.open("wb") as file:
            write_text_array(file.write, array)
        ours, plain = in_turns(
            partial(read_source, path),
            partial(np.loadtxt, path, array.dtype),
            runs=bench.runs(9),
            megabytes=100,
        )
        path.unlink()
        note(f"{what}: {milliseconds(ours)}; numpy.loadtxt: {milliseconds(plain)}")
        found.append(Row(f"read text: {what}", median(ours) / median(plain), _TIMES, "x"))
    found.append(_imported(bench, pedestals))
    if _REAL.is_dir():
        _note_real_directory(bench)
    return found


def _note_real_directory(bench: Bench) -> None:
    """Tell how long the import of files of some 200 bytes each takes; there is no bound for it.

    Nearly all of it is one transaction: a detector file is made, with a type, a range and a
    version for each, their history, digests, reading back and two fsyncs. Of all that
    numpy.loadtxt does nothing.
    """
    paths = sorted(_REAL.glob("*/0-end.data"))
    imported, ours, plain = in_turns(
        _importing(bench.directory / "legacy"),
        lambda: [read_source(path, ctype=path.parent.name) for path in paths],
        lambda: [np.loadtxt(path) for path in paths],
        runs=bench.runs(9),
    )
    note(f"the real directory, {len(paths)} files: import {milliseconds(imported)}")
    note(
        f"  of that reading the texts: {milliseconds(ours)}; numpy.loadtxt: {milliseconds(plain)}"
    )


def _imported(bench: Bench, array: NDArray[Any]) -> Row:
    """Import a directory with one large array."""
    source = bench.directory / "calib" / "CsPad::CalibV1" / "CxiDs2.0:Cspad.0"
    path = source / "pedestals" / "1-end.data"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_text_array(file.write, array)
    taken, plain = in_turns(
        _importing(bench.directory / "legacy", source.parents[1]),
        partial(np.loadtxt, path, array.dtype),
        runs=bench.runs(9),
        megabytes=100,
    )
    note(f"import of a directory with them: {milliseconds(taken)}; loadtxt: {milliseconds(plain)}")
    ratio = median(taken) / median(plain)
    return Row("import of a directory with pedestals, against numpy.loadtxt", ratio, _TIMES, "x")


def _importing(target: Path, source: Path = _REAL) -> Callable[[], None]:
    options = LegacyOptions(begin="2012-01-01T00:00:00Z")

    def import_it() -> None:
        target.mkdir()
        done = import_legacy(str(source), str(target), options)
        shutil.rmtree(target)
        if not any(one.items for one in done.detectors):
            raise AssertionError("nothing was imported")

    return import_it
