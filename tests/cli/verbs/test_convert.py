"""``dcs convert``: both ways, in place and elsewhere, and each way to be refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from dcsgui.core.files.records import LayoutName
from processes import foreign_program


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with DCStore.create(tmp_path, "cspad-0001") as cs:
        cs.add_ctype("pedestals").add_range(1000).add_version(2000, np.arange(5.0))
    return cs.path


def test_there_and_back_in_place(file: Path) -> None:
    done = dcs("convert", file, "--yes", "-m", "for psana", "--json").json
    assert (done["before"], done["after"], done["nversions"]) == ("native", "pscalib", 1)
    cs = DCStore(file)
    assert cs.layout is LayoutName.PSCALIB
    assert cs.records()[-1].comment == "for psana"
    real_dcs("convert", file, "--to", "native", "--yes")
    assert DCStore(file).layout is LayoutName.NATIVE
    assert np.array_equal(DCStore(file).get("pedestals", 1500), np.arange(5.0))


def test_elsewhere_without_a_question(file: Path, tmp_path: Path) -> None:
    data, other = file.read_bytes(), tmp_path / "older-1.h5"
    said = dcs("convert", file, "-o", other)
    assert f"Written and compared: {other}" in said.err
    assert "1 types, 1 ranges, 1 versions" in said.out
    assert file.read_bytes() == data
    assert DCStore(other).layout is LayoutName.PSCALIB


def test_dry_run_changes_nothing(file: Path) -> None:
    data = file.read_bytes()
    assert dcs("convert", file, "--dry-run", "--json").json["dry_run"]
    assert file.read_bytes() == data


def test_each_refusal(file: Path, tmp_path: Path) -> None:
    assert "There is no terminal" in dcs("convert", file, code=2).err
    assert "nothing to do" in dcs("convert", file, "--to", "native", "--yes", code=2).err
    other = tmp_path / "there-1.h5"
    other.write_text("mine")
    assert "not overwritten" in dcs("convert", file, "-o", other, code=5).err
    assert other.read_text() == "mine"
    assert "ends in" in dcs("convert", file, "-o", tmp_path / "x.txt", code=2).err
    assert not (tmp_path / "x.txt").exists()
    dcs("convert", tmp_path / "none-1.h5", "--yes", code=3)
    other.write_text("nonsense")
    dcs("convert", other, "--yes", code=7)
    with DCStore(file) as cs, pytest.warns(UserWarning, match="centre"):
        cs.add_ctype("centre")
    refused = dcs("convert", file, "--yes", code=2)
    assert "'centre'" in refused.err
    rule = '[[rule]]\nrole = "curator"\nusers = ["*"]\n'
    (tmp_path / "access.toml").write_text(rule)
    dcs("convert", file, "--yes", code=4)


def test_who_waits_too_long_is_told_who_has_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_PATIENCE", "0.05")
    data = file.read_bytes()
    with foreign_program(file, "r+") as pid:
        assert f"process {pid}" in dcs("convert", file, "--yes", code=6).err
    with foreign_program(file, "r"):  # whoever only reads is not disturbed either
        dcs("convert", file, "--yes", code=6)
    assert file.read_bytes() == data
    assert [path.name for path in file.parent.iterdir()] == [file.name]
