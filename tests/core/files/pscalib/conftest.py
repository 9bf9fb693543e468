"""A small file as the older code would have written it, and the large sample of it."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.pscalib import PscalibWriter
from dcsgui.core.files.records import NewVersion, Record
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from older_files import copy_of

SAMPLE = "data/pscalib/canonical/cspad-CxiDs2.0-Cspad.0.h5"


@pytest.fixture
def sample(shared: Path, tmp_path: Path) -> Path:
    """Return a copy of the large canonical file."""
    return copy_of(shared / SAMPLE, tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a file with one type and the ranges 100-end, with versions 1 to 3, and 200-300."""
    path = tmp_path / "cspad-0001.h5"
    with h5py.File(path, "w", libver="earliest") as f:
        writer = PscalibWriter(f)
        writer.set_head(
            dettype="cspad",
            detid="0001",
            tscfile=Timestamp.of(50),
            predecessor=None,
            successor=None,
        )
        writer.add_ctype("pedestals")
        writer.add_range("pedestals", Validity.of("100-end"))
        writer.add_range("pedestals", Validity.of("200-300"))
        for number in (1, 2, 3):
            writer.add_version(
                ("pedestals", "100-end"),
                NewVersion(
                    Timestamp.of(1000 + number),
                    np.full((2, 3), number, "<f4"),
                    {"author": "ana", "n": number},
                    record=Record(
                        Timestamp.of(2000 + number), "bo", "psana", "", f"darks {number}"
                    ),
                ),
            )
        writer.set_pars(("pedestals", "100-end"), {"experiment": "xpptut15", "run": 260})
    return path


@pytest.fixture
def record() -> Record:
    """Return the record of some change."""
    return Record(Timestamp.of(3000), "eve", "psana", "del", "wrong")
