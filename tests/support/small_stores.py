"""Empty stores in each layout, for tests to fill."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np

from dcsgui import DCStore
from dcsgui.core.files.pscalib import PscalibWriter
from dcsgui.core.values.timestamps import Timestamp

LAYOUTS = ("native", "pscalib")

T0 = 1477526400
NDA = np.arange(6.0)


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


def make_told_store(calib: Path, layout: str) -> DCStore:
    """Make a store with two versions that have comments, and parameters."""
    store = make_store(calib, layout)
    tsro = store.add_ctype("pedestals").add_range((0, 100))
    tsro.add_version(T0, NDA, comment="first", pars={"run": 5})
    tsro.add_version(T0 + 1, NDA + 1, comment="second")
    store.add_par("k", 1)
    store.save()
    return store


def add_everywhere(cs: DCStore) -> None:
    """Ask for changes at several levels of a store that holds pedestals."""
    cs.add_par("k", 1)
    cs.set_predecessor("cspad-0000")
    cto = cs.add_ctype("pixel_gain")
    cto.add_range((0, 10)).add_version(T0, NDA, pars={"run": 5}, comment="flat")
    cs.ctypeobj("pedestals").rangeobj(100).add_version(T0 + 1, NDA + 1)
