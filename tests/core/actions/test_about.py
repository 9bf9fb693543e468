"""What the program stands on."""

from __future__ import annotations

import h5py
import numpy as np

import dcsgui
from dcsgui.core.actions.about import libraries


def test_libraries_are_told_with_their_versions() -> None:
    found = dict(libraries())
    assert list(found) == ["dcsgui", "Python", "h5py", "HDF5", "numpy"]
    assert found["dcsgui"] == dcsgui.__version__
    assert found["h5py"] == h5py.__version__
    assert found["HDF5"] == h5py.version.hdf5_version
    assert found["numpy"] == np.__version__
    assert found["Python"].startswith("3.")
