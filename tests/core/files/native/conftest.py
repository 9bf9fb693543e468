"""A file in the native layout, as the tests of that layout need it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui.core.files.opening import create_file
from dcsgui.core.files.records import Head, LayoutName
from dcsgui.core.values.timestamps import Timestamp


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a detector file without types."""
    path = tmp_path / "cspad-0001.h5"
    create_file(path, Head(LayoutName.NATIVE, "cspad", "0001", Timestamp.of(1477526400)))
    return path
