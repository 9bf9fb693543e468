"""The detector files that the benchmarks measure, made through the public interface alone.

Each is made once a run, in processes of their own, under a temporary name: a file that is there is
whole.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dcsgui import DCStore

__all__ = [
    "BIG_SHAPE",
    "CTYPE",
    "MAKERS",
    "T0",
    "TYPES",
    "WIDTH",
    "jungfrau",
    "make",
    "open_store",
    "pedestals",
]

CTYPE = "pedestals"
T0 = 1_400_000_000
"""Unix seconds where the first range begins."""
WIDTH = 10_000
"""Seconds from the begin of a range to that of the next one; it ends a second before."""
BIG_SHAPE = (3, 8, 512, 1024)
"""A jungfrau4M: three gains, eight panels; 50.3 MB as float32."""

TYPES = (
    CTYPE,
    "pixel_gain",
    "pixel_offset",
    "pixel_rms",
    "pixel_status",
    "pixel_mask",
    "pixel_bkgd",
    "common_mode",
)
"""What is in the file with eight types."""

_PICTURES = 4
_BIG_VERSIONS = 20
_PROCESSES = 2


def jungfrau(seed: int) -> NDArray[np.float32]:
    """Make pedestals (3, 8, 512, 1024) float32 in ADU that no two bytes in a row make small."""
    return np.random.default_rng(seed).random(BIG_SHAPE, np.float32)


def pedestals(seed: int) -> NDArray[np.float32]:
    """Make (3, 8, 512, 1024) float32 in ADU as they are: 1.8 % at 16383, some NaN, inf and 0."""
    rng = np.random.default_rng(seed)
    array = rng.standard_normal(BIG_SHAPE, np.float32)
    array *= 6
    array += np.array([2800, 14500, 14800], "f4")[:, None, None, None]
    array += rng.normal(0, 20, (3, 8, 1, 1)).astype("f4")
    flat = array.reshape(-1)
    for value, share in ((16383, 0.018), (0, 0.0005), (np.nan, 0.0002), (np.inf, 0.00002)):
        flat[rng.integers(0, flat.size, int(share * flat.size))] = value
    return array


def open_store(path: Path) -> DCStore:
    """Open a detector file by its path."""
    return DCStore(path)


def _span(number: int) -> str:
    begin = T0 + number * WIDTH
    return f"{begin}-{begin + WIDTH - 1}"


def _arrays(path: Path, make_array: Callable[[int], NDArray[np.float32]], count: int) -> None:
    """One range with `count` versions; the first but one is the default."""
    cs = DCStore.create(path)
    tsro = cs.add_ctype(CTYPE).add_range(f"{T0}-end")
    for number in range(count):
        tsro.add_version(T0 + number, make_array(number), comment="dark", default=number == 1)
        cs.save()


def make_big(path: Path) -> None:
    """1 GB: 20 jungfrau4M arrays."""
    _arrays(path, jungfrau, _BIG_VERSIONS)


def make_two_gigabytes(path: Path) -> None:
    """2 GB: 40 jungfrau4M arrays."""
    _arrays(path, jungfrau, 2 * _BIG_VERSIONS)


def make_ten_megabytes(path: Path) -> None:
    """10 MB: as the big one, with 20 arrays of half a megabyte."""
    _arrays(path, lambda seed: jungfrau(seed)[0, 0, :128], _BIG_VERSIONS)


def _ranges(path: Path, count: int) -> None:
    """`count` ranges of one small version each."""
    cs = DCStore.create(path)
    cto = cs.add_ctype(CTYPE)
    for number in range(count):
        tsro = cto.add_range(_span(number))
        tsro.add_version(T0 + number * WIDTH, np.arange(100, dtype="f4"), comment="dark")
    cs.save()


def make_ten_ranges(path: Path) -> None:
    """10 ranges."""
    _ranges(path, 10)


def make_many_ranges(path: Path) -> None:
    """10,000 ranges."""
    _ranges(path, 10_000)


def make_versions(
    path: Path, *, ranges: int, versions: int, a_save: int, ctype: str = CTYPE
) -> None:
    """`versions` small versions in each range, with three parameters, saved `a_save` at a time."""
    cs = open_store(path) if path.exists() else DCStore.create(path)
    cto = cs.add_ctype(ctype)
    pending = 0
    for number in range(ranges):
        tsro = cto.add_range(_span(number))
        for version in range(versions):
            run = number * versions + version
            tsro.add_version(
                T0 + number * WIDTH + version,
                np.full(10, run, "f4"),
                comment=f"dark run {run}",
                pars={"experiment": "xpptut15", "run": run, "author": "somebody"},
            )
        pending += versions
        if pending >= a_save:
            cs.save()
            pending = 0
    cs.save()


def make_listing(path: Path) -> None:
    """12,500 versions: 250 ranges of 50."""
    make_versions(path, ranges=250, versions=50, a_save=2_500)


def make_versions_20k(path: Path) -> None:
    """20,000 versions: 100 ranges of 200."""
    make_versions(path, ranges=100, versions=200, a_save=5_000)


def make_versions_100k(path: Path) -> None:
    """100,000 versions: 100 ranges of 1,000."""
    make_versions(path, ranges=100, versions=1_000, a_save=5_000)


def make_types(path: Path) -> None:
    """100,000 versions: 8 types with 250 ranges of 50."""
    _types(path, 250)


def make_types_20k(path: Path) -> None:
    """20,000 versions: 8 types with 50 ranges of 50."""
    _types(path, 50)


def _types(path: Path, ranges: int) -> None:
    """Add the types one after the other, as `make_versions` does with one."""
    for ctype in TYPES:
        make_versions(path, ranges=ranges, versions=50, a_save=5_000, ctype=ctype)


def make_pictures(path: Path) -> None:
    """200 MB: 4 jungfrau4M arrays as a camera has them, with hot, dead and unknown pixels."""
    _arrays(path, pedestals, _PICTURES)


MAKERS: dict[str, Callable[[Path], None]] = {  # those that take long come first
    "jungfrau-8types.h5": make_types,
    "jungfrau-8types-20k.h5": make_types_20k,
    "jungfrau-100k.h5": make_versions_100k,
    "jungfrau-20k.h5": make_versions_20k,
    "jungfrau-10000ranges.h5": make_many_ranges,
    "jungfrau-12500versions.h5": make_listing,
    "jungfrau-2gb.h5": make_two_gigabytes,
    "jungfrau-1gb.h5": make_big,
    "jungfrau-pictures.h5": make_pictures,
    "jungfrau-10mb.h5": make_ten_megabytes,
    "jungfrau-10ranges.h5": make_ten_ranges,
}


def make(directory: Path, names: Iterable[str]) -> None:
    """Make those of the files that are not in the directory yet, two at a time."""
    wanted = set(names)
    missing = [name for name in MAKERS if name in wanted and not (directory / name).exists()]
    if not missing:
        return
    print(f"Making {', '.join(missing)} in {directory}", flush=True)
    begin = time.perf_counter()
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(_make_one, directory / name) for name in missing]):
            name, seconds = done.result()
            print(f"  {name}: {seconds:.1f} s", flush=True)
    os.sync()  # else the measurements wait for what is still to be written
    print(f"  all: {time.perf_counter() - begin:.1f} s", flush=True)


def _make_one(path: Path) -> tuple[str, float]:
    begin = time.perf_counter()
    unfinished = path.with_name(f"unfinished-{path.name}")
    unfinished.unlink(missing_ok=True)
    MAKERS[path.name](unfinished)
    unfinished.rename(path)
    return path.name, time.perf_counter() - begin
