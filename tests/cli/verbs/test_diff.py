"""`dcs diff`: what it says, how it ends, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from small_stores import NDA, T0, make_store

DAY = "2016-10-27T00:00:00Z"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return two equal files."""
    cs = make_store(tmp_path / "a", "native")
    tsro = cs.add_ctype("pedestals").add_range((T0, T0 + 1000))
    tsro.add_version(T0, NDA, comment="dark")
    tsro.add_version(T0 + 1, NDA + 1)
    cs.ctypeobj("pedestals").add_range(T0 + 2000).add_version(T0 + 2, NDA)
    cs.add_ctype("geometry").add_range(0).add_version(T0, "IP 0\nCAM 1\n")
    cs.add_ctype("pixel_status").add_range(0).add_version(T0, np.array([0, 1, 3], "u2"))
    cs.save()
    other = tmp_path / "b" / "cspad" / "cspad-0001.h5"
    other.parent.mkdir(parents=True)
    shutil.copyfile(cs.path, other)
    return cs.path, other


def change(path: Path) -> None:
    with DCStore(path) as cs:
        tsro = cs.ctypeobj("pedestals").rangeobj((T0, T0 + 1000))
        tsro.versobj(1).add_calib(NDA + 0.25)
        tsro.set_versdef(1)
        cs.ctypeobj("geometry").rangeobj(0).versobj().add_calib("IP 0\r\nCAM 1\n")
        cs.ctypeobj("pixel_status").rangeobj(0).versobj().add_calib(np.array([4, 0, 3], "u2"))
        cs.add_ctype("pixel_gain")
        cs.add_par("site", "xpp")


def test_equal_files_end_with_0(files: tuple[Path, Path]) -> None:
    result = real_dcs("diff", *files)
    assert "The same: 3 types, 4 ranges, 5 versions, constants of 5 identical." in result.out
    assert not result.err


def test_what_differs_is_told_and_ends_with_1(files: tuple[Path, Path]) -> None:
    change(files[1])
    lines = real_dcs("diff", *files, code=1).out.splitlines()
    text = "\n".join(lines)
    assert lines[2].startswith("Different: 5 nodes differ, 1 only in B. Compared: 3 types")
    assert "+ type pixel_gain  only in B" in lines
    assert "parameter site  none  xpp" in text
    assert "6 of 6 numbers differ; B - A: max 0.25 at [0], mean 0.25, rms 0.25" in text
    assert "  -IP 0\n  +IP 0" in text
    assert "(set)" in text
    assert [line.split() for line in lines if line.startswith("  2  ")] == [["2", "0", "1"]]


def test_a_tolerance_by_option_only(files: tuple[Path, Path]) -> None:
    with DCStore(files[1]) as cs:
        cs.ctypeobj("pedestals").rangeobj((T0, T0 + 1000)).versobj(1).add_calib(NDA + 0.25)
    dcs("diff", *files, code=1)
    dcs("diff", *files, "--atol", "0.2", code=1)
    result = dcs("diff", *files, "--atol", "0.25")
    assert "of 1 within the tolerance" in result.out
    dcs("diff", *files, "--atol", "-1", code=2)


def test_json_says_all_of_it(files: tuple[Path, Path]) -> None:
    change(files[1])
    found = dcs("diff", *files, "--json", code=1).json["comparison"]
    assert found["same"] is False
    levels = [(node["level"], node["side"]) for node in found["nodes"]]
    assert levels[0] == ("detector", "both")
    assert ("type", "only in B") in levels
    status = next(n for n in found["nodes"] if n["a"] and n["a"][0] == "pixel_status")
    assert status["constants"]["bits"] == [
        {"bit": 0, "cleared": 1, "set": 0},
        {"bit": 2, "cleared": 0, "set": 1},
    ]


def test_two_versions_and_two_times_of_one_file(files: tuple[Path, Path]) -> None:
    a = files[0]
    found = dcs("diff", f"{a}/pedestals/{T0}/1", f"{a}/pedestals/{T0}/2", code=1)
    assert "(v1 | v2)" in found.out
    times = dcs("diff", f"{a}@{T0 + 5}", f"{a}@{T0 + 2005}", "--json", code=1).json["comparison"]
    assert times["a"]["at_ns"] == (T0 + 5) * 10**9
    assert [node["a"][0] for node in times["nodes"]] == ["pedestals"]
    dcs("diff", f"{a}/pedestals@{DAY}", f"{a}/pedestals@{DAY}")
    nothing = dcs("diff", f"{a}/pedestals@1", f"{a}/pedestals@{DAY}", code=3)
    assert "No constants of type 'pedestals'" in nothing.err


def test_a_and_b_in_two_places(files: tuple[Path, Path]) -> None:
    change(files[1])
    places = [path.parent.parent for path in files]
    dcs("diff", "cspad-0001", "cspad-0001", "-c", places[0])
    dcs("diff", "cspad-0001", "cspad-0001", "-c", places[0], "--calib-b", places[1], code=1)


def test_effective_tells_when_the_answers_differ(files: tuple[Path, Path]) -> None:
    same = real_dcs("diff", "--effective", *files)
    assert "3 types answer with the same constants at all times" in same.out
    with DCStore(files[1]) as cs:
        cs.ctypeobj("pedestals").rangeobj((T0, T0 + 1000)).set_versdef(1)
        cs.add_par("site", "xpp")
    found = real_dcs("diff", "--effective", *files, code=1)
    assert "Different in 1 stretch of time, of 3 types:" in found.out
    assert f"A v2 of {T0}-{T0 + 1000}, B v1 of {T0}-{T0 + 1000}" in found.out
    (one,) = dcs("diff", "--effective", *files, "--json", code=1).json["effective"]["changes"]
    assert (one["begin_ns"], one["end_ns"]) == (T0 * 10**9, (T0 + 1000) * 10**9)


@pytest.mark.parametrize(
    "options", [["--effective", "--atol", "1"], ["--effective", "--histories"]]
)
def test_effective_takes_no_other_way_to_compare(
    files: tuple[Path, Path], options: list[str]
) -> None:
    assert "--effective compares" in dcs("diff", *files, *options, code=2).err
    assert "leave out @TIME" in dcs("diff", "--effective", f"{files[0]}@0", files[1], code=2).err


def test_what_is_not_there_or_not_whole(files: tuple[Path, Path], tmp_path: Path) -> None:
    a, b = files
    dcs("diff", a, tmp_path / "nothing.h5", code=3)
    dcs("diff", f"{a}/gain", f"{b}/gain", code=3)
    dcs("diff", a, f"{b}/pedestals", code=2)
    change(b)
    with h5py.File(b, "r+") as file:
        group = file[f"pedestals/{T0}-{T0 + 1000}/{T0}"]
        del group["calib"]
        group.create_dataset("calib", (6,), "f8", chunks=(3,))
    assert "can't be read" in dcs("diff", a, b, code=7).out
    b.write_bytes(b"no HDF5")
    dcs("diff", a, b, code=7)


def test_long_lists_are_cut_unless_all_is_asked_for(tmp_path: Path) -> None:
    cs = make_store(tmp_path, "native")
    tsro = cs.add_ctype("geometry").add_range(0)
    for vers, word in ((T0, "a"), (T0 + 1, "b")):
        tsro.add_version(vers, "".join(f"{word} {number}\n" for number in range(100)))
    cs.save()
    nodes = [f"{cs.path}/geometry/0/{number}" for number in (1, 2)]
    assert "more lines; -a shows all." in dcs("diff", *nodes, code=1).out
    assert len(dcs("diff", *nodes, "-a", code=1).out.splitlines()) > 200
