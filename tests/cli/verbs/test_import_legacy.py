"""``dcs import-legacy``: the real command on a made directory, and each way to be refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from legacy_directories import DETNAME, make_run_table, make_type
from processes import foreign_program

T0 = 1_400_000_000


@pytest.fixture
def legacy(tmp_path: Path) -> Path:
    calib = tmp_path / "CXI" / "cxif5315" / "calib"
    make_type(calib, {"3-end.data": "1 2", "12-20x.data": "1", "7-end.data": "3 4"})
    make_run_table(tmp_path / "runs.txt", {3: (T0,), 7: (T0 + 100,)})
    return calib


def test_it_takes_and_tells(legacy: Path, tmp_path: Path) -> None:
    words = ("import-legacy", legacy, "-c", f"local:{tmp_path / 'new'}")
    runs = ("--runs", tmp_path / "runs.txt")
    tried = dcs(*words, *runs, "--dry-run")
    assert "2 files would be taken, 0 there already, 1 skipped." in tried.err
    assert not (tmp_path / "new").exists()
    done = real_dcs(*words, *runs, "-m", "moved")
    assert "2 files taken" in done.err
    assert "12-20x.data" in done.out
    assert DETNAME in done.out
    cs = DCStore(tmp_path / "new", DETNAME)
    assert [list(cs.get("pedestals", T0 + at)) for at in (0, 100)] == [[1, 2], [3, 4]]
    again = dcs(*words, *runs, "--json").json
    fates = [item["fate"] for item in again["detectors"][0]["items"]]
    assert len(set(fates)) == 1
    assert len(again["strays"]) == 1


def test_a_begin_instead_of_a_run_table(legacy: Path, tmp_path: Path) -> None:
    words = ("import-legacy", legacy, "-c", tmp_path, "--detname", "cspad-0001")
    done = dcs(*words, "--begin", "2016-10-27T00:00:00Z")
    assert "1 files taken" in done.err
    cs = DCStore(tmp_path, "cspad-0001")
    assert list(cs.get("pedestals", "2020-01-01T00:00:00Z")) == [3, 4]


def test_each_refusal(legacy: Path, tmp_path: Path) -> None:
    words = ("import-legacy", legacy, "-c", tmp_path)
    assert "No run table is known for cxif5315" in dcs(*words, code=2).err
    dcs(*words, "--runs", tmp_path / "none", code=3)
    dcs("import-legacy", tmp_path / "none", "-c", tmp_path, "--begin", T0, code=3)
    dcs("import-legacy", legacy, code=2)
    rule = '[[rule]]\nrole = "contributor"\nusers = ["nobody-else"]\n'
    (tmp_path / "access.toml").write_text(rule)
    dcs(*words, "--begin", T0, code=4)
    (tmp_path / "access.toml").unlink()
    (tmp_path / "cspad").mkdir()
    (tmp_path / "cspad" / f"{DETNAME}.h5").write_text("nonsense")
    dcs(*words, "--begin", T0, code=7)


def test_who_waits_too_long_is_told_who_has_it(
    legacy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_PATIENCE", "0.05")
    file = DCStore.create(tmp_path, DETNAME).path
    words = ("import-legacy", legacy, "-c", tmp_path, "--runs", tmp_path / "runs.txt")
    data = file.read_bytes()
    for more in ((), ("--dry-run",)):
        with foreign_program(file, "r+") as pid:
            assert f"process {pid}" in dcs(*words, *more, code=6).err
    assert file.read_bytes() == data
