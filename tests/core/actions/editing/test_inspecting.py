"""What a file from the desktop is said to be."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.source_facts import SourceKind
from dcsgui.core.actions.editing.inspecting import LINES, inspect
from dcsgui.core.actions.export_text import export_text
from shared_data import SHARED, need_shared, shared_files
from small_stores import make_told_store

PLACED = "# HDR PARENT IND OBJECT IND\nIP 0 CAMERA 0 0 0 -100000 0 0 0 0 0 0\n"


def test_an_array(tmp_path: Path) -> None:
    path = tmp_path / "pixel_rms-run5.npy"
    np.save(path, np.zeros((2, 3), ">f4"))
    found = inspect(str(path))
    assert (found.kind, found.shape, found.dtype, found.problem) == (
        SourceKind.ARRAY,
        (2, 3),
        "float32",
        "",
    )
    assert found.ctype == "pixel_rms"
    assert (found.source, found.nbytes) == (str(path), path.stat().st_size)
    assert found.mtime_ns == path.stat().st_mtime_ns
    assert inspect(str(path), "geometry").problem == (
        "pixel_rms-run5.npy is an array, and geometry has to be a text."
    )


@pytest.mark.parametrize(
    ("text", "shape", "dtype"),
    [
        ("# DTYPE  uint16\n# NDIM  2\n# DIM:0 1\n# DIM:1 3\n0 1 2\n", (1, 3), "uint16"),
        ("0.5 1 nan\n3 4 5\n", None, ""),
        ("# just words\n\n  -1e5  # the first\n", None, ""),
    ],
)
def test_an_array_text(
    tmp_path: Path, text: str, shape: tuple[int, ...] | None, dtype: str
) -> None:
    path = tmp_path / "dark.data"
    path.write_text(text)
    found = inspect(str(path), "pedestals")
    assert (found.kind, found.shape, found.dtype) == (SourceKind.ARRAY_TEXT, shape, dtype)
    assert found.problem == ""
    assert found.lines == tuple(text.splitlines())
    assert inspect(str(path)).kind is SourceKind.ARRAY_TEXT
    assert inspect(str(path), "geometry").kind is SourceKind.TEXT  # whatever is in it


def test_a_geometry(tmp_path: Path) -> None:
    path = tmp_path / "0-end.data"
    path.write_text("# CALIB_TYPE geometry\n" + PLACED * 10)
    found = inspect(str(path))
    assert (found.kind, found.ctype, found.problem) == (SourceKind.TEXT, "geometry", "")
    assert len(found.lines) == LINES
    problem = inspect(str(path), "pedestals").problem
    assert problem == "0-end.data is a text and no array, which pedestals has to be."


def test_a_detector_file(tmp_path: Path) -> None:
    store = make_told_store(tmp_path, "native")
    found = inspect(str(store.path), "pedestals")
    assert (found.kind, found.detname, found.ctypes) == (
        SourceKind.DETECTOR,
        "cspad-0001",
        ("pedestals",),
    )


def test_what_we_export_is_understood(tmp_path: Path) -> None:
    store = make_told_store(tmp_path, "native")
    export_text(NodeId(str(store.path)), str(tmp_path / "texts"))
    paths = list((tmp_path / "texts").rglob("*.data"))
    assert paths
    for path in paths:
        found = inspect(str(path))
        assert (found.kind, found.ctype) == (SourceKind.ARRAY_TEXT, "pedestals")
        assert found.shape == (6,)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The text is empty"),
        (b"\0\1\2", "is neither an array"),
        (b"\xff\xfe words", "is neither an array"),
        (b"\x89HDF\r\n\x1a\n rubbish", "HDF5"),
        (b"\x93NUMPY\1\0\x10\0rubbish", "is no sound .npy file"),
        (b"# DTYPE int99\n1 2\n", "line 1"),
        (b"clen = 0.5\nphoton_energy = 9500\n", "is a geometry of CrystFEL"),
    ],
)
def test_what_is_none_of_these_has_a_problem(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert said in inspect(str(path)).problem


def test_a_text_may_be_cut_off_in_a_character(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x" * (2**16 - 1) + "µm")
    assert inspect(str(path)).kind is SourceKind.TEXT


@pytest.mark.parametrize("name", ["none.npy", ".", "pipe", "\0"])
def test_what_can_not_be_read_has_a_problem(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = inspect(f"{tmp_path}/{name}")
    assert found.kind is SourceKind.UNKNOWN
    assert found.problem


@pytest.mark.parametrize("path", shared_files("data/real/psana-geometry/*.data"))
def test_real_geometries(path: Path) -> None:
    found = inspect(str(need_shared(path)))
    assert (found.kind, found.ctype, found.problem) == (SourceKind.TEXT, "geometry", "")


@pytest.mark.parametrize("path", shared_files("data/real/lcls-npy/*.npy"))
def test_real_arrays(path: Path) -> None:
    found = inspect(str(need_shared(path)))
    assert found.kind is SourceKind.ARRAY
    assert found.shape == np.load(path, mmap_mode="r").shape


def test_a_real_dark(tmp_path: Path) -> None:
    path = need_shared(SHARED / "data/real/derived_frames/epix10ka_quad_seg0_dark_legacy.data")
    found = inspect(str(path))
    assert (found.kind, found.ctype, found.shape) == (
        SourceKind.ARRAY_TEXT,
        "pedestals",
        (1, 352, 384),
    )
