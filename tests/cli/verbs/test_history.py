"""``dcs history``: records, newest last, and comments added to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from told_times import make_told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_told(tmp_path / "calib")


def test_records_are_those_of_the_python_interface(path: Path) -> None:
    found = dcs("history", f"{path}/pedestals/150-170", "--json").json
    records = DCStore(path).ctypeobj("pedestals").rangeobj((150, 170)).records()
    assert [one["tstamp_ns"] for one in found["records"]] == [r.tstamp.ns for r in records]
    assert found["records"][-1]["comment"] == "v2 is noisy"
    assert found["added"] is None
    assert dcs("history", f"{path}/pedestals/150-170").out.splitlines()[-1].endswith("is noisy")


def test_a_comment_is_added_with_who_and_when(path: Path) -> None:
    done = dcs("history", f"{path}/pedestals", "--add", "looked at\nall of it")
    assert done.err == f"Added that to the history of cspad-0001/pedestals ({path}).\n"
    record = DCStore(path).ctypeobj("pedestals").records()[-1]
    assert (record.action, record.comment) == ("", "looked at\nall of it")
    assert record.user
    assert [line.split("  ")[-1].strip() for line in done.out.splitlines()[-2:]] == [
        "looked at",
        "all of it",
    ]


def test_a_dry_run_adds_nothing(path: Path) -> None:
    before = path.read_bytes()
    found = dcs("history", path, "--add", "x", "--dry-run", "--json").json
    assert (found["dry_run"], found["added"]["comment"]) == (True, "x")
    assert path.read_bytes() == before


def test_its_exit_statuses(path: Path, tmp_path: Path) -> None:
    real_dcs("history", path, code=0)
    real_dcs("history", path, "--add", " ", code=2)
    real_dcs("history", f"{path}/pixel_mask", code=3)
    (tmp_path / "bad-1.h5").write_text("nothing")
    real_dcs("history", tmp_path / "bad-1.h5", code=7)
    path.chmod(0o444)
    real_dcs("history", path, "--add", "x", code=4, plain_user=True)
