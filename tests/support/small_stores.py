"""Empty stores in each layout, for tests to fill."""

from __future__ import annotations

from pathlib import Path

import h5py

from dcsgui import DCStore
from dcsgui.core.files.pscalib import PscalibWriter
from dcsgui.core.values.timestamps import Timestamp

LAYOUTS = ("native", "pscalib")


def make_older(path: Path) -> Path:
    """Make an empty file of the older layout for the detector that its name says."""
    dettype, _, detid = path.stem.partition("-")
    path.parent.mkdir(parents=True, exist_ok=True)
    with h5py.File(path, "w", libver="earliest") as file:
        PscalibWriter(file).set_head(
            dettype=dettype,
            detid=detid,
            tscfile=Timestamp.of(1477000000),
            predecessor=None,
            successor=None,
        )
    return path


def make_store(calib: Path, layout: str, detname: str = "cspad-0001") -> DCStore:
    """Make an empty store of a layout in a calib directory."""
    if layout == "native":
        return DCStore.create(calib, detname)
    return DCStore(make_older(calib / detname.partition("-")[0] / f"{detname}.h5"))
