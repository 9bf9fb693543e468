"""Constants that other people's detectors produced go in and come out identical."""

from __future__ import annotations

import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore, errors
from shared_data import SHARED, shared_files

T0 = 1_477_526_400
OLDER = SHARED / "data/pscalib/canonical/edge-nothing.h5"


def arrays_of(path: Path) -> dict[str, np.ndarray]:
    """Read the arrays of a file with the tools of its own kind."""
    if path.suffix == ".npy":
        return {"npy": np.load(path)}
    if path.suffix == ".h5":
        with h5py.File(path) as file:
            found: dict[str, np.ndarray] = {}
            file.visititems(
                lambda name, node: (
                    found.update({name: node[()]})
                    if isinstance(node, h5py.Dataset) and node.dtype.kind in "biuf"
                    else None
                )
            )
        return found
    if path.suffix.startswith(".sn"):
        return {"trimbits": np.fromfile(path, "<i4")[18:].reshape(256, 1024)}
    return {"text": np.loadtxt(path)}


@pytest.fixture(params=["native", "pscalib"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> DCStore:
    """Return an empty store in either layout."""
    if request.param == "native":
        return DCStore.create(tmp_path / "real-1.h5")
    copy = shutil.copyfile(
        request.getfixturevalue("shared") / OLDER.relative_to(SHARED), tmp_path / "edge-nothing.h5"
    )
    return DCStore(copy)


@pytest.mark.parametrize(
    "path",
    shared_files(
        "data/real/lcls-npy/*.npy",
        "data/real/derived_frames/*",
        "data/real/hummingbird-masks/*.h5",
        "data/real/eiger-trimbits/*",
        "data/real/aps-tomo-dark-white/*.h5",
        "data/real/lcls_calib/**/*.data",
    ),
)
def test_arrays_come_out_as_they_went_in(path: Path, store: DCStore) -> None:
    arrays = arrays_of(path)
    assert arrays
    tsro = store.add_ctype("pedestals").add_range((T0, None))
    for i, array in enumerate(arrays.values(), 1):
        tsro.add_version(T0 + i, array)
    store.save()
    for i, array in enumerate(arrays.values(), 1):
        answer = DCStore(store.path).get("pedestals", T0, vers=i)
        assert isinstance(answer, np.ndarray)
        assert (answer.shape, answer.dtype) == (array.shape, array.dtype)
        assert answer.tobytes() == array.tobytes()


@pytest.mark.parametrize(
    "path", shared_files("data/real/psana-geometry/*.data", "data/real/crystfel-geometry/*")
)
def test_geometries_come_out_to_the_byte(path: Path, store: DCStore) -> None:
    store.add_ctype("geometry").add_range((T0, None)).add_version(T0, path.read_bytes())
    store.save()
    answer = DCStore(store.path).get("geometry", T0)
    assert isinstance(answer, str)
    assert answer.encode() == path.read_bytes()


@pytest.mark.shared
def test_what_declares_more_than_it_holds_is_refused(shared_data: Path, tmp_path: Path) -> None:
    """A file of 10 kB that declares 80 MB is told before memory is asked for."""
    path = tmp_path / "clusters-1.h5"
    DCStore.create(path).save()
    with DCStore(path) as cs:
        cs.add_ctype("gain").add_range((T0, None)).add_version(T0, np.zeros(3))
    source = shared_data / "real/lcls-npy/SimpleClusters_c0_r334_n100.h5"
    with h5py.File(source) as clusters, h5py.File(path, "r+") as file:
        dataset = max((n for n in clusters.values()), key=lambda n: n.nbytes)
        group = file[f"gain/{T0}/{T0}"]
        del group["calib"]
        clusters.copy(dataset, group, "calib")
    cs = DCStore(path)
    with pytest.raises(errors.Damaged, match="declares"):
        cs.get("gain", T0)
