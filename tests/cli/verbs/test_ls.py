"""`dcs ls`: places, detectors, types, ranges and versions."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import h5py
import pytest

from dcs_command import dcs, real_dcs
from small_stores import NDA, T0, make_store


@pytest.fixture
def calib(tmp_path: Path) -> Path:
    """Return a calib directory with one detector."""
    cs = make_store(tmp_path / "calib", "native")
    tsro = cs.add_ctype("pedestals").add_range((T0, T0 + 1000))
    tsro.add_version(T0, NDA, comment="dark\nsecond line")
    tsro.set_versdef(tsro.add_version(T0 + 1, NDA + 1))
    cs.ctypeobj("pedestals").add_range(T0 + 2000).add_version(T0 + 2, NDA)
    cs.add_ctype("geometry").add_range(0).add_version(T0, "IP 0\n")
    cs.save()
    return tmp_path / "calib"


def test_a_place_and_its_detectors(calib: Path) -> None:
    result = real_dcs("ls", "-c", calib)
    lines = result.out.splitlines()
    assert str(calib) in lines[0]
    assert lines[2].startswith("cspad-0001  cspad")
    (place,) = dcs("ls", "-c", calib, "--json").json["places"]
    assert [file["detname"] for file in place["files"]] == ["cspad-0001"]


def test_the_repository_if_nothing_is_said(repository_of_tests: Path) -> None:
    make_store(repository_of_tests, "native", "epix100a-7").save()
    assert "epix100a-7" in dcs("ls").out


@pytest.fixture
def repository_of_tests(own_configuration: Path) -> Path:
    return own_configuration / "repository"


def test_a_repository_that_is_not_there_is_said() -> None:
    assert "can't be opened" in dcs("ls", code=3).err


def test_types_ranges_and_versions(calib: Path) -> None:
    types = dcs("ls", "cspad-0001", "-c", calib).out.splitlines()
    assert types[1].split()[:5] == ["geometry", "1", "1", "5", "B"]
    assert types[2].split()[:4] == ["pedestals", "2", "3", "144"]
    ranges = dcs("ls", "cspad-0001/pedestals", "-c", calib).out.splitlines()
    assert ranges[1].endswith("v2 (set)")
    assert "open" in ranges[2]
    assert ranges[2].endswith("v1 (auto)")
    versions = dcs("ls", f"cspad-0001/pedestals/{T0}", "-c", calib).out.splitlines()
    assert versions[1].split()[0] == "v1"
    assert versions[1].endswith("dark second line")
    assert versions[2].split()[:2] == ["*", "v2"]
    assert "6 f8" in versions[1]
    one = dcs("ls", f"cspad-0001/pedestals/{T0}/1", "-c", calib, "--json").json
    assert [row["versind"] for row in one["versions"]] == [1]


def test_json_has_what_is_asked_for_and_no_more(calib: Path) -> None:
    found = dcs("ls", "cspad-0001", "-c", calib, "--json").json
    assert [one["ctype"] for one in found["types"]] == ["geometry", "pedestals"]
    assert all(one["ranges"] == [] for one in found["types"])
    assert found["types"][1]["end_ns"] is None


def test_an_empty_detector_and_an_empty_place(tmp_path: Path) -> None:
    cs = make_store(tmp_path / "calib", "native")
    assert dcs("ls", cs.path).out == "nothing is in it\n"
    cs.path.unlink()
    assert "no detectors" in dcs("ls", "-c", tmp_path / "calib").out


def test_what_is_not_there_or_damaged(calib: Path) -> None:
    dcs("ls", "cspad-0002", "-c", calib, code=3)
    dcs("ls", "cspad-0001/gain", "-c", calib, code=3)
    dcs("ls", "-c", "http://server/calib", code=2)
    file = calib / "cspad" / "cspad-0001.h5"
    with h5py.File(file, "r+") as opened:
        del opened["geometry"]
        opened["geometry"] = 5
    result = dcs("ls", "cspad-0001", "-c", calib)
    assert "pedestals" in result.out
    file.write_bytes(b"no HDF5")
    dcs("ls", "cspad-0001", "-c", calib, code=7)
    assert "cspad-0001" in dcs("ls", "-c", calib).out  # it is not opened for that


def test_a_damaged_type_is_told_among_the_others(calib: Path) -> None:
    file = calib / "cspad" / "cspad-0001.h5"
    with h5py.File(file, "r+") as opened:
        opened["mask"] = h5py.ExternalLink("other.h5", "/mask")
    result = dcs("ls", "cspad-0001", "-c", calib, code=7)
    assert "pedestals" in result.out
    assert "damaged" in result.out
    assert "leads to another file" in result.out
    dcs("ls", "cspad-0001/pedestals", "-c", calib)
    dcs("ls", "cspad-0001/mask", "-c", calib, code=7)
    dcs("tree", "cspad-0001", "-c", calib, code=7)


def test_listing_a_place_imports_neither_hdf5_nor_numpy(calib: Path) -> None:
    code = (
        "import sys; from dcsgui.cli.main import main; "
        f"main(['ls', '-c', {str(calib)!r}]); "
        "print([name for name in ('h5py', 'numpy', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_500_files_are_listed_in_under_a_second(tmp_path: Path) -> None:
    for number in range(500):
        path = tmp_path / "calib" / f"type{number % 10}" / f"type{number % 10}-{number:04}.h5"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    begin = time.perf_counter()
    out = dcs("ls", "-c", tmp_path / "calib").out
    assert time.perf_counter() - begin < 1
    assert len(out.splitlines()) == 502
