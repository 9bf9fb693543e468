"""What all tests share: the test data, hypothesis profiles, and the plugin that isolates them."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from shared_data import need_shared

pytest_plugins = ["isolation"]
collect_ignore = ["bench", "support"]  # scripts and helpers, no tests

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, print_blob=True
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that is marked `shared` where the test data is missing, or fail it."""
    for marker in item.iter_markers("shared"):
        need_shared(*marker.args)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return ../shared: what the project is given to read."""
    return need_shared()


@pytest.fixture(scope="session")
def shared_data(shared: Path) -> Path:
    """Return ../shared/data: files of older code, hostile files, real arrays."""
    return need_shared(shared / "data")
