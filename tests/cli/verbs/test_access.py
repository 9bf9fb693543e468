"""``dcs access``: what it says of detectors and places, and each exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from access_files import become, write_access
from dcs_command import dcs, real_dcs
from small_stores import make_told_store


@pytest.fixture
def calib(tmp_path: Path) -> Path:
    """Return a calib directory with a detector and an access file."""
    make_told_store(tmp_path / "calib", "native")
    write_access(tmp_path / "calib")
    return tmp_path / "calib"


def test_the_real_command_says_what_counts(calib: Path) -> None:
    found = real_dcs("access", "cspad-0001", "-c", calib, code=None)
    assert f"access file {calib / 'access.toml'}" in found.out
    assert "pedestals" in found.out
    assert "You can" in found.err


def test_4_for_somebody_who_may_change_nothing(
    calib: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    become("zoe", monkeypatch)
    found = dcs("access", "cspad-0001", "-c", calib, code=4)
    assert "you, zoe, are a reader" in found.err
    rules = [line.split()[-1] for line in found.out.splitlines() if line.strip()[:1].isdigit()]
    assert rules == ["no", "no", "no"]


def test_a_curator_of_a_type(calib: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    become("bob", monkeypatch)
    found = dcs("access", "cspad-0001", "-c", calib)
    assert "you are bob" in found.out
    line = next(line for line in found.out.splitlines() if line.startswith("pedestals"))
    assert line.split()[1] == "curator"


def test_places(calib: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    become("ann", monkeypatch)
    expected = f"place: {calib}"
    for words in ((str(calib),), (f"local:{calib}",), ("-c", str(calib))):
        assert dcs("access", *words).out.splitlines()[0] == expected


def test_the_json_has_all_of_it(calib: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    become("ann", monkeypatch)
    found = dcs("access", "cspad-0001", "-c", calib, "--json").json
    assert found["user"] == "ann"
    assert found["roles"][0]["role"] == "contributor"
    assert [rule["yours"] for rule in found["files"][0]["rules"]] == [True, False, False]


def test_without_access_files(tmp_path: Path) -> None:
    make_told_store(tmp_path, "native")
    assert "the system alone decides" in dcs("access", "cspad-0001", "-c", tmp_path).out


def test_3_for_what_is_not_there(calib: Path) -> None:
    dcs("access", "cspad-0009", "-c", calib, code=3)
    dcs("access", "exp:nowhere", code=3)
