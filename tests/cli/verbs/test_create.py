"""``dcs create``: the file of a new detector."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore


def test_a_detector_is_made_in_a_place(tmp_path: Path) -> None:
    calib = tmp_path / "calib"
    file = calib / "cspad" / "cspad-0007.h5"
    tried = dcs("create", "cspad-0007", "-c", f"local:{calib}", "--dry-run", "--json").json
    assert not calib.exists()
    assert (tried["node"]["file"], tried["dry_run"]) == (str(file), True)
    made = real_dcs("create", "cspad-0007", "-c", f"local:{calib}", "-m", "spare")
    assert made.out == f"{file}\n"
    assert DCStore(file).records()[-1].comment == "spare"
    dcs("create", "cspad-0008", "-c", calib)
    assert sorted(os.listdir(calib / "cspad")) == ["cspad-0007.h5", "cspad-0008.h5"]


def test_the_repository_is_meant_if_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_REPOSITORY", str(tmp_path / "repo"))
    dcs("create", "cspad-0007")
    assert (tmp_path / "repo" / "cspad" / "cspad-0007.h5").exists()


def test_what_is_refused(tmp_path: Path) -> None:
    dcs("create", "cspad-0007", "-c", tmp_path)
    assert (
        "never overwritten" in dcs("create", "cspad-0007", "-c", tmp_path, "--dry-run", code=5).err
    )
    dcs("create", "cspad-0007", "-c", tmp_path, code=5)
    dcs("create", "CSPAD", "-c", tmp_path, code=2)
    dcs("create", code=2)
    dcs("create", "cspad-0009", "-c", tmp_path / "none" / "at" / "all", code=3)
    (tmp_path / "access.toml").write_text('[[rule]]\nrole = "admin"\nusers = ["ana"]\n')
    assert "ana" in dcs("create", "cspad-0009", "-c", tmp_path, code=4).err


def test_a_directory_that_may_not_be_written(tmp_path: Path) -> None:
    closed = tmp_path / "calib"
    closed.mkdir(mode=0o555)
    for more in ((), ("--dry-run",)):
        real_dcs("create", "cspad-0009", "-c", closed, *more, code=4, plain_user=True)
    assert os.listdir(closed) == []


def test_a_type_and_a_range_are_made_in_a_detector(tmp_path: Path) -> None:
    place = ("-c", tmp_path)
    file = dcs("create", "cspad-0007", *place, "--json").json["node"]["file"]
    made = dcs("create", "cspad-0007/pedestals", *place, "-m", "dark", "--json").json
    assert made["node"]["path"] == ["pedestals"]
    words = ("create", "cspad-0007/pixel_rms", *place, "--begin", "5", "--end", "9")
    dcs(*words, "--dry-run")
    assert DCStore(file).ctypes() == ["pedestals"]
    done = dcs(*words, "--json").json
    assert done["edited"]["change"] == made["edited"]["change"] + 1
    (tsro,) = map(DCStore(file).ctypeobj("pixel_rms").rangeobj, ("5-9",))
    assert (tsro.begin(), tsro.end()) == (5, 9)
    dcs(*words, code=5)
    dcs("create", "cspad-0007/pedestals", *place, code=5)
    dcs("create", "cspad-0007/pedestals", *place, "--end", "9", code=2)
    dcs("create", "cspad-0008", *place, "--begin", "9", code=2)
    dcs("create", "cspad-0008/pedestals", *place, code=3)
