"""The files that `window_promote` plans and applies with; made once in a directory of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

from dcsgui import DCStore

__all__ = [
    "ALIASES",
    "DETECTORS",
    "FOLDER",
    "ITEMS",
    "KEYS",
    "LARGE",
    "MANY",
    "T0",
    "WIDE",
    "file_of",
    "make_all",
]

FOLDER = "promote"
T0 = 1_477_526_400
DETECTORS, ITEMS, KEYS, ALIASES = 1000, 1000, 1000, 5000
"""How many there are of each."""

MANY, LARGE, WIDE = "jungfrau-0001", "jungfrau-0002", "epix10ka-0001"
"""Many small versions; 2 GB; one version of 15 Mpixel, and another that answers now."""

_RANGES = 50
_PIXELS = (15, 1000, 1000)
_ARRAY = 1_000_000
_LARGE_VERSIONS, _LARGE_SHAPE = 40, (3, 8, 512, 1024)


def file_of(place: Path, detname: str) -> Path:
    """Return the file of a detector in a place."""
    return place / "calib" / detname.partition("-")[0] / f"{detname}.h5"


def make_all(directory: Path) -> Path:
    """Make places below a directory: "mine" is transferred to "theirs"; return their directory."""
    folder = directory / FOLDER
    for name, make in _MAKERS.items():
        if not (folder / name).exists():
            unfinished = folder / f"unfinished-{name}"
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(folder / name)
    return folder


def _make_mine(place: Path) -> None:
    _versions(place, float)
    _wide(place, 0.5)
    with DCStore.create(place / "calib", LARGE) as cs:
        tsro = cs.add_ctype("pedestals").add_range((T0, None))
        for number in range(_LARGE_VERSIONS):
            tsro.add_version(T0 + number, np.full(_LARGE_SHAPE, number, "f4"))
            cs.save()


def _make_theirs(place: Path) -> None:
    """Every second version is there with other constants: a conflict."""
    _versions(place, lambda number: number + 0.5, step=2)
    _wide(place, 0.0)


def _versions(place: Path, value: Callable[[int], float], step: int = 1) -> None:
    with DCStore.create(place / "calib", MANY) as cs:
        cto = cs.add_ctype("pedestals")
        for number in range(_RANGES):
            begin = T0 + 1000 * number
            tsro = cto.add_range((begin, begin + 999))
            for more in range(0, ITEMS // _RANGES, step):
                tsro.add_version(begin + more, np.full((2, 8, 16), value(number + more)))


def _wide(place: Path, level: float) -> None:
    noise = np.random.default_rng(1).standard_normal(_PIXELS, np.float32)
    with DCStore.create(place / "calib", WIDE) as cs:
        tsro = cs.add_ctype("pedestals").add_range((T0, None))
        tsro.add_version(T0 + round(2 * level), 2800 + level + noise)


def _make_many(place: Path) -> None:
    """Many detectors; the first has many parameters and a large one, and there are aliases."""
    with DCStore.create(place / "calib", "cspad-0000") as cs:
        cto = cs.add_ctype("pedestals")
        for key in range(KEYS - 1):
            cto.add_par(f"key{key:04d}", key / 3)
        cto.add_par("weights", np.arange(_ARRAY, dtype="f8"))
    template = DCStore.create(place / "calib", "cspad-0001").path
    for number in range(2, DETECTORS):  # only their names are looked at
        shutil.copyfile(template, template.with_name(f"cspad-{number:04d}.h5"))
    names = (
        (f"alias{number:04d}", f"cspad-{number % DETECTORS:04d}") for number in range(ALIASES)
    )
    lines = "\n".join(f"{alias} {detname} {T0} {T0 + 99}" for alias, detname in names)
    (place / "calib" / "cspad" / "bench.als").write_text(f"{lines}\n")


_MAKERS: dict[str, Callable[[Path], None]] = {
    "mine": _make_mine,
    "theirs": _make_theirs,
    "many": _make_many,
}
