"""Files that were forged or cut short are refused before memory is asked for."""

from __future__ import annotations

import resource
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files import constants, guard
from dcsgui.core.values.errors import AlreadyExists, BadValue, Damaged
from shared_data import need_shared

GIGABYTE = 2**30


@pytest.fixture
def file(tmp_path: Path) -> Iterator[h5py.File]:
    with h5py.File(tmp_path / "forged.h5", "w", libver=("v108", "v108")) as file:
        yield file


def refused(dset: h5py.Dataset, match: str) -> None:
    """Check that constants are refused, and without memory for them."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Damaged, match=match):
        constants.read_constants(dset)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def reopened(file: h5py.File) -> h5py.File:
    path = file.filename
    file.close()
    return h5py.File(path, "r")


@pytest.mark.parametrize("shape", [(), (3,), (0,), (4, 0, 2), (5, 7)])
@pytest.mark.parametrize(
    "options", [{}, {"chunks": True}, {"compression": "gzip"}, {"fletcher32": 1}]
)
def test_what_is_stored_is_let_through(
    file: h5py.File, shape: tuple[int, ...], options: dict[str, object]
) -> None:
    if not all(shape) or not shape:
        options = {}
    data = np.arange(np.prod(shape, dtype=int), dtype="f4").reshape(shape)
    guard.check_stored(file.create_dataset("a", data=data, **options))
    assert np.array_equal(np.asarray(constants.read_constants(file["a"])), data)


def test_zeros_that_compress_well_are_let_through(file: h5py.File) -> None:
    data = np.zeros((64, 1024, 64))
    dset = file.create_dataset("a", data=data, chunks=(64, 1024, 64), compression=9)
    assert dset.id.get_storage_size() * 1000 < data.nbytes
    guard.check_stored(dset)


def test_contiguous_data_that_were_never_written(file: h5py.File) -> None:
    refused(file.create_dataset("a", (GIGABYTE,), "f8"), "declares 8589934592 bytes")


@pytest.mark.parametrize("patched", [1, 3])
def test_contiguous_data_beyond_the_end_of_the_file(tmp_path: Path, patched: int) -> None:
    """The size is forged in the shape, or there and in the place of the data too."""
    path = tmp_path / "forged.h5"
    with h5py.File(path, "w", libver="earliest") as file:
        file.create_dataset("a", data=np.zeros(12_345, "u1"))
    true, false = (struct.pack("<Q", size) for size in (12_345, 8 * GIGABYTE))
    pieces = path.read_bytes().split(true)
    last = len(pieces) - 2
    marks = [false if patched & (2 if i == last else 1) else true for i in range(last + 1)]
    path.write_bytes(b"".join(map(bytes.__add__, pieces, [*marks, b""])))
    with pytest.raises(Damaged), h5py.File(path) as file, guard.damage_reported("a"):
        constants.read_constants(file["a"])


def test_a_compact_dataset_is_let_through(file: h5py.File) -> None:
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((4,))
    h5py.h5d.create(file.id, b"a", h5py.h5t.STD_I32LE, space, plist)
    file["a"][:] = range(4)
    guard.check_stored(file["a"])


@pytest.mark.parametrize("compression", [None, "gzip"])
def test_chunks_are_missing(file: h5py.File, compression: str | None) -> None:
    options = {"chunks": (1000, 1000), "compression": compression}
    dset = file.create_dataset("a", (100_000, 100_000), "f4", **options)
    refused(dset, "incomplete or forged")
    dset[:1500, :1000] = 1
    refused(dset, "incomplete or forged")
    refused(reopened(file)["a"], "incomplete or forged")


def test_virtual_data(tmp_path: Path) -> None:
    layout = h5py.VirtualLayout((5,), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", (5,))
    with h5py.File(tmp_path / "virtual.h5", "w", libver="latest") as file:
        refused(file.create_virtual_dataset("a", layout), "in other files")


def test_external_data(file: h5py.File, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(bytes(20))
    external = [(str(tmp_path / "secret"), 0, 20)]
    refused(file.create_dataset("a", (5,), "f4", external=external), "in other files")


def test_a_real_file_that_declares_more_than_it_has(shared_data: Path) -> None:
    path = need_shared(shared_data / "real/lcls-npy/SimpleClusters_c0_r334_n100.h5")
    with h5py.File(path) as file:
        dset = file["clusterData"]
        assert dset.nbytes > 1000 * path.stat().st_size
        refused(dset, "in other files")


LINKS: dict[str, Callable[[h5py.File], object]] = {
    "is not a plain link": lambda file: h5py.SoftLink("/target"),
    "leads to another file": lambda file: h5py.ExternalLink("other.h5", "/target"),
}


@pytest.mark.parametrize("match", LINKS)
def test_links_that_lead_elsewhere(file: h5py.File, match: str) -> None:
    file.create_group("target")
    file["a"] = LINKS[match](file)
    assert guard.has(file, "a")
    for step in (guard.child, guard.subgroup, guard.dataset):
        with pytest.raises(Damaged, match=match):
            step(file, "a")


def test_children_of_the_wrong_kind(file: h5py.File) -> None:
    file.create_group("group")
    file["dataset"] = 1
    assert guard.subgroup(file, "nothing") is None
    assert guard.dataset(file, "nothing") is None
    with pytest.raises(Damaged, match="not a group"):
        guard.subgroup(file, "dataset")
    with pytest.raises(Damaged, match="not a dataset"):
        guard.dataset(file, "group")


def test_what_the_library_says_becomes_damaged() -> None:
    for error in (KeyError("'x' doesn't exist"), OSError("bad"), BadValue("odd")):
        expected = pytest.raises(Damaged, match="The thing cannot be read")
        with expected, guard.damage_reported("The thing"):
            raise error
    with pytest.raises(AlreadyExists), guard.damage_reported("The thing"):
        raise AlreadyExists("as it is")


@pytest.mark.parametrize("error", [MemoryError, AttributeError, TypeError])
def test_our_own_mistakes_and_lack_of_memory_are_no_damage(error: type[Exception]) -> None:
    with pytest.raises(error), guard.damage_reported("The thing"):
        raise error


def test_a_type_that_numpy_lacks_is_damage(file: h5py.File) -> None:
    three_bytes = h5py.h5t.STD_B16LE.copy()
    three_bytes.set_size(3)
    h5py.h5d.create(file.id, b"a", three_bytes, h5py.h5s.create(h5py.h5s.SCALAR))
    expected = pytest.raises(Damaged, match="The thing cannot be read: data type")
    with expected, guard.damage_reported("The thing"):
        file["a"].dtype.newbyteorder()


def test_the_name_of_a_file_object_is_its_path(tmp_path: Path) -> None:
    class Draft:
        def __repr__(self) -> str:
            return "<Draft /calib/cspad-0001.h5>"

    file = type("File", (), {"filename": repr(Draft())})()
    assert guard.file_name(file) == "/calib/cspad-0001.h5"


@pytest.mark.parametrize("value", [1.5, "1", [1, 2], np.array([]), True])
def test_whole_numbers(value: object) -> None:
    assert guard.whole_number(np.array([7], "u2"), "It") == 7
    with pytest.raises(Damaged, match="It should be one whole number"):
        guard.whole_number(value, "It")
