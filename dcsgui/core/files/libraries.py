"""The libraries that the files stand on, and their versions."""

from __future__ import annotations

import h5py
import numpy as np


def library_versions() -> tuple[tuple[str, str], ...]:
    """Return name and version of h5py, HDF5 and numpy, as they run here."""
    return (
        ("h5py", str(h5py.version.version)),
        ("HDF5", str(h5py.version.hdf5_version)),
        ("numpy", np.__version__),
    )
