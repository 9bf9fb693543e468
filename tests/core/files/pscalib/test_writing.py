"""Each kind of edit changes what it is to change, in the form of the older code, and no more."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.constants import digest_of
from dcsgui.core.files.pscalib import PscalibReader, PscalibWriter, is_pscalib
from dcsgui.core.files.records import Head, Kind, LayoutName, NewVersion, Record
from dcsgui.core.values.errors import AlreadyExists, BadValue, NotFound
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from older_files import changed, copy_of, everything, is_d1, snapshot, writing
from shared_data import shared_files

FILES = shared_files("data/pscalib/*/*.h5")
LATE = Timestamp.of("2030-01-01T00:00:00.123456789Z")
WHO = Record(Timestamp.of(1_900_000_000.5), "ana", "psana", "", "new darks")
NEW_VERSION = NewVersion(LATE, np.arange(6, dtype=">i2").reshape(2, 3), {"gain": 1.5}, record=WHO)

RANGE = ("pedestals", "100-end")


def first_range(writer: PscalibWriter) -> tuple[str, str] | None:
    for ctype in writer.ctypes():
        for name in writer.ranges(ctype).names or ():
            return ctype, name
    return None


def add_ctype(writer: PscalibWriter) -> set[str]:
    writer.add_ctype("status_data")
    return {"/status_data", "/status_data/ctype"}


def add_record(writer: PscalibWriter) -> set[str]:
    there = "_history" in writer.file
    writer.add_record((), WHO)
    return {"/_history/1900000000.500000"} | (set() if there else {"/_history"})


def set_pars(writer: PscalibWriter) -> set[str]:
    there = "_parameters" in writer.file
    writer.set_pars((), {"new": "value"})
    return {"/_parameters/new"} | (set() if there else {"/_parameters"})


def add_range(writer: PscalibWriter) -> set[str]:
    found = first_range(writer)
    if found is None:
        return set()
    name = writer.add_range(found[0], Validity.of(5.5, 6.5))
    assert name == "5-7"
    base = f"/{found[0]}/5-7"
    return {base} | {f"{base}/{part}" for part in ("begin", "end", "range", "versdef")}


def add_version(writer: PscalibWriter) -> set[str]:
    found = first_range(writer)
    if found is None:
        return set()
    base = "/".join(("", *found))
    there = "_history" in writer.file[base]
    info = writer.add_version(found, NEW_VERSION)
    new = f"{base}/{info.name}"
    inside = ("version", "tsprod", "data", "_parameters", "_parameters/gain")
    return (
        {new, f"{base}/_history/1900000000.500000"}
        | {f"{new}/{part}" for part in inside}
        | (set() if there else {f"{base}/_history"})
    )


EDITS = (add_ctype, add_record, set_pars, add_range, add_version)


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("path", FILES)
def test_additions_leave_everything_else_byte_for_byte(
    path: Path, edit: Callable[[PscalibWriter], set[str]], tmp_path: Path
) -> None:
    copy = copy_of(path, tmp_path)
    before = snapshot(copy)
    with writing(copy) as writer:
        expected = edit(writer)
        writer.finish()
    after = snapshot(copy)
    assert changed(before, after) == (expected, set(), set())
    with h5py.File(copy, "r") as f:
        for name in expected:
            assert isinstance(f[name], h5py.Group) or name.endswith("/data") or is_d1(f[name])


@pytest.mark.parametrize("path", FILES)
def test_changes_leave_everything_else_byte_for_byte(path: Path, tmp_path: Path) -> None:
    copy = copy_of(path, tmp_path)
    before = snapshot(copy)
    with writing(copy) as writer:
        head = writer.head()
        writer.set_head(
            dettype=head.dettype,
            detid=head.detid,
            tscfile=LATE,
            predecessor=None,
            successor="x-é",
        )
        found = first_range(writer)
        touched = {"/tscfile", "/predecessor", "/successor"}
        if found is not None:
            base = "/".join(("", *found))
            for info in writer.versions(*found):
                writer.set_default(found, info.name)
                writer.set_constants((*found, info.name), "# geometry\n")
                writer.set_tsprod((*found, info.name), LATE)
                at = f"{base}/{info.name}"
                touched |= {f"{base}/versdef", f"{at}/data", f"{at}/tsprod"}
                break
            assert writer.change_range(found, Validity.of(7, 8.5)) == "7-9"
    after = snapshot(copy)
    if found is not None:
        moved = f"/{found[0]}/7-9"
        after = {name.replace(moved, base): form for name, form in after.items()}
        touched |= {f"{base}/{part}" for part in ("begin", "end", "range")}
    new, gone, other = changed(before, after)
    assert new | gone | other <= touched
    with h5py.File(copy, "r") as f:
        assert "predecessor" not in f
        written = [name.replace(base, moved) if found else name for name in touched]
        assert all(is_d1(f[name]) for name in written if name != "/predecessor")


def test_a_new_file_is_read_back(small: Path) -> None:
    with h5py.File(small, "r") as f:
        assert is_pscalib(f)
        reader = PscalibReader(f)
        head = reader.head()
        assert head == Head(LayoutName.PSCALIB, "cspad", "0001", Timestamp.of(50))
        assert f["detname"][0] == b"cspad-0001"
        table = reader.ranges("pedestals")
        assert table.names == ["100-end", "200-300"]
        assert table.answers == ["v0003", ""]
        infos = reader.versions(*RANGE)
        assert [info.versind for info in infos] == [1, 2, 3]
        first = infos[0]
        assert (first.author, first.comment) == ("ana", "darks 1")
        assert (first.experiment, first.run) == ("xpptut15", "260")
        assert first.digest == digest_of(np.full((2, 3), 1, "<f4"))
        assert [(r.action, r.user, r.host) for r in reader.history(RANGE)] == [
            (f"add version {n}", "bo", "psana") for n in (1, 2, 3)
        ]
        assert f["/pedestals/100-end/_history/2001.000000"][0] == (
            b"add version 1: darks 1 (by bo@psana)"
        )


def test_a_default_is_really_written(small: Path) -> None:
    with writing(small) as writer:
        writer.set_default(RANGE, "v0001")
        assert writer.ranges("pedestals").answer(0) == "v0001"
        assert writer.ranges("pedestals").pinned.tolist() == [True, False]
        assert is_d1(writer.file["/pedestals/100-end/versdef"])
        writer.set_default(RANGE, None)
        assert writer.ranges("pedestals").answer(0) == "v0003"
        with pytest.raises(NotFound, match="no version 'v0009'"):
            writer.set_default(RANGE, "v0009")


def test_a_default_that_names_no_version_is_none(small: Path) -> None:
    with h5py.File(small, "r+") as f:
        f["/pedestals/100-end/versdef"][0] = 17
        table = PscalibReader(f).ranges("pedestals")
        assert (table.answer(0), bool(table.pinned[0])) == ("v0003", False)


def test_times_keep_their_nanoseconds(small: Path) -> None:
    begin, end = Timestamp(1_471_285_222_123_456_789), Timestamp(1_471_285_999_999_999_999)
    with writing(small) as writer:
        name = writer.add_range("pedestals", Validity(begin, end))
        writer.add_version(("pedestals", name), NewVersion(LATE, None))
        writer.add_record((), Record(LATE, comment="c"))
        writer.add_record((), Record(LATE, comment="d"))
        table = writer.ranges("pedestals")
        row = (table.names or []).index(name)
        assert table.validity(row) == Validity(begin, end)
        info = writer.version(("pedestals", name, "v0001"))
        assert (info.tsvers, info.kind) == (LATE, Kind.NOTHING)
        assert writer.history(()) == [
            Record(LATE, comment="c"),
            Record(Timestamp(LATE.ns + 1000), comment="d"),
        ]
        as_the_older_code_sees_it = writer.file[f"/pedestals/{name}/begin"][0]
        assert Timestamp.of(as_the_older_code_sees_it) >= begin


def test_a_time_that_others_changed_counts_as_it_stands(small: Path) -> None:
    with writing(small) as writer:
        name = writer.add_range("pedestals", Validity(Timestamp(1_471_285_222_123_456_789), None))
        writer.file[f"/pedestals/{name}/begin"][0] = 17.0
        table = writer.ranges("pedestals")
        assert table.begin_ns[(table.names or []).index(name)] == 17 * 10**9


def test_ranges_within_one_second_are_refused(small: Path) -> None:
    with writing(small) as writer:
        with pytest.raises(AlreadyExists, match="whole seconds"):
            writer.add_range("pedestals", Validity.of(100.5, None))
        with pytest.raises(AlreadyExists):
            writer.change_range(("pedestals", "200-300"), Validity.of(100.5, None))
        assert writer.change_range(RANGE, Validity.of(100.25, None)) == "100-end"
        assert writer.change_range(RANGE, Validity.of(-50.5, -10.5)) == "-51--10"
        assert len(writer.versions("pedestals", "-51--10")) == 3


def test_types_that_the_older_code_cannot_load_are_refused(small: Path) -> None:
    with writing(small) as writer:
        with pytest.raises(BadValue, match="dcs convert"):
            writer.add_ctype("rms")
        with pytest.raises(AlreadyExists):
            writer.add_ctype("pedestals")


def test_other_constants_leave_no_trace_of_the_old_name(small: Path) -> None:
    at = (*RANGE, "v0002")
    with writing(small) as writer:
        for constants in (np.array(2.5), np.zeros((0, 4), ">f4"), np.array([True]), "", "é\n"):
            writer.set_constants(at, constants)
            back, info = writer.constants(at), writer.version(at)
            assert info.digest == digest_of(constants)
            if isinstance(constants, str):
                assert back == constants
                assert is_d1(writer.file["/".join(at)]["data"])
            else:
                assert isinstance(back, np.ndarray)
                assert (back.shape, back.dtype) == (constants.shape, constants.dtype)
                assert (back == constants).all()
            assert sorted(writer.file["/".join(at)]) == [
                "_parameters",
                "data",
                "tsprod",
                "version",
            ]


def test_production_times_differ(small: Path) -> None:
    with writing(small) as writer:
        at = (*RANGE, "v0002")
        with pytest.raises(AlreadyExists):
            writer.set_tsprod(at, Timestamp.of(1001))
        assert writer.set_tsprod(at, Timestamp.of(999)) == "v0002"
        assert [info.versind for info in writer.versions(*RANGE)] == [2, 1, 3]


def test_the_generation_counts_commits(small: Path) -> None:
    with writing(small) as writer:
        assert [writer.finish(), writer.finish()] == [1, 2]
        assert writer.head().generation == 2


def test_setting_the_same_head_changes_nothing(small: Path, tmp_path: Path) -> None:
    before = everything(Path(shutil.copyfile(small, tmp_path / "before.h5")))
    with writing(small) as writer:
        writer.set_head(
            dettype="cspad",
            detid="0001",
            tscfile=Timestamp.of(50),
            predecessor=None,
            successor=None,
        )
    assert everything(small) == before
