"""Constants written to files are read back exactly."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from dcsgui import DCStore
from dcsgui.core.actions import room
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.export import save_bytes, save_constants
from dcsgui.core.values.errors import (
    BadValue,
    Damaged,
    DCError,
    NotFound,
    StoreNotAvailable,
)
from dcsgui.core.values.progress import Cancelled, Progress
from shared_data import shared_files
from small_stores import NDA
from versions_to_look_at import add

FRAMES = np.random.default_rng(1).normal(2800, 4, (3, 2, 5, 7)).astype("f4")


class Told(Progress):
    """Remembers what it is told, and calls the work off after so many times."""

    def __init__(self, most: int = 10**9) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self.most = most

    def report(self, done: int, total: int, what: str = "") -> None:
        self.reports.append((done, total, what))
        if len(self.reports) >= self.most:
            raise Cancelled("Nobody waits for it.")


def read_text(path: Path) -> NDArray[np.generic]:
    """Read an array from text as other programs do: by numpy, shaped by the comments."""
    form = dict(
        line[2:].rstrip("\n").split(None, 1)
        for line in path.read_text().splitlines()
        if line.startswith(("# DTYPE", "# NDIM", "# DIM:"))
    )
    shape = tuple(int(form[f"DIM:{axis}"]) for axis in range(int(form["NDIM"])))
    return np.loadtxt(path, dtype=form["DTYPE"], ndmin=1).reshape(shape)


@pytest.mark.parametrize("dtype", ["<f4", ">f4", "f8", "u1", ">i2", "u8", "?", "f2", "c8"])
@pytest.mark.parametrize("shape", [(), (6,), (2, 3), (3, 2, 5, 7)])
def test_arrays_come_back_exactly(
    cs: DCStore, tmp_path: Path, dtype: str, shape: tuple[int, ...]
) -> None:
    array = np.random.default_rng(5).normal(90, 40, shape)
    array = np.asarray(abs(array) % 2 if dtype == "?" else abs(array)).astype(dtype)
    node = add(cs, array)
    for name in ("a.npy", "a.NPY", "a.txt", "a.data", "a"):
        target = tmp_path / name
        assert save_constants(node, str(target)) == str(target)
        found = np.load(target) if name.lower().endswith("npy") else read_text(target)
        assert found.dtype in {array.dtype, array.dtype.newbyteorder("=")}
        assert found.shape == array.shape
        assert np.array_equal(found, array)


def test_values_that_are_no_numbers_come_back(cs: DCStore, tmp_path: Path) -> None:
    array = np.array([[math.nan, math.inf], [-math.inf, -0.0]], "f4")
    node = add(cs, array)
    for name in ("a.npy", "a.txt"):
        save_constants(node, str(tmp_path / name))
    assert np.load(tmp_path / "a.npy").tobytes() == array.tobytes()
    assert np.array_equal(read_text(tmp_path / "a.txt"), array, equal_nan=True)
    assert np.signbit(read_text(tmp_path / "a.txt")[1]).all()


def test_one_picture_can_be_taken(cs: DCStore, tmp_path: Path) -> None:
    node = add(cs, FRAMES)
    for name in ("a.npy", "a.txt"):
        save_constants(node, str(tmp_path / name), (1,))
    assert np.array_equal(np.load(tmp_path / "a.npy"), FRAMES[1])
    assert np.array_equal(read_text(tmp_path / "a.txt"), FRAMES[1])
    words = (tmp_path / "a.txt").read_text()
    assert "# SLAB        1\n" in words
    assert "DIGEST" not in words


@pytest.mark.parametrize("slab", [(3,), (-1,), (0, 0), (0, 0, 0)])
def test_a_picture_that_is_not_there_is_said(
    cs: DCStore, tmp_path: Path, slab: tuple[int, ...]
) -> None:
    with pytest.raises(BadValue, match="has no picture"):
        save_constants(add(cs, FRAMES), str(tmp_path / "a.npy"), slab)
    assert not (tmp_path / "a.npy").exists()


def test_where_they_come_from_is_said(cs: DCStore, tmp_path: Path) -> None:
    node = add(cs, NDA, author="ana", experiment="xpptut15", run=260, comment="dark\n1 2 3")
    save_constants(node, str(tmp_path / "a.txt"))
    words = (tmp_path / "a.txt").read_text()
    for line in (
        "# DETECTOR    cspad-0001",
        "# CTYPE       pedestals",
        f"# RANGE       {node.range_name} (",
        "# VERSION     1, produced 2016-10-2",
        "# DIGEST      sha256:",
        "# EXPERIMENT  xpptut15",
        "# RUN         260",
        "# AUTHOR      ana",
        "# COMMENT     dark\n# COMMENT     1 2 3\n",
        f"# FILE        {cs.path}\n",
    ):
        assert line in words


@pytest.mark.parametrize("text", ["", "größer\r\nµm\n", "\udcff raw", "0 1 2"])
def test_texts_are_written_byte_for_byte(cs: DCStore, tmp_path: Path, text: str) -> None:
    node = add(cs, text, "geometry")
    save_constants(node, str(tmp_path / "a.data"))
    assert (tmp_path / "a.data").read_bytes() == text.encode("utf-8", "surrogateescape")
    with pytest.raises(BadValue, match=r"Give a name that ends in \.txt"):
        save_constants(node, str(tmp_path / "a.npy"))


def refused(node: NodeId, target: Path, error: type[DCError], match: str) -> None:
    with pytest.raises(error, match=match):
        save_constants(node, str(target))


def test_what_cannot_be_written_is_said(cs: DCStore, tmp_path: Path) -> None:
    node = add(cs, NDA)
    before = cs.path.read_bytes()
    refused(node, tmp_path / "gone" / "a.npy", StoreNotAvailable, "there is no directory")
    refused(node, tmp_path, StoreNotAvailable, "it is a directory")
    refused(node, tmp_path / "a.h5", BadValue, r"\.h5 is for detector files")
    refused(node, cs.path, BadValue, r"\.h5 is for detector files")
    (tmp_path / "link.txt").symlink_to(cs.path)
    refused(node, tmp_path / "link.txt", BadValue, "is an HDF5 file")
    assert cs.path.read_bytes() == before
    refused(node.parent.child("9"), tmp_path / "a.npy", NotFound, "is not, or no longer, there")
    refused(add(cs, None, "pixel_gain"), tmp_path / "a.npy", NotFound, "holds no constants")
    (tmp_path / "file.h5").write_text("no HDF5")
    refused(NodeId(str(tmp_path / "file.h5"), node.path), tmp_path / "a", Damaged, "no HDF5")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["calib", "file.h5", "link.txt"]


def test_what_is_too_large_is_said(
    cs: DCStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LARGEST", 10)
    refused(add(cs, NDA), tmp_path / "a.npy", room.NoRoomError, "are not read here")


@pytest.mark.parametrize("name", ["a.npy", "a.txt"])
def test_progress_is_told_and_can_call_it_off(cs: DCStore, tmp_path: Path, name: str) -> None:
    node = add(cs, np.zeros((300, 1000)))
    told = Told()
    save_constants(node, str(tmp_path / name), progress=told)
    done, total, _ = told.reports[-1]
    assert done == total
    (tmp_path / name).write_text("old")
    with pytest.raises(Cancelled):
        save_constants(node, str(tmp_path / name), progress=Told(1))
    assert (tmp_path / name).read_text() == "old"


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    target = tmp_path / "picture.png"
    for data in (b"\x89PNG\r\n", b""):
        assert save_bytes(str(target), data) == str(target)
        assert target.read_bytes() == data
    with pytest.raises(StoreNotAvailable):
        save_bytes(str(tmp_path), b"")


@pytest.mark.parametrize("path", shared_files("data/real/lcls-npy/*.npy"))
def test_real_arrays(path: Path, cs: DCStore, tmp_path: Path) -> None:
    array = np.load(path)
    node = add(cs, array)
    for name in ("a.npy", "a.txt"):
        save_constants(node, str(tmp_path / name))
    assert np.load(tmp_path / "a.npy").tobytes() == array.tobytes()
    assert np.array_equal(read_text(tmp_path / "a.txt"), array, equal_nan=array.dtype.kind == "f")
