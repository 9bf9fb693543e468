"""The test data in ../shared, which not every copy of the project has beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
NEEDED = "DCSGUI_NEED_SHARED"


def need_shared(what: Path = SHARED) -> Path:
    """Return `what`; if it is missing, skip the test, or fail it under $DCSGUI_NEED_SHARED."""
    if not what.exists():
        reason = f"test data {os.path.relpath(what, ROOT)} is missing"
        if os.environ.get(NEEDED):
            pytest.fail(f"{reason}, and ${NEEDED} says that it must be there", pytrace=False)
        pytest.skip(reason)
    return what


def shared_files(*patterns: str) -> list[ParameterSet]:
    """Return one parameter for each file that a pattern under ../shared finds, in order.

    For ``@pytest.mark.parametrize("path", shared_files("data/hostile/**/*.h5"))``. Each carries
    the marker ``shared``; where nothing is found the patterns themselves are left, so that the
    test is seen to be skipped (or to fail, see `need_shared`) instead of vanishing.
    """
    found = sorted({path for pattern in patterns for path in SHARED.glob(pattern)})
    return _parameters(path for path in found if path.is_file()) or _parameters(
        SHARED / pattern for pattern in patterns
    )


def _parameters(paths: Iterable[Path]) -> list[ParameterSet]:
    return [
        pytest.param(path, id=os.path.relpath(path, SHARED), marks=pytest.mark.shared(path))
        for path in paths
    ]
