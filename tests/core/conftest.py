"""What the tests of the core share."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def reachable() -> Iterator[Path]:
    """Return a directory that everybody may write; pytest's own are closed to others."""
    path = Path(os.path.realpath(tempfile.mkdtemp()))
    path.chmod(0o777)
    yield path
    shutil.rmtree(path)
