"""What the tests of the core share."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dcsgui import DCStore
from small_stores import LAYOUTS, make_store


@pytest.fixture
def reachable() -> Iterator[Path]:
    """Return a directory that everybody may write; pytest's own are closed to others."""
    path = Path(os.path.realpath(tempfile.mkdtemp()))
    path.chmod(0o777)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def calib(tmp_path: Path) -> Path:
    """Return the path of a calib directory, which does not exist yet."""
    return tmp_path / "calib"


@pytest.fixture(params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> str:
    """Return the name of each layout in turn."""
    return str(request.param)


@pytest.fixture
def cs(calib: Path, layout: str) -> DCStore:
    """Return an empty store of each layout in turn."""
    return make_store(calib, layout)


@pytest.fixture
def repository(own_configuration: Path) -> Path:
    """Return the calib directory that is the repository."""
    return own_configuration / "repository"
