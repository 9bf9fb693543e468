"""``dcs plan``: what it shows and saves, and each exit status."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from dcsgui.cli.failures import Status
from dcsgui.core.actions.planning import load_plan
from small_stores import make_store
from transfer_files import CTYPE, TIME, put


@pytest.fixture
def mine(tmp_path: Path) -> DCStore:
    """Return a store to transfer from."""
    cs = make_store(tmp_path / "mine", "native")
    put(cs, "100-200", 1, 2, pin=1)
    return cs


@pytest.fixture
def theirs(tmp_path: Path) -> DCStore:
    """Return an empty store to transfer to."""
    return make_store(tmp_path / "theirs", "native")


def test_the_real_command_saves_what_apply_carries_out(mine: DCStore, tmp_path: Path) -> None:
    new, saved = tmp_path / "new" / "cspad" / "cspad-0001.h5", tmp_path / "plan.json"
    result = real_dcs("plan", mine.path, new, "-o", saved, "-m", "promoted")
    assert f"{CTYPE}/100-200/{TIME}" in result.out
    assert "v1 instead of nothing" in result.out
    assert f"dcs apply {saved}" in result.err
    assert not new.parent.parent.exists()
    plan = load_plan(saved)
    assert plan.comment == "promoted"
    real_dcs("apply", saved, "--yes")
    assert DCStore(new).find(CTYPE, 150).version.versind == 1
    again = dcs("plan", mine.path, new)
    assert "nothing to do" in again.err


def test_the_json_is_the_plan(mine: DCStore, theirs: DCStore) -> None:
    found = dcs("plan", mine.path, theirs.path, "--json").json
    assert found["source"]["detname"] == "cspad-0001"
    assert [item["kind"] for item in found["items"]] == [
        "ctype",
        "range",
        "version",
        "version",
        "default",
    ]
    assert found["items"][2]["tsvers"].startswith("2017-07-14")


def test_a_place_and_a_selection(mine: DCStore, theirs: DCStore, tmp_path: Path) -> None:
    words = ("plan", "cspad-0001", f"local:{tmp_path / 'theirs'}", "-c", tmp_path / "mine")
    found = dcs(*words, "--default-only", "--json").json
    assert found["destination"]["file"] == str(theirs.path)
    assert found["selection"]["default_only"]
    assert sum(item["kind"] == "version" for item in found["items"]) == 1
    assert dcs(*words, "--from", "500", "--json").json["items"][1:] == []


def test_conflicts_have_a_status_of_their_own(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-200", 9)
    result = real_dcs("plan", mine.path, theirs.path, code=Status.CONFLICT)
    assert "same time" in result.out
    assert "--policy" in result.err
    for policy in ("skip", "theirs", "ours", "both"):
        dcs("plan", mine.path, theirs.path, "--policy", policy)


def test_another_detector_is_a_conflict(mine: DCStore, tmp_path: Path) -> None:
    other = tmp_path / "cspad-0002.h5"
    real_dcs("plan", mine.path, other, code=Status.CONFLICT)
    dcs("plan", mine.path, other, "--other-detector")


def test_no_access(mine: DCStore, theirs: DCStore) -> None:
    theirs.path.chmod(0o444)
    words = "plan", mine.path, theirs.path
    result = real_dcs(*words, code=Status.ACCESS, plain_user=True)
    assert "may not write" in result.out
    assert list(theirs.path.parent.iterdir()) == [theirs.path]
    real_dcs(*words, "--policy", "skip", code=Status.ACCESS, plain_user=True)


def test_a_damaged_source(mine: DCStore, theirs: DCStore) -> None:
    with h5py.File(mine.path, "r+") as file:
        file[f"{CTYPE}/100-200/{TIME}/calib"][0] = 7.5
    result = real_dcs("plan", mine.path, theirs.path, code=Status.DAMAGED)
    assert "digest" in result.out
    dcs("plan", mine.path, theirs.path, "--policy", "skip")


def test_nothing_of_that_name(mine: DCStore, theirs: DCStore) -> None:
    real_dcs("plan", f"{mine.path}/status", theirs.path, code=Status.NOTHING)
    dcs("plan", mine.path, theirs.path, "--ctype", "status", code=Status.NOTHING)


def test_usage(mine: DCStore, theirs: DCStore) -> None:
    real_dcs("plan", mine.path, theirs.path, "--from", "200", "--to", "100", code=Status.USAGE)
    real_dcs("plan", mine.path, theirs.path, "--policy", "best", code=Status.USAGE)


def test_no_plan_where_none_can_be_written(mine: DCStore, theirs: DCStore, tmp_path: Path) -> None:
    nowhere = tmp_path / "none" / "plan.json"
    real_dcs("plan", mine.path, theirs.path, "-o", nowhere, code=Status.INPUT_OUTPUT)


def test_sanity_is_told_of_each_new_version(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-200", 1, first=TIME - 5)
    shown = dcs("plan", mine.path, theirs.path, "--policy", "ours", "--sanity", code=None)
    assert f"against v1 of {CTYPE}/100-200" in shown.out
    assert f"green {CTYPE}/100-200/{TIME}, against v1" in shown.out
    assert "green: Identical to what answers now, v1." in shown.out
    assert "red: All its values are 2." in shown.out or "amber: All its values are 2" in shown.out


def test_1_if_only_sanity_speaks_against_it(mine: DCStore, tmp_path: Path) -> None:
    new = tmp_path / "new" / "cspad" / "cspad-0001.h5"
    assert "red: All its values are 1." in real_dcs("plan", mine.path, new, "--sanity", code=1).out
    dcs("plan", mine.path, new)


def test_sanity_has_no_json(mine: DCStore, theirs: DCStore) -> None:
    assert "--json" in dcs("plan", mine.path, theirs.path, "--sanity", "--json", code=2).err
