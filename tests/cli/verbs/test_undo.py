"""``dcs undo``: the last change of a detector, taken back as a new change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcs_command import dcs, real_dcs
from filled_detectors import CONTRIBUTORS_ONLY, filled
from processes import foreign_program
from small_stores import LAYOUTS, make_store
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return filled(tmp_path, request.param).path


def changes(file: Path, source: Path) -> list[tuple[object, ...]]:
    """List a command for each kind of change."""
    return [
        ("add", file, "pixel_gain", source, "--begin", "0"),
        ("add", file, "pedestals", source, "--begin", "50", "--end", "100"),
        ("default", file, "pedestals", "50-100", 1, "-m", "x"),
        ("meta", "set", f"{file}/pedestals", "k=1"),
        ("meta", "unset", f"{file}/pedestals", "k"),
        ("delete", f"{file}/pedestals/50-100/1"),
        ("restore", file),
        ("delete", f"{file}/pedestals", "--yes"),
        ("restore", file),
    ]


def test_each_kind_of_change_is_taken_back_step_by_step(file: Path, tmp_path: Path) -> None:
    source = tmp_path / "one.npy"
    np.save(source, np.ones(3))
    states = [picture(file)]
    for words in changes(file, source):
        dcs(*words)
        states.append(picture(file))
    for state in reversed(states[:-1]):
        assert "Took back what " in dcs("undo", file).err
        assert picture(file) == state


def test_what_it_would_do_is_told(file: Path) -> None:
    dcs("delete", f"{file}/pedestals/50-100/2", "-m", "wrong one")
    raw = file.read_bytes()
    tried = dcs("undo", file, "--dry-run", "--json").json["undone"]
    assert file.read_bytes() == raw
    assert tried["taken"]["comment"] == "wrong one"
    assert tried["changes"][0]["after"]["versind"] == 2
    dcs("undo", file, "--number", tried["taken"]["number"] + 1, code=5)
    done = real_dcs("undo", file, "--number", tried["taken"]["number"], "-m", "sorry")
    assert f" in {file}: deleted v2 of pedestals, valid from " in done.err
    assert "v2 instead of v1" in done.out


def test_what_is_refused_changes_nothing(file: Path, tmp_path: Path) -> None:
    dcs("delete", f"{file}/pedestals/50-100/2")
    dcs("purge", file, "--yes")
    raw = file.read_bytes()
    dcs("undo", file, code=5)
    dcs("undo", file, "--past-purges", code=5)  # what that deleted is gone
    assert file.read_bytes() == raw
    dcs("undo", tmp_path / "none.h5", code=3)
    (tmp_path / "access.toml").write_text(CONTRIBUTORS_ONLY)
    dcs("meta", "get", file)
    file.write_bytes(raw)
    empty = make_store(tmp_path / "other", "native").path
    dcs("undo", empty, code=3)


def test_who_may_not_change_may_not_take_back(file: Path, tmp_path: Path) -> None:
    dcs("meta", "set", f"{file}/pedestals", "k=1")
    (tmp_path / "access.toml").write_text(CONTRIBUTORS_ONLY)
    raw = file.read_bytes()
    for more in ((), ("--dry-run",)):
        dcs("undo", file, *more, code=4)
    assert file.read_bytes() == raw


def test_who_waits_too_long_is_told_who_has_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dcsgui.core.actions.opening.CHANGING", 0.05)
    with foreign_program(file, "r+"):
        dcs("undo", file, code=6)


def test_any_change_is_taken_back_by_its_number(file: Path) -> None:
    states = [picture(file)]
    dcs("meta", "set", f"{file}/pedestals", "k=1")
    states.append(picture(file))
    dcs("delete", f"{file}/pedestals/50-100/1", "-m", "noisy")
    states.append(picture(file))
    rows = dcs("undo", file, "--list", "--json").json["changes"]
    first, second = rows[-2]["number"], rows[-1]["number"]
    told = dcs("undo", file, "--change", first, "--dry-run").err
    assert "Would take back what" in told
    assert picture(file) == states[2]
    done = dcs("undo", file, "--change", first, "--json").json["undone"]
    assert done["taken"]["number"] == first
    assert "k" not in dcs("meta", "get", f"{file}/pedestals", "--json").json["pars"]
    dcs("undo", file, "--change", done["change"], "-m", "it was right")
    assert picture(file) == states[2]
    dcs("undo", file, "--change", second)
    assert picture(file) == states[1]
    lines = dcs("undo", file, "--list").out.splitlines()
    assert f"takes back {done['change']}" in lines[-2]
    assert f"taken back by {done['change'] + 2}" in lines[-4]
    assert "deleted v1 of pedestals" in lines[-4]


def test_a_change_that_is_not_to_be_taken_back_says_why(file: Path) -> None:
    rows = dcs("undo", file, "--list", "--json").json["changes"]
    dcs("undo", file, "--change", rows[-1]["number"] + 9, code=3)
    dcs("meta", "set", file, "k=1")
    last = rows[-1]["number"] + 1
    dcs("meta", "set", file, "k=2")
    assert "was changed since" in dcs("undo", file, "--change", last, code=5).err
    dcs("undo", file)
    dcs("undo", file, "--change", last)
    assert "taken back already" in dcs("undo", file, "--change", last, code=5).err
    dcs("undo", file, "--change", last, "--list", code=2)
