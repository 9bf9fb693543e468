"""The package: its names, loaded when they are first used, and nothing heavy before."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dcsgui

HEAVY = ("h5py", "PyQt5", "pyqtgraph", "numpy")


@pytest.mark.parametrize("name", dcsgui.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(dcsgui, name).__name__.rpartition(".")[-1] == name
    assert name in dir(dcsgui)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="module 'dcsgui' has no attribute 'DCNothing'"):
        _ = dcsgui.DCNothing


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*(m for m in {HEAVY} if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import dcsgui") == set()
    assert loaded_by("from dcsgui import errors") == set()
    assert loaded_by("from dcsgui import Timestamp, RunNumber") <= {"numpy"}
    assert loaded_by("from dcsgui import DCStore") == {"numpy", "h5py"}


def test_errors_are_all_of_one_family() -> None:
    for name in dcsgui.errors.__all__:
        error = getattr(dcsgui.errors, name)
        if isinstance(error, type):
            assert issubclass(error, dcsgui.errors.DCError)
