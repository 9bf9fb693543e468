"""``dcs purge`` and ``dcs repack``: what was deleted, gone; and its space."""

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


def test_it_is_asked_for_again_and_then_gone(file: Path) -> None:
    assert "nothing to purge" in dcs("purge", file).err
    dcs("delete", f"{file}/pedestals/50-100/1")
    dcs("delete", f"{file}/pedestals/0-100", "--yes")
    raw = file.read_bytes()
    assert "pedestals/0-100" in dcs("purge", file, "--dry-run").out
    asked = real_dcs("purge", file, code=2)
    assert "Remove 2 deleted things of cspad-0001 for ever" in asked.err
    assert file.read_bytes() == raw
    assert "gone for ever" in dcs("purge", f"{file}/pedestals/0-100", "--yes").err
    done = real_dcs("purge", file, "--yes", "--json").json
    assert [row["number"] for row in done["deletions"]] == [1]
    assert "gone for ever" in dcs("undo", file, code=5).err


def test_a_repack_gives_space_back_and_changes_no_answer(file: Path) -> None:
    dcs("delete", f"{file}/pedestals/0-100", "--yes")
    dcs("purge", file, "--yes")
    before, size = picture(file), file.stat().st_size
    dcs("repack", file, "--dry-run")
    assert file.stat().st_size == size
    done = real_dcs("repack", file, "--json").json
    assert (done["before"], done["after"]) == (size, file.stat().st_size)
    assert done["after"] < size
    assert picture(file) == before
    assert "given back" in dcs("repack", file, "-m", "tidy").err
    assert DCStore(file).records()[-1].comment == "tidy"


def test_what_is_refused_changes_nothing(file: Path, tmp_path: Path) -> None:
    dcs("delete", f"{file}/pedestals/50-100/1")
    raw = file.read_bytes()
    dcs("purge", file, 9, "--yes", code=3)
    dcs("repack", tmp_path / "none.h5", code=3)
    (tmp_path / "access.toml").write_text(CONTRIBUTORS_ONLY.replace("contributor", "curator"))
    for more in ("--yes", "--dry-run"):
        assert "an admin" in dcs("purge", file, more, code=4).err
    dcs("repack", file, code=4)
    dcs("repack", file, "--dry-run", code=4)
    assert file.read_bytes() == raw
    file.write_bytes(b"no HDF5")
    dcs("repack", file, code=7)
