"""``dcs links``: shown and set, with each exit status that it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from access_files import become, write_access
from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from dcsgui.core.actions.links import links
from dcsgui.core.files.replacing import new_file
from small_stores import make_store


@pytest.fixture
def calib(tmp_path: Path) -> Path:
    """Return a calib directory with three detectors."""
    for number in (1, 2, 3):
        make_store(tmp_path / "calib", "native", f"cspad-000{number}")
    return tmp_path / "calib"


def test_links_are_set_on_both_sides_and_shown(calib: Path) -> None:
    made = real_dcs("links", "cspad-0002", "--predecessor", "cspad-0001", "-m", "new", "-c", calib)
    assert "predecessor of cspad-0002: cspad-0001 instead of none." in made.err
    assert "successor of cspad-0001: cspad-0002 instead of none." in made.err
    found = real_dcs("links", "cspad-0001", "-c", calib)
    assert [line.split()[:2] for line in found.out.splitlines()[1:]] == [
        ["this", "cspad-0001"],
        ["successor", "cspad-0002"],
    ]
    assert "both ways" in found.out
    answer = dcs("links", "cspad-0001", "-c", calib, "--json").json
    expected = links(str(calib / "cspad" / "cspad-0001.h5"))
    assert [one["step"] for one in answer["chain"]] == [one.step for one in expected.chain]
    assert answer["successor"] == expected.successor


def test_links_are_taken_away(calib: Path) -> None:
    dcs("links", "cspad-0001", "--successor", "cspad-0002", "-c", calib)
    dcs("links", "cspad-0002", "--no-predecessor", "--successor", "cspad-0003", "-c", calib)
    assert DCStore(calib, "cspad-0001").successor() is None
    assert DCStore(calib, "cspad-0003").predecessor() == "cspad-0002"


def test_a_dry_run_changes_nothing(calib: Path) -> None:
    shown = dcs("links", "cspad-0001", "--successor", "cspad-0002", "--dry-run", "-c", calib)
    assert "cspad-0002 instead of none" in shown.err
    assert DCStore(calib, "cspad-0001").successor() is None


def test_1_for_links_that_do_not_fit(calib: Path) -> None:
    set_ = real_dcs("links", "cspad-0001", "--successor", "cspad-0009", "-c", calib, code=1)
    assert "could not be set. There is no file" in set_.err
    found = real_dcs("links", "cspad-0001", "-c", calib, code=1)
    assert "no file" in found.out
    assert "to which cspad-0001 leads" in found.err


def test_2_for_what_cannot_be(calib: Path) -> None:
    real_dcs("links", "cspad-0001", "--successor", "cspad-0001", "-c", calib, code=2)
    both = ("--successor", "cspad-0002", "--no-successor")
    assert "Give either" in dcs("links", "cspad-0001", *both, "-c", calib, code=2).err


def test_3_for_no_such_detector(calib: Path) -> None:
    real_dcs("links", "cspad-0009", "-c", calib, code=3)


def test_4_for_who_may_not(calib: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_access(calib)
    become("ann", monkeypatch)
    refused = real_dcs("links", "cspad-0001", "--successor", "cspad-0002", "-c", calib, code=4)
    assert "only a curator of cspad-0001" in refused.err


def test_5_for_who_belongs_to_a_third(calib: Path) -> None:
    dcs("links", "cspad-0001", "--successor", "cspad-0002", "-c", calib)
    real_dcs("links", "cspad-0003", "--successor", "cspad-0002", "-c", calib, code=5)


def test_6_for_a_file_that_others_change(calib: Path) -> None:
    with new_file(calib / "cspad" / "cspad-0001.h5", replace=True):
        dcs("links", "cspad-0001", "--successor", "cspad-0002", "-c", calib, code=6)


def test_7_for_a_damaged_file(calib: Path) -> None:
    (calib / "cspad" / "cspad-0001.h5").write_bytes(b"no HDF5")
    real_dcs("links", "cspad-0001", "-c", calib, code=7)
