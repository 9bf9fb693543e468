"""What a layout asks for can be known without a file, and the files agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui.core.files.layouts import layout_class
from dcsgui.core.files.opening import create_file, open_reader, open_writer
from dcsgui.core.files.records import Head, LayoutName
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from older_files import copy_of
from shared_data import need_shared

OLDER = layout_class(LayoutName.PSCALIB)
NATIVE = layout_class(LayoutName.NATIVE)


@pytest.mark.parametrize("layout", LayoutName)
def test_each_layout_has_a_class(layout: LayoutName) -> None:
    assert layout_class(layout).layout is layout


def test_numbers() -> None:
    assert OLDER.by_addition
    assert not NATIVE.by_addition


@pytest.mark.parametrize("ends", ["100-200", "-5.5--2.25", "100.5", "0-end"])
@pytest.mark.parametrize("layout", LayoutName)
def test_ranges_get_the_name_that_was_told(tmp_path: Path, layout: LayoutName, ends: str) -> None:
    path = tmp_path / "cspad-0001.h5"
    if layout is LayoutName.NATIVE:
        create_file(path, Head(layout, "cspad", "0001", Timestamp.of(50)))
    else:
        path = copy_of(
            need_shared(need_shared() / "data/pscalib/canonical/edge-nothing.h5"), tmp_path
        )
    validity = Validity.of(ends)
    with open_writer(path) as writer:
        writer.check_ctype("pixel_gain")
        if "pixel_gain" not in writer.ctypes():
            writer.add_ctype("pixel_gain")
        name = writer.add_range("pixel_gain", validity)
        assert name == writer.range_name(validity) == layout_class(layout).range_name(validity)
    with open_reader(path) as reader:
        assert reader.layout is layout


def test_types() -> None:
    NATIVE.check_ctype("dark_frames")
    with pytest.raises(BadValue, match="older PSCalib code"):
        OLDER.check_ctype("dark_frames")
    for of in (NATIVE, OLDER):
        of.check_ctype("pedestals")
        with pytest.raises(BadValue):
            of.check_ctype("Not a type")
