"""Tests that need ../shared are skipped where it is missing, and fail where it has to be there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = """
import os
import pytest
from pathlib import Path
from shared_data import shared_files

def test_fixture(shared): pass

def test_data(shared_data): pass

@pytest.mark.shared
def test_marker(): pass

@pytest.mark.parametrize("path", shared_files("data/*.txt", "data/none.h5"))
def test_files(path): assert path.read_text() == "here"

def test_other(): pass
"""


def outcome(project: Path, **environment: str) -> str:
    """Return the last line of a run of `TESTS` in a project that has our conftest."""
    inherited = {name: value for name, value in os.environ.items() if "DCSGUI" not in name}
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_it.py"],
        cwd=project,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout.splitlines()[-1].rpartition(" in ")[0]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with our set-up and the tests above, that has no ../shared."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "support", project / "tests" / "support")
    shutil.copy(ROOT / "tests" / "conftest.py", project / "tests")
    shutil.copy(ROOT / "pyproject.toml", project)
    (project / "tests" / "test_it.py").write_text(TESTS)
    return project


def test_skipped_without_shared(project: Path) -> None:
    assert outcome(project) == "1 passed, 5 skipped"


def test_fail_without_shared_where_it_is_needed(project: Path) -> None:
    assert outcome(project, DCSGUI_NEED_SHARED="1") == "1 passed, 5 errors"


def test_pass_with_shared(project: Path) -> None:
    data = project.parent / "shared" / "data"
    data.mkdir(parents=True)
    for name in ("a.txt", "b.txt"):
        (data / name).write_text("here")
    assert outcome(project, DCSGUI_NEED_SHARED="1") == "6 passed"


def test_each_test_has_its_own_home(own_configuration: Path) -> None:
    assert os.environ["HOME"] == str(own_configuration) == str(Path.home())
    assert os.environ["DCS_REPOSITORY"].startswith(str(own_configuration))
    assert list(own_configuration.iterdir()) == []
