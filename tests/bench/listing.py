"""List a type with 12,500 versions, opening included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import h5py

from tests.bench.harness import Bench, Row, in_turns, milliseconds, note, seconds_of
from tests.bench.stores import CTYPE, open_store

NEEDS = ("jungfrau-12500versions.h5",)

_SECONDS = 0.5
_VERSIONS = 12_500


def rows(bench: Bench) -> list[Row]:
    """Measure `DCType.listing`, and once what walking the groups with h5py takes."""
    path = bench.directory / NEEDS[0]
    (times,) = in_turns(lambda: _listed(path), runs=bench.runs(15))
    walked = seconds_of(lambda: _walked(path))
    note(f"DCStore(path).ctypeobj().listing(): {milliseconds(times)}; walking: {walked:.2f} s")
    return [
        Row("list a type with 12,500 versions, opening included", median(times), _SECONDS, "s")
    ]


def _listed(path: Path) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = [
        (
            row.info.tsvers,
            row.is_default,
            row.info.author,
            row.info.comment,
            row.info.shape,
            row.info.dtype,
        )
        for row in open_store(path).ctypeobj(CTYPE).listing()
    ]
    if len(found) != _VERSIONS or not all(all(cells[2:]) and cells[0] for cells in found):
        raise AssertionError("the listing is not complete")
    return found


def _walked(path: Path) -> list[tuple[object, ...]]:
    """Collect the same by opening every group, as any program without an index has to."""
    found: list[tuple[object, ...]] = []
    with h5py.File(path, "r") as file:
        for tsr in _groups(file[CTYPE]):
            default = tsr.get("defaultv", getlink=True)
            for version in _groups(tsr):
                pars, calib = version["dictpars"].attrs, version["calib"]
                comment = version["history"][0]["comment"]
                facts = (pars["author"], comment, calib.shape, calib.dtype)
                found.append((version.attrs["tsvers_ns"], default, *facts))
    if len(found) != _VERSIONS:
        raise AssertionError("walking does not find all versions")
    return found


def _groups(group: h5py.Group) -> Iterator[h5py.Group]:
    for name, node in group.items():
        if isinstance(node, h5py.Group) and name not in ("dictpars", "defaultv"):
            yield node
