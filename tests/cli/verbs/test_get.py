"""``dcs get``: summed up, printed, or written to a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore

T0 = 1477526400
AT = ("-t", "2016-10-27T12:00:00Z")
NDA = np.array([[1.0, 2.0, np.nan], [3.0, np.inf, 4.5]], "f4")
GEOMETRY = "# TITLE geometry\nCSPAD:V1 0 SENS2X1 0 1.5 2.5 0\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Make a detector with two versions of pedestals and a geometry."""
    with DCStore.create(tmp_path / "calib", "cspad-0001") as cs:
        tsro = cs.add_ctype("pedestals").add_range((T0, T0 + 10**6))
        tsro.add_version(T0 + 1, NDA, comment="dark")
        tsro.add_version(T0 + 2, NDA + 1)
        cs.add_ctype("geometry").add_range(T0).add_version(T0 + 3, GEOMETRY)
    return cs.path


def test_an_array_is_summed_up(store: Path) -> None:
    got = dcs("get", store, "pedestals", *AT, "--vers", 1, "--json").json
    assert (got["versind"], got["shape"], got["dtype"]) == (1, [2, 3], "<f4")
    assert got["numbers"]["n"] == 6
    assert (got["numbers"]["nan"], got["numbers"]["infinite"]) == (1, 1)
    assert (got["numbers"]["minimum"], got["numbers"]["median"]) == (1.0, 2.5)
    out = dcs("get", store, "pedestals", *AT).out
    assert "2 x 3" in out
    assert "added to it last" in out
    assert "1 NaN, 1 infinite of 6" in out


def test_it_is_what_the_python_interface_gives(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.npy"
    got = dcs("get", store, "pedestals", *AT, "-o", target, "--json").json
    cs = DCStore(store)
    np.testing.assert_array_equal(np.load(target), cs.get("pedestals", AT[1]))
    found = cs.find("pedestals", AT[1])
    assert got["why"] == found.why
    assert got["digest"] == found.version.digest
    assert (got["range_name"], got["version_name"]) == (found.range.name, found.version.name)
    assert got["saved_as"] == str(target)


def test_text_is_printed_and_written_byte_for_byte(store: Path, tmp_path: Path) -> None:
    assert dcs("get", store, "geometry", *AT).out == GEOMETRY
    target = tmp_path / "geometry.data"
    assert "Written" in dcs("get", store, "geometry", *AT, "-o", target).err
    assert target.read_text() == GEOMETRY


def test_an_array_as_text_has_all_digits(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "pedestals.txt"
    dcs("get", store, "pedestals", *AT, "--vers", 1, "-o", target)
    np.testing.assert_array_equal(np.loadtxt(target, dtype="f4"), NDA)


def test_a_detector_file_with_nothing_else(store: Path, tmp_path: Path) -> None:
    before = store.read_bytes()
    target = tmp_path / "only.h5"
    dcs("get", store, "pedestals", *AT, "--vers", 1, "-o", target)
    cs = DCStore(target)
    assert (cs.detname(), cs.ctypes()) == ("cspad-0001", ["pedestals"])
    np.testing.assert_array_equal(cs.get("pedestals", AT[1]), NDA)
    (verso,) = cs.ctypeobj("pedestals").rangeobj((T0, T0 + 10**6)).versobjs()
    assert (verso.tsprod(), verso.info and verso.info.comment) == (T0 + 1, "dark")
    assert store.read_bytes() == before
    assert "exists already" in dcs("get", store, "pedestals", *AT, "-o", target, code=5).err


def test_what_a_time_was_taken_for_is_shown(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    got = real_dcs("get", store, "pedestals", "-t", "2016-10-27T05:00:00", "--json").json
    assert got["asked"]["iso"] == "2016-10-27T05:00:00-07:00"
    assert got["asked"]["iso_utc"] == "2016-10-27T12:00:00+00:00"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("pedestals", "-t", "yesterday"), 2, "yesterday"),
        (("pedestals", "-t", "2015-01-01T00:00:00Z"), 3, "nearest later range"),
        (("pedestal", *AT), 3, "Did you mean 'pedestals'?"),
        (("pedestals", *AT, "--vers", "9"), 3, "9"),
        (("geometry", *AT, "-o", "x.npy"), 2, ".txt"),
        (("pedestals", *AT, "-o", "nowhere/x.npy"), 8, "no directory"),
    ],
)
def test_what_can_not_be_had_is_a_sentence(
    store: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    assert said in dcs("get", store, *words, code=code).err


def test_predecessors_are_asked_on_request(store: Path) -> None:
    with DCStore.create(store.parents[1], "cspad-0002") as cs:
        cs.add_ctype("pedestals")
        cs.set_predecessor("cspad-0001")
    later = cs.path
    assert "No constants" in dcs("get", later, "pedestals", *AT, code=3).err
    got = dcs("get", later, "pedestals", *AT, "--follow", "predecessor", "--json").json
    assert (got["detname"], got["file"]) == ("cspad-0001", str(store))
