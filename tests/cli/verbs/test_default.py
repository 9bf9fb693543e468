"""``dcs default``: which version of a range answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from filled_detectors import CONTRIBUTORS_ONLY, filled
from small_stores import LAYOUTS
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return filled(tmp_path, request.param).path


def test_a_default_is_set_tried_and_released(file: Path) -> None:
    before = picture(file)
    tried = dcs("default", file, "pedestals", "50-100", 1, "-m", "x", "--dry-run", "--json").json
    assert picture(file) == before
    done = real_dcs("default", file, "pedestals", "50-100", 1, "-m", "x", "--json").json
    assert tried["times"] == done["times"] == [[50 * 10**9, 100 * 10**9]]
    assert tried["words"] == done["words"]
    assert DCStore(file).ctypeobj("pedestals").rangeobj((50, 100)).pinned
    out = dcs("default", file, "pedestals", "70", "--auto").out  # the range that answers then
    assert "v2 instead of v1" in out
    assert picture(file) == before


def test_what_is_refused_changes_nothing(file: Path, tmp_path: Path) -> None:
    raw = file.read_bytes()
    dcs("default", file, "pedestals", "50-100", code=2)
    dcs("default", file, "pedestals", "50-100", 1, "--auto", code=2)
    same = dcs("default", file, "pedestals", "50-100", "--auto", "--json").json
    assert same["before"] == same["after"]
    assert "already" in same["words"]
    dcs("default", file, "pedestals", "50-100", 7, code=3)
    dcs("default", file, "pedestals", "50-100", 7, "--dry-run", code=3)
    dcs("default", file, "pixel_gain", "50-100", 1, code=3)
    (tmp_path / "access.toml").write_text(CONTRIBUTORS_ONLY)
    dcs("default", file, "pedestals", "50-100", 1, code=4)
    dcs("default", file, "pedestals", "50-100", 1, "--dry-run", code=4)
    assert file.read_bytes() == raw


def test_the_repository_asks_for_a_reason(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_REPOSITORY", str(tmp_path))
    assert "reason" in dcs("default", "cspad-0001", "pedestals", "50-100", 1, code=2).err
    dcs("default", "cspad-0001", "pedestals", "50-100", 1, "-m", "better")
