"""Kept bytes laid over a file, read as one."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dcsgui.core.files.blocks import Blocks
from dcsgui.core.files.overlay import Overlay


@pytest.fixture
def overlay(tmp_path: Path) -> Iterator[Overlay]:
    path = tmp_path / "det.h5"
    path.write_bytes(b"0123456789")
    blocks = Blocks()
    blocks.put(3, b"abc")
    blocks.put(12, b"xy")
    with path.open("rb") as file:
        yield Overlay(file.fileno(), "det.h5", blocks=blocks, size=15)


def test_it_reads_like_the_file_it_stands_for(overlay: Overlay) -> None:
    plain = io.BytesIO(b"012abc6789\0\0xy\0")
    for offset in range(18):
        for size in (0, 1, 4, 20, -1):
            overlay.seek(offset)
            plain.seek(offset)
            assert overlay.read(size) == plain.read(size)
            assert overlay.tell() == plain.tell()


def test_it_seeks_like_a_file(overlay: Overlay) -> None:
    assert overlay.seek(-5, os.SEEK_END) == 10
    assert overlay.seek(2, os.SEEK_CUR) == 12
    assert overlay.read(2) == b"xy"
    with pytest.raises(ValueError, match=r"before the begin of det.h5"):
        overlay.seek(-1)


def test_a_buffer_is_filled_in_place(overlay: Overlay) -> None:
    page = bytearray(4)
    overlay.seek(1)
    assert overlay.readinto(memoryview(page)) == 4
    assert page == b"12ab"
    assert repr(overlay) == "<Overlay det.h5>"
