"""``dcs restore``: what was deleted, put back; or the list of it."""

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


def test_what_was_deleted_is_listed_and_put_back(file: Path) -> None:
    before = picture(file)
    dcs("delete", f"{file}/pedestals/50-100/1", "-m", "first")
    middle = picture(file)
    dcs("delete", f"{file}/pedestals/0-100", "--yes", "-m", "second")
    listed = dcs("restore", file, "--list").out
    assert "pedestals/0-100" in listed
    assert "first" in listed
    rows = dcs("restore", file, "--list", "--json").json["deletions"]
    assert [row["comment"] for row in rows] == ["first", "second"]
    dcs("restore", f"{file}/pedestals/0-100", "--dry-run")
    assert picture(file) != middle
    out = real_dcs("restore", f"{file}/pedestals/0-100").out
    assert "v2 of 0-100" in out or "v2 instead of nothing" in out
    assert picture(file) == middle
    done = dcs("restore", file, rows[0]["number"], "--json").json
    assert done["edited"]["node"]["path"][:2] == ["pedestals", "50-100"]
    assert picture(file) == before
    assert "nothing deleted" in dcs("restore", file, "--list").err


def test_a_version_is_meant_by_its_number(file: Path) -> None:
    before = picture(file)
    dcs("delete", f"{file}/pedestals/50-100/1")
    dcs("delete", f"{file}/pedestals/50-100/2")
    back = dcs("restore", f"{file}/pedestals/50-100/1", "--json").json["edited"]
    assert back["did"] == ["pedestals/50-100: restore version 1"]
    dcs("restore", f"{file}/pedestals/50-100/2")
    assert picture(file) == before


def test_what_is_refused_changes_nothing(file: Path, tmp_path: Path) -> None:
    dcs("restore", file, code=3)
    dcs("restore", file, 7, code=3)
    dcs("restore", file, "x", code=2)
    dcs("restore", f"{file}/pixel_gain", code=3)
    dcs("restore", tmp_path / "none.h5", code=3)
    dcs("delete", f"{file}/pedestals/50-100", "--yes")
    store = DCStore(file)
    store.ctypeobj("pedestals").add_range((50, 100))
    store.save()
    raw = file.read_bytes()
    dcs("restore", file, code=5)
    dcs("restore", file, "--dry-run", code=5)
    (tmp_path / "access.toml").write_text(CONTRIBUTORS_ONLY)
    dcs("restore", file, code=4)
    assert file.read_bytes() == raw
